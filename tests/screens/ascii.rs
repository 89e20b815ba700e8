//! With ASCII characters only, every mark is one, and says what it said.

use bingetop::app::ThemeName;
use bingetop::ui::cell::resolve_all;
use bingetop::ui::{Depth, Theme};
use insta::assert_snapshot;
use ratatui::buffer::{Buffer, Cell};

use super::plain_log::PLAIN;
use super::sweep::SCREENS;
use super::{FULL, PANEL, TABS, drawn, paper};
use crate::dashboard::Dashboard;

const SIZES: [(u16, u16); 7] = [FULL, TABS, PANEL, (200, 60), (64, 18), (20, 6), (12, 1)];

fn in_ascii(dashboard: &Dashboard) -> (Buffer, Buffer) {
    let theme = Theme::of(ThemeName::Mono, Depth::Named);
    let before = drawn(&dashboard.app);
    let mut after = before.clone();
    resolve_all(&mut after, &theme.with_ascii(true));
    (before, after)
}

/// Returns every screen at every size, as it is and in ASCII, and how it came about.
fn all_screens() -> impl Iterator<Item = (String, Buffer, Buffer)> {
    let sized = SIZES.into_iter();
    let all = sized.flat_map(|size| SCREENS.map(|keys| (size, keys)));
    all.map(|(size, keys)| {
        let mut dashboard = Dashboard::over(&PLAIN, size);
        dashboard.press(keys);
        let (before, after) = in_ascii(&dashboard);
        (format!("{keys:?}, {size:?}"), before, after)
    })
}

#[test]
fn every_screen_is_ascii_but_for_letters_of_names() {
    for (shown, before, after) in all_screens() {
        for (place, (before, after)) in before.content.iter().zip(&after.content).enumerate() {
            let is_letter = |c: char| c.is_alphabetic();
            let is_ascii = after.symbol().chars().all(|c| c.is_ascii() || is_letter(c));
            assert!(is_ascii, "{:?} at {place} after {shown}", after.symbol());
            let is_blank = before.symbol() == " ";
            assert!(
                is_blank || after.symbol() != " ",
                "{:?} is gone",
                before.symbol()
            );
        }
    }
}

#[test]
fn no_sign_loses_its_other_half() {
    for (shown, before, after) in all_screens() {
        for (place, cell) in before.content.iter().enumerate() {
            if cell.symbol() == "≥" {
                let pair: String = after.content[place..=place + 1]
                    .iter()
                    .map(Cell::symbol)
                    .collect();
                let text = paper::plain(&before, before.area);
                assert_eq!(pair, ">=", "after {shown}:\n{text}");
            }
        }
    }
}

#[test]
fn the_dashboard_in_ascii() {
    let mut dashboard = Dashboard::over(&PLAIN, FULL);
    dashboard.press("j");
    let (_, after) = in_ascii(&dashboard);
    assert_snapshot!("ascii_full", paper::plain(&after, after.area));
    dashboard.press("Enter");
    let (_, after) = in_ascii(&dashboard);
    assert_snapshot!("ascii_page", paper::plain(&after, after.area));
}
