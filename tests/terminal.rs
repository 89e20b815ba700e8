//! The program as people meet it: in a terminal, with keys, signals and other processes.
#![cfg(target_os = "linux")]

#[path = "terminal/card.rs"]
mod card;
#[path = "terminal/endings.rs"]
mod endings;
#[path = "terminal/export.rs"]
mod export;
#[path = "terminal/home.rs"]
mod home;
#[path = "terminal/household.rs"]
mod household;
#[path = "terminal/keys.rs"]
mod keys;
#[path = "terminal/last_time.rs"]
mod last_time;
#[path = "terminal/live.rs"]
mod live;
#[path = "terminal/mouse.rs"]
mod mouse;
#[path = "terminal/opening.rs"]
mod opening;
#[path = "terminal/output.rs"]
mod output;
#[path = "terminal/palette.rs"]
mod palette;
#[path = "terminal/raw.rs"]
mod raw;
#[path = "terminal/shown.rs"]
mod shown;
#[path = "terminal/sizes.rs"]
mod sizes;
#[path = "terminal/themes.rs"]
mod themes;
