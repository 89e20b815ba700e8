//! Months, as they are written in English.

/// The months by the first three letters of their names.
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Returns the number of a month by its short name, `Jan`; in Britain September is `Sept` as well.
///
/// Case counts: other languages write some of these names in lower case.
#[must_use]
pub fn english_month(word: &str) -> Option<u32> {
    let short = if word == "Sept" { "Sep" } else { word };
    let numbered = (1..).zip(MONTHS);
    numbered
        .into_iter()
        .find_map(|(number, month)| (month == short).then_some(number))
}
