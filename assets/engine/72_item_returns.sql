-- item_returns: the same of titles and shows, but for those who are back whenever a window begins until they no longer are
-- (entered 0 alone says so: most are).
SELECT s.unit, s.entered, s.lvl, s.item, s.back_day, s.period_start, s.from_day, COUNT(*) AS viewers
FROM (SELECT a.unit, e.entered, a.lvl, a.item, b.first_day AS back_day, a.period_start,
             CASE WHEN e.entered = 0 THEN a.last_day + 1 ELSE a.free_from END AS from_day
      FROM bt_periods a
      JOIN bt_periods b ON b.unit = a.unit AND b.lvl = a.lvl AND b.item = a.item AND b.viewer = a.viewer
                       AND b.period_start > a.period_start
      CROSS JOIN (SELECT 1 AS entered UNION ALL SELECT 0 AS entered) e
      WHERE a.lvl > 0 AND (a.unit = 2 OR a.last_day + 1 > b.period_start - 175)
        AND (e.entered = 0 OR a.free_from IS NOT NULL)
        AND (e.entered = 0 OR a.unit = 2 OR a.free_from > b.period_start - 175)) s
GROUP BY s.unit, s.entered, s.lvl, s.item, s.back_day, s.period_start, s.from_day
