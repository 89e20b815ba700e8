//! Stub.
/// Stub.
#[must_use]
pub fn thousands(n: u64) -> String {
    n.to_string()
}
