-- kept: all rows, each once. A row's day is its start's, so that no row of the new days is alike to an earlier one.
SELECT k.item, k.viewer, k.started, k.by_day, k.day_no, k.hour_no, k.seconds, k.stopped_at, k.viewing FROM bt_old_kept k
UNION ALL
SELECT n.item, n.viewer, n.started, n.by_day, n.day_no, n.hour_no, n.seconds, n.stopped_at, n.viewing FROM bt_new_kept n
