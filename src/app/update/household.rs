//! The views of one viewer of a household, and the list of them.

use std::sync::Arc;

use crate::app::action::Action;
use crate::app::household::ViewerList;
use crate::app::message::Effect;
use crate::app::state::{App, Overlay};
use crate::query::viewer_names::Viewer;

impl App {
    /// Shows the next viewer alone, behind the last everyone; where there are none to show, says why.
    pub(super) fn show_next_viewer(&mut self) -> Vec<Effect> {
        let Some(viewers) = self.viewers() else {
            return Vec::new();
        };
        let shown = self.viewer.as_ref();
        let next = shown.map_or(0, |shown| {
            let place = viewers
                .iter()
                .position(|viewer| viewer.number == shown.number);
            place.map_or(0, |place| place + 1)
        });
        self.show_viewer(viewers.get(next).cloned())
    }

    /// Shows one viewer alone, or everyone.
    pub(super) fn show_viewer(&mut self, viewer: Option<Viewer>) -> Vec<Effect> {
        let words = viewer
            .as_ref()
            .map(|viewer| format!("{} alone", viewer.name));
        self.notice = Some(words.unwrap_or_else(|| "everyone".to_owned()));
        self.viewer = viewer;
        self.ask()
    }

    /// Lists what each viewer did; where there are none to list, says why.
    pub(super) fn list_viewers(&mut self) -> Vec<Effect> {
        if self.viewers().is_none() {
            return Vec::new();
        }
        self.overlay = Overlay::Viewers(ViewerList::default());
        self.ask()
    }

    /// While the list is open, keys move its selection, take a viewer or close it.
    pub(super) fn act_on_viewers(&mut self, action: Action, list: ViewerList) -> Vec<Effect> {
        let end = list.last();
        let selected = match action {
            Action::Open => {
                let number = list.number();
                let viewers = self.viewers().unwrap_or_default();
                let viewer = viewers.iter().find(|viewer| Some(viewer.number) == number);
                return viewer
                    .map_or_else(Vec::new, |viewer| self.show_viewer(Some(viewer.clone())));
            }
            Action::Viewers | Action::Back | Action::Quit => return Vec::new(),
            Action::Down | Action::PageDown => (list.selected + 1).min(end),
            Action::Up | Action::PageUp => list.selected.saturating_sub(1),
            Action::First => 0,
            Action::Last => end,
            _ => list.selected,
        };
        self.overlay = Overlay::Viewers(ViewerList { selected, ..list });
        Vec::new()
    }

    /// Returns the viewers of a household's log; of any other, says why there are none.
    fn viewers(&mut self) -> Option<Arc<[Viewer]>> {
        match &self.known()?.viewers {
            Ok(viewers) => Some(Arc::clone(viewers)),
            Err(reason) => {
                self.notice = Some(reason.to_string());
                None
            }
        }
    }
}
