-- What depends on no question, counted once: plays of each title and day; plays by the day of the play
-- before (a viewer is new to every window between the two); runs of days by their ends. No answer here
-- reads these tables: they stand for the work that makes answers quick.
-- Left out: which runs a window that cuts them leaves visible, and the same for shows and everything.
CREATE TABLE plays_of_day AS
SELECT title, day, count(*)::UINTEGER AS plays FROM play GROUP BY title, day ORDER BY title, day;

CREATE TABLE active AS
SELECT DISTINCT title, viewer, day FROM play ORDER BY title, viewer, day;

CREATE TABLE gap AS
SELECT title, before, day, count(*)::UINTEGER AS viewers
FROM (SELECT title, day, lag(day) OVER (PARTITION BY title, viewer ORDER BY day) AS before FROM active)
GROUP BY title, before, day
ORDER BY title, day, before;

CREATE TABLE run AS
SELECT title, first_day, last_day, count(*)::UINTEGER AS viewers
FROM (
    SELECT title, min(day) AS first_day, max(day) AS last_day
    FROM (
        SELECT title, viewer, day,
               day - (row_number() OVER (PARTITION BY title, viewer ORDER BY day))::INTEGER AS run
        FROM active
    )
    GROUP BY title, viewer, run
)
GROUP BY title, first_day, last_day
ORDER BY title, first_day, last_day;
CHECKPOINT;
