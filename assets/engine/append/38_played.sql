-- played: all rows, and what they count as: those that may count as something else now, and the others as before.
SELECT p.item, p.viewer, p.started, p.by_day, p.day_no, p.hour_no, p.seconds, p.stopped_at, p.viewing, p.part
FROM bt_again_played p
UNION ALL
SELECT o.item, o.viewer, o.started, o.by_day, o.day_no, o.hour_no, o.seconds, o.stopped_at, o.viewing, o.part
FROM bt_old_played o LEFT JOIN bt_again a ON a.item = o.item AND a.viewer = o.viewer
WHERE a.item IS NULL
