//! Whoever is killed while publishing has told nothing that is not written, and leaves a log that the next one goes on with.

use std::ffi::OsStr;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::home::Home;
use crate::house::TWEET;

/// Nothing here takes longer, even on a busy machine.
const DEADLINE: Duration = Duration::from_mins(2);

/// When it is killed.
#[derive(Debug, Clone, Copy)]
enum Moment {
    /// As soon as it runs.
    Spawned,
    /// Once it has its turn.
    Turn,
    /// Once so many bytes are written beside the log.
    Beside(u64),
    /// Once a new head lies beside the old one, or in its place.
    Head,
    /// Once the head is that of the new row.
    Moved,
}

const MOMENTS: [Moment; 7] = [
    Moment::Spawned,
    Moment::Turn,
    Moment::Beside(0),
    Moment::Beside(1),
    Moment::Beside(8_192),
    Moment::Head,
    Moment::Moved,
];

impl Moment {
    fn has_come(self, home: &Home) -> bool {
        let folder = home.path("bingetop/ledgers");
        let is_there = |is_it: &dyn Fn(&str) -> bool| {
            let files = std::fs::read_dir(&folder).into_iter().flatten().flatten();
            let mut endings = files.map(|file| file.path().extension().map(OsStr::to_owned));
            endings.any(|ending| is_it(&ending.unwrap_or_default().to_string_lossy()))
        };
        match self {
            Self::Spawned => true,
            Self::Turn => is_there(&|ending| ending == "lock"),
            Self::Beside(bytes) => ["-wal", "-journal"].iter().any(|suffix| {
                let file = home.path(&format!("log.db{suffix}"));
                file.metadata().is_ok_and(|file| file.len() >= bytes)
            }),
            Self::Head => is_there(&|ending| ending != "lock"),
            Self::Moved => is_there(&|ending| ending == "head"),
        }
    }
}

fn start(home: &Home) -> Child {
    let mut ask = home.plain_bingetop();
    ask.args(["publish", "log.db", "--by", "Ann", "--question", TWEET])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    ask.spawn().expect("the program starts")
}

/// Kills a publication at a moment; returns what it had told by then, and whether it was killed before its end.
fn kill(home: &Home, moment: Moment) -> (Vec<u8>, bool) {
    let mut asking = start(home);
    let started = Instant::now();
    while asking.try_wait().expect("it can be asked").is_none() && !moment.has_come(home) {
        assert!(started.elapsed() < DEADLINE, "{moment:?} never came");
        std::thread::yield_now();
    }
    let _ = asking.kill();
    let output = asking.wait_with_output().expect("it ends");
    (output.stdout, !output.status.success())
}

#[test]
fn a_killed_publication_has_told_nothing_that_is_not_written() {
    let home = Home::of_the_tweet();
    home.copy("log.db", "before.db");
    let said = home.said(TWEET);
    let mut killed = 0;
    for moment in MOMENTS {
        std::fs::remove_dir_all(home.path("bingetop/ledgers")).expect("it is ours");
        home.copy_over("before.db", "log.db");
        let (told, was_killed) = kill(&home, moment);
        killed += usize::from(was_killed);
        let listed = home.rows();
        assert!(listed <= 1, "{moment:?}");
        assert!(
            told.is_empty() || listed == 1,
            "{moment:?}: it was told and not written"
        );
        // Whoever comes next says what would have been said, once.
        assert_eq!(home.said(TWEET), said, "{moment:?}");
        assert_eq!(home.rows(), 1, "{moment:?}");
        assert!(
            std::fs::read_to_string(home.head())
                .expect("a head")
                .starts_with("1 ")
        );
    }
    assert!(killed >= 3, "only {killed} were killed in time");
}
