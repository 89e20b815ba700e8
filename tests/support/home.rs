//! A home folder of its own for the program.

use std::path::PathBuf;

use assert_cmd::Command;
use tempfile::TempDir;

/// A folder that is home, state and working directory of all that runs in it.
pub struct Home {
    folder: TempDir,
}

impl Home {
    /// Makes an empty home.
    pub fn new() -> Self {
        let folder = TempDir::new().expect("a folder can be made");
        Self { folder }
    }

    /// Returns the path of a file in the home.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Returns the program, to be run in the home.
    pub fn bingetop(&self) -> Command {
        Command::from_std(self.plain_bingetop())
    }

    /// Returns the program for tests that set up its input and output themselves.
    pub fn plain_bingetop(&self) -> std::process::Command {
        let program = assert_cmd::cargo::cargo_bin!("bingetop");
        let mut command = std::process::Command::new(program);
        command
            .current_dir(self.folder.path())
            .env("HOME", self.folder.path())
            .env("XDG_STATE_HOME", self.folder.path())
            .env("XDG_CONFIG_HOME", self.path(".config"));
        command
    }
}
