//! The sentence over the panels steps through the stories of the range.

use bingetop::app::message::Listed;
use bingetop::app::state::Overlay;
use bingetop::app::{Effect, Message};
use bingetop::query::stories::Story;

use super::dashboard::loaded;
use super::{Dashboard, LATER, YEAR, after};

fn told(dashboard: &Dashboard) -> Story {
    dashboard.app.hero().expect("a sentence")
}

#[test]
fn it_steps_through_all_stories_and_around_the_ends() {
    let first = told(&after(""));
    assert_eq!(after("").app.place_of_hero(), None, "they are not read yet");
    let mut dashboard = after("n");
    let (place, all) = dashboard.app.place_of_hero().expect("they are read");
    assert_eq!(place, 2);
    let mut seen = vec![told(&dashboard)];
    for _ in 1..all {
        dashboard.press("n");
        seen.push(told(&dashboard));
    }
    assert_eq!(dashboard.app.place_of_hero(), Some((1, all)));
    assert_eq!(told(&dashboard).item, first.item, "and the first once more");
    let items: std::collections::HashSet<_> = seen.iter().map(|story| story.item).collect();
    assert_eq!(items.len(), all, "each is of another item");
    let crowds = dashboard.app.view().map(|view| view.frame.callouts.len());
    assert!(Some(all) > crowds, "{crowds:?} crowds run");
    dashboard.press("N");
    assert_eq!(dashboard.app.place_of_hero(), Some((all, all)));
    assert_eq!(after("N").app.place_of_hero(), Some((all, all)));
}

#[test]
fn other_days_begin_with_their_first_sentence() {
    let dashboard = after("n n [");
    assert_eq!(dashboard.app.place_of_hero(), None);
    assert_eq!(dashboard.app.hero(), after("[").app.hero());
    assert_eq!(after("n n b").app.place_of_hero(), None, "other items, too");
}

#[test]
fn moving_through_a_list_leaves_the_sentence_and_asks_for_no_stories() {
    let mut dashboard = after("n n");
    let before = told(&dashboard);
    dashboard.is_slow = true;
    dashboard.press("j");
    let lists: Vec<_> = dashboard.waiting.iter().map(|asked| asked.lists).collect();
    assert_eq!(lists, [None]);
    dashboard.answer();
    assert_eq!(told(&dashboard), before);
}

#[test]
fn a_log_that_was_read_anew_tells_the_same_item_of_its_state() {
    let mut dashboard = after("n n");
    let before = told(&dashboard);
    dashboard.is_slow = true;
    let effects = dashboard
        .app
        .update(Message::Loaded(Box::new(loaded(&YEAR, LATER, false))));
    let [Effect::Ask(request)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    assert_eq!(request.lists, Some(Listed::Stories));
    dashboard.waiting.push(request.clone());
    assert_eq!(told(&dashboard), before, "meanwhile");
    dashboard.answer();
    assert_eq!(told(&dashboard), before);
}

#[test]
fn a_presentation_leaves_it_as_it_was_and_asks_for_none() {
    let mut dashboard = after("n n");
    let before = told(&dashboard);
    dashboard.is_slow = true;
    dashboard.press("P");
    assert!(dashboard.waiting.iter().all(|asked| asked.lists.is_none()));
    dashboard.answer();
    dashboard.is_slow = false;
    dashboard.press("Esc");
    assert_eq!(told(&dashboard), before);
    assert_eq!(
        dashboard.app.place_of_hero(),
        after("n n").app.place_of_hero()
    );
}

#[test]
fn enter_opens_the_item_of_the_sentence() {
    let mut dashboard = after("n n");
    let item = told(&dashboard).item;
    dashboard.press("Enter");
    assert_eq!(dashboard.app.page, Some(item));
}

#[test]
fn after_a_step_enter_opens_its_item_and_no_row_that_was_selected() {
    for keys in ["j j n", "n j j n", "n j N"] {
        let mut dashboard = after(keys);
        let item = told(&dashboard).item;
        assert_eq!(dashboard.app.selected(), None, "{keys}");
        dashboard.press("Enter");
        assert_eq!(dashboard.app.page, Some(item), "{keys}");
    }
}

#[test]
fn the_sentences_are_those_of_the_list() {
    for keys in ["", "[", "-", "b", "d 7 d Enter"] {
        let listed = after(&format!("{keys} C"));
        let Overlay::Callouts(list) = &listed.app.overlay else {
            panic!("no list");
        };
        let listed = list.stories.as_ref().map_or(0, Vec::len);
        let stepped = after(&format!("{keys} n"));
        let stepped = stepped.app.place_of_hero().map(|(_, all)| all);
        assert_eq!(stepped, Some(listed), "{keys}");
    }
}

#[test]
fn where_there_is_no_line_for_it_the_footer_tells_it() {
    let mut dashboard = after("n");
    assert_eq!(dashboard.app.notice, None);
    dashboard.app.update(Message::Resized(40, 12));
    dashboard.press("n");
    let notice = dashboard.app.notice.clone().expect("a notice");
    assert!(notice.ends_with(&*told(&dashboard).name.name), "{notice}");
}
