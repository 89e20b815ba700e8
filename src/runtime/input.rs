//! The input thread: keys, pastes and sizes.

use crossbeam_channel::{Receiver, unbounded};
use crossterm::event::{Event, read};

use crate::app::Message;

/// Starts the thread that reads the terminal; the channel closes when the terminal is gone.
#[must_use]
pub fn start() -> Receiver<Message> {
    let (sender, receiver) = unbounded();
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
