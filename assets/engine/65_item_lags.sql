-- item_lags: plays of titles and shows on a day, by the day of the viewer's lag-th play before, from the third on.
SELECT l.lvl, l.item, 3 AS lag_no, l.day_no, l.d3 AS day_before, COUNT(*) AS plays
FROM bt_lagged l WHERE l.lvl > 0 AND l.d3 IS NOT NULL GROUP BY l.lvl, l.item, l.day_no, l.d3
UNION ALL
SELECT l.lvl, l.item, 4 AS lag_no, l.day_no, l.d4 AS day_before, COUNT(*) AS plays
FROM bt_lagged l WHERE l.lvl > 0 AND l.d4 IS NOT NULL GROUP BY l.lvl, l.item, l.day_no, l.d4
UNION ALL
SELECT l.lvl, l.item, 5 AS lag_no, l.day_no, l.d5 AS day_before, COUNT(*) AS plays
FROM bt_lagged l WHERE l.lvl > 0 AND l.d5 IS NOT NULL GROUP BY l.lvl, l.item, l.day_no, l.d5
UNION ALL
SELECT l.lvl, l.item, 9 AS lag_no, l.day_no, l.d9 AS day_before, COUNT(*) AS plays
FROM bt_lagged l WHERE l.lvl > 0 AND l.d9 IS NOT NULL GROUP BY l.lvl, l.item, l.day_no, l.d9
UNION ALL
SELECT l.lvl, l.item, 10 AS lag_no, l.day_no, l.d10 AS day_before, COUNT(*) AS plays
FROM bt_lagged l WHERE l.lvl > 0 AND l.d10 IS NOT NULL GROUP BY l.lvl, l.item, l.day_no, l.d10
UNION ALL
SELECT l.lvl, l.item, 19 AS lag_no, l.day_no, l.d19 AS day_before, COUNT(*) AS plays
FROM bt_lagged l WHERE l.lvl > 0 AND l.d19 IS NOT NULL GROUP BY l.lvl, l.item, l.day_no, l.d19
UNION ALL
SELECT l.lvl, l.item, 20 AS lag_no, l.day_no, l.d20 AS day_before, COUNT(*) AS plays
FROM bt_lagged l WHERE l.lvl > 0 AND l.d20 IS NOT NULL GROUP BY l.lvl, l.item, l.day_no, l.d20
UNION ALL
SELECT l.lvl, l.item, 49 AS lag_no, l.day_no, l.d49 AS day_before, COUNT(*) AS plays
FROM bt_lagged l WHERE l.lvl > 0 AND l.d49 IS NOT NULL GROUP BY l.lvl, l.item, l.day_no, l.d49
UNION ALL
SELECT l.lvl, l.item, 50 AS lag_no, l.day_no, l.d50 AS day_before, COUNT(*) AS plays
FROM bt_lagged l WHERE l.lvl > 0 AND l.d50 IS NOT NULL GROUP BY l.lvl, l.item, l.day_no, l.d50
UNION ALL
SELECT l.lvl, l.item, 99 AS lag_no, l.day_no, l.d99 AS day_before, COUNT(*) AS plays
FROM bt_lagged l WHERE l.lvl > 0 AND l.d99 IS NOT NULL GROUP BY l.lvl, l.item, l.day_no, l.d99
UNION ALL
SELECT l.lvl, l.item, 100 AS lag_no, l.day_no, l.d100 AS day_before, COUNT(*) AS plays
FROM bt_lagged l WHERE l.lvl > 0 AND l.d100 IS NOT NULL GROUP BY l.lvl, l.item, l.day_no, l.d100
