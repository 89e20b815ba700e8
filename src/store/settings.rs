//! What a log knows about itself.

use chrono_tz::Tz;
use rusqlite::{Connection, OptionalExtension, named_params};

use super::salt::Salt;
use super::schema::{self, SALTED};
use super::sqlite_error::in_words;
use crate::domain::DayRule;

/// The smallest cohort that is shown without asking, by default.
pub const MINIMUM_COHORT: u32 = 10;

/// What a log says of its salt where it has none.
const UNSALTED: &str = "none";

/// The setting of a log whose zone nobody has stated, and its value.
const ZONE_FROM: (&str, &str) = ("time_zone_from", "machine");

/// The settings of a log, kept from its first import on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Which day a moment belongs to.
    pub rule: DayRule,
    /// Whether the user has stated the zone, in any import; else it is that of the machine that made the log, and
    /// says nothing of times without a zone.
    pub is_zone_stated: bool,
    /// Seconds a viewing must last to be a play; `None` leaves it to each title's kind.
    pub minimum_seconds: Option<u32>,
    /// Cohorts below this many viewers are hidden until asked for.
    pub minimum_cohort: u32,
    /// Tells whether a key is the one this log's viewers were hashed with.
    pub key_fingerprint: String,
    /// What the hashes of its viewers are salted with; `None` where the log was made before there was a salt.
    pub salt: Option<Salt>,
    /// Whether the log is made up.
    pub is_synthetic: bool,
}

/// Why a log's settings could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A setting is missing.
    #[error("the setting `{0}` is missing")]
    Missing(&'static str),
    /// A setting has a value that means nothing.
    #[error("the setting `{name}` has the value `{value}`, which means nothing")]
    Invalid {
        /// Which setting.
        name: &'static str,
        /// Its value.
        value: String,
    },
    /// SQLite failed.
    #[error("{}", in_words(.0))]
    Sqlite(#[from] rusqlite::Error),
}

impl Settings {
    /// Reads the settings of a log; `None` where it has none yet.
    ///
    /// # Errors
    ///
    /// Fails where a setting is missing or means nothing.
    pub fn load(conn: &Connection) -> Result<Option<Self>, SettingsError> {
        let Some(zone) = text(conn, "time_zone")? else {
            return Ok(None);
        };
        let zone: Tz = zone.parse().map_err(|_| invalid("time_zone", &zone))?;
        let starts = required(conn, "day_starts")?;
        let starts_minutes =
            DayRule::parse_starts(&starts).ok_or_else(|| invalid("day_starts", &starts))?;
        let minimum_seconds = text(conn, "minimum_seconds")?
            .map(|value| {
                value
                    .parse()
                    .map_err(|_| invalid("minimum_seconds", &value))
            })
            .transpose()?;
        let cohort = required(conn, "minimum_cohort")?;
        Ok(Some(Self {
            rule: DayRule {
                zone,
                starts_minutes,
            },
            is_zone_stated: text(conn, ZONE_FROM.0)?.is_none(),
            minimum_seconds,
            minimum_cohort: cohort
                .parse()
                .map_err(|_| invalid("minimum_cohort", &cohort))?,
            key_fingerprint: required(conn, "key_fingerprint")?,
            salt: salt(conn)?,
            is_synthetic: text(conn, "synthetic")?.is_some(),
        }))
    }

    /// Writes the settings of a log.
    ///
    /// # Errors
    ///
    /// Fails where the database cannot be written.
    pub fn save(&self, conn: &Connection) -> rusqlite::Result<()> {
        let mut statement = conn.prepare_cached(
            "INSERT INTO settings (name, value) VALUES (:name, :value)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )?;
        let mut put = |name: &str, value: &str| {
            statement
                .execute(named_params! { ":name": name, ":value": value })
                .map(|_| ())
        };
        put("time_zone", self.rule.zone.name())?;
        if self.is_zone_stated {
            conn.execute("DELETE FROM settings WHERE name = ?1", [ZONE_FROM.0])?;
        } else {
            put(ZONE_FROM.0, ZONE_FROM.1)?;
        }
        put("day_starts", &self.rule.starts())?;
        put("minimum_cohort", &self.minimum_cohort.to_string())?;
        put("key_fingerprint", &self.key_fingerprint)?;
        let salt = self.salt.as_ref().map(ToString::to_string);
        put("viewer_salt", salt.as_deref().unwrap_or(UNSALTED))?;
        if let Some(seconds) = self.minimum_seconds {
            put("minimum_seconds", &seconds.to_string())?;
        }
        if self.is_synthetic {
            put(
                "synthetic",
                "every viewer, play and number in this log is made up",
            )?;
        }
        Ok(())
    }
}

/// Returns the setting with which a log allows more, or less, to be published of a year; `None` where it has none.
///
/// # Errors
///
/// Fails where it is no whole number.
pub fn publish_allowance(conn: &Connection) -> Result<Option<u32>, SettingsError> {
    const NAME: &str = "publish_allowance";
    let allowance = text(conn, NAME)?;
    allowance
        .map(|value| value.parse().map_err(|_| invalid(NAME, &value)))
        .transpose()
}

fn salt(conn: &Connection) -> Result<Option<Salt>, SettingsError> {
    const NAME: &str = "viewer_salt";
    let salt = match text(conn, NAME)? {
        None if schema::version(conn)? < SALTED => return Ok(None),
        None => return Err(SettingsError::Missing(NAME)),
        Some(salt) => salt,
    };
    if salt == UNSALTED {
        return Ok(None);
    }
    salt.parse().map(Some).map_err(|_| invalid(NAME, &salt))
}

fn text(conn: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    conn.prepare_cached("SELECT value FROM settings WHERE name = :name")?
        .query_row(named_params! { ":name": name }, |row| row.get(0))
        .optional()
}

fn required(conn: &Connection, name: &'static str) -> Result<String, SettingsError> {
    text(conn, name)?.ok_or(SettingsError::Missing(name))
}

fn invalid(name: &'static str, value: &str) -> SettingsError {
    SettingsError::Invalid {
        name,
        value: value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::schema;

    #[test]
    fn settings_are_read_as_they_were_saved() {
        let conn = Connection::open_in_memory().unwrap();
        schema::migrate(&conn).unwrap();
        assert_eq!(Settings::load(&conn).unwrap(), None);
        let settings = Settings {
            rule: DayRule {
                zone: chrono_tz::America::Los_Angeles,
                starts_minutes: 240,
            },
            is_zone_stated: true,
            minimum_seconds: Some(60),
            minimum_cohort: 5,
            key_fingerprint: "00ff".to_owned(),
            salt: Some(Salt::of_samples()),
            is_synthetic: true,
        };
        settings.save(&conn).unwrap();
        assert_eq!(Settings::load(&conn).unwrap().as_ref(), Some(&settings));
        for is_zone_stated in [false, true] {
            let settings = Settings {
                is_zone_stated,
                ..settings.clone()
            };
            settings.save(&conn).unwrap();
            assert_eq!(Settings::load(&conn).unwrap(), Some(settings));
        }
        conn.execute(
            "UPDATE settings SET value = '25:00' WHERE name = 'day_starts'",
            [],
        )
        .unwrap();
        let error = Settings::load(&conn).unwrap_err().to_string();
        assert_eq!(
            error,
            "the setting `day_starts` has the value `25:00`, which means nothing"
        );
    }

    #[test]
    fn an_allowance_is_a_whole_number() {
        let conn = Connection::open_in_memory().unwrap();
        schema::migrate(&conn).unwrap();
        assert_eq!(publish_allowance(&conn).unwrap(), None);
        let put = |value: &str| {
            conn.execute(
                "INSERT OR REPLACE INTO settings VALUES ('publish_allowance', ?1)",
                [value],
            )
            .unwrap();
            publish_allowance(&conn)
        };
        assert_eq!(put("250000").unwrap(), Some(250_000));
        assert!(put("0.5").is_err());
        assert!(put("-1").is_err());
    }

    #[test]
    fn a_log_from_before_salts_has_none_and_a_later_one_must_say_so() {
        let conn = Connection::open_in_memory().unwrap();
        schema::migrate(&conn).unwrap();
        let settings = Settings {
            rule: DayRule {
                zone: chrono_tz::UTC,
                starts_minutes: 0,
            },
            is_zone_stated: true,
            minimum_seconds: None,
            minimum_cohort: 10,
            key_fingerprint: "00ff".to_owned(),
            salt: None,
            is_synthetic: false,
        };
        settings.save(&conn).unwrap();
        assert_eq!(Settings::load(&conn).unwrap(), Some(settings.clone()));
        conn.execute("DELETE FROM settings WHERE name = 'viewer_salt'", [])
            .unwrap();
        let error = Settings::load(&conn).unwrap_err().to_string();
        assert_eq!(error, "the setting `viewer_salt` is missing");
        conn.pragma_update(None, "user_version", 2).unwrap();
        assert_eq!(Settings::load(&conn).unwrap(), Some(settings.clone()));
        schema::migrate(&conn).unwrap();
        assert_eq!(Settings::load(&conn).unwrap(), Some(settings));
    }
}
