-- The first and last active day of one title (or show) in the window and in the log, and the viewers with an active
-- day in the window whose active day before, in the window or not, lies so many days or more before it.
WITH active AS (
    SELECT DISTINCT p.viewer_id, p.day
    FROM plays p
    JOIN titles t ON t.id = p.title_id
    WHERE p.role > 0 AND iif(:by_show, t.show_id, p.title_id) = :item
),
visit AS (
    SELECT viewer_id, day,
           day - lag(day) OVER (PARTITION BY viewer_id ORDER BY day) AS away,
           day BETWEEN :from AND :to                                 AS is_inside
    FROM active
)
SELECT min(iif(is_inside, day, NULL))                                         AS first_in_window,
       max(iif(is_inside, day, NULL))                                         AS last_in_window,
       min(day)                                                               AS first_in_log,
       max(day)                                                               AS last_in_log,
       count(DISTINCT iif(is_inside AND away >= :days_away, viewer_id, NULL)) AS back
FROM visit
