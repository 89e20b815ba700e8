-- days: active days of viewers with titles (lvl 1), shows of several titles (2) and everything (0), and the plays on each.
SELECT c.lvl, c.item, c.viewer, c.day_no, CAST(SUM(CASE WHEN c.part = 1 THEN 1 ELSE 0 END) AS INT) AS plays
FROM bt_counted c
GROUP BY c.lvl, c.item, c.viewer, c.day_no
