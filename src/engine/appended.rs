//! The steps that add days to an earlier reduction, in order.
//!
//! Cells are sums over viewers: those of all days are the earlier ones, less what touched histories gave without the new days,
//! plus what the same histories give with them. So the steps of [`super::parts`] run on touched histories twice, under names
//! of their own, and no rule is stated a second time:
//!
//! | names | rows |
//! |---|---|
//! | `bt_was_…` | what the earlier reduction has left, by the numbers that titles had |
//! | `bt_new_…` | the new days alone |
//! | `bt_old_…` | everything before the new days, by the numbers that titles have now |
//! | `bt_again_…` | viewers with titles whose rows may count as something else now |
//! | `bt_less_…` | touched histories before the new days |
//! | `bt_more_…` | the same histories now |
//! | `bt_…` | everything as it is now, as in a reduction of all days |

use super::dialect::Dialect;
use super::earlier::Earlier;
use super::parts::{PARTS, Part, PartKind};
use super::piece::Piece;

/// The steps that a reduction of all days has not.
const OWN: [Part; 15] = [
    own(
        "spelled",
        include_str!("../../assets/engine/append/10_spelled.sql"),
        PartKind::State,
    ),
    own(
        "renumbered",
        include_str!("../../assets/engine/append/20_renumbered.sql"),
        PartKind::Step,
    ),
    own(
        "old_titles",
        include_str!("../../assets/engine/append/22_old_titles.sql"),
        PartKind::View,
    ),
    own(
        "old_played",
        include_str!("../../assets/engine/append/24_old_played.sql"),
        PartKind::View,
    ),
    own(
        "old_kept",
        include_str!("../../assets/engine/append/26_old_kept.sql"),
        PartKind::View,
    ),
    own(
        "kept",
        include_str!("../../assets/engine/append/30_kept.sql"),
        PartKind::View,
    ),
    own(
        "again",
        include_str!("../../assets/engine/append/32_again.sql"),
        PartKind::Step,
    ),
    own(
        "again_kept",
        include_str!("../../assets/engine/append/34_again_kept.sql"),
        PartKind::View,
    ),
    own(
        "again_lengths",
        include_str!("../../assets/engine/append/36_again_lengths.sql"),
        PartKind::View,
    ),
    own(
        "played",
        include_str!("../../assets/engine/append/38_played.sql"),
        PartKind::State,
    ),
    own(
        "changed",
        include_str!("../../assets/engine/append/40_changed.sql"),
        PartKind::Step,
    ),
    own(
        "moved",
        include_str!("../../assets/engine/append/42_moved.sql"),
        PartKind::Step,
    ),
    own(
        "touched",
        include_str!("../../assets/engine/append/44_touched.sql"),
        PartKind::Step,
    ),
    own(
        "less_counted",
        include_str!("../../assets/engine/append/46_less_counted.sql"),
        PartKind::Step,
    ),
    own(
        "more_counted",
        include_str!("../../assets/engine/append/48_more_counted.sql"),
        PartKind::Step,
    ),
];

const fn own(name: &'static str, sql: &'static str, kind: PartKind) -> Part {
    Part { name, sql, kind }
}

/// The sums of cells; of everything, and of items.
const OF_EVERYTHING: &str = include_str!("../../assets/engine/append/50_of_everything.sql");
const OF_ITEMS: &str = include_str!("../../assets/engine/append/52_of_items.sql");

/// A table of cells that is a sum over viewers.
struct Summed {
    name: &'static str,
    /// What tells a cell from the others, besides level and item.
    keys: &'static [&'static str],
    count: &'static str,
    is_of_items: bool,
}

const SUMMED: [Summed; 12] = [
    summed("active", &["day_no", "day_before"], "viewers", false),
    summed("plays", &["day_no"], "plays", true),
    summed("runs", &["run_end", "run_start"], "viewers", true),
    summed(
        "pairs",
        &["later_start", "earlier_end", "low", "high"],
        "viewers",
        true,
    ),
    summed("item_active", &["day_no", "day_before"], "viewers", true),
    summed("item_came_back", &["day_no", "day_before"], "viewers", true),
    summed("repeats", LAGGED, "plays", true),
    summed("lags", LAGGED, "plays", false),
    summed("title_plays", &["day_no", "day_before"], "plays", false),
    summed("item_lags", LAGGED, "plays", true),
    summed("returns", RETURNED, "viewers", false),
    summed("item_returns", RETURNED, "viewers", true),
];

const LAGGED: &[&str] = &["lag_no", "day_no", "day_before"];
const RETURNED: &[&str] = &["unit", "entered", "back_day", "period_start", "from_day"];

const fn summed(
    name: &'static str,
    keys: &'static [&'static str],
    count: &'static str,
    is_of_items: bool,
) -> Summed {
    Summed {
        name,
        keys,
        count,
        is_of_items,
    }
}

/// Returns the tables that an earlier reduction has left for days to be appended to it, and of each the column that its totals add up.
pub fn left() -> impl Iterator<Item = (&'static str, &'static str)> {
    let cells = SUMMED.iter().map(|cells| (cells.name, cells.count));
    STATE_TABLES
        .into_iter()
        .chain([("titles", "item")])
        .chain(cells)
}

/// The tables of rows among them.
const STATE_TABLES: [(&str, &str); 2] = [("state/spelled", "latest"), ("state/played", "part")];

/// Returns the steps that add days to an earlier reduction.
pub(super) fn pieces(dialect: Dialect, earlier: &Earlier) -> Vec<Piece> {
    let mut pieces = vec![whole("cleaned"), whole("ev")];
    pieces.extend(left().map(|(table, _)| {
        let name = table.rsplit('/').next().unwrap_or(table);
        Piece {
            name: format!("was_{name}"),
            comment: format!("-- was_{name}: as the earlier reduction has left it."),
            query: dialect.read(&earlier.path(table)),
            kind: PartKind::View,
        }
    }));
    pieces.extend([
        of_new_days("spelled", PartKind::View),
        appended("spelled"),
        whole("titles"),
        whole("shows"),
        appended("renumbered"),
        appended("old_titles"),
        appended("old_played"),
        appended("old_kept"),
        of_new_days("kept", PartKind::Step),
        appended("kept"),
        within("old", "lengths", PartKind::Step),
        whole("lengths"),
        appended("again"),
        appended("again_kept"),
        appended("again_lengths"),
        within("again", "follow", PartKind::View),
        within("again", "begun", PartKind::View),
        within("again", "played", PartKind::Step),
        appended("played"),
        within("old", "several", PartKind::Step),
        whole("several"),
        within("old", "counted", PartKind::View),
        whole("counted"),
        appended("changed"),
        appended("moved"),
        appended("touched"),
    ]);
    for (world, counted) in [("less", "less_counted"), ("more", "more_counted")] {
        pieces.push(appended(counted));
        let steps = ["days", "placed", "lagged", "periods"];
        pieces.extend(steps.map(|name| within(world, name, PartKind::Step)));
        let cells = SUMMED.iter();
        pieces.extend(cells.map(|cells| within(world, cells.name, PartKind::View)));
    }
    pieces.extend(SUMMED.iter().map(sum));
    let rest = [
        "title_days",
        "day_rows",
        "hours",
        "clock",
        "totals",
        "settings",
    ];
    pieces.extend(rest.map(whole));
    pieces
}

fn of_name(parts: &[Part], name: &str) -> Part {
    let part = parts.iter().find(|part| part.name == name);
    *part.expect("the names are constants, and a test asks for all of them")
}

/// Returns a step as a reduction of all days has it.
fn whole(name: &str) -> Piece {
    Piece::of(&of_name(&PARTS, name))
}

/// Returns a step that a reduction of all days has not.
fn appended(name: &str) -> Piece {
    Piece::of(&of_name(&OWN, name))
}

/// Returns a step by another name: what it reads is of the new days alone.
fn of_new_days(name: &str, kind: PartKind) -> Piece {
    renamed("new", name, kind)
}

/// Returns a step by another name that reads tables of such names.
fn within(world: &str, name: &str, kind: PartKind) -> Piece {
    let mut piece = renamed(world, name, kind);
    piece.query = piece.query.replace("bt_", &format!("bt_{world}_"));
    piece
}

fn renamed(world: &str, name: &str, kind: PartKind) -> Piece {
    let piece = whole(name);
    Piece {
        name: format!("{world}_{name}"),
        comment: piece.comment.replacen("-- ", &format!("-- {world}_"), 1),
        kind,
        ..piece
    }
}

/// Returns the step that adds up cells.
fn sum(cells: &Summed) -> Piece {
    let sql = if cells.is_of_items {
        OF_ITEMS
    } else {
        OF_EVERYTHING
    };
    let keys = cells.keys.iter().map(|key| format!("c.{key}"));
    let keys = keys.collect::<Vec<_>>().join(", ");
    let piece = Piece::of(&own(cells.name, sql, PartKind::Cells));
    let filled = |text: &str| {
        text.replace("{{cells}}", cells.name)
            .replace("{{keys}}", &keys)
            .replace("{{count}}", cells.count)
    };
    Piece {
        comment: filled(&piece.comment),
        query: filled(&piece.query),
        ..piece
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::Day;

    /// Returns the names that a query reads.
    fn read(query: &str) -> impl Iterator<Item = &str> {
        let names = query.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        names.filter_map(|name| name.strip_prefix("bt_"))
    }

    #[test]
    fn each_step_says_its_name_and_reads_what_is_there() {
        let earlier = Earlier {
            folder: "earlier".to_owned(),
            is_files: true,
            from: Day(0),
            read_rows: 0,
        };
        let mut there = BTreeSet::from(["mapped".to_owned()]);
        for piece in pieces(Dialect::DuckDb, &earlier) {
            let name = &piece.name;
            assert!(piece.words().len() > 10, "{name}");
            assert!(!piece.query.contains(';'), "{name}");
            for read in read(&piece.query) {
                assert!(there.contains(read), "{name} reads {read}");
            }
            assert!(there.insert(name.clone()), "{name} is there twice");
        }
    }

    #[test]
    fn all_cells_of_a_reduction_are_made() {
        let earlier = Earlier {
            folder: "earlier".to_owned(),
            is_files: false,
            from: Day(0),
            read_rows: 0,
        };
        let cells = |pieces: &[Piece]| -> BTreeSet<String> {
            let stays = |piece: &&Piece| matches!(piece.kind, PartKind::Cells | PartKind::State);
            let names = pieces.iter().filter(stays).map(|piece| piece.name.clone());
            names.collect()
        };
        let whole: Vec<Piece> = PARTS.iter().map(Piece::of).collect();
        assert_eq!(cells(&pieces(Dialect::Spark, &earlier)), cells(&whole));
    }
}
