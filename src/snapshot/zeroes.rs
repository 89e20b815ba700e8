//! Zeroes to add to.

/// Returns zeroes that were written, for tables that are read before they are filled.
///
/// `vec![0; n]` takes zero pages of the system, which are shared until they are written: a page that is first read then faults
/// twice, and the second time all processors are told. Of ten million plays that was a tenth of the time to open them.
#[expect(
    clippy::slow_vector_initialization,
    reason = "zeroes of the system are what is slow here"
)]
pub(super) fn written(length: usize) -> Vec<u32> {
    let mut zeroes = Vec::new();
    zeroes.resize(length, 0);
    zeroes
}
