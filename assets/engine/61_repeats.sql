-- repeats: plays of titles and shows on a day, by the day of the viewer's play before (lag 1) and of the one before that (2).
SELECT l.lvl, l.item, 1 AS lag_no, l.day_no, l.d1 AS day_before, COUNT(*) AS plays
FROM bt_lagged l WHERE l.lvl > 0 AND l.d1 IS NOT NULL GROUP BY l.lvl, l.item, l.day_no, l.d1
UNION ALL
SELECT l.lvl, l.item, 2 AS lag_no, l.day_no, l.d2 AS day_before, COUNT(*) AS plays
FROM bt_lagged l WHERE l.lvl > 0 AND l.d2 IS NOT NULL GROUP BY l.lvl, l.item, l.day_no, l.d2
