//! Lines that were taken in a prompt, and a walk through them.

/// The most lines that are kept; older ones are forgotten.
pub const MOST_LINES: usize = 100;

/// Lines that were taken in a prompt, each once, in the order in which they were taken last.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    lines: Vec<String>,
}

impl History {
    /// Returns the history of some lines, the oldest first.
    #[must_use]
    pub fn of(lines: impl IntoIterator<Item = String>) -> Self {
        let mut history = Self::default();
        for line in lines {
            history.add(&line);
        }
        history
    }

    /// Adds a line as the newest; an equal one before it, and blanks around it, are dropped. A blank line is not
    /// kept.
    pub fn add(&mut self, line: &str) {
        let line = line.trim();
        if line.is_empty() {
            return;
        }
        self.lines.retain(|other| other != line);
        self.lines.push(line.to_owned());
        if self.lines.len() > MOST_LINES {
            self.lines.remove(0);
        }
    }

    /// Returns the lines, the oldest first.
    #[must_use]
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// Returns the line so many steps back: 1 is the newest.
    fn back(&self, steps: usize) -> Option<&str> {
        let place = self.lines.len().checked_sub(steps)?;
        self.lines.get(place).map(String::as_str)
    }
}

/// Where a prompt stands in a history: at what is being typed, or so many lines back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Walk {
    back: usize,
    /// What was being typed when the walk began.
    typed: String,
}

impl Walk {
    /// Goes to the line before, and returns it; `None` at the oldest. `text` is what the prompt holds.
    pub fn older(&mut self, history: &History, text: &str) -> Option<String> {
        let line = history.back(self.back + 1)?;
        if self.back == 0 {
            text.clone_into(&mut self.typed);
        }
        self.back += 1;
        Some(line.to_owned())
    }

    /// Goes to the line after, and returns it: after the newest, what was being typed; `None` there.
    pub fn newer(&mut self, history: &History) -> Option<String> {
        self.back = self.back.checked_sub(1)?;
        if self.back == 0 {
            return Some(std::mem::take(&mut self.typed));
        }
        history.back(self.back).map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn history(lines: &[&str]) -> History {
        History::of(lines.iter().map(|line| (*line).to_owned()))
    }

    #[test]
    fn a_line_is_kept_once_where_it_was_taken_last() {
        assert_eq!(
            history(&["7d", "2017", " 7d ", "", "  "]).lines(),
            ["2017", "7d"]
        );
    }

    #[test]
    fn the_oldest_lines_are_forgotten() {
        let history = History::of((0..MOST_LINES + 5).map(|line| line.to_string()));
        assert_eq!(history.lines().len(), MOST_LINES);
        assert_eq!(history.lines()[0], "5");
    }

    #[test]
    fn a_walk_goes_from_the_newest_to_the_oldest_and_back_to_what_was_typed() {
        let history = history(&["a", "b"]);
        let mut walk = Walk::default();
        assert_eq!(walk.newer(&history), None);
        assert_eq!(walk.older(&history, "typed").as_deref(), Some("b"));
        assert_eq!(walk.older(&history, "b").as_deref(), Some("a"));
        assert_eq!(walk.older(&history, "a"), None);
        assert_eq!(walk.newer(&history).as_deref(), Some("b"));
        assert_eq!(walk.newer(&history).as_deref(), Some("typed"));
        assert_eq!(walk.newer(&history), None);
    }

    proptest! {
        #[test]
        fn as_many_steps_back_as_forth_lead_to_what_was_typed(
            lines in proptest::collection::vec("[a-c]{0,2}", 0..8),
            typed in any::<String>(),
            steps in 0..12_usize,
        ) {
            let history = History::of(lines);
            let mut walk = Walk::default();
            let mut text = typed.clone();
            let mut seen = Vec::new();
            for _ in 0..steps {
                if let Some(line) = walk.older(&history, &text) {
                    seen.push(line.clone());
                    text = line;
                }
            }
            let newest_first: Vec<String> = history.lines().iter().rev().take(steps).cloned().collect();
            prop_assert_eq!(&seen, &newest_first);
            for _ in 0..steps {
                text = walk.newer(&history).unwrap_or(text);
            }
            prop_assert_eq!(text, typed);
        }
    }
}
