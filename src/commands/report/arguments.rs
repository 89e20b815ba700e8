//! What `bingetop report` is asked.

use crate::commands::arguments::LogArgument;
use crate::commands::asked::Asked;
use crate::commands::config::ConfigArgument;
use crate::export::{Format, Panel};

/// How many rows lists have unless asked otherwise.
const DEFAULT_TOP: usize = 20;

/// What `bingetop report` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    pub(super) log: LogArgument,
    #[command(flatten)]
    pub(super) asked: Asked,
    #[command(flatten)]
    pub(super) written: Written,
    #[command(flatten)]
    pub(super) config: ConfigArgument,
}

/// How much of the answer is written, and how.
#[derive(Debug, clap::Args)]
pub(super) struct Written {
    /// The most rows of a list; 0 is all
    #[arg(long, default_value_t = DEFAULT_TOP, value_name = "ROWS")]
    pub(super) top: usize,
    /// Print this panel only
    #[arg(long, value_enum, value_name = "PANEL")]
    pub(super) panel: Option<Panel>,
    /// Show numbers of small cohorts, too: they may be about people you know
    #[arg(long)]
    pub(super) exact: bool,
    /// How it is written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: Format,
}

impl Written {
    /// Returns how a report is written where nothing is said but the one panel wanted, if any.
    pub(super) fn plainly(panel: Option<Panel>) -> Self {
        Self {
            top: DEFAULT_TOP,
            panel,
            exact: false,
            format: Format::Text,
        }
    }
}
