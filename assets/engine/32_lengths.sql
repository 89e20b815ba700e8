-- lengths: how long each title is: as its rows say, else the largest position seen; unknown where neither is there.
SELECT t.item, t.least_seconds, COALESCE(t.length_seconds, f.furthest) AS length_seconds
FROM bt_titles t
LEFT JOIN (SELECT k.item, MAX(k.stopped_at) AS furthest FROM bt_kept k GROUP BY k.item) f ON f.item = t.item
