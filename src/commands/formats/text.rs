//! Sheets for a terminal, or a pipe.

use super::sheet::Sheet;
use crate::ui::wrapped;

/// The narrowest and the widest that lines are made.
const NARROWEST: usize = 40;
const WIDEST: usize = 100;

/// How far a value stands from the left, and how wide lines must be to have it beside its word.
const INDENT: usize = 12;
const BESIDE: usize = 60;

/// Returns the sheets in lines of at most `width` columns, if that is 40 or more; `is_whole` adds how one is read.
pub(super) fn of(sheets: &[Sheet], is_whole: bool, width: usize) -> String {
    let width = width.clamp(NARROWEST, WIDEST);
    let sheets: Vec<String> = sheets
        .iter()
        .map(|sheet| block(sheet, is_whole, width))
        .collect();
    sheets.join("\n")
}

fn block(sheet: &Sheet, is_whole: bool, width: usize) -> String {
    let mut lines = vec![sheet.name().to_owned()];
    if !sheet.what().is_empty() {
        lines.extend(indented(sheet.what(), 2, width));
    }
    for (word, value) in sheet.lines() {
        if width < BESIDE {
            lines.push(format!("  {word}"));
            lines.extend(indented(&value, 3, width));
            continue;
        }
        let mut value = indented(&value, INDENT, width);
        if let Some(first) = value.first_mut() {
            *first = format!("  {word:<0$}{1}", INDENT - 2, first.trim_start());
        }
        lines.extend(value);
    }
    if is_whole {
        lines.push(String::new());
        lines.push("  bingetop ingest FILE --into plays.db \\".to_owned());
        lines.push(format!("    --format {}", sheet.name()));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn indented(text: &str, by: usize, width: usize) -> Vec<String> {
    let lines = wrapped(text, width - by).into_iter();
    lines
        .map(|line| format!("{}{line}", " ".repeat(by)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::registry::FORMATS;
    use crate::runtime::config::formats::built_in;

    fn sheets() -> Vec<Sheet> {
        let formats = FORMATS.iter().map(|format| Sheet::of(*format));
        let presets = built_in();
        formats
            .chain(presets.iter().map(Sheet::of_preset))
            .collect()
    }

    #[test]
    fn nothing_is_cut_on_any_terminal() {
        for width in [1, 40, 41, 59, 60, 80, 100, 200] {
            let text = of(&sheets(), true, width);
            let widest = width.clamp(NARROWEST, WIDEST);
            for line in text.lines() {
                assert!(line.chars().count() <= widest, "{width}: {line}");
                assert!(!line.contains('…'), "{width}: {line}");
            }
            let words = |text: &str| -> Vec<String> {
                text.split_whitespace().map(str::to_owned).collect()
            };
            let mut told = words(&text);
            told.retain(|word| !word.is_empty());
            assert_eq!(told, words(&of(&sheets(), true, 100)));
        }
    }

    #[test]
    fn a_sheet_has_a_line_for_each_fact() {
        let netflix = sheets()
            .into_iter()
            .find(|sheet| sheet.name() == "netflix-history");
        let expected = "\
netflix-history
  Netflix, the short history of one profile
  files     NetflixViewingHistory.csv
  from      netflix.com/viewingactivity, at the end of the page: Download all
  times     START, zone none: days alone
  lengths   seconds, none left out
  same row  each row counts; in another file, the n-th of those alike is the
            same
  not told  profiles, times of day, lengths, rewatches

  bingetop ingest FILE --into plays.db \\
    --format netflix-history
";
        assert_eq!(of(&[netflix.unwrap()], true, 80), expected);
    }
}
