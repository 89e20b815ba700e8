-- returns: of everything, viewers new in the period of period_start are back on back_day, their first active day of a later one, with windows
-- that begin on from_day or later (entered 1; none: whenever they begin), until they begin on from_day (entered 0). No
-- window of more than 26 weeks goes by week, so that weeks further apart make none.
SELECT s.unit, s.entered, s.back_day, s.period_start, s.from_day, COUNT(*) AS viewers
FROM (SELECT a.unit, e.entered, b.first_day AS back_day, a.period_start,
             CASE WHEN e.entered = 0 THEN a.last_day + 1
                  WHEN a.unit = 1 THEN GREATEST(COALESCE(a.free_from, b.period_start - 175), b.period_start - 175)
                  ELSE a.free_from END AS from_day
      FROM bt_periods a
      JOIN bt_periods b ON b.unit = a.unit AND b.lvl = a.lvl AND b.viewer = a.viewer AND b.period_start > a.period_start
      CROSS JOIN (SELECT 1 AS entered UNION ALL SELECT 0 AS entered) e
      WHERE a.lvl = 0 AND (a.unit = 2 OR a.last_day + 1 > b.period_start - 175)) s
GROUP BY s.unit, s.entered, s.back_day, s.period_start, s.from_day
