-- Plays per title (or show), and how many of them go beyond each viewer's first in the window.
WITH viewer AS (
    SELECT iif(:by_show, t.show_id, p.title_id) AS item, p.viewer_id, count(*) AS plays
    FROM plays p
    JOIN titles t ON t.id = p.title_id
    WHERE p.role = 1 AND p.day BETWEEN :from AND :to
    GROUP BY item, p.viewer_id
)
SELECT item,
       sum(plays)      AS plays,
       count(*)        AS viewers,
       sum(plays >= 2) AS rewatchers,
       max(plays)      AS most_by_one
FROM viewer
GROUP BY item
ORDER BY item
