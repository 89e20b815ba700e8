-- The plays of one title or show, as a table that hides that of the log.
CREATE TEMP TABLE plays AS
SELECT p.*
FROM titles t
CROSS JOIN main.plays p ON p.title_id = t.id
WHERE iif(:by_show, t.show_id, t.id) = :item
