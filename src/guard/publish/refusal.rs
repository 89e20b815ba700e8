//! Why nothing new is published, and what could be.

use crate::domain::format::thousands;

use super::estimate::Cost;
use crate::store::reduced::NeedsRows;

/// Why nothing new is published of a log.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The question cannot be understood, or cannot be published; what to ask instead.
    #[error("{0}")]
    Question(String),
    /// The log holds no rows.
    #[error("the log holds no rows yet")]
    Empty,
    /// The log is a reduced one.
    #[error("{0}")]
    Reduced(NeedsRows),
    /// It is known by the source's id, or is one of several of its name, and what is published would show the id.
    #[error(
        "`{0}` has no name of its own, and the world would read the source's id; \
         `bingetop titles merge DB '#ID' NAME` says which title of the log it is, or import rows that name it"
    )]
    Unnamed(String),
    /// The log has no salt, by which it would be known again.
    #[error(
        "it is from before logs had a salt, so that what is published of it could not be kept account of; \
         ingest its sources into a new log, and publish from that"
    )]
    Unsalted,
    /// The log was made under another key, and so are its numbers.
    #[error(
        "its viewers are hidden with another key than this user's, so that the same question would get another number; \
         bring the key file along"
    )]
    OtherKey,
    /// Some of the days may still change.
    #[error("{0}")]
    Open(String),
    /// The allowance of a year is used up.
    #[error("{0}")]
    Spent(Spent),
    /// The log lacks what was published of it.
    #[error(
        "this log is older than what was published from it (#{0}), or not the one it was published from: put back the newer one"
    )]
    Behind(u32),
    /// A row of the ledger is not as it was written.
    #[error(
        "its ledger is not as it was written, from #{0} on: put back a copy of the log from before that; \
         nothing can be published from this one"
    )]
    Broken(u32),
    /// There is no such row of the ledger, or none that says a number.
    #[error("the ledger has no number #{0}; `bingetop ledger` lists them")]
    NoNumber(u32),
    /// Nothing was published in answer to this question.
    #[error("`{0}` was not published; publish it first, then have somebody else approve it")]
    Unsaid(String),
    /// Who published a number cannot approve it.
    #[error("#{seq} was published by {by}: a second person approves it")]
    SamePerson {
        /// The number.
        seq: u32,
        /// Who published it.
        by: String,
    },
    /// An approval says nothing of who approves.
    #[error("an approval needs a name")]
    Nameless,
}

/// A year of which too little is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spent {
    /// The year.
    pub year: i32,
    /// The show of which too much has been said; `None` where it is too much over all.
    pub show: Option<String>,
    /// How much has been spent.
    pub spent: Cost,
    /// How much may be.
    pub allowed: Cost,
    /// What this would take at most.
    pub wanted: Cost,
}

impl std::fmt::Display for Spent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let number = |cost: Cost| thousands(cost.into());
        let (year, whose, still) = match &self.show {
            Some(show) => (
                self.year,
                format!(" for {show}"),
                "Other shows, and other years, can still be asked about",
            ),
            None => (
                self.year,
                String::new(),
                "Other years can still be asked about",
            ),
        };
        write!(
            f,
            "of the allowance of {year}{whose}, {} of {} are spent, and this may take {}. {still}; \
             what was published once can be asked for again at no cost",
            number(self.spent),
            number(self.allowed),
            number(self.wanted),
        )
    }
}
