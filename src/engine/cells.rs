//! The cells that a script wrote, as a reduced log.
//!
//! They are read table by table, checked against what the script says of them, sorted outside memory, and stored as the
//! cubes that [`mod@crate::derive`] makes of plays: the same bytes, but for histories, which no engine writes.
//!
//! | module | holds |
//! |---|---|
//! | `folder` | the tables of a folder, and the rows of each |
//! | `total` | how much there is of a table |
//! | `totals` | what the script says of its tables, held against what was read |
//! | `settings` | what the cells were made by |
//! | `names` | titles and shows |
//! | `known` | the numbers that items may have |
//! | `sorted_cells` | cells of items, in the order in which cubes lie |
//! | `levels` | the cubes of titles and shows |
//! | `items` | the cubes of each title and show by itself |
//! | `everything` | the cubes of everything |
//! | `replaced` | the log in whose place the new one is put |
//! | `import` | all of it, as one new log |
//! | `left` | what days are appended to |
//! | `error` | why there is none |

mod error;
mod everything;
mod folder;
mod import;
mod items;
mod known;
mod left;
mod levels;
mod names;
mod replaced;
mod settings;
mod sorted_cells;
mod total;
mod totals;

pub use self::error::CellsError;
pub use self::import::{Imported, Options, import};
pub use self::left::{Left, left_in};
pub use self::replaced::{EarlierLog, earlier_log};
