//! A line on the terminal that is drawn again and again while something runs.

use std::thread::JoinHandle;
use std::time::Duration;

use crossbeam_channel::{RecvTimeoutError, Sender, bounded};
use indicatif::ProgressBar;

/// A line that a thread keeps up to date; gone when dropped.
pub(super) struct LiveLine {
    bar: ProgressBar,
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl LiveLine {
    /// Starts to call `draw` once every `interval`.
    pub(super) fn start(
        bar: ProgressBar,
        interval: Duration,
        mut draw: impl FnMut(&ProgressBar) + Send + 'static,
    ) -> Self {
        let (stop, stopped) = bounded::<()>(0);
        let drawn = bar.clone();
        let thread = std::thread::spawn(move || {
            while stopped.recv_timeout(interval) == Err(RecvTimeoutError::Timeout) {
                draw(&drawn);
            }
        });
        Self {
            bar,
            stop: Some(stop),
            thread: Some(thread),
        }
    }
}

impl Drop for LiveLine {
    fn drop(&mut self) {
        // Closing the channel ends the thread.
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        self.bar.finish_and_clear();
    }
}
