//! How much memory deriving takes, and when cohorts are precomputed.

use crate::store::memory::Memory;

/// How cubes are derived.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// From so many active days of viewers on, the cohorts of everything are precomputed: their lags and
    /// returns. Smaller logs count them from the histories of their viewers.
    pub precompute_from: u64,
    /// How much memory sorting takes.
    pub memory: Memory,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            precompute_from: 300_000,
            memory: Memory::default(),
        }
    }
}
