-- again_kept: all rows of these viewers with these titles.
SELECT k.item, k.viewer, k.started, k.by_day, k.day_no, k.hour_no, k.seconds, k.stopped_at, k.viewing
FROM bt_kept k JOIN bt_again a ON a.item = k.item AND a.viewer = k.viewer
