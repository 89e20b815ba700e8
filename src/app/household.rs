//! The viewers of a household, as they are listed over the panels.

use crate::query::viewers::ViewerTable;

/// The list of viewers as it is open.
#[derive(Debug, Clone, Default)]
pub struct ViewerList {
    /// What each viewer did in the range; `None` until the answer comes.
    pub table: Option<ViewerTable>,
    /// The place of the selected one.
    pub selected: usize,
}

impl ViewerList {
    /// Takes what each viewer did, and keeps the selection among them.
    pub(super) fn take(&mut self, table: ViewerTable) {
        self.selected = self.selected.min(table.rows.len().saturating_sub(1));
        self.table = Some(table);
    }

    /// Returns the number of the selected viewer.
    pub(super) fn number(&self) -> Option<u32> {
        let rows = &self.table.as_ref()?.rows;
        rows.get(self.selected).map(|row| row.number)
    }

    /// Returns the place of the last viewer.
    pub(super) fn last(&self) -> usize {
        let rows = self.table.as_ref().map_or(0, |table| table.rows.len());
        rows.saturating_sub(1)
    }
}
