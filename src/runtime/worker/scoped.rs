//! A part of the log that answers are from: one viewer, or what may be put on a wall.

use rusqlite::Connection;

use crate::query::viewer_names::Viewer;
use crate::query::{Log, OneViewer, Presented, Question, Scope, ScopeError};
use crate::runtime::source::Opened;

/// A part of the log that answers are from, instead of from all of it.
pub(super) enum Scoped {
    /// One viewer's rows.
    Viewer(Viewer, OneViewer),
    /// What may be put on a wall.
    Room(Presented),
}

impl Scoped {
    /// Reads a part of the `whole` log, which was read from what is `opened`, at the moment `now` (Unix seconds); `None`
    /// where it is all of it.
    ///
    /// # Errors
    ///
    /// Fails where the part cannot be read, or the log has changed since it was.
    pub(super) fn read(
        scope: &Scope,
        opened: &Opened,
        whole: &Log,
        now: i64,
    ) -> Result<Option<Self>, ScopeError> {
        match scope {
            Scope::Everyone => Ok(None),
            Scope::Viewer(viewer) => {
                let own = OneViewer::read(opened.conn(), whole, viewer)?;
                Ok(Some(Self::Viewer(viewer.clone(), own)))
            }
            Scope::Room => {
                let open = opened.opener();
                let open = || Ok(open()?.into_conn());
                let presented = Presented::read(opened.conn(), open, whole, now)?;
                Ok(Some(Self::Room(presented)))
            }
        }
    }

    /// Returns which part it is.
    pub(super) fn scope(&self) -> Scope {
        match self {
            Self::Viewer(viewer, _) => Scope::Viewer(viewer.clone()),
            Self::Room(_) => Scope::Room,
        }
    }

    /// Returns its log.
    pub(super) fn log(&self) -> &Log {
        match self {
            Self::Viewer(_, own) => &own.log,
            Self::Room(presented) => &presented.log,
        }
    }

    /// Returns the connection it was read by; `None` where that is the one of the whole log.
    pub(super) fn conn(&self) -> Option<&Connection> {
        match self {
            Self::Viewer(_, own) => Some(&own.conn),
            Self::Room(presented) => presented.conn.as_ref(),
        }
    }

    /// Returns the question that is answered in place of another.
    pub(super) fn question(&self, asked: &Question) -> Question {
        match self {
            Self::Viewer(..) => asked.clone(),
            Self::Room(presented) => presented.question(asked),
        }
    }
}
