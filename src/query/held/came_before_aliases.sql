-- The rows of a viewer, in a log from before viewers and titles could count as others.
WITH came AS (
    SELECT title_id, viewer_id, started_at, nth, seconds, position, is_private, source_id, role
    FROM plays
    WHERE viewer_id = :viewer
)
