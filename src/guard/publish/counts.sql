-- The same for every title (or show) of the log, by what makes it this one; those of nobody, too. Titles that count as others
-- are none.
WITH row_in_window AS (
    SELECT iif(:by_show, t.show_id, p.title_id) AS item, p.viewer_id, p.day, p.role
    FROM plays p
    JOIN titles t ON t.id = p.title_id
    WHERE p.role > 0
      AND p.is_private = 0
      AND p.day BETWEEN :from AND :to
),
active AS (SELECT DISTINCT item, viewer_id, day FROM row_in_window),
island AS (
    SELECT item, viewer_id, day - row_number() OVER (PARTITION BY item, viewer_id ORDER BY day) AS run
    FROM active
),
streak AS (SELECT item, viewer_id, count(*) AS days FROM island GROUP BY item, viewer_id, run),
viewer AS (
    SELECT item, viewer_id, max(days) AS reached FROM streak WHERE :rule = 'streak' GROUP BY item, viewer_id
    UNION ALL
    SELECT item, viewer_id, count(*) AS reached FROM active WHERE :rule IN ('active', 'played') GROUP BY item, viewer_id
    UNION ALL
    SELECT item, viewer_id, sum(role = 1) AS reached FROM row_in_window WHERE :rule = 'plays' GROUP BY item, viewer_id
),
crowd AS (SELECT item, count(*) AS viewers FROM viewer WHERE reached >= :at_least GROUP BY item),
own_title AS (SELECT id, key, show_id FROM titles WHERE id NOT IN (SELECT alias_id FROM title_aliases)),
item AS (
    SELECT id, key FROM own_title WHERE NOT :by_show
    UNION ALL
    SELECT id, key FROM shows WHERE :by_show AND id IN (SELECT show_id FROM own_title)
)
SELECT i.id, i.key, coalesce(c.viewers, 0) AS viewers
FROM item i
LEFT JOIN crowd c ON c.item = i.id
ORDER BY i.key
