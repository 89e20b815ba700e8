-- The rows of a title as they came: those kept beside what they count as, and of all others those that count.
SELECT viewer_id, started_at, nth, seconds, position, is_private, source_id
FROM alias_rows
WHERE title_id = :title_id
UNION ALL
SELECT viewer_id, started_at, nth, seconds, position, is_private, source_id
FROM plays
WHERE title_id = :title_id
  AND viewer_id NOT IN (SELECT alias_id FROM viewer_aliases UNION SELECT counts_as FROM viewer_aliases)
  AND title_id NOT IN (SELECT alias_id FROM title_aliases UNION SELECT counts_as FROM title_aliases)
ORDER BY viewer_id, started_at, nth
