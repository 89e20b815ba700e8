//! The list of stories, and what keys do while it is open.

use crate::app::action::Action;
use crate::app::callouts::CalloutList;
use crate::app::copy::Copied;
use crate::app::message::Effect;
use crate::app::state::{App, Overlay};
use crate::guard::stories::sentence;
use crate::guard::words::Words;

impl App {
    /// Lists the stories of the range.
    pub(super) fn list_callouts(&mut self) -> Vec<Effect> {
        if self.is_reduced() {
            self.notice = Some("a reduced log has no stories to tell".to_owned());
            return Vec::new();
        }
        self.overlay = Overlay::Callouts(CalloutList::default());
        self.ask()
    }

    /// While the list is open, keys move its selection, open its item, copy its sentence, make its card or close it.
    pub(super) fn act_on_callouts(&mut self, action: Action, list: CalloutList) -> Vec<Effect> {
        const SCREENFUL: usize = 8;
        let end = list.last();
        let selected = match action {
            Action::Open => {
                let item = list.story().map(|story| story.item);
                return item.map_or_else(Vec::new, |item| self.open_item(item));
            }
            Action::Card => return self.offer_card(list),
            Action::Callouts | Action::Back | Action::Quit => return Vec::new(),
            Action::Down => (list.selected + 1).min(end),
            Action::Up => list.selected.saturating_sub(1),
            Action::PageDown => (list.selected + SCREENFUL).min(end),
            Action::PageUp => list.selected.saturating_sub(SCREENFUL),
            Action::First => 0,
            Action::Last => end,
            _ => list.selected,
        };
        let copied = (action == Action::CopyRow).then(|| {
            let (story, known) = (list.story()?, self.known()?);
            let text = sentence(story, Words::english(), known.yesterday);
            Some(Copied {
                what: "sentence",
                text,
            })
        });
        let is_same = selected == list.selected;
        self.overlay = Overlay::Callouts(CalloutList {
            selected,
            offering: list.offering.clone().filter(|_| is_same),
            ..list
        });
        copied.map_or_else(Vec::new, |copied| self.copy(copied))
    }
}
