-- renumbered: the number that each title (lvl 1) and show (2) has in the earlier cells, and the one that it has now. A show that no
-- title is in any more has one below zero: its cells come to nothing.
SELECT 1 AS lvl, w.item AS item_before, t.item
FROM bt_was_titles w JOIN bt_titles t ON t.title_key = w.title_key
UNION ALL
SELECT 2 AS lvl, w.show_item AS item_before, COALESCE(t.show_item, -w.show_item) AS item
FROM (SELECT DISTINCT i.show_key, i.show_item FROM bt_was_titles i) w
LEFT JOIN (SELECT DISTINCT i.show_key, i.show_item FROM bt_titles i) t ON t.show_key = w.show_key
UNION ALL
SELECT 0 AS lvl, 0 AS item_before, 0 AS item
