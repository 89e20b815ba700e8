//! Files and folders that only their owner may read: those that hold rows, names or the key.
//!
//! Systems that know no such permissions are left to their own rules: nothing there is open to others.

#[cfg(unix)]
use std::fs::File;
use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::TempDir;

/// Has a file that is made with `options` be its owner's alone.
pub fn make_for_owner(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Makes a folder and those it lies in, as far as they are not there, for their owner alone.
///
/// # Errors
///
/// Fails where the system does.
pub fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Makes a folder of a name of its own in `within`, for its owner alone; it is gone with what is returned.
///
/// # Errors
///
/// Fails where the system does.
pub fn temporary_folder(prefix: &str, within: &Path) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder.tempdir_in(within)
}

/// Writes a file that only its owner may read, whole or not at all, in the place of the one that may be at `path`.
///
/// # Errors
///
/// Fails with the file as it was.
pub fn write_whole(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    // Temporary files are made with mode 0600.
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    // The name has to last, too: what is done next relies on it.
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    Ok(())
}

/// Returns whether others than its owner may do anything with what is at `path`.
///
/// # Errors
///
/// Fails where there is nothing.
#[cfg_attr(
    not(unix),
    expect(clippy::unnecessary_wraps, reason = "it can fail on Unix")
)]
pub(super) fn is_open_to_others(path: &Path) -> io::Result<bool> {
    #[cfg(unix)]
    let is_open = {
        use std::os::unix::fs::PermissionsExt as _;
        path.metadata()?.permissions().mode() & 0o077 != 0
    };
    #[cfg(not(unix))]
    let is_open = {
        let _ = path;
        false
    };
    Ok(is_open)
}

/// Takes from others what they may do with what is at `path`; returns whether they might do anything.
///
/// The file is not opened: whoever opens and closes a log gives up the locks that SQLite has on it.
///
/// # Errors
///
/// Fails where there is nothing, or it belongs to another user.
pub fn close_to_others(path: &Path) -> io::Result<bool> {
    if !is_open_to_others(path)? {
        return Ok(false);
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mut permissions = path.metadata()?.permissions();
        permissions.set_mode(permissions.mode() & 0o700);
        std::fs::set_permissions(path, permissions)?;
    }
    Ok(true)
}
