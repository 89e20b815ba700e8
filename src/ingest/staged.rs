//! What an import has read: viewers, titles and shows by number, and the rows, sorted.

use super::dictionary::Dictionary;
use super::packed_row::PackedRow;
use super::reused_ids::TitleName;
use crate::domain::Kind;
use crate::domain::name::id_of_key;
use crate::store::external_sort::Sorted;

/// A name, and the start of the last row that spells it so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spelling {
    /// In Unix seconds; [`Self::NAMELESS`] where the name is but an id, `i64::MIN` where there is none yet.
    pub at: i64,
    pub name: String,
}

impl Spelling {
    /// When a title was called so that its rows call by its id, for want of a name: any name is later.
    pub const NAMELESS: i64 = i64::MIN + 1;

    /// Returns no name yet: any spelling is later.
    pub fn none() -> Self {
        Self {
            at: i64::MIN,
            name: String::new(),
        }
    }

    /// Returns whether there is no name yet.
    pub fn is_none(&self) -> bool {
        self.at == i64::MIN
    }

    /// Takes over a later spelling; of two at one moment, the greater.
    pub fn renew(&mut self, at: i64, name: &str) {
        if (at, name) > (self.at, self.name.as_str()) {
            self.at = at;
            name.clone_into(&mut self.name);
        }
    }
}

/// A title of the rows read.
#[derive(Debug)]
pub(super) struct StagedTitle {
    /// What makes it this title: the source's id, else the folded names of show and title.
    pub key: String,
    pub spelling: Spelling,
    /// The staged number of its show.
    pub show: u32,
    /// Whether it belongs to no series or artist.
    pub is_own_show: bool,
    pub kind: Option<Kind>,
    /// In seconds, where a row says so.
    pub length: Option<u32>,
    /// Whether any of its rows says where it stopped.
    pub has_positions: bool,
    /// What rows call it that is [unlike](TitleName::is_unlike) its last spelling, and when the last of them starts.
    pub unlike: Option<(i64, TitleName)>,
}

impl StagedTitle {
    /// Returns the source's id, where that makes it this title.
    pub fn id(&self) -> Option<&str> {
        id_of_key(&self.key)?.strip_prefix('#')
    }

    /// Returns what it was called last; `shows` are those of the import.
    pub fn called(&self, shows: &[StagedShow]) -> TitleName {
        let show = &shows[self.show as usize];
        TitleName {
            title: self.spelling.name.clone(),
            show: (!self.is_own_show).then(|| show.spelling.name.clone()),
        }
    }
}

/// A show of the rows read.
#[derive(Debug)]
pub(super) struct StagedShow {
    pub key: String,
    pub spelling: Spelling,
}

/// Everything an import has read; the staged number of a viewer, title or show is its place here.
pub(super) struct Staged {
    pub viewers: Dictionary,
    pub titles: Vec<StagedTitle>,
    pub shows: Vec<StagedShow>,
    /// By title, viewer and start.
    pub rows: Sorted<PackedRow>,
}
