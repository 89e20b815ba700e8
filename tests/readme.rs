//! The README says what the program does.

use bingetop::app::keymap::KEYMAP;

/// Returns the table of keys as the README has it.
fn key_table() -> String {
    let row = |binding: &bingetop::app::keymap::Binding| {
        let keys: Vec<String> = binding
            .keys
            .iter()
            .map(|key| format!("`{}`", key.spelled()))
            .collect();
        format!("| {} | {} |\n", keys.join(" "), binding.help)
    };
    KEYMAP.iter().map(row).collect()
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
