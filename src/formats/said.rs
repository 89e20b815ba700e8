//! What a format says of a file, in lines that tests can compare.

use super::content::Content;
use super::context::Context;
use super::format::Format;
use super::read_error::ReadError;
use super::record::{Entry, Record};

/// Returns an entry a line: `viewer: show / title [id] kind start seconds @position/length`, `- why it was dropped` or
/// `line! why it was refused`.
pub(super) fn said(
    format: &dyn Format,
    bytes: &[u8],
    context: &Context,
) -> Result<Vec<String>, ReadError> {
    let (said, read) = said_by(format, bytes, context, |row| line(&row));
    read.map(|()| said)
}

/// Does the same where `of_row` says a row; returns what was said before the reading failed, if it did, too.
pub(super) fn said_by(
    format: &dyn Format,
    bytes: &[u8],
    context: &Context,
    mut of_row: impl FnMut(Record<'_>) -> String,
) -> (Vec<String>, Result<(), ReadError>) {
    let mut said = Vec::new();
    let read = format.read(Content::of_bytes(bytes), context, &mut |entry| {
        said.push(match entry {
            Entry::Row(row) => of_row(row),
            Entry::Dropped(reason) => format!("- {reason}"),
            Entry::Refused(refusal) => format!("{}! {}", refusal.line, refusal.reason),
        });
        true
    });
    (said, read)
}

fn line(row: &Record<'_>) -> String {
    let number = |number: Option<u32>| number.map_or("?".to_owned(), |number| number.to_string());
    let kind = row.kind.map_or("?".to_owned(), |kind| kind.to_string());
    let show = row.show.as_ref().map(|show| format!("{show} / "));
    let id = row.id.as_ref().map(|id| format!(" [{id}]"));
    let mut line = format!(
        "{}: {}{}{} {kind} {} {}",
        row.viewer,
        show.unwrap_or_default(),
        row.title,
        id.unwrap_or_default(),
        row.start,
        number(row.seconds),
    );
    if row.position.is_some() || row.length.is_some() {
        let place = [" @", &number(row.position), "/", &number(row.length)];
        line.extend(place);
    }
    if let Some(viewing) = &row.viewing {
        line.extend([" of viewing ", viewing]);
    }
    for (measure, why) in row.unknown.each() {
        line.extend([" (", &measure.to_string(), " ", &why.to_string(), ")"]);
    }
    line
}

/// Returns whether a format recognises a file.
pub(super) fn is_recognised(format: &dyn Format, bytes: &[u8], context: &Context) -> bool {
    let file = Content::of_bytes(bytes);
    format.recognises(&file.probe(), context).is_some()
}

/// Returns the bytes of a database that `sql` makes.
pub(super) fn database(sql: &str) -> Vec<u8> {
    let mut conn = rusqlite::Connection::open_in_memory().unwrap();
    conn.execute_batch(sql).unwrap();
    conn.serialize("main").unwrap().to_vec()
}
