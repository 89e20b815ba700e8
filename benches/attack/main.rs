//! An attack on published numbers that anyone can run: readers who know every row of all viewers but one, and who guess whether
//! that one is in a crowd.
//!
//! Each trial has a log of its own, with the viewer in it or without, by a coin; a reader asks what the ledger allows, and
//! guesses. *Advantage* is how much likelier "in" is guessed where the viewer is in than where not: 0 is a coin, 1 is certainty. A
//! reader of one show's whole allowance must stay below 0.177 and three standard errors. So that the attack is worth something, it
//! must be seen to win where it should: against a plain minimum of ten viewers, and against five times the allowance.
//!
//! `cargo bench --bench attack` plays 20,000 trials of each reader through the library and 200 through the program; `ATTACK_TRIALS=2000`
//! fewer of the first, and `ATTACK_READER=subtracted` the readers alone whose line
//! has that word.

#![expect(clippy::print_stdout, reason = "a bench says what it found")]
#![expect(
    clippy::cast_precision_loss,
    reason = "trials and noise are far below 2^52"
)]

mod logs;
mod played;
mod reader;

use std::process::ExitCode;

use logs::{AT_THRESHOLD, CROWD, Template};
use played::{Played, in_library, in_program};
use reader::Reader;

/// What a reader gains at most from all that is said of one show and year: ρ of 0.1.
const BOUND: f64 = 0.177;

fn main() -> ExitCode {
    let trials = std::env::var("ATTACK_TRIALS").ok();
    let trials = trials.and_then(|text| text.parse().ok()).unwrap_or(20_000);
    let wanted = std::env::var("ATTACK_READER").unwrap_or_default();
    let template = Template::new(CROWD);
    let at_threshold = Template::new(AT_THRESHOLD);
    let library = |reader: Reader| in_library(&template, &reader, trials);
    let program = |reader: Reader| in_program(&template, &reader, 200);
    let attacks: [(&str, bool, &dyn Fn() -> Played); 8] = [
        ("a plain minimum of ten viewers", true, &|| {
            library(Reader::of_exact_counts())
        }),
        ("five times the allowance of a show", true, &|| {
            library(Reader::of_everything())
        }),
        ("one show, all that may be asked", false, &|| {
            library(Reader::of_one_show())
        }),
        ("one show at the threshold, scanned", false, &|| {
            in_library(&at_threshold, &Reader::of_one_show(), trials)
        }),
        ("one show and its titles, subtracted", false, &|| {
            library(Reader::of_differences())
        }),
        ("one question, twenty times, and on a copy", false, &|| {
            library(Reader::of_averages())
        }),
        ("before and after, and a backup put back", false, &|| {
            program(Reader::of_refreshes())
        }),
        ("one show, through the program", false, &|| {
            program(Reader::of_one_show())
        }),
    ];
    let mut verdict = ExitCode::SUCCESS;
    for (what, must_win, play) in attacks {
        if what.contains(&wanted) && !is_as_it_should(what, must_win, &play()) {
            verdict = ExitCode::FAILURE;
        }
    }
    verdict
}

/// Prints what a reader has gained, and returns whether that is as it should be.
fn is_as_it_should(what: &str, must_win: bool, played: &Played) -> bool {
    let (advantage, error) = (played.advantage(), played.standard_error());
    let is_below = advantage <= BOUND + 3.0 * error;
    let words = match (must_win, is_below) {
        (true, false) => "wins, as it must",
        (false, true) => "stays below the bound",
        _ => "NOT AS IT SHOULD BE",
    };
    let trials = played.trials();
    println!("{what:44} {trials:6} trials  advantage {advantage:6.3} ± {error:.3}  {words}");
    is_below != must_win
}
