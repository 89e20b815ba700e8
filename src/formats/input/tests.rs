//! Files, ZIPs and streams, good and bad.

mod new_format;
mod toy;
mod zip_in_zip;

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64};

use rstest::rstest;
use tempfile::TempDir;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::opened::Opened;
use super::parts::each_part_of;
use super::*;
use crate::formats::content::Content;
use crate::formats::context::Context;
use crate::formats::format::Format;
use crate::formats::limits::HEAD_BYTES;
use crate::formats::registry::named;

const NETFLIX: &[u8] = include_bytes!("../../../tests/fixtures/netflix.csv");
const CSV: &[u8] = include_bytes!("../../../tests/fixtures/generic.csv");
const TSV: &[u8] = include_bytes!("../../../tests/fixtures/generic.tsv");

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The name, format and content of each part.
type Parts = Vec<(String, &'static str, Vec<u8>)>;

fn taking(parts: &mut Parts) -> impl FnMut(Found<'_>) -> Result<(), InputError> {
    |found| {
        let Found::Log(part) = found else {
            return Ok(());
        };
        let mut content = Vec::new();
        let mut stream = part.input.stream().unwrap();
        stream.read_to_end(&mut content).unwrap();
        parts.push((part.name, part.format.name(), content));
        Ok(())
    }
}

fn read_parts(
    source: &Source,
    format: Option<&'static dyn Format>,
    bytes_read: &AtomicU64,
    parts: &mut Parts,
) -> Result<(), InputError> {
    let context = Context::default();
    let watch = Watch {
        bytes_read,
        cancelled: &AtomicBool::new(false),
    };
    each_part(
        source,
        Wanted::new(format, &context),
        watch,
        &mut taking(parts),
    )
}

/// Reads `content` as the file `log` and returns its parts, or the error without the folder's name.
fn parts(content: &[u8], format: Option<&str>) -> Result<Parts, String> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("log");
    fs::write(&path, content).unwrap();
    let source = Source::from(path);
    let bytes = AtomicU64::new(7);
    let mut parts = Vec::new();
    let format = format.map(|name| named(name).unwrap());
    read_parts(&source, format, &bytes, &mut parts).map_err(|error: InputError| {
        let folder = format!("{}/", folder.path().display());
        error.to_string().replace(&folder, "")
    })?;
    assert_eq!(bytes.into_inner(), 7 + content.len() as u64);
    assert_eq!(
        total_bytes(&[source.clone(), source]),
        Some(2 * content.len() as u64)
    );
    for part in &mut parts {
        part.0 = part.0.replace(&format!("{}/", folder.path().display()), "");
    }
    Ok(parts)
}

#[rstest]
#[case("netflix", NETFLIX, NETFLIX)]
#[case("csv", CSV, CSV)]
#[case::without_its_byte_order_mark("csv", TSV, &TSV[3..])]
fn a_file_is_one_part(#[case] format: &'static str, #[case] content: &[u8], #[case] read: &[u8]) {
    let expected = vec![("log".to_owned(), format, read.to_vec())];
    assert_eq!(parts(content, None), Ok(expected));
}

#[test]
fn a_format_can_be_named() {
    let parts = parts(b"name,when\n1,2\n", Some("csv")).unwrap();
    assert_eq!(parts[0].1, "csv");
}

#[test]
fn a_file_longer_than_its_head_is_read_to_its_end() {
    let mut content = CSV.to_vec();
    while content.len() < 3 * HEAD_BYTES {
        content.extend(b"2017-11-23T20:00:00Z,A Winter Prince,bob,,film,,\n");
    }
    assert_eq!(parts(&content, None).unwrap()[0].2, content);
    let zip = zipped(&[("a.csv", &content)]);
    assert_eq!(parts(&zip, None).unwrap()[0].2, content);
}

#[test]
fn a_zip_gives_its_logs_in_the_order_of_their_numbers() {
    let zip = zipped(&[
        ("report/log_10.csv", CSV),
        ("report/log_2.tsv", TSV),
        ("report/CONTENT_INTERACTION/ViewingActivity.csv", NETFLIX),
        ("__MACOSX/report/._log_2.tsv", CSV),
        ("report/._log_3.csv", CSV),
        ("report/Devices.csv", b"Profile Name,Device\nAnn,x\n"),
        ("report/Empty.csv", b""),
        ("report/page.html", b"<!DOCTYPE html>"),
        ("report/image.png", b"\x89PNG\0\0"),
        ("report/settings.json", b"{\n \"title\": 1\n}"),
    ]);
    let found = parts(&zip, None).unwrap();
    let found: Vec<(&str, &str)> = found.iter().map(|part| (part.0.as_str(), part.1)).collect();
    let expected = [
        (
            "log: report/CONTENT_INTERACTION/ViewingActivity.csv",
            "netflix",
        ),
        ("log: report/log_2.tsv", "csv"),
        ("log: report/log_10.csv", "csv"),
    ];
    assert_eq!(found, expected);
    let netflix = parts(&zip, Some("netflix")).unwrap();
    assert_eq!(netflix.len(), 1);
    assert_eq!(netflix[0].2, NETFLIX);
}

#[rstest]
#[case::empty(b"", "log: is empty")]
#[case::blank(b"\xef\xbb\xbf \r\n", "log: is empty")]
#[case::utf16(b"\xff\xfet\0i\0", "log: is UTF-16 text; save it as UTF-8")]
#[case::database(
    b"SQLite format 3\0\x10\0",
    "log: is a database of another program, in no format known; have that program write its plays as CSV or lines of JSON"
)]
#[case::page(
    b"\n<!DOCTYPE HTML><p>",
    "log: is a web page; ask its source for CSV or JSON"
)]
#[case::packed(b"\x1f\x8b\x08\0", "log: is not text; unpack it first")]
#[case::binary(b"\x89PNG\0", "log: is not text; is it an export of plays?")]
#[case::unknown(
    b"\nname,\x1bwhen\nA,1\n",
    "log: is in no known format, or lacks a title and a start; it begins with `name, when`, `A,1`; say which column holds \
     what with --map title=COLUMN,start=COLUMN, or name the format with --format; `bingetop formats` lists them"
)]
#[case::cut_zip(b"PK\x03\x04abc", "log: invalid Zip archive")]
fn what_is_no_log_says_what_to_do(#[case] content: &[u8], #[case] message: &str) {
    let error = parts(content, None).unwrap_err();
    assert!(error.starts_with(message), "{error}");
}

#[rstest]
#[case(&[], "log: no member of the ZIP is a play log (it is empty); `bingetop formats` lists the formats known; ")]
#[case(
    &["a.txt", "b\u{1b}.txt"],
    "log: no member of the ZIP is a play log (2 looked at: a.txt, b .txt); `bingetop formats` "
)]
#[case(&["xl/workbook.xml"], "log: is not text; save the spreadsheet as CSV")]
fn a_zip_without_logs_says_so(#[case] names: &[&str], #[case] message: &str) {
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, &b"x"[..])).collect();
    let error = parts(&zipped(&members), None).unwrap_err();
    assert!(error.starts_with(message), "{error}");
}

#[test]
fn folders_and_missing_files_are_named() {
    let folder = TempDir::new().unwrap();
    let open = |path: &Path| {
        let bytes = AtomicU64::new(0);
        let source = Source::from(path.to_owned());
        let mut parts = Vec::new();
        read_parts(&source, None, &bytes, &mut parts).unwrap_err()
    };
    assert!(matches!(open(folder.path()), InputError::NoFile { .. }));
    let missing = folder.path().join("none.csv");
    let error = open(&missing).to_string();
    assert!(
        error.starts_with(&format!("{}: ", missing.display())),
        "{error}"
    );
}

#[rstest]
#[case(CSV.to_vec(), "standard input")]
#[case(zipped(&[("a.csv", CSV)]), "standard input: a.csv")]
fn what_cannot_be_read_twice_may_be_a_zip_as_well(#[case] content: Vec<u8>, #[case] name: &str) {
    let bytes = AtomicU64::new(0);
    let context = Context::default();
    let wanted = Wanted::new(None, &context);
    let mut parts = Vec::new();
    let opened = Opened::stream(Source::Stdin.to_string(), content.as_slice());
    each_part_of(opened, wanted, &bytes, &mut taking(&mut parts)).unwrap();
    assert_eq!(parts, [(name.to_owned(), "csv", CSV.to_vec())]);
    assert_eq!(bytes.into_inner(), content.len() as u64);
}

#[test]
fn the_takers_error_ends_the_walk() {
    let zip = zipped(&[("a.csv", CSV), ("b.csv", CSV)]);
    let bytes = AtomicU64::new(0);
    let context = Context::default();
    let wanted = Wanted::new(None, &context);
    let mut seen = 0;
    let opened = Opened::stream("log".to_owned(), zip.as_slice());
    let result = each_part_of(opened, wanted, &bytes, &mut |found| {
        seen += 1;
        match found {
            Found::Log(part) => Err(InputError::Empty { name: part.name }),
            Found::Other(name) => panic!("{name} is a log"),
        }
    });
    assert!(matches!(result, Err(InputError::Empty { name }) if name == "log: a.csv"));
    assert_eq!(seen, 1);
}

#[test]
fn a_dash_is_standard_input() {
    assert_eq!(Source::from(PathBuf::from("-")), Source::Stdin);
    assert_eq!(Source::from(PathBuf::from("a\u{1b}b")).to_string(), "a b");
    assert_eq!(total_bytes(&[Source::Stdin]), None);
    assert_eq!(total_bytes(&[]), Some(0));
}
