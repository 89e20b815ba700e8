//! What `bingetop ingest` is asked.

use std::path::PathBuf;

use chrono_tz::Tz;

use crate::commands::config::ConfigArgument;
use crate::domain::DayRule;
use crate::formats::dates::DateOrder;
use crate::formats::mapping::Mapping;
use crate::store::memory::{Memory, MemoryError};

/// What `bingetop ingest` is asked.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Files to read, ZIPs as sent by the service included, and folders of them; `-` is standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,
    /// The log to write, made where there is none
    #[arg(long, value_name = "DB")]
    pub(super) into: PathBuf,
    /// The format of the inputs, one that `bingetop formats` lists; found by content where left out
    #[arg(long, value_name = "NAME")]
    pub(super) format: Option<String>,
    #[command(flatten)]
    pub(super) new_log: NewLog,
    /// The time zone of this import's times that state none, where it is not that of the log
    #[arg(long, value_parser = parse_zone, value_name = "ZONE")]
    pub(super) times_in: Option<Tz>,
    /// Which comes first in dates like 4/5/24, where a file leaves it open: day-first or month-first
    #[arg(long, value_parser = parse_dates, value_name = "ORDER")]
    pub(super) dates: Option<DateOrder>,
    /// Keeps apart viewers of the same name in exports of different accounts
    #[arg(
        long,
        default_value = "",
        hide_default_value = true,
        value_name = "NAME"
    )]
    pub(super) account: String,
    /// Keep viewers' names, for one's own household; they are hashed otherwise
    #[arg(long)]
    pub(super) keep_names: bool,
    /// Which column holds what: viewer, title, show, kind, start, end, seconds, id, position, length,
    /// viewing (an id that rows of one viewing share);
    /// lengths of time in other units as seconds=COL:ms or seconds=COL:min
    #[arg(long, value_name = "viewer=COL,title=COL,...")]
    pub(super) map: Option<Mapping>,
    /// The most memory for rows and changes, 16M or more, for example 2G; what finds no room waits in
    /// a file without a name beside the log
    #[arg(long, default_value = "512M", value_parser = parse_memory, value_name = "SIZE")]
    pub(super) memory: Memory,
    /// Go on reading a pipe, or a file that grows, and add what comes every second
    #[arg(long)]
    pub(super) follow: bool,
    /// Say what would be done, and change nothing
    #[arg(long, conflicts_with = "follow")]
    pub(super) dry_run: bool,
    /// Add every refused row to this file, made where there is none: file, line, reason, row,
    /// separated by tabs
    #[arg(long, value_name = "FILE")]
    pub(super) refused: Option<PathBuf>,
    #[command(flatten)]
    pub(super) config: ConfigArgument,
}

/// What is said of a new log, and holds for all of its imports.
#[derive(Debug, clap::Args)]
pub(super) struct NewLog {
    /// The log's time zone, and that of times that state none, for example Europe/Rome
    #[arg(long, value_parser = parse_zone, value_name = "ZONE")]
    pub(super) time_zone: Option<Tz>,
    /// When days start: 04:00 puts an episode at one in the morning on the evening before
    #[arg(long, value_parser = parse_starts, value_name = "HH:MM")]
    pub(super) day_starts: Option<u16>,
    /// Seconds a viewing must last to be a play [default: 120 for video, 30 for music]
    #[arg(long, value_name = "N")]
    pub(super) minimum_seconds: Option<u32>,
    /// Count no hours of single titles: a smaller log, and faster imports; the hours of all plays together stay
    #[arg(long)]
    pub(super) no_hours: bool,
}

/// Parses the name of a time zone.
pub(in crate::commands) fn parse_zone(name: &str) -> Result<Tz, String> {
    name.parse()
        .map_err(|_| "no such time zone; write it like Europe/Rome or UTC".to_owned())
}

fn parse_dates(text: &str) -> Result<DateOrder, String> {
    text.parse()
        .map_err(|_| "write day-first or month-first".to_owned())
}

/// Parses when days start.
pub(in crate::commands) fn parse_starts(text: &str) -> Result<u16, String> {
    DayRule::parse_starts(text).ok_or_else(|| "write it as HH:MM, for example 04:00".to_owned())
}

/// Parses an amount of memory.
pub(in crate::commands) fn parse_memory(text: &str) -> Result<Memory, MemoryError> {
    text.parse()
}
