-- clock: plays of each day by the hour on the wall clock at which they start; those known by day only are not among them.
SELECT p.day_no, p.hour_no, COUNT(*) AS plays
FROM bt_played p
WHERE p.part = 1 AND p.by_day = 0
GROUP BY p.day_no, p.hour_no
