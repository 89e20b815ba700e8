//! The palette: commands typed, completed and run.

use bingetop::app::action::PanelNumber;
use bingetop::app::sort::{RewatchedColumn, StreakColumn};
use bingetop::app::state::Overlay;
use bingetop::app::{Effect, Message};
use bingetop::query::question::Compare;
use rstest::rstest;

use super::dashboard::loaded;
use super::{Dashboard, LATER, YEAR, after};

/// The line being typed, if the palette is open, and the words at fault.
fn line(dashboard: &Dashboard) -> Option<(String, Option<String>)> {
    let Overlay::Palette(palette) = &dashboard.app.overlay else {
        return None;
    };
    let line = palette.prompt.input.value();
    let fault = palette
        .fault
        .as_ref()
        .map(|it| line[it.at.clone()].to_owned());
    Some((line.to_owned(), fault))
}

fn fault(dashboard: &Dashboard) -> String {
    match &dashboard.app.overlay {
        Overlay::Palette(palette) => palette.fault.clone().expect("a fault").message,
        _ => panic!("the palette is closed"),
    }
}

/// Returns keys that type a line into the palette.
fn typing(line: &str) -> String {
    format!(": {}", line.replace(' ', " Space "))
}

fn ran(line: &str) -> Dashboard<'static> {
    after(&format!("{} Enter", typing(line)))
}

#[test]
fn a_range_is_that_of_the_prompt() {
    let typed = ran("range last week");
    assert_eq!(line(&typed), None);
    assert_eq!(typed.days(), after("dlast Space week Enter").days());
    assert_eq!(typed.app.history.commands, ["range last week"]);
    assert_eq!(typed.app.history.ranges, ["last week"]);
}

#[test]
fn arguments_are_taken() {
    assert_eq!(ran("streak 18").app.threshold.days(), 18);
    assert_eq!(ran("panel 3").app.focus, PanelNumber::Three);
    assert_eq!(ran("compare last-year").app.compare, Compare::LastYear);
    assert_eq!(ran("compare off").app.compare, Compare::Off);
    assert_eq!(ran("filter harb").app.filter, "harb");
    assert_eq!(ran("level title").days(), ran("level show").days());
    let sorted = ran("sort longest");
    assert_eq!(sorted.app.streak_sort.column, StreakColumn::Longest);
    let sorted = after(&format!("2 {} Enter", typing("sort hours")));
    assert_eq!(sorted.app.rewatched_sort.column, RewatchedColumn::Hours);
}

/// A log may count no hours of titles: then no list is sorted by them, by whatever way.
#[test]
fn lists_are_not_sorted_by_hours_that_a_log_has_not() {
    let without = |keys: &str| {
        let mut dashboard = Dashboard::over(&YEAR, (120, 36));
        dashboard.press("2ssss");
        assert_eq!(
            dashboard.app.rewatched_sort.column,
            RewatchedColumn::Hours,
            "as it was when another log was open"
        );
        let mut loaded = loaded(&YEAR, LATER, true);
        loaded.facts.has_title_hours = false;
        dashboard.send(Message::Loaded(Box::new(loaded)));
        dashboard.press(keys);
        dashboard
    };
    let column = |dashboard: &Dashboard<'_>| dashboard.app.rewatched_sort.column;
    assert_eq!(column(&without("")), RewatchedColumn::Rewatches);
    assert_eq!(column(&without("ssss")), RewatchedColumn::Name);
    let told = without(&format!("{} Enter", typing("sort hours")));
    assert_eq!(column(&told), RewatchedColumn::Rewatches);
    let notice = told.app.notice.as_deref().expect("a notice");
    assert!(notice.contains("bingetop rebuild DB --hours"), "{notice}");
}

#[test]
fn an_argument_leads_where_the_keys_do() {
    assert_eq!(ran("streak 18").rows(), after("18>").rows());
    assert_eq!(ran("filter harb").rows(), after("/harb Enter").rows());
    assert_eq!(ran("sort name").rows(), after("sss").rows());
    assert_eq!(ran("range 7d").rows(), after("d7d Enter").rows());
}

impl Dashboard<'_> {
    fn rows(&self) -> String {
        let view = self.app.view().expect("answered");
        format!("{:?}", (&view.frame.streaks, &view.frame.rewatched))
    }
}

#[test]
fn a_title_opens_its_page() {
    let dashboard = after("2 jj");
    let item = dashboard.selected();
    let answer = dashboard.app.answer().expect("answered");
    let name = answer
        .frame
        .streak_items
        .catalog()
        .name(item.level, item.id);
    let opened = ran(&format!("title {}", name.in_full()));
    assert_eq!(opened.app.page, Some(item));
    assert_eq!(
        opened.app.focus,
        PanelNumber::Two,
        "titles are listed there"
    );
    assert_eq!(opened.selected(), item);
}

#[rstest]
#[case::no_command("quux", "quux", "no command that works here is called `quux`")]
#[case::elsewhere("accept 3", "accept", "no command that works here is called `accept`")]
#[case::a_range("range last wekes", "wekes", "")]
#[case::days("streak 1", "1", "a streak is of 2 to 100000 days")]
#[case::panel("panel 5", "5", "a panel is one of 1, 2, 3, 4")]
#[case::column(
    "sort hours",
    "hours",
    "a column of this list is one of viewers, running, longest, name"
)]
#[case::compared(
    "compare  with",
    "with",
    "what to compare with is one of off, previous, last-year"
)]
#[case::a_name(
    "title Nothing Like It",
    "Nothing Like It",
    "the log has no title named \"Nothing Like It\""
)]
#[case::too_much("pause now", "now", "`pause` takes nothing behind its name")]
#[case::too_little("panel", "", "`panel` wants a word behind its name: 1, 2, 3, 4")]
fn an_error_points_at_the_word(#[case] typed: &str, #[case] at: &str, #[case] words: &str) {
    let dashboard = ran(typed);
    assert_eq!(
        line(&dashboard),
        Some((typed.to_owned(), Some(at.to_owned())))
    );
    let message = fault(&dashboard);
    assert!(message.starts_with(words), "{message}");
    assert_eq!(dashboard.app.history.commands, [] as [&str; 0]);
}

#[test]
fn a_command_is_found_by_letters_of_its_name_and_run() {
    assert_eq!(after(": qu Enter").app.history.commands, ["quit"]);
    let mut dashboard = after("Ctrl-P cmp");
    dashboard.press("Enter");
    assert_eq!(dashboard.app.compare, Compare::LastYear);
    assert_eq!(dashboard.press(": quit Enter"), [Effect::Quit]);
}

#[test]
fn tab_completes_the_name_and_then_the_argument() {
    let mut dashboard = after(": comp Tab");
    assert_eq!(line(&dashboard), Some(("compare ".to_owned(), None)));
    dashboard.press("las Tab");
    assert_eq!(
        line(&dashboard),
        Some(("compare last-year".to_owned(), None))
    );
    dashboard.press("Enter");
    assert_eq!(dashboard.app.compare, Compare::LastYear);
}

#[test]
fn a_command_that_needs_an_argument_waits_for_it() {
    let dashboard = after(": strea Enter");
    let (line, _) = line(&dashboard).expect("the palette stays");
    assert_eq!(line, "streak ");
}

#[test]
fn down_chooses_and_up_goes_back_and_on_to_what_was_typed_before() {
    let mut dashboard = after(": streak Space 18 Enter : panel Space 2 Enter : pan Down");
    dashboard.press("Up Up");
    let text = |dashboard: &Dashboard| line(dashboard).expect("open").0;
    assert_eq!(text(&dashboard), "panel 2");
    dashboard.press("Up");
    assert_eq!(text(&dashboard), "streak 18");
    dashboard.press("Down");
    assert_eq!(text(&dashboard), "panel 2");
    dashboard.press("Down");
    assert_eq!(text(&dashboard), "pan", "what was being typed comes back");
}

#[test]
fn esc_closes_it_and_changes_nothing() {
    let mut dashboard = after(": range Space 7d");
    dashboard.press("Esc");
    assert_eq!(line(&dashboard), None);
    assert_eq!(dashboard.days(), after("").days());
}

#[test]
fn it_works_on_a_page_and_knows_what_works_there() {
    let mut dashboard = after("Enter : sort-next Enter");
    assert!(fault(&dashboard).contains("no command that works here"));
    dashboard.press("Esc : range Space 7d Enter");
    assert_eq!(dashboard.window().days(), 7);
    assert!(dashboard.app.page.is_some());
}

#[test]
fn a_filter_typed_before_filters_again() {
    let mut dashboard = after("/harb Enter Esc /bee Enter Esc / Up Up");
    assert_eq!(dashboard.app.filter, "harb");
    assert_eq!(dashboard.rows(), after("/harb").rows());
    dashboard.press("Down Down");
    assert_eq!(dashboard.app.filter, "");
}

#[test]
fn a_fuzzy_filter_lists_rows_of_the_same_numbers() {
    let (all, like) = (after(""), after("/~hrbr Enter"));
    let rows = |dashboard: &Dashboard| {
        dashboard
            .app
            .view()
            .expect("answered")
            .frame
            .streaks
            .clone()
    };
    let kept = rows(&like);
    assert!(!kept.is_empty() && kept.len() < rows(&all).len());
    assert!(kept.iter().all(|row| rows(&all).contains(row)));
    assert_eq!(like.rows(), after("/~HRBR Enter").rows());
    assert_eq!(after("/~ Enter").rows(), all.rows());
}

#[test]
fn the_range_prompt_remembers() {
    let mut dashboard = after("d7d Enter d last Space week Enter d Up Up");
    let typed = |dashboard: &Dashboard| dashboard.typed().expect("a prompt");
    assert_eq!(typed(&dashboard), "7d");
    dashboard.press("Down");
    assert_eq!(typed(&dashboard), "last week");
}

#[test]
fn what_came_for_an_argument_takes_the_first_with_enter() {
    let mut dashboard = after("e");
    let Overlay::Palette(palette) = &dashboard.app.overlay else {
        panic!("no palette");
    };
    assert_eq!(palette.marked(), Some(0), "and shows that it does");
    let key = crossterm::event::KeyEvent::from(crossterm::event::KeyCode::Enter);
    let effects = dashboard.app.update(Message::Key(key));
    assert!(
        matches!(effects.as_slice(), [Effect::Export(_)]),
        "{effects:?}"
    );
    assert!(matches!(dashboard.app.overlay, Overlay::None));
    let first = after("o Enter").app.streak_sort;
    assert_eq!(
        after("o Down Enter").app.streak_sort,
        after("s").app.streak_sort
    );
    assert_ne!(first, after("s").app.streak_sort);
}
