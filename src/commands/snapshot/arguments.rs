//! What `bingetop snapshot` is asked.

use std::path::PathBuf;
use std::time::Duration;

use super::keys::Keys;
use super::size::Size;
use crate::app::ThemeName;
use crate::app::action::PanelNumber;
use crate::commands::arguments::LogArgument;
use crate::commands::asked::Asked;
use crate::commands::dashboard::parse_panel;
use crate::export::picture::Format;

/// How often a picture says that it looks for new plays: as often as the dashboard does.
pub(super) const REFRESH: Duration = Duration::from_secs(5);

const MORE: &str = "\
Examples:
  bingetop snapshot --out sample.svg
  bingetop snapshot plays.db --range \"last week\" --size 80x24 --out week.png
  bingetop snapshot plays.db --keys \"2,j,Enter\" --out page.png
  bingetop snapshot plays.db --keys \"d,text:nov 2017,Enter,?\" --out help.html
  bingetop snapshot plays.db --out - --format ansi

Keys are named as help names them, with commas between them; Up, Down, Left, Right, Space and Comma are
names, too. `text:WORDS` presses a key for each character. Small cohorts stay hidden unless `x` is among
the keys; the picture then says `exact`, as the screen does.

The same log and the same options make the same bytes. Days count as over up to the log's last import.";

/// What `bingetop snapshot` is asked.
#[derive(Debug, clap::Args)]
#[command(after_help = MORE)]
pub struct Arguments {
    #[command(flatten)]
    pub(super) log: LogArgument,
    /// Where the picture goes; its end says what it is: .svg, .png, .html, .txt or .ansi. `-` is
    /// standard output
    #[arg(long, value_name = "FILE")]
    pub(super) out: PathBuf,
    /// What it is, whatever the name of the file ends in
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(super) format: Option<Format>,
    /// Put it in the place of a file that is there
    #[arg(long)]
    pub(super) force: bool,
    /// Columns and rows
    #[arg(long, default_value = "120x36", value_name = "COLUMNSxROWS")]
    pub(super) size: Size,
    /// Keys to press before: 2,j,Enter
    #[arg(
        long,
        default_value = "",
        hide_default_value = true,
        value_name = "KEYS"
    )]
    pub(super) keys: Keys,
    /// Its colours
    #[arg(long, value_enum, default_value_t, value_name = "NAME")]
    pub(super) theme: ThemeName,
    /// Draw marks and borders with ASCII characters only
    #[arg(long)]
    pub(super) ascii: bool,
    #[command(flatten)]
    pub(super) asked: Asked,
    /// The panel to open on: 1 streaks, 2 rewatched, 3 cohorts, 4 calendar
    #[arg(long, value_parser = parse_panel, value_name = "1..4")]
    pub(super) panel: Option<PanelNumber>,
}
