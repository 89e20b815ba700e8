//! From the files people have to the rows of a log.
//!
//! [`reader`] says what a format has to offer; each format is one file below it. What readers
//! yield is merged, told which viewings it makes, and written in one transaction by [`pipeline`].
//!
//! A new format adds its file, a line in [`reader::READERS`], and nothing else.

mod csv_rows;
pub mod generic;
pub mod input;
pub mod mapping;
pub mod netflix;
pub mod pipeline;
pub mod reader;
pub mod record;
pub mod sample;
pub mod time;
