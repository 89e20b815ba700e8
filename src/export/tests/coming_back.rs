//! Who came back to a title, in every format.

use super::*;

/// Eleven viewers were there more than ninety days before; a twelfth was, too, and a day earlier.
#[test]
fn those_who_came_back_are_told_where_they_are_no_few() {
    let log = log(false);
    let conn = log.conn;
    played(&conn, 1, 1..=11, &["2017-08-01"]);
    played(&conn, 1, 13..=13, &["2017-07-31", "2017-12-10"]);
    derive::rebuild(&conn, derive::Limits::default()).unwrap();
    let log = Read {
        log: Log::load(&conn).unwrap(),
        conn,
    };
    let question = Question {
        item: Some(Item::title(log.find(Level::Title, "prince")[0])),
        ..Question::about(Window::ending(day("2017-11-20"), 2))
    };
    let wanted = Wanted {
        panels: &[Panel::Back],
        ..guarded()
    };
    let back = |guard| {
        let wanted = Wanted { guard, ..wanted };
        json(&log, &question, &wanted)["back"].clone()
    };
    let told = back(Guard::analyst(10));
    assert_eq!(told["viewers"], 11);
    assert_eq!(told["first_played"], "2017-11-20");
    assert_eq!(told["in_log"]["first_played"], Value::Null);
    assert_eq!(told["in_log"]["first_played_by"], "2017-08-01");
    let exact = back(Guard::exact());
    assert_eq!(exact["in_log"]["first_played"], "2017-07-31");
    let few = back(Guard::analyst(12));
    assert_eq!(
        (&few["viewers"], &few["guarded"]),
        (&Value::Null, &true.into())
    );
    assert_eq!(few["in_log"]["first_played_by"], Value::Null);

    let text = [Format::Text, Format::Markdown, Format::Csv]
        .map(|format| written(&log, &question, format, &wanted))
        .join("\n");
    insta::assert_snapshot!("back_guarded", text);
}
