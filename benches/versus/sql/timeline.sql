-- Plays and active viewers of each day that has any.
SELECT day, count(*) AS plays, count(DISTINCT viewer) AS viewers
FROM play
WHERE day BETWEEN $first AND $last
GROUP BY day
ORDER BY day
