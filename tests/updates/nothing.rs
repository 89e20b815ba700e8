//! A key that does nothing where it is pressed says so.

use bingetop::app::Message;
use bingetop::app::bindings::Bindings;
use rstest::rstest;

use super::{Dashboard, EMPTY, SIZE, after, event};

/// What can be seen of the state, without what the footer says and what a key left to be followed by another.
fn seen(dashboard: &Dashboard) -> String {
    let mut app = dashboard.app.clone();
    app.notice = None;
    format!("{app:?}")
}

#[rstest]
#[case::list("")]
#[case::list_end("G")]
#[case::second_list("2")]
#[case::streaks_of_cohorts("3")]
#[case::plays_of_cohorts("3 l")]
#[case::weeks_of_cohorts("3 l l")]
#[case::days("4")]
#[case::hours("4 l")]
#[case::zoomed("z")]
#[case::zoomed_cohorts("3 z")]
#[case::zoomed_calendar("4 z")]
#[case::page("jj Enter")]
#[case::page_of_a_show("b j Enter")]
#[case::help("?")]
#[case::help_end("? G")]
#[case::filtered_help("? / plays Enter")]
#[case::no_names("/nothing Space like Space it Enter")]
#[case::shortest_range("-----")]
#[case::lowest_threshold("<<<<")]
fn every_key_changes_something_asks_for_something_or_says_that_it_does_nothing(#[case] keys: &str) {
    for (command, keys_of_it) in Bindings::default().all() {
        for key in keys_of_it {
            let mut dashboard = after(keys);
            let before = seen(&dashboard);
            dashboard.is_slow = true;
            let effects = dashboard.send(Message::Key(event(&key.spelled())));
            let has_come = !effects.is_empty() || !dashboard.waiting.is_empty();
            let is_told = dashboard.app.notice.is_some();
            assert!(
                has_come || is_told || seen(&dashboard) != before,
                "{} ({}) after {keys:?} is taken without a word",
                key.spelled(),
                command.name,
            );
            if !command.contexts.contains(&after(keys).app.context()) {
                let is_another = Bindings::default()
                    .command_of(event(&key.spelled()), after(keys).app.context())
                    .is_some();
                let digit = key.spelled().parse::<u32>().is_ok();
                assert!(is_told || is_another || digit, "{}", key.spelled());
            }
        }
    }
}

#[rstest]
#[case::sort_on_a_page("Enter s", "`s` does nothing here; ? lists the keys")]
#[case::sort_beside_the_lists("3 s", "`s` does nothing here; ? lists the keys")]
#[case::an_action_in_help("? r", "`r` does nothing here; ? lists the keys")]
#[case::back_with_nothing_open("Esc", "`Esc` does nothing here; ? lists the keys")]
#[case::the_first_row("k k", "this is the first of 14")]
#[case::the_last_row("G j", "this is the last of 14")]
#[case::weeks_that_all_are_shown("3 h PgDn PgDn PgDn", "all of it is shown")]
#[case::the_range_there_is("0", "the range is 30d already")]
#[case::the_shortest("-----", "the range is 7d already")]
#[case::the_shortest_streak("<<<", "2 days is the shortest streak of the ladder")]
fn it_says_why(#[case] keys: &str, #[case] words: &str) {
    assert_eq!(after(keys).app.notice.as_deref(), Some(words));
}

#[test]
fn a_log_without_plays_has_no_match_to_go_to() {
    let mut dashboard = Dashboard::over(&EMPTY, SIZE);
    for keys in ["n", "Enter", "d", "/", "]"] {
        dashboard.press(keys);
        let notice = dashboard.app.notice.clone().unwrap_or_default();
        assert!(notice.contains("does nothing here"), "{keys}: {notice:?}");
    }
}
