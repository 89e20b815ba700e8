//! The card of a story: what its number would cost, and the line in which its yes is typed.
//!
//! What is published stays so, so that a card takes two steps: what it costs is said first, and nothing is drawn for that.

use super::callouts::CalloutList;
use super::prompt::Prompt;

/// A card that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardWish {
    /// What its number answers, as `bingetop publish` takes it.
    pub question: String,
    /// Whether what it costs is agreed to; else that is to be said first.
    pub is_agreed: bool,
}

/// What a number would cost that a card is to be made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardOffer {
    /// What it answers, as it was asked for.
    pub question: String,
    /// What publishing it would do, line by line.
    pub words: Vec<String>,
}

/// A card that waits for its yes.
#[derive(Debug, Clone)]
pub struct CardPrompt {
    /// What it would cost.
    pub offer: CardOffer,
    /// What is typed so far.
    pub prompt: Prompt,
    /// The list that it was chosen in.
    pub(super) list: CalloutList,
}

impl CardPrompt {
    /// What is to be typed.
    pub const YES: &str = "yes";

    /// Returns whether yes is typed.
    pub(super) fn is_agreed(&self) -> bool {
        self.prompt.input.value().trim() == Self::YES
    }
}
