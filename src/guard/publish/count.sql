-- Distinct viewers who satisfy a rule in the window, of one title (or show), or of everything. A row that its viewer hid does
-- not count: where a play begins with such a row, what continues it in the open is an active day, and no play.
WITH row_in_window AS (
    SELECT p.viewer_id, p.day, p.role
    FROM titles t
    CROSS JOIN plays p
    WHERE p.title_id = t.id
      AND p.role > 0
      AND p.is_private = 0
      AND p.day BETWEEN :from AND :to
      AND (:item IS NULL OR iif(:by_show, t.show_id, t.id) = :item)
),
active AS (SELECT DISTINCT viewer_id, day FROM row_in_window),
island AS ( -- consecutive days share a run: both numbers rise by one a day
    SELECT viewer_id, day - row_number() OVER (PARTITION BY viewer_id ORDER BY day) AS run
    FROM active
),
streak AS (SELECT viewer_id, count(*) AS days FROM island GROUP BY viewer_id, run),
viewer AS (
    SELECT viewer_id, max(days) AS reached FROM streak WHERE :rule = 'streak' GROUP BY viewer_id
    UNION ALL
    SELECT viewer_id, count(*) AS reached FROM active WHERE :rule IN ('active', 'played') GROUP BY viewer_id
    UNION ALL
    SELECT viewer_id, sum(role = 1) AS reached FROM row_in_window WHERE :rule = 'plays' GROUP BY viewer_id
)
SELECT count(*) AS viewers FROM viewer WHERE reached >= :at_least
