//! Keys that lie in other objects, and in arrays.

use super::*;

const NESTED: &str = r#"{"track":{"name":"Low Tide","artist":{"name":"The Piers"}},"when":"2024-01-05T21:03:11Z","by":[{"name":"ann"},{"name":"bob"}],"tags":["x"],"ok":true}"#;
const MAP: &str = "title=track.name,show=track.artist.name,start=when,viewer=by.0.name";

fn told(object: &str, mapping: &str) -> Vec<String> {
    let array = format!("[{object}]");
    let said = |format: &dyn Format, text: &str| -> Vec<String> {
        let entries = read(format, text.as_bytes(), &context(mapping, None)).unwrap();
        let said = entries.iter().map(|entry| match entry {
            Entry::Row(row) => format!(
                "{} {} {}",
                row.viewer,
                row.show.as_deref().unwrap_or("-"),
                row.title
            ),
            other => refusals(std::slice::from_ref(other)).join(""),
        });
        said.collect()
    };
    let lines = said(&JsonLines, object);
    assert_eq!(said(&JsonArray, &array), lines);
    lines
}

#[rstest]
#[case::objects_in_objects(NESTED, MAP, "ann The Piers Low Tide")]
#[case::another_place(
    NESTED,
    "title=TRACK.Name,start=when,viewer=by.1.name",
    "bob - Low Tide"
)]
#[case::texts_in_arrays(NESTED, "title=tags.0,start=when", "me - x")]
#[case::an_object_and_what_is_in_it(
    r#"{"a":{"b":"B"},"c":{"d":{"b":"D"}},"when":1704488591}"#,
    "title=a.b,show=c.d.b,start=when",
    "me D B"
)]
#[case::a_key_with_a_dot_wins(
    r#"{"a.b":"key","a":{"b":"way"},"when":1704488591}"#,
    "title=a.b,start=when",
    "me - key"
)]
#[case::wherever_it_stands(
    r#"{"a":{"b":"way"},"a.b":"key","when":1704488591}"#,
    "title=a.b,start=when",
    "me - key"
)]
#[case::a_key_with_a_dot_within(
    r#"{"x":{"a.b":"key","a":{"b":"way"}},"when":1704488591}"#,
    "title=x.a.b,start=when",
    "me - key"
)]
#[case::nothing_there(
    r#"{"track":null,"by":[],"when":1704488591}"#,
    "title=track.name,start=when",
    "1: names no title"
)]
#[case::no_object(
    r#"{"track":"Low Tide","when":1704488591}"#,
    "title=track.name,start=when",
    "1: names no title"
)]
#[case::an_object_is_no_title(
    NESTED,
    "title=track,start=when",
    "1: is no JSON object with texts and numbers: `track`: invalid type: map, expected text or a number at column 10"
)]
#[case::no_truth_is_a_title(
    NESTED,
    "title=ok,start=when",
    "1: is no JSON object with texts and numbers: `ok`: invalid type: boolean `true`, expected text or a number at column 148"
)]
fn a_way_leads_to_a_value(#[case] object: &str, #[case] mapping: &str, #[case] expected: &str) {
    // One row that can be read, so that the keys are in some.
    let good = told(&format!("{NESTED}\n"), MAP);
    assert_eq!(good, ["ann The Piers Low Tide"]);
    let entries = match mapping {
        _ if expected.starts_with("1: names") => {
            let text = format!("{object}\n{NESTED}\n");
            let entries = read(&JsonLines, text.as_bytes(), &context(mapping, None)).unwrap();
            vec![refusals(&entries)[0].clone()]
        }
        _ => told(object, mapping),
    };
    assert_eq!(entries, [expected]);
}

#[test]
fn a_way_that_no_object_has_is_told_with_those_there_are() {
    let text = format!("{NESTED}\n");
    let mapping = context("title=track.nam,start=when", None);
    let error = read(&JsonLines, text.as_bytes(), &mapping)
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("line 1: no column named `track.nam`; it has: track.name, "),
        "{error}"
    );
    assert!(error.contains("track.artist.name"), "{error}");
}
