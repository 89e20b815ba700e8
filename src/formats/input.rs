//! Opening inputs: from files, ZIPs and pipes to the play logs in them.
//!
//! | module | holds |
//! |---|---|
//! | [`source`] | where a log comes from: a file, or standard input |
//! | `opened` | a source that has been opened |
//! | `piped` | inputs that may keep silent, read so that the reading can be given up |
//! | `counted` | counting the bytes as they are read |
//! | [`parts`] | from a source to the play logs in it |
//! | `archive`, `folder` | the same for ZIPs; the files of a folder |
//! | [`wanted`] | which parts a caller asks for, and which format each is of |
//! | [`part`] | what is found: play logs, and what is none |
//! | `on_disk`, `member` | where a part lies, and what lies beside it |
//! | `natural_order`, `litter` | the order of names; files that nobody exported |
//! | `columns` | which columns a file has, for whoever has named others |
//! | `looked_at` | the first rows of a file of no known format |
//! | `within` | JSON that is no array itself and has one in it |
//! | [`error`] | why an input holds nothing to import |

mod archive;
mod columns;
mod counted;
pub mod error;
mod folder;
mod litter;
mod looked_at;
mod member;
mod natural_order;
mod on_disk;
mod opened;
pub mod part;
pub mod parts;
pub(crate) mod piped;
pub mod source;
pub mod wanted;
mod within;

pub use error::InputError;
pub use part::{Found, Part};
pub use parts::{Watch, each_part};
pub use source::{Source, total_bytes};
pub use wanted::Wanted;

#[cfg(test)]
mod tests;
