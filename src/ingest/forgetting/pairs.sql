-- Each title and viewer that the log has a row of, of these viewers. There is no index by viewer: all rows are gone through, as
-- they are when the file is written anew.
SELECT DISTINCT title_id, viewer_id
FROM plays
WHERE viewer_id IN (SELECT value FROM json_each(:viewers))
