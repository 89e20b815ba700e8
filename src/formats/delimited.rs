//! Delimited text: CSV, TSV, and tables with semicolons.
//!
//! | module | holds |
//! |---|---|
//! | `rows` | the rows of a table, cut into cells |
//! | `row` | one row |
//! | `header` | the names of the columns |
//! | `delimiter` | what stands between the cells |

mod delimiter;
mod header;
mod row;
mod rows;

pub(super) use delimiter::{find_delimiter, peek_line};
pub(super) use header::Header;
pub(super) use row::Fields;
pub(super) use rows::CsvRows;
