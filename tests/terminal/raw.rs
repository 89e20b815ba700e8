//! A terminal that keeps every byte it is sent.

use std::io::{Read as _, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::home::{BINGETOP, Home, eventually};

#[derive(Default)]
struct Kept {
    bytes: Mutex<Vec<u8>>,
    is_enough: AtomicBool,
    is_over: AtomicBool,
}

/// A terminal that shows nothing, and keeps every byte.
pub struct RawTerminal {
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    kept: Arc<Kept>,
}

impl RawTerminal {
    /// Opens the dashboard in a terminal that controls it, as a shell's does.
    pub fn open(home: &Home, args: &[&str], variables: &[(&str, &str)]) -> Self {
        Self::open_as(home, args, variables, true)
    }

    /// Opens the dashboard in a terminal that does not control it: no signal comes from there.
    pub fn open_without_control(home: &Home, args: &[&str]) -> Self {
        Self::open_as(home, args, &[], false)
    }

    fn open_as(home: &Home, args: &[&str], variables: &[(&str, &str)], controls: bool) -> Self {
        let size = PtySize {
            rows: 36,
            cols: 120,
            ..PtySize::default()
        };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(BINGETOP);
        command.env_clear();
        command.set_controlling_tty(controls);
        for (name, value) in home.variables() {
            command.env(name, value);
        }
        for (name, value) in variables {
            command.env(name, value);
        }
        command.args(args);
        command.cwd(home.path(""));
        let kept = Arc::new(Kept::default());
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let child = pair.slave.spawn_command(command).expect("a program");
        let sink = Arc::clone(&kept);
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                sink.bytes.lock().expect("bytes").extend(&bytes[..count]);
                if sink.is_enough.load(Ordering::SeqCst) {
                    break;
                }
            }
            drop(reader);
            sink.is_over.store(true, Ordering::SeqCst);
        });
        Self {
            keyboard: pair.master.take_writer().expect("a keyboard"),
            master: pair.master,
            child,
            kept,
        }
    }

    /// Waits until the words were written.
    pub fn see(&mut self, words: &str) {
        eventually(words, || self.output().contains(words));
    }

    /// Presses keys and waits until something was written in return.
    pub fn press(&mut self, keys: &str) {
        let before = self.kept.bytes.lock().expect("bytes").len();
        self.keyboard.write_all(keys.as_bytes()).expect("keys");
        self.keyboard.flush().expect("keys");
        eventually("something is written", || {
            self.kept.bytes.lock().expect("bytes").len() > before
        });
    }

    /// Waits for the end and returns everything that was written.
    pub fn finish(mut self) -> String {
        eventually("it ends", || {
            self.child.try_wait().expect("a child").is_some()
                && self.kept.is_over.load(Ordering::SeqCst)
        });
        self.output()
    }

    /// Closes the terminal over the program.
    pub fn hang_up(mut self) -> Box<dyn Child + Send + Sync> {
        self.kept.is_enough.store(true, Ordering::SeqCst);
        self.press("\x0c");
        eventually("nobody reads", || self.kept.is_over.load(Ordering::SeqCst));
        drop((self.keyboard, self.master));
        self.child
    }

    fn output(&self) -> String {
        let bytes = self.kept.bytes.lock().expect("bytes");
        String::from_utf8_lossy(&bytes).into_owned()
    }
}
