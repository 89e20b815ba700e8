//! The lines of a stream, one by one, each of bounded length.

use std::io::{BufRead, Read as _};

use super::limits::LONGEST_ROW;
use super::read_error::ReadError;

/// Calls `take` with the number, from 1, and the bytes of each line that is not blank; a line feed may end them.
///
/// # Errors
///
/// Fails where reading fails, where a line is longer than [`LONGEST_ROW`], and as `take` does. `advice` says then what
/// the lines should be.
pub(super) fn each_line(
    mut input: impl BufRead,
    advice: &str,
    mut take: impl FnMut(u64, &[u8]) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let mut bytes = Vec::new();
    for line in 1.. {
        bytes.clear();
        let mut limited = (&mut input).take(LONGEST_ROW as u64 + 1);
        if limited.read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        if bytes.len() > LONGEST_ROW {
            let problem = format!("longer than 1 MiB; {advice}");
            return Err(ReadError::Malformed { line, problem });
        }
        if !bytes.trim_ascii().is_empty() {
            take(line, &bytes)?;
        }
    }
    Ok(())
}
