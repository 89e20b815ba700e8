-- Viewers by their number of plays; the script adds up the ladder.
WITH best AS (
    SELECT count(*) AS reached FROM play WHERE day BETWEEN $first AND $last GROUP BY viewer
)
SELECT reached, count(*) AS viewers FROM best GROUP BY reached
