//! All steps as one script.

use chrono_tz::Tz;

use super::dialect::{Dialect, text};
use super::mapped::{self, MappedError};
use super::offsets::offset_sql;
use super::parts::{PARTS, Part, PartKind};
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
    /// Rows of which days are read.
    pub days: Window,
    /// Cohorts of fewer viewers are hidden until asked for.
    pub minimum_cohort: u32,
    /// The folder of the cells: a path, or what the engine takes for one.
    pub out: String,
}

/// Returns the days from one to another; those left out are the first and the last that a script can do.
#[must_use]
pub fn days(from: Option<Day>, to: Option<Day>) -> Option<Window> {
    let from = from.or_else(|| Day::from_ymd(FIRST_YEAR, 1, 1))?;
    let to = to.or_else(|| Day::from_ymd(LAST_YEAR, 12, 31))?;
    Window::new(from, to)
}

/// What stands before the name of a stage on the line by which a run tells that it is done.
pub const STAGE_DONE: &str = "bingetop-stage:";

/// A statement of a script that is work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stage {
    /// What it is called: as its part, or `emptied`.
    pub name: &'static str,
    /// What it makes, in words.
    pub words: &'static str,
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
    let stages = statements.iter().filter_map(|it| it.stage).collect();
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
    for part in PARTS {
        let (comment, query) = halves(part);
        let query = filled(query, plan);
        let sql = match part.kind {
            PartKind::View => dialect.view(part.name, &query),
            PartKind::Step => dialect.step(part.name, &query, out),
            PartKind::Cells => dialect.cells(part.name, &query, out),
            PartKind::Answer => format!("{query};"),
        };
        let words = words(part.name, comment);
        let name = part.name;
        statements.push(Statements {
            stage: (part.kind != PartKind::View).then_some(Stage { name, words }),
            sql: format!("{comment}\n{sql}"),
        });
    }
    let steps = PARTS.iter().filter(|part| part.kind == PartKind::Step);
    let emptied: Vec<String> = steps
        .filter_map(|part| dialect.emptied(part.name, out))
        .collect();
    if !emptied.is_empty() {
        let comment = "-- What steps have left says who the viewers are: it goes.";
        statements.push(Statements {
            stage: Some(Stage {
                name: "emptied",
                words: "what steps have left goes",
            }),
            sql: format!("{comment}\n{}", emptied.join("\n")),
        });
    }
    Ok(statements)
}

/// Returns what a comment says first of the step that it names.
fn words(name: &str, comment: &'static str) -> &'static str {
    let said = comment
        .strip_prefix("-- ")
        .and_then(|said| said.strip_prefix(name)?.strip_prefix(": "));
    let line = said.and_then(|said| said.lines().next());
    let clause = line.and_then(|line| line.split(['.', ':', ';']).next());
    // A bracket may be cut in two.
    let whole = clause.map(|clause| match clause.rfind('(') {
        Some(at) if !clause[at..].contains(')') => clause[..at].trim_end(),
        _ => clause,
    });
    whole.unwrap_or_default()
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
    format!(
        "-- From plays to cells: who keeps coming back to what, counted ahead. Made by `bingetop emit-sql`.\n\
         -- Run it with `{runs}`, then `bingetop import-cubes {} --into DB`. {makes}\n\
         -- Days: {} to {}, by the clocks of {}, each from {} on.\n\
         -- The cells hold no viewer and no row, but many are about one person: they are pseudonymous, not anonymous.",
        plan.out,
        days.from(),
        days.to(),
        rule.zone.name(),
        rule.starts(),
    )
}

/// Returns a step's comment and its query.
fn halves(part: Part) -> (&'static str, &'static str) {
    let end = part
        .sql
        .split_inclusive('\n')
        .take_while(|line| line.starts_with("--"))
        .map(str::len)
        .sum();
    let (comment, query) = part.sql.split_at(end);
    (comment.trim_end(), query.trim())
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
    let words: [(&str, &dyn Fn() -> String); 7] = [
        ("{{minimum_seconds}}", &|| minimum.clone()),
        ("{{day_starts_seconds}}", &|| {
            (u32::from(plan.rule.starts_minutes) * 60).to_string()
        }),
        ("{{first_day}}", &|| plan.days.from().0.to_string()),
        ("{{last_day}}", &|| plan.days.to().0.to_string()),
        ("{{offset}}", &offset),
        ("{{days_away}}", &|| DAYS_AWAY.to_string()),
        ("{{settings}}", &|| settings(plan)),
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
    ];
    let rows =
        rows.map(|(name, value)| format!("SELECT '{name}' AS name, {} AS value", text(&value)));
    rows.join("\nUNION ALL\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stage_says_what_it_makes() {
        for part in PARTS {
            let words = words(part.name, halves(part).0);
            assert!(words.len() > 10, "{}: {words}", part.name);
            let brackets = words.matches(['(', ')']).count();
            assert_eq!(brackets % 2, 0, "{}: {words}", part.name);
        }
    }
}
