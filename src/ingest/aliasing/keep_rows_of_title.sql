-- The rows of a title, of all viewers but those whose rows are kept already.
INSERT INTO alias_rows (title_id, viewer_id, started_at, nth, seconds, position, is_private, source_id)
SELECT title_id, viewer_id, started_at, nth, seconds, position, is_private, source_id
FROM plays
WHERE title_id = :number
  AND viewer_id NOT IN (SELECT alias_id FROM viewer_aliases UNION SELECT counts_as FROM viewer_aliases)
