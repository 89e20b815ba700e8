-- The tables of a database with their columns, in their order. Virtual tables, which have no root
-- page, are left out: to look at one loads the module behind it, and another program's may be missing.
SELECT t.name AS table_name, c.name AS column_name
FROM sqlite_schema AS t
JOIN pragma_table_info(t.name) AS c
WHERE t.type = 'table' AND t.rootpage > 0
ORDER BY t.name, c.cid
