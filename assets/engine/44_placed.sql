-- placed: each active day, the one before, and the run of consecutive days it lies in.
SELECT g.lvl, g.item, g.viewer, g.day_no, g.plays, g.day_before,
       MIN(g.day_no) OVER (PARTITION BY g.lvl, g.item, g.viewer, g.island) AS run_start,
       MAX(g.day_no) OVER (PARTITION BY g.lvl, g.item, g.viewer, g.island) AS run_end
FROM (SELECT d.lvl, d.item, d.viewer, d.day_no, d.plays,
             LAG(d.day_no) OVER r AS day_before,
             d.day_no - ROW_NUMBER() OVER r AS island
      FROM bt_days d
      WINDOW r AS (PARTITION BY d.lvl, d.item, d.viewer ORDER BY d.day_no)) g
