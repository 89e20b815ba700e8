//! The program while it follows something.

use std::fmt::Write as _;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use bingetop::store::open_read;
use crossbeam_channel::never;

use crate::dump::{dump, texts};
use crate::home::Home;
use crate::reasons::without_reasons;
use crate::viewers::NAMED;

/// How long anything may take, also on a busy machine.
const DEADLINE: Duration = Duration::from_mins(1);

/// How often it is asked whether something has come about.
const BETWEEN_LOOKS: Duration = Duration::from_millis(10);

/// Returns so many rows as lines of JSON, the first of them number `from`.
pub fn json(from: u32, count: u32) -> String {
    let mut text = String::new();
    for n in from..from + count {
        let (viewer, title, start) = (n % 7, n % 11, 1_704_488_591 + n * 61);
        writeln!(
            text,
            "{{\"viewer\":\"v{viewer}\",\"title\":\"T{title}\",\"started_at\":{start},\"seconds\":600}}"
        )
        .expect("memory takes it");
    }
    text
}

/// The same rows as a table without its header.
pub fn table(from: u32, count: u32) -> String {
    let mut text = String::new();
    for n in from..from + count {
        let (viewer, title, start) = (n % 7, n % 11, 1_704_488_591 + n * 61);
        writeln!(text, "v{viewer},T{title},{start},600").expect("memory takes it");
    }
    text
}

pub const HEADER: &str = "viewer,title,started_at,seconds\n";

impl Home {
    pub fn log(&self) -> PathBuf {
        self.path("log.db")
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("the home can be written");
    }

    pub fn append(&self, name: &str, text: &str) {
        let file = fs::File::options()
            .append(true)
            .create(true)
            .open(self.path(name));
        let mut file = file.expect("the file opens");
        file.write_all(text.as_bytes()).expect("it is written");
    }

    /// Returns how many rows the log holds, as another program sees it.
    pub fn rows(&self) -> usize {
        let Ok(conn) = open_read(&self.log()) else {
            return 0;
        };
        let count = texts(&conn, "SELECT CAST(count(*) AS TEXT) FROM plays");
        count[0].parse().expect("a number")
    }

    /// Returns what the log holds but for its files, and makes sure that it is sound.
    pub fn plays(&self) -> Vec<String> {
        dump(&self.log());
        let conn = open_read(&self.log()).expect("the log opens");
        texts(
            &conn,
            &format!("{NAMED} SELECT concat_ws('|', v.n, t.key, t.name, s.name, p.started_at, p.nth, p.day,
                              p.role, quote(p.seconds), quote(p.position))
             FROM plays p
             JOIN titles t ON t.id = p.title_id
             JOIN shows s ON s.id = t.show_id
             JOIN named v ON v.id = p.viewer_id
             ORDER BY 1"),
        )
    }

    /// Returns the rows of each source.
    pub fn sources(&self) -> Vec<String> {
        let conn = open_read(&self.log()).expect("the log opens");
        texts(&conn, "SELECT CAST(rows AS TEXT) FROM sources ORDER BY id")
    }

    /// Returns what a plain import of these lines of JSON holds, viewers hidden with the same key.
    pub fn plays_of_plain(&self, text: &str) -> Vec<String> {
        let plain = Home::new();
        plain.write("plays.jsonl", text);
        let mut ingest = plain.bingetop();
        ingest.args(["ingest", "plays.jsonl", "--into", "log.db"]);
        ingest
            .env("XDG_STATE_HOME", self.path(""))
            .assert()
            .success();
        plain.plays()
    }
}

/// A session that is ended with the test.
pub struct Running(Child);

impl Running {
    pub fn start(home: &Home, input: &str, more: &[&str]) -> Self {
        let mut ingest = home.plain_bingetop();
        ingest
            .args(["ingest", input, "--follow", "--into", "log.db"])
            .args(more)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        Self(ingest.spawn().expect("the program starts"))
    }

    /// Writes to the pipe it reads.
    pub fn send(&mut self, text: &str) {
        let pipe = self.0.stdin.as_mut().expect("it is open");
        pipe.write_all(text.as_bytes()).expect("it is read");
        pipe.flush().expect("it is read");
    }

    pub fn signal(&self, signal: &str) {
        let kill = format!("kill -{signal} {}", self.0.id());
        let status = Command::new("sh").args(["-c", &kill]).status();
        assert!(status.expect("a shell").success());
    }

    /// Waits until `is_so`, while it runs.
    pub fn wait_until(&mut self, is_so: impl Fn() -> bool) {
        let started = Instant::now();
        while !is_so() {
            let ended = self.0.try_wait().expect("it can be asked");
            assert!(ended.is_none(), "it ended: {ended:?}");
            assert!(started.elapsed() < DEADLINE, "it never came");
            let _ = never::<()>().recv_timeout(BETWEEN_LOOKS);
        }
    }

    /// Closes its pipe, waits for its end and returns what it said.
    pub fn end(mut self) -> String {
        self.0.stdin = None;
        self.end_with_open_pipe()
    }

    /// Waits for its end and returns what it said.
    pub fn end_with_open_pipe(self) -> String {
        let (status, said, erred) = self.outcome();
        assert_eq!(erred, "", "silent where there is no terminal");
        assert!(status.success(), "{status}");
        without_reasons(&said)
    }

    /// Waits until it fails and returns why it says it does.
    pub fn end_in_failure(self) -> String {
        let (status, said, erred) = self.outcome();
        assert_eq!(said, "");
        assert_eq!(status.code(), Some(2), "{status}");
        erred
    }

    fn outcome(mut self) -> (ExitStatus, String, String) {
        let started = Instant::now();
        let status = loop {
            if let Some(status) = self.0.try_wait().expect("it can be asked") {
                break status;
            }
            assert!(started.elapsed() < DEADLINE, "it never ended");
            let _ = never::<()>().recv_timeout(BETWEEN_LOOKS);
        };
        let (mut said, mut erred) = (String::new(), String::new());
        let mut stdout = self.0.stdout.take().expect("it is piped");
        stdout.read_to_string(&mut said).expect("text");
        let mut stderr = self.0.stderr.take().expect("it is piped");
        stderr.read_to_string(&mut erred).expect("text");
        (status, said, erred)
    }

    pub fn kill(mut self) {
        self.0.kill().expect("it can be killed");
        self.0.wait().expect("it ends");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
