-- again: viewers with titles whose rows may count as something else now: those who have a row of the new days, and all of a title whose
-- length, or whose least length of a play, is another one.
SELECT n.item, n.viewer
FROM bt_new_kept n
UNION
SELECT k.item, k.viewer
FROM bt_old_kept k
JOIN bt_old_lengths o ON o.item = k.item
JOIN bt_lengths l ON l.item = k.item
WHERE l.least_seconds <> o.least_seconds OR COALESCE(l.length_seconds, -1) <> COALESCE(o.length_seconds, -1)
