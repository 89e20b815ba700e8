-- old_kept: the earlier rows, each once.
SELECT p.item, p.viewer, p.started, p.by_day, p.day_no, p.hour_no, p.seconds, p.stopped_at, p.viewing
FROM bt_old_played p
