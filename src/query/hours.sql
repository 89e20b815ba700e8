-- Hours per title (or show): the seconds of all rows of plays that start in the window, continuations too, and how many
-- of these rows are of unknown length.
SELECT iif(:by_show, t.show_id, p.title_id) AS item,
       coalesce(sum(p.seconds), 0)          AS seconds,
       sum(p.seconds IS NULL)               AS unknown
FROM plays p
JOIN titles t ON t.id = p.title_id
WHERE p.role > 0 AND p.day BETWEEN :from AND :to
GROUP BY item
ORDER BY item
