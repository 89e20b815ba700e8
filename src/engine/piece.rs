//! One step of a script, as it stands there.

use super::parts::{Part, PartKind};

/// A step of a script: one of [`super::parts`], perhaps by another name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// What it is called, and with `bt_` before it read by later steps.
    pub name: String,
    /// What it is, a comment.
    pub comment: String,
    /// One SELECT.
    pub query: String,
    /// What becomes of its rows.
    pub kind: PartKind,
}

impl Piece {
    /// Returns a step by its own name.
    pub fn of(part: &Part) -> Self {
        Self {
            name: part.name.to_owned(),
            comment: part.comment().to_owned(),
            query: part.query().to_owned(),
            kind: part.kind,
        }
    }

    /// Returns what its comment says first, after the name.
    pub fn words(&self) -> String {
        let said = self
            .comment
            .strip_prefix("-- ")
            .and_then(|said| said.strip_prefix(self.name.as_str())?.strip_prefix(": "));
        let line = said.and_then(|said| said.lines().next());
        let clause = line.and_then(|line| line.split(['.', ':', ';']).next());
        // A bracket may be cut in two.
        let whole = clause.map(|clause| match clause.rfind('(') {
            Some(at) if !clause[at..].contains(')') => clause[..at].trim_end(),
            _ => clause,
        });
        whole.unwrap_or_default().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::super::parts::PARTS;
    use super::*;

    #[test]
    fn each_step_says_what_it_makes() {
        for part in PARTS {
            let words = Piece::of(&part).words();
            assert!(words.len() > 10, "{}: {words}", part.name);
            let brackets = words.matches(['(', ')']).count();
            assert_eq!(brackets % 2, 0, "{}: {words}", part.name);
        }
    }
}
