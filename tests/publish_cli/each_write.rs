//! Killed before every single write: the program is stopped at each of its system calls that change anything, one further
//! each time, and killed there.

use std::io::Read as _;
use std::process::{Command, Stdio};

use nix::libc::{self, c_long};
use nix::sys::ptrace::{self, Options};
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;
use rusqlite::Connection;

use crate::home::Home;
use crate::house::TWEET;

/// What changes a file, a folder, or what others have read.
const WRITES: [c_long; 18] = [
    libc::SYS_write,
    libc::SYS_pwrite64,
    libc::SYS_writev,
    libc::SYS_pwritev,
    libc::SYS_ftruncate,
    libc::SYS_fallocate,
    libc::SYS_fsync,
    libc::SYS_fdatasync,
    libc::SYS_rename,
    libc::SYS_renameat,
    libc::SYS_renameat2,
    libc::SYS_link,
    libc::SYS_linkat,
    libc::SYS_unlink,
    libc::SYS_unlinkat,
    libc::SYS_mkdir,
    libc::SYS_mkdirat,
    libc::SYS_fchmod,
];

/// Returns whether a stopped program is about to change something.
fn is_about_to_write(pid: Pid) -> bool {
    let registers = ptrace::getregs(pid).expect("it is stopped");
    // What a call returns is not known yet while it begins.
    let begins = registers.rax == u64::MAX - 37;
    let call = c_long::try_from(registers.orig_rax).unwrap_or(-1);
    let flags = match call {
        libc::SYS_open => registers.rsi,
        libc::SYS_openat => registers.rdx,
        _ => 0,
    };
    let makes = flags & u64::try_from(libc::O_CREAT).expect("a flag") != 0;
    begins && (WRITES.contains(&call) || makes)
}

/// Has the question published, and the program killed once it has written so often; returns what it had told by then, and
/// whether it was killed before its end.
#[expect(clippy::zombie_processes, reason = "it is waited for by its number")]
fn kill_after(home: &Home, question: &str, writes: usize) -> (Vec<u8>, bool) {
    let plain = home.plain_bingetop();
    let mut asking = Command::new("sh");
    // It waits until it is watched.
    asking
        .args(["-c", "kill -STOP $$; exec \"$0\" \"$@\""])
        .arg(plain.get_program())
        .args(["publish", "log.db", "--by", "Ann", "--question", question])
        .current_dir(plain.get_current_dir().expect("it is set"))
        .envs(
            plain
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut child = asking.spawn().expect("the program starts");
    let pid = Pid::from_raw(i32::try_from(child.id()).expect("a number of a process"));
    let stopped = waitpid(pid, Some(WaitPidFlag::WUNTRACED)).expect("it stops");
    assert!(matches!(stopped, WaitStatus::Stopped(_, Signal::SIGSTOP)));
    let options = Options::PTRACE_O_TRACESYSGOOD | Options::PTRACE_O_EXITKILL;
    ptrace::seize(pid, options).expect("a program may watch its own children");
    kill(pid, Signal::SIGCONT).expect("it is there");
    let mut written = 0;
    let was_killed = loop {
        let passed_on = match waitpid(pid, None).expect("it is there") {
            WaitStatus::Exited(..) => break false,
            WaitStatus::Signaled(..) => break true,
            WaitStatus::PtraceSyscall(_) if is_about_to_write(pid) => {
                if written == writes {
                    kill(pid, Signal::SIGKILL).expect("it is there");
                    continue;
                }
                written += 1;
                None
            }
            WaitStatus::Stopped(_, signal) if signal != Signal::SIGTRAP => Some(signal),
            _ => None,
        };
        ptrace::syscall(pid, passed_on).expect("it goes on");
    };
    let mut told = Vec::new();
    let mut stdout = child.stdout.take().expect("it is piped");
    stdout.read_to_end(&mut told).expect("it is closed");
    (told, was_killed)
}

/// A log as it was, and the head that was kept of it.
struct Before {
    head: Option<(std::path::PathBuf, Vec<u8>)>,
    rows: usize,
}

impl Before {
    fn of(home: &Home, rows: usize) -> Self {
        home.copy("log.db", "before.db");
        let head = (rows > 0).then(|| home.head());
        let head = head.map(|file| (file.clone(), std::fs::read(file).expect("a head")));
        Self { head, rows }
    }

    fn put_back(&self, home: &Home) {
        std::fs::remove_dir_all(home.path("bingetop/ledgers")).expect("it is ours");
        home.copy_over("before.db", "log.db");
        if let Some((file, head)) = &self.head {
            std::fs::create_dir(home.path("bingetop/ledgers")).expect("it is ours");
            std::fs::write(file, head).expect("it is ours");
        }
    }

    /// Kills the publication of a question before each of its writes.
    fn killed_before_each_write(&self, home: &Home, question: &str) {
        let said = home.said(question);
        let mut writes = 0;
        loop {
            self.put_back(home);
            let (told, was_killed) = kill_after(home, question, writes);
            let conn = Connection::open(home.path("log.db")).expect("it is ours");
            let sound: String = conn
                .query_row("PRAGMA integrity_check", [], |row| row.get(0))
                .expect("it is read");
            assert_eq!(sound, "ok", "after {writes} writes");
            drop(conn);
            let is_listed = home.rows() == self.rows + 1;
            assert!(
                is_listed || home.rows() == self.rows,
                "after {writes} writes"
            );
            assert!(
                told.is_empty() || is_listed,
                "after {writes} writes: it was told and not written"
            );
            // Whoever comes next says what would have been said, at the same cost, once.
            assert_eq!(home.said(question), said, "after {writes} writes");
            assert_eq!(home.rows(), self.rows + 1, "after {writes} writes");
            let head = std::fs::read_to_string(home.head()).expect("a head");
            assert!(head.starts_with(&format!("{} ", self.rows + 1)), "{head}");
            if !was_killed {
                break;
            }
            writes += 1;
        }
        // The lock, the row and the commit, the new head and its name, and what is told.
        assert!(writes > 12, "only {writes} writes were seen");
    }
}

#[test]
fn the_first_number_killed_before_each_of_its_writes() {
    let home = Home::of_the_tweet();
    Before::of(&home, 0).killed_before_each_write(&home, TWEET);
}

#[test]
fn a_later_number_killed_before_each_of_its_writes() {
    let home = Home::of_the_tweet();
    home.said("plays=2 18d A Christmas Prince");
    Before::of(&home, 1).killed_before_each_write(&home, TWEET);
}
