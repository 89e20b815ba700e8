-- played: what each row counts as: 0 too short, 1 the first row of a play, 2 a row that continues one. A viewing is a play
-- where its rows last long enough together, or the length of one of them is unknown.
SELECT v.item, v.viewer, v.started, v.by_day, v.day_no, v.hour_no, v.seconds, v.stopped_at, v.viewing,
       CASE WHEN v.unknown = 0 AND v.lasted < v.least_seconds THEN 0 WHEN v.begins = 1 THEN 1 ELSE 2 END AS part
FROM (SELECT n.item, n.viewer, n.started, n.by_day, n.day_no, n.hour_no, n.seconds, n.stopped_at, n.viewing, n.begins, n.least_seconds,
             SUM(n.seconds) OVER (PARTITION BY n.item, n.viewer, n.viewing_no) AS lasted,
             SUM(CASE WHEN n.seconds IS NULL THEN 1 ELSE 0 END)
                 OVER (PARTITION BY n.item, n.viewer, n.viewing_no) AS unknown
      FROM (SELECT b.item, b.viewer, b.started, b.by_day, b.day_no, b.hour_no, b.seconds, b.stopped_at, b.viewing,
                   b.begins, b.least_seconds,
                   SUM(b.begins) OVER (PARTITION BY b.item, b.viewer ORDER BY b.place
                                       ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS viewing_no
            FROM bt_begun b) n) v
