//! An attack on published numbers that anyone can run: readers who know every row of all viewers but one, and who guess whether
//! that one is in a crowd.
//!
//! Each trial has a log of its own, with the viewer in it or without, by a coin; a reader asks what the ledger allows, and
//! guesses. *Advantage* is how much likelier "in" is guessed where the viewer is in than where not: 0 is a coin, 1 is certainty. A
//! reader of one show's whole allowance must stay below 0.177 and three standard errors. So that the attack is worth something, it
//! must be seen to win where it should: against a plain minimum of ten viewers, and against five times the allowance.
//!
//! `cargo bench --bench attack` plays 20,000 trials of each reader through the library and 200 through the program; `ATTACK_TRIALS=2000`
//! fewer of the first, and `ATTACK_READER=subtracted` those alone of whom that word tells.

#![expect(clippy::print_stdout, reason = "a bench says what it found")]
#![expect(
    clippy::cast_precision_loss,
    reason = "trials and noise are far below 2^52"
)]

mod logs;
mod played;
mod reader;

use std::process::ExitCode;

use logs::Template;
use played::{Played, in_library, in_program};
use reader::Reader;

/// What a reader gains at most from all that is said of one show and year: ρ of 0.1.
const BOUND: f64 = 0.177;

fn main() -> ExitCode {
    let trials = std::env::var("ATTACK_TRIALS").ok();
    let trials = trials.and_then(|text| text.parse().ok()).unwrap_or(20_000);
    let wanted = std::env::var("ATTACK_READER").unwrap_or_default();
    let template = Template::new();
    let mut verdict = ExitCode::SUCCESS;
    let mut judge = |what: &str, play: &dyn Fn() -> Played, must_win: bool| {
        if !what.contains(&wanted) {
            return;
        }
        let played = play();
        let (advantage, error) = (played.advantage(), played.standard_error());
        let is_as_it_should = if must_win {
            advantage > BOUND + 3.0 * error
        } else {
            advantage <= BOUND + 3.0 * error
        };
        if !is_as_it_should {
            verdict = ExitCode::FAILURE;
        }
        let words = match (must_win, is_as_it_should) {
            (true, true) => "wins, as it must",
            (false, true) => "stays below the bound",
            (_, false) => "NOT AS IT SHOULD BE",
        };
        let trials = played.trials();
        println!("{what:44} {trials:6} trials  advantage {advantage:6.3} ± {error:.3}  {words}");
    };
    judge(
        "a plain minimum of ten viewers",
        &|| in_library(&template, &Reader::of_exact_counts(), trials),
        true,
    );
    judge(
        "five times the allowance of a show",
        &|| in_library(&template, &Reader::of_everything(), trials),
        true,
    );
    judge(
        "one show, all that may be asked",
        &|| in_library(&template, &Reader::of_one_show(), trials),
        false,
    );
    judge(
        "one show and its titles, subtracted",
        &|| in_library(&template, &Reader::of_differences(), trials),
        false,
    );
    judge(
        "one question, twenty times, and on a copy",
        &|| in_library(&template, &Reader::of_averages(), trials),
        false,
    );
    judge(
        "before and after, and a backup put back",
        &|| in_program(&template, &Reader::of_refreshes(), 200),
        false,
    );
    judge(
        "one show, through the program",
        &|| in_program(&template, &Reader::of_one_show(), 200),
        false,
    );
    verdict
}
