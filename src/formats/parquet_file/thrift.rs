//! Thrift's compact notation, as far as it takes to look at a structure before it is believed.

/// How deep values that are passed over may lie in each other.
const DEEPEST: u32 = 32;

/// The fewest bytes that a structure in a list of Parquet's takes.
const SMALLEST_STRUCTURE: usize = 3;

/// The type of a value, as a field states it.
pub(super) mod kind {
    pub const TRUE: u8 = 1;
    pub const FALSE: u8 = 2;
    pub const BYTE: u8 = 3;
    pub const I16: u8 = 4;
    pub const I32: u8 = 5;
    pub const I64: u8 = 6;
    pub const DOUBLE: u8 = 7;
    pub const BINARY: u8 = 8;
    pub const LIST: u8 = 9;
    pub const SET: u8 = 10;
    pub const MAP: u8 = 11;
    pub const STRUCT: u8 = 12;
    pub const UUID: u8 = 13;
}

/// Why bytes are no structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    /// They end too early.
    Short,
    /// They are in no order that a structure has.
    Wrong,
    /// Too much lies in each other.
    Deep,
}

/// Bytes that are read from front to back.
pub(super) struct Thrift<'b> {
    bytes: &'b [u8],
    at: usize,
}

/// What is done with a field, given its number and the type of its value; returns whether the value was read, else it is
/// passed over.
pub(super) type Field<'f, 'b> = dyn FnMut(&mut Thrift<'b>, i64, u8) -> Result<bool, Broken> + 'f;

impl<'b> Thrift<'b> {
    /// Returns `bytes` at their first.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Returns how many bytes have been read.
    pub fn position(&self) -> usize {
        self.at
    }

    /// Returns the bytes that are left.
    pub fn rest(&self) -> &'b [u8] {
        &self.bytes[self.at..]
    }

    /// Passes over `count` bytes.
    pub fn pass(&mut self, count: u64) -> Result<(), Broken> {
        let count = usize::try_from(count).map_err(|_| Broken::Short)?;
        if count > self.rest().len() {
            return Err(Broken::Short);
        }
        self.at += count;
        Ok(())
    }

    /// Reads one byte.
    pub fn byte(&mut self) -> Result<u8, Broken> {
        let byte = *self.rest().first().ok_or(Broken::Short)?;
        self.at += 1;
        Ok(byte)
    }

    /// Reads a number without a sign, seven bits a byte, the lowest first.
    pub fn unsigned(&mut self) -> Result<u64, Broken> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(Broken::Wrong)
    }

    /// Reads a number whose lowest bit is its sign.
    pub fn number(&mut self) -> Result<i64, Broken> {
        let number = self.unsigned()?;
        Ok((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    /// Reads a structure, and gives each of its fields to `field`.
    pub fn each_field(&mut self, field: &mut Field<'_, 'b>) -> Result<(), Broken> {
        let mut id = 0;
        loop {
            let byte = self.byte()?;
            let kind = byte & 0x0f;
            if kind == 0 {
                return Ok(());
            }
            id = match byte >> 4 {
                0 => self.number()?,
                more => id + i64::from(more),
            };
            if !(0..=i64::from(i16::MAX)).contains(&id) {
                return Err(Broken::Wrong);
            }
            if !field(self, id, kind)? {
                self.skip(kind, DEEPEST)?;
            }
        }
    }

    /// Reads the beginning of a list: the type of its values and how many there are, which is no more than can be in the
    /// bytes that are left.
    pub fn list(&mut self) -> Result<(u8, usize), Broken> {
        let byte = self.byte()?;
        let kind = byte & 0x0f;
        let count = match byte >> 4 {
            15 => usize::try_from(self.unsigned()?).map_err(|_| Broken::Wrong)?,
            few => usize::from(few),
        };
        let smallest = if kind == kind::STRUCT {
            SMALLEST_STRUCTURE
        } else {
            1
        };
        if count > self.rest().len() / smallest {
            return Err(Broken::Short);
        }
        Ok((kind, count))
    }

    /// Passes over a value, with at most `deepest` others in each other within it.
    fn skip(&mut self, kind: u8, deepest: u32) -> Result<(), Broken> {
        let deeper = || deepest.checked_sub(1).ok_or(Broken::Deep);
        match kind {
            kind::TRUE | kind::FALSE => Ok(()),
            kind::BYTE => self.pass(1),
            kind::I16 | kind::I32 | kind::I64 => self.unsigned().map(|_| ()),
            kind::DOUBLE => self.pass(8),
            kind::UUID => self.pass(16),
            kind::BINARY => {
                let length = self.unsigned()?;
                self.pass(length)
            }
            kind::STRUCT => self.skip_fields(deeper()?),
            kind::LIST | kind::SET => {
                let deepest = deeper()?;
                let (kind, count) = self.list()?;
                (0..count).try_for_each(|_| self.skip_element(kind, deepest))
            }
            kind::MAP => self.skip_map(deeper()?),
            _ => Err(Broken::Wrong),
        }
    }

    fn skip_fields(&mut self, deepest: u32) -> Result<(), Broken> {
        loop {
            let byte = self.byte()?;
            let kind = byte & 0x0f;
            if kind == 0 {
                return Ok(());
            }
            if byte >> 4 == 0 {
                self.number()?;
            }
            self.skip(kind, deepest)?;
        }
    }

    fn skip_map(&mut self, deepest: u32) -> Result<(), Broken> {
        let count = self.unsigned()?;
        if count == 0 {
            return Ok(());
        }
        if count > self.rest().len() as u64 {
            return Err(Broken::Short);
        }
        let kinds = self.byte()?;
        for _ in 0..count {
            self.skip_element(kinds >> 4, deepest)?;
            self.skip_element(kinds & 0x0f, deepest)?;
        }
        Ok(())
    }

    /// Passes over a value in a list or a map: there, truth takes a byte.
    fn skip_element(&mut self, kind: u8, deepest: u32) -> Result<(), Broken> {
        match kind {
            kind::TRUE | kind::FALSE => self.pass(1),
            kind => self.skip(kind, deepest),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(bytes: &[u8]) -> Result<Vec<(i64, i64)>, Broken> {
        let mut found = Vec::new();
        Thrift::new(bytes).each_field(&mut |thrift, id, kind| {
            if kind != kind::I32 {
                return Ok(false);
            }
            found.push((id, thrift.number()?));
            Ok(true)
        })?;
        Ok(found)
    }

    #[test]
    fn numbers_are_found_between_other_values() {
        // 1: -3, 2: "ab", 3: a list of two truths, 20: 300.
        let bytes = [
            0x15, 5, 0x18, 2, b'a', b'b', 0x19, 0x21, 1, 2, 0x05, 40, 0xd8, 4, 0,
        ];
        assert_eq!(fields(&bytes), Ok(vec![(1, -3), (20, 300)]));
        for cut in 0..bytes.len() {
            assert_eq!(fields(&bytes[..cut]), Err(Broken::Short), "{cut}");
        }
    }

    #[test]
    fn what_is_too_deep_or_too_much_is_not_walked() {
        let deep: Vec<u8> = [0x19; 40].into_iter().chain([0; 60]).collect();
        assert_eq!(fields(&deep), Err(Broken::Deep));
        let much = [0x19, 0xf3, 0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0];
        assert_eq!(fields(&much), Err(Broken::Short));
        let long = [
            0x15, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 0,
        ];
        assert_eq!(fields(&long), Err(Broken::Wrong));
    }
}
