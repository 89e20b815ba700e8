//! What random numbers are about: the part of their key that keeps them apart.

/// The name and length of a film.
pub(super) const FILM: u64 = 1 << 16;

/// The name and length of a series.
pub(super) const SHOW: u64 = 2 << 16;

/// The favourites of a viewer.
pub(super) const VIEWER: u64 = 3 << 16;

/// The evening of a faithful viewer.
pub(super) const FAITHFUL: u64 = 4 << 16;

/// Who has a habit, and of what.
pub(super) const HABIT: u64 = 5 << 16;

/// What a habit comes to on one day; its age is added to this.
pub(super) const SITTING: u64 = 6 << 16;

/// A row without a habit.
pub(super) const ORDINARY: u64 = 7 << 16;

/// Returns the topic as it is on one day.
pub(super) fn on_day(topic: u64, day: u32) -> u64 {
    topic | (u64::from(day) << 32)
}
