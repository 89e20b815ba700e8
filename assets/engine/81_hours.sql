-- hours: the seconds of the rows of plays of each title on each day, and how many of these rows are of unknown length.
SELECT p.item, p.day_no, CAST(COALESCE(SUM(p.seconds), 0) AS BIGINT) AS seconds,
       CAST(SUM(CASE WHEN p.seconds IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS unknown
FROM bt_played p
WHERE p.part > 0
GROUP BY p.item, p.day_no
