//! The actions that change the range of days.

use crate::app::action::Action;
use crate::app::message::Effect;
use crate::app::span::Span;
use crate::app::state::App;
use crate::domain::Window;
use crate::domain::range::Bounds;

impl App {
    /// Moves, resizes or resets the range, as far as the log has days.
    pub(super) fn change_range(&mut self, action: Action) -> Vec<Effect> {
        let Some(bounds) = self.bounds() else {
            return Vec::new();
        };
        let window = self.span.window(bounds);
        let days = i32::try_from(window.days()).unwrap_or(i32::MAX);
        // Forward goes to the newest day and no further: what comes after it is not known yet.
        let ahead = bounds.newest.since(window.to());
        let by = |days: i32| {
            let days = if days > 0 && ahead > 0 {
                days.min(ahead)
            } else {
                days
            };
            Span::of_window(window.shifted(days), bounds)
        };
        if matches!(action, Action::Later | Action::DayLater) && ahead <= 0 {
            self.notice = Some(format!("the log ends on {}", bounds.newest));
            return Vec::new();
        }
        let span = match action {
            Action::Earlier => by(-days),
            Action::Later => by(days),
            Action::DayEarlier => by(-1),
            Action::DayLater => by(1),
            Action::Shorter => self.span.shorter(bounds),
            Action::Longer => self.span.longer(bounds),
            Action::Newest => Span::of_window(Window::ending(bounds.newest, window.days()), bounds),
            _ => self.setup.default_span.clone(),
        };
        self.take_span(span, bounds)
    }

    /// Takes a span that holds a day of the log; of any other, says where the log ends.
    fn take_span(&mut self, span: Span, bounds: Bounds) -> Vec<Effect> {
        let Bounds { first, newest } = bounds;
        let window = span.window(bounds);
        if window.to() < first {
            self.notice = Some(format!("the log begins on {first}"));
            return Vec::new();
        }
        if window.from() > newest {
            self.notice = Some(format!("the log ends on {newest}"));
            return Vec::new();
        }
        if span == self.span {
            self.notice = Some(format!("the range is {} already", span.text()));
            return Vec::new();
        }
        self.span = span;
        self.ask()
    }
}
