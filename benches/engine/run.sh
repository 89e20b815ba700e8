#!/usr/bin/env bash
# Reduces a made-up log on a real cluster, a Spark master and two workers on this machine, and holds the cubes against those of
# `bingetop ingest`, byte for byte.
#
#   benches/engine/run.sh [PLAYS [WAY...]]      2,000,000 plays and all ways unless said otherwise
#
#   whole    rows in one Parquet file
#   killed   the same, and one of the workers is killed while it shuffles
#   stopped  the same, given up with Ctrl-C while a worker shuffles: nothing of it is left, on this machine or the cluster
#   appended all days but the last, then the last one appended to them
#   skewed   half of all plays are those of one title; the rows lie in a folder a month
#
# All of it lies in target/engine, or where ENGINE_WORK says. Needs Java 17 and Python with venv; pyspark and duckdb come from
# PyPI. BINGETOP names a program that is built already.
set -euo pipefail

plays=${1:-2000000}
ways=("${@:2}")
if [ ${#ways[@]} -eq 0 ]; then ways=(whole killed stopped appended skewed); fi
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
days=(--time-zone Europe/Rome --day-starts 04:00)

# In the place of the shell that starts it: its process is the one that is known here, and can be killed.
class() { exec "$SPARK_HOME/bin/spark-class" "org.apache.spark.deploy.$@"; }
class master.Master --host 127.0.0.1 --port 17077 --webui-port 17078 > master.log 2>&1 &
started+=($!)
declare -A workers
worker() {
    rm -rf "local-$1" && mkdir "local-$1"
    SPARK_LOCAL_DIRS="$folder/local-$1" \
        class worker.Worker --host 127.0.0.1 --cores 1 --memory 2g --work-dir "$folder/work-$1" "$master" > "worker-$1.log" 2>&1 &
    started+=($!)
    workers[$1]=$!
}
worker 1
worker 2

# rows NAME INTO: the plays of NAME.csv as a log, NAME.db, and as Parquet.
rows() {
    rm -rf "${2:?}"
    # Titles are numbered as they come: in the order in which the script numbers them, the cubes can be compared byte for byte.
    venv/bin/python "$here/sorted.py" "$1.csv" "$1-sorted.csv" "$2"
    rm -f "$1.db" && "$bingetop" ingest "$1-sorted.csv" --into "$1.db" "${days[@]}" | tail -1
}

# reduce WAY SOURCE: makes WAY-reduced.db.
reduce() {
    rm -f "$1-reduced.db"
    run_reduce "$1" "$2" --from 2016-01-01 --to 2018-12-31 --into "$1-reduced.db"
}

# run_reduce CELLS SOURCE OPTION...
run_reduce() {
    rm -rf "${folder:?}/$1"
    "$bingetop" reduce --spark "$master" --conf spark.executor.memory=1500m --conf spark.sql.shuffle.partitions=8 \
        --conf spark.ui.enabled=false --source "parquet:$folder/$2" "${days[@]}" \
        --map viewer=viewer,title=title,show=show,kind=kind,start=started_at,seconds=seconds \
        --out "$folder/$1" "${@:3}" 2> "$1.err"
}

# shuffles WAY WORKER: whether it has written shuffle files since the rows were sorted out.
shuffles() {
    [ -e "$1/steps/kept/_SUCCESS" ] || return
    [ -n "$(find "local-$2" -name 'shuffle_*.data' -newer "$1/steps/kept/_SUCCESS" -print -quit)" ]
}

# gone PATTERN: waits until no process of this kind runs.
gone() {
    for _ in {1..100}; do
        pgrep -f "$1" > /dev/null || return 0
        sleep 0.1
    done
    echo "$1 still runs" >&2
    return 1
}

echo "== $plays plays, as rows in Parquet and as a log"
rm -f plays.csv && "$bingetop" sample --plays "$plays" --csv plays.csv
rows plays plays.parquet

for way in "${ways[@]}"; do
    case $way in
    whole)
        echo "== whole: by two workers"
        time reduce whole plays.parquet
        venv/bin/python "$here/compare.py" plays.db whole-reduced.db
        ;;
    killed)
        echo "== killed: by two workers, one of which is killed while it shuffles"
        reduce killed plays.parquet &
        reducing=$!
        until shuffles killed 2 || ! kill -0 "$reducing" 2>/dev/null; do sleep 0.1; done
        kill -9 "${workers[2]}"
        echo "worker 2 (process ${workers[2]}) is gone"
        wait "$reducing"
        venv/bin/python "$here/compare.py" plays.db killed-reduced.db
        worker 2
        ;;
    stopped)
        echo "== stopped: by two workers, given up with Ctrl-C while one shuffles"
        reduce stopped plays.parquet &
        reducing=$!
        until shuffles stopped 2 || ! kill -0 "$reducing" 2>/dev/null; do sleep 0.1; done
        kill -INT "$(pgrep -P "$reducing" -f "$bingetop reduce")"
        status=0 && wait "$reducing" || status=$?
        [ "$status" -eq 130 ] || { echo "it ended with $status" >&2; exit 1; }
        gone SparkSQLCLIDriver && gone CoarseGrainedExecutorBackend
        left=$(find . -path "./stopped/*" -type f -o -name "stopped-reduced.db*" | head -3)
        [ -z "$left" ] || { echo "left: $left" >&2; exit 1; }
        echo "it ended with 130; no client, no executor, no file of it is left"
        ;;
    appended)
        echo "== appended: the last day, to a reduction of the days before"
        rm -f appended-reduced.db
        run_reduce earlier plays.parquet --from 2016-01-01 --to 2017-12-09 --appendable --into appended-reduced.db
        time run_reduce appended plays.parquet --to 2018-12-31 --append "$folder/earlier" --into appended-reduced.db
        venv/bin/python "$here/compare.py" plays.db appended-reduced.db
        ;;
    skewed)
        echo "== skewed: half of all plays are those of one title, in a folder a month"
        venv/bin/python "$here/skewed.py" plays.csv skewed.csv
        rows skewed skewed-rows/
        time reduce skewed skewed-rows
        venv/bin/python "$here/compare.py" skewed.db skewed-reduced.db
        ;;
    *)
        echo "$way: no way; whole, killed, stopped, appended or skewed" >&2
        exit 2
        ;;
    esac
done
