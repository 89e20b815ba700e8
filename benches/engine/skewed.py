"""Makes half of all plays those of one title, the one that has most: skewed.py PLAYS.csv SKEWED.csv"""
import sys

import duckdb

plays, skewed = sys.argv[1:]
rows = f"READ_CSV('{plays}', header = true)"
columns = [
    f"CASE WHEN HASH(p.viewer, p.started_at) % 2 = 0 THEN m.{name} ELSE p.{name} END AS \"{name}\"" for name in ("title", "show", "kind")
]
duckdb.execute(
    f"""COPY (
        SELECT p.viewer, {", ".join(columns)}, p.started_at, p.seconds
        FROM {rows} p
        CROSS JOIN (SELECT q.title, q.show, q.kind FROM {rows} q GROUP BY ALL ORDER BY COUNT(*) DESC, q.title LIMIT 1) m
    ) TO '{skewed}' (HEADER)"""
)
