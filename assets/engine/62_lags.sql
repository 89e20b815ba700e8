-- lags: of everything, plays of a day, by the day of the lag-th play before it of the same viewer (none: there is none).
SELECT 1 AS lag_no, l.day_no, l.d1 AS day_before, COUNT(*) AS plays FROM bt_lagged l WHERE l.lvl = 0 GROUP BY l.day_no, l.d1
UNION ALL
SELECT 2 AS lag_no, l.day_no, l.d2 AS day_before, COUNT(*) AS plays FROM bt_lagged l WHERE l.lvl = 0 GROUP BY l.day_no, l.d2
UNION ALL
SELECT 3 AS lag_no, l.day_no, l.d3 AS day_before, COUNT(*) AS plays FROM bt_lagged l WHERE l.lvl = 0 GROUP BY l.day_no, l.d3
UNION ALL
SELECT 4 AS lag_no, l.day_no, l.d4 AS day_before, COUNT(*) AS plays FROM bt_lagged l WHERE l.lvl = 0 GROUP BY l.day_no, l.d4
UNION ALL
SELECT 5 AS lag_no, l.day_no, l.d5 AS day_before, COUNT(*) AS plays FROM bt_lagged l WHERE l.lvl = 0 GROUP BY l.day_no, l.d5
UNION ALL
SELECT 9 AS lag_no, l.day_no, l.d9 AS day_before, COUNT(*) AS plays FROM bt_lagged l WHERE l.lvl = 0 GROUP BY l.day_no, l.d9
UNION ALL
SELECT 10 AS lag_no, l.day_no, l.d10 AS day_before, COUNT(*) AS plays FROM bt_lagged l WHERE l.lvl = 0 GROUP BY l.day_no, l.d10
UNION ALL
SELECT 19 AS lag_no, l.day_no, l.d19 AS day_before, COUNT(*) AS plays FROM bt_lagged l WHERE l.lvl = 0 GROUP BY l.day_no, l.d19
UNION ALL
SELECT 20 AS lag_no, l.day_no, l.d20 AS day_before, COUNT(*) AS plays FROM bt_lagged l WHERE l.lvl = 0 GROUP BY l.day_no, l.d20
UNION ALL
SELECT 49 AS lag_no, l.day_no, l.d49 AS day_before, COUNT(*) AS plays FROM bt_lagged l WHERE l.lvl = 0 GROUP BY l.day_no, l.d49
UNION ALL
SELECT 50 AS lag_no, l.day_no, l.d50 AS day_before, COUNT(*) AS plays FROM bt_lagged l WHERE l.lvl = 0 GROUP BY l.day_no, l.d50
UNION ALL
SELECT 99 AS lag_no, l.day_no, l.d99 AS day_before, COUNT(*) AS plays FROM bt_lagged l WHERE l.lvl = 0 GROUP BY l.day_no, l.d99
UNION ALL
SELECT 100 AS lag_no, l.day_no, l.d100 AS day_before, COUNT(*) AS plays FROM bt_lagged l WHERE l.lvl = 0 GROUP BY l.day_no, l.d100
