//! Whether words speak to whoever reads them.

/// Returns whether a text speaks to its readers, as "Who hurt you?" does: by a word of the second person of a built-in
/// language.
pub(super) fn speaks_to_reader(text: &str) -> bool {
    const WORDS: [&str; 18] = [
        "you",
        "your",
        "yours",
        "yourself",
        "yourselves",
        "tu",
        "te",
        "ti",
        "tuo",
        "tua",
        "tuoi",
        "tue",
        "voi",
        "vi",
        "vostro",
        "vostra",
        "vostri",
        "vostre",
    ];
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic());
    words.any(|word| WORDS.contains(&word))
}
