-- kept: rows, each once. Of rows alike in viewer, title and start the longest stands for all; rows known by day only all
-- stand for themselves.
SELECT o.item, o.viewer, o.started, o.by_day, o.day_no, o.hour_no, o.seconds, o.stopped_at, o.viewing
FROM (SELECT t.item, e.viewer, e.started, e.by_day, e.day_no, e.hour_no, e.seconds, e.stopped_at, e.viewing,
             ROW_NUMBER() OVER (PARTITION BY t.item, e.viewer, e.started, e.by_day
                                ORDER BY e.seconds DESC NULLS LAST, e.stopped_at DESC NULLS LAST,
                                         e.viewing DESC NULLS LAST) AS place
      FROM bt_ev e JOIN bt_titles t ON t.title_key = e.title_key) o
WHERE o.place = 1 OR o.by_day = 1
