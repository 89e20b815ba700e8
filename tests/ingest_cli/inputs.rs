//! Inputs that are no play log.

use predicates::str::{contains, starts_with};
use rstest::rstest;

use super::logs::{NETFLIX, PLAYS};
use crate::home::Home;
use crate::zipped::zipped;

fn utf16(text: &str) -> Vec<u8> {
    let units = text.encode_utf16().flat_map(u16::to_le_bytes);
    [0xff, 0xfe].into_iter().chain(units).collect()
}

/// Returns a ZIP of a log large enough to be cut anywhere.
fn large_zip() -> Vec<u8> {
    let noise = (0..20_000_u32).map(|n| format!("{},\n", n.wrapping_mul(2_654_435_761)));
    let noise: String = noise.collect();
    let table = format!(
        "{PLAYS}{}",
        noise.replace(",\n", ",X,,,2024-01-05T21:03:11Z,600\n")
    );
    zipped(&[("plays.csv", table.as_bytes())])
}

fn cut(content: &[u8], kept: usize) -> Vec<u8> {
    content[..kept].to_vec()
}

fn with_a_member_spoilt() -> Vec<u8> {
    let mut zip = large_zip();
    let middle = zip.len() / 2;
    zip[middle..middle + 64].fill(0xa5);
    zip
}

#[rstest]
#[case::empty(vec![], "is empty")]
#[case::blank(b" \n\n".to_vec(), "is empty")]
#[case::binary(b"\x7fELF\x02\0\0\0".to_vec(), "is not text; is it an export of plays?")]
#[case::gzip(b"\x1f\x8b\x08\0\0".to_vec(), "is not text; unpack it first")]
#[case::parquet(b"PAR1\0".to_vec(), "breaks off: it does not end as a Parquet file does; fetch it again")]
#[case::utf16(utf16(PLAYS), "is UTF-16 text; save it as UTF-8")]
#[case::utf16_without_a_mark(utf16(PLAYS)[2..].to_vec(), "is UTF-16 text; save it as UTF-8")]
#[case::html(b"<!DOCTYPE html>\n<title>Plays</title>".to_vec(), "is a web page; ask its source for CSV or JSON")]
#[case::prose(b"Dear diary,\n".to_vec(), "begins with `Dear diary,`; say which column holds what with --map")]
#[case::no_times(b"viewer,title\n".to_vec(), "or lacks a title and a start")]
#[case::zip_of_nothing(zipped(&[]), "no member of the ZIP is a play log (it is empty)")]
#[case::zip_of_others(
    zipped(&[("readme.txt", b"hi"), ("x.pdf", b"%PDF\0")]),
    "no member of the ZIP is a play log (2 looked at: readme.txt, x.pdf); `bingetop formats` lists the formats known; unpack it"
)]
#[case::spreadsheet(zipped(&[("xl/workbook.xml", b"<x/>")]), "is not text; save the spreadsheet as CSV")]
#[case::zip_cut(cut(&large_zip(), 20_000), "is it whole? else unpack it")]
#[case::zip_cut_at_its_end(cut(&large_zip(), large_zip().len() - 10), "is it whole? else unpack it")]
fn what_is_no_play_log_is_refused_with_what_to_do(#[case] content: Vec<u8>, #[case] words: &str) {
    for home in [Home::new(), Home::with_log()] {
        home.write("export", &content);
        home.refuses(&["export"], "export", words);
        // A good file before it does not help.
        home.write("good.csv", PLAYS.replace("ann", "dee"));
        home.refuses(&["good.csv", "export"], "export", words);
        home.refuses(&["good.csv", "export", "--dry-run"], "export", words);
        let before = home.files();
        let piped = home.ingest_piped(&content, &[]).code(2).stdout("");
        let said = String::from_utf8(piped.get_output().stderr.clone()).unwrap();
        assert!(said.starts_with("bingetop: standard input: "), "{said}");
        assert!(
            said.contains(words) && said.matches('\n').count() == 1,
            "{said}"
        );
        assert!(home.files() == before);
    }
}

#[test]
fn a_spoilt_member_keeps_the_whole_import_out() {
    for home in [Home::new(), Home::with_log()] {
        home.write("export.zip", with_a_member_spoilt());
        home.refuses(&["export.zip"], "export.zip: plays.csv", "reading failed: ");
    }
}

#[test]
fn a_missing_input_is_named() {
    for home in [Home::new(), Home::with_log()] {
        home.refuses(&["none.csv"], "none.csv", "No such file");
    }
}

#[test]
fn a_folder_without_plays_is_no_input() {
    for home in [Home::new(), Home::with_log()] {
        std::fs::create_dir(home.path("exports")).unwrap();
        home.refuses(
            &["exports"],
            "exports",
            "no file in the folder is a play log (it is empty)",
        );
        home.write("exports/readme.txt", "Dear diary,\n");
        home.refuses(&["exports"], "exports/readme.txt", "is in no known format");
        home.write("exports/x.pdf", "%PDF\0");
        home.refuses(
            &["exports"],
            "exports",
            "no file in the folder is a play log (2 looked at: readme.txt, x.pdf); name one of them to hear why",
        );
        // One that should be whole is no readme.
        home.write("exports/z.parquet", "PAR1\0");
        home.write("exports/plays.csv", PLAYS);
        home.refuses(&["exports"], "exports/z.parquet", "breaks off");
    }
}

#[test]
fn a_folder_is_read_as_its_files_one_by_one() {
    let home = Home::new();
    for folder in ["exports", "exports/b=2", "exports/b=10"] {
        std::fs::create_dir(home.path(folder)).unwrap();
    }
    let others = PLAYS.replace("ann", "dee");
    home.write("exports/b=2/plays.csv", PLAYS);
    home.write(
        "exports/b=10/plays.zip",
        zipped(&[("plays.csv", others.as_bytes()), ("x", b"x")]),
    );
    home.write("exports/b=10/empty.zip", zipped(&[]));
    let inner = zipped(&[("a.txt", b"a"), ("b.txt", b"b")]);
    let files = [
        ("notes.zip", &inner[..]),
        ("z.txt", b"z"),
        ("more.csv", PLAYS.as_bytes()),
    ];
    home.write("exports/b=10/none.zip", zipped(&files[..2]));
    home.write("exports/b=10/some.zip", zipped(&files));
    home.write("exports/Netflix.csv", NETFLIX);
    home.write("exports/readme.txt", "Dear diary,\n");
    home.write("exports/.hidden.csv", PLAYS.replace("ann", "eve"));
    home.write("exports/_SUCCESS", "");
    home.ingest(&["exports", "--time-zone", "Europe/Rome"])
        .success()
        .stdout(contains(
            "exports/Netflix.csv: read as netflix\nexports/b=2/plays.csv: read as csv\n\
             exports/b=10/plays.zip: plays.csv: read as csv\n\
             exports/b=10/some.zip: more.csv: read as csv\n",
        ))
        .stdout(contains(
            "\n  6 files passed over: exports/b=10/empty.zip, exports/b=10/none.zip, exports/b=10/plays.zip: x, \
             exports/b=10/some.zip: notes.zip, exports/b=10/some.zip: z.txt and 1 more\n",
        ));
    let folder = home.answers();
    home.ingest(&["exports"])
        .success()
        .stdout(contains(" 0 added"));
    assert_eq!(home.answers(), folder);
    let apart = Home::new();
    apart.write("a.csv", PLAYS);
    apart.write("b.csv", others);
    apart.write("c.csv", NETFLIX);
    apart
        .ingest(&["a.csv", "b.csv", "c.csv", "--time-zone", "Europe/Rome"])
        .success();
    assert_eq!(folder, apart.answers());
    // Of a folder, as of a ZIP, only files in the format named are read.
    let named = Home::new();
    std::fs::create_dir(named.path("exports")).unwrap();
    named.write("exports/a.csv", PLAYS);
    named.write("exports/b.csv", NETFLIX);
    named
        .ingest(&["exports", "--format", "netflix", "--dry-run"])
        .success()
        .stdout(contains("exports/b.csv: read as netflix\n26 rows read"))
        .stdout(contains("\n  1 file passed over: exports/a.csv\n"));
}

#[test]
fn a_database_is_no_input_and_is_called_what_it_is() {
    let home = Home::with_log();
    std::fs::copy(home.log(), home.path("other.db")).unwrap();
    let foreign = rusqlite::Connection::open(home.path("foreign.db")).unwrap();
    foreign.execute_batch("CREATE TABLE plays (x)").unwrap();
    drop(foreign);
    home.refuses(
        &["foreign.db"],
        "foreign.db",
        "is a database of another program, in no format known; have that program write its plays as CSV",
    );
    home.refuses(
        &["other.db"],
        "other.db",
        "is a log already; open it with `bingetop other.db`",
    );
    home.refuses(
        &["log.db"],
        "log.db",
        "is a log already; open it with `bingetop log.db`",
    );
}

#[test]
fn a_quote_left_open_is_found_at_its_line() {
    let home = Home::with_log();
    let mut table = PLAYS.as_bytes().to_vec();
    table.extend(b"ann,\"The Pier,");
    table.resize(3 << 20, b'x');
    home.write("open.csv", table);
    home.refuses(
        &["open.csv"],
        "open.csv",
        "line 5: a row is longer than 1 MiB; is a quote left open?",
    );
}

#[test]
fn a_header_alone_is_said_to_be_alone() {
    let home = Home::with_log();
    let before = home.dump();
    home.write("header.csv", "title,start\n");
    home.ingest(&["header.csv"]).success().stdout(starts_with(
        "header.csv: read as csv\n0 rows read, 0 added to log.db\n  there is no row below the header\n",
    ));
    assert_eq!(home.dump(), before);
}

#[test]
fn standard_input_is_there_once() {
    let home = Home::new();
    let mut ingest = home.bingetop();
    ingest.args(["ingest", "-", "-", "--into", "log.db"]);
    ingest.write_stdin(PLAYS);
    ingest
        .assert()
        .code(2)
        .stderr("bingetop: standard input: is empty\n");
    assert!(!home.log().exists());
}
