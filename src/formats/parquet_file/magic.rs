//! How Parquet files begin and end.

/// How a Parquet file begins and ends.
pub(crate) const MAGIC: &[u8] = b"PAR1";

/// How one ends whose footer is encrypted.
pub(crate) const ENCRYPTED_MAGIC: &[u8] = b"PARE";
