//! How cubes are derived: what is counted ahead, and in how much memory.

use crate::store::memory::Memory;

/// How cubes are derived.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// From so many active days of viewers on, cohorts of everything are counted ahead.
    pub ahead_from: u64,
    /// What sorting may take of memory.
    pub memory: Memory,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            ahead_from: 300_000,
            memory: Memory::default(),
        }
    }
}
