-- cleaned: the source's values without blanks at their ends; empty texts, and lengths that nobody believes, are unknown.
SELECT NULLIF(TRIM(m.viewer), '') AS viewer, NULLIF(TRIM(m.title), '') AS title, NULLIF(TRIM(m.show_name), '') AS show_name,
       NULLIF(TRIM(m.id), '') AS id, LOWER(NULLIF(TRIM(m.kind), '')) AS kind, NULLIF(TRIM(m.viewing), '') AS viewing,
       CAST(CASE WHEN m.by_day = 1 THEN m.started
                 WHEN m.started IS NOT NULL THEN m.started
                 ELSE m.ended - COALESCE(CASE WHEN m.seconds BETWEEN 0 AND 86400 THEN m.seconds END, 0) END AS BIGINT) AS started,
       m.by_day,
       CAST(CASE WHEN m.seconds BETWEEN 0 AND 86400 THEN m.seconds
                 WHEN m.by_day = 0 AND m.ended - m.started BETWEEN 0 AND 86400 THEN m.ended - m.started END AS INT) AS seconds,
       CAST(CASE WHEN m.stopped_at BETWEEN 0 AND 86400 THEN m.stopped_at END AS INT) AS stopped_at,
       CAST(CASE WHEN m.length_seconds BETWEEN 0 AND 86400 THEN m.length_seconds END AS INT) AS length_seconds
FROM bt_mapped m
