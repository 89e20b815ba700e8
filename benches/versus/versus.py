"""Holds bingetop against DuckDB: the same log, the same answers, and how long both take.

Every number of `bingetop report --format json` is compared with DuckDB's before any time is printed; the
first one that differs ends the run with exit code 1. See README.md.
"""

import argparse
import datetime as dt
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

import duckdb

SQL = Path(__file__).parent / "sql"
STREAK = 3
STREAK_LADDER = [2, 3, 5, 7, 10, 14, 18, 21, 30, 60, 90]
PLAY_LADDER = [1, 2, 3, 5, 10, 20, 50, 100]
QUERIES = ["streaks", "rewatched", "ladder_streaks", "ladder_plays", "periods", "timeline", "totals"]


# --- processes: everything that is measured runs in one of its own -------------------------------------

def usage(pid):
    """Waits for a child; returns whether it succeeded, and its peak memory in bytes."""
    _, status, used = os.wait4(pid, 0)
    unit = 1 if sys.platform == "darwin" else 1024
    return os.waitstatus_to_exitcode(status) == 0, used.ru_maxrss * unit


def in_child(work, *arguments):
    """Runs a function in a fork; returns its result and the fork's peak memory."""
    reader, writer = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.close(reader)
            with os.fdopen(writer, "w") as pipe:
                json.dump(work(*arguments), pipe, default=str)
            code = 0
        except BaseException as error:  # whatever it is, it must not go on as a second parent
            print(f"versus: {error}", file=sys.stderr)
        finally:
            os._exit(code)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        result = pipe.read()
    succeeded, peak = usage(pid)
    if not succeeded:
        sys.exit("versus: DuckDB's part failed")
    return json.loads(result), peak


def run_bingetop(arguments, state):
    """Runs bingetop; returns what it printed, how long it took, and its peak memory."""
    environment = {**os.environ, "XDG_STATE_HOME": str(state)}
    began = time.perf_counter()
    process = subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE)
    printed = process.stdout.read()
    succeeded, peak = usage(process.pid)
    seconds = time.perf_counter() - began
    process.returncode = 0
    if not succeeded:
        sys.exit(f"versus: bingetop {arguments[1]} failed")
    return printed, seconds, peak


# --- DuckDB --------------------------------------------------------------------------------------------

def connect(path, threads, **options):
    connection = duckdb.connect(str(path), **options)
    connection.execute(f"SET threads = {int(threads)}")
    return connection


def run_script(path, threads, name, values):
    """Runs the statements of a file; returns the seconds taken and the size of the database after."""
    began = time.perf_counter()
    connection = connect(path, threads)
    script = (SQL / f"{name}.sql").read_text()
    # COPY takes no parameters.
    for key, value in values.items():
        script = script.replace(f"${key}", "'" + str(value).replace("'", "''") + "'")
    connection.execute(script)
    connection.close()
    return {"seconds": time.perf_counter() - began, "bytes": Path(path).stat().st_size}


def answers(path, threads, windows, repeats):
    """Runs all queries for each window; returns their rows, and the median seconds of all of them."""
    began = time.perf_counter()
    connection = connect(path, threads, read_only=True)
    found = {"open": time.perf_counter() - began, "windows": {}}
    scripts = {name: (SQL / f"{name}.sql").read_text() for name in QUERIES}
    for name, (first, last) in windows.items():
        period, _ = periods(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
        values = {"first": first, "last": last, "streak": STREAK, "period": period}
        times = []
        for _ in range(repeats + 1):
            rows = {}
            began = time.perf_counter()
            for query, script in scripts.items():
                asked = set(re.findall(r"\$(\w+)", script))
                given = {key: value for key, value in values.items() if key in asked}
                rows[query] = connection.execute(script, given).fetchall()
            times.append(time.perf_counter() - began)
        # The first one warms up.
        found["windows"][name] = {"seconds": statistics.median(times[1:]), "rows": rows}
    return found


# --- the same numbers ----------------------------------------------------------------------------------

def ladder(steps, rows):
    reached = [(at_least, sum(n for value, n in rows if value >= at_least)) for at_least in steps]
    return [{"at_least": at_least, "viewers": viewers} for at_least, viewers in reached]


def periods(first, last):
    """Returns what a window is grouped by, and the first day of each: at most 26 weeks, else months."""
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    mondays = sorted({day - dt.timedelta(days=day.weekday()) for day in days})
    if len(mondays) <= 26:
        return "week", mondays
    return "month", sorted({day.replace(day=1) for day in days})


def by_period(first, last, rows):
    """Puts pairs of weeks or months into the triangle of the report, those without anybody included."""
    period, starts = periods(first, last)
    pairs = {(first, later): viewers for first, later, viewers in rows}

    def of(place, later):
        return pairs.get((str(starts[place]), str(later)), 0)

    def named(start):
        if period == "month":
            return f"{start:%Y-%m}"
        year, week, _ = start.isocalendar()
        return f"{year:04}-W{week:02}"

    return [
        {
            "week": named(start),
            "viewers": of(place, start),
            "active": [of(place, later) for later in starts[place + 1 :]],
        }
        for place, start in enumerate(starts)
    ]


def timeline(first, last, rows):
    days = {day: (plays, viewers) for day, plays, viewers in rows}
    all_days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    counts = [(str(day), *days.get(str(day), (0, 0))) for day in all_days]
    return [{"day": day, "plays": plays, "viewers": viewers} for day, plays, viewers in counts]


def report_of(rows, first, last):
    """Returns what bingetop's report would say, made of DuckDB's rows."""
    first, last = dt.date.fromisoformat(first), dt.date.fromisoformat(last)

    def objects(query, keys):
        return [dict(zip(keys.split(), row, strict=True)) for row in rows[query]]

    rewatched = "name show plays viewers rewatches rewatchers most_by_one"
    return {
        "totals": objects("totals", "rows plays viewers titles rewatches")[0],
        "streaks": objects("streaks", "name show longest viewers running"),
        "rewatched": objects("rewatched", rewatched),
        "cohorts": {
            "name": None,
            "by_streak": ladder(STREAK_LADDER, rows["ladder_streaks"]),
            "by_plays": ladder(PLAY_LADDER, rows["ladder_plays"]),
            "by_week": by_period(first, last, rows["periods"]),
        },
        "timeline": timeline(first, last, rows["timeline"]),
    }


def difference(ours, theirs, place=""):
    """Returns where two documents differ first, and how; None where they are equal."""
    if isinstance(ours, dict) and isinstance(theirs, dict) and ours.keys() == theirs.keys():
        pairs = [(f"{place}.{key}", ours[key], theirs[key]) for key in ours]
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        pairs = [(f"{place}[{n}]", *pair) for n, pair in enumerate(zip(ours, theirs))]
    elif isinstance(ours, list) and isinstance(theirs, list):
        return f"{place}: bingetop has {len(ours)} rows, DuckDB {len(theirs)}"
    else:
        same = ours == theirs and type(ours) is type(theirs)
        return None if same else f"{place}: bingetop says {ours!r}, DuckDB {theirs!r}"
    found = (difference(a, b, where) for where, a, b in pairs)
    return next((text for text in found if text), None)


def numbers_in(value):
    if isinstance(value, dict):
        return sum(map(numbers_in, value.values()))
    if isinstance(value, list):
        return sum(map(numbers_in, value))
    return int(isinstance(value, int))


# --- the table -----------------------------------------------------------------------------------------

def spelled(seconds):
    factor, unit = (1e6, "µs") if seconds < 1e-3 else (1e3, "ms") if seconds < 1 else (1, "s")
    value = seconds * factor
    return f"{value:.{2 if value < 10 else 1 if value < 100 else 0}f} {unit}"


def mib(size):
    return f"{size / 2**20:,.0f} MiB"


def ratio(theirs, ours):
    value = theirs / ours
    return f"{value:.0f}×" if value >= 10 else f"{value:.1f}×" if value >= 1 else f"{value:.2f}×"


def processor():
    try:
        models = re.findall(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    except OSError:
        models = []
    return models[0] if models else platform.processor() or platform.machine()


def table(lines):
    print("| | bingetop | DuckDB | DuckDB ÷ bingetop |\n|---|--:|--:|--:|")
    for name, ours, theirs, show in lines:
        cells = ["–" if value is None else show(value) for value in (ours, theirs)]
        known = ours is not None and theirs is not None
        print(f"| {name} | {cells[0]} | {cells[1]} | {ratio(theirs, ours) if known else ''} |")
    print()


# --- all of it -----------------------------------------------------------------------------------------

def arguments():
    parser = argparse.ArgumentParser(description="Hold bingetop against DuckDB on one log.")
    parser.add_argument("csv", type=Path, help="the log, by `bingetop sample --plays N --csv FILE`")
    parser.add_argument("db", type=Path, nargs="?", help="the same log, ingested with --time-zone UTC; "
                        "without it, it is ingested here, and that is timed")
    parser.add_argument("--bingetop", default="bingetop", help="the program")
    parser.add_argument("--work", type=Path, required=True, help="a folder for the databases made here")
    parser.add_argument("--threads", type=int, default=2, help="DuckDB's threads")
    parser.add_argument("--repeats", type=int, default=5, help="how often DuckDB answers; medians count")
    return parser.parse_args()


def ingested(asked):
    """Reads the CSV into a new bingetop log; returns the log and what that took."""
    if asked.db:
        return asked.db, None
    db = asked.work / "bingetop.db"
    for path in asked.work.glob("bingetop.db*"):
        path.unlink()
    command = [asked.bingetop, "ingest", asked.csv, "--into", db, "--time-zone", "UTC"]
    _, seconds, peak = run_bingetop(command, asked.work)
    return db, {"seconds": seconds, "bytes": db.stat().st_size, "peak": peak}


def loaded(asked, duck):
    """Makes the DuckDB database step by step; returns what each step took."""
    for path in asked.work.glob(f"{duck.name}*"):
        path.unlink()
    steps = {}
    for name, values in [("copy", {"csv": asked.csv}), ("derive", {}), ("cells", {})]:
        step, peak = in_child(run_script, duck, asked.threads, name, values)
        steps[name] = {**step, "peak": peak}
    return steps


def main():
    asked = arguments()
    asked.work.mkdir(parents=True, exist_ok=True)
    db, ours = ingested(asked)
    duck = asked.work / "duck.db"
    steps = loaded(asked, duck)

    def printed(*command):
        return json.loads(run_bingetop([asked.bingetop, *command, "--format", "json"], asked.work)[0])

    bench = printed("bench", db, "--windows", "20")
    last = dt.date.fromisoformat(bench["log"]["last_day"])
    windows = {
        "frame_30_days": (str(last - dt.timedelta(days=29)), str(last)),
        "frame_full": (bench["log"]["first_day"], str(last)),
    }
    theirs, answer_peak = in_child(answers, duck, asked.threads, windows, asked.repeats)

    numbers = 0
    for name, (first, last_day) in windows.items():
        options = ["--from", first, "--to", last_day, "--streak", str(STREAK), "--top", "0", "--exact"]
        said = printed("report", db, *options)
        held = report_of(theirs["windows"][name]["rows"], first, last_day)
        said = {key: said[key] for key in held}
        if found := difference(said, held):
            sys.exit(f"versus: {first}..{last_day}{found}")
        numbers += numbers_in(said)

    log = bench["log"]
    print(f"{log['rows']:,} rows, {log['plays']:,} plays, {log['viewers']:,} viewers, {log['days']} days. "
          f"bingetop {bench['version']}, DuckDB {duckdb.__version__} with {asked.threads} threads; "
          f"{os.cpu_count()} × {processor()}; {dt.date.today()}.\n")
    print(f"Equal in all of {numbers:,} numbers.\n")

    def frame(name, text):
        return text, bench[name]["p50_us"] / 1e6, theirs["windows"][name]["seconds"], spelled

    copy, derive, cells = steps["copy"], steps["derive"], steps["cells"]
    derived = [copy, derive]
    everything = [copy, derive, cells]

    def total(key, steps, how=sum):
        return how(step[key] for step in steps)

    def our(key):
        return ours[key] if ours else None

    table([
        frame("frame_30_days", "all answers, last 30 days"),
        frame("frame_full", f"all answers, {log['days']} days"),
        ("opening", bench["open_us"] / 1e6, theirs["open"], spelled),
        ("memory while answering", bench["memory"]["peak_kib"] * 1024 if "memory" in bench else None,
         answer_peak, mib),
        ("import: the bare rows (COPY)", our("seconds"), copy["seconds"], spelled),
        ("import: and what is asked of", our("seconds"), total("seconds", derived), spelled),
        ("import: and what makes answers quick", our("seconds"), total("seconds", everything), spelled),
        ("memory while importing all that", our("peak"), total("peak", everything, max), mib),
        ("size of the bare rows", db.stat().st_size, copy["bytes"], mib),
        ("size of all that", db.stat().st_size, cells["bytes"], mib),
    ])


if __name__ == "__main__":
    main()
