//! Making an alias is all or nothing, whenever it is broken off.

use std::fmt::Write as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::home::Home;

/// Nothing here takes longer, even on a busy machine.
const DEADLINE: Duration = Duration::from_mins(2);

/// Sizes of the write-ahead log at which it is killed, in bytes.
const SIZES: [u64; 5] = [0, 1, 1 << 16, 1 << 18, 1 << 20];

#[test]
fn a_killed_merge_leaves_a_log_as_before_or_as_after() {
    let mut rows = String::new();
    for n in 0..20_000 {
        let (viewer, title, day) = (n * 7 % 9, n * 13 % 240, n % 28 + 1);
        let (minute, second) = (n % 60, n / 60 % 60);
        let moment = format!("2017-11-{day:02}T20:{minute:02}:{second:02}Z");
        writeln!(
            rows,
            "v{viewer},Episode {title},Show {},episode,{moment},600",
            title / 20
        )
        .expect("memory takes it");
    }
    let home = Home::with(&rows, &[]);
    let before = home.report("log.db");
    let merge = |log: &str| {
        let mut merge = home.plain_bingetop();
        merge.args(["viewers", "merge", log, "v1", "v2"]);
        merge.stdout(Stdio::null()).stderr(Stdio::null());
        merge.spawn().expect("the program starts")
    };
    std::fs::copy(home.path("log.db"), home.path("done.db")).expect("the log is copied");
    assert!(merge("done.db").wait().expect("it ends").success());
    let after = home.report("done.db");
    assert_ne!(before, after);
    let mut killed = 0;
    for size in SIZES {
        let log = format!("killed-{size}.db");
        std::fs::copy(home.path("log.db"), home.path(&log)).expect("the log is copied");
        let wal = home.path(&format!("{log}-wal"));
        let mut merging = merge(&log);
        let started = Instant::now();
        loop {
            if merging.try_wait().expect("it can be asked").is_some() {
                break;
            }
            if wal.metadata().is_ok_and(|wal| wal.len() >= size) {
                merging.kill().expect("it can be killed");
                killed += u32::from(!merging.wait().expect("it ends").success());
                break;
            }
            assert!(started.elapsed() < DEADLINE, "{size}: it never came");
            std::thread::yield_now();
        }
        let report = home.report(&log);
        assert!(report == before || report == after, "{size}: neither");
        if report == before {
            assert!(merge(&log).wait().expect("it ends").success());
        }
        assert!(home.report(&log) == after, "{size}: again");
        home.verify(&log);
    }
    assert!(killed >= 2, "only {killed} were killed in time");
}
