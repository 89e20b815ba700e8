//! `bingetop verify`: whether a log is sound, and its cubes say what its plays do.
//!
//! | module | holds |
//! |---|---|
//! | `cubes` | whether the cubes can be read, and are those of the plays |
//! | `answers` | whether they answer random questions as SQL does |

mod answers;
mod cubes;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, ensure};
use rusqlite::Connection;

use self::answers::{Wrong, check};
use self::cubes::{unlike_the_plays, unreadable};
use super::output::print_lines;
use super::unsalted::unsalted;
use crate::domain::format::{counted, thousands};
use crate::query::{LoadError, Log};
use crate::store::sqlite_error::DAMAGED;
use crate::store::{Settings, open_read, reduced};

/// The exit code where something is wrong with the log.
const WRONG: u8 = 1;

/// What `bingetop verify` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The log, made by `bingetop ingest`
    #[arg(value_name = "DB")]
    db: PathBuf,
    /// How many ranges of days, drawn by lot, are answered from cubes and by SQL: each for all titles
    /// and shows, or, in a log of more than 300,000 rows, one in a hundred so and the others for one
    /// title or show
    #[arg(long, value_name = "N", default_value_t = 100)]
    windows: u32,
    /// Which of many such lots: the same number draws the same ranges
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

/// Checks the file, the cubes' checksums, and answers against SQL; prints the first thing wrong.
///
/// # Errors
///
/// Fails where the log cannot be opened or read at all.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let path = &arguments.db;
    let shown = path.display().to_string();
    let conn = open_read(path)?;
    let version = data_version(&conn)?;
    let wrong = |what: String| verdict_of(&conn, version, &shown, &what);
    let remedy = remedy(&conn, &shown)?;
    let with_remedy = |what: &str| format!("{what}; {remedy}");
    let verdict: String = conn
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .with_context(|| shown.clone())?;
    if verdict != "ok" {
        return wrong(DAMAGED.to_owned());
    }
    let log = match Log::load(&conn) {
        Ok(log) => log,
        Err(LoadError::Cubes(error)) => {
            return wrong(with_remedy(&error.to_string()));
        }
        Err(error @ LoadError::Names) => return wrong(error.to_string()),
        Err(error) => return Err(error).with_context(|| shown),
    };
    let unreadable = unreadable(&conn).with_context(|| shown.clone())?;
    if log.facts().is_reduced {
        return unreadable.map_or_else(|| without_plays(&shown), |what| wrong(with_remedy(&what)));
    }
    let unlike = || unlike_the_plays(path).with_context(|| shown.clone());
    if let Some(what) = unreadable.map_or_else(unlike, |what| Ok(Some(what)))? {
        return wrong(with_remedy(&what));
    }
    match check(&conn, &log, arguments.windows, arguments.seed) {
        Ok(whole) => {
            let salted = match Settings::load(&conn)? {
                Some(settings) if settings.salt.is_none() => format!("\n{}", unsalted(&shown)),
                _ => String::new(),
            };
            print_lines(&format!(
                "{shown}: the file is whole, its cubes are those of its plays, and {} of days answer as SQL does: \
                 {} for all titles and shows, {} for one{salted}",
                counted(arguments.windows.into(), "range", "ranges"),
                thousands(whole.into()),
                thousands((arguments.windows - whole).into()),
            ))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(Wrong::Differs(what)) => wrong(with_remedy(&what)),
        Err(Wrong::Failed(error)) => {
            unchanged(&conn, version, &shown)?;
            Err(error).context(shown)
        }
    }
}

/// Returns what to do where a log's cubes are wrong.
fn remedy(conn: &Connection, shown: &str) -> rusqlite::Result<String> {
    Ok(if reduced::is_reduced(conn)? {
        "run `bingetop import-cubes` again".to_owned()
    } else {
        format!("run `bingetop rebuild {shown}`")
    })
}

/// Says of a reduced log all that can be said.
fn without_plays(shown: &str) -> anyhow::Result<ExitCode> {
    print_lines(&format!(
        "{shown}: the file is whole and its cubes can be read; a reduced log has no plays to hold them against"
    ))?;
    Ok(ExitCode::SUCCESS)
}

/// Says what is wrong with a log, if it is as it was: where it was written to meanwhile, what was read
/// before was held against what was read after.
fn verdict_of(
    conn: &Connection,
    version: i64,
    shown: &str,
    what: &str,
) -> anyhow::Result<ExitCode> {
    unchanged(conn, version, shown)?;
    print_lines(&format!("{shown}: {what}"))?;
    Ok(ExitCode::from(WRONG))
}

fn unchanged(conn: &Connection, version: i64, shown: &str) -> anyhow::Result<()> {
    ensure!(
        data_version(conn)? == version,
        "{shown}: was written to while it was verified; verify it again when nothing writes to it"
    );
    Ok(())
}

/// Returns what changes with every commit of another connection.
fn data_version(conn: &Connection) -> rusqlite::Result<i64> {
    conn.pragma_query_value(None, "data_version", |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::SAMPLE;

    #[test]
    fn a_log_that_is_written_to_meanwhile_is_not_called_wrong() {
        let folder = tempfile::TempDir::new().expect("a folder");
        let path = folder.path().join("log.db");
        std::fs::write(&path, SAMPLE.as_slice()).expect("a file");
        let conn = open_read(&path).expect("a log");
        let version = data_version(&conn).expect("a version");
        let log = Log::load(&conn).expect("a log");
        assert!(verdict_of(&conn, version, "log.db", "differs").is_ok());

        let writer = Connection::open(&path).expect("a log");
        writer
            .execute("UPDATE plays SET seconds = seconds + 1", [])
            .expect("a commit");
        assert!(matches!(check(&conn, &log, 3, 1), Err(Wrong::Failed(_))));
        let error = verdict_of(&conn, version, "log.db", "differs").expect_err("no verdict");
        assert!(
            error
                .to_string()
                .starts_with("log.db: was written to while")
        );
    }
}
