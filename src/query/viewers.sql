-- The viewers with an active day in a window: plays, hours, the best streak on everything in the window, the one that reaches its
-- last finished day, and the last active day. Where a viewer's name is not kept, it is NULL.
WITH in_window AS (
    SELECT viewer_id, day, role, seconds
    FROM plays
    WHERE role > 0 AND day BETWEEN :from AND :to
),
active AS (SELECT DISTINCT viewer_id, day FROM in_window),
island AS ( -- consecutive days share a run: both numbers rise by one a day
    SELECT viewer_id, day, day - row_number() OVER (PARTITION BY viewer_id ORDER BY day) AS run
    FROM active
),
streak AS (
    SELECT viewer_id, count(*) AS days,
           iif(min(day) <= :last_finished AND max(day) >= :last_finished,
               :last_finished - min(day) + 1, 0) AS running
    FROM island
    GROUP BY viewer_id, run
),
best AS (
    SELECT viewer_id, max(days) AS longest, max(running) AS running
    FROM streak
    GROUP BY viewer_id
),
sums AS (
    SELECT viewer_id, sum(role = 1) AS plays, coalesce(sum(seconds), 0) AS seconds,
           sum(seconds IS NULL) AS unknown, max(day) AS last_day
    FROM in_window
    GROUP BY viewer_id
)
SELECT v.id, v.label, s.plays, s.seconds, s.unknown, b.longest, b.running, s.last_day
FROM sums s
JOIN best b ON b.viewer_id = s.viewer_id
JOIN viewers v ON v.id = s.viewer_id
ORDER BY s.plays DESC, v.label, v.id
