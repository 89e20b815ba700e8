-- plays: plays of each day.
SELECT d.lvl, d.item, d.day_no, CAST(SUM(d.plays) AS BIGINT) AS plays
FROM bt_days d
GROUP BY d.lvl, d.item, d.day_no
HAVING SUM(d.plays) > 0
