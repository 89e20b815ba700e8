//! Letterboxd: `diary.csv` of its export, one viewer's films by the day they were watched.
//!
//! The day is *Watched Date*; *Date* is when the film was logged. Every entry has an address of its own, so
//! that a film is known by its name and its year alone. The other tables of the export, such as
//! `watched.csv`, have no date of watching; `reviews.csv` repeats entries of the diary.

use super::content::Content;
use super::context::Context;
use super::delimited::{Fields, Header, find_delimiter, open_table};
use super::facts::{About, Facts, LengthUnit, Times, Zone};
use super::format::Format;
use super::generic::ME;
use super::identity::Identity;
use super::probe::Probe;
use super::read_error::ReadError;
use super::recognised::Recognised;
use super::record::{Entry, Record};
use super::sink::Sink;
use super::time::{Clock, parse_day};
use crate::domain::Kind;

/// The diary of one member, read as [`ME`]'s.
///
/// Titles have their year, `Dracula (1931)`: films of one name stay apart, whichever export has which.
pub struct Diary;

/// Where the values of a row stand.
struct Columns {
    name: usize,
    year: usize,
    watched: usize,
}

impl Columns {
    fn find(header: &Header) -> Result<Self, ReadError> {
        let find = |name: &str| {
            header.find(name)?.ok_or_else(|| ReadError::MissingColumn {
                line: header.line,
                column: name.to_owned(),
                hint: "import diary.csv of Letterboxd's export, or the ZIP as it comes".to_owned(),
            })
        };
        Ok(Self {
            name: find("Name")?,
            year: find("Year")?,
            watched: find("Watched Date")?,
        })
    }

    fn entry(&self, row: Fields<'_>, clock: Clock) -> Result<Entry<'static>, String> {
        let cell = |place| row.get(place).unwrap_or_default().trim();
        let (name, year, watched) = (cell(self.name), cell(self.year), cell(self.watched));
        if name.is_empty() {
            return Err("names no film".to_owned());
        }
        if watched.is_empty() {
            return Err("states no Watched Date".to_owned());
        }
        let day = parse_day(watched).and_then(|day| clock.day(day));
        let day = day.map_err(|error| format!("Watched Date `{watched}` {error}"))?;
        let (start, is_by_day) = day.start();
        Ok(Entry::Row(Record {
            viewer: ME.into(),
            title: match year {
                "" => name.to_owned().into(),
                year => format!("{name} ({year})").into(),
            },
            kind: Some(Kind::Film),
            start,
            is_by_day,
            ..Record::default()
        }))
    }
}

/// Returns whether `header` is that of a table of the export, and whether it is the diary's.
fn is_of_export(header: &Header) -> Option<bool> {
    let has = |name| matches!(header.find(name), Ok(Some(_)));
    let is_of_export = has("Letterboxd URI") && has("Name");
    is_of_export.then(|| has("Watched Date") && has("Year") && !has("Review"))
}

impl Format for Diary {
    fn name(&self) -> &'static str {
        "letterboxd"
    }

    fn about(&self) -> About {
        About {
            what: "Letterboxd's diary",
            files: "diary.csv, or the ZIP with it",
            get: "letterboxd.com/settings/data: Export your data",
            lacks: "times of day, lengths",
        }
    }

    fn facts(&self) -> Facts {
        Facts {
            identity: Identity::WholeRow,
            times: Times::Start,
            zone: Zone::Days,
            unit: LengthUnit::Seconds,
            minimum_seconds: 0,
        }
    }

    fn recognises(&self, probe: &Probe<'_>, context: &Context) -> Option<Recognised> {
        let fits = |header: &Header| is_of_export(header) == Some(true);
        let is_mine = context.mapping.is_empty() && find_delimiter(probe.text()?, fits).1;
        is_mine.then(|| {
            Recognised::because("its header has Name, Year, Letterboxd URI and Watched Date")
        })
    }

    fn no_log(&self, probe: &Probe<'_>, context: &Context) -> Option<&'static str> {
        let fits = |header: &Header| is_of_export(header).is_some();
        let is_other = context.mapping.is_empty() && find_delimiter(probe.text()?, fits).1;
        is_other.then_some(
            "this table of Letterboxd's export is no diary: it does not say when films were watched, or \
             has only some of them; import diary.csv, or the ZIP as it comes",
        )
    }

    fn read(
        &self,
        input: Content<'_>,
        context: &Context,
        sink: &mut Sink<'_>,
    ) -> Result<(), ReadError> {
        let (mut rows, columns) = open_table(input.stream()?, Columns::find)?;
        let clock = self.facts().clock(context);
        rows.send_each(sink, |cells| columns.entry(cells, clock))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Day;

    const DIARY: &str = "\
Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date
2024-05-02,Pier,2001,https://example.invalid/a,4,,,2024-05-01
2024-05-03,Pier,1950,https://example.invalid/b,4,Yes,\"x, y\",2024-05-02
2024-05-03,Gull,,https://example.invalid/c,,,,2024-05-02
2024-05-03,,2001,https://example.invalid/d,,,,2024-05-02
2024-05-03,Pier,2001,https://example.invalid/e,,,,
2024-05-03,Pier,2001,https://example.invalid/f,,,,May 2
";

    fn said(text: &str) -> Vec<String> {
        let mut said = Vec::new();
        let input = Content::of_bytes(text.as_bytes());
        let read = Diary.read(input, &Context::default(), &mut |entry| {
            said.push(match entry {
                Entry::Row(row) => {
                    assert!(row.is_by_day && row.viewer == ME);
                    format!("{} {}", Day::of_utc(row.start), row.title)
                }
                Entry::Refused(refusal) => format!("{}! {}", refusal.line, refusal.reason),
                Entry::Dropped(reason) => panic!("{reason}"),
            });
            true
        });
        read.unwrap();
        said
    }

    #[test]
    fn an_entry_counts_on_the_day_of_watching_and_films_of_one_name_stay_apart() {
        assert_eq!(
            said(DIARY),
            [
                "2024-05-01 Pier (2001)",
                "2024-05-02 Pier (1950)",
                "2024-05-02 Gull",
                "5! names no film",
                "6! states no Watched Date",
                "7! Watched Date `May 2` is no time; write 2024-01-05T21:03:11Z, 2024-01-05 21:03:11 or \
                 Unix seconds",
            ]
        );
    }

    #[test]
    fn only_the_diary_is_recognised_and_its_neighbours_are_told() {
        let context = Context::default();
        let is = |text: &str| {
            let probe = Probe::of_text(text);
            let found = Diary.recognises(&probe, &context).is_some();
            (found, Diary.no_log(&probe, &context).is_some())
        };
        assert!(is(DIARY).0);
        let watched = "Date,Name,Year,Letterboxd URI\n";
        assert_eq!(is(watched), (false, true));
        let reviews = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n";
        assert_eq!(is(reviews), (false, true));
        assert_eq!(is("title,started_at\n"), (false, false));
        let mapped = Context {
            mapping: "title=Name,start=Watched Date".parse().unwrap(),
            ..Context::default()
        };
        assert!(Diary.recognises(&Probe::of_text(DIARY), &mapped).is_none());
        assert!(Diary.no_log(&Probe::of_text(watched), &mapped).is_none());
    }
}
