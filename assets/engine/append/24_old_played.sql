-- old_played: the earlier rows, and what they counted as, by the numbers that titles have now.
SELECT t.item, w.viewer, w.started, w.by_day, w.day_no, w.hour_no, w.seconds, w.stopped_at, w.viewing, w.part
FROM bt_was_played w JOIN bt_renumbered t ON t.lvl = 1 AND t.item_before = w.item
