-- settings: what the cells were made by, and how many rows of the source are in them.
{{settings}}
UNION ALL
SELECT 'source_rows' AS name, CAST(COUNT(*) AS STRING) AS value FROM bt_mapped c
UNION ALL
SELECT 'read_rows' AS name, CAST(COUNT(*) + {{rows_before}} AS STRING) AS value FROM bt_ev c
UNION ALL
SELECT 'lengths' AS name, CAST(COUNT(c.seconds) AS STRING) AS value FROM bt_mapped c
UNION ALL
SELECT 'lengths_above_a_day' AS name, CAST(COUNT(*) AS STRING) AS value FROM bt_mapped c WHERE c.seconds > 86400
