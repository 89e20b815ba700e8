//! Examples at the end of `--help`: a test runs each of them.

/// Of the dashboard.
pub(super) const DASHBOARD: &str = "\
Examples:
  bingetop
        the built-in sample: made-up viewers, made-up numbers
  bingetop plays.db
        your own log; ? explains all that is on the screen
  bingetop plays.db --range \"last week\" --compare last-year
        opens where you want it to; last week, beside that of last year
  bingetop plays.db --title \"A Christmas Prince\"
        opens the page of a title
  bingetop --print-config
        a configuration with every setting, to be changed";

/// Of `bingetop ingest`.
pub(super) const INGEST: &str = "\
Examples:
  bingetop ingest ViewingActivity.csv --into plays.db --time-zone Europe/Rome
        an export into a log, which is made if need be
  bingetop ingest plays.csv --into plays.db --dry-run
        what would be added, and which rows cannot be read
  bingetop ingest odd.csv --into plays.db --map viewer=who,title=what,start=at
        a table with columns of other names
  bingetop ingest - --into plays.db --format jsonl --follow < plays.jsonl
        a live log, once a second, until its end";

/// Of `bingetop formats`.
pub(super) const FORMATS: &str = "\
Examples:
  bingetop formats
        every format: its files, how to get them, what they tell
  bingetop formats netflix
        one of them
  bingetop formats --format json
        all of it for another program";

/// Of `bingetop callouts`.
pub(super) const CALLOUTS: &str = "\
Examples:
  bingetop callouts
        the stories of the built-in sample's last 30 days
  bingetop callouts plays.db --range \"dec 2017\" --words it
        those of a month, in Italian
  bingetop callouts plays.db --by title --format json
        those of single titles, for another program";

/// Of `bingetop report`.
pub(super) const REPORT: &str = "\
Examples:
  bingetop report plays.db --range \"last 18 days\" --streak 18
        who came back on each of 18 days, and to what
  bingetop report plays.db --range 2017-12 --by show --format json
        a month, by show, for another program
  bingetop report plays.db --title \"A Christmas Prince\" --panel cohorts --format markdown
        the cohorts of one title, as a table to paste
  bingetop report plays.db --filter '~chrstms prnce' --format csv
        titles with names like it";

/// Of `bingetop publish`.
pub(super) const PUBLISH: &str = "\
Examples:
  bingetop publish plays.db --suggest 18 --range 2017-12-01..2017-12-20
        a show that many came back to on 18 days, for --question
  bingetop publish plays.db --question \"plays=2 2017-12 A Christmas Prince\" --preview
        what it would cost, and what is left of the year
  bingetop publish plays.db --question \"plays=2 2017-12 A Christmas Prince\" --by Ann
        about how many played it twice or more: this number, for ever
  bingetop publish plays.db --seq 2 --approve Bob
        a second person's yes

Numbers that leave through `publish` are about crowds, never a person: blurred once, kept, the same for ever; each new one uses
up some of the year's allowance. A profile is protected, not a household taken together. docs/PRIVACY.md says more.";

/// Of `bingetop emit-sql`.
pub(super) const EMIT_SQL: &str = "\
Examples:
  bingetop emit-sql --dialect spark --source lake.plays --time-zone Europe/Rome \\
    --map viewer=user_id,title=name,show=series,start=at,seconds=played --out s3://lake/cells
        for spark-sql, over a table that it knows
  bingetop emit-sql --dialect duckdb --source parquet:plays --time-zone UTC \\
    --map viewer=user_id,title=name,start=at:ms --out cells
        for DuckDB, over a folder of Parquet whose times are milliseconds since 1970
  bingetop emit-sql --dialect duckdb --source plays --time-zone UTC --from 2026-01-01 \\
    --map viewer=user_id,title=name,start=at --out cells
        rows from a day on: how many days there are decides how large the log becomes";

/// Of `bingetop reduce`.
pub(super) const REDUCE: &str = "\
Examples:
  bingetop reduce --spark spark://lake:7077 --source lake.plays --time-zone Europe/Rome \\
    --map viewer=user_id,title=name,show=series,start=at,seconds=played \\
    --out /mnt/lake/cells --into plays.db
        on a cluster that writes to /mnt/lake, as this machine does
  bingetop reduce --spark yarn --conf spark.executor.memory=8g --source lake.plays \\
    --time-zone UTC --map viewer=user_id,title=name,start=at \\
    --out s3://lake/cells --cells /mnt/lake/cells --into plays.db
        the cells go where this machine sees them by another path
  bingetop reduce --duckdb --source parquet:plays --time-zone UTC \\
    --map viewer=user_id,title=name,start=at:ms --into plays.db
        with DuckDB on this machine, over a folder of Parquet
  bingetop reduce --spark spark://lake:7077 --source lake.plays --time-zone Europe/Rome \\
    --day-starts 04:00 --map viewer=user_id,title=name,start=at --to 2026-07-01 \\
    --append /mnt/lake/cells --out /mnt/lake/cells-2026-07-01 --into plays.db
        the days until that one, added to cells that were made with --appendable";
