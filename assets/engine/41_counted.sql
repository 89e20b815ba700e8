-- counted: rows of plays by all that they count for: their title (lvl 1), their show where several titles of it were played
-- (2), and everything (0).
SELECT 1 AS lvl, p.item, p.viewer, p.day_no, p.part
FROM bt_played p
WHERE p.part > 0
UNION ALL
SELECT 2 AS lvl, s.item, p.viewer, p.day_no, p.part
FROM bt_played p JOIN bt_several s ON s.title_item = p.item
WHERE p.part > 0
UNION ALL
SELECT 0 AS lvl, 0 AS item, p.viewer, p.day_no, p.part
FROM bt_played p
WHERE p.part > 0
