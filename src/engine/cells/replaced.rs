//! The log in whose place a new one is put.

use std::path::Path;

use super::error::CellsError;
use crate::engine::reduction::Reduction;
use crate::store::open_read;
use crate::store::place::beside;

/// What SQLite keeps beside a database that is being written.
const BEING_WRITTEN: [&str; 2] = ["-wal", "-journal"];

/// Returns what the log at `path` is of and by, which cells may go on from.
///
/// # Errors
///
/// Fails where there is none, it is none of this program or no reduced one, and where a program is writing it.
pub fn earlier_log(path: &Path) -> Result<Reduction, CellsError> {
    let not_replaced = |problem: String| CellsError::NotReplaced {
        path: path.to_owned(),
        problem,
    };
    if !path.exists() {
        return Err(not_replaced(
            "there is no log to append to; without --append `bingetop import-cubes` makes one"
                .to_owned(),
        ));
    }
    let conn = open_read(path)?;
    let reduction = Reduction::of_log(&conn).map_err(|error| not_replaced(error.to_string()))?;
    // What a killed writer left has been undone by now.
    drop(conn);
    let file = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if BEING_WRITTEN.iter().any(|end| beside(&file, end).exists()) {
        let problem = "another program is writing it; try again once it has ended";
        return Err(not_replaced(problem.to_owned()));
    }
    reduction.ok_or_else(|| {
        not_replaced(
            "is no reduced log: it has its own rows, and takes more by `bingetop ingest`"
                .to_owned(),
        )
    })
}
