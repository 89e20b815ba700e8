-- Plays and active viewers of each day that has any, of one title (or show), or of everything.
SELECT p.day,
       sum(p.role = 1)             AS plays,
       count(DISTINCT p.viewer_id) AS viewers
FROM plays p
JOIN titles t ON t.id = p.title_id
WHERE p.role > 0
  AND p.day BETWEEN :from AND :to
  AND (:item IS NULL OR iif(:by_show, t.show_id, p.title_id) = :item)
GROUP BY p.day
ORDER BY p.day
