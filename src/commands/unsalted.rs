//! What is said of a log from before logs had a salt.

use std::fmt::Display;

/// Returns the sentence about the log called `log`, without a full stop.
pub(super) fn unsalted(log: &impl Display) -> String {
    format!(
        "{log} is from before logs had a salt: with your key, its viewers can be found again in other such logs; \
         import into a new log to have them hashed apart"
    )
}
