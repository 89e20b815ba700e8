//! What the cells were made by.

use std::collections::HashMap;
use std::str::FromStr;

use super::error::CellsError;
use super::folder::{CellsFolder, Table};
use crate::domain::{Day, DayRule, Window};
use crate::engine::reduction::Reduction;
use crate::engine::script::FORMAT;
use crate::store::Settings;
use crate::store::settings::TitleHours;

/// The table of settings.
const SETTINGS: Table<2> = Table {
    name: "settings",
    columns: ["name", "value"],
};

/// What a log says of the key of its viewers where it has none.
const NO_KEY: &str = "none";

/// What the cells were made by, and of how many rows.
pub(super) struct CellSettings {
    /// Those of the log.
    pub settings: Settings,
    /// Rows of which days they are of, where they say so.
    pub days: Option<Window>,
    /// Rows of the source that are in them.
    pub read_rows: u64,
    /// Rows of the source that could not be read, or are of other days.
    pub left_out: u64,
}

impl CellSettings {
    /// Returns what the cells are of and by.
    pub fn reduction(&self) -> Reduction {
        Reduction::of_settings(&self.settings, self.days)
    }
}

/// Reads the settings.
///
/// # Errors
///
/// Fails where one is missing or means nothing, where another version of the program has made the script, and where most
/// lengths are no seconds.
pub(super) fn read(folder: &CellsFolder) -> Result<CellSettings, CellsError> {
    let mut values = HashMap::new();
    folder.each(SETTINGS, |row| {
        let [name, value] = [0, 1].map(|place| row.text(place).unwrap_or_default().to_owned());
        values.insert(name, value);
        Ok(())
    })?;
    let said = Said { folder, values };
    let format = said.text("format")?;
    if format != FORMAT {
        return Err(said.fault(format!(
            "its cells are `{format}`, and this program reads `{FORMAT}`; run a script of this program's `bingetop emit-sql`"
        )));
    }
    let (lengths, too_long): (u64, u64) =
        (said.value("lengths")?, said.value("lengths_above_a_day")?);
    if too_long > lengths / 2 {
        return Err(said.fault(
            "more than half of the lengths are above 24 hours: these look like milliseconds; say --map seconds=COLUMN:ms"
                .to_owned(),
        ));
    }
    let starts = said.text("day_starts")?;
    let (source, read): (u64, u64) = (said.value("source_rows")?, said.value("read_rows")?);
    let minimum = match said.text("minimum_seconds")? {
        "by kind" => None,
        _ => Some(said.value("minimum_seconds")?),
    };
    Ok(CellSettings {
        settings: Settings {
            rule: DayRule {
                zone: said.value("time_zone")?,
                starts_minutes: DayRule::parse_starts(starts)
                    .ok_or_else(|| said.unclear("day_starts"))?,
            },
            is_zone_stated: true,
            minimum_seconds: minimum,
            minimum_cohort: said.value("minimum_cohort")?,
            title_hours: TitleHours::Counted,
            key_fingerprint: NO_KEY.to_owned(),
            salt: None,
            is_synthetic: false,
        },
        days: said.days()?,
        read_rows: read,
        left_out: source.saturating_sub(read),
    })
}

/// What the script says of itself.
struct Said<'f> {
    folder: &'f CellsFolder,
    values: HashMap<String, String>,
}

impl Said<'_> {
    fn text(&self, name: &str) -> Result<&str, CellsError> {
        let text = self.values.get(name).map(String::as_str);
        text.ok_or_else(|| self.fault(format!("its settings lack `{name}`; run the script again")))
    }

    fn value<T: FromStr>(&self, name: &str) -> Result<T, CellsError> {
        self.text(name)?.parse().map_err(|_| self.unclear(name))
    }

    /// Returns the first and the last day; none in cells of before there were these settings.
    fn days(&self) -> Result<Option<Window>, CellsError> {
        if !self.values.contains_key("first_day") {
            return Ok(None);
        }
        let day = |name| Day::parse(self.text(name)?).ok_or_else(|| self.unclear(name));
        let days = Window::new(day("first_day")?, day("last_day")?);
        days.map(Some).ok_or_else(|| self.unclear("last_day"))
    }

    fn unclear(&self, name: &str) -> CellsError {
        let value = self.values.get(name).map_or("", String::as_str);
        self.fault(format!(
            "its setting `{name}` is `{value}`, which means nothing; run the script again"
        ))
    }

    fn fault(&self, problem: String) -> CellsError {
        CellsError::Settings {
            folder: self.folder.path.clone(),
            problem,
        }
    }
}
