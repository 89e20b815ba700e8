-- Titles whose spelling is later than the last row that is left of them: it becomes a second earlier than that row, so that
-- the row's own spelling counts once it comes again. Of titles with aliases, rows as they came are kept apart.
WITH last (title_id, at) AS (
    SELECT t.value,
           coalesce(iif(t.value IN (SELECT alias_id FROM title_aliases UNION SELECT counts_as FROM title_aliases),
                        (SELECT max(started_at) FROM alias_rows WHERE title_id = t.value),
                        (SELECT max(started_at) FROM plays WHERE title_id = t.value)),
                    0)
    FROM json_each(?1) t
)
UPDATE titles
SET named_at = last.at - 1
FROM last
WHERE titles.id = last.title_id AND titles.named_at > last.at
