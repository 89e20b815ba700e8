//! The changes of pairs of a title and a viewer, grouped and as days.

use crate::derive::changes::Change;
use crate::domain::ActiveDay;

/// Returns the changes of a title, given those of several titles, in their order.
pub fn of_title<'a>(by_title: &[&'a [Change<'a>]], title: u32) -> &'a [Change<'a>] {
    let place = by_title.binary_search_by_key(&title, |changes| changes[0].title);
    place.map_or(&[], |place| by_title[place])
}

/// Returns changes sorted by viewer, and those of one viewer by title.
pub fn by_viewer<'a>(changes: impl IntoIterator<Item = &'a Change<'a>>) -> Vec<&'a Change<'a>> {
    let mut changes: Vec<_> = changes.into_iter().collect();
    changes.sort_by_key(|change| (change.viewer, change.title));
    changes
}

/// Returns the active days that changes remove (`true`) and add (`false`), as
/// [`crate::cube::viewer_days::ViewerDays::changed`] takes them.
pub fn changed_days<'a>(
    changes: &'a [&'a Change<'a>],
) -> impl Iterator<Item = (ActiveDay, bool)> + 'a {
    changes.iter().flat_map(|change| {
        let before = change.before.iter().map(|active| (*active, true));
        before.chain(change.after.iter().map(|active| (*active, false)))
    })
}
