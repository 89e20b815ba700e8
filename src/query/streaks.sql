-- Streaks per title (or show): runs of consecutive active days of one viewer, clipped to the window. Running
-- are those that reach its last finished day; the days after that one are left out of the question.
WITH active AS ( -- with the day before the window, which tells whether the window cuts a run
    SELECT DISTINCT iif(:by_show, t.show_id, p.title_id) AS item, p.viewer_id, p.day
    FROM plays p
    JOIN titles t ON t.id = p.title_id
    WHERE p.role > 0 AND p.day BETWEEN :from - 1 AND :to
),
island AS ( -- consecutive days share a run: both numbers rise by one a day
    SELECT item, viewer_id, day,
           day - row_number() OVER (PARTITION BY item, viewer_id ORDER BY day) AS run
    FROM active
),
streak AS (
    SELECT item, viewer_id, sum(day >= :from) AS days, min(day) < :from AS is_cut,
           iif(min(day) <= :last_finished AND max(day) >= :last_finished,
               :last_finished - max(min(day), :from) + 1, 0) AS running
    FROM island
    GROUP BY item, viewer_id, run
),
viewer AS ( -- of streaks of equal length, one that is cut comes first
    SELECT item, viewer_id, max(days) AS longest, max(2 * days + is_cut) AS longest_and_cut,
           max(running) AS running
    FROM streak
    GROUP BY item, viewer_id
),
ranked AS (
    SELECT *, row_number() OVER (PARTITION BY item ORDER BY longest DESC) AS place
    FROM viewer
)
SELECT item,
       max(longest)                                                AS longest,
       max(longest_and_cut) % 2                                    AS is_cut,
       max(iif(place = :crowd AND longest >= :at_least, longest, 0)) AS longest_of_crowd,
       sum(longest >= :at_least)                                   AS viewers,
       sum(running >= :at_least)                                   AS running
FROM ranked
GROUP BY item
HAVING max(longest) >= 2
ORDER BY item
