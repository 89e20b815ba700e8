-- The sums of a window. Rewatches: plays less the viewers of each title. Seconds: of all rows of plays, where known.
WITH row_in_window AS (
    SELECT p.title_id, p.viewer_id, p.day, p.role, p.seconds
    FROM plays p
    WHERE p.day BETWEEN :from AND :to
),
active AS (SELECT DISTINCT viewer_id, day FROM row_in_window WHERE role > 0),
island AS (
    SELECT viewer_id, day - row_number() OVER (PARTITION BY viewer_id ORDER BY day) AS run
    FROM active
),
streak AS (SELECT viewer_id, count(*) AS days FROM island GROUP BY viewer_id, run)
SELECT (SELECT count(*) FROM row_in_window)                              AS rows,
       (SELECT count(*) FROM row_in_window WHERE role = 1)               AS plays,
       (SELECT count(DISTINCT viewer_id) FROM active)                    AS viewers,
       (SELECT count(DISTINCT title_id) FROM row_in_window WHERE role = 1) AS titles,
       (SELECT count(*) FROM row_in_window WHERE role = 1)
         - (SELECT count(*) FROM (SELECT DISTINCT title_id, viewer_id FROM row_in_window WHERE role = 1))
                                                                         AS rewatches,
       (SELECT count(DISTINCT viewer_id) FROM streak WHERE days >= :at_least) AS streakers,
       (SELECT coalesce(sum(seconds), 0) FROM row_in_window WHERE role > 0) AS seconds,
       (SELECT count(*) FROM row_in_window WHERE role > 0 AND seconds IS NULL) AS unknown_lengths
