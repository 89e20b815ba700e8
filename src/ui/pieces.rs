//! A line of text, parts of which mean something that a click may choose.

use ratatui::text::{Line, Span};

/// A line of text, parts of which mean something.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pieces<T> {
    all: Vec<(Span<'static>, Option<T>)>,
}

impl<T: Copy> Pieces<T> {
    /// Returns an empty line.
    pub fn new() -> Self {
        Self { all: Vec::new() }
    }

    /// Adds text that means nothing.
    pub fn push(&mut self, span: impl Into<Span<'static>>) {
        self.all.push((span.into(), None));
    }

    /// Adds text that means something.
    pub fn push_for(&mut self, meaning: T, span: impl Into<Span<'static>>) {
        self.all.push((span.into(), Some(meaning)));
    }

    /// Adds all of another line.
    pub fn extend(&mut self, other: Self) {
        self.all.extend(other.all);
    }

    /// Returns whether there is no text yet.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Returns the cells it takes.
    pub fn width(&self) -> usize {
        self.all.iter().map(|(span, _)| span.width()).sum()
    }

    /// Returns the text.
    pub fn line(&self) -> Line<'static> {
        self.all.iter().map(|(span, _)| span.clone()).collect()
    }

    /// Returns what the text at a cell means, if anything.
    pub fn at(&self, cell: usize) -> Option<T> {
        let mut end = 0;
        let mut found = self.all.iter().skip_while(|(span, _)| {
            end += span.width();
            end <= cell
        });
        found.next().and_then(|(_, meaning)| *meaning)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_means_what_its_text_does() {
        let mut pieces = Pieces::new();
        pieces.push_for('a', "日本");
        pieces.push(" ");
        pieces.push_for('b', "");
        pieces.push_for('c', "x");
        let found: Vec<Option<char>> = (0..8).map(|cell| pieces.at(cell)).collect();
        let a = Some('a');
        assert_eq!(found, [a, a, a, a, None, Some('c'), None, None]);
        assert_eq!(pieces.width(), 6);
        assert_eq!(pieces.line().to_string(), "日本 x");
    }
}
