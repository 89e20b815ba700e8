//! How many viewers of an item satisfy each rule, out of their histories.

use crate::cube::day_number::{self, Span};
use crate::cube::histories::{Histories, History};
use crate::domain::occasion::Occasion;
use crate::query::coming_back::DAYS_AWAY;
use crate::query::distribution::Distribution;
use crate::snapshot::everything::DayCount;

/// What stories are looked for in.
pub(super) struct Context<'a> {
    /// The days asked about, all of them over.
    pub span: Span,
    /// The days of the log.
    pub log: Span,
    /// The well-known days among those asked about.
    pub occasions: &'a [Occasion],
    /// Plays and viewers of everything on each day of the log.
    pub days: &'a [DayCount],
    /// Fewer viewers make no story.
    pub minimum_cohort: u32,
}

/// What is counted of the viewers of an item.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Counted {
    /// Viewers with an active day in the window.
    pub viewers: u32,
    /// Their active days in it, together.
    pub active_days: u64,
    /// Their plays in it, together.
    pub plays: u64,
    /// Viewers by the days of their streak that reaches the window's last day.
    pub running: Distribution,
    /// Viewers by active days.
    pub by_days: Distribution,
    /// Viewers by plays.
    pub by_plays: Distribution,
    /// Viewers active on each day of the log.
    pub on_days: Vec<u32>,
    /// Viewers who came back in the window, and how often anybody did on the other days of the log on which that can be
    /// known; `None` where the log does not go back far enough for the window's last day.
    pub back: Option<(u32, u32)>,
}

impl Counted {
    /// Counts the viewers with these histories.
    pub fn of(histories: &Histories, context: &Context<'_>) -> Self {
        let Context { span, log, .. } = context;
        let mut counted = Self {
            on_days: vec![0; usize::from(log.to - log.from) + 1],
            back: (log.from.saturating_add(DAYS_AWAY) <= span.to).then_some((0, 0)),
            ..Self::default()
        };
        for history in histories.iter() {
            counted.count_log(history, context);
            counted.count_window(history.within(span.from, span.to), *span);
        }
        counted
    }

    /// Counts what is told of the whole log.
    fn count_log(&mut self, history: History<'_>, context: &Context<'_>) {
        let Context { span, log, .. } = context;
        for day in history.days {
            let place = day.checked_sub(log.from).map(usize::from);
            if let Some(count) = place.and_then(|place| self.on_days.get_mut(place)) {
                *count += history.viewers;
            }
        }
        let Some((in_window, elsewhere)) = &mut self.back else {
            return;
        };
        let returns = history.days.windows(2);
        let returns = returns.filter(|two| two[1] - two[0] >= DAYS_AWAY);
        let is_in = |two: &&[u16]| (span.from..=span.to).contains(&two[1]);
        let within = returns.clone().filter(is_in).count();
        if within > 0 {
            *in_window += history.viewers;
        }
        let others = u32::try_from(returns.count() - within).unwrap_or(u32::MAX);
        *elsewhere += history.viewers * others;
    }

    /// Counts what is told of a history within the window.
    fn count_window(&mut self, history: History<'_>, span: Span) {
        let Some(last) = history.days.last() else {
            return;
        };
        let viewers = history.viewers;
        let days = u32::try_from(history.days.len()).unwrap_or(u32::MAX);
        let plays: u32 = history.plays.iter().sum();
        self.viewers += viewers;
        self.active_days += u64::from(days) * u64::from(viewers);
        self.plays += u64::from(plays) * u64::from(viewers);
        self.by_days.add(days, viewers);
        self.by_plays.add(plays, viewers);
        if *last == span.to {
            self.running.add(running(history.days), viewers);
        }
    }

    /// Returns the viewers on a day of the log.
    pub fn on(&self, occasion: Occasion, context: &Context<'_>) -> u32 {
        let day = day_number::of(occasion.day);
        let place = day.checked_sub(context.log.from).map(usize::from);
        let viewers = place.and_then(|place| self.on_days.get(place));
        viewers.copied().unwrap_or(0)
    }
}

/// Returns the days of the streak that ends with the last of these.
fn running(days: &[u16]) -> u32 {
    let pairs = days.windows(2).rev();
    let more = pairs.take_while(|two| two[0] + 1 == two[1]).count();
    u32::try_from(more + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_is_counted() {
        let histories = Histories::of_viewers(&[
            (vec![900, 1_000, 1_008, 1_009, 1_010], vec![1, 1, 2, 0, 1]),
            (vec![1_009, 1_010], vec![1, 1]),
            (vec![905, 1_004], vec![1, 3]),
            (vec![902], vec![1]),
        ]);
        let context = Context {
            span: Span {
                from: 1_001,
                to: 1_010,
            },
            log: Span {
                from: 900,
                to: 1_012,
            },
            occasions: &[],
            days: &[],
            minimum_cohort: 1,
        };
        let counted = Counted::of(&histories, &context);
        assert_eq!(
            (counted.viewers, counted.active_days, counted.plays),
            (3, 6, 8)
        );
        assert_eq!(counted.running.at_least(), [2, 2, 1]);
        assert_eq!(counted.by_days.at_least(), [3, 2, 1]);
        assert_eq!(counted.by_plays.at_least(), [3, 3, 2]);
        assert_eq!(counted.on_days[109], 2);
        // On 1,004 one viewer is back; on 1,000, before the window, another was.
        assert_eq!(counted.back, Some((1, 1)));
        let young = Context {
            log: Span {
                from: 950,
                to: 1_012,
            },
            ..context
        };
        assert_eq!(Counted::of(&histories, &young).back, None);
    }
}
