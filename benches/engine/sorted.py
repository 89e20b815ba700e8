"""Sorts made-up plays as `bingetop emit-sql` numbers titles: as CSV, and as Parquet; in a folder a month where INTO ends with a slash.

sorted.py PLAYS.csv SORTED.csv INTO
"""
import sys

import duckdb

plays, csv, parquet = sys.argv[1:]
duckdb.execute(
    f"""COPY (
        SELECT p.* FROM READ_CSV('{plays}', header = true) p
        ORDER BY CASE WHEN p.show IS NULL THEN CHR(31) || CHR(31) || LOWER(p.title) ELSE LOWER(p.show) END, LOWER(p.title)
    ) TO '{csv}' (HEADER)"""
)
rows = f"SELECT p.* FROM READ_CSV('{csv}', header = true) p"
if parquet.endswith("/"):
    rows = f"SELECT r.*, STRFTIME(r.started_at, '%Y-%m') AS month FROM ({rows}) r"
    duckdb.execute(f"COPY ({rows}) TO '{parquet.rstrip('/')}' (FORMAT parquet, PARTITION_BY (month))")
else:
    duckdb.execute(f"COPY ({rows}) TO '{parquet}' (FORMAT parquet)")
