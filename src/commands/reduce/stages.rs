//! How far an engine has got: a bar on a terminal, a line a step elsewhere.

use std::io::IsTerminal as _;
use std::path::Path;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::commands::live_line::LiveLine;
use crate::commands::output::say;
use crate::domain::format::thousands;
use crate::engine::script::{STAGE_DONE, Stage};

/// How often the bar is drawn again.
const INTERVAL: Duration = Duration::from_millis(200);

/// The stage whose answer says how large the result can become.
const ESTIMATE: &str = "estimate";

/// What an engine says between the columns of an answer.
const BETWEEN: char = '\t';

/// The stages of a script that runs, and how they are shown.
pub(super) struct Stages {
    all: Vec<Stage>,
    done: usize,
    began: Instant,
    before: String,
    bar: ProgressBar,
    line: Option<LiveLine>,
}

impl Stages {
    /// Begins with the first.
    pub(super) fn new(stages: Vec<Stage>) -> Self {
        let (bar, line) = if std::io::stderr().is_terminal() {
            let bar = ProgressBar::new(u64::try_from(stages.len()).unwrap_or(0));
            let style = ProgressStyle::with_template("{bar:20} {pos}/{len} {elapsed} · {wide_msg}");
            bar.set_style(
                style
                    .expect("the template is a constant")
                    .progress_chars("━╸ "),
            );
            bar.set_message("the engine starts");
            let line = LiveLine::start(bar.clone(), INTERVAL, ProgressBar::tick);
            (bar, Some(line))
        } else {
            (ProgressBar::hidden(), None)
        };
        Self {
            all: stages,
            done: 0,
            began: Instant::now(),
            before: String::new(),
            bar,
            line,
        }
    }

    /// Returns the one under way.
    pub(super) fn current(&self) -> Option<Stage> {
        self.all.get(self.done).cloned()
    }

    /// Returns whether the script has come to its end.
    pub(super) fn are_done(&self) -> bool {
        self.done == self.all.len()
    }

    /// Takes a line of the engine's answers.
    pub(super) fn hear(&mut self, line: &str) {
        let current = self.current();
        let told = line.trim().strip_prefix(STAGE_DONE);
        let Some(stage) = current.filter(|stage| told == Some(stage.name.as_str())) else {
            line.clone_into(&mut self.before);
            return;
        };
        self.done += 1;
        self.bar.inc(1);
        if stage.name == ESTIMATE
            && let Some(words) = estimate(&self.before)
        {
            self.say(&words);
        }
        match self.current() {
            Some(Stage { name, words }) => self.bar.set_message(format!("{name}: {words}")),
            None => self.bar.set_message("the engine ends"),
        }
        if self.line.is_none() {
            say(&format!(
                "{} of {}, {} s: {}: {}",
                self.done,
                self.all.len(),
                self.began.elapsed().as_secs(),
                stage.name,
                stage.words
            ));
        }
    }

    /// Goes on to the log.
    pub(super) fn import(&self, into: &Path) {
        let words = format!("the cells become {}", into.display());
        if self.line.is_none() {
            say(&words);
        }
        self.bar.set_message(words);
    }

    fn say(&self, words: &str) {
        self.bar.suspend(|| say(words));
    }
}

/// Returns the answer of [`ESTIMATE`] in words.
fn estimate(answer: &str) -> Option<String> {
    let numbers = answer.split(BETWEEN).map(whole).collect::<Option<Vec<_>>>();
    let [rows, days, titles, viewers, plays, repeats, megabytes] = numbers?.try_into().ok()?;
    Some(format!(
        "{} rows of {} days, some {} titles and {} viewers: at most {} cells of lists and {} MB",
        thousands(rows),
        thousands(days),
        thousands(titles),
        thousands(viewers),
        thousands(plays + 2 * repeats),
        thousands(megabytes)
    ))
}

/// Returns a number of an answer: engines write whole ones with and without a point.
fn whole(text: &str) -> Option<u64> {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    fraction
        .chars()
        .all(|c| c.is_ascii_digit())
        .then(|| whole.parse().ok())?
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn stages() -> Stages {
        let stage = |name: &str| Stage {
            name: name.to_owned(),
            words: String::new(),
        };
        Stages::new(vec![stage("spelled"), stage("kept")])
    }

    #[test]
    fn stages_are_done_one_after_another() {
        let mut stages = stages();
        stages.hear("bingetop-stage:kept");
        stages.hear("a title called bingetop-stage:spelled");
        assert_eq!(
            stages.current().map(|stage| stage.name).as_deref(),
            Some("spelled")
        );
        stages.hear("bingetop-stage:spelled");
        assert!(!stages.are_done());
        stages.hear("bingetop-stage:kept");
        assert!(stages.are_done());
        assert_eq!(stages.current(), None);
    }

    #[rstest]
    #[case::spark("100000\t366\t2058\t2479\t100000\t100000.0\t3")]
    #[case::duckdb("100000\t366\t2058\t2479\t100000\t100000\t3")]
    fn the_estimate_is_told(#[case] answer: &str) {
        let expected = "100,000 rows of 366 days, some 2,058 titles and 2,479 viewers: at most 300,000 cells of lists and 3 MB";
        assert_eq!(estimate(answer).as_deref(), Some(expected));
    }

    #[rstest]
    #[case("")]
    #[case("100000\t366")]
    #[case("spark.sql.session.timeZone\tUTC")]
    #[case("1\t2\t3\t4\t5\tNULL\t7")]
    fn what_is_no_estimate_is_not(#[case] answer: &str) {
        assert_eq!(estimate(answer), None);
    }
}
