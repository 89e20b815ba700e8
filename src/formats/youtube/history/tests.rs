//! What is read of a history as JSON.

use super::*;
use crate::formats::record::Entry;
use crate::formats::said::said_by;

const HISTORY: &str = r#"[{
  "header": "YouTube",
  "title": "Watched Low Tide\u0026Co",
  "titleUrl": "https://www.youtube.com/watch?v\u003daaaaaaaaaaa",
  "subtitles": [{"name": "The Piers", "url": "https://www.youtube.com/channel/UC1"}],
  "time": "2024-02-14T20:11:09.875Z",
  "products": ["YouTube"],
  "activityControls": ["YouTube watch history"]
},{
  "header": "YouTube Music",
  "title": "Watched Ebb",
  "titleUrl": "https://music.youtube.com/watch?v\u003dbbbbbbbbbbb",
  "subtitles": [{"name": "Watched at 8 PM"}, {"name": "Gulls - Topic", "url": "https://www.youtube.com/channel/UC2"}],
  "time": "2024-02-14T20:10:09Z"
},{
  "header": "YouTube",
  "title": "Watched https://www.youtube.com/watch?v\u003dccccccccccc",
  "titleUrl": "https://www.youtube.com/watch?v\u003dccccccccccc",
  "time": "2024-02-14T20:09:09.001Z"
},{
  "header": "YouTube",
  "title": "Watched a video that has been removed",
  "time": "2024-02-14T20:08:09.001Z"
},{
  "header": "YouTube",
  "title": "Watched Buy Nets",
  "titleUrl": "https://www.youtube.com/watch?v\u003dddddddddddd",
  "time": "2024-02-14T20:07:09.001Z",
  "details": [{"name": "From Google Ads"}]
},{
  "header": "YouTube",
  "title": "Viewed a post",
  "titleUrl": "https://www.youtube.com/post/Ugk1",
  "time": "2024-02-14T20:06:09.001Z"
},{
  "header": "YouTube Music",
  "title": "Visited YouTube Music",
  "titleUrl": "https://music.youtube.com",
  "time": "2024-02-14T20:05:09.001Z"
},{
  "header": "YouTube",
  "title": "Watched Pier",
  "titleUrl": "https://www.youtube.com/watch?v\u003deeeeeeeeeee",
  "time": "soon"
},{
  "header": "YouTube",
  "title": "Watched Pier",
  "titleUrl": "https://www.youtube.com/shorts/fffffffffff"
},{
  "header": 7
}]"#;

fn read(text: &str) -> Vec<String> {
    let (said, read) = said_by(&History, text.as_bytes(), &Context::default(), |row| {
        format!(
            "{} {} {:?} {}: {}",
            row.start,
            row.id.unwrap().strip_prefix("youtube:").unwrap(),
            row.kind.unwrap(),
            row.show.unwrap_or_default(),
            row.title
        )
    });
    read.unwrap();
    said
}

/// Returns an array with a row for each sentence and address.
fn rows(rows: &[(&str, &str)]) -> String {
    let row = |(title, path): &(&str, &str)| {
        format!(
            r#"{{"header":"YouTube","title":"{title}","titleUrl":"https://www.youtube.com/{path}","time":"2024-02-14T20:11:09Z"}}"#
        )
    };
    let rows: Vec<String> = rows.iter().map(row).collect();
    format!("[{}]", rows.join(",\n"))
}

#[test]
fn videos_are_known_by_their_ids_and_what_is_no_play_is_left_out() {
    let said = read(HISTORY);
    assert_eq!(
        said[..9],
        [
            "1707941469 aaaaaaaaaaa Video The Piers: Low Tide&Co",
            "1707941409 bbbbbbbbbbb Track Gulls - Topic: Ebb",
            "1707941349 ccccccccccc Video : youtube:ccccccccccc",
            "- plays that do not say of what",
            "- ads",
            "- searches, likes and whatever else is no play",
            "- searches, likes and whatever else is no play",
            "40! time `soon` is no time; write 2024-01-05T21:03:11Z, 2024-01-05 21:03:11 or Unix seconds",
            "45! states no time",
        ]
    );
    assert!(said[9].starts_with("49! is no play as YouTube writes it: invalid type"));
}

#[test]
fn likes_and_searches_between_plays_are_none() {
    let said = read(&rows(&[
        ("Searched for gulls", "results?search_query=gulls"),
        ("Watched Gulls", "watch?v=aaa"),
        ("Liked Gulls", "watch?v=aaa"),
        ("Shared Gulls", "watch?v=aaa"),
        ("Watched Liked Gulls", "shorts/bbb"),
        ("Watched More", "watch?v=ccc"),
    ]));
    let other = "- searches, likes and whatever else is no play";
    let expected = [
        other,
        "1707941469 aaa Video : Gulls",
        other,
        other,
        "1707941469 bbb Video : Liked Gulls",
        "1707941469 ccc Video : More",
    ];
    assert_eq!(said, expected);
}

#[test]
fn every_language_is_read() {
    let german = read(&rows(&[
        ("Watched Dogs\u{a0}angesehen", "watch?v=aaa"),
        ("Ebbe angesehen", "watch?v=bbb"),
    ]));
    assert_eq!(german[0], "1707941469 aaa Video : Watched Dogs");
    let finnish = [("Katsottu: Lokki", "watch?v=aaa")];
    let alone = read(&rows(&finnish));
    assert_eq!(alone, ["1707941469 aaa Video : Katsottu: Lokki"]);
    let search = ("Haettu: lokki", "results?search_query=lokki");
    let mixed = read(&rows(&[finnish[0], search]));
    assert_eq!(
        mixed[0],
        "1! is in a language in which watching and liking are not told apart here; have Google write it in English"
    );
}

#[test]
fn what_other_products_lead_to_is_no_play() {
    let chrome = r#"[{"header":"Chrome","title":"Watched Gulls","titleUrl":"https://www.youtube.com/watch?v=aaa","time":"2024-02-14T20:11:09Z"}]"#;
    assert_eq!(
        read(chrome),
        ["- searches, likes and whatever else is no play"]
    );
    let probe = Probe::of_text(chrome);
    assert!(History.recognises(&probe, &Context::default()).is_none());
}

#[test]
fn only_its_own_arrays_are_recognised() {
    let is = |text: &str, context: &Context| {
        let probe = Probe::of_text(text);
        History.recognises(&probe, context).is_some()
    };
    let context = Context::default();
    assert!(is(HISTORY, &context));
    assert!(is(&HISTORY[..600], &context), "the head may be cut");
    assert!(!is("[]", &context));
    assert!(!is(
        r#"[{"title":"Watched X","started_at":"2024-02-14T20:11:09Z"}]"#,
        &context
    ));
    assert!(!is(r#"[{"header":"YouTube","title":"Mine"}]"#, &context));
    let mapped = Context {
        mapping: "title=title,start=time".parse().unwrap(),
        ..Context::default()
    };
    assert!(!is(HISTORY, &mapped));
}

#[test]
fn damaged_rows_are_refused_one_by_one_and_a_broken_file_as_a_whole() {
    let row = rows(&[("Watched Gulls", "watch?v=aaa")]);
    let row = row.trim_start_matches('[').trim_end_matches(']');
    let at = |time: &str| row.replace("2024-02-14T20:11:09Z", time);
    let damaged = [
        at("1970-01-01T00:00:00Z"),
        at("2999-01-01T00:00:00Z"),
        row.replace("Gulls", "Gu\0lls"),
        "{\"header\":}".to_owned(),
        row.to_owned(),
    ];
    let said = read(&format!("[{}]", damaged.join(",\n")));
    assert_eq!(said.len(), 5);
    assert_eq!(
        said[..2],
        [
            "1! time `1970-01-01T00:00:00Z` stands for an unknown time (1970-01-01)",
            "2! time `2999-01-01T00:00:00Z` lies outside the years 1900 to 2078",
        ]
    );
    assert!(said[2].starts_with("3! is no play as YouTube writes it: control character"));
    assert!(said[3].starts_with("4! is no play as YouTube writes it: expected value"));
    assert_eq!(said[4], "1707941469 aaa Video : Gulls");
    let broken = format!("[{row},");
    let input = Content::of_bytes(broken.as_bytes());
    let error = History.read(input, &Context::default(), &mut |_| true);
    let error = error.unwrap_err().to_string();
    assert_eq!(error, "line 1: the array breaks off; is the file whole?");
    let now = Context {
        now: Some(1_700_000_000),
        ..Context::default()
    };
    let mut refused = Vec::new();
    let input = Content::of_bytes(HISTORY.as_bytes());
    let read = History.read(input, &now, &mut |entry| {
        if let Entry::Refused(refusal) = entry {
            refused.push(refusal.reason);
        }
        true
    });
    read.unwrap();
    assert_eq!(
        refused[0],
        "time `2024-02-14T20:11:09.875Z` lies in the future"
    );
}

#[test]
fn the_activity_of_other_products_is_told() {
    let says = |text: &str| History.no_log(&Probe::of_text(text), &Context::default());
    let search = r#"[{"header":"Search","title":"Searched for x","titleUrl":"https://www.google.com/search?q=x","time":"2024-02-14T20:10:09.875Z","products":["Search"]}]"#;
    assert!(says(search).unwrap().contains("another product"));
    assert_eq!(
        says(r#"[{"title":"x","time":"2024-02-14T20:10:09.875Z"}]"#),
        None
    );
    assert_eq!(says(&search.replace("products", "tags")), None);
    assert_eq!(says("title,time\n"), None);
}
