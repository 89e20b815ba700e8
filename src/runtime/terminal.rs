//! The terminal: taken, drawn on, and given back whatever happens.
//!
//! A frame is painted in roles, then resolved under the theme, and only then compared with the frame
//! before it: a cell that looks the same is not written again, whatever its role is now.

use std::io::{self, Write as _, stdout};
use std::mem::ManuallyDrop;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::{panic, thread};

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste};
use crossterm::execute;
use crossterm::style::Print;
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Position, Rect};

use super::clipboard::asking;
use super::event_loop::Screen;
use super::recording::{Recorded, Recorder};
use super::{fault, saved, saved_picture, signals};
use crate::app::App;
use crate::ui::cell::resolve_all;
use crate::ui::{Depth, Theme, draw};

/// Whether the dashboard has the terminal. It is given back once: leaving the alternate screen a
/// second time would put the cursor over what was written since.
static IS_TAKEN: AtomicBool = AtomicBool::new(false);

/// Held while a frame is written, so that another thread's panic message does not end up in it.
static FRAME: Mutex<()> = Mutex::new(());

/// The terminal while the dashboard has it; given back when dropped.
pub struct Session {
    /// Never dropped: ratatui's own drop shows the cursor once more and prints where that fails, which
    /// panics where the terminal to print on is the one that is gone.
    terminal: ManuallyDrop<Terminal<CrosstermBackend<Recorded>>>,
    recorder: Recorder,
    depth: Depth,
    is_ascii: bool,
    /// Whether the terminal was asked to tell of the mouse.
    has_mouse: bool,
}

impl Session {
    /// Takes the terminal, which shows so many colours, to draw on it with ASCII characters only or with
    /// all there are; what is drawn is taken down by a recorder. A panic on any thread gives it back first.
    ///
    /// # Errors
    ///
    /// Fails where there is no terminal to take.
    pub fn take(depth: Depth, is_ascii: bool, recorder: Recorder) -> io::Result<Self> {
        // With NO_COLOR crossterm would write resets in place of colours, and these end bold text.
        // The theme without colours has none to begin with.
        crossterm::style::force_color_output(true);
        give_back_on_panic();
        let terminal = enter()
            .and_then(|()| Terminal::new(CrosstermBackend::new(Recorded::new(recorder.clone()))));
        if terminal.is_err() {
            give_back();
        }
        Ok(Self {
            terminal: ManuallyDrop::new(terminal?),
            recorder,
            depth,
            is_ascii,
            has_mouse: false,
        })
    }

    /// Returns the columns and rows of the terminal.
    ///
    /// # Errors
    ///
    /// Fails where the terminal is gone.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.terminal.size()?;
        Ok((size.width, size.height))
    }
}

impl Screen for Session {
    fn draw(&mut self, app: &App) -> io::Result<()> {
        let _whole = whole_frame();
        if !IS_TAKEN.load(Ordering::SeqCst) {
            return Ok(()); // a panic gave it back, and its message is being written there
        }
        if self.has_mouse != app.mouse.is_taken {
            take_mouse(app.mouse.is_taken)?;
            self.has_mouse = app.mouse.is_taken;
        }
        execute!(stdout(), BeginSynchronizedUpdate)?;
        let theme = Theme::of(app.theme_shown(), self.depth).with_ascii(self.is_ascii);
        let recorder = &self.recorder;
        let drawn = self.terminal.draw(|frame| {
            recorder.with(|it| it.resized(frame.area().as_size().into()));
            fail_on_purpose();
            let area = frame.area();
            let cursor = draw(app, area, frame.buffer_mut());
            resolve_all(frame.buffer_mut(), &theme);
            if let Some(position) = cursor {
                frame.set_cursor_position(position);
            }
        });
        execute!(stdout(), EndSynchronizedUpdate)?;
        drawn.map(|_| ())
    }

    fn clear(&mut self) -> io::Result<()> {
        // Not `Terminal::clear`: it asks the terminal where the cursor is, and the answer would go
        // to the thread that reads keys.
        let area = Rect::from((Position::ORIGIN, self.terminal.size()?));
        self.terminal.resize(area)
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        let _whole = whole_frame();
        if !IS_TAKEN.load(Ordering::SeqCst) {
            return Ok(());
        }
        let is_in_tmux = std::env::var_os("TMUX").is_some();
        let mut out = stdout();
        out.write_all(asking(text, is_in_tmux).as_bytes())?;
        out.flush()
    }

    fn export(&mut self, app: &App, extension: &str) -> String {
        saved::told(
            saved_picture::save(app, extension),
            app.shows_small_cohorts(),
        )
    }

    fn suspend(&mut self) -> io::Result<(u16, u16)> {
        give_back();
        self.has_mouse = false;
        signals::stop_process()?;
        enter()?;
        self.clear()?;
        self.size()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        give_back();
    }
}

fn enter() -> io::Result<()> {
    IS_TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste)
}

/// Has the terminal tell of buttons and of what moves while one is down, or not. Of all other moves it tells nothing:
/// each would wake the program.
fn take_mouse(is_wanted: bool) -> io::Result<()> {
    const BUTTONS_AND_DRAGS: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
    if is_wanted {
        execute!(stdout(), Print(BUTTONS_AND_DRAGS))
    } else {
        execute!(stdout(), DisableMouseCapture)
    }
}

/// Gives the terminal back as it was, once; where that fails, there is nobody left to tell.
fn give_back() {
    if IS_TAKEN.swap(false, Ordering::SeqCst) {
        let _ = disable_raw_mode();
        let _ = execute!(
            stdout(),
            EndSynchronizedUpdate,
            DisableMouseCapture,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            Show
        );
    }
}

/// Has a panic on any thread give the terminal back before its message is written.
fn give_back_on_panic() {
    let drawing = thread::current().id();
    let tell = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        // The drawing thread itself may be within a frame.
        let _whole = (thread::current().id() != drawing).then(whole_frame);
        give_back();
        tell(panic);
    }));
}

fn whole_frame() -> MutexGuard<'static, ()> {
    FRAME.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Lets tests see a drawing break down.
fn fail_on_purpose() {
    fault::panic_if_asked("draw");
}
