-- old_titles: titles as they were before the new days, by the numbers that they and their shows have now.
SELECT t.item, s.item AS show_item, w.length_seconds, w.least_seconds
FROM bt_was_titles w
JOIN bt_renumbered t ON t.lvl = 1 AND t.item_before = w.item
JOIN bt_renumbered s ON s.lvl = 2 AND s.item_before = w.show_item
