-- days: active days of viewers with titles (lvl 1), shows of several titles (2) and everything (0), and the plays on each.
SELECT 1 AS lvl, p.item, p.viewer, p.day_no, CAST(SUM(CASE WHEN p.part = 1 THEN 1 ELSE 0 END) AS INT) AS plays
FROM bt_played p
WHERE p.part > 0
GROUP BY p.item, p.viewer, p.day_no
UNION ALL
SELECT 2 AS lvl, s.item, p.viewer, p.day_no, CAST(SUM(CASE WHEN p.part = 1 THEN 1 ELSE 0 END) AS INT) AS plays
FROM bt_played p JOIN bt_several s ON s.title_item = p.item
WHERE p.part > 0
GROUP BY s.item, p.viewer, p.day_no
UNION ALL
SELECT 0 AS lvl, 0 AS item, p.viewer, p.day_no, CAST(SUM(CASE WHEN p.part = 1 THEN 1 ELSE 0 END) AS INT) AS plays
FROM bt_played p
WHERE p.part > 0
GROUP BY p.viewer, p.day_no
