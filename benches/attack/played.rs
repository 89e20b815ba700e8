//! Trials, played: through the library, and through the program.

use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};

use bingetop::guard::publish::{self, Place, Signed};
use bingetop::guard::words::People;

use crate::logs::{NOW, Template, TrialLog};
use crate::reader::{Reader, Scales, Way};

/// How often "in" was guessed, where it was so and where not.
#[derive(Debug, Default, Clone, Copy)]
pub struct Played {
    /// Trials without the viewer, and with.
    trials: [u64; 2],
    /// How often "in" was guessed in each.
    guessed: [u64; 2],
}

impl Played {
    pub fn trials(&self) -> u64 {
        self.trials.iter().sum()
    }

    fn rates(&self) -> [f64; 2] {
        [0, 1].map(|side| self.guessed[side] as f64 / self.trials[side].max(1) as f64)
    }

    pub fn advantage(&self) -> f64 {
        let [without, with] = self.rates();
        with - without
    }

    pub fn standard_error(&self) -> f64 {
        let parts = [0, 1].map(|side| {
            let rate = self.rates()[side];
            rate * (1.0 - rate) / self.trials[side].max(1) as f64
        });
        parts.iter().sum::<f64>().sqrt()
    }

    fn add(&mut self, is_in: bool, guesses_in: bool) {
        self.trials[usize::from(is_in)] += 1;
        self.guessed[usize::from(is_in)] += u64::from(guesses_in);
    }

    fn join(mut self, other: Self) -> Self {
        for side in [0, 1] {
            self.trials[side] += other.trials[side];
            self.guessed[side] += other.guessed[side];
        }
        self
    }
}

/// What is said to a question: `Err` is a refusal, `Ok(None)` too few to say.
type Said = Result<Option<u64>, ()>;

/// Plays so many trials through the library, on all cores.
pub fn in_library(template: &Template, reader: &Reader, trials: u64) -> Played {
    play(template, reader, trials, &|log, question| {
        let state = log.state();
        let path = log.path();
        let place = Place { log: &path, state };
        let signed = Signed {
            now: NOW,
            by: "the reader",
        };
        let receipt = publish::publish(place, question, signed).map_err(|_| ())?;
        Ok(receipt.published.map(|published| match published.people() {
            People::About(number) | People::Exactly(number) => number,
        }))
    })
}

/// Plays so many trials through the program.
pub fn in_program(template: &Template, reader: &Reader, trials: u64) -> Played {
    play(template, reader, trials, &|log, question| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_bingetop"));
        program.arg("publish").arg(log.path());
        program.args([
            "--question",
            question,
            "--by",
            "the reader",
            "--format",
            "json",
        ]);
        program
            .env("XDG_STATE_HOME", log.state())
            .env("HOME", log.state());
        let output = program.output().expect("the program runs");
        if !output.status.success() {
            return Err(());
        }
        let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        Ok(told["about"].as_u64())
    })
}

fn play(
    template: &Template,
    reader: &Reader,
    trials: u64,
    ask: &(impl Fn(&TrialLog, &str) -> Said + Sync),
) -> Played {
    static SEED: AtomicU64 = AtomicU64::new(0);
    let scales = Scales::new(template.others);
    let left = AtomicU64::new(trials);
    let worker = || {
        let mut played = Played::default();
        while left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                left.checked_sub(1)
            })
            .is_ok()
        {
            let number = SEED.fetch_add(1, Ordering::Relaxed);
            // A coin that is not drawn from what decides the numbers.
            let is_in = blake3::hash(&(number ^ 0x5eed << 40).to_le_bytes()).as_bytes()[0] & 1 == 1;
            played.add(
                is_in,
                guesses_in(template, reader, (number, is_in), &scales, ask),
            );
        }
        played
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(worker)).collect();
        let all = workers
            .into_iter()
            .map(|worker| worker.join().expect("a worker"));
        all.fold(Played::default(), Played::join)
    })
}

/// Plays one trial, and returns whether the reader guesses that the viewer is in.
fn guesses_in(
    template: &Template,
    reader: &Reader,
    (number, is_in): (u64, bool),
    scales: &Scales,
    ask: &impl Fn(&TrialLog, &str) -> Said,
) -> bool {
    let first = &reader.questions[0];
    match reader.way {
        Way::Exact => template.others + u32::from(is_in) > template.others,
        Way::Asking => {
            let log = template.trial(number, is_in);
            let answers = reader
                .questions
                .iter()
                .map_while(|question| ask(&log, question).ok());
            scales.weigh(&answers.collect::<Vec<_>>()) > 0.0
        }
        Way::Again => {
            let (log, copy) = (template.trial(number, is_in), template.trial(number, is_in));
            let answers: Vec<_> = (0..20)
                .filter_map(|time| ask(if time % 2 == 0 { &log } else { &copy }, first).ok())
                .collect();
            assert!(
                answers.iter().all(|answer| *answer == answers[0]),
                "one question, one answer"
            );
            scales.weigh(&answers[..1]) > 0.0
        }
        Way::Refreshing => {
            let log = template.trial(number, false);
            let before = std::fs::read(log.path()).expect("the log is read");
            let said = ask(&log, first);
            if is_in {
                log.add_viewer();
            }
            let after = ask(&log, first);
            std::fs::write(log.path(), before).expect("the backup is put back");
            let restored = ask(&log, first);
            assert!(restored.is_err(), "a log behind its ledger says nothing");
            after != said
        }
    }
}
