//! What the crate that decodes pages does not expect of a damaged file.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// Whether this thread runs work whose panics are nobody's business.
    static IS_QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Does `work`; returns `None` where it panicked, about which nothing is printed.
///
/// The crate asserts, slices and unwraps on bytes of the file: a damaged one is an error for its user, and no fault of
/// the program. What `work` was at must not be used any more after that.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let tell = take_hook();
        set_hook(Box::new(move |panic| {
            if !IS_QUIET.get() {
                tell(panic);
            }
        }));
    });
    IS_QUIET.set(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    IS_QUIET.set(false);
    done.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_none() {
        assert_eq!(caught(|| 7), Some(7));
        let empty: [u8; 0] = [];
        assert_eq!(caught(|| empty[empty.len()]), None);
        assert!(!IS_QUIET.get());
    }
}
