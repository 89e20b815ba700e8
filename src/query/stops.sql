-- Where the viewers of one show stop: viewers by the title that they played last in the window. NULL where they began
-- several at that moment: of rows known by day only, or to the minute, nobody can say which came last.
WITH play AS (
    SELECT p.viewer_id, p.title_id, p.started_at
    FROM titles t
    JOIN plays p ON p.title_id = t.id
    WHERE t.show_id = :item AND p.role = 1 AND p.day BETWEEN :from AND :to
),
latest AS (
    SELECT viewer_id, max(started_at) AS started_at
    FROM play
    GROUP BY viewer_id
),
stop AS (
    SELECT p.viewer_id, iif(count(DISTINCT p.title_id) = 1, min(p.title_id), NULL) AS title_id
    FROM play p
    JOIN latest l ON l.viewer_id = p.viewer_id AND l.started_at = p.started_at
    GROUP BY p.viewer_id
)
SELECT title_id, count(*) AS viewers
FROM stop
GROUP BY title_id
ORDER BY title_id
