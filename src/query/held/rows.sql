-- What is held of each row that came.
SELECT c.viewer_id, t.name, iif(t.is_own_show, NULL, s.name), t.kind, c.started_at, c.nth, c.seconds, c.position, c.is_private,
       CASE c.role WHEN 0 THEN 'too short' WHEN 1 THEN 'play' WHEN 2 THEN 'continuation' END,
       f.format, f.name, f.account, f.imported_at
FROM came c
JOIN titles t ON t.id = c.title_id
JOIN shows s ON s.id = t.show_id
JOIN sources f ON f.id = c.source_id
ORDER BY c.started_at, c.title_id, c.nth
