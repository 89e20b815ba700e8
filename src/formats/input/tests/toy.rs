//! The format of a made-up player, from end to end: a database, with the viewers' names in a second
//! file.

use std::collections::HashMap;
use std::fs::File;

use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::delimited::CsvRows;
use crate::formats::facts::{About, Facts, LengthUnit, Times, Zone};
use crate::formats::format::Format;
use crate::formats::identity::Identity;
use crate::formats::probe::Probe;
use crate::formats::read_error::ReadError;
use crate::formats::recognised::Recognised;
use crate::formats::record::{Entry, Record};
use crate::formats::sink::{Sink, send};

/// The player's `reel.db`, and its `people.csv` where that is there.
pub struct Reel;

impl Format for Reel {
    fn name(&self) -> &'static str {
        "reel"
    }

    fn about(&self) -> About {
        About {
            what: "a toy",
            files: "reel.db",
            get: "make one",
            lacks: "",
        }
    }

    fn facts(&self) -> Facts {
        Facts {
            identity: Identity::Start,
            times: Times::End,
            zone: Zone::Utc,
            unit: LengthUnit::Milliseconds,
            minimum_seconds: 20,
        }
    }

    fn recognises(&self, probe: &Probe<'_>, _: &Context) -> Option<Recognised> {
        probe
            .has_table("showings", &["person", "film", "ended", "length"])
            .then(|| Recognised::because("it has the player's table of showings"))
    }

    fn read(&self, input: Content<'_>, _: &Context, sink: &mut Sink<'_>) -> Result<(), ReadError> {
        let people = match input.place().open_beside("people.csv")? {
            Some(file) => people(file)?,
            None => HashMap::new(),
        };
        let database = input.database()?;
        let mut showings = database
            .prepare("SELECT person, film, ended, length FROM showings ORDER BY ended, rowid")?;
        let mut rows = showings.query([])?;
        while let Some(row) = rows.next()? {
            let (person, film, ended, length): (String, String, i64, u32) = row.try_into()?;
            let seconds = length / 1000;
            let viewer = people.get(&person).unwrap_or(&person);
            let record = Record {
                viewer: viewer.into(),
                title: film.into(),
                start: ended - i64::from(seconds),
                seconds: Some(seconds),
                ..Record::default()
            };
            send(sink, Entry::Row(record))?;
        }
        Ok(())
    }
}

/// Reads the names of people by their numbers.
fn people(file: File) -> Result<HashMap<String, String>, ReadError> {
    let (mut rows, _) = CsvRows::open(file, b',')?;
    let mut people = HashMap::new();
    while let Some(row) = rows.next_row()? {
        if let Ok(cells) = row.cells
            && let (Some(number), Some(name)) = (cells.get(0), cells.get(1))
        {
            people.insert(number.to_owned(), name.to_owned());
        }
    }
    Ok(people)
}
