-- Titles that nobody but these viewers has a row of, and that nothing of others counts as.
WITH RECURSIVE
    gone (id) AS (SELECT value FROM json_each(:viewers)),
    -- Titles that others have rows of, as they came.
    kept (id) AS (
        SELECT t.value
        FROM json_each(:titles) t
        WHERE EXISTS (SELECT 1 FROM alias_rows
                      WHERE title_id = t.value AND viewer_id NOT IN (SELECT id FROM gone))
           OR EXISTS (SELECT 1 FROM plays
                      WHERE title_id = t.value AND viewer_id NOT IN (SELECT id FROM gone))
           -- What counts as it, and is not among these titles, is others' alone.
           OR EXISTS (SELECT 1 FROM title_aliases
                      WHERE counts_as = t.value AND alias_id NOT IN (SELECT value FROM json_each(:titles)))
        UNION
        SELECT a.counts_as
        FROM kept k
        JOIN title_aliases a ON a.alias_id = k.id
    )
SELECT value FROM json_each(:titles) WHERE value NOT IN (SELECT id FROM kept)
