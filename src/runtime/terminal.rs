//! The terminal: taken, drawn on, and given back whatever happens.

use std::io::{self, Stdout, Write as _, stdout};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::execute;
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, enable_raw_mode,
};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use super::event_loop::Screen;
use super::signals;
use crate::app::App;
use crate::ui::{Theme, draw};

/// The terminal while the dashboard has it; given back when dropped.
pub struct Session {
    terminal: Terminal<CrosstermBackend<Stdout>>,
    theme: Theme,
}

impl Session {
    /// Takes the terminal. A panic on any thread gives it back first.
    ///
    /// # Errors
    ///
    /// Fails where there is no terminal to take.
    pub fn take(theme: Theme) -> io::Result<Self> {
        // With NO_COLOR crossterm would write resets in place of colours, and with them end bold
        // text; the plain theme has no colours to begin with.
        crossterm::style::force_color_output(true);
        let terminal = ratatui::try_init()?;
        execute!(stdout(), EnableBracketedPaste)?;
        Ok(Self { terminal, theme })
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
        execute!(stdout(), BeginSynchronizedUpdate)?;
        let theme = &self.theme;
        let drawn = self.terminal.draw(|frame| {
            let area = frame.area();
            if let Some(position) = draw(app, theme, area, frame.buffer_mut()) {
                frame.set_cursor_position(position);
            }
        });
        execute!(stdout(), EndSynchronizedUpdate)?;
        drawn.map(|_| ())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.terminal.clear()
    }

    fn suspend(&mut self) -> io::Result<(u16, u16)> {
        give_back();
        signals::stop_process()?;
        enable_raw_mode()?;
        execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
        self.terminal.clear()?;
        self.size()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back as it was; there is nobody to tell where that fails.
fn give_back() {
    let _ = execute!(stdout(), DisableBracketedPaste, crossterm::cursor::Show);
    let _ = ratatui::try_restore();
    let _ = stdout().flush();
}
