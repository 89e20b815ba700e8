//! Stub.
use super::reader::{Context, Reader};
use std::io::BufRead;
use std::path::PathBuf;
use std::sync::atomic::AtomicU64;
/// Stub.
pub enum Source {
    /** s */
    Stdin,
    /** f */
    File(PathBuf),
}
/// Stub.
#[derive(Debug, thiserror::Error)]
#[error("stub")]
pub struct InputError;
/// Stub.
pub struct Part<'a> {
    /** n */
    pub name: String,
    /** r */
    pub reader: &'static dyn Reader,
    /** i */
    pub input: &'a mut dyn BufRead,
}
/// Stub.
/// # Errors
/// none
pub fn each_part<E: From<InputError>>(
    _: &Source,
    _: Option<&'static dyn Reader>,
    _: &Context,
    _: &AtomicU64,
    _: &mut dyn FnMut(Part<'_>) -> Result<(), E>,
) -> Result<(), E> {
    Ok(())
}
impl Source {
    /// Stub.
    #[must_use]
    pub fn of_argument(p: &PathBuf) -> Self {
        Self::File(p.clone())
    }
}
/// Stub.
#[must_use]
pub fn total_bytes(_: &[Source]) -> Option<u64> {
    None
}
