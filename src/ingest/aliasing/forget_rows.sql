-- The rows of viewers and titles of which none is an alias any more, or has one: `plays` has them as they came.
DELETE FROM alias_rows
WHERE viewer_id NOT IN (SELECT alias_id FROM viewer_aliases UNION SELECT counts_as FROM viewer_aliases)
  AND title_id NOT IN (SELECT alias_id FROM title_aliases UNION SELECT counts_as FROM title_aliases)
