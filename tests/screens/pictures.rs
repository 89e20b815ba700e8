//! Everything that screens draw is drawn in pictures, too: no mark becomes a hollow box.

use std::collections::BTreeSet;

use bingetop::app::help::marks::MARKS;
use bingetop::app::keymap::COMMANDS;
use bingetop::export::picture::is_drawn;

use super::plain_log::PLAIN;
use super::sweep::SCREENS;
use super::{FULL, PANEL, TABS, drawn, paper};
use crate::dashboard::{Dashboard, LATER};

/// Larger and smaller than the usual screens.
const SIZES: [(u16, u16); 6] = [FULL, TABS, PANEL, (200, 60), (60, 5), (30, 1)];

fn not_drawn(dashboard: &Dashboard) -> BTreeSet<String> {
    let buf = drawn(&dashboard.app);
    let rows = (0..buf.area.height).flat_map(|y| paper::row(&buf, buf.area, y));
    let symbols: BTreeSet<String> = rows.map(|(_, cell)| cell.symbol().to_owned()).collect();
    symbols
        .into_iter()
        .filter(|symbol| !is_drawn(symbol))
        .collect()
}

#[test]
fn every_mark_on_every_screen_is_drawn() {
    let mut missing = BTreeSet::new();
    for size in SIZES {
        for keys in SCREENS {
            for now in [LATER, LATER - 2 * 24 * 60 * 60] {
                let mut dashboard = Dashboard::over(&PLAIN, size);
                dashboard.load(now);
                dashboard.press(keys);
                missing.extend(not_drawn(&dashboard));
            }
        }
    }
    assert_eq!(missing, BTreeSet::new());
}

#[test]
fn every_mark_and_key_that_help_names_is_drawn() {
    let marks = MARKS.iter().flat_map(|mark| [mark.mark, mark.meaning]);
    let marks = marks.map(str::to_owned);
    let keys = COMMANDS.iter().flat_map(|command| command.keys);
    let keys = keys.map(|key| key.spelled());
    let chars: BTreeSet<char> = marks.chain(keys).collect::<String>().chars().collect();
    let missing: Vec<&char> = chars.iter().filter(|c| !is_drawn(&c.to_string())).collect();
    assert_eq!(missing, Vec::<&char>::new());
}
