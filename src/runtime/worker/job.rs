//! What the worker makes a file of.

use crate::runtime::published_card::CardJob;
use crate::runtime::saved_report::SavedReport;

/// What the worker makes a file of.
#[derive(Debug)]
pub(super) enum Job {
    /// The numbers of the screen.
    Report(SavedReport),
    /// A card, or what its number would cost.
    Card(CardJob),
}
