//! Taking rows out of a file of refused rows.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, ErrorKind, Read as _};
use std::path::Path;

use super::{LONGEST_LINE, missing_of};
use crate::store::owner_only::write_whole;
use crate::store::place::is_beside_a_database;

/// What became of a file that may keep refused rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cleaned {
    /// So many rows were taken out.
    Rows(u64),
    /// There is no such file any more.
    Gone,
    /// It holds something else by now, and was left as it is.
    Other,
}

/// Takes the lines out of the file of refused rows at `path` that `is_taken` says, given each as text. The file is written
/// anew and takes the place of the old one; where no line is taken, it stays.
///
/// # Errors
///
/// Fails with the file as it was.
pub fn clean(path: &Path, mut is_taken: impl FnMut(&str) -> bool) -> io::Result<Cleaned> {
    match path.metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Cleaned::Gone),
        // A pipe would be waited for, and whoever opens and closes a log gives up the locks that SQLite has on it.
        Ok(file) if !file.is_file() || is_beside_a_database(path) => return Ok(Cleaned::Other),
        metadata => metadata?,
    };
    // The file behind a link is the one to write anew.
    let path = path.canonicalize()?;
    let mut reader = BufReader::new(File::open(&path)?);
    let (mut kept, mut taken, mut line) = (Vec::new(), 0, Vec::new());
    loop {
        line.clear();
        reader
            .by_ref()
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut line)?;
        if line.is_empty() {
            break;
        }
        let row = line.strip_suffix(b"\n").unwrap_or(&line);
        if missing_of(row).is_none() {
            return Ok(Cleaned::Other);
        }
        if is_taken(&String::from_utf8_lossy(row)) {
            taken += 1;
        } else {
            kept.extend_from_slice(&line);
        }
    }
    if taken > 0 {
        write_whole(&path, &kept)?;
    }
    Ok(Cleaned::Rows(taken))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn lines_are_taken_out_and_the_others_stay_to_the_byte() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("refused.tsv");
        let row = |viewer: &str| format!("a.csv\t2\tno date\t{viewer},Harbour,soon\n");
        let (ann, bob) = (row("Ann"), row("Bob"));
        fs::write(&path, format!("{bob}{ann}{bob}")).unwrap();
        let names_ann = |line: &str| line.contains("Ann");
        assert_eq!(clean(&path, names_ann).unwrap(), Cleaned::Rows(1));
        assert_eq!(fs::read_to_string(&path).unwrap(), format!("{bob}{bob}"));
        assert_eq!(clean(&path, names_ann).unwrap(), Cleaned::Rows(0));
        let names = fs::read_dir(folder.path()).unwrap();
        assert_eq!(names.count(), 1, "no other file is left beside it");
    }

    #[test]
    fn a_line_that_broke_off_is_looked_at_too() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("refused.tsv");
        fs::write(
            &path,
            "a.csv\t2\tno date\tBob,Harbour\na.csv\t3\tno date\tAnn",
        )
        .unwrap();
        let cleaned = clean(&path, |line| line.contains("Ann")).unwrap();
        assert_eq!(cleaned, Cleaned::Rows(1));
        let left = fs::read_to_string(&path).unwrap();
        assert_eq!(left, "a.csv\t2\tno date\tBob,Harbour\n");
    }

    #[test]
    fn what_is_no_file_of_refused_rows_is_left_as_it_is() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("notes.txt");
        fs::write(&path, "Ann,\t1\t2\t3\t4\n").unwrap();
        assert_eq!(clean(&path, |_| true).unwrap(), Cleaned::Other);
        assert_eq!(fs::read_to_string(&path).unwrap(), "Ann,\t1\t2\t3\t4\n");
        assert_eq!(clean(folder.path(), |_| true).unwrap(), Cleaned::Other);
        let none = folder.path().join("none");
        assert_eq!(clean(&none, |_| true).unwrap(), Cleaned::Gone);
    }
}
