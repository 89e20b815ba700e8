//! What the dashboard does when something happens: the real state, without a terminal.

#[path = "support/dashboard.rs"]
mod dashboard;
#[path = "support/diary.rs"]
mod diary;
#[path = "support/kept.rs"]
mod kept;

#[path = "updates/helped.rs"]
mod helped;
#[path = "updates/nothing.rs"]
mod nothing;
#[path = "updates/palette.rs"]
mod palette;
#[path = "updates/telling.rs"]
mod telling;

use std::sync::LazyLock;

use bingetop::app::action::PanelNumber::{Four, One, Three, Two};
use bingetop::app::bindings::Bindings;
use bingetop::app::state::{Content, Overlay};
use bingetop::app::tabs::{CalendarTab, CohortTab, PlaysTab};
use bingetop::app::{Effect, Message};
use bingetop::commands::SAMPLE;
use bingetop::domain::{Day, Item, Level, Levels, Window};
use bingetop::query::question::Compare;
use bingetop::store::open::open_bytes;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use dashboard::{Dashboard, LATER, setup};
use kept::Kept;
use rstest::rstest;

/// The seconds of a day.
const DAY: i64 = 24 * 60 * 60;

static YEAR: LazyLock<Kept> = LazyLock::new(diary::year);
static NEXT_DAY: LazyLock<Kept> = LazyLock::new(diary::year_and_a_day);
static EMPTY: LazyLock<Kept> = LazyLock::new(diary::empty);

const SIZE: (u16, u16) = (120, 36);

fn over_a_year() -> Dashboard<'static> {
    Dashboard::over(&YEAR, SIZE)
}

/// A dashboard over a year after some keys.
fn after(keys: &str) -> Dashboard<'static> {
    let mut dashboard = over_a_year();
    dashboard.press(keys);
    dashboard
}

impl Dashboard<'_> {
    fn window(&self) -> Window {
        self.app.window().expect("the log has days")
    }

    fn days(&self) -> String {
        self.window().to_string()
    }

    fn streaks(&self) -> Vec<Item> {
        let frame = &self.app.answer().expect("the question is answered").frame;
        let level = frame.levels.streaks;
        let items = frame.streaks.iter().map(|row| row.item);
        items.map(|id| Item { level, id }).collect()
    }

    fn selected(&self) -> Item {
        self.app.selected().expect("something is selected")
    }

    /// Where the selected item stands in the list that moving goes through.
    fn place(&self) -> Option<usize> {
        let selected = self.app.selected();
        let listed = self.app.listed();
        listed.iter().position(|item| Some(*item) == selected)
    }

    fn typed(&self) -> Option<String> {
        match &self.app.overlay {
            Overlay::Prompt(_, prompt) => Some(prompt.input.value().to_owned()),
            _ => None,
        }
    }

    fn has_help(&self) -> bool {
        matches!(self.app.overlay, Overlay::Help(_))
    }
}

#[test]
fn selection_follows_the_item_when_the_order_changes() {
    let mut dashboard = after("jjj");
    let item = dashboard.selected();
    assert_eq!(dashboard.place(), Some(2));
    dashboard.press("S");
    assert_eq!(dashboard.selected(), item);
    let place = dashboard.place().expect("it is still listed");
    assert_ne!(place, 2);
    dashboard.press("k");
    assert_eq!(
        dashboard.place(),
        Some(place - 1),
        "moving starts from the new place"
    );
}

/// While only the item changes, the lists are neither guarded nor sorted anew.
#[test]
fn lists_that_are_kept_are_those_of_a_new_answer() {
    // Large enough for numbers to be rounded on a wall.
    let sample = Kept::new(open_bytes(&SAMPLE).expect("the sample is a log"), None);
    let mut kept = Dashboard::over(&sample, SIZE);
    let mut anew = Dashboard {
        shares: false,
        ..Dashboard::over(&sample, SIZE)
    };
    let keys = "j j s j S s s j x j Tab j s s j S k Enter j Esc / a Enter j k b j P Space Esc j x k P Space Esc j c j 18 > j";
    for key in keys.split(' ') {
        kept.press(key);
        anew.press(key);
        assert!(kept.app.view() == anew.app.view(), "after {key}");
    }
}

#[test]
fn ties_are_in_one_order_whatever_the_list_was_sorted_by_before() {
    let by_name_before = after("s s s s");
    assert!(by_name_before.app.view() == over_a_year().app.view());
}

#[test]
fn part_two_of_a_page_has_tabs_and_that_of_a_show_has_more() {
    let on_show = after("j j Enter 2");
    assert!(
        on_show
            .app
            .page
            .is_some_and(|item| item.level == Level::Show)
    );
    let tabs = |keys: &str| {
        let app = after(keys).app;
        (app.plays_tab, app.cohort_tab)
    };
    assert_eq!(
        tabs("j j Enter 2 l"),
        (PlaysTab::Episodes, CohortTab::Streak)
    );
    assert_eq!(
        tabs("j j Enter 2 l l"),
        (PlaysTab::Sittings, CohortTab::Streak)
    );
    assert_eq!(
        tabs("j j Enter 2 l l l"),
        (PlaysTab::Also, CohortTab::Streak)
    );
    assert_eq!(
        tabs("j j Enter 2 l l l l"),
        (PlaysTab::Viewers, CohortTab::Streak)
    );
    assert_eq!(tabs("j j Enter l"), (PlaysTab::Viewers, CohortTab::Plays));
    assert_eq!(tabs("2 j Enter l"), (PlaysTab::Viewers, CohortTab::Plays));
    assert_eq!(tabs("2 j Enter 2 l"), (PlaysTab::Also, CohortTab::Streak));
    assert_eq!(
        tabs("2 j Enter 2 l l"),
        (PlaysTab::Viewers, CohortTab::Streak)
    );
    // A title has no tab of sittings: what it shows then is the first.
    let behind_sittings = "j j Enter 2 l l Esc 2 j Enter 2";
    assert_eq!(
        tabs(behind_sittings),
        (PlaysTab::Sittings, CohortTab::Streak)
    );
    assert_eq!(
        tabs(&[behind_sittings, "l"].join(" ")),
        (PlaysTab::Also, CohortTab::Streak)
    );
}

/// The rows of a show are read for its sittings alone, and only while these are on the screen.
#[test]
fn sittings_are_asked_for_where_they_are_shown() {
    let has_sittings = |keys: &str| {
        let dashboard = after(keys);
        let page = dashboard
            .app
            .answer()
            .and_then(|answer| answer.page.as_ref());
        page.expect("a page is open").sittings.is_some()
    };
    assert!(!has_sittings("j j Enter 2 l"));
    assert!(has_sittings("j j Enter 2 l l"));
    assert!(has_sittings("j j Enter 2 h h"));
    assert!(!has_sittings("j j Enter 2 l l l l Esc j Enter"));
    let (on_show, on_title) = ("j j Enter 2 l l Esc Enter", "j j Enter 2 l l Esc 2 j Enter");
    assert!(has_sittings(on_show));
    assert!(!has_sittings(on_title), "a title has none");
}

#[test]
fn what_was_played_too_is_asked_for_where_it_is_shown() {
    let has_it = |keys: &str| {
        let dashboard = after(keys);
        let answer = dashboard.app.answer();
        let page = answer.and_then(|answer| answer.page.as_ref());
        page.expect("a page is open").also_played.is_some()
    };
    assert!(!has_it("2 j Enter 2"));
    assert!(has_it("2 j Enter 2 l"));
    assert!(has_it("2 j Enter 2 h"));
    assert!(has_it("2 j Enter 2 h j"), "of the next title, too");
    assert!(has_it("j j Enter 2 h"));
    assert!(!has_it("j j Enter 2 l l"), "not beside sittings");
    assert!(!has_it("2 j Enter 2 l l Esc j Enter"));
}

#[test]
fn o_chooses_what_the_list_ranks_by() {
    let by_column = |keys: &str| after(keys).app.rewatched_sort;
    assert_eq!(by_column("2 o plays Enter"), by_column("2 s"));
    assert_eq!(by_column("2 o Esc"), by_column("2"));
}

#[test]
fn what_is_behind_a_panel_scrolls_is_copied_and_closes() {
    let scroll = |dashboard: &Dashboard<'_>| match &dashboard.app.overlay {
        Overlay::Inspection(inspection) => Some(inspection.scroll),
        _ => None,
    };
    let mut dashboard = after("2 i");
    assert_eq!(scroll(&dashboard), Some(0));
    dashboard.app.size = (80, 10);
    dashboard.press("j j k");
    assert_eq!(scroll(&dashboard), Some(1));
    dashboard.press("G PgDn j");
    let last = scroll(&dashboard).expect("it is open");
    assert!(last > 8);
    dashboard.press("g");
    assert_eq!(scroll(&dashboard), Some(0));
    let copied = |effects: Vec<Effect>| match effects.as_slice() {
        [Effect::Copy(text)] => text.clone(),
        other => panic!("{other:?}"),
    };
    let command = copied(dashboard.press("y"));
    assert!(
        command.starts_with("bingetop report plays.db --range="),
        "{command}"
    );
    assert!(copied(dashboard.press("Y")).contains("SELECT"));
    assert_eq!(scroll(&dashboard), Some(0), "copying closes nothing");
    for closing in ["i", "Esc", "q"] {
        let mut dashboard = after("2 i");
        assert_eq!(dashboard.press(closing), []);
        assert_eq!(scroll(&dashboard), None);
    }
}

#[test]
fn selection_follows_the_item_into_a_new_answer() {
    let mut dashboard = after("jjj");
    let item = dashboard.selected();
    dashboard.log = &NEXT_DAY;
    dashboard.load(LATER);
    assert_eq!(dashboard.selected(), item);
    let cohorts = &dashboard.app.answer().expect("answered").frame.cohorts;
    assert_eq!(cohorts.item.as_ref().map(|(item, _)| *item), Some(item));
}

#[test]
fn selection_stays_on_an_item_that_left_the_list() {
    let mut dashboard = after("jjj");
    let item = dashboard.selected();
    dashboard.press("/bee Enter");
    assert_eq!((dashboard.selected(), dashboard.place()), (item, None));
    dashboard.press("Esc");
    assert_eq!(dashboard.place(), Some(2));
}

#[test]
fn selection_stops_at_the_ends_of_the_list() {
    let mut dashboard = after("k");
    assert_eq!(dashboard.place(), Some(0));
    dashboard.press("k k");
    assert_eq!(dashboard.place(), Some(0));
    let last = dashboard.streaks().len() - 1;
    dashboard.press("G");
    assert_eq!(dashboard.place(), Some(last));
    dashboard.press("j PgDn");
    assert_eq!(dashboard.place(), Some(last));
    dashboard.press("g");
    assert_eq!(dashboard.place(), Some(0));
}

#[test]
fn panels_three_and_four_follow_the_list_that_had_the_focus_last() {
    let mut dashboard = after("2 jjj 3");
    let rewatched: Vec<Item> = {
        let answer = dashboard.app.answer().expect("answered");
        let rows = answer.frame.rewatched.iter();
        rows.map(|row| Item::title(row.item)).collect()
    };
    assert_eq!(dashboard.selected(), rewatched[2]);
    dashboard.press("Enter j");
    assert_eq!(dashboard.selected(), rewatched[3]);
    assert_eq!(dashboard.app.page, Some(rewatched[3]));
}

#[test]
fn stale_answers_are_dropped() {
    let mut dashboard = over_a_year();
    dashboard.is_slow = true;
    dashboard.press("< >");
    dashboard.press("> > > >");
    assert_eq!(dashboard.waiting.len(), 6);
    let newest = dashboard.waiting.pop().expect("six were asked");
    let asked = newest.question.clone();
    let before = dashboard.app.answer().cloned();
    dashboard.answer();
    assert_eq!(
        dashboard.app.answer().cloned(),
        before,
        "five late answers change nothing"
    );
    dashboard.waiting.push(newest);
    dashboard.answer();
    let frame = &dashboard.app.answer().expect("answered").frame;
    assert_eq!(frame.threshold, asked.threshold);
}

#[test]
fn old_rows_stay_until_new_ones_arrive() {
    let mut dashboard = over_a_year();
    let before = dashboard.streaks();
    dashboard.is_slow = true;
    dashboard.press("d2017-06 Enter");
    assert_eq!(dashboard.streaks(), before);
    dashboard.load(LATER);
    assert_eq!(
        dashboard.streaks(),
        before,
        "reading the log again leaves them, too"
    );
    dashboard.answer();
    assert_ne!(dashboard.streaks(), before);
}

#[test]
fn a_title_is_not_taken_for_a_show_while_shows_are_awaited() {
    let mut dashboard = over_a_year();
    dashboard.is_slow = true;
    dashboard.press("b jjj Enter n G");
    assert_eq!((dashboard.app.selected(), dashboard.app.page), (None, None));
    dashboard.answer();
    dashboard.press("j");
    assert_eq!(dashboard.place(), Some(0));
}

#[test]
fn another_level_clears_the_selection() {
    let dashboard = after("jj b");
    assert_eq!(dashboard.app.level(), Level::Title);
    assert_eq!((dashboard.app.selected(), dashboard.app.page), (None, None));
}

#[test]
fn on_a_page_the_other_level_is_the_page_of_the_show() {
    let mut dashboard = after("2 j");
    let title = dashboard.app.selected().expect("a title");
    assert_eq!(title.level, Level::Title);
    let frame = &dashboard.app.view().expect("a view").frame;
    let show = frame.rewatched_items.show_of(title.id).expect("a show");
    dashboard.press("Enter b");
    let page = dashboard.app.page;
    assert_eq!(
        page.map(|page| (page.level, page.id)),
        Some((Level::Show, show))
    );
    dashboard.press("b");
    assert_eq!(dashboard.app.page, page, "the page of a show stays");
    let notice = dashboard.app.notice.as_deref();
    assert_eq!(
        notice,
        Some("the titles of a show are in part 2 of its page")
    );
    dashboard.press(": l e v e l Space s h o w Enter");
    assert_eq!(dashboard.app.page, page);
    let notice = dashboard.app.notice.as_deref();
    assert_eq!(notice, Some("this page is of a show already"));
}

#[test]
fn each_list_has_a_level_of_its_own() {
    let mut dashboard = over_a_year();
    let levels = |dashboard: &Dashboard| {
        let frame = &dashboard.app.answer().expect("answered").frame;
        assert_eq!(frame.levels, dashboard.app.levels);
        (frame.levels.streaks, frame.levels.rewatched)
    };
    assert_eq!(levels(&dashboard), (Level::Show, Level::Title));
    dashboard.press("2 b");
    assert_eq!(levels(&dashboard), (Level::Show, Level::Show));
    dashboard.press("1 b");
    assert_eq!(levels(&dashboard), (Level::Title, Level::Show));
    // Panels 3 and 4 leave the list that had the focus before.
    dashboard.press("4 b");
    assert_eq!(levels(&dashboard), (Level::Show, Level::Show));
    dashboard.press("2 b");
    assert_eq!(levels(&dashboard), (Level::Show, Level::Title));
}

#[test]
fn esc_closes_the_nearest_thing_first() {
    let mut dashboard = after("/a Enter j z Enter ?");
    let open = |dashboard: &Dashboard| {
        let app = &dashboard.app;
        let is_open = [
            dashboard.has_help(),
            app.page.is_some(),
            app.is_zoomed,
            !app.filter.is_empty(),
            app.selected().is_some(),
        ];
        is_open.iter().filter(|is_open| **is_open).count()
    };
    assert_eq!(open(&dashboard), 5);
    for left in (0..5).rev() {
        dashboard.press("Esc");
        assert_eq!(open(&dashboard), left);
    }
    assert!(dashboard.app.selected().is_none());
    assert_eq!(
        dashboard.press("Esc Backspace"),
        [],
        "with nothing open, nothing happens"
    );
}

#[test]
fn esc_closes_page_before_zoom_before_filter_before_selection() {
    let mut dashboard = after("/a Enter j z Enter");
    dashboard.press("Esc");
    assert!(dashboard.app.page.is_none() && dashboard.app.is_zoomed);
    dashboard.press("Esc");
    assert!(!dashboard.app.is_zoomed && dashboard.app.filter == "a");
    dashboard.press("Esc");
    assert!(dashboard.app.filter.is_empty() && dashboard.app.selected().is_some());
}

#[rstest]
#[case::up("18>", 18)]
#[case::down("18<", 18)]
#[case::beside_the_ladder("6>", 6)]
#[case::through_every_panel("1234>", 1234)]
#[case::huge("99999999999>", 99_999)]
fn digits_set_the_threshold_and_nothing_else(#[case] keys: &str, #[case] days: u32) {
    let mut dashboard = after("2 j d2017-11 Enter");
    dashboard.press(keys);
    assert_eq!(dashboard.app.threshold.days(), days);
    assert_eq!(dashboard.app.focus, Two);
    assert_eq!(dashboard.app.span.text(), "2017-11");
    assert_eq!(dashboard.app.typed_count(), None);
}

#[test]
fn a_zero_among_the_digits_leaves_the_range() {
    let dashboard = after("d2017-11 Enter 30>");
    assert_eq!(dashboard.app.threshold.days(), 30);
    assert_eq!(dashboard.app.span.text(), "2017-11");
}

#[test]
fn a_lone_digit_of_a_panel_is_no_threshold() {
    let dashboard = after("4 >");
    assert_eq!(dashboard.app.threshold.days(), 5, "`>` climbs from 3");
    assert_eq!(dashboard.app.focus, Four);
}

#[test]
fn a_page_closes_before_the_program_does() {
    let mut dashboard = after("j Enter");
    dashboard.press("q");
    assert_eq!(dashboard.app.page, None);
    assert_eq!(dashboard.press("q"), [Effect::Quit]);
}

#[test]
fn what_a_page_does_not_show_is_not_changed_behind_it() {
    let dashboard = after("j Enter 3 Tab s S z");
    assert!(dashboard.app.page.is_some() && !dashboard.app.is_zoomed);
    assert_eq!(dashboard.app.focus, One);
}

#[test]
fn forward_ends_at_the_newest_day() {
    let mut dashboard = after("{ { { ]");
    assert_eq!(dashboard.app.span.text(), "30d");
    dashboard.press("}");
    assert_eq!(dashboard.app.span.text(), "30d");
    assert!(dashboard.app.notice.is_some());
}

#[test]
fn another_key_forgets_the_digits() {
    let dashboard = after("18 j >");
    assert_eq!(
        dashboard.app.threshold.days(),
        5,
        "`>` climbs the ladder from 3"
    );
}

#[test]
fn digits_while_help_is_open_count_nothing() {
    let dashboard = after("?18>");
    assert_eq!(dashboard.app.threshold.days(), 3);
    assert_eq!(dashboard.app.focus, One);
    assert_eq!(dashboard.app.typed_count(), None);
    assert!(dashboard.has_help());
}

#[rstest]
#[case::at_the_start("", "30d")]
#[case::back_and_forth("[ ]", "30d")]
#[case::back("[", "2017-10-12..2017-11-10")]
#[case::day_back("{", "2017-11-10..2017-12-09")]
#[case::day_forth("{ }", "30d")]
#[case::shorter("-", "18d")]
#[case::shortest("----", "7d")]
#[case::longer("+", "90d")]
#[case::longest("++++++", "all")]
#[case::equals_is_plus("=", "90d")]
#[case::default("- - 0", "30d")]
#[case::newest("[ [ t", "30d")]
#[case::typed_back("d2017-11 Enter [", "2017-10-02..2017-10-31")]
#[case::typed_longer("d2017-11 Enter +", "2017-09-02..2017-11-30")]
#[case::typed_shorter("d2017-11 Enter -", "2017-11-13..2017-11-30")]
#[case::typed_newest("d2017-11 Enter t", "30d")]
#[case::typed_default("d2017-11 Enter 0", "30d")]
fn keys_change_the_range(#[case] keys: &str, #[case] text: &str) {
    assert_eq!(after(keys).app.span.text(), text);
}

#[test]
fn the_range_never_leaves_the_log() {
    let mut dashboard = over_a_year();
    dashboard.press("]");
    assert_eq!(dashboard.app.span.text(), "30d");
    assert!(dashboard.app.notice.is_some());
    dashboard.press("[ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [ [");
    let held = YEAR.facts().days.expect("the log has days");
    assert!(dashboard.window().intersection(held).is_some());
}

#[test]
fn a_preset_slides_with_the_newest_day_and_a_typed_range_stays() {
    let mut dashboard = over_a_year();
    let before = dashboard.window();
    dashboard.log = &NEXT_DAY;
    dashboard.load(LATER);
    assert_eq!(dashboard.window(), before.shifted(1));
    let mut dashboard = after("d2017-11-23..2017-12-10 Enter");
    let before = dashboard.window();
    dashboard.log = &NEXT_DAY;
    dashboard.load(LATER);
    assert_eq!(dashboard.window(), before);
}

#[test]
fn last_days_count_back_from_now_where_it_is_given() {
    let mut setup = setup();
    setup.now = Day::parse("2017-12-20");
    let mut dashboard = Dashboard::reading(setup, &YEAR, SIZE);
    dashboard.load(LATER);
    assert_eq!(dashboard.days(), "2017-11-21..2017-12-20");
    dashboard.press("d7d Enter");
    assert_eq!(dashboard.days(), "2017-12-14..2017-12-20");
}

#[test]
fn the_day_under_way_is_unfinished_until_it_is_over() {
    let unfinished = |now| {
        let mut dashboard = Dashboard::reading(setup(), &YEAR, SIZE);
        dashboard.load(now);
        dashboard.app.known().and_then(|known| known.unfinished)
    };
    assert_eq!(unfinished(LATER - 2 * DAY), Some(diary::LAST_DAY));
    assert_eq!(unfinished(LATER - DAY), None);
}

#[test]
fn the_range_prompt_stays_open_on_an_error() {
    let mut dashboard = after("dnonsense Enter");
    assert_eq!(dashboard.typed().as_deref(), Some("nonsense"));
    assert_eq!(dashboard.app.span.text(), "30d");
    dashboard.press("Esc");
    assert_eq!(dashboard.typed(), None);
    assert_eq!(dashboard.app.span.text(), "30d");
}

#[test]
fn an_empty_range_prompt_changes_nothing() {
    let dashboard = after("d2017-11 Enter d Enter");
    assert_eq!(dashboard.typed(), None);
    assert_eq!(dashboard.app.span.text(), "2017-11");
}

#[test]
fn backspace_in_an_empty_prompt_leaves_it() {
    let mut dashboard = after("d7 Backspace");
    assert_eq!(dashboard.typed().as_deref(), Some(""));
    dashboard.press("Backspace");
    assert_eq!(dashboard.typed(), None);
}

#[test]
fn while_a_prompt_is_open_every_printable_key_types() {
    let dashboard = after("/q?1z[b");
    assert_eq!(dashboard.typed().as_deref(), Some("q?1z[b"));
    assert_eq!(dashboard.app.focus, One);
    assert_eq!(dashboard.app.levels, Levels::default());
}

#[test]
fn a_filter_works_while_it_is_typed_and_esc_restores_the_one_before() {
    let mut dashboard = over_a_year();
    let all = dashboard.streaks();
    dashboard.press("/harb");
    assert_eq!(dashboard.app.filter, "harb");
    assert!(dashboard.streaks().len() < all.len());
    dashboard.press("Enter /x");
    assert_eq!(dashboard.app.filter, "harbx");
    dashboard.press("Esc");
    assert_eq!(dashboard.app.filter, "harb");
    dashboard.press("Esc");
    assert_eq!(
        (dashboard.app.filter.as_str(), dashboard.streaks()),
        ("", all)
    );
}

#[test]
fn what_steers_a_terminal_is_not_typed() {
    let mut dashboard = after("/a");
    dashboard.send(Message::Paste("\u{202e}b\u{1b}c\n".to_owned()));
    dashboard.press("\u{202e}");
    assert_eq!(dashboard.app.filter, "ab c ");
    dashboard.send(Message::Failed("no \u{202e}such\u{7} file".to_owned()));
    assert_eq!(dashboard.app.trouble.as_deref(), Some("no such  file"));
}

#[test]
fn a_prompt_holds_a_thousand_characters() {
    let mut dashboard = after("/ac Left");
    dashboard.send(Message::Paste("é".repeat(600)));
    dashboard.press("b");
    let wanted = ["a", &"é".repeat(600), "bc"].concat();
    assert_eq!(dashboard.typed(), Some(wanted), "it is typed at the cursor");

    let typed = [&"é".repeat(600), "b"].concat();
    dashboard.send(Message::Paste(typed.repeat(700)));
    let full = dashboard.typed().expect("a prompt");
    assert_eq!(full.chars().count(), 1_000);
    assert!(full.starts_with("aé") && full.ends_with("éc"), "{full}");
    assert_eq!(dashboard.app.filter, full);

    dashboard.is_slow = true;
    dashboard.press("xyz");
    dashboard.send(Message::Paste("more".to_owned()));
    assert_eq!(dashboard.waiting, [], "what has no room asks nothing");
    assert_eq!(dashboard.typed(), Some(full));
    dashboard.press("End Backspace x");
    let typed = dashboard.typed().expect("a prompt");
    assert!(typed.ends_with("éx"), "it is still a prompt: {typed}");
    assert_eq!(dashboard.waiting.len(), 2);
}

#[test]
fn a_cut_text_comes_back_no_longer_than_a_prompt_holds() {
    let mut dashboard = after("/");
    dashboard.send(Message::Paste("é".repeat(600)));
    let control = |c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
    for key in [control('u'), control('y'), control('y')] {
        dashboard.send(Message::Key(key));
    }
    assert_eq!(dashboard.typed(), Some("é".repeat(600)));
}

#[test]
fn a_paste_asks_one_question() {
    let mut dashboard = after("/");
    dashboard.is_slow = true;
    dashboard.send(Message::Paste("harbour ".repeat(50_000)));
    assert_eq!(dashboard.waiting.len(), 1);
    assert_eq!(dashboard.waiting[0].question.filter, dashboard.app.filter);
}

#[test]
fn new_facts_are_shown_with_the_first_answer_from_there() {
    let mut dashboard = after("j");
    let (window, answer) = (dashboard.window(), dashboard.app.answer().cloned());
    let plays = |dashboard: &Dashboard<'_>| dashboard.app.known().expect("known").facts.plays;
    let before = plays(&dashboard);
    dashboard.log = &NEXT_DAY;
    dashboard.is_slow = true;
    dashboard.load(LATER);
    assert_eq!(
        (dashboard.window(), plays(&dashboard)),
        (window, before),
        "the old answer stays with the old facts"
    );
    assert_eq!(dashboard.app.answer().cloned(), answer);
    dashboard.press("j");
    let asked: Vec<Window> = dashboard
        .waiting
        .iter()
        .map(|request| request.question.window)
        .collect();
    assert_eq!(
        asked,
        [window.shifted(1); 2],
        "the log as it is now is asked"
    );
    dashboard.answer();
    assert_eq!(dashboard.window(), window.shifted(1));
    assert_eq!(plays(&dashboard), NEXT_DAY.facts().plays);
}

#[test]
fn rows_of_another_file_are_not_selected() {
    let mut dashboard = after("j");
    dashboard.log = &NEXT_DAY;
    dashboard.is_slow = true;
    dashboard.send(Message::Loaded(Box::new(dashboard::loaded(
        &NEXT_DAY, LATER, true,
    ))));
    dashboard.press("j Enter");
    assert_eq!(dashboard.app.selected(), None);
    assert!(dashboard.waiting.iter().all(|r| r.question.item.is_none()));
    dashboard.answer();
    assert_eq!(dashboard.window(), after("").window().shifted(1));
}

#[test]
fn text_pasted_outside_a_prompt_does_nothing() {
    let mut dashboard = over_a_year();
    assert_eq!(dashboard.send(Message::Paste("qqq".to_owned())), []);
    assert!(dashboard.app.filter.is_empty());
}

#[test]
fn ctrl_c_in_a_prompt_leaves_the_prompt_and_not_the_program() {
    let mut dashboard = after("/harb");
    assert_eq!(dashboard.press("Ctrl-C"), []);
    assert_eq!(
        (dashboard.typed(), dashboard.app.filter.as_str()),
        (None, "")
    );
    assert_eq!(dashboard.press("Ctrl-C"), [Effect::Quit]);
}

#[test]
fn the_program_is_suspended_from_anywhere() {
    for keys in ["", "?", "d", "/a", "Enter"] {
        let mut dashboard = after(keys);
        assert_eq!(
            dashboard.press("Ctrl-Z"),
            [Effect::Suspend],
            "after {keys:?}"
        );
    }
}

#[test]
fn q_closes_help_and_else_quits() {
    let mut dashboard = after("?");
    assert_eq!(dashboard.press("q"), []);
    assert!(!dashboard.has_help());
    assert_eq!(dashboard.press("q"), [Effect::Quit]);
    for state in [Content::Loading, Content::Broken("no".to_owned())] {
        let mut dashboard = over_a_year();
        dashboard.app.content = state;
        assert_eq!(dashboard.press("q"), [Effect::Quit]);
    }
}

#[test]
fn help_scrolls_no_further_than_its_end() {
    let mut dashboard = after("?");
    let line = |dashboard: &Dashboard| match &dashboard.app.overlay {
        Overlay::Help(help) => help.scroll,
        _ => panic!("help is open"),
    };
    dashboard.press("G");
    let end = line(&dashboard);
    assert!(end > 0);
    dashboard.press("j j PgDn");
    assert_eq!(line(&dashboard), end);
    dashboard.press("k");
    assert_eq!(line(&dashboard), end - 1);
    dashboard.press("g");
    assert_eq!(line(&dashboard), 0);
}

#[test]
fn c_goes_through_the_comparisons() {
    let mut dashboard = over_a_year();
    let mut seen = Vec::new();
    for _ in 0..3 {
        dashboard.press("c");
        let frame = &dashboard.app.answer().expect("answered").frame;
        seen.push((dashboard.app.compare, frame.comparison.is_some()));
    }
    let all = [
        (Compare::LastYear, true),
        (Compare::Off, false),
        (Compare::Previous, true),
    ];
    assert_eq!(seen, all);
}

#[test]
fn tabs_of_cohorts_go_around() {
    let mut dashboard = after("3");
    let mut seen = Vec::new();
    for key in ["l", "l", "l", "h"] {
        dashboard.press(key);
        seen.push(dashboard.app.cohort_tab);
    }
    let all = [
        CohortTab::Plays,
        CohortTab::Week,
        CohortTab::Streak,
        CohortTab::Week,
    ];
    assert_eq!(seen, all);
}

#[test]
fn tabs_of_the_calendar_go_around() {
    let mut dashboard = after("4");
    let mut seen = Vec::new();
    for key in ["l", "l", "h", "Right", "h", "l"] {
        dashboard.press(key);
        assert_eq!(dashboard.app.focus, Four);
        seen.push(dashboard.app.calendar_tab);
    }
    let (days, hours) = (CalendarTab::Days, CalendarTab::Hours);
    // Arrows move what is picked there.
    assert_eq!(seen, [hours, days, hours, hours, days, hours]);
    // On a page, the same keys go through the tabs of its cohorts.
    dashboard.press("Esc Enter l");
    assert_eq!(dashboard.app.calendar_tab, hours);
    assert_eq!(dashboard.app.cohort_tab, CohortTab::Plays);
}

#[test]
fn panels_go_around() {
    let mut dashboard = over_a_year();
    let mut seen = Vec::new();
    for key in ["Tab", "Tab", "Tab", "Tab", "Shift-Tab", "Shift-Tab"] {
        dashboard.press(key);
        seen.push(dashboard.app.focus);
    }
    assert_eq!(seen, [Two, Three, Four, One, Four, Three]);
}

#[test]
fn a_pause_stops_nothing_else() {
    let mut dashboard = after("p");
    assert!(dashboard.app.is_paused);
    assert_eq!(dashboard.press("r"), [Effect::Refresh]);
    dashboard.press("> j d7d Enter");
    let frame = &dashboard.app.answer().expect("answered").frame;
    assert_eq!((frame.threshold.days(), frame.window.days()), (5, 7));
    dashboard.log = &NEXT_DAY;
    dashboard.load(LATER);
    assert_eq!(dashboard.window().to(), diary::LAST_DAY.plus(1));
    dashboard.press("p");
    assert!(!dashboard.app.is_paused);
}

#[test]
fn trouble_is_over_when_the_log_is_read_again() {
    let mut dashboard = over_a_year();
    let before = dashboard.streaks();
    dashboard.send(Message::Failed("gone".to_owned()));
    assert_eq!(dashboard.app.trouble.as_deref(), Some("gone"));
    assert_eq!(dashboard.streaks(), before);
    dashboard.load(LATER);
    assert_eq!(dashboard.app.trouble, None);
}

#[test]
fn a_log_that_was_broken_or_empty_comes_to_life() {
    let mut dashboard = Dashboard::reading(setup(), &EMPTY, SIZE);
    dashboard.send(Message::Failed("no".to_owned()));
    assert!(matches!(dashboard.app.content, Content::Broken(_)));
    dashboard.load(LATER);
    assert!(matches!(dashboard.app.content, Content::Empty(_)));
    dashboard.log = &YEAR;
    dashboard.load(LATER);
    assert!(!dashboard.streaks().is_empty());
}

#[rstest]
#[case(KeyCode::Char('ß'), "`ß`")]
#[case(KeyCode::Char('\u{202e}'), "``")]
#[case(KeyCode::F(7), "`F7`")]
#[case(KeyCode::Insert, "`Insert`")]
#[case(KeyCode::Null, "`this key`")]
fn an_unknown_key_says_so_once_and_does_nothing(#[case] code: KeyCode, #[case] key: &str) {
    let mut dashboard = after("jj");
    let before = format!("{:?}", dashboard.app);
    let pressed = KeyEvent::new(code, KeyModifiers::NONE);
    assert_eq!(dashboard.send(Message::Key(pressed)), []);
    let notice = dashboard.app.notice.take();
    let words = format!("{key} does nothing here; ? lists the keys");
    assert_eq!(notice, Some(words));
    assert_eq!(format!("{:?}", dashboard.app), before);
    dashboard.send(Message::Key(pressed));
    dashboard.press("j");
    assert_eq!(dashboard.app.notice, None, "the next key takes it away");
}

/// The event of a key as help spells it.
fn event(spelled: &str) -> KeyEvent {
    if let Some(arrow) = spelled.strip_prefix("Shift-")
        && arrow != "Tab"
    {
        return KeyEvent::new(event(arrow).code, KeyModifiers::SHIFT);
    }
    let plain = |code| KeyEvent::new(code, KeyModifiers::NONE);
    if let Some(arrow) = spelled
        .strip_prefix("Shift-")
        .filter(|arrow| *arrow != "Tab")
    {
        return KeyEvent::new(event(arrow).code, KeyModifiers::SHIFT);
    }
    if let Some(letter) = spelled.strip_prefix("Ctrl-") {
        let letter = letter
            .to_lowercase()
            .chars()
            .next()
            .expect("Ctrl has a letter");
        return KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL);
    }
    let code = match spelled {
        "Esc" => KeyCode::Esc,
        "Enter" => KeyCode::Enter,
        "Tab" => KeyCode::Tab,
        "Shift-Tab" => KeyCode::BackTab,
        "Backspace" => KeyCode::Backspace,
        "↑" => KeyCode::Up,
        "↓" => KeyCode::Down,
        "←" => KeyCode::Left,
        "→" => KeyCode::Right,
        "PgUp" => KeyCode::PageUp,
        "PgDn" => KeyCode::PageDown,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "F1" => KeyCode::F(1),
        "F11" => KeyCode::F(11),
        "Space" => KeyCode::Char(' '),
        letter => KeyCode::Char(letter.chars().next().expect("a key has a name")),
    };
    plain(code)
}

#[test]
fn every_key_is_taken_in_every_state() {
    let reading = || Dashboard::reading(setup(), &YEAR, SIZE);
    let broken = || {
        let mut dashboard = reading();
        dashboard.send(Message::Failed("no".to_owned()));
        dashboard
    };
    let unanswered = || {
        let mut dashboard = reading();
        dashboard.is_slow = true;
        dashboard.load(LATER);
        dashboard
    };
    let empty = || Dashboard::over(&EMPTY, SIZE);
    let states: [&dyn Fn() -> Dashboard<'static>; 9] = [
        &reading,
        &broken,
        &unanswered,
        &empty,
        &over_a_year,
        &|| after("jj Enter"),
        &|| after("?"),
        &|| after("/har"),
        &|| after("d2001 Enter /nothing Enter 3"),
    ];
    for state in states {
        for (command, keys) in Bindings::default().all() {
            for key in keys {
                let event = event(&key.spelled());
                for context in command.contexts {
                    let bound = Bindings::default().command_of(event, *context);
                    assert_eq!(bound, Some(command), "{}", key.spelled());
                }
                let mut dashboard = state();
                // Twice: the second time in the state the first left.
                dashboard.send(Message::Key(event));
                dashboard.send(Message::Key(event));
                dashboard.answer();
            }
        }
    }
}

#[rstest]
#[case::beside_other_panels((120, 36), "", 12)]
#[case::in_the_narrowest_of_them((100, 30), "", 6)]
#[case::zoomed((120, 22), "z", 13)]
#[case::in_one_column((99, 22), "", 12)]
#[case::on_a_terminal_of_old((80, 24), "", 14)]
#[case::in_a_few_rows((40, 12), "", 9)]
#[case::in_no_room_at_all((20, 3), "", 1)]
fn a_page_down_goes_as_far_as_a_list_shows_and_a_page_up_comes_back(
    #[case] size: (u16, u16),
    #[case] keys: &str,
    #[case] rows: usize,
) {
    let mut dashboard = Dashboard::over(&YEAR, size);
    dashboard.press("2 ++++++");
    dashboard.press(keys);
    let listed = dashboard.app.listed().len();
    assert!(listed > rows + 1, "{listed} rows end within a page");
    dashboard.press("j PgDn");
    assert_eq!(dashboard.place(), Some(rows));
    dashboard.press("j PgUp");
    assert_eq!(dashboard.place(), Some(1));
    dashboard.press("PgUp");
    assert_eq!(dashboard.place(), Some(0));
}

#[test]
fn weeks_are_scrolled_by_rows_by_screenfuls_and_to_their_ends() {
    let mut dashboard = Dashboard::over(&YEAR, (80, 24));
    // 26 weeks, of which 14 are on the screen at once.
    dashboard.press("x d182d Enter 3 ll");
    let scrolled = [
        ("j j j", 3),
        ("k", 2),
        ("PgDn", 12),
        ("PgUp", 0),
        ("G", 12),
        ("PgDn", 12),
        ("j", 12),
        ("g", 0),
        ("k", 0),
    ];
    for (keys, expected) in scrolled {
        dashboard.press(keys);
        assert_eq!(dashboard.app.scroll, expected, "after {keys}");
    }
    assert_eq!(
        dashboard.app.selected(),
        None,
        "nothing was selected meanwhile"
    );
    dashboard.press("G Tab");
    assert_eq!(dashboard.app.scroll, 0, "another panel begins at its top");
}

#[rstest]
#[case::beside_other_panels((100, 30), "", 26 - 9)]
#[case::in_one_column((99, 30), "", 26 - 20)]
#[case::zoomed((120, 30), "z", 26 - 18)]
#[case::beside_other_panels_of_few_rows((100, 8), "", 26 - 5)]
#[case::in_no_room_at_all((20, 5), "", 26 - 2)]
fn weeks_are_scrolled_until_the_last_is_on_the_screen(
    #[case] size: (u16, u16),
    #[case] keys: &str,
    #[case] scrolled: usize,
) {
    let mut dashboard = Dashboard::over(&YEAR, size);
    dashboard.press("x d182d Enter 3 ll");
    dashboard.press(keys);
    dashboard.press("G");
    assert_eq!(dashboard.app.scroll, scrolled);
}

#[test]
fn ladders_are_not_scrolled() {
    let dashboard = after("++++++ 3 j PgDn G");
    assert_eq!(dashboard.app.cohort_tab, CohortTab::Streak);
    assert_eq!(dashboard.app.scroll, 0);
}

#[test]
fn a_page_opened_while_nothing_is_selected_is_that_of_the_first_and_goes_on_to_the_second() {
    let mut dashboard = after("Enter");
    let listed = dashboard.app.listed();
    assert_eq!(dashboard.app.page, Some(listed[0]));
    assert_eq!(dashboard.selected(), listed[0]);
    dashboard.press("j");
    assert_eq!(dashboard.app.page, Some(listed[1]));
}
