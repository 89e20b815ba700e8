-- The rows that may be put on a wall, in place of all. A row goes on with the play that began last before it: where that
-- beginning is hidden, so is what goes on.
CREATE TEMP VIEW plays AS
SELECT p.*
FROM main.plays p
WHERE p.is_private = 0
  AND (p.role <> 2
       OR (SELECT b.is_private
           FROM main.plays b
           WHERE b.title_id = p.title_id AND b.viewer_id = p.viewer_id
             AND (b.started_at, b.nth) < (p.started_at, p.nth) AND b.role = 1
           ORDER BY b.started_at DESC, b.nth DESC
           LIMIT 1) = 0)
