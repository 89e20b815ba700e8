//! The bytes of a cube: a header of version, checksum and length, then columns of little-endian numbers,
//! each with its length before it.

/// The layout this program writes and reads; cubes of another layout are derived anew.
pub const VERSION: u16 = 3;

/// What every cube begins with.
const MAGIC: [u8; 2] = *b"bc";

/// Bytes of the header: magic, version, CRC-32 of the columns, length of the columns in bytes.
const HEADER: usize = 2 + 2 + 4 + 4;

/// Why a cube cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Another version of the program wrote it.
    #[error("written in another layout")]
    OtherVersion,
    /// Its bytes are not those that were encoded.
    #[error("damaged")]
    Damaged,
}

/// Encodes a cube, column by column.
#[derive(Debug)]
pub struct Encoder(Vec<u8>);

impl Default for Encoder {
    fn default() -> Self {
        Self(vec![0; HEADER])
    }
}

impl Encoder {
    /// Appends a column of numbers of sixteen bits.
    pub fn u16s(&mut self, column: &[u16]) {
        self.length(column.len());
        self.0
            .extend(column.iter().flat_map(|number| number.to_le_bytes()));
    }

    /// Appends a column of bytes.
    pub fn bytes(&mut self, column: &[u8]) {
        self.length(column.len());
        self.0.extend_from_slice(column);
    }

    /// Appends a column of numbers of thirty-two bits.
    pub fn u32s(&mut self, column: &[u32]) {
        self.length(column.len());
        self.0
            .extend(column.iter().flat_map(|number| number.to_le_bytes()));
    }

    /// Appends a column of counts, most of them small: a byte each where all fit in one.
    pub fn counts(&mut self, column: &[u32]) {
        // Most columns are all zeros or all ones: the width alone says so.
        let least = column.iter().copied().min().unwrap_or(0);
        let width = match (least, column.iter().copied().max().unwrap_or(0)) {
            (0, 0) => 0,
            (1, 1) => 1,
            (_, ..=0xff) => 2,
            _ => 3,
        };
        self.length(column.len());
        self.0.push(width);
        match width {
            2 => self
                .0
                .extend(column.iter().map(|count| count.to_le_bytes()[0])),
            3 => self
                .0
                .extend(column.iter().flat_map(|count| count.to_le_bytes())),
            _ => {}
        }
    }

    fn length(&mut self, length: usize) {
        let length = u32::try_from(length).expect("a column has less than four thousand million");
        self.0.extend(length.to_le_bytes());
    }

    /// Returns the cube, ready to be stored.
    ///
    /// # Panics
    ///
    /// Where it has four gigabytes, which no cube comes near.
    #[must_use]
    pub fn finish(mut self) -> Vec<u8> {
        let body = &self.0[HEADER..];
        let checksum = crc32fast::hash(body);
        let length = u32::try_from(body.len()).expect("a cube is smaller than four gigabytes");
        self.0[..2].copy_from_slice(&MAGIC);
        self.0[2..4].copy_from_slice(&VERSION.to_le_bytes());
        self.0[4..8].copy_from_slice(&checksum.to_le_bytes());
        self.0[8..12].copy_from_slice(&length.to_le_bytes());
        self.0
    }
}

/// A column of counts as it is stored.
#[derive(Debug, Clone, Copy)]
pub enum Counts<'a> {
    /// All of them are the same.
    All(u32),
    /// Each is a byte.
    Bytes(&'a [u8]),
    /// Each is four bytes, of which the lowest comes first.
    Fours(&'a [[u8; 4]]),
}

/// Decodes a cube, column by column, in the order in which they were encoded.
#[derive(Debug)]
pub struct Decoder<'a>(&'a [u8]);

impl<'a> Decoder<'a> {
    /// Opens a stored cube.
    ///
    /// # Errors
    ///
    /// Fails where it is of another layout, or its bytes are not those that were encoded.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let (header, body) = bytes.split_at_checked(HEADER).ok_or(Unreadable::Damaged)?;
        if header[..2] != MAGIC {
            return Err(Unreadable::Damaged);
        }
        if header[2..4] != VERSION.to_le_bytes() {
            return Err(Unreadable::OtherVersion);
        }
        let length = u32::try_from(body.len()).map_err(|_| Unreadable::Damaged)?;
        let checksum = crc32fast::hash(body);
        if header[4..8] != checksum.to_le_bytes() || header[8..12] != length.to_le_bytes() {
            return Err(Unreadable::Damaged);
        }
        Ok(Self(body))
    }

    fn take(&mut self, bytes: usize) -> Result<&'a [u8], Unreadable> {
        let (taken, rest) = self.0.split_at_checked(bytes).ok_or(Unreadable::Damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    fn length(&mut self) -> Result<usize, Unreadable> {
        let bytes = self.take(4)?;
        Ok(bytes
            .iter()
            .rev()
            .fold(0, |n, byte| n << 8 | usize::from(*byte)))
    }

    /// Returns a column of bytes.
    ///
    /// # Errors
    ///
    /// Fails where the cube ends before them.
    pub fn bytes(&mut self) -> Result<&'a [u8], Unreadable> {
        let length = self.length()?;
        self.take(length)
    }

    /// Returns a column of numbers of sixteen bits as it is stored: the lower byte of each comes first.
    ///
    /// # Errors
    ///
    /// Fails where the cube ends before them.
    pub fn raw_u16s(&mut self) -> Result<&'a [[u8; 2]], Unreadable> {
        let length = self.length()?;
        Ok(self.take(2 * length)?.as_chunks().0)
    }

    /// Appends a column of numbers of sixteen bits to `column`, and returns how many there were.
    ///
    /// # Errors
    ///
    /// Fails where the cube ends before them.
    pub fn u16s(&mut self, column: &mut Vec<u16>) -> Result<usize, Unreadable> {
        let stored = self.raw_u16s()?;
        column.extend(stored.iter().map(|pair| u16::from_le_bytes(*pair)));
        Ok(stored.len())
    }

    /// Appends a column of numbers of thirty-two bits to `column`, and returns how many there were.
    ///
    /// # Errors
    ///
    /// Fails where the cube ends before them.
    pub fn u32s(&mut self, column: &mut Vec<u32>) -> Result<usize, Unreadable> {
        let length = self.length()?;
        let fours = self.take(4 * length)?.as_chunks().0.iter();
        column.extend(fours.copied().map(u32::from_le_bytes));
        Ok(length)
    }

    /// Returns a column of counts.
    ///
    /// # Errors
    ///
    /// Fails where the cube ends before them, or their width is unknown.
    pub fn counts(&mut self) -> Result<Vec<u32>, Unreadable> {
        let (length, width) = self.raw_counts()?;
        Ok(match width {
            Counts::All(count) => vec![count; length],
            Counts::Bytes(counts) => counts.iter().copied().map(u32::from).collect(),
            Counts::Fours(counts) => counts.iter().copied().map(u32::from_le_bytes).collect(),
        })
    }

    /// Returns how many counts a column has, and these as they are stored.
    ///
    /// # Errors
    ///
    /// Fails as [`Self::counts`] does.
    pub fn raw_counts(&mut self) -> Result<(usize, Counts<'a>), Unreadable> {
        let length = self.length()?;
        let counts = match self.take(1)? {
            [count @ (0 | 1)] => Counts::All(u32::from(*count)),
            [2] => Counts::Bytes(self.take(length)?),
            [3] => Counts::Fours(self.take(4 * length)?.as_chunks().0),
            _ => return Err(Unreadable::Damaged),
        };
        Ok((length, counts))
    }

    /// Returns how many bytes are left.
    #[must_use]
    pub fn left(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn encoded() -> Vec<u8> {
        let mut encoder = Encoder::default();
        encoder.u16s(&[1, 2, 65_535]);
        encoder.u32s(&[70_000]);
        encoder.finish()
    }

    #[test]
    fn columns_come_back_as_they_were_written() {
        let bytes = encoded();
        let mut decoder = Decoder::open(&bytes).unwrap();
        let (mut u16s, mut u32s) = (vec![9], Vec::new());
        assert_eq!(decoder.u16s(&mut u16s), Ok(3));
        assert_eq!(decoder.u32s(&mut u32s), Ok(1));
        assert_eq!(u16s, [9, 1, 2, 65_535]);
        assert_eq!(u32s, [70_000]);
        assert_eq!(decoder.u32s(&mut u32s), Err(Unreadable::Damaged), "its end");
    }

    #[rstest]
    #[case(&[])]
    #[case(&[0, 0])]
    #[case(&[1, 1, 1])]
    #[case(&[1, 0, 1])]
    #[case(&[1, 255])]
    #[case(&[1, 256, 4_000_000_000])]
    fn counts_come_back_whatever_their_width(#[case] counts: &[u32]) {
        let mut encoder = Encoder::default();
        encoder.counts(counts);
        let bytes = encoder.finish();
        let found = Decoder::open(&bytes).unwrap().counts().unwrap();
        assert_eq!(found, counts);
    }

    #[test]
    fn no_byte_can_change_unnoticed() {
        let bytes = encoded();
        for place in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[place] ^= 0x10;
            let expected = if (2..4).contains(&place) {
                Unreadable::OtherVersion
            } else {
                Unreadable::Damaged
            };
            assert_eq!(
                Decoder::open(&damaged).err(),
                Some(expected),
                "byte {place}"
            );
        }
        for length in 0..bytes.len() {
            assert_eq!(
                Decoder::open(&bytes[..length]).err(),
                Some(Unreadable::Damaged)
            );
        }
    }
}
