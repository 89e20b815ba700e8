//! Whenever forgetting is killed, doing it again completes it.

use std::fmt::Write as _;
use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::home::Home;

/// Nothing here takes longer, even on a busy machine.
const DEADLINE: Duration = Duration::from_mins(2);

/// At which moment it is killed.
#[derive(Debug, Clone, Copy)]
enum Moment {
    Spawned,
    /// Once the list of who is forgotten is there.
    Tombstone,
    /// Once the write-ahead log has so many bytes.
    Written(u64),
    /// Once it is empty again: after the rows have gone, before the file is written anew.
    Emptied,
    /// Once it has been emptied and filled again: the file is being written anew.
    WrittenAnew,
}

const MOMENTS: [Moment; 7] = [
    Moment::Spawned,
    Moment::Tombstone,
    Moment::Written(1),
    Moment::Written(1 << 16),
    Moment::Written(1 << 19),
    Moment::Emptied,
    Moment::WrittenAnew,
];

fn rows(without: Option<u32>) -> String {
    let mut rows = String::new();
    for n in 0..20_000_u32 {
        let (viewer, title, day) = (n * 7 % 9, n * 13 % 240, n % 28 + 1);
        let (minute, second) = (n % 60, n / 60 % 60);
        let moment = format!("2017-11-{day:02}T20:{minute:02}:{second:02}Z");
        if Some(viewer) != without {
            let show = title / 20;
            writeln!(
                rows,
                "viewer{viewer},Episode {title},Show {show},episode,{moment},600,"
            )
            .expect("memory takes it");
        }
    }
    rows
}

#[test]
fn what_is_killed_is_completed_by_doing_it_again() {
    let home = Home::new();
    home.ingest("log.db", &rows(None), &["--keep-names"]);
    home.ingest("without.db", &rows(Some(1)), &["--keep-names"]);
    let (before, after) = (home.report("log.db"), home.report("without.db"));
    let tombstones = home.path("bingetop/tombstones");
    let forget = |log: &str| {
        let mut forget = home.plain_bingetop();
        forget.args(["forget", log, "viewer1"]);
        forget.stdout(Stdio::null()).stderr(Stdio::null());
        forget.spawn().expect("the program starts")
    };
    let mut killed = 0;
    for (number, moment) in MOMENTS.into_iter().enumerate() {
        let log = format!("killed-{number}.db");
        fs::copy(home.path("log.db"), home.path(&log)).expect("the log is copied");
        let _ = fs::remove_dir_all(&tombstones);
        let wal = home.path(&format!("{log}-wal"));
        let mut forgetting = forget(&log);
        let begun = Instant::now();
        let (mut was_filled, mut was_emptied) = (false, false);
        loop {
            if forgetting.try_wait().expect("it can be asked").is_some() {
                break;
            }
            let size = wal.metadata().map_or(0, |wal| wal.len());
            was_emptied |= was_filled && size == 0;
            was_filled |= size > 0;
            let is_time = match moment {
                Moment::Spawned => true,
                Moment::Tombstone => tombstones.exists(),
                Moment::Written(bytes) => size >= bytes,
                Moment::Emptied => was_emptied,
                Moment::WrittenAnew => was_emptied && size > 0,
            };
            if is_time {
                forgetting.kill().expect("it can be killed");
                killed += u32::from(!forgetting.wait().expect("it ends").success());
                break;
            }
            assert!(begun.elapsed() < DEADLINE, "{moment:?}: it never came");
            std::thread::yield_now();
        }
        let report = home.report(&log);
        assert!(report == before || report == after, "{moment:?}: neither");
        assert!(
            forget(&log).wait().expect("it ends").success(),
            "{moment:?}"
        );
        assert!(home.report(&log) == after, "{moment:?}: again");
        home.verify(&log);
        let bytes = fs::read(home.path(&log)).expect("it is there");
        let is_left = bytes.windows(7).any(|window| window == b"viewer1");
        assert!(!is_left && !wal.exists(), "{moment:?}: bytes are left");
    }
    assert!(killed >= 3, "only {killed} were killed in time");
}
