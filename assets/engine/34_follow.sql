-- follow: each row with what the viewer's row of the title before it says.
SELECT k.item, k.viewer, k.day_no, k.hour_no, k.started, k.seconds, k.stopped_at, k.viewing, k.by_day,
       l.length_seconds, l.least_seconds,
       ROW_NUMBER() OVER w AS place,
       LAG(k.started) OVER w AS started_before, LAG(k.seconds) OVER w AS seconds_before,
       LAG(k.stopped_at) OVER w AS stopped_before, LAG(k.viewing) OVER w AS viewing_before,
       LAG(k.by_day) OVER w AS by_day_before
FROM bt_kept k JOIN bt_lengths l ON l.item = k.item
WINDOW w AS (PARTITION BY k.item, k.viewer
             ORDER BY k.started, k.by_day, k.seconds NULLS FIRST, k.viewing NULLS FIRST, k.stopped_at NULLS FIRST)
