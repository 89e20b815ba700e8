-- Plays per title (or show). Rewatches are the plays beyond each viewer's first of a title in the window; those of a
-- show are its titles' together.
WITH title AS (
    SELECT iif(:by_show, t.show_id, p.title_id) AS item, p.title_id, p.viewer_id, count(*) AS plays
    FROM plays p
    JOIN titles t ON t.id = p.title_id
    WHERE p.role = 1 AND p.day BETWEEN :from AND :to
    GROUP BY p.title_id, p.viewer_id
),
viewer AS (
    SELECT item, viewer_id, sum(plays) AS plays, sum(plays - 1) AS rewatches
    FROM title
    GROUP BY item, viewer_id
)
SELECT item,
       sum(plays)      AS plays,
       count(*)        AS viewers,
       sum(rewatches)  AS rewatches,
       sum(plays >= 2) AS rewatchers,
       max(plays)      AS most_by_one
FROM viewer
GROUP BY item
ORDER BY item
