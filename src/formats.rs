//! The formats of play logs: what a file is, and what it says of each row.
//!
//! In come files, ZIPs and pipes as people have them; out go [`record::Entry`]s, in the order of the
//! file, in bounded memory. Nothing here knows the log that they are for.

pub(crate) mod csv_rows;
pub mod generic;
pub mod input;
pub mod mapping;
pub mod netflix;
pub mod reader;
pub mod record;
pub mod time;
