//! All steps as one script.

use std::fmt::Write as _;

use chrono_tz::Tz;

use super::appended;
use super::dialect::{Dialect, STATE, text};
use super::earlier::Earlier;
use super::mapped::{self, MappedError};
use super::offsets::offset_sql;
use super::parts::{PARTS, PartKind};
use super::piece::Piece;
use super::reduction::Reduction;
use super::rows_source::RowsSource;
use crate::cube::item_cells::DAYS_AWAY;
use crate::domain::{Day, DayRule, Window};
use crate::formats::mapping::Mapping;

/// What the cells are called; another meaning of any of them takes another number.
pub const FORMAT: &str = "bingetop.cells/2";

/// The first and the last day of rows, where nobody says otherwise: the script states the zone's offsets for all of them.
const FIRST_YEAR: i32 = 1950;
const LAST_YEAR: i32 = 2037;

/// What a script is made for.
#[derive(Debug, Clone)]
pub struct Plan {
    /// For which engine.
    pub dialect: Dialect,
    /// Where the rows lie.
    pub source: RowsSource,
    /// Which column holds what.
    pub mapping: Mapping,
    /// Which day a moment belongs to.
    pub rule: DayRule,
    /// Seconds a viewing must last to be a play; `None` leaves it to each title's kind.
    pub minimum_seconds: Option<u32>,
    /// Rows of which days are read: where there is an earlier reduction, the days after its own.
    pub days: Window,
    /// The earlier reduction that these days are appended to.
    pub earlier: Option<Earlier>,
    /// Whether the rows stay beside the cells, for days to be appended later.
    pub is_appendable: bool,
    /// Cohorts of fewer viewers are hidden until asked for.
    pub minimum_cohort: u32,
    /// The folder of the cells: a path, or what the engine takes for one.
    pub out: String,
}

impl Plan {
    /// Returns what the cells are of and by.
    #[must_use]
    pub fn reduction(&self) -> Reduction {
        Reduction {
            rule: self.rule,
            minimum_seconds: self.minimum_seconds,
            minimum_cohort: self.minimum_cohort,
            days: Some(self.all_days()),
        }
    }

    /// Returns the days that the cells are of: those that are read, and those of the earlier reduction.
    #[must_use]
    pub fn all_days(&self) -> Window {
        let earlier = self.earlier.as_ref();
        let all = earlier.and_then(|earlier| Window::new(earlier.from, self.days.to()));
        all.unwrap_or(self.days)
    }
}

/// Returns the days from one to another; those left out are the first and the last that a script can do.
#[must_use]
pub fn days(from: Option<Day>, to: Option<Day>) -> Option<Window> {
    let from = from.or_else(|| Day::from_ymd(FIRST_YEAR, 1, 1))?;
    let to = to.or_else(|| Day::from_ymd(LAST_YEAR, 12, 31))?;
    Window::new(from, to)
}

/// What a script says of itself that appends days.
const APPENDED: &str = "
-- The days are appended to the cells in `{earlier}`, which stay as they are. Cells are sums over viewers: those of all days are the
-- earlier ones, less what the touched histories gave before the new days (bt_less_), plus what the same histories give now (bt_more_).
-- bt_was_ is what the earlier run has left, bt_old_ the same by the numbers that titles have now; bt_new_ are the new days alone.";

/// What stands before the name of a stage on the line by which a run tells that it is done.
pub const STAGE_DONE: &str = "bingetop-stage:";

/// A statement of a script that is work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// What it is called: as its step, or `emptied`.
    pub name: String,
    /// What it makes, in words.
    pub words: String,
}

/// Statements, and the stage that they are; none where they are no work.
struct Statements {
    stage: Option<Stage>,
    sql: String,
}

/// Returns the script.
///
/// # Errors
///
/// Fails where the mapping does not say enough.
pub fn script(plan: &Plan) -> Result<String, MappedError> {
    let sql = statements(plan)?
        .into_iter()
        .map(|statements| statements.sql);
    Ok(joined(sql))
}

/// Returns the script as one that tells how far it has got, and its stages in order: after each, a line of its output is
/// [`STAGE_DONE`] and the stage's name.
///
/// # Errors
///
/// Fails where the mapping does not say enough.
pub fn staged(plan: &Plan) -> Result<(String, Vec<Stage>), MappedError> {
    let statements = statements(plan)?;
    let stages = statements.iter().filter_map(|it| it.stage.clone());
    let stages = stages.collect();
    let sql = statements.into_iter().map(|it| match it.stage {
        Some(stage) => format!("{}\nSELECT '{STAGE_DONE}{}' AS stage;", it.sql, stage.name),
        None => it.sql,
    });
    Ok((joined(sql), stages))
}

fn joined(statements: impl Iterator<Item = String>) -> String {
    let mut script = statements.collect::<Vec<_>>().join("\n\n");
    script.push('\n');
    script
}

/// Returns all of a script, in order.
fn statements(plan: &Plan) -> Result<Vec<Statements>, MappedError> {
    let Plan { dialect, out, .. } = plan;
    let out = out.trim_end_matches('/');
    let mapped = mapped::query(*dialect, &plan.source, &plan.mapping)?;
    let mapped = dialect.view("mapped", &mapped);
    let opening = [
        opening(plan),
        dialect.settings().to_owned(),
        format!("-- mapped: the source's columns by their meaning.\n{mapped}"),
    ];
    let mut statements: Vec<Statements> = opening
        .map(|sql| Statements { stage: None, sql })
        .into_iter()
        .collect();
    let pieces = match &plan.earlier {
        None => PARTS.iter().map(Piece::of).collect(),
        Some(earlier) => appended::pieces(*dialect, earlier),
    };
    let is_step = |piece: &Piece| match piece.kind {
        PartKind::Step => true,
        PartKind::State => !plan.is_appendable,
        _ => false,
    };
    for piece in &pieces {
        let (name, query) = (piece.name.as_str(), filled(&piece.query, plan));
        let sql = match piece.kind {
            PartKind::View => dialect.view(name, &query),
            PartKind::Step | PartKind::State if is_step(piece) => dialect.step(name, &query, out),
            PartKind::Step | PartKind::State => dialect.state(name, &query, out),
            PartKind::Cells => dialect.cells(name, &query, out),
            PartKind::Answer => format!("{query};"),
        };
        let words = piece.words();
        let name = name.to_owned();
        statements.push(Statements {
            stage: (piece.kind != PartKind::View).then_some(Stage { name, words }),
            sql: format!("{}\n{sql}", piece.comment),
        });
    }
    let steps = pieces.iter().filter(|piece| is_step(piece));
    let emptied: Vec<String> = steps
        .filter_map(|piece| dialect.emptied(&piece.name, out))
        .collect();
    if !emptied.is_empty() {
        let comment = "-- What steps have left says who the viewers are: it goes.";
        statements.push(Statements {
            stage: Some(Stage {
                name: "emptied".to_owned(),
                words: "what steps have left goes".to_owned(),
            }),
            sql: format!("{comment}\n{}", emptied.join("\n")),
        });
    }
    Ok(statements)
}

/// Returns what a script says of itself.
fn opening(plan: &Plan) -> String {
    let Plan { rule, days, .. } = plan;
    let (runs, makes) = match plan.dialect {
        Dialect::Spark => ("spark-sql -f THIS-FILE", "Needs Spark 3.5 or later."),
        Dialect::DuckDb => (
            "duckdb < THIS-FILE",
            "The folder of the cells has to be there.",
        ),
    };
    let mut opening = format!(
        "-- From plays to cells: who keeps coming back to what, counted ahead. Made by `bingetop emit-sql`.\n\
         -- Run it with `{runs}`, then `bingetop import-cubes {} --into DB{}`. {makes}\n\
         -- Days: {} to {}, by the clocks of {}, each from {} on.\n\
         -- The cells hold no viewer and no row, but many are about one person: they are pseudonymous, not anonymous.",
        plan.out,
        if plan.earlier.is_some() {
            " --append"
        } else {
            ""
        },
        days.from(),
        days.to(),
        rule.zone.name(),
        rule.starts(),
    );
    if let Some(earlier) = &plan.earlier {
        let _ = write!(
            opening,
            "{}",
            APPENDED.replace("{earlier}", &earlier.folder)
        );
    }
    if plan.is_appendable {
        let _ = write!(
            opening,
            "\n-- For days that are appended later, `{STATE}/` keeps all rows that count, with who the viewers are: it belongs where the rows do."
        );
    }
    opening
}

/// Returns a query with what the plan says in the place of its words.
fn filled(query: &str, plan: &Plan) -> String {
    let minimum = plan
        .minimum_seconds
        .map_or("CAST(NULL AS INT)".to_owned(), |seconds| {
            seconds.to_string()
        });
    let offset = || offset_sql(plan.rule.zone, plan.days, "c.started");
    let mut filled = query.to_owned();
    let words: [(&str, &dyn Fn() -> String); 8] = [
        ("{{minimum_seconds}}", &|| minimum.clone()),
        ("{{day_starts_seconds}}", &|| {
            (u32::from(plan.rule.starts_minutes) * 60).to_string()
        }),
        ("{{first_day}}", &|| plan.days.from().0.to_string()),
        ("{{last_day}}", &|| plan.days.to().0.to_string()),
        ("{{offset}}", &offset),
        ("{{days_away}}", &|| DAYS_AWAY.to_string()),
        ("{{settings}}", &|| settings(plan)),
        ("{{rows_before}}", &|| {
            let earlier = plan.earlier.as_ref();
            earlier.map_or(0, |earlier| earlier.read_rows).to_string()
        }),
    ];
    for (word, value) in words {
        if filled.contains(word) {
            filled = filled.replace(word, &value());
        }
    }
    filled
}

/// Returns the settings of the log as rows of a query.
fn settings(plan: &Plan) -> String {
    let zone: Tz = plan.rule.zone;
    let rows = [
        ("format", FORMAT.to_owned()),
        ("time_zone", zone.name().to_owned()),
        ("day_starts", plan.rule.starts()),
        (
            "minimum_seconds",
            plan.minimum_seconds
                .map_or("by kind".to_owned(), |seconds| seconds.to_string()),
        ),
        ("minimum_cohort", plan.minimum_cohort.to_string()),
        ("first_day", plan.all_days().from().to_string()),
        ("last_day", plan.all_days().to().to_string()),
    ];
    let rows =
        rows.map(|(name, value)| format!("SELECT '{name}' AS name, {} AS value", text(&value)));
    rows.join("\nUNION ALL\n")
}
