-- Viewers by their best streak of days with any play at all; the script adds up the ladder.
WITH active AS (
    SELECT DISTINCT viewer, day FROM play WHERE day BETWEEN $first AND $last
),
island AS (
    SELECT viewer, day - (row_number() OVER (PARTITION BY viewer ORDER BY day))::INTEGER AS run
    FROM active
),
streak AS (SELECT viewer, count(*) AS days FROM island GROUP BY viewer, run),
best AS (SELECT max(days) AS reached FROM streak GROUP BY viewer)
SELECT reached, count(*) AS viewers FROM best GROUP BY reached
