//! The figures: totals of the window, and how they changed.

use std::cmp::Ordering;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

use super::panel_box::PanelBox;
use super::role::Role;
use super::text::{number, width};
use crate::domain::format::{change, difference, points, share, short};
use crate::domain::{Day, Hours};
use crate::guard::totals::ShownTotals;
use crate::guard::{Shown, ShownFrame};
use crate::query::question::Compare;

/// The totals of the window.
pub(super) struct Figures<'a> {
    pub frame: &'a ShownFrame,
    pub compare: Compare,
}

/// One total: its title in a box, its word in a line, its value and its change.
struct Figure {
    title: String,
    word: String,
    value: String,
    /// The value in few cells.
    short: String,
    change: Change,
}

#[derive(Clone)]
enum Change {
    Unasked,
    /// The log does not hold the days to compare with.
    NoDays,
    Hidden,
    Known(String, String, Ordering),
}

/// The sums of the days the figures are of, and those they are compared with.
struct Sums<'a> {
    now: &'a ShownTotals,
    before: Result<&'a ShownTotals, Change>,
}

impl Figures<'_> {
    /// Returns the sums shown: where they are compared, those of the finished days, so that a figure and its
    /// change are of the same days.
    fn sums(&self) -> Sums<'_> {
        let whole = &self.frame.totals;
        if self.compare == Compare::Off {
            let before = Err(Change::Unasked);
            return Sums { now: whole, before };
        }
        let comparison = self.frame.comparison.as_ref();
        let compared = comparison.and_then(|both| Some((&both.totals, both.other.as_ref()?)));
        match compared {
            Some((now, before)) => Sums {
                now,
                before: Ok(before),
            },
            None => Sums {
                now: whole,
                before: Err(Change::NoDays),
            },
        }
    }

    /// Returns the last day of the figures, where it is not the window's last.
    fn to(&self, sums: &Sums<'_>) -> Option<Day> {
        let finished = self.frame.comparison.as_ref().map(|both| both.window);
        let to = finished.filter(|_| sums.before.is_ok())?.to();
        (to != self.frame.window.to()).then_some(to)
    }

    fn figures(&self) -> Vec<Figure> {
        let sums = self.sums();
        let counted = |name: &str, word: &str, of: fn(&ShownTotals) -> Shown| {
            let value = of(sums.now);
            Figure {
                title: name.to_owned(),
                word: word.to_owned(),
                value: number(value),
                short: value.in_words(short),
                change: change_of(&sums, of),
            }
        };
        let at_least = format!("{}+ days", self.frame.threshold);
        let mut figures = vec![
            counted("Plays", "plays", |totals| totals.plays),
            hours("Hours", &sums),
            counted("Viewers", "viewers", |totals| totals.viewers),
            counted(&at_least, &at_least, |totals| totals.streakers),
            rewatched("Rewatched", &sums),
        ];
        // Why there is no change is said once.
        let mut is_said = false;
        for figure in &mut figures {
            if matches!(figure.change, Change::NoDays) {
                if is_said {
                    figure.change = Change::Unasked;
                }
                is_said = true;
            }
        }
        figures
    }

    /// Returns the titles of boxes of so many cells: with the last day of the figures where it is not the window's;
    /// where there is no room, the first alone has it.
    fn titles(&self, figures: &[Figure], cells: u16) -> Vec<String> {
        const BORDERS: usize = 6;
        let plain = figures.iter().map(|figure| figure.title.clone());
        let Some(to) = self.to(&self.sums()) else {
            return plain.collect();
        };
        let to = to.date().format("%m-%d");
        let dated = plain.clone().map(|title| format!("{title} · to {to}"));
        let dated: Vec<String> = dated.collect();
        if dated
            .iter()
            .all(|title| width(title) + BORDERS <= usize::from(cells))
        {
            return dated;
        }
        let mut titles: Vec<String> = plain.collect();
        let first = format!("{} to {to}", titles[0]);
        if width(&first) + BORDERS <= usize::from(cells) {
            titles[0] = first;
        }
        titles
    }

    fn in_a_line(&self, area: Rect, buf: &mut Buffer) {
        let mut line = Line::from(" ");
        for figure in self.figures() {
            let mut part = vec![
                Span::styled(figure.value.clone(), Role::Strong),
                Span::raw(format!(" {}", figure.word)),
            ];
            if let Change::Known(change, _, ordering) = &figure.change {
                let change = change.replace(" points", " pts");
                part.push(Span::styled(format!(" {change}"), role_of(*ordering)));
            }
            let cells: usize = part.iter().map(Span::width).sum();
            if line.width() + 3 + cells > usize::from(area.width) {
                break;
            }
            if line.width() > 1 {
                line.push_span(Span::styled(" · ", Role::Faint));
            }
            line.extend(part);
        }
        buf.set_line(area.x, area.y, &line, area.width);
    }
}

/// Returns how a total changed.
fn change_of(sums: &Sums<'_>, of: fn(&ShownTotals) -> Shown) -> Change {
    let before = match &sums.before {
        Ok(before) => *before,
        Err(change) => return change.clone(),
    };
    match (of(sums.now).exact(), of(before).exact()) {
        (Some(now), Some(before)) => Change::Known(
            change(now, before),
            difference(now, before),
            now.cmp(&before),
        ),
        _ => Change::Hidden,
    }
}

/// Returns the figure of hours. Where a length is unknown, how they changed is, too.
fn hours(title: &str, sums: &Sums<'_>) -> Figure {
    let now = sums.now.hours;
    let value = now.map_or_else(|| number(Shown::Hidden), |hours| hours.to_string());
    let whole = |hours: Hours| hours.seconds / 3_600;
    let mark = |hours: Hours| if hours.is_at_least() { "≥ " } else { "" };
    let change = match &sums.before {
        Err(change) => change.clone(),
        Ok(before) => match (sums.now.seconds(), before.seconds()) {
            (Some(now), Some(before)) => Change::Known(
                change(now, before),
                difference(now / 3_600, before / 3_600),
                now.cmp(&before),
            ),
            _ if now.is_some() && before.hours.is_some() => Change::Unasked,
            _ => Change::Hidden,
        },
    };
    Figure {
        title: title.to_owned(),
        word: "hours".to_owned(),
        short: now.map_or_else(
            || value.clone(),
            |hours| mark(hours).to_owned() + &short(whole(hours)),
        ),
        value,
        change,
    }
}

/// Returns the figure of the share of plays that are rewatches.
fn rewatched(title: &str, sums: &Sums<'_>) -> Figure {
    let now = sums.now.rewatched();
    let value = now.map_or_else(|| number(Shown::Hidden), |(part, whole)| share(part, whole));
    let change = match &sums.before {
        Err(change) => change.clone(),
        Ok(before) => match (now, before.rewatched()) {
            // There is no share where there are no plays.
            (Some((_, 0)), Some(_)) | (Some(_), Some((_, 0))) => Change::Unasked,
            (Some(now), Some(before)) => {
                let ordering = (u128::from(now.0) * u128::from(before.1))
                    .cmp(&(u128::from(before.0) * u128::from(now.1)));
                Change::Known(points(now, before), String::new(), ordering)
            }
            _ => Change::Hidden,
        },
    };
    Figure {
        title: title.to_owned(),
        word: "rewatched".to_owned(),
        short: value.clone(),
        value,
        change,
    }
}

/// Draws a figure in a box, with as much of its change as fits.
fn draw_boxed(figure: &Figure, title: &str, area: Rect, buf: &mut Buffer) {
    let inner = PanelBox {
        title,
        note: Line::default(),
        is_focused: false,
    }
    .draw(area, buf);
    let room = usize::from(inner.width).saturating_sub(2);
    let value = if width(&figure.value) <= room {
        figure.value.clone()
    } else {
        figure.short.clone()
    };
    let mut line = Line::from(vec![Span::raw(" "), Span::styled(value, Role::Strong)]);
    for (wordings, role) in parts(&figure.change) {
        let left = (room + 1).saturating_sub(line.width() + 2);
        let fitting = wordings.into_iter().find(|wording| width(wording) <= left);
        if let Some(wording) = fitting {
            line.push_span(Span::raw("  "));
            line.push_span(Span::styled(wording, role));
        }
    }
    buf.set_line(inner.x, inner.y, &line, inner.width);
}

/// Returns a change as the parts shown beside a value, the most important first; each in several wordings, the
/// longest first.
fn parts(change: &Change) -> Vec<(Vec<String>, Role)> {
    let words = |wordings: &[&str]| wordings.iter().map(|words| (*words).to_owned()).collect();
    match change {
        Change::Unasked => Vec::new(),
        Change::NoDays => {
            let wordings = ["– not in the log", "– not in log", "– no days", "–"];
            vec![(words(&wordings), Role::Faint)]
        }
        Change::Hidden => vec![(words(&["– small cohort", "– small", "–"]), Role::Faint)],
        Change::Known(change, difference, ordering) => {
            let shorter = change.replace(" points", " pt");
            let mut parts = vec![(words(&[change, &shorter]), role_of(*ordering))];
            if !difference.is_empty() {
                parts.push((vec![format!("({difference})")], Role::Faint));
            }
            parts
        }
    }
}

/// Returns the role of a change that goes this way.
fn role_of(ordering: Ordering) -> Role {
    match ordering {
        Ordering::Greater => Role::Up,
        Ordering::Less => Role::Down,
        Ordering::Equal => Role::Faint,
    }
}

impl Widget for &Figures<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        if area.height < 3 {
            self.in_a_line(area, buf);
            return;
        }
        let areas: [Rect; 5] = Layout::horizontal([Constraint::Fill(1); 5]).areas(area);
        let figures = self.figures();
        let titles = self.titles(&figures, areas[0].width);
        for ((figure, title), area) in figures.iter().zip(&titles).zip(areas) {
            draw_boxed(figure, title, area, buf);
        }
    }
}
