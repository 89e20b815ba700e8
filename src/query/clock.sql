-- Plays by weekday of their day, 0 for Monday, and by the moment at which they start. The hour of a moment is that on the
-- wall clock of the log's time zone. (% keeps the sign of a day before 1970, hence the second one.)
SELECT ((p.day + 3) % 7 + 7) % 7 AS weekday,
       p.started_at,
       count(*)                  AS plays
FROM plays p
WHERE p.role = 1 AND p.day BETWEEN :from AND :to
  AND p.nth NOT BETWEEN 1000000000 AND 2147483647 -- there, only the day is known
GROUP BY weekday, p.started_at
ORDER BY weekday, p.started_at
