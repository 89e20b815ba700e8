//! A year's allowance: what is spent stays spent.

use std::fmt::Write as _;

use predicates::str::contains;

use crate::home::Home;
use crate::house::{TWEET, episode, film};

#[test]
fn a_show_has_three_small_numbers_a_year() {
    let home = Home::of_the_tweet();
    let asked =
        ["streak=18", "active=18", "plays=10"].map(|rule| format!("{rule} 18d A Christmas Prince"));
    let said = asked.clone().map(|question| home.number(&question));
    let spent = "of the allowance of 2017 for A Christmas Prince, 9,750 of 10,000 are spent, and this may take 3,250. \
                 Other shows, and other years, can still be asked about; what was published once can be asked for again at no cost";
    home.ask("plays=5 18d A Christmas Prince")
        .code(2)
        .stdout("")
        .stderr(contains(spent));
    home.ask("plays=5 18d title:A Christmas Prince")
        .code(2)
        .stderr(contains("for title:A Christmas Prince"));
    home.ask("plays=5 2016-12-31..2017-01-01 A Christmas Prince")
        .code(2)
        .stderr(contains("allowance of 2017"));
    home.run(&[
        "publish",
        "log.db",
        "--preview",
        "--question",
        "plays=5 18d A Christmas Prince",
    ])
    .success()
    .stdout(contains(format!("would be refused: {spent}")));
    // Nothing resets: not another day on the clock, not what was asked already, not the same file imported again.
    home.run(&[
        "publish",
        "log.db",
        "--now",
        "2026-01-01",
        "--question",
        "plays=5 18d A Christmas Prince",
    ])
    .code(2);
    home.ingest("log.db", &film(0..90, "A Christmas Prince", 0, 18));
    home.ask("plays=5 18d A Christmas Prince").code(2);
    assert_eq!(asked.map(|question| home.number(&question)), said);
    // Other shows and years can be asked about.
    home.said("plays=2 18d Dracula");
    home.said("plays=2 2016 A Christmas Prince");
    assert_eq!(home.rows(), 5);
}

#[test]
fn over_all_a_year_has_its_own_bound_which_a_log_can_set() {
    let home = Home::of_the_tweet();
    home.change("INSERT INTO settings VALUES ('publish_allowance', '7000')");
    home.said(TWEET);
    home.said("plays=2 18d *");
    home.ask("plays=2 18d Dracula").code(2).stderr(contains(
        "of the allowance of 2017, 6,500 of 7,000 are spent, and this may take 3,250. Other years",
    ));
    home.run(&["publish", "log.db", "--suggest", "18"])
        .code(2)
        .stderr(contains("this may take 1,000"));
    home.change("UPDATE settings SET value = 'plenty' WHERE name = 'publish_allowance'");
    home.ask(TWEET)
        .code(2)
        .stderr(contains("publish_allowance"));
}

#[test]
fn a_window_over_new_year_is_charged_to_both_years() {
    let home = Home::of_the_tweet();
    let said = home.said("plays=2 2016-12-25..2017-12-10 A Christmas Prince");
    assert!(
        said.contains("left of 2016: 6,750 of 10,000 for the show, 46,750 of 50,000 over all; left of 2017: 6,750"),
        "{said}"
    );
}

/// Two names of one film: whatever was said of either is charged to both while they are one, and after that.
#[test]
fn neither_a_merge_nor_a_split_gives_anything_back() {
    let home =
        Home::with(&(film(0..80, "Dracula", 0, 18) + &film(100..180, "Count Dracula", 0, 18)));
    for rule in ["streak=18", "active=18"] {
        home.said(&format!("{rule} 18d Count Dracula"));
    }
    home.said("streak=18 18d Dracula");
    home.run(&["titles", "merge", "log.db", "Count Dracula", "Dracula"])
        .success();
    home.ask("active=18 18d Dracula")
        .code(2)
        .stderr(contains("for Dracula, 9,750 of 10,000 are spent"));
    home.run(&["titles", "split", "log.db", "Count Dracula"])
        .success();
    home.said("active=18 18d Dracula");
    home.said("plays=2 18d Count Dracula");
    home.ask("plays=5 18d Count Dracula").code(2);
}

#[test]
fn what_is_said_of_merged_titles_is_charged_to_the_shows_of_both_after_a_split() {
    let home =
        Home::with(&(film(0..80, "Dracula", 0, 18) + &film(100..180, "Count Dracula", 0, 18)));
    home.run(&["titles", "merge", "log.db", "Count Dracula", "Dracula"])
        .success();
    for rule in ["streak=18", "active=18", "plays=2"] {
        home.said(&format!("{rule} 18d Dracula"));
    }
    home.run(&["titles", "split", "log.db", "Count Dracula"])
        .success();
    for name in ["Dracula", "Count Dracula", "title:Count Dracula"] {
        home.ask(&format!("plays=5 18d {name}"))
            .code(2)
            .stderr(contains("9,750 of 10,000 are spent"));
    }
}

#[test]
fn a_show_and_its_titles_have_one_allowance() {
    let home = Home::with(
        &(episode(0..60, "Pilot", "Harbour", 3) + &episode(0..60, "Finale", "Harbour", 3)),
    );
    home.said("plays=2 18d Harbour");
    home.said("plays=2 18d title:Pilot");
    let said = home.said("plays=2 18d title:Harbour: Finale");
    assert!(
        said.contains("left of 2017: 250 of 10,000 for the show"),
        "{said}"
    );
    home.ask("plays=3 18d title:Pilot")
        .code(2)
        .stderr(contains("9,750 of 10,000 are spent"));
}

/// The viewers of these tests' episodes: far more than forty.
const CROWD: std::ops::Range<u32> = 0..60;

/// Imports episodes of which the source has ids: each a name, an id and the show, played by all on each of three days of
/// `month` 2017.
fn import_with_ids(home: &Home, month: u32, episodes: &[(&str, &str, &str)]) {
    let mut rows = String::new();
    for (viewer, day) in CROWD.flat_map(|viewer| (1..=3).map(move |day| (viewer, day))) {
        for (title, id, show) in episodes {
            writeln!(
                rows,
                "v{viewer},{title},{show},episode,2017-{month:02}-{day:02}T20:00:00Z,1800,{id}"
            )
            .expect("memory takes it");
        }
    }
    home.ingest_with_ids(&rows);
}

const PILOT: (&str, &str, &str) = ("Pilot", "e1", "Harbour");
const FINALE: (&str, &str, &str) = ("Finale", "e2", "Harbour");
const MOVED: (&str, &str, &str) = ("Pilot", "e1", "Harbour Lights");

/// A later row of the source gives a title another show: what was said of the title is charged to both.
#[test]
fn what_was_said_of_a_title_goes_along_where_it_moves_to_another_show() {
    let home = Home::new();
    import_with_ids(&home, 10, &[PILOT, FINALE]);
    let asked = [
        "plays=2 2017-10 Harbour",
        "plays=2 2017-10 title:Pilot",
        "active=2 2017-10 title:Pilot",
    ];
    let said = asked.map(|question| home.number(question));
    import_with_ids(&home, 12, &[MOVED]);
    for show in ["Harbour", "Harbour Lights", "title:Pilot", "title:Finale"] {
        home.ask(&format!("plays=3 2017-10 {show}"))
            .code(2)
            .stdout("")
            .stderr(contains("9,750 of 10,000 are spent"));
    }
    // What was said is said again, wherever the title is now, and costs nothing more.
    for (question, said) in asked.iter().zip(&said) {
        assert_eq!(home.number(question), *said, "{question}");
    }
    assert_eq!(home.rows(), 3);
    let left = &home.ledger()["left"][0]["shows"];
    assert_eq!(left.as_array().expect("a list").len(), 1, "{left}");
}

/// What was said of other titles of the show that it left stays there.
#[test]
fn what_was_said_of_other_titles_stays_where_they_are() {
    let home = Home::new();
    import_with_ids(&home, 10, &[PILOT, FINALE]);
    for rule in ["plays=2", "active=2"] {
        home.said(&format!("{rule} 2017-10 title:Finale"));
    }
    home.said("plays=2 2017-10 title:Pilot");
    import_with_ids(&home, 12, &[MOVED]);
    let said = home.said("plays=3 2017-10 Harbour Lights");
    assert!(
        said.contains("left of 2017: 3,500 of 10,000 for the show"),
        "two of the title: {said}"
    );
    // It is charged to the title's new show alone.
    home.said("active=3 2017-10 title:Pilot");
    home.ask("plays=1 2017-10 title:Pilot")
        .code(2)
        .stderr(contains("9,750 of 10,000 are spent"));
    home.ask("plays=1 2017-10 Harbour")
        .code(2)
        .stderr(contains("9,750 of 10,000 are spent"));
}

#[test]
fn the_ledger_names_no_title_beyond_what_was_asked() {
    let home = Home::new();
    import_with_ids(&home, 10, &[PILOT, FINALE]);
    home.said("plays=2 2017-10 Harbour");
    let conn = rusqlite::Connection::open(home.path("log.db")).expect("it is ours");
    let noted: String = conn
        .query_row("SELECT shows FROM ledger", [], |row| row.get(0))
        .expect("a row");
    let noted: Vec<String> = serde_json::from_str(&noted).expect("a list");
    assert_eq!(noted.len(), 3, "a show and two titles: {noted:?}");
    // Sixteen hexadecimal digits; the ids have two characters.
    let is_hidden = |one: &&String| {
        one.strip_prefix("title#")
            .is_some_and(|hash| hash.len() == 16)
    };
    assert_eq!(noted.iter().filter(is_hidden).count(), 2, "{noted:?}");
}
