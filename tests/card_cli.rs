//! `bingetop card`: what a card says, how it fits, and what it is never made of.

use std::fmt::Write as _;
use std::process::Output;

use predicates::str::contains;
use rstest::rstest;

#[path = "support/home.rs"]
mod home;

use home::Home;

const QUESTION: &str = "streak=3 2024-01-01..2024-01-03";

/// Returns a home with a log in which so many people watch a film of this name on three days, and others do not.
fn watched(name: &str, viewers: u32) -> Home {
    let home = Home::new();
    let mut rows = String::from("viewer,title,kind,start,seconds\n");
    for viewer in 0..viewers {
        for day in 1..=3 {
            let _ = writeln!(
                rows,
                "v{viewer},\"{name}\",film,2024-01-0{day}T20:00:00Z,5400"
            );
        }
    }
    rows.push_str("v0,Other,film,2024-01-08T20:00:00Z,5400\n");
    std::fs::write(home.path("plays.csv"), rows).expect("a file");
    home.bingetop()
        .args([
            "ingest",
            "plays.csv",
            "--into",
            "log.db",
            "--time-zone",
            "UTC",
        ])
        .assert()
        .success();
    home
}

fn published(name: &str, viewers: u32) -> Home {
    let home = watched(name, viewers);
    let question = format!("{QUESTION} {name}");
    home.bingetop()
        .args(["publish", "log.db", "--question", &question, "--by", "Ann"])
        .assert()
        .success();
    home
}

fn card(home: &Home, options: &[&str]) -> assert_cmd::assert::Assert {
    home.bingetop()
        .args(["card", "log.db"])
        .args(options)
        .assert()
}

fn svg(home: &Home, options: &[&str]) -> String {
    let all = [&["--seq", "1", "--out", "-", "--format", "svg"], options].concat();
    let Output { stdout, .. } = card(home, &all).success().get_output().clone();
    String::from_utf8(stdout).expect("SVG is text")
}

/// Returns the words of a card, in order, after making sure that each lies within it.
fn words(svg: &str) -> String {
    let document = roxmltree::Document::parse(svg).expect("the SVG is well-formed");
    let number = |node: roxmltree::Node<'_, '_>, name: &str| -> f32 {
        node.attribute(name)
            .and_then(|text| text.parse().ok())
            .expect(name)
    };
    let root = document.root_element();
    let view_box: Vec<f32> = root
        .attribute("viewBox")
        .expect("a view box")
        .split(' ')
        .map(|side| side.parse().expect("a number"))
        .collect();
    let texts = document
        .descendants()
        .filter(|node| node.has_tag_name("text"));
    let words = texts.map(|text| {
        let right = number(text, "x") + number(text, "textLength");
        assert!(number(text, "x") >= 0.0 && right <= view_box[2], "{text:?}");
        let size = number(text, "font-size");
        assert!(
            number(text, "y") >= size && number(text, "y") + size / 4.0 <= view_box[3],
            "{text:?}"
        );
        text.text().expect("a word").to_owned()
    });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_card_says_the_published_number_and_no_other() {
    let home = published("Harbour", 53);
    let svg = svg(&home, &[]);
    let said = words(&svg);
    assert!(said.starts_with("About "), "{said}");
    assert!(
        said.contains("people watched Harbour on each of the 3 days to 3 January 2024."),
        "{said}"
    );
    assert!(
        said.contains("±8 · rule v2 · #1 · 2024-01-01..2024-01-03 · chosen by hand"),
        "{said}"
    );
    let number = said.split(' ').nth(1).expect("a number");
    let dots = svg.matches("<path").count();
    assert_eq!(
        number.parse::<usize>().ok(),
        Some(dots),
        "a dot for each of those published"
    );
    assert!(number.parse::<u32>().expect("a number") % 5 == 0);
}

#[rstest]
#[case::short("It")]
#[case::long(
    "The Extraordinarily Long and Winding Road of Seven Sisters Who Went to Sea in a Sieve, and of What They Brought Back from There: A Chronicle in Four Parts, with an Afterword by the Youngest of Them"
)]
#[case::one_word(
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsversammlungsprotokollführerin"
)]
#[case::japanese("君の名は。")]
#[case::hebrew("שטיסל")]
#[case::greek("Ο Κυνόδοντας")]
#[case::emoji("🎬 Movie Night 👨‍👩‍👧")]
#[case::markup("Tom & Jerry <3")]
fn every_name_sits_within_both_shapes(#[case] name: &str) {
    let home = published(name, 60);
    for shape in ["wide", "square"] {
        let said = words(&svg(&home, &["--shape", shape]));
        let together = |text: &str| text.split(' ').collect::<String>();
        assert!(together(&said).contains(&together(name)), "{said}");
    }
}

#[rstest]
#[case::wide("wide", (1600, 900))]
#[case::square("square", (1080, 1080))]
fn pixels_are_as_many_as_asked_for(#[case] shape: &str, #[case] size: (u32, u32)) {
    let home = published("Harbour", 60);
    for theme in ["dark", "light", "projector"] {
        card(
            &home,
            &[
                "--seq", "1", "--out", "card.png", "--shape", shape, "--theme", theme, "--force",
            ],
        )
        .success()
        .stdout(contains("card.png: About "));
        let file = std::fs::File::open(home.path("card.png")).expect("a card");
        let reader = png::Decoder::new(std::io::BufReader::new(file)).read_info();
        let info = reader.expect("a PNG");
        assert_eq!((info.info().width, info.info().height), size);
    }
}

#[test]
fn a_card_is_made_of_what_was_published_alone() {
    let home = watched("Harbour", 60);
    let question = format!("{QUESTION} Harbour");
    card(&home, &["--question", &question, "--out", "card.svg"])
        .code(2)
        .stderr(contains(
            "was never published: `bingetop publish log.db --question 'streak=3",
        ));
    card(&home, &["--seq", "1", "--out", "card.svg"])
        .code(2)
        .stderr(contains("#1 of the ledger lets the world read no number"));
    assert!(!home.path("card.svg").exists());
    let small = published("Harbour", 12);
    card(&small, &["--seq", "1", "--out", "card.svg"])
        .code(2)
        .stderr(contains("#1 of the ledger lets the world read no number"));
    card(&small, &["--question", &question, "--out", "card.svg"])
        .code(2)
        .stderr(contains(
            "the crowd is too small for a number, and so for a card",
        ));
}

#[test]
fn a_row_that_was_changed_is_no_number() {
    let home = published("Harbour", 60);
    let log = rusqlite::Connection::open(home.path("log.db")).expect("a log");
    log.execute("UPDATE ledger SET shown = shown + 1000", [])
        .expect("a statement");
    drop(log);
    card(&home, &["--seq", "1", "--out", "card.svg"])
        .code(2)
        .stdout("");
    assert!(!home.path("card.svg").exists());
}

#[test]
fn words_that_speak_to_their_readers_take_a_typed_yes() {
    let home = published("Harbour", 60);
    let own = "[sentences]\nevery-day = \"To the {people} who saw {name} on all {days} to {date}: who hurt you?\"\n";
    std::fs::write(home.path("mine.toml"), own).expect("a file");
    let typed = |answer: &str| {
        home.bingetop()
            .args([
                "card",
                "log.db",
                "--seq",
                "1",
                "--out",
                "card.svg",
                "--words",
                "mine.toml",
            ])
            .write_stdin(answer.to_owned())
            .assert()
    };
    for answer in ["", "y\n", "no\n"] {
        typed(answer)
            .code(2)
            .stderr(contains("it takes a typed yes"));
        assert!(!home.path("card.svg").exists());
    }
    typed("yes\n").success().stdout(contains("who hurt you?"));
    // A title may say what it likes.
    let home = published("I Know What You Did", 60);
    card(&home, &["--seq", "1", "--out", "card.svg"]).success();
}

#[test]
fn no_file_is_replaced_unasked() {
    let home = published("Harbour", 60);
    std::fs::write(home.path("card.svg"), "mine").expect("a file");
    card(&home, &["--seq", "1", "--out", "card.svg"])
        .code(2)
        .stderr(contains("exists already"));
    assert_eq!(
        std::fs::read_to_string(home.path("card.svg"))
            .ok()
            .as_deref(),
        Some("mine")
    );
    card(
        &home,
        &[
            "--seq", "1", "--out", "log.db", "--format", "svg", "--force",
        ],
    )
    .code(2)
    .stderr(contains("is the log itself"));
    card(&home, &["--seq", "1", "--out", "card.gif"])
        .code(2)
        .stderr(contains(".svg or .png"));
}

#[test]
fn italian_cards_are_italian() {
    let home = published("Harbour", 60);
    let said = words(&svg(&home, &["--words", "it"]));
    assert!(said.starts_with("Circa "), "{said}");
    assert!(
        said.contains("persone hanno guardato Harbour ogni giorno"),
        "{said}"
    );
}
