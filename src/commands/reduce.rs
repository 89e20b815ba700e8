//! `bingetop reduce`: a log in a data lake, reduced by the engine that is there.
//!
//! The script is that of `emit-sql`, the log that of `import-cubes`; between them the engine's own command runs.
//!
//! | module | holds |
//! |---|---|
//! | `engine` | which engine, where its command is, and what it is told |
//! | `place` | where the cells go, and what of them stays |
//! | `child` | a command that runs: its lines, its end, and how it is stopped |
//! | `stages` | how far it has got, as a bar or as lines |
//! | `failure` | what an engine says last, and what that means |

mod child;
mod engine;
mod failure;
mod place;
mod stages;

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, anyhow};
use crossbeam_channel::{Receiver, unbounded};
use tempfile::TempDir;

use self::child::{End, Line};
use self::engine::{Engine, EngineArguments, with_whole_paths};
use self::failure::LastWords;
use self::place::{Place, PlaceArguments};
use self::stages::Stages;
use super::import_cubes::{LogToMake, is_cancelled};
use super::interrupt::{INTERRUPTED, on_interrupt};
use super::new_file::check_new;
use super::output::{print_lines, say};
use super::script_arguments::{ScriptArguments, make_state};
use crate::engine::cells::{EarlierLog, earlier_log};
use crate::engine::script::{Stage, staged};
use crate::store::owner_only::temporary_folder;

/// The files of a run: what the engine runs, and all that it says.
const SCRIPT: &str = "reduce.sql";
const SAID: &str = "engine.log";

/// The folder in theirs of what the engine leaves beside its results.
const LITTER: &str = "left";

/// What `bingetop reduce` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    engine: EngineArguments,
    #[command(flatten)]
    script: ScriptArguments,
    #[command(flatten)]
    place: PlaceArguments,
    #[command(flatten)]
    log: LogToMake,
}

/// Has the engine run the script, and makes the log.
///
/// # Errors
///
/// Fails without a log where the engine is not there or fails, and where what it wrote is no whole log.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let into = &arguments.log.into;
    let is_append = arguments.script.append.is_append();
    let earlier = is_append.then(|| earlier_log(into)).transpose()?;
    if earlier.is_none() {
        check_new(into)?;
    }
    let engine = arguments.engine.found()?;
    let place = Place::new(&arguments.place, engine.dialect(), into)?;
    match reduce(arguments, &engine, &place, earlier.as_ref()) {
        Ok(lines) => {
            say_all(place.read());
            print_lines(&lines)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(Stopped::ByUser) => {
            say("stopped; no log was made");
            say_all(place.given_up());
            Ok(ExitCode::from(INTERRUPTED))
        }
        Err(Stopped::Reducing(error)) => Err(and(&error, &place.given_up())),
        Err(Stopped::Importing(error)) => {
            let append = if is_append { " --append" } else { "" };
            Err(and(&error, &place.kept(into, append)))
        }
    }
}

fn say_all(words: Vec<String>) {
    for words in words {
        say(&words);
    }
}

/// Returns an error that says what is left, too, a line each.
fn and(error: &anyhow::Error, left: &[String]) -> anyhow::Error {
    let left = left.iter().map(|words| format!("\n{words}"));
    anyhow!("{error:#}{}", left.collect::<String>())
}

/// Why there is no log.
enum Stopped {
    /// The user wanted none any more.
    ByUser,
    /// There are no cells.
    Reducing(anyhow::Error),
    /// There are cells, and no log of them.
    Importing(anyhow::Error),
}

impl From<anyhow::Error> for Stopped {
    fn from(error: anyhow::Error) -> Self {
        Self::Reducing(error)
    }
}

/// Makes the log, in the place of the `earlier` one where there is one, and returns what is in it, in words.
fn reduce(
    arguments: &Arguments,
    engine: &Engine,
    place: &Place,
    earlier: Option<&EarlierLog>,
) -> Result<String, Stopped> {
    let plan = arguments.script.plan(engine.dialect(), place.out.clone())?;
    let plan = with_whole_paths(plan)?;
    if let Some(earlier) = earlier {
        // Before an engine works for cells that cannot take the place of these.
        earlier
            .reduction
            .goes_on_in(&plan.reduction())
            .with_context(|| arguments.log.into.display().to_string())?;
    }
    make_state(&plan, &place.read_from)?;
    let (script, stages) = staged(&plan).map_err(anyhow::Error::from)?;
    let cancelled = Arc::new(AtomicBool::new(false));
    let (interrupted, stop) = unbounded();
    let noted = Arc::clone(&cancelled);
    on_interrupt(move || {
        noted.store(true, Ordering::Relaxed);
        let _ = interrupted.send(());
    })
    .context("Ctrl-C cannot be heard")?;
    let folder = RunFolder::new(&script)?;
    let mut stages = Stages::new(stages);
    let command = engine.command(&plan, &folder.path(SCRIPT), &folder.path(LITTER));
    run_engine((command, &engine.shown()), folder, &mut stages, &stop)?;
    stages.import(&arguments.log.into);
    let made = arguments
        .log
        .make(&place.read_from, earlier.is_some(), cancelled);
    made.map_err(|error| {
        if is_cancelled(&error) {
            Stopped::ByUser
        } else {
            Stopped::Importing(error)
        }
    })
}

/// A folder that only the user can read: the script, and what the engine says. It stays where the engine fails.
struct RunFolder(TempDir);

impl RunFolder {
    fn new(script: &str) -> anyhow::Result<Self> {
        let within = std::env::temp_dir();
        let made = temporary_folder("bingetop-reduce-", &within);
        let folder = made.with_context(|| within.display().to_string())?;
        let path = folder.path().join(SCRIPT);
        std::fs::write(&path, script)
            .and_then(|()| std::fs::create_dir(folder.path().join(LITTER)))
            .with_context(|| path.display().to_string())?;
        Ok(Self(folder))
    }

    /// Has script and words stay, and returns where.
    fn kept(self) -> PathBuf {
        let path = self.0.keep();
        let _ = std::fs::remove_dir_all(path.join(LITTER));
        path
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

/// Has the engine, a command and what it is called, run the script to its end.
fn run_engine(
    (command, shown): (Command, &str),
    folder: RunFolder,
    stages: &mut Stages,
    stop: &Receiver<()>,
) -> Result<(), Stopped> {
    let said = folder.path(SAID);
    let said = File::create(&said).with_context(|| said.display().to_string())?;
    let mut said = BufWriter::new(said);
    let mut last = LastWords::default();
    let end = child::run(command, stop, |line| {
        let _ = writeln!(said, "{}", line.text());
        match line {
            Line::Out(text) => stages.hear(&text),
            Line::Error(text) => last.hear(text),
        }
    });
    let _ = said.flush();
    let end = end.with_context(|| format!("{shown} cannot be run"))?;
    match end {
        End::Stopped => Err(Stopped::ByUser),
        End::Itself(status) if status.success() && stages.are_done() => Ok(()),
        End::Itself(status) => {
            let how = if status.success() {
                "ended early".to_owned()
            } else {
                format!("failed ({status})")
            };
            let how = format!("{shown} {how}");
            Err(failed(&how, stages.current(), &last, &folder.kept()).into())
        }
    }
}

/// Returns the error of an engine that has not come to the end of the script.
fn failed(how: &str, stage: Option<Stage>, last: &LastWords, kept: &Path) -> anyhow::Error {
    let at = stage.map_or_else(String::new, |stage| {
        format!(" at the step `{}`", stage.name)
    });
    let mut words = format!("{how}{at}; no log was made");
    for line in last.lines() {
        words.push_str("\n  ");
        words.push_str(&line);
    }
    if let Some(advice) = last.advice() {
        words.push('\n');
        words.push_str(advice);
    }
    let (script, said) = (kept.join(SCRIPT), kept.join(SAID));
    anyhow!(
        "{words}\nthe script is {}, all that was said {}",
        script.display(),
        said.display()
    )
}
