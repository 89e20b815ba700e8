-- A log's salt goes into the hash of each of its viewers, so that logs of one key cannot be joined. Logs from
-- before this have none, and keep the hashes they have. A new log has no settings yet: its first import
-- writes a salt of its own.

INSERT INTO settings (name, value)
SELECT 'viewer_salt', 'none'
WHERE EXISTS (SELECT 1 FROM settings)
ON CONFLICT (name) DO NOTHING;
