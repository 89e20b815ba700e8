"""Makes a folder of cells of any size out of one that an engine has written: many_cells.py FROM INTO [MILLIONS].

Its repeats are made up, so many millions of them, of all titles and days there are; each title has more plays on each day, so that
viewers stay above zero. What it answers means nothing; how fast, and in how much memory, does.
"""
import shutil
import sys
from pathlib import Path

import duckdb

source, into = map(Path, sys.argv[1:3])
wanted = int(sys.argv[3] if len(sys.argv) > 3 else 100) * 1_000_000
shutil.copytree(source, into)
sql = duckdb.connect()
titles, first, last = sql.execute(
    f"""SELECT (SELECT MAX(t.item) FROM '{source}/titles.parquet' t), MIN(p.day_no), MAX(p.day_no)
        FROM '{source}/plays.parquet' p"""
).fetchone()
days = last - first + 1
# Of each title and day so many days before, the nearest first, alternating between the two lags.
deep = max(1, -(-wanted // (titles * days * 2)))
sql.execute(
    f"""COPY (
        SELECT 1 AS lvl, CAST(t.i AS INT) AS item, CAST(l.l AS INT) AS lag_no, CAST(d.d AS INT) AS day_no,
               CAST(d.d - b.b * (1 + (t.i + b.b) % 3) AS INT) AS day_before, CAST(1 AS BIGINT) AS plays
        FROM RANGE(1, {titles} + 1) t(i), RANGE({first}, {last} + 1) d(d), RANGE(0, {deep}) b(b), RANGE(1, 3) l(l)
        WHERE d.d - b.b * (1 + (t.i + b.b) % 3) >= {first}
    ) TO '{into}/repeats.parquet' (FORMAT parquet)"""
)
sql.execute(
    f"""COPY (
        SELECT 0 AS lvl, 0 AS item, p.day_no, p.plays FROM '{source}/plays.parquet' p WHERE p.lvl = 0
        UNION ALL
        SELECT 1 AS lvl, CAST(t.i AS INT) AS item, CAST(d.d AS INT) AS day_no, CAST({4 * deep} AS BIGINT) AS plays
        FROM RANGE(1, {titles} + 1) t(i), RANGE({first}, {last} + 1) d(d)
    ) TO '{into}/plays.parquet' (FORMAT parquet)"""
)
sql.execute(
    f"""COPY (
        SELECT t.cells, t.row_count, t.total FROM '{source}/totals.parquet' t WHERE t.cells NOT IN ('repeats', 'plays')
        UNION ALL
        SELECT 'repeats', COUNT(*), CAST(SUM(c.plays) AS BIGINT) FROM '{into}/repeats.parquet' c
        UNION ALL
        SELECT 'plays', COUNT(*), CAST(SUM(c.plays) AS BIGINT) FROM '{into}/plays.parquet' c
    ) TO '{into}/totals.parquet' (FORMAT parquet)"""
)
print(sql.execute(f"SELECT SUM(t.row_count) FROM '{into}/totals.parquet' t WHERE t.cells IN ('repeats', 'plays', 'runs', 'pairs')").fetchone()[0], "cells of lists")
