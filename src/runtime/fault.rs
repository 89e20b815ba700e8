//! Faults that tests ask for, to see the program break down.

/// Panics where the environment names this fault; never in a release build.
pub(super) fn panic_if_asked(fault: &str) {
    #[cfg(debug_assertions)]
    assert!(
        std::env::var_os("BINGETOP_FAULT").is_none_or(|asked| asked != fault),
        "the fault that a test asked for"
    );
    #[cfg(not(debug_assertions))]
    let _ = fault;
}
