-- Viewers by the week of their first active day in the window, and how many of them were active in
-- each week from then on: of one title (or show), or of everything. Weeks go by their Mondays.
-- (% keeps the sign of a day before 1970, hence the second one.)
WITH active AS (
    SELECT DISTINCT p.viewer_id, p.day - ((p.day + 3) % 7 + 7) % 7 AS monday
    FROM plays p
    JOIN titles t ON t.id = p.title_id
    WHERE p.role > 0
      AND p.day BETWEEN :from AND :to
      AND (:item IS NULL OR iif(:by_show, t.show_id, p.title_id) = :item)
),
first_active AS (SELECT viewer_id, min(monday) AS monday FROM active GROUP BY viewer_id)
SELECT f.monday AS first, a.monday AS week, count(*) AS viewers
FROM first_active f
JOIN active a ON a.viewer_id = f.viewer_id
GROUP BY f.monday, a.monday
ORDER BY f.monday, a.monday
