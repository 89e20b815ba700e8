-- totals: how many rows each table of cells has, and the sum of its counts: what tells whether all of it has arrived. The same of the
-- tables that later days are appended to.
SELECT 'titles' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.item), 0) AS BIGINT) AS total FROM bt_titles c
UNION ALL
SELECT 'shows' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.item), 0) AS BIGINT) AS total FROM bt_shows c
UNION ALL
SELECT 'active' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.viewers), 0) AS BIGINT) AS total FROM bt_active c
UNION ALL
SELECT 'plays' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.plays), 0) AS BIGINT) AS total FROM bt_plays c
UNION ALL
SELECT 'runs' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.viewers), 0) AS BIGINT) AS total FROM bt_runs c
UNION ALL
SELECT 'pairs' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.viewers), 0) AS BIGINT) AS total FROM bt_pairs c
UNION ALL
SELECT 'repeats' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.plays), 0) AS BIGINT) AS total FROM bt_repeats c
UNION ALL
SELECT 'lags' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.plays), 0) AS BIGINT) AS total FROM bt_lags c
UNION ALL
SELECT 'title_plays' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.plays), 0) AS BIGINT) AS total FROM bt_title_plays c
UNION ALL
SELECT 'title_days' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.titles), 0) AS BIGINT) AS total FROM bt_title_days c
UNION ALL
SELECT 'returns' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.viewers), 0) AS BIGINT) AS total FROM bt_returns c
UNION ALL
SELECT 'day_rows' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.row_count), 0) AS BIGINT) AS total FROM bt_day_rows c
UNION ALL
SELECT 'hours' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.seconds), 0) AS BIGINT) AS total FROM bt_hours c
UNION ALL
SELECT 'clock' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.plays), 0) AS BIGINT) AS total FROM bt_clock c
UNION ALL
SELECT 'item_active' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.viewers), 0) AS BIGINT) AS total FROM bt_item_active c
UNION ALL
SELECT 'item_came_back' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.viewers), 0) AS BIGINT) AS total FROM bt_item_came_back c
UNION ALL
SELECT 'item_lags' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.plays), 0) AS BIGINT) AS total FROM bt_item_lags c
UNION ALL
SELECT 'item_returns' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.viewers), 0) AS BIGINT) AS total FROM bt_item_returns c
UNION ALL
SELECT 'state/spelled' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.latest), 0) AS BIGINT) AS total FROM bt_spelled c
UNION ALL
SELECT 'state/played' AS cells, COUNT(*) AS row_count, CAST(COALESCE(SUM(c.part), 0) AS BIGINT) AS total FROM bt_played c
