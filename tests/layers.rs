//! Holds the sources to the rules that the compiler does not know.
//!
//! ```text
//! domain <- store <- cube <- formats, derive, snapshot <- sample, ingest, query, engine <- guard <- app <- ui, export <- runtime <- commands
//! ```
//!
//! Imports go left only, layers between the same arrows stand apart, no files import each other in a
//! circle, `domain` neither reads nor writes anything, every file opens with what it is for, and none
//! grows beyond 500 lines.

use std::fs;
use std::path::{Path, PathBuf};

use rstest::rstest;

#[path = "layers/circles.rs"]
mod circles;
#[path = "layers/scan.rs"]
mod scan;

use circles::{Sources, circles};

/// The layers, from left to right; those in one group may not import each other.
const LAYERS: [&[&str]; 10] = [
    &["domain"],
    &["store"],
    &["cube"],
    &["formats", "derive", "snapshot"],
    &["sample", "ingest", "query", "engine"],
    &["guard"],
    &["app"],
    &["ui", "export"],
    &["runtime"],
    &["commands"],
];

/// Paths that reach outside the program: none of them is a pure rule's business.
const IMPURE: [&str; 8] = [
    "rusqlite",
    "std::fs",
    "std::io",
    "std::net",
    "SystemTime::now",
    "Instant::now",
    "Utc::now",
    "Local::now",
];

/// The longest a file may be, its tests left out.
const LONGEST: usize = 500;

/// Returns what is wrong with `source`, the file at `path` below `src/`.
fn faults(path: &str, source: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if path.ends_with("mod.rs") {
        faults.push("is a `mod.rs`: name it after its module".to_owned());
    }
    if !source.starts_with("//!") {
        faults.push("does not begin with a `//!` doc".to_owned());
    }
    let lines = lines_before_tests(source);
    if lines > LONGEST {
        faults.push(format!("has {lines} lines before its tests: split it"));
    }
    if path != "lib.rs" && path != "main.rs" {
        faults.extend(misplaced_paths(path, source));
    }
    faults
}

fn misplaced_paths(path: &str, source: &str) -> Vec<String> {
    let modules: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
    let layer = modules.first().copied().unwrap_or_default();
    let Some(place) = place_of(layer) else {
        return vec![format!("belongs to `{layer}`, which is no layer")];
    };
    let mut faults = Vec::new();
    for found in scan::paths(source) {
        let fault = found
            .layer(modules.len())
            .and_then(|used| match place_of(used) {
                _ if used == layer => None,
                Some(left) if left < place => None,
                Some(_) => Some(format!("`{layer}` may not import `{used}`")),
                None => Some(format!("`{used}` is no layer")),
            });
        let impure = (layer == "domain")
            .then(|| IMPURE.iter().find(|path| found.mentions(path)))
            .flatten()
            .map(|path| format!("`domain` may not mention `{path}`"));
        faults.extend(
            fault
                .into_iter()
                .chain(impure)
                .map(|fault| format!("line {}: {fault}", found.line)),
        );
    }
    faults
}

fn place_of(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|group| group.contains(&layer))
}

/// Returns the number of lines before the tests that are written out in the file.
fn lines_before_tests(source: &str) -> usize {
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let tests = lines.windows(2).position(|pair| {
        pair[0] == "#[cfg(test)]" && pair[1].starts_with("mod ") && pair[1].ends_with('{')
    });
    tests.unwrap_or(lines.len())
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder of sources is readable") {
        let path = entry.expect("its entries are readable").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Returns the sources of the program.
fn program() -> Sources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let read = |source: PathBuf| {
        let text = fs::read_to_string(&source).expect("sources are UTF-8");
        let below = source.strip_prefix(&root).expect("found below the root");
        (below.to_string_lossy().replace('\\', "/"), text)
    };
    let program: Sources = sources(&root).into_iter().map(read).collect();
    assert!(program.len() > 20, "the sources were not found");
    program
}

#[test]
fn every_source_keeps_the_rules() {
    let faults_of = |(path, text): (&String, &String)| -> Vec<String> {
        let faults = faults(path, text).into_iter();
        faults.map(|fault| format!("src/{path}: {fault}")).collect()
    };
    let all: Vec<String> = program().iter().flat_map(faults_of).collect();
    assert!(all.is_empty(), "\n{}", all.join("\n"));
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    assert_eq!(circles(&program()), Vec::<Vec<String>>::new());
}

/// The search for circles itself: what it must find in made-up crates.
#[rstest]
#[case::two_files(&[("a.rs", "use crate::b::B;"), ("b.rs", "use crate::a::A;")])]
#[case::by_super(&[("a.rs", ""), ("a/x.rs", "use super::y::Y;"), ("a/y.rs", "fn f() { super::x::f() }")])]
#[case::around(&[("a.rs", "use crate::b::B;"), ("b.rs", "use crate::c::C;"), ("c.rs", "use crate::a::A;")])]
#[case::a_child_and_its_parent(&[("a.rs", "mod x;\nuse x::X;\nstruct A;"), ("a/x.rs", "use super::A;")])]
#[case::through_what_is_handed_on(&[
    ("a.rs", "mod x;\npub use x::X;"), ("a/x.rs", "use crate::b::B;"), ("b.rs", "use crate::a::X;")
])]
#[case::through_a_long_list(&[
    ("a.rs", "mod x;\npub(crate) use x::{\n    X,\n    Y,\n};"), ("a/x.rs", "use crate::b::B;"),
    ("b.rs", "use crate::a::Y;")
])]
fn a_circle_is_found(#[case] files: &[(&str, &str)]) {
    assert_eq!(circles(&made_up(files)).len(), 1);
}

#[rstest]
#[case::one_way(&[("a.rs", "use crate::b::B;"), ("b.rs", "")])]
#[case::handed_on_by_the_parent(&[
    ("a.rs", "mod x;\nmod y;\npub use x::X;"), ("a/x.rs", ""), ("a/y.rs", "use super::X;")
])]
#[case::in_tests(&[("a.rs", "use crate::b::B;"), ("b.rs", "#[cfg(test)]\nmod tests {\nuse crate::a::A;\n}")])]
#[case::in_a_file_of_tests(&[
    ("a.rs", "use crate::b::B;"), ("b.rs", "#[cfg(test)]\nmod tests;"), ("b/tests.rs", "use crate::a::A;\nuse super::*;")
])]
#[case::in_a_visibility(&[
    ("a.rs", "mod x;\nuse x::f;"), ("a/x.rs", "pub(super) fn f() {}\npub(in crate::a) fn g() {}")
])]
#[case::in_a_comment(&[("a.rs", "use crate::b::B;"), ("b.rs", "// use crate::a::A;")])]
fn what_is_no_circle_is_passed_over(#[case] files: &[(&str, &str)]) {
    assert_eq!(circles(&made_up(files)), Vec::<Vec<String>>::new());
}

fn made_up(files: &[(&str, &str)]) -> Sources {
    let owned = |(path, source): &(&str, &str)| ((*path).to_owned(), (*source).to_owned());
    files.iter().map(owned).collect()
}

/// The scanner itself: what it must find in made-up sources.
#[rstest]
#[case::to_the_right(
    "store.rs",
    "use crate::query::Frame;",
    "`store` may not import `query`"
)]
#[case::side_by_side(
    "ingest/netflix.rs",
    "use crate::query::Frame;",
    "`ingest` may not import `query`"
)]
#[case::the_other_way(
    "query.rs",
    "use crate::ingest::Record;",
    "`query` may not import `ingest`"
)]
#[case::drawing_and_exporting(
    "ui/panel.rs",
    "use crate::export::csv;",
    "`ui` may not import `export`"
)]
#[case::exporting_and_drawing(
    "export.rs",
    "use crate::ui::format;",
    "`export` may not import `ui`"
)]
#[case::inline(
    "guard.rs",
    "fn f() { crate::app::run() }",
    "`guard` may not import `app`"
)]
#[case::in_a_tree(
    "guard.rs",
    "use crate::{domain::Day, query::{Frame, frame::Totals}, app::App};",
    "`guard` may not import `app`"
)]
#[case::in_an_outer_tree(
    "guard.rs",
    "use {std::fmt, crate::{domain as words, commands as verbs}};",
    "`guard` may not import `commands`"
)]
#[case::by_blanks_and_comments(
    "guard.rs",
    "use crate /* here */ ::\n // there\n app;",
    "`guard` may not import `app`"
)]
#[case::by_super(
    "query/frame.rs",
    "use super::super::app::App;",
    "`query` may not import `app`"
)]
#[case::by_self_and_super(
    "store.rs",
    "use self::super::app::App;",
    "`store` may not import `app`"
)]
#[case::by_super_in_a_tree(
    "store.rs",
    "use super::{domain, app::App};",
    "`store` may not import `app`"
)]
#[case::by_super_in_a_module(
    "store.rs",
    "mod inner { fn f() { super::super::app::run() } }",
    "`store` may not import `app`"
)]
#[case::by_the_name_of_the_crate(
    "store.rs",
    "use bingetop::app::App;",
    "`store` may not import `app`"
)]
#[case::in_a_type(
    "store.rs",
    "fn f(x: Vec<crate::app::App>) -> &'static crate::domain::Day {}",
    "`store` may not import `app`"
)]
#[case::in_a_visibility(
    "domain.rs",
    "pub(in crate::store) fn f() {}",
    "`domain` may not import `store`"
)]
#[case::after_a_raw_string(
    "store.rs",
    r##"const A: &str = r#"a " quote"#; use crate::app::App;"##,
    "`store` may not import `app`"
)]
#[case::after_a_quote(
    "store.rs",
    "const A: char = '\"'; const B: char = '\\''; use crate::app::App; // \"",
    "`store` may not import `app`"
)]
#[case::unknown("store.rs", "use crate::utils::pad;", "`utils` is no layer")]
#[case::everything("store.rs", "use crate::*;", "`*` is no layer")]
#[case::of_no_layer("utils.rs", "fn f() {}", "belongs to `utils`, which is no layer")]
#[case::database("domain/day.rs", "use rusqlite::Row;", "may not mention `rusqlite`")]
#[case::files("domain.rs", "use std::{fmt, fs::File};", "may not mention `std::fs`")]
#[case::input(
    "domain.rs",
    "fn f() -> std::io::Result<()> {}",
    "may not mention `std::io`"
)]
#[case::clock(
    "domain.rs",
    "fn f() { chrono::Utc::now(); }",
    "may not mention `Utc::now`"
)]
#[case::system_clock(
    "domain.rs",
    "fn f() { SystemTime::now(); }",
    "may not mention `SystemTime::now`"
)]
fn a_misplaced_path_is_found(#[case] path: &str, #[case] body: &str, #[case] fault: &str) {
    let faults = faults(path, &format!("//! Made up.\n{body}\n"));
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].contains(fault), "{faults:?}");
}

#[rstest]
#[case::to_the_left(
    "commands.rs",
    "use crate::{domain::Day, store, ui::draw, runtime::*};"
)]
#[case::within(
    "query/frame.rs",
    "use super::question::ItemId; use crate::query::Frame;"
)]
#[case::in_a_doc("domain.rs", "/// See [`crate::app`] and `std::fs`.\nfn f() {}")]
#[case::in_a_comment("domain.rs", "/* crate::app /* nested */ rusqlite */ // crate::ui\n")]
#[case::in_a_string("domain.rs", "const A: &str = \"crate::app \\\" std::fs\";")]
#[case::in_a_raw_string("domain.rs", "const A: &str = r#\"crate::app \" std::fs\"#;")]
#[case::beside_lifetimes("domain.rs", "fn f<'a>(x: &'a str, y: &'static str) -> char { 'x' }")]
#[case::visible_in_the_crate("domain.rs", "pub(crate) fn f() {} pub(in crate::domain) fn g() {}")]
#[case::macro_of_the_crate("domain.rs", "fn f() { super::domain::run(); self::app(); }")]
#[case::up_from_a_module("store.rs", "mod tests { use super::*; use super::schema::app; }")]
#[case::a_word_alone("domain.rs", "fn app(fs: u8, now: u8) { Utc::today(fs, now) }")]
fn a_well_placed_path_is_passed_over(#[case] path: &str, #[case] body: &str) {
    let faults = faults(path, &format!("//! Made up.\n{body}\n"));
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn only_the_roots_of_the_program_may_import_anything() {
    let source = "//! Made up.\nuse crate::commands; use crate::nonsense;\n";
    assert_eq!(faults("main.rs", source), Vec::<String>::new());
    assert_eq!(faults("lib.rs", source), Vec::<String>::new());
    assert_eq!(faults("store.rs", source).len(), 2);
    assert_eq!(faults("store/main.rs", source).len(), 2);
}

#[test]
fn faults_say_where_they_are() {
    let source = "//! Made up.\n/* two\nlines */\n\"a\nb\";\nuse crate::{domain,\napp};\n";
    assert_eq!(
        faults("store.rs", source),
        ["line 7: `store` may not import `app`"]
    );
}

#[test]
fn a_file_opens_with_what_it_is_for() {
    assert_eq!(
        faults("domain.rs", "use std::fmt;\n"),
        ["does not begin with a `//!` doc"]
    );
    assert_eq!(faults("domain/mod.rs", "//! Made up.\n").len(), 1);
}

#[test]
fn a_file_is_no_longer_than_can_be_read() {
    let long = |lines: usize| format!("//! Made up.\n{}", "//\n".repeat(lines - 1));
    assert_eq!(faults("domain.rs", &long(500)), Vec::<String>::new());
    assert_eq!(
        faults("domain.rs", &long(501)),
        ["has 501 lines before its tests: split it"]
    );
    let tests = format!("{}#[cfg(test)]\nmod tests {{\n{}", long(500), long(400));
    assert_eq!(faults("domain.rs", &tests), Vec::<String>::new());
    let elsewhere = format!("#[cfg(test)]\nmod tests;\n{}", long(500));
    assert_eq!(faults("domain.rs", &elsewhere).len(), 2);
}
