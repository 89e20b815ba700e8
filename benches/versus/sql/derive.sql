-- What the answers are asked of: viewers and titles by number, days in UTC, and plays, which are rows
-- of two minutes or more. (Without positions and lengths no row continues another.) In file order,
-- which is time order: a range of days leaves out whole row groups.
CREATE TABLE viewer AS
SELECT (row_number() OVER ())::UINTEGER AS id, name
FROM (SELECT DISTINCT viewer AS name FROM log);

CREATE TABLE title AS
SELECT (row_number() OVER ())::UINTEGER AS id, name, "show"
FROM (SELECT DISTINCT title AS name, "show" FROM log);

CREATE TABLE play AS
SELECT t.id AS title, v.id AS viewer, l.started_at::DATE AS day
FROM log l
JOIN viewer v ON v.name = l.viewer
JOIN title t ON t.name = l.title AND t."show" IS NOT DISTINCT FROM l."show"
WHERE l.seconds >= 120;

CREATE TABLE rows_of_day AS
SELECT started_at::DATE AS day, count(*) AS rows FROM log GROUP BY ALL ORDER BY day;
CHECKPOINT;
