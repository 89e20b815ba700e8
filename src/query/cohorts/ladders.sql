-- Distinct viewers with a best streak of so many days, or with so many plays, in the window:
-- of one title (or show), or of everything.
WITH row_in_window AS (
    SELECT p.viewer_id, p.day, p.role
    FROM plays p
    JOIN titles t ON t.id = p.title_id
    WHERE p.role > 0
      AND p.day BETWEEN :from AND :to
      AND (:item IS NULL OR iif(:by_show, t.show_id, p.title_id) = :item)
),
active AS (SELECT DISTINCT viewer_id, day FROM row_in_window),
island AS (
    SELECT viewer_id, day - row_number() OVER (PARTITION BY viewer_id ORDER BY day) AS run
    FROM active
),
streak AS (SELECT viewer_id, count(*) AS days FROM island GROUP BY viewer_id, run),
viewer AS (
    SELECT viewer_id, max(days) AS reached FROM streak WHERE :rule = 'streak' GROUP BY viewer_id
    UNION ALL
    SELECT viewer_id, sum(role = 1) AS reached FROM row_in_window WHERE :rule = 'plays' GROUP BY viewer_id
)
SELECT count(*) AS viewers FROM viewer WHERE reached >= :at_least
