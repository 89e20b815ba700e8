-- item_came_back: of titles and shows, viewers active on a day ninety days or more after the active day before, by the
-- last such day before (none: there is none).
SELECT c.lvl, c.item, c.day_no, c.day_before, COUNT(*) AS viewers
FROM (SELECT p.lvl, p.item, p.day_no,
             LAG(p.day_no) OVER (PARTITION BY p.lvl, p.item, p.viewer ORDER BY p.day_no) AS day_before
      FROM bt_placed p
      WHERE p.lvl > 0 AND p.day_no - p.day_before >= {{days_away}}) c
GROUP BY c.lvl, c.item, c.day_no, c.day_before
