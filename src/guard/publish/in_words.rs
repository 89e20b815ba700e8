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
        write!(f, "left of {}: ", self.year)?;
        if let Some(of_show) = self.of_show {
            let rest = rest(of_show, self.allowance.per_show);
            write!(f, "{rest} for the show, ")?;
        }
        write!(
            f,
            "{} over all",
            rest(self.over_all, self.allowance.over_all)
        )
    }
}

/// Returns what is left of an allowance, in words: `6,750 of 10,000`.
#[must_use]
pub fn rest(left: Cost, of: Cost) -> String {
    let [left, of] = [left, of].map(|cost| thousands(cost.into()));
    format!("{left} of {of}")
}
