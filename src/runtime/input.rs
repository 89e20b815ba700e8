//! The input thread: keys, pastes and sizes.

use crossbeam_channel::{Receiver, bounded};
use crossterm::event::{Event, read};

use crate::app::Message;

/// The most messages that wait for the loop. What is typed beyond waits in the terminal, where it
/// takes no memory of this program.
const MOST_WAITING: usize = 1_024;

/// Starts the thread that reads the terminal; the channel closes where it cannot be read. That it is
/// gone is noticed by [`super::hang_up`].
#[must_use]
pub fn start() -> Receiver<Message> {
    let (sender, receiver) = bounded(MOST_WAITING);
    std::thread::spawn(move || {
        while let Ok(event) = read() {
            if let Some(message) = message_of(event)
                && sender.send(message).is_err()
            {
                return;
            }
        }
    });
    receiver
}

fn message_of(event: Event) -> Option<Message> {
    match event {
        Event::Key(key) => Some(Message::Key(key)),
        Event::Paste(text) => Some(Message::Paste(text)),
        Event::Resize(columns, rows) => Some(Message::Resized(columns, rows)),
        Event::FocusGained | Event::FocusLost | Event::Mouse(_) => None,
    }
}
