//! What a page says of itself.

use parquet::basic::Encoding;

use super::thrift::{Broken, Thrift, kind};

/// What a page says of itself, before it is believed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PageHeader {
    /// How many bytes this takes itself.
    pub length: usize,
    /// How many bytes the page takes in the file.
    pub packed: u32,
    /// How many bytes it takes unpacked.
    pub unpacked: u32,
    /// What is in it.
    pub content: Content,
}

/// What is in a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Values, with where there are none before them, packed together.
    Values {
        count: u32,
        encoding: Encoding,
        level_encoding: Encoding,
    },
    /// The same, with where there are none unpacked.
    ValuesV2 {
        count: u32,
        nulls: u32,
        encoding: Encoding,
        /// How many bytes of it say where there are none.
        level_bytes: u32,
        is_packed: bool,
    },
    /// The different values of the pages behind it.
    Dictionary { count: u32, encoding: Encoding },
    /// Nothing that rows are made of.
    Other,
}

/// The numbers of the structure in a header, by the field they stand in.
#[derive(Debug, Default)]
struct Numbers {
    by_field: [Option<i64>; 8],
    is_unpacked: bool,
}

impl PageHeader {
    /// Reads the header that `bytes` begin with.
    pub fn read(bytes: &[u8]) -> Result<Self, Broken> {
        let mut thrift = Thrift::new(bytes);
        let (mut page, mut parts) = (Numbers::default(), [const { None }; 9]);
        thrift.each_field(&mut |thrift, id, kind| match (id, kind) {
            (1..=3, kind::I32) => page.see(thrift, id, kind),
            (5..=8, kind::STRUCT) => {
                let mut numbers = Numbers::default();
                thrift.each_field(&mut |thrift, id, kind| numbers.see(thrift, id, kind))?;
                parts[usize::try_from(id).unwrap_or(0)] = Some(numbers);
                Ok(true)
            }
            _ => Ok(false),
        })?;
        let part = |place: usize| parts[place].as_ref().ok_or(Broken::Wrong);
        let content = match page.number(1)? {
            0 => values(part(5)?)?,
            2 => Content::Dictionary {
                count: part(7)?.number(1)?,
                encoding: part(7)?.encoding(2)?,
            },
            3 => values_v2(part(8)?)?,
            _ => Content::Other,
        };
        Ok(Self {
            length: thrift.position(),
            packed: page.number(3)?,
            unpacked: page.number(2)?,
            content,
        })
    }
}

fn values(numbers: &Numbers) -> Result<Content, Broken> {
    Ok(Content::Values {
        count: numbers.number(1)?,
        encoding: numbers.encoding(2)?,
        level_encoding: numbers.encoding(3)?,
    })
}

fn values_v2(numbers: &Numbers) -> Result<Content, Broken> {
    // Columns that are read have one value a row: nothing is said of where rows begin.
    if numbers.number(6)? != 0 {
        return Err(Broken::Wrong);
    }
    Ok(Content::ValuesV2 {
        count: numbers.number(1)?,
        nulls: numbers.number(2)?,
        encoding: numbers.encoding(4)?,
        level_bytes: numbers.number(5)?,
        is_packed: !numbers.is_unpacked,
    })
}

impl Numbers {
    fn see(&mut self, thrift: &mut Thrift<'_>, id: i64, kind: u8) -> Result<bool, Broken> {
        self.is_unpacked |= (id, kind) == (7, kind::FALSE);
        let place = usize::try_from(id).ok();
        let place = place.and_then(|id| self.by_field.get_mut(id));
        match place {
            Some(place) if kind == kind::I32 => {
                *place = Some(thrift.number()?);
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    fn number(&self, id: usize) -> Result<u32, Broken> {
        let number = self.by_field[id].ok_or(Broken::Wrong)?;
        // They are numbers with a sign in the file, and never below zero.
        i32::try_from(number)
            .and_then(u32::try_from)
            .map_err(|_| Broken::Wrong)
    }

    #[expect(
        deprecated,
        reason = "old writers name it for levels of which there are none"
    )]
    fn encoding(&self, id: usize) -> Result<Encoding, Broken> {
        Ok(match self.number(id)? {
            0 => Encoding::PLAIN,
            2 => Encoding::PLAIN_DICTIONARY,
            3 => Encoding::RLE,
            4 => Encoding::BIT_PACKED,
            5 => Encoding::DELTA_BINARY_PACKED,
            6 => Encoding::DELTA_LENGTH_BYTE_ARRAY,
            7 => Encoding::DELTA_BYTE_ARRAY,
            8 => Encoding::RLE_DICTIONARY,
            9 => Encoding::BYTE_STREAM_SPLIT,
            _ => return Err(Broken::Wrong),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A data page of 7 values, 30 bytes packed into 20.
    const VALUES: [u8; 18] = [
        0x15, 0, 0x15, 60, 0x15, 40, 0x2c, 0x15, 14, 0x15, 0, 0x15, 6, 0x15, 6, 0, 0, 9,
    ];

    #[test]
    fn a_page_says_how_large_it_is() {
        let header = PageHeader::read(&VALUES).unwrap();
        assert_eq!(
            (header.length, header.packed, header.unpacked),
            (VALUES.len() - 1, 20, 30)
        );
        let expected = Content::Values {
            count: 7,
            encoding: Encoding::PLAIN,
            level_encoding: Encoding::RLE,
        };
        assert_eq!(header.content, expected);
    }

    #[test]
    fn sizes_below_zero_and_unknown_encodings_are_wrong() {
        for (place, byte) in [(3, 1), (5, 1), (8, 1), (10, 2)] {
            let mut bytes = VALUES;
            bytes[place] = byte;
            assert_eq!(PageHeader::read(&bytes), Err(Broken::Wrong), "{place}");
        }
        assert_eq!(PageHeader::read(&VALUES[..9]), Err(Broken::Short));
    }
}
