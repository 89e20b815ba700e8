//! Values that can be kept in a file.

/// A small value that is kept in a file as a fixed number of bytes.
pub(crate) trait Packed: Copy + Ord + Send + 'static {
    /// How many bytes a value takes in a file.
    const BYTES: usize;

    /// Writes the value into `bytes`, which are [`Self::BYTES`] long.
    fn pack(&self, bytes: &mut [u8]);

    /// Returns the value in `bytes`, which are [`Self::BYTES`] long.
    fn unpack(bytes: &[u8]) -> Self;
}

impl Packed for u64 {
    const BYTES: usize = 8;

    fn pack(&self, bytes: &mut [u8]) {
        bytes.copy_from_slice(&self.to_le_bytes());
    }

    fn unpack(bytes: &[u8]) -> Self {
        Self::from_le_bytes(bytes.try_into().expect("a u64 has eight bytes"))
    }
}

impl Packed for u128 {
    const BYTES: usize = 16;

    fn pack(&self, bytes: &mut [u8]) {
        bytes.copy_from_slice(&self.to_le_bytes());
    }

    fn unpack(bytes: &[u8]) -> Self {
        Self::from_le_bytes(bytes.try_into().expect("a u128 has sixteen bytes"))
    }
}
