//! The terminal's clipboard, by OSC 52: the terminal takes the text, even over ssh, or pays no heed.

use std::fmt::Write as _;

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;

/// Returns the bytes that ask a terminal to take a text into its clipboard.
///
/// A terminal within tmux is asked through it, too: tmux hands on what it does not take itself.
#[must_use]
pub fn asking(text: &str, is_in_tmux: bool) -> String {
    let mut plain = String::new();
    if CopyToClipboard::to_clipboard_from(text)
        .write_ansi(&mut plain)
        .is_err()
    {
        return String::new();
    }
    if !is_in_tmux {
        return plain;
    }
    let mut both = plain.clone();
    let doubled = plain.replace('\x1b', "\x1b\x1b");
    let _infallible = write!(both, "\x1bPtmux;{doubled}\x1b\\");
    both
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_is_asked_by_itself_and_through_tmux() {
        let plain = "\x1b]52;c;NTMgcGVvcGxl\x1b\\";
        assert_eq!(asking("53 people", false), plain);
        let through = "\x1bPtmux;\x1b\x1b]52;c;NTMgcGVvcGxl\x1b\x1b\\\x1b\\";
        assert_eq!(asking("53 people", true), format!("{plain}{through}"));
    }
}
