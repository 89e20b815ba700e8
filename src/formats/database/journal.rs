//! A journal that names other files.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use crate::formats::read_error::ReadError;

/// The last bytes of a journal that names the journal of a transaction over several databases.
const MAGIC: [u8; 8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];

/// Fails where the journal at `path` names another one, which SQLite opens, and may delete once it has undone what is in
/// this one. Its own checks of that name are not old.
pub(super) fn check(path: &Path) -> Result<(), ReadError> {
    let mut file = File::open(path)?;
    let mut last = [0; 8];
    let names_another = match file.seek(SeekFrom::End(-8)) {
        Ok(_) => {
            file.read_exact(&mut last)?;
            last == MAGIC
        }
        // It is shorter.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => false,
        Err(error) => return Err(error.into()),
    };
    if names_another {
        return Err(ReadError::Unreadable {
            problem: "its -journal is of a transaction over several databases that broke off; open it once with its own \
                      program, and import it again"
                .to_owned(),
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use rstest::rstest;
    use tempfile::NamedTempFile;

    use super::*;

    #[rstest]
    #[case::nothing(b"", true)]
    #[case::too_short(b"abc", true)]
    #[case::begins_as_any(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7\0", true)]
    #[case::names_another(b"a.db\0\0\0\x04\0\0\0\0\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", false)]
    fn only_a_journal_that_names_another_is_refused(#[case] bytes: &[u8], #[case] expected: bool) {
        let mut file = NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        assert_eq!(check(file.path()).is_ok(), expected);
    }
}
