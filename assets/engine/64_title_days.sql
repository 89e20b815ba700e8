-- title_days: titles played on a day, by the day before on which the title was (none: its first).
SELECT t.day_no, t.day_before, COUNT(*) AS titles
FROM (SELECT p.day_no, LAG(p.day_no) OVER (PARTITION BY p.item ORDER BY p.day_no) AS day_before
      FROM bt_plays p
      WHERE p.lvl = 1) t
GROUP BY t.day_no, t.day_before
