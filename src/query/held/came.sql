-- The rows of a viewer as they came: those kept beside what they count as, and of all others those that count.
WITH came AS (
    SELECT title_id, viewer_id, started_at, nth, seconds, position, is_private, source_id, NULL AS role
    FROM alias_rows
    WHERE viewer_id = :viewer
    UNION ALL
    SELECT title_id, viewer_id, started_at, nth, seconds, position, is_private, source_id, role
    FROM plays
    WHERE viewer_id = :viewer
      AND viewer_id NOT IN (SELECT alias_id FROM viewer_aliases UNION SELECT counts_as FROM viewer_aliases)
      AND title_id NOT IN (SELECT alias_id FROM title_aliases UNION SELECT counts_as FROM title_aliases)
)
