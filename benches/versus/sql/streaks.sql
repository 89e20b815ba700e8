-- Streaks per title: runs of consecutive active days of one viewer, clipped to the window.
WITH active AS (
    SELECT DISTINCT title, viewer, day FROM play WHERE day BETWEEN $first AND $last
),
island AS ( -- consecutive days share a run: both numbers rise by one a day
    SELECT title, viewer, day,
           day - (row_number() OVER (PARTITION BY title, viewer ORDER BY day))::INTEGER AS run
    FROM active
),
streak AS (
    SELECT title, viewer, count(*) AS days, max(day) AS last_day
    FROM island
    GROUP BY title, viewer, run
),
best AS (
    SELECT title, max(days) AS longest, max(days) FILTER (last_day = $last) AS running
    FROM streak
    GROUP BY title, viewer
),
counted AS (
    SELECT title,
           max(longest)                                AS longest,
           count(*) FILTER (longest >= $streak)        AS viewers,
           count(*) FILTER (running >= $streak)        AS running
    FROM best
    GROUP BY title
    HAVING max(longest) >= 2
)
SELECT t.name, t."show", c.longest, c.viewers, c.running
FROM counted c
JOIN title t ON t.id = c.title
ORDER BY c.viewers DESC, c.longest DESC, t.name, t."show" NULLS FIRST
