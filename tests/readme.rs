//! The README and the documents beside it say what the program does, and lead where they say.

use std::path::Path;

use bingetop::app::bindings::Bindings;
use bingetop::app::command::Command;
use bingetop::app::key::Key;
use bingetop::formats::format::Format;
use bingetop::formats::registry::FORMATS;

/// Returns the table of keys as the README has it.
fn key_table() -> String {
    let bindings = Bindings::default();
    let row = |(command, keys): (&Command, &[Key])| {
        let keys: Vec<String> = match keys {
            [] => vec![format!("`{}`", bindings.way(command).unwrap_or_default())],
            keys => {
                let keys = keys.iter();
                keys.map(|key| format!("`{}`", key.spelled())).collect()
            }
        };
        let words = bindings.with_keys(command.words);
        format!("| {} | `{}` | {words} |\n", keys.join(" "), command.name)
    };
    bindings.all().map(row).collect()
}

#[test]
fn the_readme_lists_every_key() {
    let readme = include_str!("../README.md");
    let table = key_table();
    assert!(
        readme.contains(&table),
        "the table of keys in README.md should be\n{table}"
    );
}

#[test]
fn the_readme_names_every_option_of_ingest() {
    let readme = include_str!("../README.md");
    let formats = include_str!("../docs/FORMATS.md");
    let help = std::process::Command::new(env!("CARGO_BIN_EXE_bingetop"))
        .args(["ingest", "--help"])
        .output()
        .expect("the program runs");
    let help = String::from_utf8(help.stdout).expect("help is text");
    let words = help.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    let options =
        words.filter(|word| word.starts_with("--") && word.len() > 2 && *word != "--help");
    for option in options {
        let is_named = readme.contains(option) || formats.contains(option);
        assert!(is_named, "{option} is explained nowhere");
    }
}

/// Returns the table of formats as docs/FORMATS.md has it.
fn format_table() -> String {
    let row = |format: &&dyn Format| {
        let (about, facts) = (format.about(), format.facts());
        let minimum = match facts.minimum_seconds {
            0 => "-".to_owned(),
            seconds => format!("{seconds} s"),
        };
        format!(
            "| `{}` | {} | {} | {} | {} | {} | {minimum} | {} | {} |\n",
            format.name(),
            about.what,
            about.files,
            facts.times,
            facts.zone,
            facts.unit.in_words(),
            facts.identity,
            about.lacks,
        )
    };
    FORMATS.iter().map(row).collect()
}

#[test]
fn the_table_of_formats_is_that_of_the_program() {
    let document = include_str!("../docs/FORMATS.md");
    let table = format_table();
    assert!(
        document.contains(&table),
        "the table of formats in docs/FORMATS.md should be\n{table}"
    );
}

/// The paths that a document names: where its links lead, and files of the program between backticks.
fn paths_in(text: &str) -> Vec<&str> {
    let links = text.split("](").skip(1);
    let links = links.filter_map(|link| link.split([')', '#']).next());
    let links = links.filter(|link| !link.is_empty() && !link.contains("://"));
    let named = text.split('`').skip(1).step_by(2);
    let is_path = |name: &&str| {
        let extension = Path::new(name).extension();
        let is_file = extension.is_some_and(|extension| extension == "rs" || extension == "sql");
        is_file && name.contains('/') && !name.contains([' ', '*', '<', '{'])
    };
    links.chain(named.filter(is_path)).collect()
}

#[test]
fn every_document_leads_to_files_that_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut documents = vec![root.join("README.md"), root.join("ARCHITECTURE.md")];
    for entry in std::fs::read_dir(root.join("docs")).expect("the documents are there") {
        documents.push(entry.expect("they are readable").path());
    }
    for document in documents {
        let text = std::fs::read_to_string(&document).expect("documents are text");
        let folder = document.parent().expect("it lies in a folder");
        for path in paths_in(&text) {
            let places = [
                folder.join(path),
                root.join(path),
                root.join("src").join(path),
            ];
            let is_there = places.iter().any(|place| place.exists());
            assert!(is_there, "{}: {path} is nowhere", document.display());
        }
    }
}

#[test]
fn what_a_document_names_is_found_in_it() {
    let text = "See [it](docs/A.md#b), [them](https://x.y/z), `query/a.rs`, `a b.rs`, `c.rs` and `d/*.rs`.";
    assert_eq!(paths_in(text), ["docs/A.md", "query/a.rs"]);
}
