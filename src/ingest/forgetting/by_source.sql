-- The rows of viewers as they came, by source: those kept beside what they count as, and of all others those that count.
SELECT source_id, count(*)
FROM (
    SELECT source_id
    FROM alias_rows
    WHERE viewer_id IN (SELECT value FROM json_each(:viewers))
    UNION ALL
    SELECT source_id
    FROM plays
    WHERE title_id IN (SELECT value FROM json_each(:titles))
      AND viewer_id IN (SELECT value FROM json_each(:viewers))
      AND viewer_id NOT IN (SELECT alias_id FROM viewer_aliases UNION SELECT counts_as FROM viewer_aliases)
      AND title_id NOT IN (SELECT alias_id FROM title_aliases UNION SELECT counts_as FROM title_aliases)
)
GROUP BY source_id
