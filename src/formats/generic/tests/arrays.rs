//! Arrays of JSON objects.

use super::*;

const ARRAY: &str = r#"[
  {"title": "A", "started_at": "2024-01-05T21:03:11Z", "seconds": 60},
  {"title": "B"},
  7,
  {"title": "C", "started_at": 1704488591, "list": [{}, "]"]}
]"#;

#[test]
fn the_objects_of_an_array_are_read_as_lines_of_json_are() {
    let entries = read(&JsonArray, ARRAY.as_bytes(), &context("", None)).unwrap();
    let refused = refusals(&entries);
    assert_eq!(refused[0], "3: states no time");
    assert!(refused[1].starts_with("4: is no JSON object with texts and numbers: "));
    let rows: Vec<_> = entries
        .iter()
        .filter_map(|entry| match entry {
            Entry::Row(row) => Some((&*row.title, row.start, row.seconds)),
            _ => None,
        })
        .collect();
    assert_eq!(
        rows,
        [("A", 1_704_488_591, Some(60)), ("C", 1_704_488_591, None)]
    );
}

#[test]
fn an_array_is_recognised_by_any_of_its_first_objects() {
    let is = |text: &str, mapping: &str| {
        let (probe, context) = (Probe::of_text(text), context(mapping, None));
        JsonArray.recognises(&probe, &context).is_some()
    };
    assert!(is(ARRAY, ""));
    assert!(is(&ARRAY[..100], ""), "the head may be cut");
    assert!(!is("[]", ""));
    assert!(!is(&ARRAY[2..], ""), "no array");
    let own = r#"[{"track":"A","endTime":"2024-05-01 21:03"}]"#;
    assert!(!is(own, ""));
    assert!(is(own, "title=track,end=endTime"));
}

#[test]
fn an_array_that_breaks_off_is_an_error() {
    let cut = &ARRAY.as_bytes()[..100];
    let error = read(&JsonArray, cut, &context("", None)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 5: the array breaks off; is the file whole?"
    );
}

#[test]
fn a_column_of_milliseconds_and_a_missing_key_are_told_as_of_lines() {
    let row = r#"{"track":"A","endTime":"2024-05-01T21:03Z","msPlayed":201000}"#;
    let text = format!("[{row},{row},{row}]");
    let mapping = "title=track,end=endTime,seconds=msPlayed";
    let error = read(&JsonArray, text.as_bytes(), &context(mapping, None)).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("say seconds=msPlayed:ms in --map"),
        "{error}"
    );
    let rows = records(&JsonArray, &text, &format!("{mapping}:ms"));
    assert!(rows.iter().all(|row| row.seconds == Some(201)));
}
