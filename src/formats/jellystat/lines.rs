//! Jellystat's backup as lines of JSON, each of which names its table.

use serde::Deserialize;

use super::play::{Play, kept};
use super::{FACTS, PLAYS};
use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::facts::{About, Facts};
use crate::formats::format::Format;
use crate::formats::line_items::LineItems;
use crate::formats::probe::Probe;
use crate::formats::read_error::ReadError;
use crate::formats::recognised::Recognised;
use crate::formats::record::Entry;
use crate::formats::refusal::refusal;
use crate::formats::sink::{Sink, send};
use crate::formats::time::Clock;

/// A backup that is lines of JSON, for all users of its server.
pub struct Lines;

/// A line, as far as it tells what it is.
#[derive(Deserialize)]
struct Line {
    r#type: Type,
    table: String,
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Type {
    Table,
    Row,
}

/// The line of a play.
#[derive(Deserialize)]
struct PlayLine {
    data: Play,
}

/// Returns what a line says; `None` where it is none of the table of plays.
fn entry(bytes: &[u8], clock: Clock) -> Option<Result<Entry<'static>, String>> {
    let unreadable = |error| format!("is no line as Jellystat writes it: {error}");
    match serde_json::from_slice(bytes) {
        Ok(Line {
            r#type: Type::Row,
            table,
        }) if table == PLAYS => {}
        Ok(_) => return None,
        Err(error) => return Some(Err(unreadable(error))),
    }
    let line: Result<PlayLine, _> = serde_json::from_slice(bytes);
    let line = line.map_err(unreadable);
    Some(line.and_then(|line| line.data.entry(clock)))
}

/// Returns the row of a line as it may be kept where it is refused.
fn kept_of_line(bytes: &[u8]) -> Vec<u8> {
    let line: Result<serde_json::Value, _> = serde_json::from_slice(bytes);
    let mut line = line.unwrap_or_default();
    let data = line.get_mut("data").map(serde_json::Value::take);
    kept(data.unwrap_or_default().to_string().as_bytes()).into_owned()
}

impl Format for Lines {
    fn name(&self) -> &'static str {
        "jellystat-lines"
    }

    fn about(&self) -> About {
        About {
            what: "Jellystat's backup, in lines (newer versions)",
            files: "the .jsonl of a backup",
            get: "Jellystat: Settings, Backup",
            lacks: "positions, artists",
        }
    }

    fn facts(&self) -> Facts {
        FACTS
    }

    fn recognises(&self, probe: &Probe<'_>, context: &Context) -> Option<Recognised> {
        let first = probe.text()?.lines().find(|line| !line.trim().is_empty())?;
        let first: Line = serde_json::from_str(first).ok()?;
        let is_mine = context.mapping.is_empty()
            && first.r#type == Type::Table
            && first.table.starts_with("jf_");
        is_mine.then(|| {
            Recognised::because("its first line begins a table whose name begins with jf_")
        })
    }

    fn read(
        &self,
        input: Content<'_>,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let clock = FACTS.clock(context);
        let mut items = LineItems::new(input.stream()?, "is it a backup of Jellystat's?");
        while let Some((line, bytes)) = items.next_item()? {
            let Some(entry) = entry(bytes, clock) else {
                continue;
            };
            let refused = |reason: String| refusal(line, &reason, &kept_of_line(bytes));
            send(sink, entry.unwrap_or_else(refused))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::said::{is_recognised, said};

    const LINES: &str = include_str!("../../../tests/fixtures/jellystat.jsonl");

    #[test]
    fn only_rows_of_the_table_of_plays_are_read() {
        assert_eq!(
            said(&Lines, LINES.as_bytes(), &Context::default()).unwrap(),
            [
                "Ann: Low Water [jellyfin:f1] ? 1704488591 3000",
                "Bob: Harbour / The Pier [jellyfin:e4] episode 1704579000 2400",
                "7! has no Id",
                "8! is no line as Jellystat writes it: missing field `data` at line 1 column 45",
                "9! is no line as Jellystat writes it: expected ident at line 1 column 2",
            ]
        );
        let lists = said(&Lines, b"[7]\n8\n", &Context::default()).unwrap();
        assert!(
            lists
                .iter()
                .all(|line| line.contains("! is no line as Jellystat writes it")),
            "{lists:?}"
        );
    }

    #[test]
    fn what_is_kept_of_a_refused_line_has_no_address() {
        let line =
            br#"{"type":"row","data":{"Id":null,"UserName":"Ann","RemoteEndPoint":"192.0.2.7"}}"#;
        assert_eq!(kept_of_line(line), br#"{"Id":null,"UserName":"Ann"}"#);
        for none in [
            "192.0.2.7",
            "7",
            "[7]",
            "\"192.0.2.7\"",
            "null",
            "{}",
            "{\"data\":7}",
        ] {
            assert_eq!(kept_of_line(none.as_bytes()), b"{}", "{none}");
        }
    }

    #[test]
    fn only_its_own_lines_are_recognised() {
        let is = |text: &str| is_recognised(&Lines, text.as_bytes(), &Context::default());
        assert!(is(LINES));
        assert!(is(
            "\n{\"type\":\"table\",\"table\":\"jf_users\"}\n{\"type\":"
        ));
        assert!(!is("{\"type\":\"table\",\"table\":\"users\"}"));
        assert!(!is("{\"type\":\"row\",\"table\":\"jf_users\"}"));
        assert!(!is("{\"title\":\"Fog\"}"));
    }
}
