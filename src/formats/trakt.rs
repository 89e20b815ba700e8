//! Trakt: `watched-history-1.json` and its like in the ZIP of its export.
//!
//! An entry is a play, by the moment that Trakt was told: of a scrobble that is its end, and for how long it
//! was watched is not known. Whoever marks a season as watched makes an entry of every episode, all of one
//! second: nobody knows when those were watched.

use serde::Deserialize;

use super::content::Content;
use super::context::Context;
use super::facts::{About, Facts, LengthUnit, Times, Zone};
use super::format::Format;
use super::generic::ME;
use super::identity::Identity;
use super::json_array::ArrayItems;
use super::json_rows::{named, parse};
use super::probe::Probe;
use super::read_error::ReadError;
use super::recognised::Recognised;
use super::record::{DropReason, Entry, Record};
use super::refusal::refusal;
use super::sink::{Sink, send};
use super::time::{Clock, MomentError};
use crate::domain::Kind;

/// The history of one account, read as [`ME`]'s.
pub struct History;

/// How many titles of one second were marked together, and not watched then.
const BULK: usize = 5;

/// An entry, as far as it is of use.
#[derive(Deserialize)]
struct Row {
    watched_at: Option<String>,
    movie: Option<Thing>,
    show: Option<Thing>,
    episode: Option<Thing>,
}

/// A film, a show or an episode.
#[derive(Deserialize)]
struct Thing {
    title: Option<String>,
    year: Option<i32>,
    season: Option<u32>,
    number: Option<u32>,
    ids: Option<Ids>,
}

#[derive(Deserialize)]
struct Ids {
    trakt: Option<u64>,
}

/// An entry of another part of the export, which counts the plays of a title.
#[derive(Deserialize)]
struct Count {
    plays: u64,
    last_watched_at: String,
}

impl Thing {
    /// Returns Trakt's id of it, which is one among its `kind`.
    fn id(&self, kind: &str) -> Option<String> {
        let id = self.ids.as_ref()?.trakt?;
        Some(format!("trakt:{kind}:{id}"))
    }

    /// Returns the name of a film, with its year, so that those of one name stay apart.
    fn film(mut self) -> Option<String> {
        let name = named(&mut self.title)?;
        Some(match self.year {
            Some(year) => format!("{name} ({year})"),
            None => name,
        })
    }

    /// Returns the name of an episode, or else its number.
    fn episode(mut self) -> Option<String> {
        named(&mut self.title).or_else(|| Some(format!("S{:02}E{:02}", self.season?, self.number?)))
    }
}

/// What an entry is.
enum Told {
    Play(Record<'static>),
    Undated,
}

impl Row {
    fn read(bytes: &[u8]) -> Result<Self, String> {
        parse(bytes, "Trakt")
    }

    fn told(self, clock: Clock) -> Result<Told, String> {
        let record = match (self.movie, self.episode) {
            (Some(film), _) => Record {
                kind: Some(Kind::Film),
                id: film.id("movie").map(Into::into),
                title: film.film().ok_or("names no film")?.into(),
                ..Record::default()
            },
            (None, Some(episode)) => Record {
                kind: Some(Kind::Episode),
                id: episode.id("episode").map(Into::into),
                title: episode.episode().ok_or("names no episode")?.into(),
                show: self
                    .show
                    .and_then(|mut show| named(&mut show.title))
                    .map(Into::into),
                ..Record::default()
            },
            (None, None) => return Err("is neither of a film nor of an episode".to_owned()),
        };
        let Some(time) = self.watched_at else {
            return Ok(Told::Undated);
        };
        match clock.moment(&time) {
            Ok(start) => Ok(Told::Play(Record {
                viewer: ME.into(),
                start,
                ..record
            })),
            Err(MomentError::Placeholder) => Ok(Told::Undated),
            Err(error) => Err(format!("watched_at `{time}` {error}")),
        }
    }
}

/// The plays of one second, until it is known whether they were marked together.
#[derive(Default)]
struct OneSecond {
    start: i64,
    held: Vec<Record<'static>>,
    is_bulk: bool,
}

impl OneSecond {
    /// Takes the next play; those of another second are given to `sink`.
    fn take(&mut self, record: Record<'static>, sink: &mut Sink<'_>) -> Result<(), ReadError> {
        if record.start != self.start {
            self.end(sink)?;
            self.start = record.start;
        }
        if self.is_bulk {
            return send(sink, Entry::Dropped(DropReason::Bulk));
        }
        let is_same = |held: &Record<'_>| (&held.id, &held.title) == (&record.id, &record.title);
        if self.held.iter().any(is_same) {
            return send(sink, Entry::Dropped(DropReason::Repeat));
        }
        self.held.push(record);
        if self.held.len() == BULK {
            self.is_bulk = true;
            let held = std::mem::take(&mut self.held);
            for _ in held {
                send(sink, Entry::Dropped(DropReason::Bulk))?;
            }
        }
        Ok(())
    }

    /// Gives those that are held to `sink`.
    fn end(&mut self, sink: &mut Sink<'_>) -> Result<(), ReadError> {
        self.is_bulk = false;
        for record in self.held.drain(..) {
            send(sink, Entry::Row(record))?;
        }
        Ok(())
    }
}

impl Format for History {
    fn name(&self) -> &'static str {
        "trakt"
    }

    fn about(&self) -> About {
        About {
            what: "Trakt's export",
            files: "watched-history-1.json and so on, or the ZIP",
            get: "trakt.tv/settings/data: Export",
            lacks: "when a play began, and how long it lasted; when seasons marked at once were watched",
        }
    }

    fn facts(&self) -> Facts {
        Facts {
            identity: Identity::Start,
            times: Times::End,
            zone: Zone::Utc,
            unit: LengthUnit::Seconds,
            minimum_seconds: 0,
        }
    }

    fn caveat(&self) -> Option<&'static str> {
        Some(
            "Trakt says when a play ended or was told, not when it began: after midnight it counts on the next day",
        )
    }

    fn recognises(&self, probe: &Probe<'_>, context: &Context) -> Option<Recognised> {
        let is_play = |bytes: &[u8]| {
            Row::read(bytes).is_ok_and(|row| {
                row.watched_at.is_some() && (row.movie.is_some() || row.episode.is_some())
            })
        };
        let is_mine = context.mapping.is_empty() && ArrayItems::any_of(probe.text()?, is_play);
        is_mine.then(|| {
            Recognised::because(
                "it is an array of objects with watched_at, and a movie or an episode",
            )
        })
    }

    fn no_log(&self, probe: &Probe<'_>, context: &Context) -> Option<&'static str> {
        let is_count = |bytes: &[u8]| {
            parse::<Count>(bytes, "Trakt")
                .is_ok_and(|count| count.plays > 0 && !count.last_watched_at.is_empty())
        };
        let is_other = context.mapping.is_empty() && ArrayItems::any_of(probe.text()?, is_count);
        is_other.then_some(
            "this part of Trakt's export counts plays, and does not say when each was; import \
             watched-history-1.json and so on, or the ZIP as it comes",
        )
    }

    fn read(
        &self,
        input: Content<'_>,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let clock = self.facts().clock(context);
        let mut items = ArrayItems::new(input.stream()?);
        let mut second = OneSecond::default();
        while let Some((line, bytes)) = items.next_item()? {
            match Row::read(bytes).and_then(|row| row.told(clock)) {
                Ok(Told::Play(record)) => second.take(record, sink)?,
                Ok(Told::Undated) => send(sink, Entry::Dropped(DropReason::Undated))?,
                Err(reason) => send(sink, refusal(line, &reason, bytes))?,
            }
        }
        second.end(sink)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::said::said_by;

    fn episode(second: u32, number: u64) -> String {
        format!(
            r#"{{"id":{number},"watched_at":"2024-01-05T21:44:{second:02}.000Z","action":"scrobble","type":"episode","episode":{{"season":2,"number":{number},"title":"Pier {number}","ids":{{"trakt":{number},"tvdb":1}}}},"show":{{"title":"Harbour","year":2020,"ids":{{"trakt":7}}}}}}"#
        )
    }

    const FILM: &str = r#"{"id":9,"watched_at":"2024-01-04T21:44:00.000Z","action":"watch","type":"movie","movie":{"title":"Gull","year":2001,"ids":{"trakt":3,"slug":"gull-2001"}}}"#;

    fn said(rows: &[String]) -> Vec<String> {
        let text = format!("[{}]", rows.join(",\n"));
        let (said, read) = said_by(&History, text.as_bytes(), &Context::default(), |row| {
            format!(
                "{} {} {}: {}",
                row.start,
                row.id.unwrap_or_default(),
                row.show.unwrap_or_default(),
                row.title
            )
        });
        read.unwrap();
        said
    }

    #[test]
    fn films_have_their_year_and_episodes_their_show() {
        let bare = episode(7, 4).replace(
            "\"title\":\"Pier 4\",\"ids\":{\"trakt\":4,\"tvdb\":1}",
            "\"title\":null",
        );
        let rows = [
            episode(9, 1),
            bare,
            FILM.to_owned(),
            FILM.replace("2024-01-04T21:44:00.000Z", "1970-01-01T00:00:00.000Z"),
            FILM.replace("\"2024-01-04T21:44:00.000Z\"", "null"),
            FILM.replace("2024-01-04T21:44:00.000Z", "soon"),
            FILM.replace("movie", "song"),
            FILM.replace("\"Gull\"", "\" \""),
            "7".to_owned(),
        ];
        let said = said(&rows);
        let undated = "- plays without a date, or of 1970";
        let rows: Vec<&str> = said.iter().map(String::as_str).collect();
        assert_eq!(rows[0], "1704491049 trakt:episode:1 Harbour: Pier 1");
        // What is held comes once the next second is known.
        assert_eq!(rows[1], "1704491047  Harbour: S02E04");
        assert_eq!(rows[2..4], [undated, undated]);
        assert!(rows[4].starts_with("6! watched_at `soon` is no time"));
        assert_eq!(rows[5], "7! is neither of a film nor of an episode");
        assert_eq!(rows[6], "8! names no film");
        assert!(rows[7].starts_with("9! is no play as Trakt writes it"));
        assert_eq!(rows[8], "1704404640 trakt:movie:3 : Gull (2001)");
    }

    #[test]
    fn what_was_marked_together_was_not_watched_then() {
        let four: Vec<String> = (1..=4).map(|number| episode(9, number)).collect();
        assert!(said(&four).iter().all(|said| !said.starts_with('-')));
        let five: Vec<String> = (1..=7).map(|number| episode(9, number)).collect();
        let with_others = [vec![episode(10, 1)], five, vec![episode(8, 1)]].concat();
        let said = said(&with_others);
        let bulk = "- marked as watched many at once, nobody knows when";
        assert_eq!(said.iter().filter(|said| *said == bulk).count(), 7);
        assert_eq!(said.len(), 9);
    }

    #[test]
    fn a_flood_of_one_title_is_one_play() {
        let flood = vec![episode(9, 1); 30];
        let said = said(&flood);
        assert_eq!(said[29], "1704491049 trakt:episode:1 Harbour: Pier 1");
        assert!(
            said[..29]
                .iter()
                .all(|said| said == "- repeats within a file")
        );
    }

    #[test]
    fn only_histories_are_recognised() {
        let is = |text: &str| {
            let probe = Probe::of_text(text);
            History.recognises(&probe, &Context::default()).is_some()
        };
        assert!(is(&format!("[{FILM}]")));
        assert!(is(&format!("[7,\n{}", episode(1, 1))));
        assert!(!is(&format!(
            "[{}]",
            FILM.replace("watched_at", "rated_at")
        )));
        let counts = r#"[{"plays":2,"last_watched_at":"2024-01-04T21:44:00.000Z","movie":{"title":"Gull"}}]"#;
        assert!(!is(counts));
        let says = |text: &str| History.no_log(&Probe::of_text(text), &Context::default());
        assert!(says(counts).unwrap().contains("does not say when each was"));
        assert_eq!(says(r#"[{"plays":2,"title":"Gull"}]"#), None);
        assert!(!is("[]") && !is(FILM));
    }
}
