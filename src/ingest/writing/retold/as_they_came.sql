-- The rows of a format as they came: those kept beside what they count as, and of all others those that count.
WITH read (id) AS (SELECT id FROM sources WHERE format = :format),
     viewer (id) AS (SELECT alias_id FROM viewer_aliases UNION SELECT counts_as FROM viewer_aliases),
     title (id) AS (SELECT alias_id FROM title_aliases UNION SELECT counts_as FROM title_aliases)
SELECT started_at, nth, seconds, position, is_private, source_id, title_id, viewer_id
FROM alias_rows
WHERE source_id IN read
UNION ALL
SELECT started_at, nth, seconds, position, is_private, source_id, title_id, viewer_id
FROM plays
WHERE source_id IN read AND viewer_id NOT IN viewer AND title_id NOT IN title
