-- Streaks per title (or show): runs of consecutive active days of one viewer, clipped to the window. Running
-- are those that reach its last finished day; the days after that one are left out of the question.
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
    SELECT item, viewer_id, count(*) AS days,
           iif(min(day) <= :last_finished AND max(day) >= :last_finished,
               :last_finished - min(day) + 1, 0) AS running
    FROM island
    GROUP BY item, viewer_id, run
),
viewer AS (
    SELECT item, viewer_id, max(days) AS longest, max(running) AS running
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
