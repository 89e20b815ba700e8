//! From the files people have to the rows of a log.
//!
//! Records that `formats` reads go in. A committed log comes out: viewers, titles, plays, and cubes
//! that `derive` makes of them. Nothing here knows how a file is written, draws, or answers a question.
//!
//! ```text
//! reader ─▶ batch ─▶ staging ─▶ external sort ─▶ merge ─▶ writing
//! (records)          (numbers)  (by title)                (viewings, rows)
//! └──────────── reading ──────────────────────┘ └─ commit: one transaction ─┘
//! └ one thread ───┘ └─ another ───────────────┘
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`pipeline`] | the whole way, from sources or records to a committed log |
//! | [`follow`] | the same for a live log, a transaction a second |
//! | [`aliasing`] | a viewer or a title that counts as another, and no longer |
//! | [`forgetting`] | viewers taken out of a log, for good |
//! | `left_out` | rows of viewers who are forgotten or opted out |
//! | [`refused_file`] | the file that keeps refused rows |
//! | `reading` | reading inputs before the log is touched |
//! | `batch` | records on their way to the staging thread |
//! | `staging_thread`, `staging` | the thread that numbers and sorts rows, and how |
//! | `dictionary`, `spelled_titles` | names by number; titles and shows by their spellings |
//! | `staged` | what comes out of staging |
//! | `row`, `packed_row` | a row, and its 24 bytes that sort as rows do |
//! | `merge` | rows the log has and rows that arrive, without doubles |
//! | `commit` | everything staged into the log, in one transaction |
//! | `log_transaction` | what a commit has in common with a batch of a live log |
//! | `opened_log`, `log_path` | opening or making the file of a log; where it lies |
//! | `retold` | plays that two sources of a log tell of, of which one knows more |
//! | `log_settings` | what the imports of one log agree on |
//! | `sources` | the table of what was imported |
//! | `lone_titles`, `sql` | titles that nothing is of any more; numbers into statements, rows out of them |
//! | `writing` | viewers, titles and rows into the tables |
//! | [`reused_ids`] | ids of a source under names that are unlike |
//! | [`options`], [`progress`], [`summary`], [`error`] | what is asked; how far it is; what it did; why it failed |

pub mod aliasing;
#[cfg(test)]
mod at_the_lock;
mod batch;
mod commit;
mod dictionary;
pub mod error;
pub mod follow;
pub mod forgetting;
mod left_out;
mod log_path;
mod log_settings;
mod log_transaction;
mod lone_titles;
mod merge;
mod opened_log;
pub mod options;
mod packed_row;
pub mod pipeline;
pub mod progress;
mod reading;
pub mod refused_file;
mod retold;
pub mod reused_ids;
mod row;
mod sources;
mod spelled_titles;
mod sql;
mod staged;
mod staging;
mod staging_thread;
pub mod summary;
mod writing;
