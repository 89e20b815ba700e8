//! Help and prompts.

use insta::assert_snapshot;

use bingetop::app::card::{CardOffer, CardWish};
use bingetop::app::state::Overlay;
use bingetop::app::{Effect, Message};
use bingetop::query::stories::Rule;

use super::{FULL, PANEL, TABS, YEAR, after, text};
use crate::dashboard::Dashboard;

#[test]
fn help() {
    assert_snapshot!("full_help", after(FULL, "?"));
    assert_snapshot!("full_help_of_a_page", after(FULL, "Enter ?"));
    assert_snapshot!("tabs_help", after(TABS, "?"));
    assert_snapshot!("tabs_help_scrolled", after(TABS, "? PgDn j"));
    assert_snapshot!("tabs_help_end", after(TABS, "? G"));
    assert_snapshot!("panel_help", after(PANEL, "?"));
}

#[test]
fn what_is_behind_a_panel() {
    assert_snapshot!("full_inspection", after(FULL, "i"));
    assert_snapshot!("full_inspection_of_a_title", after(FULL, "2 j j 4 i"));
    assert_snapshot!("full_inspection_copied", after(FULL, "2 i G y"));
    assert_snapshot!("tabs_inspection_filtered", after(TABS, "/har Enter i PgDn"));
    assert_snapshot!("panel_inspection", after(PANEL, "i"));
}

#[test]
fn the_stories_of_the_range() {
    assert_snapshot!("full_callouts", after(FULL, "C"));
    assert_snapshot!("full_callouts_of_titles", after(FULL, "b C j"));
    assert_snapshot!("tabs_callouts", after(TABS, "C G"));
    assert_snapshot!("panel_callouts", after(PANEL, "C j"));
    assert_snapshot!("full_callouts_copied", after(FULL, "C y"));
    assert_eq!(after(FULL, "C C"), after(FULL, ""));
    // Enter opens the page of the selected one.
    assert_eq!(after(FULL, "C Enter"), after(FULL, "Enter"));
}

/// Returns a dashboard whose list of stories has been asked for a card of the first, and the question of that.
fn asked_for_a_card(size: (u16, u16)) -> (Dashboard<'static>, String) {
    let mut dashboard = Dashboard::over(&YEAR, size);
    let effects = dashboard.press("C e");
    let [Effect::Card(wish)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert!(!wish.is_agreed, "what it costs is said first");
    let question = wish.question.clone();
    (dashboard, question)
}

fn offer(question: &str) -> Message {
    Message::Offered(Box::new(CardOffer {
        question: question.to_owned(),
        words: vec![
            question.to_owned(),
            "would cost 3,250; 125 where the crowd is large".to_owned(),
            "left of 2017: 10,000 of 10,000 for the show, 50,000 of 50,000 over all".to_owned(),
        ],
    }))
}

#[test]
fn a_card_says_what_it_costs_and_takes_a_typed_yes() {
    for (size, snapshot) in [
        (FULL, "full_card"),
        (TABS, "tabs_card"),
        (PANEL, "panel_card"),
    ] {
        let (mut dashboard, question) = asked_for_a_card(size);
        dashboard.send(offer(&question));
        assert_eq!(dashboard.press("ye"), []);
        assert_snapshot!(snapshot, text(&dashboard));
        assert_eq!(dashboard.press("Enter"), [], "it is not agreed to");
        assert!(
            dashboard
                .app
                .notice
                .as_ref()
                .unwrap()
                .contains("a typed yes")
        );
        dashboard.press("e");
        dashboard.send(offer(&question));
        let wish = CardWish {
            question,
            is_agreed: true,
        };
        assert_eq!(dashboard.press("yes Enter"), [Effect::Card(wish)]);
    }
}

#[test]
fn a_card_that_is_left_is_none() {
    let (mut dashboard, question) = asked_for_a_card(FULL);
    dashboard.send(offer(&question));
    assert_eq!(dashboard.press("yes Esc"), []);
    assert!(matches!(dashboard.app.overlay, Overlay::Callouts(_)));
    // Keys that are typed are no commands, and a yes that was typed is gone.
    dashboard.press("e");
    dashboard.send(offer(&question));
    assert_eq!(dashboard.press("Enter"), []);
}

#[test]
fn an_offer_that_is_no_longer_waited_for_is_dropped() {
    let (mut dashboard, question) = asked_for_a_card(FULL);
    dashboard.press("j");
    dashboard.send(offer(&question));
    assert!(
        matches!(dashboard.app.overlay, Overlay::Callouts(_)),
        "another story is chosen"
    );
    let (mut dashboard, question) = asked_for_a_card(FULL);
    dashboard.press("Esc");
    dashboard.send(offer(&question));
    assert!(
        matches!(dashboard.app.overlay, Overlay::None),
        "the list is closed"
    );
}

#[test]
fn where_there_can_be_no_card_one_sentence_says_why() {
    let why = |change: &dyn Fn(&mut Dashboard<'_>)| {
        let mut dashboard = Dashboard::over(&YEAR, FULL);
        dashboard.press("C");
        change(&mut dashboard);
        assert_eq!(dashboard.press("e"), []);
        dashboard.app.notice.clone().unwrap()
    };
    let notice = why(&|dashboard| dashboard.app.setup.is_builtin = true);
    assert!(
        notice.starts_with("no card: the built-in sample"),
        "{notice}"
    );
    let notice = why(&|dashboard| {
        if let Overlay::Callouts(list) = &mut dashboard.app.overlay {
            list.stories.as_mut().unwrap()[0].rule = Rule::Back;
        }
    });
    assert!(notice.starts_with("no card: its rule is none"), "{notice}");
    let notice = why(&|dashboard| {
        if let Overlay::Callouts(list) = &mut dashboard.app.overlay {
            list.stories = Some(Vec::new());
        }
    });
    assert_eq!(notice, "no card: there is no story here");
}

#[test]
fn what_is_said_of_a_card_is_read_to_its_end() {
    let (mut dashboard, _) = asked_for_a_card(TABS);
    let words = "no card: 2017-12-10 is still open: late rows may come. It can be told of from 2017-12-13 00:00 (UTC) on, if a \
                 later day, or an import made after that, is in the log; days up to 2017-12-08 can be told of now";
    dashboard.send(Message::Done(words.to_owned()));
    assert_snapshot!("tabs_callouts_no_card", text(&dashboard));
}

#[test]
fn days_that_have_no_room_are_left_out_of_the_heading() {
    let screen = after((19, 4), "C");
    assert!(screen.contains(" Callouts "), "{screen}");
    assert!(!screen.contains('…'), "{screen}");
}

#[test]
fn nothing_stands_out_of_one_day() {
    let screen = after(FULL, "d2017-06-01 Enter C");
    assert!(
        screen.contains("Nothing stands out in these days"),
        "{screen}"
    );
}

#[test]
fn a_range_being_typed() {
    assert_snapshot!("full_range_empty", after(FULL, "d"));
    assert_snapshot!("full_range", after(FULL, "d2017-11"));
    assert_snapshot!("full_range_wrong", after(FULL, "dlast Space 3 Space wekes"));
    assert_snapshot!("tabs_range_ambiguous", after(TABS, "d01/02/2017"));
    assert_snapshot!("panel_range_empty", after(PANEL, "d"));
    assert_snapshot!("panel_range", after(PANEL, "d2017-11"));
    assert_snapshot!("panel_range_wrong", after(PANEL, "d01/02/2017"));
    assert_snapshot!("line_range", after((20, 2), "d2017-11"));
}

#[test]
fn a_command_being_typed() {
    assert_snapshot!("full_palette", after(FULL, ":"));
    assert_snapshot!("full_palette_typed", after(FULL, ": cmp"));
    assert_snapshot!("full_palette_range", after(FULL, ": range Space last"));
    let wrong = after(FULL, ": sort Space hours Enter");
    assert_snapshot!("full_palette_wrong", wrong);
    assert_snapshot!("full_palette_of_a_page", after(FULL, "Enter :"));
    assert_snapshot!("full_palette_of_columns", after(FULL, "2 o"));
    assert_snapshot!("tabs_palette", after(TABS, ": so"));
    assert_snapshot!("wide_palette", after((200, 60), ": title Space harb Down"));
    assert_snapshot!("panel_palette", after(PANEL, ": so Down"));
    assert_snapshot!("line_palette", after((20, 2), ": range"));
}

#[test]
fn a_key_that_does_nothing() {
    assert_snapshot!("full_nothing", after(FULL, "Enter s"));
    assert_snapshot!("panel_nothing", after(PANEL, "~"));
    assert_snapshot!("tabs_help_nothing", after(TABS, "? r"));
    assert_snapshot!("panel_help_nothing", after(PANEL, "? r"));
}

#[test]
fn a_filter_being_typed() {
    assert_snapshot!("full_fuzzy_filter", after(FULL, "/~hrbr"));
    assert_snapshot!("full_filter", after(FULL, "/har"));
    assert_snapshot!("panel_filter", after(PANEL, "/movie"));
}
