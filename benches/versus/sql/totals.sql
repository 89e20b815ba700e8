-- The sums of a window. Rewatches: plays less the viewers of each title.
WITH viewer_of_title AS (
    SELECT title, viewer, count(*) AS plays
    FROM play
    WHERE day BETWEEN $first AND $last
    GROUP BY title, viewer
)
SELECT (SELECT sum(rows)::BIGINT FROM rows_of_day WHERE day BETWEEN $first AND $last) AS rows,
       sum(plays)::BIGINT                                                              AS plays,
       count(DISTINCT viewer)                                                          AS viewers,
       count(DISTINCT title)                                                           AS titles,
       (sum(plays) - count(*))::BIGINT                                                 AS rewatches
FROM viewer_of_title
