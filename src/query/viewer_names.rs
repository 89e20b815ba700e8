//! Who the viewers of a log are, where it keeps their names.

use std::sync::Arc;

use rusqlite::Connection;

use super::error::ScopeError;
use super::facts::{Facts, HOUSEHOLD_VIEWERS};
use crate::domain::name;
use crate::store::aliases::Aliases;
use crate::store::reduced::NeedsRows;

/// The most names listed where a text names several viewers, or none.
const MOST_NAMED: usize = 5;

/// A viewer whose name the log keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Viewer {
    /// The viewer's number in the log.
    pub number: u32,
    /// The name, safe to show.
    pub name: Arc<str>,
    /// The names that find this viewer, as they are compared: its own, and those of viewers that count as this one.
    called: Vec<String>,
    /// The hash in hexadecimal digits: what finds one of several of the same name.
    hash: String,
}

/// Reads the viewers of a household's own log, which says these `facts` about itself, by name and number. Who counts as
/// another is not among them.
///
/// # Errors
///
/// Fails where the log is no household's: where it has more viewers than one, hides small cohorts, or keeps no names; and
/// where it cannot be read.
pub fn viewers(conn: &Connection, facts: &Facts) -> Result<Vec<Viewer>, ScopeError> {
    if facts.is_reduced {
        let what = "an answer about one viewer";
        return Err(ScopeError::Reduced(NeedsRows { what }));
    }
    if facts.viewers > HOUSEHOLD_VIEWERS {
        return Err(ScopeError::NoHousehold(facts.viewers));
    }
    if facts.minimum_cohort > 1 {
        return Err(ScopeError::Guarded(facts.minimum_cohort));
    }
    let aliases = Aliases::load(conn)?.viewers;
    let mut statement = conn.prepare_cached(
        "SELECT id, label, lower(hex(hash)) FROM viewers WHERE label IS NOT NULL ORDER BY label, id",
    )?;
    let named = statement.query_map([], |row| {
        Ok((
            row.get::<_, u32>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
        ))
    })?;
    let named: Vec<_> = named.collect::<Result<_, _>>()?;
    if named.is_empty() {
        return Err(ScopeError::NoNames);
    }
    let called = |viewer: u32| {
        let counted = named
            .iter()
            .filter(|(number, ..)| aliases.target(*number) == viewer);
        counted
            .map(|(_, label, _)| name::folded(label))
            .collect::<Vec<_>>()
    };
    let own = named
        .iter()
        .filter(|(number, ..)| aliases.target(*number) == *number);
    let viewer = |(number, label, hash): &(u32, String, String)| Viewer {
        number: *number,
        name: name::shown(label).into(),
        called: called(*number),
        hash: hash.clone(),
    };
    Ok(own.map(viewer).collect())
}

/// Returns the one viewer of this name or, where there is none, in whose name alone the text is. A hash as errors
/// print it names its viewer, too.
///
/// # Errors
///
/// Fails where the text names nobody, with similar names; and where it names several, with some of them.
pub fn named<'v>(viewers: &'v [Viewer], text: &str) -> Result<&'v Viewer, ScopeError> {
    let wanted = name::folded(text);
    let found = |finds: &dyn Fn(&Viewer) -> bool| -> Vec<&'v Viewer> {
        viewers.iter().filter(|viewer| finds(viewer)).collect()
    };
    let mut several = found(&|viewer| viewer.hash == wanted || viewer.called.contains(&wanted));
    if several.is_empty() && !wanted.is_empty() {
        several = found(&|viewer| viewer.called.iter().any(|called| called.contains(&wanted)));
    }
    match several.as_slice() {
        [viewer] => Ok(viewer),
        [] => Err(ScopeError::Unknown(nobody_named(viewers, text))),
        several => Err(ScopeError::Unknown(several_named(several, text))),
    }
}

/// Returns the viewer of this name of a household's own log, which says these `facts` about itself.
///
/// # Errors
///
/// Fails as [`viewers`] and [`named`] do.
pub fn viewer(conn: &Connection, facts: &Facts, text: &str) -> Result<Viewer, ScopeError> {
    let viewers = viewers(conn, facts)?;
    named(&viewers, text).cloned()
}

fn nobody_named(viewers: &[Viewer], text: &str) -> String {
    let wanted = name::folded(text);
    let mut similar: Vec<&Viewer> = viewers.iter().collect();
    let distance = |viewer: &&Viewer| {
        let called = viewer.called.iter();
        called
            .map(|called| strsim::osa_distance(called, &wanted))
            .min()
    };
    similar.sort_by_key(distance);
    let mut lines = vec![format!(
        "the log has no viewer named \"{}\"; perhaps you mean",
        name::shown(text)
    )];
    let listed = similar.iter().take(MOST_NAMED);
    lines.extend(listed.map(|viewer| format!("  {}", viewer.name)));
    lines.join("\n")
}

fn several_named(several: &[&Viewer], text: &str) -> String {
    let mut lines = vec![format!(
        "\"{}\" names {} viewers; name one as it stands here:",
        name::shown(text),
        several.len()
    )];
    let has_twin = |viewer: &Viewer| {
        let twins = several
            .iter()
            .filter(|other| name::folded(&other.name) == name::folded(&viewer.name));
        twins.count() > 1
    };
    let listed = several.iter().take(MOST_NAMED);
    lines.extend(listed.map(|viewer| {
        if has_twin(viewer) {
            format!("  {}  ({})", viewer.hash, viewer.name)
        } else {
            format!("  {}", viewer.name)
        }
    }));
    if several.len() > MOST_NAMED {
        lines.push(format!("  … and {} more", several.len() - MOST_NAMED));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::domain::DayRule;
    use crate::query::facts::Audience;

    fn viewer(number: u32, names: &[&str]) -> Viewer {
        Viewer {
            number,
            name: names.first().copied().unwrap_or_default().into(),
            called: names.iter().map(|name| name::folded(name)).collect(),
            hash: format!("{number:032x}"),
        }
    }

    fn household() -> Vec<Viewer> {
        vec![
            viewer(1, &["Anna", "old account"]),
            viewer(2, &["Annabel"]),
            viewer(3, &["Ben"]),
            viewer(4, &["Kim"]),
            viewer(5, &["kim"]),
        ]
    }

    #[rstest]
    #[case::exactly("anna", 1)]
    #[case::in_part("bel", 2)]
    #[case::as_who_counts_as_it("Old account", 1)]
    #[case::by_hash("00000000000000000000000000000005", 5)]
    fn a_text_names_a_viewer(#[case] text: &str, #[case] number: u32) {
        let viewers = household();
        let found = named(&viewers, text).map(|viewer| viewer.number);
        assert_eq!(found.map_err(|error| error.to_string()), Ok(number));
    }

    #[test]
    fn a_log_that_is_no_household_s_says_why_no_viewer_can_be_named() {
        let conn = Connection::open_in_memory().unwrap();
        crate::store::schema::migrate(&conn).unwrap();
        let add = "INSERT INTO viewers (id, hash, label) VALUES (?1, ?1, ?2)";
        conn.execute(add, (1, None::<&str>)).unwrap();
        let facts = |viewers, minimum_cohort| Facts {
            rule: DayRule::midnight(chrono_tz::UTC),
            days: None,
            rows: 0,
            plays: 0,
            viewers,
            minimum_cohort,
            has_title_hours: true,
            is_synthetic: false,
            is_reduced: false,
            imported_at: None,
            viewer: None,
            audience: Audience::Owner,
        };
        let refused = |facts| match viewers(&conn, &facts) {
            Ok(_) => String::new(),
            Err(error) => error.to_string(),
        };
        assert!(refused(facts(1, 1)).contains("--keep-names"));
        conn.execute(add, (2, Some("Anna"))).unwrap();
        assert!(refused(facts(11, 1)).contains("the log has 11 viewers"));
        assert!(refused(facts(10, 25)).contains("fewer than 25 viewers are hidden"));
        let names = viewers(&conn, &facts(10, 1)).unwrap();
        let names: Vec<&str> = names.iter().map(|viewer| &*viewer.name).collect();
        assert_eq!(names, ["Anna"]);
    }

    #[rstest]
    #[case::in_several(
        "ann",
        "\"ann\" names 2 viewers; name one as it stands here:\n  Anna\n  Annabel"
    )]
    #[case::of_several(
        "kim",
        "\"kim\" names 2 viewers; name one as it stands here:\n  \
         00000000000000000000000000000004  (Kim)\n  00000000000000000000000000000005  (kim)"
    )]
    #[case::a_slip(
        "Bem",
        "the log has no viewer named \"Bem\"; perhaps you mean\n  Ben\n  Kim\n  kim\n  Anna\n  Annabel"
    )]
    fn a_text_that_names_no_one_viewer_is_told_what_would(#[case] text: &str, #[case] said: &str) {
        let viewers = household();
        let error = named(&viewers, text).map_err(|error| error.to_string());
        assert_eq!(error, Err(said.to_owned()));
    }
}
