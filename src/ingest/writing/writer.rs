//! The thread that has the connection: writes rows, and looks up those the log has.

use crossbeam_channel::{Receiver, Sender};
use rusqlite::Connection;

use super::options::OnProgress;
use super::plays::Plays;
use super::requests::{LookUp, Request, StoredRows};

/// Serves requests until there are no more, or until `on_progress` says to stop.
///
/// With `counts_only`, rows are deleted, and none are inserted.
///
/// # Errors
///
/// Fails where SQLite does.
pub(super) fn serve(
    conn: &Connection,
    requests: &Receiver<Request>,
    answers: &Sender<Vec<StoredRows>>,
    counts_only: bool,
    on_progress: &mut OnProgress<'_>,
) -> rusqlite::Result<()> {
    let mut plays = Plays::new(conn)?;
    let mut done = 0;
    for request in requests {
        match request {
            Request::Write(changes) => {
                for key in changes.deleted {
                    plays.delete(key)?;
                }
                if !counts_only {
                    plays.insert(&changes.inserted)?;
                }
                done += changes.arrived;
                if !on_progress(done) {
                    return Ok(());
                }
            }
            Request::LookUp(look_ups) => {
                let stored: rusqlite::Result<Vec<StoredRows>> = look_ups
                    .iter()
                    .map(|look_up| stored_rows(&plays, look_up))
                    .collect();
                // Where the other thread is gone, it says itself why.
                let _ = answers.send(stored?);
            }
        }
    }
    plays.flush()
}

fn stored_rows(plays: &Plays<'_>, look_up: &LookUp) -> rusqlite::Result<StoredRows> {
    let rows = match &look_up.viewers {
        None => plays.of_title(look_up.title)?,
        Some(viewers) => {
            let mut rows = Vec::new();
            for viewer in viewers {
                plays.of_pair(look_up.title, *viewer, &mut rows)?;
            }
            rows
        }
    };
    let furthest = if look_up.asks_furthest {
        plays.furthest(look_up.title)?
    } else {
        None
    };
    Ok(StoredRows { rows, furthest })
}
