-- Binges of one show in the window: three or more of its titles by one viewer, each begun at most 30 minutes after what
-- came before it had ended. Viewers, by their binges and by the most titles in one of them; and how many rows say when
-- they ended. One row without viewers where nobody binged.
WITH row AS (
    SELECT p.viewer_id, p.title_id, p.started_at, p.started_at + p.seconds AS ended_at
    FROM titles t
    JOIN plays p ON p.title_id = t.id
    WHERE t.show_id = :item AND p.role > 0 AND p.day BETWEEN :from AND :to
      AND p.nth NOT BETWEEN 1000000000 AND 2147483647 -- there, only the day is known
),
-- What begins at the same moment is one sitting, whichever comes first: what says when it ended goes ahead.
followed AS (
    SELECT *,
           started_at <= 1800 + max(ended_at) OVER (
               PARTITION BY viewer_id ORDER BY started_at, ended_at IS NULL, title_id
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
           ) AS goes_on
    FROM row
),
seated AS (
    SELECT *,
           sum(goes_on IS NOT 1) OVER (
               PARTITION BY viewer_id ORDER BY started_at, ended_at IS NULL, title_id
               ROWS UNBOUNDED PRECEDING
           ) AS sitting
    FROM followed
),
binge AS (
    SELECT viewer_id, count(DISTINCT title_id) AS titles
    FROM seated
    GROUP BY viewer_id, sitting
    HAVING titles >= 3
),
binger AS (
    SELECT viewer_id, count(*) AS binges, max(titles) AS most
    FROM binge
    GROUP BY viewer_id
)
SELECT b.binges, b.most, count(b.viewer_id) AS viewers, (SELECT count(ended_at) FROM row) AS rows_with_end
FROM (SELECT 1)
LEFT JOIN binger b
GROUP BY b.binges, b.most
ORDER BY b.binges, b.most
