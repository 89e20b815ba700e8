//! Which part of a log answers are from.

use super::viewer_names::Viewer;

/// Which part of a log answers are from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Scope {
    /// All of it.
    #[default]
    Everyone,
    /// The rows of one viewer of a household; see [`super::OneViewer`].
    Viewer(Viewer),
    /// What may be put on a wall; see [`super::Presented`].
    Room,
}
