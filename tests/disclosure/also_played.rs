//! What the list of what viewers played, too, tells an attacker who reads a page.

use bingetop::domain::{Item, Level, Levels};
use bingetop::formats::record::Record;
use bingetop::guard::also_played::{ShownAlso, ShownAlsoRow};
use bingetop::guard::page::PageNumbers;
use bingetop::guard::{Guard, ShownFrame};
use bingetop::query::Question;
use bingetop::query::also_played::AlsoPlayed;
use bingetop::query::page::ItemPage;
use proptest::collection::vec;
use proptest::prelude::*;

use super::TITLES;
use super::intervals::{Interval, System};
use super::reader::{Checked, Hidden, MANY, Reader};
use super::tiny::{Names, Tiny, played, window};

/// Returns which numbers of viewers a title may have by the lift that stands in its row.
fn by_lift(row: &ShownAlsoRow, active: u64) -> Interval {
    let of_both_and_active = 20 * u64::from(row.of_both) * active;
    let (least, most) = (2 * row.lift_tenths - 1, 2 * row.lift_tenths + 1);
    let of_first = u64::from(row.of_first);
    Interval::between(
        (of_both_and_active / (most * of_first)).max(1),
        of_both_and_active.div_ceil(least * of_first),
    )
}

impl Reader {
    /// Viewers of two titles are four crowds: of both, of one, of the other, of neither. The reader knows how many are active,
    /// and how many of them played the first.
    pub fn reads_also_played(&self, page: &ItemPage, numbers: &PageNumbers) -> Checked {
        let (Some(AlsoPlayed::Kept { active, rows }), Some(ShownAlso::Rows(shown))) =
            (&page.also_played, &numbers.also_played)
        else {
            return Ok(());
        };
        let active = u64::from(*active);
        for row in shown {
            let truth = rows.iter().find(|truth| truth.name == row.name);
            let truth = truth.expect("it is one of them");
            prop_assert_eq!(row.of_both, truth.of_both);
            let [of_both, of_first, of_other] =
                [row.of_both, row.of_first, truth.viewers].map(u64::from);
            let mut system = System::default();
            let all = system.number(Interval::exactly(active));
            let first = system.number(Interval::exactly(of_first));
            let other = system.number(by_lift(row, active));
            let crowds = [
                (Interval::exactly(of_both), of_both, "both"),
                (
                    Interval::between(0, MANY),
                    of_first - of_both,
                    "the first alone",
                ),
                (
                    Interval::between(0, MANY),
                    of_other - of_both,
                    "the other alone",
                ),
                (
                    Interval::between(0, MANY),
                    active + of_both - of_first - of_other,
                    "neither",
                ),
            ];
            let hidden = crowds.map(|(interval, truth, what)| Hidden {
                place: system.number(interval),
                truth,
                what: format!("those of {what}, with {}", row.name.name),
            });
            let [both, one, another, neither] = hidden.each_ref().map(|crowd| crowd.place);
            system.sum(&[both, one], first);
            system.sum(&[both, another], other);
            system.sum(&[first, another, neither], all);
            self.none_is_known(&mut system, &hidden)?;
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_what_was_played_too_no_crowd_of_a_few_can_be_counted(
        titles in vec((0..40_u32, prop_oneof![1 => 20..30_u32, 2 => 30..80_u32]), 2..5),
        by_show in any::<bool>(),
    ) {
        let titles_played = titles.iter().zip(TITLES);
        let plays = titles_played.flat_map(|((first, viewers), title)| -> Vec<Record<'static>> {
            played(*first..first + viewers, title, 0..=0)
        });
        let (log, conn) = Tiny::of(Names::Hidden, plays.collect::<Vec<_>>()).load();
        let level = if by_show { Level::Show } else { Level::Title };
        let guard = Guard::analyst(10);
        for id in log.items(level).iter().copied() {
            let question = Question {
                levels: Levels::both(level),
                item: Some(Item { level, id }),
                ..Question::about(window(0, 0))
            };
            let selected = log.select(&conn, &question).expect("the item is read");
            let frame = log.answer(&question, selected.as_ref());
            let mut page = log.page(&question, &selected.expect("an item is asked for"));
            let found = log.also_played(&conn, &question, &|| false);
            page.also_played = found.expect("the titles are read");
            let shown = ShownFrame::of(&frame, guard).page(&page, guard);
            Reader::new(guard.minimum()).reads_page(&page, &shown)?;
            let exact = ShownFrame::of(&frame, Guard::exact()).page(&page, Guard::exact());
            let exact = exact.numbers.expect("nothing is hidden").also_played;
            let all = match (&page.also_played, exact) {
                (Some(AlsoPlayed::Kept { rows, .. }), Some(ShownAlso::Rows(shown))) => (rows.len(), shown.len()),
                other => panic!("{other:?}"),
            };
            prop_assert_eq!(all.0, all.1, "an exact page has all rows");
        }
    }
}
