-- Viewers by the week (or month) of their first active day in the window, and how many of them were active in
-- each one from then on: of one title (or show), or of everything. Each goes by its first day.
-- (% keeps the sign of a day before 1970, hence the second one.)
WITH active AS (
    SELECT DISTINCT p.viewer_id,
           iif(:by_month,
               CAST(strftime('%s', p.day * 86400, 'unixepoch', 'start of month') AS INTEGER) / 86400,
               p.day - ((p.day + 3) % 7 + 7) % 7) AS start
    FROM plays p
    JOIN titles t ON t.id = p.title_id
    WHERE p.role > 0
      AND p.day BETWEEN :from AND :to
      AND (:item IS NULL OR iif(:by_show, t.show_id, p.title_id) = :item)
),
first_active AS (SELECT viewer_id, min(start) AS start FROM active GROUP BY viewer_id)
SELECT f.start AS first, a.start AS later, count(*) AS viewers
FROM first_active f
JOIN active a ON a.viewer_id = f.viewer_id
GROUP BY f.start, a.start
ORDER BY f.start, a.start
