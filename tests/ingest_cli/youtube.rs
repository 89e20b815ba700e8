//! YouTube's history in Google's Takeout.

use predicates::prelude::*;
use predicates::str::{contains, starts_with};

use super::logs::query;
use crate::home::Home;
use crate::zipped::zipped;

const HISTORY: &str = r#"[{
  "header": "YouTube",
  "title": "Watched Low Tide",
  "titleUrl": "https://www.youtube.com/watch?v\u003daaaaaaaaaaa",
  "subtitles": [{"name": "The Piers", "url": "https://www.youtube.com/channel/UC1"}],
  "time": "2024-02-14T20:11:09.875Z"
},{
  "header": "YouTube",
  "title": "Watched Buy Nets",
  "titleUrl": "https://www.youtube.com/watch?v\u003dddddddddddd",
  "time": "2024-02-14T20:07:09.001Z",
  "details": [{"name": "From Google Ads"}]
},{
  "header": "YouTube Music",
  "title": "Watched Ebb",
  "titleUrl": "https://music.youtube.com/watch?v\u003dbbbbbbbbbbb",
  "subtitles": [{"name": "Gulls - Topic", "url": "https://www.youtube.com/channel/UC2"}],
  "time": "2024-02-13T20:10:09.001Z"
}]"#;

/// The first play once more, a like of it, a search, and an older play.
const MY_ACTIVITY: &str = r#"[
{"header":"YouTube","title":"Liked Low Tide","titleUrl":"https://www.youtube.com/watch?v=aaaaaaaaaaa","time":"2024-02-14T20:12:09.875Z"},
{"header":"YouTube","title":"Watched Low Tide","titleUrl":"https://www.youtube.com/watch?v=aaaaaaaaaaa","subtitles":[{"name":"The Piers","url":"https://www.youtube.com/channel/UC1"}],"time":"2024-02-14T20:11:09.875Z"},
{"header":"YouTube","title":"Searched for tide","titleUrl":"https://www.youtube.com/results?search_query=tide","time":"2024-02-14T20:10:09.875Z"},
{"header":"YouTube","title":"Watched Low Tide","titleUrl":"https://www.youtube.com/shorts/aaaaaaaaaaa","time":"2019-02-14T20:11:09.875Z"}
]"#;

const PAGE: &str = "<html><head><style>.mdl-grid{}</style></head><body>\n\
<div class=\"outer-cell mdl-cell\"><p class=\"mdl-typography--title\">YouTube<br></p></div>\
<div class=\"content-cell mdl-typography--body-1\">Watched&nbsp;<a href=\"https://www.youtube.com/watch?v=aaaaaaaaaaa\">Low Tide</a><br>\
<a href=\"https://www.youtube.com/channel/UC1\">The Piers</a><br>DATE<br></div></div></body></html>";

const CAVEAT: &str =
    "YouTube does not say for how long anything was watched: a glance counts as a play";

#[test]
fn a_history_is_read_once_whatever_it_comes_in() {
    let home = Home::new();
    home.write("watch-history.json", HISTORY);
    home.ingest(&["watch-history.json", "--time-zone", "UTC"])
        .success()
        .stderr("")
        .stdout(starts_with(format!(
            "watch-history.json: read as youtube\n  {CAVEAT}\n3 rows read, 2 added to log.db\n  1 left out: ads\n"
        )));
    let plays = "SELECT concat_ws('|', title, show, kind, day) FROM play_log ORDER BY day";
    let expected = [
        "Ebb|Gulls - Topic|track|2024-02-13",
        "Low Tide|The Piers|video|2024-02-14",
    ];
    assert_eq!(query(&home.log(), plays), expected);
    let before = home.dump();
    home.ingest_piped(HISTORY.as_bytes(), &[])
        .success()
        .stdout(contains("3 rows read, 0 added"));
    home.write(
        "page.html",
        PAGE.replace("DATE", "Feb 14, 2024, 12:11:09\u{202f}PM PST"),
    );
    home.ingest(&["page.html"])
        .success()
        .stdout(starts_with(format!(
            "page.html: read as youtube-html\n  {CAVEAT}\n1 row read, 0 added"
        )));
    assert_eq!(home.dump(), before);
}

#[test]
fn takeouts_zip_is_read_whatever_its_folders_are_called() {
    let home = Home::new();
    let searches = "[{\"header\":\"Search\",\"title\":\"Searched for x\",\
                    \"titleUrl\":\"https://www.google.com/search?q=x\",\"time\":\"2024-02-14T20:10:09.875Z\"}]";
    let members = [
        (
            "Takeout/YouTube und YouTube Music/Verlauf/Wiedergabeverlauf.json",
            HISTORY.as_bytes(),
        ),
        (
            "Takeout/Meine Aktivitäten/YouTube/MeineAktivitäten.json",
            MY_ACTIVITY.as_bytes(),
        ),
        (
            "Takeout/Meine Aktivitäten/Google Suche/MeineAktivitäten.json",
            searches.as_bytes(),
        ),
        (
            "Takeout/Archiv_Übersicht.html",
            b"<!doctype html><html><style>p{}</style></html>",
        ),
    ];
    home.write("takeout.zip", zipped(&members));
    home.ingest(&["takeout.zip", "--time-zone", "UTC"])
        .success()
        .stdout(
            contains("Wiedergabeverlauf.json: read as youtube\n")
                .and(contains("Google Suche/MeineAktivitäten.json: read as").not())
                .and(contains(
                    "2 files passed over: takeout.zip: Takeout/Archiv_Übersicht.html, ",
                ))
                .and(contains("7 rows read, 3 added to log.db\n"))
                .and(contains("1 left out: ads\n"))
                .and(contains(
                    "2 left out: searches, likes and whatever else is no play\n",
                ))
                .and(
                    contains("1 left out: repeats within a file\n")
                        .or(contains("already in the log")),
                )
                .and(contains(
                    "3 rows, 3 plays, 1 viewer, 2019-02-14..2024-02-14",
                )),
        );
    let titles =
        "SELECT concat_ws('|', title, count(*)) FROM play_log GROUP BY title ORDER BY title";
    assert_eq!(query(&home.log(), titles), ["Ebb|1", "Low Tide|2"]);
}

#[test]
fn a_page_in_another_language_asks_for_json() {
    let home = Home::new();
    home.write(
        "verlauf.html",
        PAGE.replace("DATE", "14.02.2024, 21:11:09 MEZ"),
    );
    home.refuses(
        &["verlauf.html", "--time-zone", "UTC"],
        "verlauf.html",
        "line 2: `14.02.2024, 21:11:09 MEZ` is no date in English; ask Google's Takeout for the history as JSON",
    );
    home.write("half.html", &PAGE[..300]);
    home.refuses(
        &["half.html"],
        "half.html",
        "line 2: the page breaks off; is the file whole?",
    );
}

#[test]
fn a_removed_video_keeps_the_name_and_the_channel_it_had() {
    let row = |title: &str, day: &str, subtitles: &str| {
        format!(
            r#"[{{"header":"YouTube","title":"Watched {title}","titleUrl":"https://www.youtube.com/watch?v=aaa"{subtitles},"time":"2024-02-{day}T20:11:09.875Z"}}]"#
        )
    };
    let channel =
        r#","subtitles":[{"name":"The Piers","url":"https://www.youtube.com/channel/UC1"}]"#;
    let named = row("Low Tide", "14", channel);
    let removed = row("https://www.youtube.com/watch?v=aaa", "15", "");
    for files in [[&named, &removed], [&removed, &named]] {
        let home = Home::new();
        for file in files {
            home.write("watch-history.json", file);
            home.ingest(&["watch-history.json", "--time-zone", "UTC"])
                .success()
                .stdout(contains("1 row read, 1 added").and(contains("unlike").not()));
        }
        let titles = "SELECT concat_ws('|', title, show, day) FROM play_log ORDER BY day";
        let expected = [
            "Low Tide|The Piers|2024-02-14",
            "Low Tide|The Piers|2024-02-15",
        ];
        assert_eq!(query(&home.log(), titles), expected);
        home.bingetop()
            .args(["verify", "log.db"])
            .assert()
            .success();
    }
    let both = format!(
        "{},{}",
        named.trim_end_matches(']'),
        removed.trim_start_matches('[')
    );
    let home = Home::new();
    home.write("both.json", both);
    home.ingest(&["both.json", "--time-zone", "UTC"])
        .success()
        .stdout(contains("2 rows read, 2 added").and(contains("unlike").not()));
    let shows = "SELECT DISTINCT concat_ws('|', title, show) FROM play_log";
    assert_eq!(query(&home.log(), shows), ["Low Tide|The Piers"]);
}
