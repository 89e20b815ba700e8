//! Logs without a format of their own: tables with a header, Parquet, and JSON objects, line by line or in an array.
//!
//! All have the columns `viewer, title, show, kind, started_at, seconds` and perhaps `ended_at`
//! ([`Field::names`](super::mapping::Field::names)), in any order, blanks and ASCII case aside; a [`Mapping`](super::mapping::Mapping) names others, and
//! alone names `id`, `position`, `length` and `viewing`. Only the title and one of start and end must be there:
//!
//! - no viewer at all: every row is [`ME`]'s;
//! - start and end: without a length, the row lasts from one to the other;
//! - end alone: the row starts its length before it, or at it where the length is unknown.
//!
//! Empty cells are unknown values, and so are lengths, positions and ends that cannot be understood or
//! believed. A row without viewer, title or time is refused, as is one with another value that cannot
//! be understood.
//!
//! | module | holds |
//! |---|---|
//! | `table` | the format of tables |
//! | `parquet` | the format of Parquet files |
//! | `partitions` | the columns that the folders of a file stand for |
//! | `beginning` | where a table begins, and whether with a header |
//! | `places` | where in a table the values stand |
//! | `json_lines` | the format of JSON objects line by line |
//! | `json_array` | the format of one array of JSON objects |
//! | `objects` | such objects, one by one |
//! | `keys` | the keys looked for in an object |
//! | `live` | both formats while they are still being written |
//! | `line` | a line of a live log |
//! | `live_table` | a table that is still being written |
//! | `milliseconds` | noticing a column of milliseconds that is read as one of seconds |
//! | `shapes` | noticing a column of times in several shapes |
//! | `columns` | which columns a row is read from |
//! | `row` | from the values of one row to a record |
//! | `facts` | what the rows mean, and why they are read so |

mod beginning;
mod columns;
mod facts;
mod json_array;
mod json_lines;
mod keys;
mod line;
mod live;
mod live_table;
mod milliseconds;
mod objects;
mod parquet;
mod partitions;
mod places;
mod row;
mod shapes;
mod table;

pub use json_array::JsonArray;
pub use json_lines::JsonLines;
pub(crate) use line::{Ending, Line};
pub(crate) use live::LiveRows;
pub use parquet::Parquet;
pub(crate) use parquet::why_unfit;
pub use row::ME;
pub use table::Table;

#[cfg(test)]
mod tests;
