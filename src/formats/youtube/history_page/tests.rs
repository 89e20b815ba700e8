//! What is read of a history as a page.

use super::*;
use crate::formats::place::Nowhere;
use crate::formats::said::said_by;
use chrono_tz::America::Chicago;

/// Returns a page with an activity for each content, and the caption below it.
fn page(activities: &[(&str, &str)]) -> String {
    let styles = ".mdl-grid{}.outer-cell{}".repeat(4_000);
    let block = |(content, caption): &(&str, &str)| {
        format!(
            "<div class=\"outer-cell mdl-cell mdl-cell--12-col mdl-shadow--2dp\"><div class=\"mdl-grid\">\
             <div class=\"header-cell mdl-cell mdl-cell--12-col\"><p class=\"mdl-typography--title\">YouTube<br></p></div>\
             <div class=\"content-cell mdl-cell mdl-cell--6-col mdl-typography--body-1\">{content}</div>\
             <div class=\"content-cell mdl-cell mdl-cell--6-col mdl-typography--body-1 mdl-typography--text-right\"></div>\
             <div class=\"content-cell mdl-cell mdl-cell--12-col mdl-typography--caption\"><b>Products:</b><br>&emsp;YouTube<br>{caption}</div>\
             </div></div>"
        )
    };
    let blocks: Vec<String> = activities.iter().map(block).collect();
    format!(
        "<html><head><title>My Activity History</title><style type=\"text/css\">{styles}</style></head>\n<body>\
         <div class=\"mdl-grid\">\n{}</div></body></html>",
        blocks.join("\n")
    )
}

fn read_in(text: &str, context: &Context) -> Result<Vec<String>, String> {
    let (said, read) = said_by(&HistoryPage, text.as_bytes(), context, |row| {
        format!(
            "{} {} {}: {}",
            row.start,
            row.id.unwrap().strip_prefix("youtube:").unwrap(),
            row.show.unwrap_or_default(),
            row.title
        )
    });
    read.map(|()| said).map_err(|error| error.to_string())
}

fn read(activities: &[(&str, &str)]) -> Result<Vec<String>, String> {
    read_in(&page(activities), &Context::default())
}

const PIER: &str = "Watched\u{a0}<a href=\"https://www.youtube.com/watch?v=aaa\">Pier &amp; Gull</a><br>\
                    <a href=\"https://www.youtube.com/channel/UC1\">The Piers</a><br>\
                    Feb 14, 2024, 12:11:09\u{202f}PM PST<br>";

#[test]
fn a_page_says_what_the_json_does() {
    let removed = "Watched https://www.youtube.com/watch?v=x<br>Feb 14, 2024, 12:10:09 PM PST";
    let unnamed = "Watched a video that has been removed<br>Feb 14, 2024, 12:10:09 PM PST";
    let linked = "Watched <a href=\"https://www.youtube.com/watch?v=bbb\">https://www.youtube.com/watch?v=bbb</a><br>\
                  14 Feb 2024, 21:11:09 CET<br>";
    let search = "Searched for <a href=\"https://www.youtube.com/results?search_query=g\">g</a><br>Feb 14, 2024, 1:10:09 PM PST";
    let like = PIER.replace("Watched", "Liked");
    let bad = PIER.replace("Feb 14", "Feb 31");
    let said = read(&[
        (PIER, ""),
        (linked, "<b>Why is this here?</b>"),
        (PIER, "<b>Details:</b><br>&emsp;From Google Ads<br>"),
        (removed, ""),
        (unnamed, ""),
        (search, ""),
        (&like, ""),
        (&bad, ""),
    ]);
    let other = "- searches, likes and whatever else is no play";
    assert_eq!(
        said.unwrap(),
        [
            "1707941469 aaa The Piers: Pier & Gull",
            "1707941469 bbb : youtube:bbb",
            "- ads",
            "- plays that do not say of what",
            "- plays that do not say of what",
            other,
            other,
            "10! `Feb 31, 2024, 12:11:09 PM PST` is no day of the calendar, or no time of a day",
        ]
    );
}

#[test]
fn a_page_in_another_language_asks_for_json() {
    let german = "<a href=\"https://www.youtube.com/watch?v=aaa\">Möwe</a> angesehen<br>14.02.2024, 21:11:09 MEZ";
    let problem = "`14.02.2024, 21:11:09 MEZ` is no date in English; ask Google's Takeout for the history as JSON";
    for times in [1, 5] {
        let error = read(&vec![(german, ""); times]).unwrap_err();
        assert!(error.starts_with(&format!("line 3: {problem}")), "{error}");
    }
    let damaged = [(PIER, ""), (german, ""), (german, ""), (german, "")];
    assert_eq!(
        read(&damaged).unwrap().len(),
        4,
        "one page has one language"
    );
}

#[test]
fn a_zone_that_may_be_another_is_asked_for() {
    let central = PIER.replace("PST", "CST");
    let error = read(&[(&central, "")]).unwrap_err();
    assert!(
        error.starts_with(
            "line 3: `CST` in `Feb 14, 2024, 12:11:09 PM CST` may be several time zones; name yours with --times-in"
        ),
        "{error}"
    );
    let context = Context {
        times_in: Some(Chicago),
        ..Context::default()
    };
    let said = read_in(&page(&[(&central, "")]), &context).unwrap();
    assert_eq!(said, ["1707934269 aaa The Piers: Pier & Gull"]);
    let none = PIER.replace("PST", "");
    let error = read(&[(&none, "")]).unwrap_err();
    assert!(error.contains("states no time zone; name it with --times-in"));
}

#[test]
fn a_page_is_recognised_by_its_styles_before_its_first_activity() {
    let is = |text: &str| {
        let content = Content::open(text.as_bytes(), &Nowhere).unwrap();
        HistoryPage
            .recognises(&content.probe(), &Context::default())
            .is_some()
    };
    assert!(is(&page(&[(PIER, "")])));
    assert!(is(
        "<html><body><div class=\"outer-cell\"></div></body></html>"
    ));
    assert!(!is("<!doctype html><html><style>p{}</style></html>"));
    assert!(!is("title,started_at\nclass=\"outer-cell\",1\n"));
    let mapped = Context {
        mapping: "title=x".parse().unwrap(),
        ..Context::default()
    };
    let text = page(&[]);
    let content = Content::open(text.as_bytes(), &Nowhere).unwrap();
    assert!(HistoryPage.recognises(&content.probe(), &mapped).is_none());
}
