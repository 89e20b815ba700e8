//! The facts most worth a sentence, as they are listed over the panels.

use crate::query::stories::Story;

/// The list of stories as it is open.
#[derive(Debug, Clone, Default)]
pub struct CalloutList {
    /// The stories of the range, as they may be shown; `None` until the answer comes.
    pub stories: Option<Vec<Story>>,
    /// The place of the selected one.
    pub selected: usize,
    /// The question that is on its way to a card, until it is known what that costs.
    pub(super) offering: Option<String>,
}

impl CalloutList {
    /// Takes stories, and keeps the selection among them.
    pub(super) fn take(&mut self, stories: Vec<Story>) {
        self.selected = self.selected.min(stories.len().saturating_sub(1));
        self.stories = Some(stories);
    }

    /// Returns the selected story.
    #[must_use]
    pub fn story(&self) -> Option<&Story> {
        self.stories.as_ref()?.get(self.selected)
    }

    /// Returns the place of the last one.
    pub(super) fn last(&self) -> usize {
        let stories = self.stories.as_ref().map_or(0, Vec::len);
        stories.saturating_sub(1)
    }
}
