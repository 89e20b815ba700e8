-- Viewers by the week (or month) of their first active day in the window, and how many of them were active in each one
-- from then on. Each goes by its first day.
WITH active AS (
    SELECT DISTINCT viewer, date_trunc($period, day)::DATE AS start
    FROM play
    WHERE day BETWEEN $first AND $last
),
first_active AS (SELECT viewer, min(start) AS start FROM active GROUP BY viewer)
SELECT f.start AS first, a.start AS later, count(*) AS viewers
FROM first_active f
JOIN active a ON a.viewer = f.viewer
GROUP BY ALL
