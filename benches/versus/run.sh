#!/usr/bin/env bash
# Makes a log of made-up plays and holds bingetop against DuckDB on it: run.sh [PLAYS]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../.."

plays=${1:-1000000}
work=${VERSUS_WORK:-target/versus}
mkdir -p "$work"

cargo build --release --locked
bingetop=target/release/bingetop
if [[ ! -x $work/venv/bin/python ]]; then
    python3 -m venv "$work/venv"
fi
"$work/venv/bin/python" -m pip install --quiet --requirement "$here/requirements.txt"

csv=$work/plays-$plays.csv
if [[ ! -e $csv ]]; then
    "$bingetop" sample --plays "$plays" --csv "$csv.part" >/dev/null
    mv "$csv.part" "$csv"
fi
exec "$work/venv/bin/python" "$here/versus.py" "$csv" --bingetop "$bingetop" --work "$work"
