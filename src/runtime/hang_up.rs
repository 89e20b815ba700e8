//! The thread that notices that the terminal is gone.
//!
//! Crossterm does not say so: where a terminal is closed, it tries to read it for ever. A hangup is
//! told to the programs the terminal controls only, so a signal does not say so either.

use crossbeam_channel::{Receiver, never};

#[cfg(unix)]
use self::unix::{NOW, SLOWLY, State, keyboard, state};

/// Starts the thread that waits for the terminal to go away. The channel closes when it is gone;
/// nothing ever comes where that cannot be told.
#[cfg(unix)]
#[must_use]
pub fn start() -> Receiver<()> {
    match keyboard() {
        Ok(keyboard) if !matches!(state(&keyboard, &NOW), State::Unknown) => {
            let (sender, receiver) = crossbeam_channel::bounded(0);
            std::thread::spawn(move || {
                while !matches!(state(&keyboard, &SLOWLY), State::Gone) {}
                drop(sender);
            });
            receiver
        }
        // Then it cannot be read either, and that ends the input.
        _ => never(),
    }
}

/// Starts no thread: nothing ever comes.
#[cfg(not(unix))]
#[must_use]
pub fn start() -> Receiver<()> {
    never()
}

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io::{self, IsTerminal as _, stdin};
    use std::os::fd::{AsFd as _, OwnedFd};

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::io::Errno;

    /// Without waiting.
    pub(super) const NOW: Timespec = Timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };

    /// How often to look where a hangup wakes nobody: a serial line wakes only those that want to read.
    pub(super) const SLOWLY: Timespec = Timespec {
        tv_sec: 5,
        tv_nsec: 0,
    };

    /// What is known of a terminal.
    pub(super) enum State {
        There,
        Gone,
        /// The system does not tell.
        Unknown,
    }

    /// Returns the terminal that keys come from: the one crossterm reads.
    pub(super) fn keyboard() -> io::Result<OwnedFd> {
        let stdin = stdin();
        if stdin.is_terminal() {
            return stdin.as_fd().try_clone_to_owned();
        }
        Ok(File::open("/dev/tty")?.into())
    }

    /// Waits until a terminal is gone, or for so long; returns how it is then.
    pub(super) fn state(keyboard: &OwnedFd, wait: &Timespec) -> State {
        // No event is asked for: that nobody is at the other end is told all the same.
        let mut asked = [PollFd::new(keyboard, PollFlags::empty())];
        match poll(&mut asked, Some(wait)) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(_) => return State::Unknown,
        }
        let told = asked[0].revents();
        if told.intersects(PollFlags::HUP | PollFlags::ERR) {
            State::Gone
        } else if told.contains(PollFlags::NVAL) {
            State::Unknown
        } else {
            State::There
        }
    }
}
