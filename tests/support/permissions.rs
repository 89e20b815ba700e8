//! Running the program as a user to whom file permissions apply.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};

use super::home::Home;

/// The user to become where the tests run as root: `nobody`.
const NOBODY: u32 = 65_534;

/// Files and folders that cannot be written, until this is dropped.
pub struct ReadOnly(Vec<(PathBuf, Permissions)>);

impl ReadOnly {
    /// Takes away the permission to write.
    pub fn new(paths: &[PathBuf]) -> Self {
        let mut before = Vec::new();
        for path in paths {
            let permissions = fs::metadata(path).expect("it is there").permissions();
            let mode = permissions.mode() & 0o555;
            before.push((path.clone(), permissions));
            fs::set_permissions(path, Permissions::from_mode(mode)).expect("it is ours");
        }
        Self(before)
    }
}

impl Drop for ReadOnly {
    fn drop(&mut self) {
        for (path, permissions) in &self.0 {
            let _ = fs::set_permissions(path, permissions.clone());
        }
    }
}

/// Returns the program, run by a user to whom permissions apply and who owns the home; `None`, with a
/// message, where there is no such user.
#[expect(
    clippy::print_stderr,
    reason = "whoever runs the tests shall see what was left out"
)]
pub fn bound(home: &Home) -> Option<std::process::Command> {
    let folder = home.path("");
    if binds_us(&folder) {
        return Some(home.plain_bingetop());
    }
    give(&folder);
    let nobodys = || {
        let mut command = home.plain_bingetop();
        command.uid(NOBODY).gid(NOBODY);
        command
    };
    let version = nobodys().arg("--version").output();
    if version.is_ok_and(|output| output.status.success()) {
        return Some(nobodys());
    }
    eprintln!("skipped: permissions bind nobody here who could run the program");
    None
}

/// Returns whether permissions apply to the user who runs the tests.
fn binds_us(folder: &Path) -> bool {
    let probe = folder.join("probe");
    fs::create_dir(&probe).expect("the home can be written");
    let is_bound = {
        let _read_only = ReadOnly::new(std::slice::from_ref(&probe));
        fs::write(probe.join("file"), "").is_err()
    };
    fs::remove_dir_all(&probe).expect("it is ours");
    is_bound
}

/// Makes `nobody` the owner of a path and all below it.
fn give(path: &Path) {
    chown(path, Some(NOBODY), Some(NOBODY)).expect("who may do everything may give");
    if path.is_dir() {
        for entry in fs::read_dir(path).expect("it can be listed") {
            give(&entry.expect("it can be read").path());
        }
    }
}
