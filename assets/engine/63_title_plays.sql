-- title_plays: plays of all titles on a day, by the day of the viewer's play of the title before (none: the first).
SELECT l.day_no, l.d1 AS day_before, COUNT(*) AS plays
FROM bt_lagged l
WHERE l.lvl = 1
GROUP BY l.day_no, l.d1
