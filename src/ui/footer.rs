//! The last line: a message, or the keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::pieces::Pieces;
use super::role::Role;
use super::text::cut_words;
use crate::app::bindings::Bindings;
use crate::app::command::{Command, Context};
use crate::app::pointer::Target;
use crate::app::{Action, App};

/// The last line: a message, or the keys.
pub(super) struct Footer<'a> {
    pub app: &'a App,
}

/// The cells left free before the first entry.
const MARGIN: u16 = 1;

/// The blanks between two entries.
const GAP: &str = "   ";

/// Commands of one rank: their keys, then their words.
#[derive(Debug, Clone)]
struct Entry {
    rank: u8,
    all: Vec<(String, &'static str, &'static Command)>,
}

impl Entry {
    /// Returns the keys and the words, each of which means its command.
    fn pieces(&self) -> Pieces<Target> {
        let mut pieces = Pieces::new();
        for (key, _, command) in &self.all {
            if !pieces.is_empty() {
                pieces.push(" ");
            }
            pieces.push_for(
                Target::Command(command),
                Span::styled(key.clone(), Role::Key),
            );
        }
        let words = self.all.iter().filter(|(_, word, _)| !word.is_empty());
        for (_, word, command) in words {
            pieces.push(" ");
            pieces.push_for(Target::Command(command), Span::styled(*word, Role::Faint));
        }
        pieces
    }
}

impl Footer<'_> {
    /// Returns whether there is a message to show instead of the keys.
    pub fn has_message(&self) -> bool {
        self.message().is_some()
    }

    fn pieces(&self, cells: usize) -> Pieces<Target> {
        pieces(&self.app.setup.bindings, self.app.context(), cells)
    }

    /// Returns the command whose key stands at a column of the footer, if any.
    pub fn target(&self, area: Rect, x: u16) -> Option<Target> {
        let cell = usize::from(x.checked_sub(area.x + MARGIN)?);
        let cells = usize::from(area.width).saturating_sub(usize::from(MARGIN));
        let keys = (!self.has_message()).then(|| self.pieces(cells));
        keys.and_then(|keys| keys.at(cell))
    }

    /// Returns the message, and whether it tells of trouble.
    fn message(&self) -> Option<(String, bool)> {
        if self.app.context().is_typing() {
            return None;
        }
        if let Some(trouble) = &self.app.trouble {
            return Some((format!("{trouble} (showing what was read before)"), true));
        }
        if let Some(count) = self.app.typed_count().filter(|count| *count > 4) {
            let key = self.app.setup.bindings.key_of(Action::ThresholdUp);
            let words = format!("{count}…  {key} counts streaks of {count} days or more");
            return Some((words, false));
        }
        self.app.notice.clone().map(|notice| (notice, false))
    }
}

/// Returns the entries of the keys that do something in a context and fit into `cells`, in the order of the table; where
/// there is no room, the highest ranks are left out.
fn entries(bindings: &Bindings, context: Context, cells: usize) -> Vec<Entry> {
    let mut kept: Vec<Entry> = Vec::new();
    // Going back is worth a word where something is open.
    let is_open = !matches!(
        context,
        Context::List | Context::Cohorts | Context::Calendar
    );
    let is_useful = |command: &Command| is_open || command.action != Some(Action::Back);
    let here = bindings
        .all()
        .filter(|(command, _)| command.works_in(context));
    for (command, keys) in here.filter(|(command, _)| is_useful(command)) {
        let (Some((rank, word)), Some(key)) = (command.footer, keys.first()) else {
            continue;
        };
        let one = (key.spelled(), word, command);
        match kept.last_mut().filter(|last| last.rank == rank) {
            Some(last) => last.all.push(one),
            None => kept.push(Entry {
                rank,
                all: vec![one],
            }),
        }
    }
    let cells_of_all = |kept: &[Entry]| -> usize {
        let gaps = GAP.len() * kept.len().saturating_sub(1);
        let cells = kept.iter().map(|entry| entry.pieces().width());
        cells.sum::<usize>() + gaps
    };
    while kept.len() > 1 && cells_of_all(&kept) > cells {
        let highest = kept.iter().map(|entry| entry.rank).max();
        kept.retain(|entry| Some(entry.rank) != highest);
    }
    kept
}

/// Returns the keys that do something in a context, and words for them, as far as they fit into `cells`.
pub(super) fn keys(bindings: &Bindings, context: Context, cells: usize) -> Line<'static> {
    pieces(bindings, context, cells).line()
}

fn pieces(bindings: &Bindings, context: Context, cells: usize) -> Pieces<Target> {
    let mut pieces = Pieces::new();
    for entry in entries(bindings, context, cells) {
        if !pieces.is_empty() {
            pieces.push(GAP);
        }
        pieces.extend(entry.pieces());
    }
    pieces
}

impl Widget for &Footer<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        if area.is_empty() {
            return;
        }
        let cells = usize::from(area.width).saturating_sub(usize::from(MARGIN));
        let x = area.x + MARGIN.min(area.width);
        if let Some((words, is_trouble)) = self.message() {
            let role = if is_trouble {
                Role::Trouble
            } else {
                Role::Text
            };
            buf.set_stringn(x, area.y, cut_words(&words, cells), cells, role);
            return;
        }
        let line = self.pieces(cells).line();
        buf.set_line(x, area.y, &line, area.width.saturating_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::list(
        Context::List,
        200,
        "? help   / find   d dates   [ ] earlier later   < > streak   c compare   b title/show   s sort   Enter open   : more   p pause   e export   P present   q quit"
    )]
    #[case::page(
        Context::Page,
        100,
        "? help   d dates   [ ] earlier later   < > streak   c compare   Esc back   : more   q quit"
    )]
    #[case::prompt(Context::Prompt, 100, "Enter take   Esc leave   ↑ earlier ones")]
    #[case::no_room(Context::List, 9, "q quit")]
    fn keys_are_those_that_work_here(
        #[case] context: Context,
        #[case] cells: usize,
        #[case] words: &str,
    ) {
        let line = keys(&Bindings::default(), context, cells);
        assert_eq!(line.to_string(), words);
    }
}
