//! `bingetop snapshot`: the dashboard as a picture.
//!
//! | module | holds |
//! |---|---|
//! | `arguments` | what is asked |
//! | `size` | columns and rows |
//! | `keys` | the keys that are pressed before |
//! | `target` | where the picture goes |

mod arguments;
mod keys;
mod size;
mod target;

use std::process::ExitCode;

use anyhow::Context as _;

pub use self::arguments::Arguments;
use self::target::Target;
use super::asked;
use super::dashboard::{header_name, load};
use super::output::say;
use crate::app::bindings::Bindings;
use crate::app::span::Span;
use crate::app::start::Start;
use crate::app::state::Setup;
use crate::runtime::source::Opened;
use crate::runtime::still::{Still, picture};

/// Makes a picture of the dashboard.
///
/// # Errors
///
/// Fails where the log cannot be read, a range or name means nothing in it, a key quits, or the file
/// cannot be written; then there is none, or the one that was there before.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let target = Target::of(arguments)?;
    let log_name = header_name(&arguments.log);
    let still = open(arguments, &log_name)?;
    for words in still.repaired() {
        say(&format!("{log_name}: {words}"));
    }
    let bytes = picture(still.app(), target.format, arguments.ascii);
    target.file.write(&bytes)?;
    Ok(ExitCode::SUCCESS)
}

/// Opens the dashboard and presses the keys.
fn open(arguments: &Arguments, log_name: &str) -> anyhow::Result<Still> {
    let asked = &arguments.asked;
    let mut opened = Opened::open(arguments.log.source())?;
    let log = load(asked, &mut opened, log_name)?;
    let has_days = log.facts().days.is_some();
    let read = has_days.then(|| (opened.conn(), &log));
    let start = Start {
        theme: arguments.theme,
        ..asked::start(asked, arguments.panel, read, Start::default())?
    };
    let now = log.facts().known_until();
    let setup = Setup {
        log_name: log_name.to_owned(),
        is_builtin: arguments.log.db.is_none(),
        refresh: Some(arguments::REFRESH),
        now: asked.days.now,
        default_span: Span::default(),
        bindings: Bindings::default(),
        notice: None,
        start,
    };
    let size = (arguments.size.columns, arguments.size.rows);
    let mut still =
        Still::open(setup, size, (opened, log), now).with_context(|| log_name.to_owned())?;
    for key in &arguments.keys.0 {
        still
            .press(key.pressed())
            .with_context(|| format!("--keys: {}", key.spelled()))?;
    }
    Ok(still)
}
