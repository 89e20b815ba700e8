-- Viewers by the week of their first active day in the window, and how many of them were active in each
-- week from then on. Weeks go by their Mondays.
WITH active AS (
    SELECT DISTINCT viewer, date_trunc('week', day)::DATE AS monday
    FROM play
    WHERE day BETWEEN $first AND $last
),
first_active AS (SELECT viewer, min(monday) AS monday FROM active GROUP BY viewer)
SELECT f.monday AS first, a.monday AS week, count(*) AS viewers
FROM first_active f
JOIN active a ON a.viewer = f.viewer
GROUP BY ALL
