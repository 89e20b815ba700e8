-- Plays per title, and how many of them go beyond each viewer's first in the window.
WITH best AS (
    SELECT title, viewer, count(*) AS plays
    FROM play
    WHERE day BETWEEN $first AND $last
    GROUP BY title, viewer
),
counted AS (
    SELECT title,
           sum(plays)::BIGINT             AS plays,
           count(*)                       AS viewers,
           count(*) FILTER (plays >= 2)   AS rewatchers,
           max(plays)                     AS most_by_one
    FROM best
    GROUP BY title
)
SELECT t.name, t."show", c.plays, c.viewers, c.plays - c.viewers AS rewatches, c.rewatchers, c.most_by_one
FROM counted c
JOIN title t ON t.id = c.title
ORDER BY rewatches DESC, c.plays DESC, t.name, t."show" NULLS FIRST
