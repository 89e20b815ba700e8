//! Ctrl-C and SIGTERM, while a log is made or written.

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

/// The exit code of what the user stopped.
pub(super) const INTERRUPTED: u8 = 130;

/// Starts a thread that calls `act` on each Ctrl-C and SIGTERM, instead of ending the program.
///
/// # Errors
///
/// Fails where the system refuses the handlers.
pub(super) fn on_interrupt(act: impl Fn() + Send + 'static) -> std::io::Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM])?;
    std::thread::spawn(move || {
        for _ in signals.forever() {
            act();
        }
    });
    Ok(())
}
