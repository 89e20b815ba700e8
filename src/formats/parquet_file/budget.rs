//! How much of a file may be unpacked at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The most bytes of pages held at once, over all columns that are read. Writers make pages of one MiB.
const MOST: u64 = 512 << 20;

/// The bytes that all shares take together.
#[derive(Debug, Clone, Default)]
pub(super) struct Budget(Arc<AtomicU64>);

impl Budget {
    /// Returns a share that takes nothing yet.
    pub fn share(&self) -> Share {
        Share {
            budget: self.clone(),
            bytes: 0,
        }
    }
}

/// What one page takes of it, until it is dropped.
#[derive(Debug)]
pub(super) struct Share {
    budget: Budget,
    bytes: u64,
}

impl Share {
    /// Takes `bytes` in place of what it took before.
    ///
    /// # Errors
    ///
    /// Fails where all shares together would take too much.
    pub fn take(&mut self, bytes: u64) -> Result<(), String> {
        self.release();
        let all = self.budget.0.load(Ordering::Relaxed).saturating_add(bytes);
        if all > MOST {
            return Err(format!(
                "needs {} MiB for the pages of one moment, and {} are the limit; have it written with smaller pages",
                all >> 20,
                MOST >> 20
            ));
        }
        self.budget.0.store(all, Ordering::Relaxed);
        self.bytes = bytes;
        Ok(())
    }

    fn release(&mut self) {
        self.budget.0.fetch_sub(self.bytes, Ordering::Relaxed);
        self.bytes = 0;
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.release();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_shares_together_have_a_limit() {
        let budget = Budget::default();
        let (mut one, mut other) = (budget.share(), budget.share());
        one.take(MOST - 10).unwrap();
        other.take(10).unwrap();
        let error = other.take(11).unwrap_err();
        assert!(error.starts_with("needs 512 MiB"), "{error}");
        drop(one);
        other.take(MOST).unwrap();
        assert!(budget.share().take(u64::MAX).is_err());
    }
}
