//! Parquet files: their columns, and the rows of some of these as texts.
//!
//! A Parquet file is columns, cut into groups of rows and those into packed pages; what is where stands at its end. A file
//! may say anything of itself: nothing is reserved, unpacked or walked through before it is known to be affordable, and
//! where the crate that decodes pages gives up, so does the reading, with an error.
//!
//! | module | holds |
//! |---|---|
//! | `footer` | what a file says of itself at its end, looked at before it is believed |
//! | `magic` | how it begins and ends |
//! | `thrift` | the notation in which it says so |
//! | `columns` | the columns that have one value a row, and why others have not |
//! | `meaning` | what the numbers of a column stand for |
//! | `written` | values as texts |
//! | `rows` | the rows of a file, one by one |
//! | `cursor` | the values of a column, one by one |
//! | `pages` | the pages of a column |
//! | `page_header`, `delta` | what pages say of themselves |
//! | `unpacked` | what is packed in them |
//! | `budget` | how much of it there may be at once |
//! | `caught` | what the crate does not expect |

mod budget;
mod caught;
mod columns;
mod cursor;
mod delta;
mod footer;
mod magic;
mod meaning;
mod page_header;
mod pages;
mod rows;
mod thrift;
mod unpacked;
mod written;

#[cfg(test)]
pub(in crate::formats) mod fixture;
#[cfg(test)]
mod hostile;

pub(in crate::formats) use columns::Columns;
pub(crate) use footer::ParquetFile;
pub(crate) use magic::{ENCRYPTED_MAGIC, MAGIC};
pub(crate) use rows::Rows;
