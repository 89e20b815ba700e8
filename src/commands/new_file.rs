//! Where commands may make files.

use std::path::Path;

use anyhow::bail;

use crate::store::key::ViewerKey;
use crate::store::place::is_beside_a_database;

/// Makes sure that a new file may be made at `path`.
///
/// # Errors
///
/// Fails where there is anything, were it a link to nothing, and where the place is not free.
pub(super) fn check_new(path: &Path) -> anyhow::Result<()> {
    if path.symlink_metadata().is_ok() {
        bail!("{}: exists already; name a new file", path.display());
    }
    check_place(path)
}

/// Makes sure that `path` is neither a database's nor beside the key that hides viewers.
///
/// # Errors
///
/// Fails where it is.
pub(super) fn check_place(path: &Path) -> anyhow::Result<()> {
    let shown = path.display();
    if is_beside_a_database(path) {
        bail!("{shown}: belongs to the database beside it; name another file");
    }
    check_folder(path)
}

/// Makes sure that `path` does not lie beside the key that hides viewers.
///
/// # Errors
///
/// Fails where it does.
pub(super) fn check_folder(path: &Path) -> anyhow::Result<()> {
    if ViewerKey::is_beside(path) {
        let path = path.display();
        bail!("{path}: beside the key that hides viewers; name a file in another folder");
    }
    Ok(())
}
