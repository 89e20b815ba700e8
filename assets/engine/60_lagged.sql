-- lagged: each play, and the days of the plays before it of the same viewer: of titles and shows the last two, of everything
-- those that the steps of the ladder 1 2 3 5 10 20 50 100 need, of each step itself and the one below.
SELECT a.lvl, a.item, a.day_no,
       LAG(a.day_no, 1) OVER r AS d1, LAG(a.day_no, 2) OVER r AS d2,
       CASE WHEN a.lvl = 0 THEN LAG(a.day_no, 3) OVER r END AS d3,
       CASE WHEN a.lvl = 0 THEN LAG(a.day_no, 4) OVER r END AS d4,
       CASE WHEN a.lvl = 0 THEN LAG(a.day_no, 5) OVER r END AS d5,
       CASE WHEN a.lvl = 0 THEN LAG(a.day_no, 9) OVER r END AS d9,
       CASE WHEN a.lvl = 0 THEN LAG(a.day_no, 10) OVER r END AS d10,
       CASE WHEN a.lvl = 0 THEN LAG(a.day_no, 19) OVER r END AS d19,
       CASE WHEN a.lvl = 0 THEN LAG(a.day_no, 20) OVER r END AS d20,
       CASE WHEN a.lvl = 0 THEN LAG(a.day_no, 49) OVER r END AS d49,
       CASE WHEN a.lvl = 0 THEN LAG(a.day_no, 50) OVER r END AS d50,
       CASE WHEN a.lvl = 0 THEN LAG(a.day_no, 99) OVER r END AS d99,
       CASE WHEN a.lvl = 0 THEN LAG(a.day_no, 100) OVER r END AS d100
FROM (SELECT 1 AS lvl, p.item, p.viewer, p.day_no FROM bt_played p WHERE p.part = 1
      UNION ALL
      SELECT 2 AS lvl, s.item, p.viewer, p.day_no FROM bt_played p JOIN bt_several s ON s.title_item = p.item WHERE p.part = 1
      UNION ALL
      SELECT 0 AS lvl, 0 AS item, p.viewer, p.day_no FROM bt_played p WHERE p.part = 1) a
WINDOW r AS (PARTITION BY a.lvl, a.item, a.viewer ORDER BY a.day_no)
