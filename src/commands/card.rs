//! `bingetop card`: a published number as a picture for the world.

use std::io::{BufRead as _, stdin};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, anyhow, bail};
use clap::ArgGroup;

use super::output::{print_lines, say};
use super::picture_file::PictureFile;
use super::words;
use crate::app::theme_name::ThemeName;
use crate::domain::command_line::quoted;
use crate::domain::name;
use crate::export::picture::card::{Card, Format, Shape, file, subject};
use crate::guard::publish::{self, Place, Published};
use crate::query::Log;
use crate::runtime::inks::card_inks;
use crate::runtime::published_card::kind_in;
use crate::store::key::ViewerKey;
use crate::store::open_read;

/// What `bingetop card` is asked.
#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("which").args(["seq", "question"]).required(true)))]
pub struct Arguments {
    /// The log, made by `bingetop ingest`
    #[arg(value_name = "DB")]
    db: PathBuf,
    /// The number of a row of the ledger: `bingetop ledger` lists them
    #[arg(long, value_name = "NUMBER")]
    seq: Option<u32>,
    /// A question that was published, as `bingetop publish` took it
    #[arg(long, value_name = "QUESTION")]
    question: Option<String>,
    /// The file, which ends in .svg or .png; - is standard output
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// What it is, where the name of the file does not say so
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// How large it is
    #[arg(long, value_enum, default_value = "wide", value_name = "SHAPE")]
    shape: Shape,
    /// The words of the sentence: en, it, or a file of your own
    #[arg(long, default_value = "en", value_name = "WORDS")]
    words: PathBuf,
    /// Its colours: dark, light, projector
    #[arg(long, default_value_t, value_name = "NAME")]
    theme: ThemeName,
    /// Take the place of a file that is there
    #[arg(long)]
    force: bool,
}

/// Makes a card.
///
/// # Errors
///
/// Fails where the number was never published, or the file cannot be written; then there is none, or the one that was
/// there before.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let shown = arguments.out.display();
    let format = arguments.format.or_else(|| Format::of_path(&arguments.out));
    let format = format.with_context(|| {
        format!("{shown}: its end says what it is: .svg or .png; or say it with --format")
    })?;
    let place = PictureFile::at(&arguments.out, arguments.force, Some(&arguments.db))?;
    let words = words::named(&arguments.words)?;
    let log = || arguments.db.display().to_string();
    let published = published(arguments).with_context(log)?;
    let kind = open_read(&arguments.db)
        .map_err(anyhow::Error::from)
        .and_then(|conn| Ok(Log::load(&conn)?))
        .map(|log| kind_in(&log, &published))
        .with_context(log)?;
    let card = Card {
        published: &published,
        kind,
        words: &words,
        inks: card_inks(arguments.theme),
        shape: arguments.shape,
    };
    if words.speak_to_reader(&subject(&published, kind)) {
        ask(&card.sentence())?;
    }
    place.write(&file(&card, format))?;
    if place.path().is_some() {
        print_lines(&format!("{shown}: {}", name::shown(&card.sentence())))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the number that was published.
fn published(arguments: &Arguments) -> anyhow::Result<Published> {
    let state = ViewerKey::directory()?;
    let place = Place {
        log: &arguments.db,
        state: &state,
    };
    if let Some(seq) = arguments.seq {
        let listing = publish::listing(place)?;
        if let Some(published) = listing.published(seq) {
            return Ok(published);
        }
        return Err(match listing.fault {
            Some(fault) => fault.into(),
            None => anyhow!(
                "#{seq} of the ledger lets the world read no number; `bingetop ledger` lists those that do"
            ),
        });
    }
    let question = arguments.question.as_deref().unwrap_or_default();
    let preview = publish::preview(place, question, chrono::Utc::now().timestamp())?;
    let said = preview.said.with_context(|| {
        let (log, question) = (arguments.db.to_string_lossy(), quoted(question));
        format!(
            "was never published: `bingetop publish {} --question {question}` does, at a cost",
            quoted(&log)
        )
    })?;
    said.published
        .context("the crowd is too small for a number, and so for a card")
}

/// Asks whether a sentence that speaks to its readers shall be made: it takes a typed yes.
///
/// # Errors
///
/// Fails where the answer is another.
fn ask(sentence: &str) -> anyhow::Result<()> {
    say(&format!(
        "this speaks to its readers, who may be among those it is about: {}",
        name::shown(sentence)
    ));
    say("type yes to make it all the same");
    let mut answer = String::new();
    stdin().lock().read_line(&mut answer)?;
    if answer.trim() != "yes" {
        bail!("nothing was made: it takes a typed yes");
    }
    Ok(())
}
