//! What a log adds to the hash of each of its viewers, so that two logs of one key cannot be joined.

use std::fmt;
use std::io;
use std::str::FromStr;

/// The bytes of a salt.
const SALT_BYTES: usize = 16;

/// The salt of a log: random, made by its first import, and no secret.
///
/// Written as its bytes in hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Salt([u8; SALT_BYTES]);

/// A text that is no salt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a salt")]
pub struct NoSalt;

impl Salt {
    /// Returns a salt that no other log has.
    ///
    /// # Errors
    ///
    /// Fails where the system has no random numbers.
    pub fn random() -> io::Result<Self> {
        let mut bytes = [0; SALT_BYTES];
        getrandom::fill(&mut bytes).map_err(io::Error::other)?;
        Ok(Self(bytes))
    }

    /// Returns the salt of made-up logs, the same everywhere: a seed makes the same bytes.
    #[must_use]
    pub fn of_samples() -> Self {
        Self(*b"made up: no salt")
    }

    /// Returns its bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Salt {
    type Err = NoSalt;

    fn from_str(text: &str) -> Result<Self, NoSalt> {
        let is_hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if text.len() != 2 * SALT_BYTES || !is_hex {
            return Err(NoSalt);
        }
        let number = u128::from_str_radix(text, 16).map_err(|_| NoSalt)?;
        Ok(Self(number.to_be_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_salt_is_read_as_it_is_written() {
        let salt = Salt::random().unwrap();
        assert_eq!(salt.to_string().parse(), Ok(salt));
        assert_eq!(salt.to_string().len(), 32);
        let low = "000000000000000000000000000000ff";
        assert_eq!(low.parse::<Salt>().unwrap().to_string(), low);
    }

    #[test]
    fn no_two_salts_are_alike() {
        assert_ne!(Salt::random().unwrap(), Salt::random().unwrap());
    }

    #[test]
    fn what_is_no_salt_is_refused() {
        for text in ["", "none", "+0000000000000000000000000000000", "00ff"] {
            assert_eq!(text.parse::<Salt>(), Err(NoSalt), "{text}");
        }
    }
}
