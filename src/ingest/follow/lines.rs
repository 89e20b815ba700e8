//! Lines out of bytes that come in pieces.

use crate::formats::generic::{Ending, Line};
use crate::formats::limits::LONGEST_ROW;

/// How much is kept of a line that is too long, in bytes: no refusal shows more of it.
const KEPT_BYTES: usize = 1 << 12;

/// Called with each line once it is whole.
pub(super) type Take<'a, E> = dyn FnMut(Line<'_>) -> Result<(), E> + 'a;

/// Cuts pieces of a file into lines, and counts them.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// The beginning of a line that has not ended.
    begun: Vec<u8>,
    /// Whether it has grown too long already; `begun` is then only its beginning.
    is_too_long: bool,
    /// How many lines have ended.
    ended: u64,
}

impl Lines {
    /// Adds the next piece of the file, and calls `take` with every line that ends in it.
    ///
    /// # Errors
    ///
    /// Fails as `take` does; the lines after it in this piece are then lost.
    pub fn push<E>(&mut self, piece: &[u8], take: &mut Take<'_, E>) -> Result<(), E> {
        for bytes in piece.split_inclusive(|byte| *byte == b'\n') {
            if self.begun.is_empty() && bytes.ends_with(b"\n") && bytes.len() <= LONGEST_ROW {
                self.ended += 1;
                let (number, ending) = (self.ended, Ending::Whole);
                take(Line {
                    number,
                    bytes,
                    ending,
                })?;
                continue;
            }
            if !self.is_too_long {
                self.begun.extend_from_slice(bytes);
            }
            if self.begun.len() > LONGEST_ROW {
                self.is_too_long = true;
                self.begun.truncate(KEPT_BYTES);
                self.begun.shrink_to_fit();
            }
            if bytes.ends_with(b"\n") {
                self.end(Ending::Whole, take)?;
            }
        }
        Ok(())
    }

    /// Ends the file: calls `take` with what follows the last line feed, and counts lines from 1 again.
    ///
    /// # Errors
    ///
    /// Fails as `take` does.
    pub fn finish<E>(&mut self, take: &mut Take<'_, E>) -> Result<(), E> {
        if !self.begun.is_empty() {
            self.end(Ending::Broken, take)?;
        }
        self.ended = 0;
        Ok(())
    }

    fn end<E>(&mut self, ending: Ending, take: &mut Take<'_, E>) -> Result<(), E> {
        self.ended += 1;
        let ending = if self.is_too_long {
            Ending::TooLong
        } else {
            ending
        };
        self.is_too_long = false;
        let begun = std::mem::take(&mut self.begun);
        take(Line {
            number: self.ended,
            bytes: &begun,
            ending,
        })?;
        // Its memory serves the next line that comes in pieces.
        self.begun = begun;
        self.begun.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use proptest::prelude::*;

    use super::*;

    /// Cuts `pieces` into lines, each as its number, its bytes and its ending.
    fn lines(pieces: &[&[u8]]) -> Vec<(u64, Vec<u8>, Ending)> {
        let mut seen = Vec::new();
        let mut lines = Lines::default();
        let mut take = |line: Line<'_>| -> Result<(), Infallible> {
            seen.push((line.number, line.bytes.to_vec(), line.ending));
            Ok(())
        };
        for piece in pieces {
            let Ok(()) = lines.push(piece, &mut take);
        }
        let Ok(()) = lines.finish(&mut take);
        seen
    }

    #[test]
    fn a_line_may_come_in_pieces() {
        assert_eq!(
            lines(&[b"a\nb", b"", b"c", b"\n\nd"]),
            [
                (1, b"a\n".to_vec(), Ending::Whole),
                (2, b"bc\n".to_vec(), Ending::Whole),
                (3, b"\n".to_vec(), Ending::Whole),
                (4, b"d".to_vec(), Ending::Broken),
            ]
        );
    }

    #[test]
    fn a_line_too_long_is_one_line_and_the_next_is_read() {
        let mut longest = vec![b'x'; LONGEST_ROW - 1];
        longest.push(b'\n');
        let mut longer = vec![b'y'; 3 * LONGEST_ROW];
        longer.extend(b"\nb\n");
        for pieces in [
            &[&*longest, &*longer][..],
            &[&longest[..9], &longest[9..], &longer],
        ] {
            let seen = lines(pieces);
            let endings: Vec<(u64, usize, Ending)> = seen
                .iter()
                .map(|(number, bytes, ending)| (*number, bytes.len(), *ending))
                .collect();
            let expected = [
                (1, LONGEST_ROW, Ending::Whole),
                (2, KEPT_BYTES, Ending::TooLong),
                (3, 2, Ending::Whole),
            ];
            assert_eq!(endings, expected);
        }
    }

    #[test]
    fn the_next_file_begins_with_line_one() {
        let mut lines = Lines::default();
        let mut numbers = Vec::new();
        let mut take = |line: Line<'_>| -> Result<(), Infallible> {
            numbers.push(line.number);
            Ok(())
        };
        let Ok(()) = lines.push(b"a\nb\nc", &mut take);
        let Ok(()) = lines.finish(&mut take);
        let Ok(()) = lines.push(b"a\n", &mut take);
        assert_eq!(numbers, [1, 2, 3, 1]);
    }

    proptest! {
        #[test]
        fn where_the_pieces_end_is_of_no_consequence(
            text in proptest::collection::vec(prop_oneof![Just(b'\n'), Just(b'a')], 0..60),
            cuts in proptest::collection::vec(0..60_usize, 0..8),
        ) {
            let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (text.len() + 1)).collect();
            cuts.extend([0, text.len()]);
            cuts.sort_unstable();
            let pieces: Vec<&[u8]> = cuts.windows(2).map(|w| &text[w[0]..w[1]]).collect();
            prop_assert_eq!(lines(&pieces), lines(&[&text]));
        }
    }
}
