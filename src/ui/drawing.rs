//! The whole screen: the panels and what covers them, or a slide.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::callouts::CalloutsBox;
use super::card::CardBox;
use super::help::HelpBox;
use super::inspection::InspectionBox;
use super::palette::PaletteBox;
use super::placeholder::announce;
use super::prompt::PromptBox;
use super::role::Role;
use super::screen::Screen;
use super::stage::Stage;
use super::viewers::ViewersBox;
use crate::app::App;
use crate::app::layout::Tier;
use crate::app::state::Overlay;
use crate::domain::Day;

/// Paints the dashboard over the whole of `area`; returns where the cursor stands, if it is shown.
///
/// Its cells hold roles, not colours: [`super::cell::resolve`] says what they show under a theme.
pub fn draw(app: &App, area: Rect, buf: &mut Buffer) -> Option<Position> {
    if let (Some(presentation), Some(known)) = (app.presentation, app.known()) {
        match app.view().filter(|_| known.facts.is_for_room()) {
            Some(view) if Tier::of(area) != Tier::Line => {
                Stage { app, presentation }.draw(view, area, buf);
                return None;
            }
            Some(_) => {}
            // Until the answer that may be put on the wall comes.
            None => {
                let words = app.trouble.as_deref().unwrap_or("Reading the log…");
                announce(words, Role::Faint, area, buf);
                return None;
            }
        }
    }
    Screen::of(app).content(area, buf);
    match &app.overlay {
        Overlay::Help(help) => HelpBox {
            help,
            notice: app.notice.as_deref(),
        }
        .draw(area, buf),
        Overlay::Palette(palette) if !area.is_empty() => {
            Some(PaletteBox { app, palette }.draw(area, buf))
        }
        Overlay::Card(card) if !area.is_empty() => {
            let bindings = &app.setup.bindings;
            Some(CardBox { card, bindings }.draw(area, buf))
        }
        Overlay::Prompt(kind, prompt) if !area.is_empty() => {
            let frame = app.view().map(|view| &view.frame);
            let prompt = PromptBox {
                kind: *kind,
                prompt,
                bindings: &app.setup.bindings,
                bounds: app.bounds(),
                matches: frame.map(|frame| frame.rewatched.len()),
            };
            Some(prompt.draw(area, buf))
        }
        _ => {
            list_over(app, area, buf);
            None
        }
    }
}

/// Paints the list, or what is behind a panel, that covers the panels, if any does.
fn list_over(app: &App, area: Rect, buf: &mut Buffer) {
    let keys = |keys: &str| app.setup.bindings.with_keys(keys);
    let note = |does: &str| app.notice.clone().unwrap_or_else(|| keys(does));
    match &app.overlay {
        Overlay::Viewers(list) if !area.is_empty() => ViewersBox {
            list,
            window: app.window(),
            keys: keys("{open} shows one alone, {back} closes"),
        }
        .draw(area, buf),
        Overlay::Callouts(list) => CalloutsBox {
            list,
            window: app.window(),
            yesterday: app.known().map_or(Day::MIN, |known| known.yesterday),
            keys: keys(
                "{open} opens its page, {copy} copies it, {card} makes its card, {back} closes",
            ),
            notice: app.notice.as_deref(),
        }
        .draw(area, buf),
        Overlay::Inspection(inspection) => InspectionBox {
            inspection,
            note: note("{copy} copies the command, {copy-panel} the SQL, {back} closes"),
        }
        .draw(area, buf),
        _ => {}
    }
}
