-- again_lengths: how long each title is now.
SELECT l.item, l.least_seconds, l.length_seconds
FROM bt_lengths l
