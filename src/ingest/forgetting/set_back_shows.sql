-- The same of the shows of titles: the last row that is left of any title of theirs.
WITH last (show_id, at) AS (
    SELECT s.show_id,
           coalesce(max(iif(t.id IN (SELECT alias_id FROM title_aliases UNION SELECT counts_as FROM title_aliases),
                            (SELECT max(started_at) FROM alias_rows WHERE title_id = t.id),
                            (SELECT max(started_at) FROM plays WHERE title_id = t.id))),
                    0)
    FROM (SELECT DISTINCT show_id FROM titles WHERE id IN (SELECT value FROM json_each(?1))) s
    JOIN titles t ON t.show_id = s.show_id
    GROUP BY s.show_id
)
UPDATE shows
SET named_at = last.at - 1
FROM last
WHERE shows.id = last.show_id AND shows.named_at > last.at
