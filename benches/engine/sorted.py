"""Sorts made-up plays as `bingetop emit-sql` numbers titles: as CSV, and as Parquet."""
import sys

import duckdb

plays, csv, parquet = sys.argv[1:]
duckdb.execute(
    f"""COPY (
        SELECT p.* FROM READ_CSV('{plays}', header = true) p
        ORDER BY CASE WHEN p.show IS NULL THEN CHR(31) || CHR(31) || LOWER(p.title) ELSE LOWER(p.show) END, LOWER(p.title)
    ) TO '{csv}' (HEADER)"""
)
duckdb.execute(f"COPY (SELECT p.* FROM READ_CSV('{csv}', header = true) p) TO '{parquet}' (FORMAT parquet)")
