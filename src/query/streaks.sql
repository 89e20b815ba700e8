-- Streaks per title (or show): runs of consecutive active days of one viewer, clipped to the window.
WITH active AS (
    SELECT DISTINCT iif(:by_show, t.show_id, p.title_id) AS item, p.viewer_id, p.day
    FROM plays p
    JOIN titles t ON t.id = p.title_id
    WHERE p.role > 0 AND p.day BETWEEN :from AND :to
),
island AS ( -- consecutive days share a run: both numbers rise by one a day
    SELECT item, viewer_id, day,
           day - row_number() OVER (PARTITION BY item, viewer_id ORDER BY day) AS run
    FROM active
),
streak AS (
    SELECT item, viewer_id, count(*) AS days, max(day) AS last_day
    FROM island
    GROUP BY item, viewer_id, run
),
viewer AS (
    SELECT item, viewer_id, max(days) AS longest, max(iif(last_day = :to, days, 0)) AS running
    FROM streak
    GROUP BY item, viewer_id
)
SELECT item,
       max(longest)               AS longest,
       sum(longest >= :at_least)  AS viewers,
       sum(running >= :at_least)  AS running
FROM viewer
GROUP BY item
HAVING max(longest) >= 2
ORDER BY item
