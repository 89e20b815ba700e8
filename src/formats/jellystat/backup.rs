//! Jellystat's backup as one array, with an object for each table.

use super::play::{Play, kept};
use super::{FACTS, PLAYS};
use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::facts::{About, Facts};
use crate::formats::format::Format;
use crate::formats::json_array::ArrayItems;
use crate::formats::json_rows::Items;
use crate::formats::probe::Probe;
use crate::formats::read_error::ReadError;
use crate::formats::recognised::Recognised;
use crate::formats::sink::Sink;

/// A backup that is an array, for all users of its server.
pub struct Backup;

impl Format for Backup {
    fn name(&self) -> &'static str {
        "jellystat"
    }

    fn about(&self) -> About {
        About {
            what: "Jellystat's backup, an array",
            files: "the JSON of a backup",
            get: "Jellystat: Settings, Backup",
            lacks: "positions, artists",
        }
    }

    fn facts(&self) -> Facts {
        FACTS
    }

    /// The table of plays may lie behind megabytes of others: the name of the first one tells.
    fn recognises(&self, probe: &Probe<'_>, context: &Context) -> Option<Recognised> {
        let mut rest = probe.text()?;
        for token in ["[", "{"] {
            rest = rest.trim_start().strip_prefix(token)?;
        }
        let table = rest.trim_start().strip_prefix("\"jf_")?;
        let (_, rest) = table.split_once('"')?;
        let rest = rest.trim_start().strip_prefix(':')?.trim_start();
        let is_mine = context.mapping.is_empty() && rest.starts_with('[');
        is_mine.then(|| Recognised::because("it is an array of tables whose names begin with jf_"))
    }

    fn read(
        &self,
        input: Content<'_>,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let clock = FACTS.clock(context);
        let plays = ArrayItems::under(input.stream()?, PLAYS);
        Items::Array(plays).send_each(sink, kept, |bytes| Play::parse(bytes)?.entry(clock))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::said::{is_recognised, said};

    const BACKUP: &str = include_str!("../../../tests/fixtures/jellystat.json");

    #[test]
    fn only_the_table_of_plays_is_read_wherever_it_is() {
        let context = Context::default();
        assert_eq!(
            said(&Backup, BACKUP.as_bytes(), &context).unwrap(),
            [
                "Ann: Low Water [jellyfin:f1] ? 1704488591 3000",
                "Bob: Harbour / The Pier [jellyfin:e4] episode 1704579000 2400",
                "Bob: Harbour / The Pier [jellyfin:e4] episode 1704665400 2400",
                "Ann: Low Water [jellyfin:f1] ? 1704578000 ? (seconds not readable)",
                "11! has no Id",
                "12! names no title",
                "13! ActivityDateInserted `soon` is no time; write 2024-01-05T21:03:11Z, 2024-01-05 21:03:11 or Unix \
                 seconds",
                "14! names no user",
                "15! is no row as Jellystat writes it: invalid type: integer `7`, expected struct Play at line 1 \
                 column 1",
            ]
        );
        let broken = said(&Backup, &BACKUP.as_bytes()[..BACKUP.len() - 4], &context).unwrap_err();
        assert!(broken.to_string().contains("breaks off"), "{broken}");
        let without = said(&Backup, br#"[{"jf_users":[]}]"#, &context).unwrap_err();
        assert_eq!(
            without.to_string(),
            "line 1: there is no array of `jf_playback_activity`"
        );
    }

    #[test]
    fn what_has_sound_and_no_picture_is_music() {
        let kind = |streams: &str| {
            let row = format!(
                r#"[{{"jf_playback_activity":[{{"Id":"1","UserName":"Ann","NowPlayingItemName":"Fog","PlaybackDuration":"40",
                "ActivityDateInserted":"2024-01-05T21:10:00Z","MediaStreams":{streams}}}]}}]"#
            );
            let said = said(&Backup, row.as_bytes(), &Context::default()).unwrap();
            said[0].split(' ').nth(2).unwrap().to_owned()
        };
        assert_eq!(
            kind(r#"[{"Type":"Audio","Codec":"flac"},{"Type":"EmbeddedImage"}]"#),
            "track"
        );
        assert_eq!(kind(r#"[{"Type":"Video"},{"Type":"Audio"}]"#), "?");
        for unknown in [
            "null",
            "[]",
            "7",
            r#""Audio""#,
            r#"[7,{"Type":7}]"#,
            r#"{"Type":"Audio"}"#,
        ] {
            assert_eq!(kind(unknown), "?", "{unknown}");
        }
    }

    #[test]
    fn only_its_own_backups_are_recognised() {
        let is = |text: &str| is_recognised(&Backup, text.as_bytes(), &Context::default());
        assert!(is(BACKUP));
        assert!(is(r#"[{"jf_libraries":[{"Id":"#), "the head may be cut");
        assert!(!is(r#"[{"libraries":[]}]"#));
        assert!(!is(r#"[{"jf_libraries":7}]"#));
        assert!(!is(r#"{"jf_libraries":[]}"#));
        assert!(!is("[]"));
    }
}
