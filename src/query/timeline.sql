-- Plays, active viewers and seconds of each day that has any, of one title (or show), or of everything.
SELECT p.day,
       sum(p.role = 1)             AS plays,
       count(DISTINCT p.viewer_id) AS viewers,
       coalesce(sum(p.seconds), 0) AS seconds,
       sum(p.seconds IS NULL)      AS unknown_lengths
FROM plays p
JOIN titles t ON t.id = p.title_id
WHERE p.role > 0
  AND p.day BETWEEN :from AND :to
  AND (:item IS NULL OR iif(:by_show, t.show_id, p.title_id) = :item)
GROUP BY p.day
ORDER BY p.day
