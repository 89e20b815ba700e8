-- What viewers of one title (or show) played in the window, too: for each other one, the viewers of both, its own viewers, and
-- lift. Of n viewers with a play, a of the one, b of the other and j of both: j * n / (a * b). It is 1.0 where who played the
-- one played the other as often as everybody did.
WITH played AS (
    SELECT DISTINCT p.viewer_id, iif(:by_show, t.show_id, p.title_id) AS item
    FROM plays p
    JOIN titles t ON t.id = p.title_id
    WHERE p.role = 1 AND p.day BETWEEN :from AND :to
),
own AS (SELECT viewer_id FROM played WHERE item = :item),
whole AS (
    SELECT count(DISTINCT viewer_id) AS active, (SELECT count(*) FROM own) AS of_item
    FROM played
)
SELECT p.item,
       count(o.viewer_id)                                         AS of_both,
       count(*)                                                   AS of_other,
       1.0 * count(o.viewer_id) * active / (of_item * count(*))   AS lift
FROM played p
CROSS JOIN whole
LEFT JOIN own o ON o.viewer_id = p.viewer_id
WHERE p.item <> :item
GROUP BY p.item
HAVING of_both >= :least
ORDER BY lift DESC, of_both DESC, p.item
