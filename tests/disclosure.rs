//! What a guard lets through must not be completed to what it hides.
//!
//! The tests play the reader who knows how numbers hang together and nothing of the people: each hidden count is an
//! interval, and the sums on one screen narrow intervals until nothing moves any more. No count of a few viewers
//! may be left with one value.

#[path = "disclosure/also_played.rs"]
mod also_played;
#[path = "disclosure/intervals.rs"]
mod intervals;
#[path = "support/ladder_page.rs"]
mod ladder_page;
#[path = "disclosure/reader.rs"]
mod reader;
#[path = "disclosure/sittings.rs"]
mod sittings;
#[path = "disclosure/stories.rs"]
mod stories;
#[path = "support/tiny.rs"]
mod tiny;

use bingetop::domain::{Item, ItemId, Level, Levels, Threshold};
use bingetop::formats::record::Record;
use bingetop::guard::{Guard, ShownFrame};
use bingetop::query::Question;
use bingetop::query::question::Compare;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use self::ladder_page::ladder_page;
use self::reader::Reader;
use self::tiny::{Names, Tiny, played, window};

const TITLES: [&str; 6] = ["Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir"];

/// Viewers from one number to another play a title on each of some days.
#[derive(Debug, Clone)]
struct Habit {
    title: usize,
    viewers: (u32, u32),
    days: (i32, i32),
}

prop_compose! {
    fn habit()(
        title in 0..TITLES.len(),
        first in 0..30_u32,
        viewers in prop_oneof![3 => 1..4_u32, 2 => 8..13_u32, 2 => 15..30_u32],
        // So late, viewers have been away for ninety days.
        day in prop_oneof![3 => 0..9_i32, 1 => 95..104_i32],
        days in prop_oneof![3 => Just(1_i32), 2 => 2..4_i32, 1 => 5..9_i32],
    ) -> Habit {
        Habit { title, viewers: (first, first + viewers), days: (day, day + days - 1) }
    }
}

fn log_of(habits: &[Habit]) -> Tiny {
    let plays = habits.iter().flat_map(|habit| -> Vec<Record<'static>> {
        let (from, to) = habit.viewers;
        played(from..to, TITLES[habit.title], habit.days.0..=habit.days.1)
    });
    Tiny::of(Names::Hidden, plays.collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_count_of_a_few_can_be_solved_for(
        habits in vec(habit(), 1..9),
        days in (prop_oneof![3 => 0..6_i32, 1 => 95..101_i32], 1..12_i32),
        at_least in 2..5_u32,
        levels in any::<[bool; 2]>(),
        item in proptest::option::of(0..TITLES.len()),
    ) {
        let log = log_of(&habits);
        let (log, conn) = log.load();
        let level = |by_show| if by_show { Level::Show } else { Level::Title };
        let question = Question {
            threshold: Threshold::new(at_least).expect("two days or more"),
            levels: Levels { streaks: level(levels[0]), rewatched: level(levels[1]) },
            compare: Compare::Previous,
            item: item.and_then(|item| log.items(Level::Title).get(item).copied()).map(Item::title),
            wants_hours: true,
            ..Question::about(window(days.0, days.0 + days.1))
        };
        let selected = log.select(&conn, &question).expect("the item is read");
        let frame = log.answer(&question, selected.as_ref());
        let guard = Guard::analyst(log.facts().minimum_cohort);
        let mut shown = ShownFrame::of(&frame, guard);
        let page = selected.as_ref().map(|selected| log.page(&question, selected));
        let shown_page = page.as_ref().map(|page| shown.page(page, guard));
        let reader = Reader::new(guard.minimum());
        reader.reads_lists(&frame, &shown)?;
        reader.reads_ladders(&frame.totals, &frame.cohorts, &shown)?;
        reader.reads_days(&frame, &shown)?;
        reader.reads_hours(&frame, &shown)?;
        let told = log.stories(&conn, &question, guard.minimum()).expect("the stories are read");
        stories::reads_stories(&frame, &told, guard)?;
        if let (Some(page), Some(shown_page)) = (&page, &shown_page) {
            reader.reads_page(page, shown_page)?;
            // As a reduced log would show it.
            let mut shown = ShownFrame::of(&frame, guard);
            let shown_page = shown.page(&ladder_page(page.clone()), guard);
            reader.reads_ladders(&frame.totals, &frame.cohorts, &shown)?;
            reader.reads_page(page, &shown_page)?;
        }
        let before = frame.comparison.as_ref().map(|both| Question {
            window: both.other_window,
            item: None,
            ..question.clone()
        });
        let before = before.map(|before| ShownFrame::of(&log.answer(&before, None), guard));
        changes_are_from_what_is_told(&shown, before.as_ref())?;
    }
}

/// A change, and what it is a change to, give back what it is a change from: it stands only where the list of the days
/// before would tell that itself, beside their sums; that there was none, anybody may know.
fn changes_are_from_what_is_told(
    shown: &ShownFrame,
    before: Option<&ShownFrame>,
) -> Result<(), TestCaseError> {
    let told = shown.rewatched.iter().filter_map(|row| {
        let rewatches = row.numbers.as_ref()?.before?;
        Some((row.item, rewatches))
    });
    for (item, rewatches) in told {
        let before = before.expect("there are days to compare with");
        prop_assert!(before.totals.plays.exact().is_some(), "beside their sums");
        let row = before.rewatched.iter().find(|row| row.item == item);
        let wanted = row.map_or(Some(0), |row| Some(row.numbers.as_ref()?.rewatches));
        prop_assert_eq!(wanted, Some(rewatches));
    }
    Ok(())
}

/// The lists of two ranges side by side: a title of two viewers before is not found by how much it has grown.
#[test]
fn a_change_from_a_few_is_not_told() {
    let mut plays = played(0..30, "Ash", 0..=3);
    plays.extend(played(0..2, "Birch", 0..=0));
    plays.extend(played(0..20, "Birch", 2..=3));
    plays.extend(played(0..20, "Cedar", 2..=3));
    plays.extend(played(0..15, "Dogwood", 0..=3));
    let (log, _conn) = Tiny::of(Names::Hidden, plays).load();
    let question = Question {
        compare: Compare::Previous,
        ..Question::about(window(2, 3))
    };
    let changes = |guard| -> Vec<Option<u64>> {
        let shown = ShownFrame::of(&log.answer(&question, None), guard);
        let mut rows = shown.rewatched.clone();
        rows.sort_by_key(|row| row.rank);
        let numbers = rows
            .iter()
            .map(|row| row.numbers.as_ref().expect("a crowd"));
        numbers.map(|numbers| numbers.before).collect()
    };
    let exact = [Some(30), Some(0), Some(0), Some(15)];
    assert_eq!(changes(Guard::exact()), exact);
    let [ash, birch, cedar, dogwood] = changes(Guard::analyst(10))[..] else {
        panic!("four titles");
    };
    assert_eq!(birch, None, "two viewers before");
    assert_eq!(dogwood, None, "else the two were the rest of the sum");
    assert_eq!(ash, Some(30));
    assert_eq!(cedar, Some(0), "none is no secret");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Some play a film, and others, many of them the same, play it ninety days later or a little earlier.
    #[test]
    fn neither_those_who_came_back_nor_those_who_did_not_can_be_counted(
        early in 1..30_u32,
        late in (0..20_u32, 1..30_u32),
        day in 88..93_i32,
    ) {
        let mut plays = played(0..early, "Ash", 0..=1);
        plays.extend(played(late.0..late.0 + late.1, "Ash", day..=day));
        let (log, conn) = Tiny::of(Names::Hidden, plays).load();
        let question = Question {
            item: log.items(Level::Title).first().copied().map(Item::title),
            ..Question::about(window(50, 99))
        };
        let selected = log.select(&conn, &question).expect("the item is read");
        let frame = log.answer(&question, selected.as_ref());
        let guard = Guard::analyst(10);
        let page = log.page(&question, &selected.expect("an item is asked for"));
        let shown = ShownFrame::of(&frame, guard).page(&page, guard);
        Reader::new(guard.minimum()).reads_page(&page, &shown)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// A show of a few titles, of which each has viewers from one number to another, who play one some seconds after
    /// the other: at once, in one sitting, or in several.
    #[test]
    fn neither_viewers_of_a_title_of_a_show_nor_those_who_left_it_out_can_be_counted(
        titles in vec((0..12_u32, prop_oneof![1 => 1..4_u32, 3 => 8..30_u32], 1..3_i32), 1..5),
        between in prop_oneof![Just(0), Just(1_500), Just(9_000)],
    ) {
        let starts = (0..).map(|place| place * between);
        let titles_played = titles.iter().zip(TITLES).zip(starts);
        let plays = titles_played.flat_map(|(((first, viewers, days), title), later)| {
            let mut plays = played(*first..first + viewers, title, 0..=days - 1);
            for play in &mut plays {
                play.show = Some("Wood".into());
                play.start += later;
            }
            plays
        });
        let (log, conn) = Tiny::of(Names::Hidden, plays.collect::<Vec<_>>()).load();
        let question = Question {
            levels: Levels::both(Level::Show),
            item: log.items(Level::Show).first().copied().map(Item::show),
            ..Question::about(window(0, 9))
        };
        let selected = log.select(&conn, &question).expect("the item is read");
        let frame = log.answer(&question, selected.as_ref());
        let guard = Guard::analyst(10);
        let mut page = log.page(&question, &selected.expect("an item is asked for"));
        page.sittings = Some(log.sittings(&conn, &question).expect("the rows are read"));
        prop_assert_eq!(page.episodes.len(), titles.len());
        let shown = ShownFrame::of(&frame, guard).page(&page, guard);
        Reader::new(guard.minimum()).reads_page(&page, &shown)?;
        let exact = ShownFrame::of(&frame, Guard::exact()).page(&page, Guard::exact());
        let exact = exact.numbers.expect("nothing is hidden").episodes;
        prop_assert!(exact.iter().all(|episode| episode.numbers.is_some()));
    }
}

/// The recipe that gave two viewers back: `679 = 395 + 120 + 39 + 52 + 18 + 53 + <10`.
#[test]
fn one_small_title_among_large_ones_is_not_the_rest_of_the_sum() {
    let mut plays = played(0..40, "Ash", 0..=0);
    plays.extend(played(0..30, "Birch", 0..=0));
    plays.extend(played(0..12, "Cedar", 0..=0));
    plays.extend(played(0..2, "Dogwood", 0..=0));
    let (log, _conn) = Tiny::of(Names::Hidden, plays).load();
    let frame = log.answer(&Question::about(window(0, 3)), None);
    let shown = ShownFrame::of(&frame, Guard::analyst(10));
    let told: Vec<bool> = shown
        .rewatched
        .iter()
        .map(|row| row.numbers.is_some())
        .collect();
    assert_eq!(told, [true, true, false, false]);
    let name = |item: ItemId| &*shown.rewatched_items.name(item).name;
    let names: Vec<&str> = shown.rewatched.iter().map(|row| name(row.item)).collect();
    assert_eq!(
        names,
        ["Ash", "Birch", "Cedar", "Dogwood"],
        "those hidden by name"
    );
}

/// The page says how many viewers a show has: of two titles, the rest is those who played both.
#[test]
fn those_who_played_both_titles_of_a_show_cannot_be_counted_where_they_are_few() {
    let told = |first_of_other: u32| {
        let of_show = |viewers: std::ops::Range<u32>, title| {
            let mut plays = played(viewers, title, 0..=0);
            for play in &mut plays {
                play.show = Some("Wood".into());
            }
            plays
        };
        let mut plays = of_show(0..20, "Ash");
        plays.extend(of_show(first_of_other..first_of_other + 20, "Birch"));
        let (log, conn) = Tiny::of(Names::Hidden, plays).load();
        let question = Question {
            item: log.items(Level::Show).first().copied().map(Item::show),
            levels: Levels::both(Level::Show),
            ..Question::about(window(0, 9))
        };
        let selected = log.select(&conn, &question).expect("the item is read");
        let guard = Guard::analyst(10);
        let frame = log.answer(&question, selected.as_ref());
        let page = log.page(&question, &selected.expect("an item is asked for"));
        let page = ShownFrame::of(&frame, guard).page(&page, guard);
        let episodes = page
            .numbers
            .map_or_else(Vec::new, |numbers| numbers.episodes);
        episodes
            .iter()
            .filter(|episode| episode.numbers.is_some())
            .count()
    };
    assert_eq!(told(20), 2, "nobody played both");
    assert_eq!(told(19), 0, "one did");
    assert_eq!(told(11), 0, "nine did");
    assert_eq!(told(10), 2, "ten did");
}
