//! Delimited text: CSV, TSV, and tables with semicolons.
//!
//! | module | holds |
//! |---|---|
//! | `rows` | the rows of a table, cut into cells |
//! | `row` | one row |
//! | `quotes` | what a quote left open would take with it |
//! | `spaced` | cells with blanks around their quotes |
//! | `header` | the names of the columns |
//! | `delimiter` | where a table begins, and what stands between its cells |

mod delimiter;
mod header;
mod quotes;
mod row;
mod rows;
mod spaced;

pub(super) use delimiter::{
    Opening, find_delimiter, find_table, find_table_of, open_table, peek_line, peek_lines,
};
pub(super) use header::{Header, listed};
pub(super) use row::Fields;
pub(super) use rows::{CsvRows, NUL};
