//! How many numbers a page holds that are written as differences, before room is made for them.

use super::thrift::{Broken, Thrift};

/// Numbers written as differences.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Differences {
    /// How many numbers there are.
    pub count: u64,
    /// How many bytes they take.
    pub length: usize,
}

impl Differences {
    /// Looks at the numbers that `bytes` begin with: a header, then blocks, each of so many packs of numbers of one width.
    pub fn look_at(bytes: &[u8]) -> Result<Self, Broken> {
        let mut bytes = Thrift::new(bytes);
        let block = bytes.unsigned()?;
        let packs = bytes.unsigned()?;
        let count = bytes.unsigned()?;
        bytes.number()?;
        let in_pack = block.checked_div(packs).ok_or(Broken::Wrong)?;
        if in_pack == 0 || in_pack % 8 != 0 || block % packs != 0 {
            return Err(Broken::Wrong);
        }
        let mut left = count.saturating_sub(1);
        while left > 0 {
            bytes.number()?;
            let widths = bytes.rest();
            bytes.pass(packs)?;
            for width in &widths[..usize::try_from(packs).map_err(|_| Broken::Wrong)?] {
                // The last packs of the last block hold nothing, whatever width they state.
                if left > 0 {
                    let size = (in_pack / 8).checked_mul(u64::from(*width));
                    bytes.pass(size.ok_or(Broken::Short)?)?;
                }
                left = left.saturating_sub(in_pack);
            }
        }
        let length = bytes.position();
        Ok(Self { count, length })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_counted_without_making_room_for_them() {
        // A block of 128 in 4 packs; 40 numbers: a pack of 32 with 2 bits each, one with none, and two that are not there.
        let mut bytes = vec![0x80, 1, 4, 40, 0, 0, 2, 0, 9, 9];
        bytes.extend([0; 8]);
        let expected = Differences {
            count: 40,
            length: bytes.len(),
        };
        bytes.push(7);
        assert_eq!(Differences::look_at(&bytes), Ok(expected));
        bytes.truncate(17);
        assert_eq!(Differences::look_at(&bytes), Err(Broken::Short));
    }

    #[test]
    fn one_number_has_no_blocks() {
        let one = Differences {
            count: 1,
            length: 5,
        };
        assert_eq!(Differences::look_at(&[0x80, 1, 4, 1, 8, 9]), Ok(one));
    }

    #[test]
    fn a_count_beyond_its_bytes_and_blocks_of_nothing_are_no_numbers() {
        let many = [
            0x80, 1, 4, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0, 0, 0, 0, 0, 0,
        ];
        assert_eq!(Differences::look_at(&many), Err(Broken::Short));
        assert_eq!(Differences::look_at(&[0, 4, 9, 0]), Err(Broken::Wrong));
        assert_eq!(
            Differences::look_at(&[0x80, 1, 0, 9, 0]),
            Err(Broken::Wrong)
        );
        assert_eq!(Differences::look_at(&[]), Err(Broken::Short));
    }
}
