-- lagged: each play, and the days of the plays before it of the same viewer: those that the steps of the ladder
-- 1 2 3 5 10 20 50 100 need, of each step itself and the one below.
SELECT a.lvl, a.item, a.day_no,
       LAG(a.day_no, 1) OVER r AS d1, LAG(a.day_no, 2) OVER r AS d2, LAG(a.day_no, 3) OVER r AS d3,
       LAG(a.day_no, 4) OVER r AS d4, LAG(a.day_no, 5) OVER r AS d5, LAG(a.day_no, 9) OVER r AS d9,
       LAG(a.day_no, 10) OVER r AS d10, LAG(a.day_no, 19) OVER r AS d19, LAG(a.day_no, 20) OVER r AS d20,
       LAG(a.day_no, 49) OVER r AS d49, LAG(a.day_no, 50) OVER r AS d50,
       LAG(a.day_no, 99) OVER r AS d99, LAG(a.day_no, 100) OVER r AS d100
FROM bt_counted a
WHERE a.part = 1
WINDOW r AS (PARTITION BY a.lvl, a.item, a.viewer ORDER BY a.day_no)
