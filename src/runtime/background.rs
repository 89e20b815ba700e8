//! Asks the terminal whether its background is light or dark.
//!
//! The question is OSC 11. One that every terminal answers (DA1, what it is) is sent right after it: where its
//! answer comes, no other will, and a terminal that does not know OSC 11 keeps nobody waiting. Bytes are taken
//! one by one, so that what comes after the answers stays in the terminal, for the thread that reads keys.
//! What was typed before them is handed on.

#[cfg(unix)]
pub use self::unix::ask;

/// Asks nothing.
#[cfg(not(unix))]
#[must_use]
pub fn ask() -> super::answers::Heard {
    super::answers::Heard::default()
}

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io::{self, IsTerminal as _, Read as _, Write as _, stdin, stdout};
    use std::os::fd::AsFd as _;
    use std::time::{Duration, Instant};

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::io::Errno;

    use crate::runtime::answers::{Answers, Heard};

    /// How long to wait for the answers, and once more for the rest of one that has begun.
    const PATIENCE: Duration = Duration::from_millis(100);

    /// OSC 11, then DA1.
    const QUESTIONS: &[u8] = b"\x1b]11;?\x1b\\\x1b[c";

    /// Asks the terminal for its background, once it sends bytes as they are typed and nobody else reads
    /// them. Nothing is asked where keys do not come from the terminal that is drawn on.
    #[must_use]
    pub fn ask() -> Heard {
        if !stdin().is_terminal() || !stdout().is_terminal() {
            return Heard::default();
        }
        let mut answers = Answers::default();
        // Where it cannot be asked or read, it is as if it had not answered.
        let _ = listen(&mut answers);
        answers.heard()
    }

    fn listen(answers: &mut Answers) -> io::Result<()> {
        let mut keyboard = File::from(stdin().as_fd().try_clone_to_owned()?);
        stdout().write_all(QUESTIONS)?;
        stdout().flush()?;
        let mut deadline = Instant::now() + PATIENCE;
        let mut is_extended = false;
        while !answers.are_over() {
            let wait = deadline.saturating_duration_since(Instant::now());
            if has_come(&keyboard, wait)? {
                let mut byte = [0];
                if keyboard.read(&mut byte)? == 0 {
                    break;
                }
                answers.take(byte[0]);
            } else if answers.is_within_one() && !is_extended {
                is_extended = true;
                deadline += PATIENCE;
            } else {
                break;
            }
        }
        Ok(())
    }

    /// Returns whether there is something to read, waiting for it.
    fn has_come(keyboard: &File, wait: Duration) -> io::Result<bool> {
        let wait = Timespec::try_from(wait).map_err(io::Error::other)?;
        let mut asked = [PollFd::new(keyboard, PollFlags::IN)];
        match poll(&mut asked, Some(&wait)) {
            Ok(_) => Ok(asked[0].revents().contains(PollFlags::IN)),
            // A signal: look at the time, and again.
            Err(Errno::INTR) => has_come(keyboard, Duration::ZERO),
            Err(error) => Err(error.into()),
        }
    }
}
