-- ev: the source's rows that can be read, each with its keys, its day and its hour. Texts of one name are compared without
-- case, with plain blanks and apostrophes. Rows without viewer, title or start, of no known kind, within a day of 1970-01-01
-- (a placeholder), or of days out of range are left out.
SELECT d.viewer, d.title, d.show_name, d.title_key,
       CASE WHEN d.show_name IS NULL THEN CHR(31) || d.title_key ELSE d.show_key END AS show_key,
       d.kind_no, d.length_seconds, d.started, d.by_day, d.seconds, d.stopped_at, d.viewing, d.day_no,
       CAST(FLOOR(d.wall_clock / 3600.0) - 24 * FLOOR(d.wall_clock / 86400.0) AS INT) AS hour_no
FROM (SELECT w.viewer, w.title, w.show_name, w.kind_no, w.length_seconds, w.started, w.by_day, w.seconds, w.stopped_at,
             w.viewing, w.wall_clock, w.show_key,
             COALESCE('#' || w.id, COALESCE(w.show_key, '') || CHR(31) || w.name_key) AS title_key,
             CAST(FLOOR((w.wall_clock - CASE WHEN w.by_day = 1 THEN 0 ELSE {{day_starts_seconds}} END) / 86400.0) AS INT)
                 AS day_no
      FROM (SELECT c.viewer, c.title, c.show_name, c.id, c.length_seconds, c.started, c.by_day, c.seconds, c.stopped_at,
                   CASE WHEN c.stopped_at IS NULL THEN c.viewing END AS viewing,
                   LOWER(TRIM(REPLACE(REPLACE(c.title, ' ', ' '), '’', ''''))) AS name_key,
                   LOWER(TRIM(REPLACE(REPLACE(c.show_name, ' ', ' '), '’', ''''))) AS show_key,
                   CASE WHEN c.kind IN ('film', 'movie') THEN 1
                        WHEN c.kind IN ('episode', 'series', 'show', 'tv') THEN 2
                        WHEN c.kind = 'video' THEN 3
                        WHEN c.kind IN ('track', 'song', 'music', 'audio') THEN 4
                        WHEN c.kind = 'podcast' THEN 5
                        WHEN c.kind = 'audiobook' THEN 6
                        WHEN c.kind IS NOT NULL THEN 0 END AS kind_no,
                   c.started + CASE WHEN c.by_day = 1 THEN 0 ELSE {{offset}} END AS wall_clock
            FROM bt_cleaned c) w
      WHERE w.viewer IS NOT NULL AND w.title IS NOT NULL AND COALESCE(w.kind_no, 1) > 0
        AND NOT w.started BETWEEN -86400 AND 86400) d
WHERE d.day_no BETWEEN {{first_day}} AND {{last_day}}
