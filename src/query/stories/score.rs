//! How remarkable a fact is.
//!
//! A fact of `v` viewers is held against the `e` who would satisfy its rule if the item were watched as it usually is:
//!
//! | rule | `e` |
//! |---|---|
//! | every day for K days | the item's viewers, if each were active on each day by chance, as often as they are on average: `n·pᴷ` |
//! | K days or more, N plays or more | the item's viewers, if each stopped after each day (play) as often as they do on average: `n·qᴷ⁻¹` |
//! | on a well-known day | of all viewers that day, the share that the item has on its other days |
//! | back after 90 days | those who came back on the item's other days, for as many days as the window has |
//!
//! Where there are three times as many as that, or more, the fact scores `ln(v/e)·ln(1+v)`: how unlikely it is for a viewer, times
//! the length of the number, so that a crowd of some dozens that nobody would expect outranks thousands who do what
//! everybody does. What is counted, not modelled (the last two rules), is taken for half a viewer at least.

use super::counted::{Context, Counted};
use super::story::Rule;
use crate::cube::day_number;
use crate::domain::cohort::{PLAY_LADDER, STREAK_LADDER, Step};
use crate::domain::occasion::Occasion;
use crate::query::coming_back::DAYS_AWAY;

/// So many times as many viewers as expected make a story.
const LEAST_SURPRISE: f64 = 3.0;

/// The fewest viewers that a count lets expect.
const LEAST_EXPECTED: f64 = 0.5;

/// Returns the rule of an item that scores highest, how many viewers satisfy it, and its score in thousandths; of equal ones, that
/// which is named first here. `None` where none is worth a sentence.
pub(super) fn best(counted: &Counted, context: &Context<'_>) -> Option<(Rule, u32, u32)> {
    let scored = every_day(counted, context)
        .into_iter()
        .chain(days(counted))
        .chain(plays(counted))
        .chain(on_days(counted, context))
        .chain(back(counted, context));
    let told = scored.filter(|(_, viewers, _)| *viewers >= context.minimum_cohort.max(1));
    let mut best: Option<(Rule, u32, u32)> = None;
    for (rule, viewers, ln_expected) in told {
        let Some(score) = score(viewers, ln_expected) else {
            continue;
        };
        if best.is_none_or(|(.., highest)| score > highest) {
            best = Some((rule, viewers, score));
        }
    }
    best
}

/// Returns the score of so many viewers, in thousandths, given the logarithm of those expected.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "logarithms of counts are small, and those below the least surprise are left out"
)]
fn score(viewers: u32, ln_expected: f64) -> Option<u32> {
    let surprise = f64::from(viewers).ln() - ln_expected;
    let is_story = surprise >= LEAST_SURPRISE.ln();
    is_story.then(|| (surprise * f64::from(viewers).ln_1p() * 1_000.0) as u32)
}

/// A rule, how many viewers satisfy it, and the logarithm of how many would be expected to.
type Fact = (Rule, u32, f64);

fn every_day(counted: &Counted, context: &Context<'_>) -> Vec<Fact> {
    let to = day_number::day(context.span.to);
    let share = per(counted.active_days, counted.viewers) / f64::from(context.span.days());
    let viewers = counted.running.at_least();
    let facts = (1_u32..).zip(viewers).skip(1);
    facts
        .map(|(days, viewers)| {
            let expected = f64::from(counted.viewers).ln() + f64::from(days) * share.ln();
            (Rule::EveryDay { days, to }, viewers, expected)
        })
        .collect()
}

fn days(counted: &Counted) -> impl Iterator<Item = Fact> {
    let steps = counted.by_days.ladder(&STREAK_LADDER);
    let rule = |at_least| Rule::Days { at_least };
    going_on(steps, counted.active_days, counted.viewers, rule)
}

fn plays(counted: &Counted) -> impl Iterator<Item = Fact> {
    let steps = counted.by_plays.ladder(&PLAY_LADDER).split_off(1);
    let rule = |at_least| Rule::Plays { at_least };
    going_on(steps, counted.plays, counted.viewers, rule)
}

/// Returns the facts of a ladder of days, or of plays, of which `all` viewers have so many together.
fn going_on(
    ladder: Vec<Step>,
    together: u64,
    all: u32,
    rule: impl Fn(u32) -> Rule,
) -> impl Iterator<Item = Fact> {
    // Continuations alone are days without a play.
    let again = 1.0 - 1.0 / per(together, all).max(1.0);
    ladder.into_iter().map(move |step| {
        let expected = beyond(all, again, step.at_least);
        (rule(step.at_least), step.viewers, expected)
    })
}

/// Returns the logarithm of how many of `all` viewers get to `steps`, if each takes the next one as often as `again` says.
fn beyond(all: u32, again: f64, steps: u32) -> f64 {
    f64::from(all).ln() + f64::from(steps - 1) * again.ln()
}

fn on_days(counted: &Counted, context: &Context<'_>) -> Vec<Fact> {
    let fact = |occasion: &Occasion| {
        let viewers = counted.on(*occasion, context);
        let expected = expected_on(counted, *occasion, context)?;
        Some((
            Rule::On(*occasion),
            viewers,
            expected.max(LEAST_EXPECTED).ln(),
        ))
    };
    context.occasions.iter().filter_map(fact).collect()
}

/// Returns how many viewers a day lets expect: of all that day, the share that the item has on its other days, from its first
/// on. `None` where there is no other day.
fn expected_on(counted: &Counted, occasion: Occasion, context: &Context<'_>) -> Option<f64> {
    let first = counted.on_days.iter().position(|viewers| *viewers > 0)?;
    let place = usize::from(day_number::of(occasion.day).checked_sub(context.log.from)?);
    let on_day = context.days.get(place)?.viewers;
    let days = context.days.iter().map(|day| day.viewers);
    let both = counted.on_days.iter().copied().zip(days).enumerate();
    let others = both.skip(first).filter(|(other, _)| *other != place);
    let (mut of_item, mut of_all) = (0, 0);
    for (_, (item, all)) in others {
        of_item += u64::from(item);
        of_all += u64::from(all);
    }
    (of_all > 0).then(|| ratio(of_item, of_all) * f64::from(on_day))
}

fn back(counted: &Counted, context: &Context<'_>) -> Option<Fact> {
    let (viewers, elsewhere) = counted.back?;
    let known_from = context.log.from.saturating_add(DAYS_AWAY);
    let known = u32::from(context.log.to.checked_sub(known_from)?) + 1;
    let days = context.span.days();
    let others = known.checked_sub(days).filter(|others| *others > 0)?;
    let expected = f64::from(elsewhere) / f64::from(others) * f64::from(days);
    Some((Rule::Back, viewers, expected.max(LEAST_EXPECTED).ln()))
}

/// Returns how many of a sum there are for each viewer; 1 where there are no viewers.
fn per(sum: u64, viewers: u32) -> f64 {
    if viewers == 0 {
        1.0
    } else {
        ratio(sum, viewers.into())
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "what is estimated needs no more than 52 bits"
)]
fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cube::day_number::Span;
    use crate::cube::histories::Histories;
    use crate::domain::Day;
    use crate::domain::Window;
    use crate::domain::occasion::occasions;
    use crate::snapshot::everything::DayCount;

    const FIRST: u16 = 1_000;

    /// Returns the best story of viewers with these days, in a window that is the last so many days of a log of 400 days,
    /// on each of which a thousand viewers played something.
    fn told(viewers: &[(Vec<u16>, u32)], days: u16) -> Option<(Rule, u32)> {
        let log = Span {
            from: FIRST,
            to: FIRST + 399,
        };
        let span = Span {
            from: log.to + 1 - days,
            to: log.to,
        };
        let window = Window::new(day_number::day(span.from), day_number::day(span.to)).unwrap();
        let occasions = occasions(window);
        let days: Vec<DayCount> = (log.from..=log.to)
            .map(|day| DayCount {
                day: day_number::day(day),
                plays: 2_000,
                viewers: 1_000,
            })
            .collect();
        let context = Context {
            span,
            log,
            occasions: &occasions,
            days: &days,
            minimum_cohort: 10,
        };
        let all: Vec<(Vec<u16>, Vec<u32>)> = viewers
            .iter()
            .flat_map(|(days, viewers)| {
                let plays = vec![1; days.len()];
                std::iter::repeat_n((days.clone(), plays), *viewers as usize)
            })
            .collect();
        let counted = Counted::of(&Histories::of_viewers(&all), &context);
        best(&counted, &context).map(|(rule, viewers, _)| (rule, viewers))
    }

    /// So many viewers on one of the window's days each, in turn.
    fn once(viewers: u32, days: u16) -> Vec<(Vec<u16>, u32)> {
        (0..days)
            .map(|ago| (vec![FIRST + 399 - ago], viewers / u32::from(days)))
            .collect()
    }

    #[test]
    fn a_crowd_that_comes_every_day_is_the_story_of_a_film_seen_once_by_others() {
        let every_day: Vec<u16> = (FIRST + 382..FIRST + 400).collect();
        let mut viewers = once(3_900, 30);
        viewers.push((every_day, 53));
        let to = day_number::day(FIRST + 399);
        assert_eq!(
            told(&viewers, 30),
            Some((Rule::EveryDay { days: 18, to }, 53))
        );
    }

    #[test]
    fn what_everybody_does_is_no_story() {
        assert_eq!(told(&once(3_000, 30), 30), None);
        let daily = vec![((FIRST + 370..FIRST + 400).collect(), 500)];
        assert_eq!(told(&daily, 30), None);
    }

    #[test]
    fn those_who_come_back_after_a_year_are_one() {
        let mut viewers = once(600, 30);
        viewers.push((vec![FIRST + 10, FIRST + 390], 80));
        assert_eq!(told(&viewers, 30), Some((Rule::Back, 80)));
    }

    #[test]
    fn fewer_than_a_crowd_tell_nothing() {
        let every_day: Vec<u16> = (FIRST + 382..FIRST + 400).collect();
        let mut viewers = once(3_900, 30);
        viewers.push((every_day, 9));
        assert_eq!(told(&viewers, 30), None);
    }

    #[test]
    fn a_well_known_day_is_held_against_the_other_days_of_the_item() {
        let log = Span {
            from: FIRST,
            to: FIRST + 399,
        };
        let window = Window::new(day_number::day(log.from), day_number::day(log.to)).unwrap();
        let day = occasions(window)[0].day;
        let mut viewers: Vec<(Vec<u16>, u32)> =
            (log.from..=log.to).map(|day| (vec![day], 3)).collect();
        viewers.push((vec![day_number::of(day)], 200));
        let told = told(&viewers, 400);
        assert!(
            matches!(told, Some((Rule::On(on), 203)) if on.day == day),
            "{told:?}"
        );
        assert!(day < Day::MAX);
    }
}
