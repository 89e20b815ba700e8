-- item_active: of titles and shows, viewers active on a day, by the active day before (none: their first).
SELECT p.lvl, p.item, p.day_no, p.day_before, COUNT(*) AS viewers
FROM bt_placed p
WHERE p.lvl > 0
GROUP BY p.lvl, p.item, p.day_no, p.day_before
