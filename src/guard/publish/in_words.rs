//! What publishing would cost, and what it leaves, in words.

use std::fmt;

use super::allowance::Left;
use super::estimate::Cost;
use super::ledger::Preview;
use crate::domain::format::thousands;

/// What is said of a crowd that is too small.
pub const TOO_FEW: &str = "too few to say";

impl Preview {
    /// Returns what publishing would do, line by line: what is asked, what it costs or why it is refused, and what is left of
    /// each year.
    #[must_use]
    pub fn in_words(&self) -> Vec<String> {
        let mut lines = vec![self.asked.clone()];
        let [least, most] = self.costs.map(|cost: Cost| thousands(cost.into()));
        lines.push(match (&self.said, &self.refusal) {
            (Some(said), _) => {
                format!("was asked already: #{}, at no further cost", said.entry.seq)
            }
            (None, Some(refusal)) => format!("would be refused: {refusal}"),
            (None, None) if least == most => format!("would cost {most}"),
            (None, None) => format!("would cost {most}; {least} where the crowd is large"),
        });
        lines.extend(self.left.iter().map(Left::to_string));
        lines
    }
}

impl fmt::Display for Left {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let over_all = thousands(self.over_all.into());
        match self.of_show {
            Some(of_show) => {
                let of_show = thousands(of_show.into());
                write!(
                    f,
                    "left of {}: {of_show} for the show, {over_all} over all",
                    self.year
                )
            }
            None => write!(f, "left of {}: {over_all} over all", self.year),
        }
    }
}
