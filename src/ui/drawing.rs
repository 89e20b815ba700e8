//! The whole screen: the panels and what covers them, or a slide.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::callouts::CalloutsBox;
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
    if app.presentation.is_some() && app.viewer_shown().is_some() {
        // Until the answers about everyone come.
        announce("Reading the log…", Role::Faint, area, buf);
        return None;
    }
    if let (Some(presentation), Some(view)) = (app.presentation, app.view())
        && Tier::of(area) != Tier::Line
    {
        Stage { app, presentation }.draw(view, area, buf);
        return None;
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
        Overlay::Viewers(list) if !area.is_empty() => {
            ViewersBox {
                list,
                window: app.window(),
                keys: app
                    .setup
                    .bindings
                    .with_keys("{open} shows one alone, {back} closes"),
            }
            .draw(area, buf);
            None
        }
        Overlay::Callouts(list) => {
            let keys = "{open} opens its page, {copy} copies the sentence, {back} closes";
            let note = app.notice.clone();
            CalloutsBox {
                list,
                window: app.window(),
                yesterday: app.known().map_or(Day::MIN, |known| known.yesterday),
                note: note.unwrap_or_else(|| app.setup.bindings.with_keys(keys)),
            }
            .draw(area, buf);
            None
        }
        Overlay::Inspection(inspection) => {
            let keys = "{copy} copies the command, {copy-panel} the SQL, {back} closes";
            let note = app.notice.clone();
            InspectionBox {
                inspection,
                note: note.unwrap_or_else(|| app.setup.bindings.with_keys(keys)),
            }
            .draw(area, buf);
            None
        }
        Overlay::None | Overlay::Viewers(_) | Overlay::Prompt(..) | Overlay::Palette(_) => None,
    }
}
