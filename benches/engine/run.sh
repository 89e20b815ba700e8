#!/usr/bin/env bash
# Reduces a made-up log on a real cluster, a Spark master and two workers on this machine, and holds the cubes against those of
# `bingetop ingest`, byte for byte. Then once more with a worker that is killed while it works.
#
#   benches/engine/run.sh [PLAYS]       2,000,000 plays unless said otherwise; all of it lies in target/engine
#
# Needs Java 17 and Python with venv; pyspark and duckdb come from PyPI. BINGETOP names a program that is built already.
set -euo pipefail

plays=${1:-2000000}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../.."
if [[ -z ${BINGETOP:-} ]]; then
    cargo build --release --locked
fi
bingetop=$(realpath "${BINGETOP:-target/release/bingetop}")
mkdir -p "${ENGINE_WORK:-target/engine}"
folder=$(realpath "${ENGINE_WORK:-target/engine}")
cd "$folder"

started=()
finish() {
    for id in "${started[@]}"; do kill "$id" 2>/dev/null || true; done
    wait 2>/dev/null || true
}
trap finish EXIT

if [ ! -x venv/bin/python ]; then
    python3 -m venv venv
    venv/bin/pip install --quiet --requirement "$here/requirements.txt"
fi
SPARK_HOME=$(venv/bin/python -c 'import os, pyspark; print(os.path.dirname(pyspark.__file__))')
export SPARK_HOME SPARK_LOCAL_IP=127.0.0.1 SPARK_LOG_DIR=$folder/logs PYSPARK_PYTHON=$folder/venv/bin/python
master=spark://127.0.0.1:17077

echo "== $plays plays, as rows in Parquet and as a log"
"$bingetop" sample --plays "$plays" --csv plays.csv
# Titles are numbered as they come: in the order in which the script numbers them, the cubes can be compared byte for byte.
venv/bin/python "$here/sorted.py" plays.csv sorted.csv plays.parquet
rm -f local.db && "$bingetop" ingest sorted.csv --into local.db --time-zone Europe/Rome --day-starts 04:00 | tail -1

# In the place of the shell that starts it: its process is the one that is known here, and can be killed.
class() { exec "$SPARK_HOME/bin/spark-class" "org.apache.spark.deploy.$@"; }
class master.Master --host 127.0.0.1 --port 17077 --webui-port 17078 > master.log 2>&1 &
started+=($!)
worker() {
    class worker.Worker --host 127.0.0.1 --cores 1 --memory 2g --work-dir "$folder/work-$1" "$master" > "worker-$1.log" 2>&1 &
    started+=($!)
    workers[$1]=$!
}
declare -A workers
worker 1
worker 2

# reduce OUT: writes the cells there.
reduce() {
    "$bingetop" emit-sql --dialect spark --source "parquet:$folder/plays.parquet" --time-zone Europe/Rome --day-starts 04:00 \
        --map viewer=viewer,title=title,show=show,kind=kind,start=started_at,seconds=seconds \
        --from 2016-01-01 --to 2018-12-31 --out "$folder/$1" > "$1.sql"
    rm -rf "${folder:?}/$1"
    "$SPARK_HOME/bin/spark-sql" --master "$master" --executor-memory 1500m --conf spark.sql.shuffle.partitions=8 \
        --conf spark.ui.enabled=false --conf "spark.sql.warehouse.dir=$folder/warehouse" -f "$1.sql" > "$1.out" 2> "$1.err"
}

# compare OUT: makes a log of the cells, and holds its cubes against the local ones.
compare() {
    rm -f "$1.db"
    "$bingetop" import-cubes "$1" --into "$1.db" | head -1
    venv/bin/python "$here/compare.py" local.db "$1.db"
}

echo "== by two workers"
time reduce whole
compare whole

echo "== by two workers, one of which is killed once the first step is written"
reduce killed &
reducing=$!
until [ -e killed/steps/spelled/_SUCCESS ] || ! kill -0 "$reducing" 2>/dev/null; do sleep 0.2; done
kill -9 "${workers[2]}"
echo "worker 2 (process ${workers[2]}) is gone"
wait "$reducing"
compare killed
