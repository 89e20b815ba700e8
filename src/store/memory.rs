//! How much memory an import may take.

use std::str::FromStr;

/// How much memory the rows of an import may take, in bytes; `512M` by default.
///
/// Rows beyond it wait in a file. The names of viewers and titles, each kept once, are not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Memory(u64);

/// The least memory that sorting needs, in bytes.
const LEAST: u64 = 16 << 20;

/// Why a text is no amount of memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MemoryError {
    /// The text is in no known form.
    #[error("is no size; write it like 512M or 2G")]
    Unreadable,
    /// The size is too small to sort with.
    #[error("is too little; give it 16M or more")]
    TooLittle,
}

impl Memory {
    /// Returns the bytes.
    #[must_use]
    pub fn bytes(self) -> u64 {
        self.0
    }
}

impl Default for Memory {
    fn default() -> Self {
        Self(512 << 20)
    }
}

impl FromStr for Memory {
    type Err = MemoryError;

    /// Parses a number of bytes; with `K`, `M` or `G` after it, of kibibytes, mebibytes or gibibytes.
    fn from_str(text: &str) -> Result<Self, MemoryError> {
        let text = text.trim();
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let unit = match text[digits.len()..].to_ascii_uppercase().as_str() {
            "" => 0,
            "K" => 10,
            "M" => 20,
            "G" => 30,
            _ => return Err(MemoryError::Unreadable),
        };
        if !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(MemoryError::Unreadable);
        }
        let number: u64 = digits.parse().map_err(|_| MemoryError::Unreadable)?;
        let bytes = number
            .checked_mul(1 << unit)
            .ok_or(MemoryError::Unreadable)?;
        if bytes < LEAST {
            return Err(MemoryError::TooLittle);
        }
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("512M", Ok(512 << 20))]
    #[case("16m", Ok(16 << 20))]
    #[case("2G", Ok(2 << 30))]
    #[case("16384K", Ok(16 << 20))]
    #[case("16777216", Ok(16 << 20))]
    #[case("16777215", Err(MemoryError::TooLittle))]
    #[case("0", Err(MemoryError::TooLittle))]
    #[case("", Err(MemoryError::Unreadable))]
    #[case("M", Err(MemoryError::Unreadable))]
    #[case("+512M", Err(MemoryError::Unreadable))]
    #[case("512MB", Err(MemoryError::Unreadable))]
    #[case("1.5G", Err(MemoryError::Unreadable))]
    #[case("99999999999G", Err(MemoryError::Unreadable))]
    fn sizes_are_read(#[case] text: &str, #[case] bytes: Result<u64, MemoryError>) {
        assert_eq!(text.parse().map(Memory::bytes), bytes);
    }
}
