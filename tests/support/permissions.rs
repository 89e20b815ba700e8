//! Somebody whom the permissions of files bind.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};

use super::home::Home;

/// Whom to be where the tests run as somebody who may do everything: nobody.
const NOBODY: u32 = 65_534;

/// Files and folders that cannot be written, until this is dropped.
pub struct ReadOnly(Vec<(PathBuf, Permissions)>);

impl ReadOnly {
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

/// Gives the home and all in it to somebody whom permissions bind, and returns the program run by
/// them; `None`, with a word about it, where there is nobody of the kind.
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

fn give(path: &Path) {
    chown(path, Some(NOBODY), Some(NOBODY)).expect("who may do everything may give");
    if path.is_dir() {
        for entry in fs::read_dir(path).expect("it can be listed") {
            give(&entry.expect("it can be read").path());
        }
    }
}
