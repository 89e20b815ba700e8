//! A home of its own for each test, and the program in a terminal.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use termlens::{MouseMode, Screen, Terminal, TerminalBuilder};

/// How long anything may take, also on a slow machine with much else to do.
pub const DEADLINE: Duration = Duration::from_secs(20);

/// The program.
pub const BINGETOP: &str = env!("CARGO_BIN_EXE_bingetop");

/// A folder that is the home of all that runs in it.
pub struct Home {
    folder: TempDir,
}

impl Home {
    pub fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        Self { folder }
    }

    /// Returns a home with `log.db`, of 238 plays.
    ///
    /// To 2017-12-10, twelve viewers saw Alpha on each of ten days, eleven Beta on each of eight,
    /// fifteen Gamma on each of two.
    pub fn with_log() -> Self {
        let home = Self::new();
        let rows = seen("Alpha", 1..=12, 1..=10)
            + &seen("Beta", 1..=11, 3..=10)
            + &seen("Gamma", 1..=15, 9..=10);
        home.ingest("first.csv", &rows, "log.db");
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Adds rows of viewer, title, start and seconds to a log, as another process.
    pub fn ingest(&self, file: &str, rows: &str, into: &str) {
        let table = format!("viewer,title,start,seconds\n{rows}");
        std::fs::write(self.path(file), table).expect("a written file");
        let output = self
            .command(BINGETOP)
            .args(["ingest", file, "--into", into, "--time-zone", "UTC"])
            .output()
            .expect("a program that runs");
        assert!(output.status.success(), "{output:?}");
    }

    /// Returns a program to run outside the terminal.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .envs(self.variables())
            .current_dir(self.folder.path());
        command
    }

    /// Returns a terminal of 120x36 for a program to be run in.
    pub fn terminal(&self) -> TerminalBuilder {
        Terminal::builder()
            .size(120, 36)
            .env_clear()
            .envs(self.variables())
            .timeout(DEADLINE)
            .current_dir(self.folder.path())
    }

    /// Opens the dashboard and waits until it shows an answer.
    pub fn open(&self, args: &[&str]) -> Terminal {
        let mut terminal = self.start(args);
        see(&mut terminal, "Plays ");
        see(&mut terminal, "1 Binge streaks");
        terminal
    }

    /// Opens the dashboard, and waits for nothing.
    pub fn start(&self, args: &[&str]) -> Terminal {
        let terminal = self.terminal().args(args).spawn(BINGETOP);
        terminal.expect("a program in a terminal")
    }

    pub fn variables(&self) -> [(&'static str, String); 7] {
        let folder = self.folder.path().display().to_string();
        [
            ("HOME", folder.clone()),
            ("XDG_CONFIG_HOME", format!("{folder}/.config")),
            ("XDG_STATE_HOME", folder),
            ("TERM", "xterm-256color".to_owned()),
            ("LANG", "C.UTF-8".to_owned()),
            ("PATH", std::env::var("PATH").unwrap_or_default()),
            ("PS1", "$ ".to_owned()),
        ]
    }
}

/// Returns the rows of viewers who saw a title on each of some days of December 2017.
pub fn seen(
    title: &str,
    viewers: std::ops::RangeInclusive<u32>,
    days: std::ops::RangeInclusive<u32>,
) -> String {
    let mut rows = String::new();
    for day in days {
        for viewer in viewers.clone() {
            writeln!(rows, "v{viewer},{title},2017-12-{day:02} 20:00:00,5400").expect("memory");
        }
    }
    rows
}

/// Waits until the words are on the screen.
pub fn see(terminal: &mut Terminal, words: &str) {
    if let Err(error) = terminal.wait_until(|screen| screen.contains(words)) {
        panic!("{words:?} is not on the screen: {error:?}");
    }
}

/// Waits until the screen is as it should be.
pub fn until(terminal: &mut Terminal, fact: &str, holds: impl FnMut(&Screen) -> bool) {
    if let Err(error) = terminal.wait_until(holds) {
        panic!("not true of the screen: {fact}: {error:?}");
    }
}

/// Presses keys one after the other.
pub fn press(terminal: &mut Terminal, keys: &str) {
    terminal.send_str(keys).expect("a terminal to type into");
}

/// Waits for the program's end and returns its exit code.
pub fn code(terminal: &mut Terminal) -> u32 {
    let status = terminal.wait_exit().expect("an end");
    status.code().unwrap_or_else(|| panic!("{status}"))
}

/// Returns the name of the marked row.
pub fn marked(screen: &Screen) -> Option<String> {
    let (row, _) = screen.find("▶")?;
    let text = screen.row_text(row);
    let name = text.split('▶').nth(1)?.split_whitespace().next()?;
    Some(name.to_owned())
}

/// Waits until something is true that no screen shows.
pub fn eventually(fact: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + DEADLINE;
    while !holds() {
        assert!(Instant::now() < deadline, "never came true: {fact}");
        // Nothing wakes it: it only lets others have the processor for a while.
        std::thread::park_timeout(Duration::from_millis(2));
    }
}

/// Returns whether the terminal is as a shell left it.
pub fn is_given_back(screen: &Screen) -> bool {
    let has_mouse = screen.mouse_mode() != MouseMode::None;
    !screen.alternate_screen() && !screen.bracketed_paste() && !has_mouse && screen.cursor_visible()
}
