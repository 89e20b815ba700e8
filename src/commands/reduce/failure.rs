//! What an engine says last, and what that means.

use std::collections::VecDeque;

/// How many lines of an engine that fails are looked at, how many are shown, and how many letters of one.
const LOOKED_AT: usize = 2_000;
const SHOWN: usize = 4;
const LETTERS: usize = 400;

/// Words of engines that mean: there is no Java, or one that is too old.
const NO_JAVA: [&str; 3] = [
    "JAVA_HOME is not set",
    "Unable to locate a Java Runtime",
    "java: not found",
];
const OLD_JAVA: [&str; 2] = [
    "UnsupportedClassVersionError",
    "Unrecognized option: --add-opens",
];

/// The last lines of an engine's standard error.
#[derive(Debug, Default)]
pub(super) struct LastWords(VecDeque<String>);

impl LastWords {
    /// Takes a line.
    pub(super) fn hear(&mut self, line: String) {
        if self.0.len() == LOOKED_AT {
            self.0.pop_front();
        }
        self.0.push_back(line);
    }

    /// Returns what it says of its failure: its last error, or its last lines where none looks like one.
    pub(super) fn lines(&self) -> Vec<String> {
        let said: Vec<&str> = self.0.iter().map(String::as_str).collect();
        let lines: Vec<&str> = if let Some(at) = said.iter().rposition(|line| is_error(line)) {
            let error = said[at..].iter().copied().take(SHOWN);
            let error = error.take_while(|line| !line.trim().is_empty());
            error.filter(|line| !is_noise(line)).collect()
        } else {
            let told = said.into_iter().filter(|line| !is_noise(line));
            let mut last: Vec<&str> = told.rev().take(SHOWN).collect();
            last.reverse();
            last
        };
        let cut = |line: &str| line.chars().take(LETTERS).collect();
        lines.into_iter().map(cut).collect()
    }

    /// Returns what to do, where that is known.
    pub(super) fn advice(&self) -> Option<&'static str> {
        let says = |words: &[&str]| {
            let mut lines = self.0.iter();
            lines.any(|line| words.iter().any(|word| line.contains(word)))
        };
        if says(&NO_JAVA) {
            return Some(
                "Spark needs Java 17: `apt install openjdk-17-jre-headless` or `brew install openjdk@17` brings it; or set JAVA_HOME",
            );
        }
        if says(&OLD_JAVA) {
            return Some("this Java is too old for this Spark: set JAVA_HOME to that of a Java 17");
        }
        None
    }
}

/// Returns whether a line begins what an engine says of an error: `[ERROR_CLASS] …` and `…Exception: …` of Spark, `Binder Error: …` of
/// `DuckDB`.
fn is_error(line: &str) -> bool {
    if is_noise(line) {
        return false;
    }
    let class = line
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
        .map(|(class, _)| class);
    let is_class = class.is_some_and(|class| {
        !class.is_empty()
            && class
                .chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || "_.".contains(c))
    });
    is_class
        || line.starts_with("Exception in thread")
        || line
            .split_once(": ")
            .is_some_and(|(kind, _)| kind.ends_with("Exception") || kind.ends_with("Error"))
}

/// Returns whether a line says nothing of an error: logging, frames of a stack, plans, times.
fn is_noise(line: &str) -> bool {
    const LOGGED: [&str; 4] = [" INFO ", " WARN ", " DEBUG ", " ERROR "];
    const BEGINNINGS: [&str; 8] = [
        "\tat ",
        "\t... ",
        "WARNING: ",
        "Time taken: ",
        "Using Spark's default log4j",
        "Setting default log level",
        "To adjust logging level",
        "Spark master: ",
    ];
    let is_logged = line.starts_with(|c: char| c.is_ascii_digit())
        && LOGGED.iter().any(|level| line.contains(level));
    let is_plan = line.trim_start().starts_with(['\'', '+', ':']);
    line.trim().is_empty()
        || is_logged
        || is_plan
        || BEGINNINGS
            .iter()
            .any(|beginning| line.starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn said(text: &str) -> LastWords {
        let mut last = LastWords::default();
        for line in text.lines() {
            last.hear(line.to_owned());
        }
        last
    }

    const NO_TABLE: &str = "WARNING: Using incubator modules: jdk.incubator.vector\n\
        26/11/27 18:59:01 WARN NativeCodeLoader: Unable to load native-hadoop library\n\
        Spark master: local[1], Application Id: local-1\n\
        Time taken: 4.487 seconds, Fetched 1 row(s)\n\
        [TABLE_OR_VIEW_NOT_FOUND] The table or view `lake`.`plays` cannot be found.\n\
        Search path: [`system`.`builtin`].\n\
        'CreateViewCommand `bt_m`, SELECT a.x FROM lake.plays a\n\
        +- 'Project ['a.x]\n";

    const ABORTED: &str = "26/11/27 19:00:29 ERROR Utils: Aborting task\n\
        org.apache.spark.SparkException: the first\n\
        \tat org.apache.spark.Frame(Frame.scala:1)\n\
        26/11/27 19:00:29 ERROR FileFormatWriter: Aborting job\n\
        Job aborted due to stage failure\n\
        org.apache.spark.SparkException: the last\n\
        == SQL (line 1, position 86) ==\n\
        \n\
        \tat org.apache.spark.Frame(Frame.scala:2)\n";

    #[rstest]
    #[case::of_spark(
        NO_TABLE,
        "[TABLE_OR_VIEW_NOT_FOUND] The table or view `lake`.`plays` cannot be found.|Search path: [`system`.`builtin`]."
    )]
    #[case::the_last_of_several(
        ABORTED,
        "org.apache.spark.SparkException: the last|== SQL (line 1, position 86) =="
    )]
    #[case::of_duckdb(
        "Catalog Error: Table with name \"plays\" does not exist.\n\nLINE 1: SELECT\n",
        "Catalog Error: Table with name \"plays\" does not exist."
    )]
    #[case::in_other_words("one\ntwo\nthree\n\tat a.frame\nfour\nfive\n", "two|three|four|five")]
    #[case::nothing("", "")]
    fn the_last_error_is_shown(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(said(text).lines().join("|"), expected);
    }

    #[rstest]
    #[case("JAVA_HOME is not set", Some("apt install openjdk-17"))]
    #[case(
        "spark-class: line 71: java: not found",
        Some("apt install openjdk-17")
    )]
    #[case(
        "java.lang.UnsupportedClassVersionError: org/apache/spark",
        Some("too old")
    )]
    #[case("[TABLE_OR_VIEW_NOT_FOUND] no", None)]
    fn what_is_missing_is_said_with_the_command_that_brings_it(
        #[case] text: &str,
        #[case] expected: Option<&str>,
    ) {
        let advice = said(text).advice();
        assert_eq!(advice.is_some(), expected.is_some());
        assert!(advice.is_none_or(|advice| advice.contains(expected.unwrap_or_default())));
    }
}
