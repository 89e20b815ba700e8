//! Delimited text: CSV, TSV, and tables with semicolons.
//!
//! | module | holds |
//! |---|---|
//! | `rows` | the rows of a table, cut into cells |
//! | `row` | one row |
//! | `quotes` | what a quote left open would take with it |
//! | `header` | the names of the columns |
//! | `delimiter` | what stands between the cells |

mod delimiter;
mod header;
mod quotes;
mod row;
mod rows;

pub(super) use delimiter::{find_delimiter, peek_line};
pub(super) use header::Header;
pub(super) use row::Fields;
pub(super) use rows::CsvRows;
