"""Holds the cubes of a reduced log against those of a local one, byte for byte; ends with 1 where they differ.

What a reduced log has not is left out: the inventory (0) lists other cubes, histories are 30 and 31, and 41 is a mark; so is what
it has in the place of histories (33, 34), which a local log has not. Cohorts of everything (9, 10, 11, 14, 15) are counted ahead in a local log from 300,000 active days of viewers on.
"""
import sqlite3
import sys

OF_ONE_ALONE = {0, 30, 31, 33, 34, 41}
COHORTS = {9, 10, 11, 14, 15}
local, reduced = [dict(sqlite3.connect(path).execute("SELECT id, body FROM cubes")) for path in sys.argv[1:]]
skipped = OF_ONE_ALONE | (COHORTS if all(row >> 40 not in COHORTS for row in local) else set())
rows = [row for row in local.keys() | reduced.keys() if row >> 40 not in skipped]
unlike = [row for row in rows if local.get(row) != reduced.get(row)]
size = sum(len(local.get(row, b"")) for row in rows)
kinds = sorted({row >> 40 for row in rows})
print(f"{len(rows):,} rows of cubes of {len(kinds)} kinds, {size:,} bytes: {len(unlike):,} differ")
for row in sorted(unlike)[:10]:
    print(f"  kind {row >> 40}, number {row >> 8 & 0xFFFFFFFF}: {len(local.get(row, b''))} and {len(reduced.get(row, b''))} bytes")
sys.exit(bool(unlike))
