//! Signals, as messages to the loop.

use std::io;

use crossbeam_channel::{Receiver, unbounded};

/// What a signal asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// End the program; the signal's number.
    End(i32),
    /// Hand the terminal back to the shell for a while.
    Suspend,
}

/// Starts the thread that takes signals.
///
/// # Errors
///
/// Fails where the system refuses the handlers.
#[cfg(unix)]
pub fn start() -> io::Result<Receiver<Signal>> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGTSTP};
    let (sender, receiver) = unbounded();
    let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM, SIGTSTP])?;
    std::thread::spawn(move || {
        for signal in signals.forever() {
            let meaning = if signal == SIGTSTP {
                Signal::Suspend
            } else {
                Signal::End(signal)
            };
            if sender.send(meaning).is_err() {
                return;
            }
        }
    });
    Ok(receiver)
}

/// Returns a channel on which nothing comes.
///
/// # Errors
///
/// Never fails.
#[cfg(not(unix))]
pub fn start() -> io::Result<Receiver<Signal>> {
    Ok(crossbeam_channel::never())
}

/// Stops the process as the shell's job control does, and returns when it goes on.
///
/// # Errors
///
/// Fails where the system knows no such signal.
pub fn stop_process() -> io::Result<()> {
    #[cfg(unix)]
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
    Ok(())
}
