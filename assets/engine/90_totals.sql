-- totals: how many rows each table of cells has, and the sum of its counts: what tells whether all of it has arrived.
SELECT 'titles' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.item), 0) AS BIGINT) AS total FROM titles c
UNION ALL
SELECT 'shows' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.item), 0) AS BIGINT) AS total FROM shows c
UNION ALL
SELECT 'active' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.viewers), 0) AS BIGINT) AS total FROM active c
UNION ALL
SELECT 'plays' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.plays), 0) AS BIGINT) AS total FROM plays c
UNION ALL
SELECT 'runs' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.viewers), 0) AS BIGINT) AS total FROM runs c
UNION ALL
SELECT 'pairs' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.viewers), 0) AS BIGINT) AS total FROM pairs c
UNION ALL
SELECT 'repeats' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.plays), 0) AS BIGINT) AS total FROM repeats c
UNION ALL
SELECT 'lags' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.plays), 0) AS BIGINT) AS total FROM lags c
UNION ALL
SELECT 'title_plays' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.plays), 0) AS BIGINT) AS total FROM title_plays c
UNION ALL
SELECT 'title_days' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.titles), 0) AS BIGINT) AS total FROM title_days c
UNION ALL
SELECT 'returns' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.viewers), 0) AS BIGINT) AS total FROM returns c
UNION ALL
SELECT 'day_rows' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.row_count), 0) AS BIGINT) AS total FROM day_rows c
UNION ALL
SELECT 'hours' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.seconds), 0) AS BIGINT) AS total FROM hours c
UNION ALL
SELECT 'clock' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.plays), 0) AS BIGINT) AS total FROM clock c
