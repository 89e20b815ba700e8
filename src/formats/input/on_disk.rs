//! Files on the disk, and the files in their folders.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::fs::{self, File};
use std::io;
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use super::litter::is_litter;
use super::natural_order::natural_order;
use crate::formats::place::Place;

/// The place of a plain file.
pub(super) struct OnDisk {
    path: PathBuf,
    name: String,
    others: OnceCell<Vec<String>>,
}

impl OnDisk {
    /// Returns the place of the file at `path`.
    pub fn new(path: PathBuf) -> Self {
        let name = path.file_name().unwrap_or_default();
        Self {
            name: name.to_string_lossy().into_owned(),
            path,
            others: OnceCell::new(),
        }
    }

    fn folder(&self) -> &Path {
        match self.path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        }
    }

    /// Lists the other files; names that are no text are left out, as nobody could ask for them.
    fn list(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(self.folder())? {
            let entry = entry?;
            let is_other = Some(entry.file_name().as_os_str()) != self.path.file_name();
            if let Ok(name) = entry.file_name().into_string()
                && is_other
                && !is_litter(&name)
                && fs::metadata(entry.path()).is_ok_and(|file| file.is_file())
            {
                names.push(name);
            }
        }
        names.sort_by(|one, other| natural_order(one, other));
        Ok(names)
    }
}

impl Place for OnDisk {
    fn name(&self) -> &str {
        &self.name
    }

    fn folders(&self) -> Cow<'_, str> {
        let folders = self.path.parent().unwrap_or(Path::new(""));
        match folders.to_string_lossy() {
            text if MAIN_SEPARATOR == '/' => text,
            text => Cow::Owned(text.replace(MAIN_SEPARATOR, "/")),
        }
    }

    fn path(&self) -> Option<&Path> {
        Some(&self.path)
    }

    /// None where the folder cannot be listed: a file can be read all the same.
    fn others(&self) -> &[String] {
        self.others.get_or_init(|| self.list().unwrap_or_default())
    }

    fn open(&self, other: &str) -> io::Result<Option<File>> {
        open_file(&self.folder().join(other))
    }

    fn open_beside(&self, name: &str) -> io::Result<Option<File>> {
        self.open(name)
    }

    fn open_suffixed(&self, suffix: &str) -> io::Result<Option<File>> {
        let mut path = self.path.clone().into_os_string();
        path.push(suffix);
        open_file(Path::new(&path))
    }
}

/// Opens the plain file at `path`, if there is one.
fn open_file(path: &Path) -> io::Result<Option<File>> {
    match fs::metadata(path) {
        Ok(found) if found.is_file() => File::open(path).map(Some),
        Ok(_) => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    #[test]
    fn the_other_files_of_a_folder_are_found_by_name() {
        let folder = TempDir::new().unwrap();
        for name in ["log.db", "log.db-wal", "part_10.csv", "part_2.csv", "._a"] {
            fs::write(folder.path().join(name), name).unwrap();
        }
        fs::create_dir(folder.path().join("folder")).unwrap();
        let place = OnDisk::new(folder.path().join("log.db"));
        assert_eq!(place.name(), "log.db");
        assert_eq!(place.others(), ["log.db-wal", "part_2.csv", "part_10.csv"]);
        let text = |file: Option<File>| file.map(|file| io::read_to_string(file).unwrap());
        let beside = place.open_beside("part_2.csv").unwrap();
        assert_eq!(text(beside).as_deref(), Some("part_2.csv"));
        let wal = place.open_suffixed("-wal").unwrap();
        assert_eq!(text(wal).as_deref(), Some("log.db-wal"));
        for missing in ["none", "folder"] {
            assert!(place.open_beside(missing).unwrap().is_none(), "{missing}");
        }
    }
}
