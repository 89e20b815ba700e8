-- periods: the active weeks (unit 1) and months (unit 2) of each viewer with a title, a show or everything: first day of the
-- period, first and last active day, and the day after the last active one before it.
SELECT w.unit, w.lvl, w.item, w.viewer, w.period_start, w.first_day, w.last_day,
       LAG(w.last_day + 1) OVER (PARTITION BY w.unit, w.lvl, w.item, w.viewer ORDER BY w.period_start) AS free_from
FROM (SELECT d.unit, d.lvl, d.item, d.viewer, d.period_start, MIN(d.day_no) AS first_day, MAX(d.day_no) AS last_day
      FROM (SELECT 1 AS unit, a.lvl, a.item, a.viewer, a.day_no, a.day_no - (a.day_no % 7 + 10) % 7 AS period_start
            FROM bt_days a
            UNION ALL
            SELECT 2 AS unit, a.lvl, a.item, a.viewer, a.day_no,
                   CAST(a.day_no + 1 - EXTRACT(DAY FROM DATE '1970-01-01' + a.day_no) AS INT) AS period_start
            FROM bt_days a) d
      GROUP BY d.unit, d.lvl, d.item, d.viewer, d.period_start) w
