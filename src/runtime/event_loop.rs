//! The event loop: take everything that has come, send the work out, draw once.

use std::io;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Select, TryRecvError};

use super::published_card::CardJob;
use super::saved_report::SavedReport;
use super::signals::Signal;
use super::worker::Worker;
use crate::app::pointer::Pointer;
use crate::app::present::{Presentation, SLIDE_STAYS};
use crate::app::{App, Effect, Message};
use crate::ui::target;

/// What the loop draws on.
pub trait Screen {
    /// Draws the state.
    ///
    /// # Errors
    ///
    /// Fails where the terminal is gone.
    fn draw(&mut self, app: &App) -> io::Result<()>;

    /// Forgets what was drawn, so that the next drawing is whole.
    ///
    /// # Errors
    ///
    /// Fails where the terminal is gone.
    fn clear(&mut self) -> io::Result<()>;

    /// Asks the terminal to take a text into its clipboard.
    ///
    /// # Errors
    ///
    /// Fails where the terminal is gone.
    fn copy(&mut self, text: &str) -> io::Result<()>;

    /// Saves the screen as a picture of the format with this extension, and returns where, or why not.
    fn export(&mut self, app: &App, extension: &str) -> String;

    /// Hands the terminal to the shell until it says to go on; returns columns and rows then.
    ///
    /// # Errors
    ///
    /// Fails where the terminal is gone.
    fn suspend(&mut self) -> io::Result<(u16, u16)>;
}

/// How the dashboard ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The user quit.
    Quit,
    /// A signal ended it; its number.
    Signal(i32),
}

impl End {
    /// Returns the exit code of a program that ended so.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Quit => 0,
            Self::Signal(signal) => u8::try_from(128 + signal).unwrap_or(1),
        }
    }
}

/// Why the dashboard broke down.
#[derive(Debug, thiserror::Error)]
pub enum LoopError {
    /// The terminal is gone, or failed.
    #[error("the terminal failed: {0}")]
    Terminal(#[from] io::Error),
    /// No more keys will come.
    #[error("the terminal sends no more keys")]
    NoInput,
    /// The thread that reads the log has ended.
    #[error("the thread that reads the log broke down; please report this with the lines above")]
    NoWorker,
}

/// The most messages taken in before the screen is drawn again.
const MOST_AT_ONCE: usize = 1_024;

/// How long after the end of a terminal the signal that tells of it may come.
const SIGNAL_COMES_WITHIN: Duration = Duration::from_millis(100);

/// How long the screen waits for an answer that is expected at once.
const ANSWER_COMES_WITHIN: Duration = Duration::from_millis(1);

/// Where messages come from.
#[derive(Debug)]
pub struct Ports {
    /// Keys, pastes, sizes.
    pub input: Receiver<Message>,
    /// Closes when the terminal is gone.
    pub hang_up: Receiver<()>,
    /// Signals.
    pub signals: Receiver<Signal>,
    /// The thread that reads the log.
    pub worker: Worker,
}

/// Runs the dashboard until the user quits, a signal ends it, or something breaks down.
///
/// # Errors
///
/// Fails where the terminal or a thread is gone.
pub fn run(app: &mut App, screen: &mut impl Screen, ports: &Ports) -> Result<End, LoopError> {
    let outcome = work(app, screen, ports);
    // Of a terminal that is gone, a signal may tell, too, and may come last.
    if let Err(LoopError::Terminal(_) | LoopError::NoInput) = outcome
        && let Ok(Signal::End(signal)) = ports.signals.recv_timeout(SIGNAL_COMES_WITHIN)
    {
        return Ok(End::Signal(signal));
    }
    outcome
}

fn work(app: &mut App, screen: &mut impl Screen, ports: &Ports) -> Result<End, LoopError> {
    screen.draw(app)?;
    let mut next_check = app.setup.refresh.map(|every| Instant::now() + every);
    let mut slide = SlideClock::default();
    let mut answers = Answers::default();
    loop {
        let mut messages = Vec::new();
        let mut effects = Vec::new();
        let slide_ends = slide.ends(app.presentation, Instant::now());
        match urgent(ports).unwrap_or_else(|| wait(ports, next_check, slide_ends)) {
            Event::Message(message) => messages.push(message),
            Event::Signal(Signal::End(signal)) => return Ok(End::Signal(signal)),
            Event::Signal(Signal::Suspend) => effects.push(Effect::Suspend),
            Event::Check => {
                next_check = app.setup.refresh.map(|every| Instant::now() + every);
                if !app.is_paused {
                    ports.worker.refresh();
                }
                continue;
            }
            Event::SlideOver => messages.push(Message::SlideOver),
            Event::HungUp => return Err(LoopError::NoInput),
            Event::Closed(error) => return Err(error),
        }
        take_queued(&ports.input, &mut messages);
        take_queued(ports.worker.replies(), &mut messages);
        for message in messages {
            // However much was typed, a signal does not wait until all of it is worked through.
            match urgent(ports) {
                Some(Event::Signal(Signal::Suspend)) => effects.push(Effect::Suspend),
                Some(Event::Signal(Signal::End(signal))) => return Ok(End::Signal(signal)),
                Some(_) => return Err(LoopError::NoInput),
                None => {}
            }
            add(&mut effects, app.update(aimed(app, message)));
        }
        let asks = effects.iter().any(is_question);
        for effect in effects {
            if let Some(end) = perform(effect, app, screen, ports)? {
                return Ok(end);
            }
        }
        if !(asks && answers.come_soon(ports.worker.replies())) {
            screen.draw(app)?;
            answers.came_while_drawing(ports.worker.replies());
        }
    }
}

/// Whether answers come so soon that what is drawn before them is drawn over at once.
#[derive(Debug, Default)]
struct Answers {
    are_quick: bool,
    /// Whether nothing was drawn the last time, for the sake of an answer.
    have_held_up: bool,
}

impl Answers {
    /// Returns whether one is there within moments; it is waited for where those before were quick, but never twice
    /// without a drawing between.
    fn come_soon(&mut self, replies: &Receiver<Message>) -> bool {
        self.have_held_up = self.are_quick && !self.have_held_up && {
            let mut select = Select::new();
            select.recv(replies);
            select.ready_timeout(ANSWER_COMES_WITHIN).is_ok()
        };
        self.are_quick = self.have_held_up;
        self.have_held_up
    }

    /// Notes whether one came while the screen was drawn, which takes moments.
    fn came_while_drawing(&mut self, replies: &Receiver<Message>) {
        self.have_held_up = false;
        self.are_quick |= !replies.is_empty();
    }
}

/// Returns a message in which a mouse points at what the screen shows where it is.
fn aimed(app: &App, message: Message) -> Message {
    match message {
        Message::Pointed(pointer) => Message::Pointed(Pointer {
            target: target(app, pointer.at),
            ..pointer
        }),
        other => other,
    }
}

/// When the slide of a presentation began to stay.
#[derive(Debug, Default)]
struct SlideClock {
    began: Option<(Presentation, Instant)>,
}

impl SlideClock {
    /// Returns when the slide shown has stayed long enough; `None` where nothing is presented, or it is held.
    fn ends(&mut self, presentation: Option<Presentation>, now: Instant) -> Option<Instant> {
        let shown = presentation?;
        let began = match self.began {
            Some((known, began)) if known == shown => began,
            _ => now,
        };
        self.began = Some((shown, began));
        (!shown.is_held).then(|| began + SLIDE_STAYS)
    }
}

/// What the loop waits for.
enum Event {
    Message(Message),
    Signal(Signal),
    /// It is time to check the log for new plays.
    Check,
    /// A slide has stayed long enough.
    SlideOver,
    /// The terminal is gone.
    HungUp,
    /// A channel is closed.
    Closed(LoopError),
}

/// Returns what comes before all keys that wait: a signal, or the end of the terminal.
fn urgent(ports: &Ports) -> Option<Event> {
    if let Ok(signal) = ports.signals.try_recv() {
        return Some(Event::Signal(signal));
    }
    let is_gone = ports.hang_up.try_recv() == Err(TryRecvError::Disconnected);
    is_gone.then_some(Event::HungUp)
}

/// Waits for the first thing to happen.
fn wait(ports: &Ports, next_check: Option<Instant>, slide_ends: Option<Instant>) -> Event {
    let mut select = Select::new();
    let input = select.recv(&ports.input);
    let replies = select.recv(ports.worker.replies());
    let hang_up = select.recv(&ports.hang_up);
    select.recv(&ports.signals);
    // Without a timer the deadline is far away; should it come, a check does no harm.
    let check = next_check.unwrap_or_else(|| Instant::now() + Duration::from_hours(24));
    let deadline = slide_ends.map_or(check, |ends| ends.min(check));
    let Ok(operation) = select.select_deadline(deadline) else {
        return if slide_ends == Some(deadline) {
            Event::SlideOver
        } else {
            Event::Check
        };
    };
    match operation.index() {
        index if index == input => operation
            .recv(&ports.input)
            .map_or(Event::Closed(LoopError::NoInput), Event::Message),
        index if index == replies => operation
            .recv(ports.worker.replies())
            .map_or(Event::Closed(LoopError::NoWorker), Event::Message),
        index if index == hang_up => operation
            .recv(&ports.hang_up)
            .map_or(Event::HungUp, |()| Event::HungUp),
        _ => operation
            .recv(&ports.signals)
            .map_or(Event::Closed(LoopError::NoInput), Event::Signal),
    }
}

/// Takes what is queued; a closed channel is noticed by the next wait.
fn take_queued(from: &Receiver<Message>, messages: &mut Vec<Message>) {
    messages.extend(from.try_iter().take(MOST_AT_ONCE));
}

/// Adds to the work to do. A question takes the place of the one before, which is stale already.
fn add(effects: &mut Vec<Effect>, more: Vec<Effect>) {
    for effect in more {
        if is_question(&effect) {
            effects.retain(|earlier| !is_question(earlier));
        }
        effects.push(effect);
    }
}

fn is_question(effect: &Effect) -> bool {
    matches!(effect, Effect::Ask(_))
}

/// Does what the state asks for; returns how the loop ends, if it does.
fn perform(
    effect: Effect,
    app: &mut App,
    screen: &mut impl Screen,
    ports: &Ports,
) -> Result<Option<End>, LoopError> {
    match effect {
        Effect::Ask(request) => ports.worker.ask(request),
        Effect::Refresh => ports.worker.refresh(),
        Effect::Redraw => screen.clear()?,
        Effect::Copy(text) => screen.copy(&text)?,
        Effect::Card(wish) => ports.worker.card(CardJob::of(app, wish)),
        Effect::Export(saving) if saving.kind.is_picture() => {
            let words = screen.export(app, saving.kind.extension());
            app.update(Message::Done(words));
        }
        Effect::Export(saving) => match SavedReport::of(app, saving) {
            Some(report) => ports.worker.save(report),
            None => {
                app.update(Message::Done("there are no numbers yet".to_owned()));
            }
        },
        Effect::Quit => return Ok(Some(End::Quit)),
        Effect::Suspend => {
            let (columns, rows) = screen.suspend()?;
            app.update(Message::Resized(columns, rows));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_waited_for_where_those_before_were_quick_and_never_twice_without_a_drawing() {
        let (reply, replies) = crossbeam_channel::unbounded();
        let mut answers = Answers::default();
        reply.send(Message::SlideOver).unwrap();
        assert!(!answers.come_soon(&replies), "nothing is known yet");
        answers.came_while_drawing(&replies);
        assert!(answers.come_soon(&replies));
        assert!(!answers.come_soon(&replies), "the screen has waited");
        answers.came_while_drawing(&replies);
        assert!(answers.come_soon(&replies));
        answers.came_while_drawing(&replies);
        replies.recv().unwrap();
        assert!(!answers.come_soon(&replies), "none has come");
        answers.came_while_drawing(&replies);
        reply.send(Message::SlideOver).unwrap();
        assert!(!answers.come_soon(&replies), "the last one was slow");
    }

    #[test]
    fn a_slide_stays_its_time_from_when_it_came_or_was_let_go() {
        let begin = Instant::now();
        let at = |seconds| begin + Duration::from_secs(seconds);
        let first = Presentation::default();
        let held = Presentation {
            is_held: true,
            ..first
        };
        let second = Presentation { place: 1, ..first };
        let mut clock = SlideClock::default();
        let mut ends = |shown, seconds| clock.ends(shown, at(seconds));
        assert_eq!(ends(None, 0), None);
        assert_eq!(ends(Some(first), 1), Some(at(1) + SLIDE_STAYS));
        assert_eq!(ends(Some(first), 9), Some(at(1) + SLIDE_STAYS));
        assert_eq!(ends(Some(held), 10), None);
        assert_eq!(ends(Some(first), 30), Some(at(30) + SLIDE_STAYS));
        assert_eq!(ends(Some(second), 31), Some(at(31) + SLIDE_STAYS));
    }
}
