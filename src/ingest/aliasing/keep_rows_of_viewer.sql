-- The rows of a viewer, of all titles but those whose rows are kept already.
INSERT INTO alias_rows (title_id, viewer_id, started_at, nth, seconds, position, is_private, source_id)
SELECT title_id, viewer_id, started_at, nth, seconds, position, is_private, source_id
FROM plays
WHERE viewer_id = :number
  AND title_id NOT IN (SELECT alias_id FROM title_aliases UNION SELECT counts_as FROM title_aliases)
