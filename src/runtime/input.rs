//! The input thread: keys, pastes and sizes.

use crossbeam_channel::{Receiver, bounded};
use crossterm::event::{Event, MouseButton, MouseEvent, MouseEventKind, read};

use super::answers::Heard;
use super::late_answer::LateAnswer;
use super::typed_keys::keys_of;
use crate::app::Message;
use crate::app::pointer::{Gesture, Pointer};

/// The most messages that wait for the loop. What is typed beyond waits in the terminal, where it
/// takes no memory of this program.
const MOST_WAITING: usize = 1_024;

/// Starts the thread that reads the terminal, with what was `heard` of it before; the channel closes where
/// it cannot be read. That it is gone is noticed by [`super::hang_up`].
#[must_use]
pub fn start(heard: &Heard) -> Receiver<Message> {
    let (sender, receiver) = bounded(MOST_WAITING);
    let typed = keys_of(&heard.typed);
    let mut late = if heard.is_answer_due {
        LateAnswer::Due
    } else {
        LateAnswer::NotDue
    };
    std::thread::spawn(move || {
        let send = |event| message_of(event).is_none_or(|message| sender.send(message).is_ok());
        let mut is_wanted = typed.into_iter().map(Event::Key).all(send);
        while is_wanted && let Ok(event) = read() {
            is_wanted = late.filter(event).into_iter().all(send);
        }
    });
    receiver
}

fn message_of(event: Event) -> Option<Message> {
    match event {
        Event::Key(key) => Some(Message::Key(key)),
        Event::Paste(text) => Some(Message::Paste(text)),
        Event::Resize(columns, rows) => Some(Message::Resized(columns, rows)),
        Event::Mouse(mouse) => pointer_of(mouse).map(Message::Pointed),
        Event::FocusGained | Event::FocusLost => None,
    }
}

/// Returns what a mouse did, if that means anything. What it points at, only the loop knows.
fn pointer_of(mouse: MouseEvent) -> Option<Pointer> {
    let gesture = match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => Gesture::Press,
        MouseEventKind::Drag(MouseButton::Left) => Gesture::Drag,
        MouseEventKind::Up(MouseButton::Left) => Gesture::Release,
        MouseEventKind::ScrollUp => Gesture::WheelUp,
        MouseEventKind::ScrollDown => Gesture::WheelDown,
        _ => return None,
    };
    Some(Pointer {
        gesture,
        at: (mouse.column, mouse.row),
        target: None,
    })
}
