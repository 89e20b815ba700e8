-- day_rows: rows of each day, short ones too.
SELECT p.day_no, COUNT(*) AS row_count
FROM bt_played p
GROUP BY p.day_no
