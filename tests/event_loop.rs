//! The real loop and the real worker, with a screen that only counts and keys out of a channel.

#[path = "event_loop/giving_way.rs"]
mod giving_way;
#[path = "support/kept.rs"]
mod kept;
#[path = "event_loop/presenting.rs"]
mod presenting;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use bingetop::app::App;
use bingetop::app::bindings::Bindings;
use bingetop::app::message::{Message, Request, Stamp};
use bingetop::app::span::Span;
use bingetop::app::start::Start;
use bingetop::app::state::Setup;
use bingetop::commands::SAMPLE;
use bingetop::domain::{Item, Level, Levels, Threshold, Window};
use bingetop::query::Question;
use bingetop::query::question::Compare;
use bingetop::runtime::event_loop::{End, LoopError, Ports, Screen, run};
use bingetop::runtime::signals::Signal;
use bingetop::runtime::source::{Change, Opened, Source};
use bingetop::runtime::worker::Worker;
use bingetop::store::open::open_bytes;
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded, unbounded};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use kept::Kept;
use tempfile::TempDir;

/// Returns what a dashboard asks with a question.
fn asked_of(question: &Question) -> Request {
    Request::about(question.clone())
}

/// How long anything may take, also on a slow machine.
const DEADLINE: Duration = Duration::from_secs(20);

/// As long as hundreds of checks take.
const STILL: Duration = Duration::from_millis(300);

/// Long after the day that the log ends on.
type Clock = fn() -> i64;

const NOW: Clock = || 1_600_000_000;

/// A screen that tells its test what is done to it, and shows nothing.
struct TestScreen {
    steps: Sender<Step>,
}

/// What is done to a screen.
#[derive(Debug)]
enum Step {
    Drawn(Box<App>),
    Cleared,
    Copied(String),
    Suspended,
    Ended(Result<End, LoopError>),
}

impl TestScreen {
    fn tell(&self, step: Step) {
        // Closed: the test has seen enough.
        let _ = self.steps.send(step);
    }
}

impl Screen for TestScreen {
    fn draw(&mut self, app: &App) -> io::Result<()> {
        self.tell(Step::Drawn(Box::new(app.clone())));
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.tell(Step::Cleared);
        Ok(())
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        self.tell(Step::Copied(text.to_owned()));
        Ok(())
    }

    fn export(&mut self, _app: &App, extension: &str) -> String {
        format!("picture.{extension} is saved")
    }

    fn suspend(&mut self) -> io::Result<(u16, u16)> {
        self.tell(Step::Suspended);
        Ok((77, 33))
    }
}

/// A loop at work, and the ends of its channels.
struct Running {
    input: Sender<Message>,
    signals: Sender<Signal>,
    /// The terminal is there as long as this is.
    holds: Option<Sender<()>>,
    steps: Receiver<Step>,
    /// How often it drew so far.
    draws: usize,
    /// What it drew last.
    shown: Option<App>,
}

impl Running {
    /// Starts the loop on a log; keys and signals wait for it already.
    fn start_with(log: &Path, queued: Vec<Message>, signals: Vec<Signal>) -> Self {
        Self::start_all(log, None, NOW, (queued, signals))
    }

    /// Starts the loop on a log; `queued` waits for it already.
    fn start(log: &Path, refresh: Option<Duration>, clock: Clock, queued: Vec<Message>) -> Self {
        Self::start_all(log, refresh, clock, (queued, Vec::new()))
    }

    fn start_all(
        log: &Path,
        refresh: Option<Duration>,
        clock: Clock,
        (queued, raised): (Vec<Message>, Vec<Signal>),
    ) -> Self {
        let (input, keys) = unbounded();
        let (signals, signalled) = unbounded();
        let (holds, terminal) = bounded(0);
        let (told, steps) = unbounded();
        for message in queued {
            input.send(message).expect("a channel");
        }
        for signal in raised {
            signals.send(signal).expect("a channel");
        }
        let opened = Opened::open(Source::File(log.to_owned())).expect("a log");
        let setup = Setup {
            default_span: Span::default(),
            bindings: Bindings::default(),
            notice: None,
            log_name: "log".to_owned(),
            is_builtin: false,
            refresh,
            now: None,
            start: Start::default(),
        };
        std::thread::spawn(move || {
            let mut app = App::new(setup, (120, 36));
            let mut screen = TestScreen { steps: told };
            let ports = Ports {
                input: keys,
                hang_up: terminal,
                signals: signalled,
                worker: Worker::start(opened, None, clock),
            };
            let outcome = run(&mut app, &mut screen, &ports);
            screen.tell(Step::Ended(outcome));
        });
        Self {
            input,
            signals,
            holds: Some(holds),
            steps,
            draws: 0,
            shown: None,
        }
    }

    /// Starts the loop on a log and waits until it shows an answer.
    fn open(log: &Path, refresh: Option<Duration>) -> Self {
        let mut running = Self::start(log, refresh, NOW, Vec::new());
        running.shows("an answer", is_answered);
        running
    }

    fn step(&mut self) -> Step {
        let step = self.steps.recv_timeout(DEADLINE).expect("a step in time");
        self.note(&step);
        step
    }

    fn note(&mut self, step: &Step) {
        if let Step::Drawn(app) = step {
            self.draws += 1;
            self.shown = Some(App::clone(app));
        }
    }

    /// Waits until the screen shows something; it may do so already, as one drawing can show several.
    fn shows(&mut self, fact: &str, holds: impl Fn(&App) -> bool) -> App {
        loop {
            if let Some(app) = self.shown.as_ref().filter(|app| holds(app)) {
                return app.clone();
            }
            match self.step() {
                Step::Drawn(_) | Step::Cleared => {}
                other => panic!("{other:?} before {fact}"),
            }
        }
    }

    /// Has the loop draw, and returns what it drew.
    fn drawn_now(&mut self) -> App {
        self.shown = None;
        self.press("r");
        self.shows("a check", |app| app.notice.is_some())
    }

    /// Nothing is drawn.
    fn stays_still(&self) {
        let step = self.steps.recv_timeout(STILL);
        assert!(matches!(step, Err(RecvTimeoutError::Timeout)), "{step:?}");
    }

    /// What is under way is drawn, in a few drawings, and then nothing is.
    fn settles(&mut self) {
        let before = self.draws;
        while let Ok(step) = self.steps.recv_timeout(STILL) {
            self.note(&step);
            assert!(self.draws <= before + 3, "it draws on and on");
        }
    }

    fn ended(&mut self) -> Result<End, LoopError> {
        loop {
            if let Step::Ended(outcome) = self.step() {
                return outcome;
            }
        }
    }

    fn press(&self, keys: &str) {
        for key in keys.chars() {
            self.input.send(press(key)).expect("a channel");
        }
    }
}

fn press(key: char) -> Message {
    Message::Key(KeyEvent::new(KeyCode::Char(key), KeyModifiers::NONE))
}

fn is_answered(app: &App) -> bool {
    app.answer().map(|answer| answer.frame.window) == app.window() && app.window().is_some()
}

/// Makes a log of two viewers who saw a film on each of forty days.
fn log(folder: &TempDir) -> PathBuf {
    let mut rows = String::from("viewer,title,start,seconds\n");
    for day in (1..=30)
        .map(|day| format!("11-{day:02}"))
        .chain((1..=10).map(|day| format!("12-{day:02}")))
    {
        for viewer in ["a", "b"] {
            rows += &[viewer, ",Film,2017-", &day, " 20:00:00,5400\n"].concat();
        }
    }
    log_of(folder, &rows)
}

/// Makes a log of the rows of a table.
fn log_of(folder: &TempDir, rows: &str) -> PathBuf {
    std::fs::write(folder.path().join("plays.csv"), rows).expect("a file");
    let path = folder.path().join("log.db");
    assert_cmd::Command::new(env!("CARGO_BIN_EXE_bingetop"))
        .current_dir(folder.path())
        .env("HOME", folder.path())
        .env("XDG_STATE_HOME", folder.path())
        .env("XDG_CONFIG_HOME", folder.path())
        .args(["ingest", "plays.csv", "--time-zone", "UTC", "--into"])
        .arg(&path)
        .assert()
        .success();
    path
}

#[test]
fn what_is_asked_of_a_log_is_not_answered_from_the_one_put_in_its_place() {
    let (folder, elsewhere) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let (path, other) = (log(&folder), log(&elsewhere));
    let conn = rusqlite::Connection::open(&other).unwrap();
    // What the dashboard reads of an item: its histories, by number.
    conn.execute("DELETE FROM cubes", []).unwrap();
    drop(conn);
    let mut opened = Opened::open(Source::File(path.clone())).unwrap();
    let (read, _) = opened.load(Levels::default()).unwrap();
    let days = read.facts().days.unwrap();
    let question = Question {
        item: read.items(Level::Title).first().copied().map(Item::title),
        ..Question::about(days)
    };
    let selected = read.select(opened.conn(), &question).unwrap();
    let before = read.calendar(selected.as_ref());
    std::fs::rename(&other, &path).unwrap();
    assert_eq!(opened.change().unwrap(), Change::File);
    let selected = read.select(opened.conn(), &question).unwrap();
    assert_eq!(read.calendar(selected.as_ref()), before);
    assert_eq!(opened.change().unwrap(), Change::File, "until it is read");
}

#[test]
fn keys_that_wait_together_are_drawn_once() {
    let folder = TempDir::new().unwrap();
    // An odd number of pauses, and no question among them.
    let queued = (0..501).map(|_| press('p')).collect();
    let mut running = Running::start(&log(&folder), None, NOW, queued);
    running.shows("a pause", |app| app.is_paused);
    running.shows("an answer", is_answered);
    // The empty screen, the keys, the log, its answer.
    assert!(running.draws <= 4, "{} draws", running.draws);
}

#[test]
fn the_end_of_input_ends_the_loop() {
    let folder = TempDir::new().unwrap();
    let mut running = Running::open(&log(&folder), None);
    running.input = unbounded().0;
    assert!(matches!(running.ended(), Err(LoopError::NoInput)));
}

#[test]
fn a_terminal_that_is_gone_ends_the_loop_though_its_keys_may_still_come() {
    let folder = TempDir::new().unwrap();
    let mut running = Running::open(&log(&folder), None);
    running.holds = None;
    assert!(matches!(running.ended(), Err(LoopError::NoInput)));
    drop(running.input);
}

#[test]
fn a_signal_tells_of_a_terminal_that_is_gone() {
    let folder = TempDir::new().unwrap();
    let mut running = Running::open(&log(&folder), None);
    running.signals.send(Signal::End(1)).unwrap();
    running.holds = None;
    assert_eq!(running.ended().unwrap(), End::Signal(1));
}

#[test]
fn a_signal_comes_before_the_keys_that_wait() {
    let folder = TempDir::new().unwrap();
    let path = log(&folder);
    // In no order, keys would come first in every other run.
    for _ in 0..20 {
        let queued = vec![press('q')];
        let mut running = Running::start_with(&path, queued, vec![Signal::End(15)]);
        assert_eq!(running.ended().unwrap(), End::Signal(15));
    }
}

#[test]
fn a_signal_ends_the_loop() {
    let folder = TempDir::new().unwrap();
    let mut running = Running::open(&log(&folder), None);
    running.signals.send(Signal::End(15)).unwrap();
    assert_eq!(running.ended().unwrap(), End::Signal(15));
}

#[test]
fn q_ends_the_loop_and_what_came_after_it_is_left() {
    let folder = TempDir::new().unwrap();
    let mut running = Running::open(&log(&folder), None);
    let draws = running.draws;
    running.press("q");
    assert_eq!(running.ended().unwrap(), End::Quit);
    assert_eq!(running.draws, draws);
}

#[test]
fn what_is_copied_goes_to_the_terminal() {
    let folder = TempDir::new().unwrap();
    let mut running = Running::open(&log(&folder), None);
    running.press("jy");
    let mut steps = std::iter::repeat_with(|| running.step());
    let copied = steps.find_map(|step| match step {
        Step::Copied(text) => Some(text),
        _ => None,
    });
    let copied = copied.expect("a row is copied");
    assert!(copied.contains('\t'), "{copied}");
}

#[test]
fn after_a_pause_in_the_shell_the_size_is_the_new_one() {
    let folder = TempDir::new().unwrap();
    let mut running = Running::open(&log(&folder), None);
    let control_z = KeyEvent::new(KeyCode::Char('z'), KeyModifiers::CONTROL);
    running.signals.send(Signal::Suspend).unwrap();
    assert!(matches!(running.step(), Step::Suspended));
    assert!(matches!(running.step(), Step::Drawn(app) if app.size == (77, 33)));
    running.input.send(Message::Resized(120, 36)).unwrap();
    running.shows("the old size", |app| app.size == (120, 36));
    running.input.send(Message::Key(control_z)).unwrap();
    assert!(matches!(running.step(), Step::Suspended));
    assert!(matches!(running.step(), Step::Drawn(app) if app.size == (77, 33)));
}

#[test]
fn control_l_clears_before_it_draws() {
    let folder = TempDir::new().unwrap();
    let mut running = Running::open(&log(&folder), None);
    let control_l = KeyEvent::new(KeyCode::Char('l'), KeyModifiers::CONTROL);
    running.input.send(Message::Key(control_l)).unwrap();
    assert!(matches!(running.step(), Step::Cleared));
    assert!(matches!(running.step(), Step::Drawn(_)));
}

#[test]
fn a_check_that_finds_nothing_draws_nothing() {
    let folder = TempDir::new().unwrap();
    let path = log(&folder);
    let mut running = Running::open(&path, Some(Duration::from_millis(1)));
    running.stays_still();
    let away = folder.path().join("away.db");
    std::fs::rename(&path, &away).unwrap();
    running.shows("the log is missed", |app| app.trouble.is_some());
    running.stays_still();
    std::fs::rename(&away, &path).unwrap();
    running.shows("the log is back", |app| app.trouble.is_none());
    running.settles();
    assert!(running.shown.as_ref().is_some_and(is_answered));
}

#[test]
fn a_pause_stops_the_checks_and_r_checks_all_the_same() {
    let folder = TempDir::new().unwrap();
    let path = log(&folder);
    let mut running = Running::open(&path, Some(Duration::from_millis(1)));
    running.press("p");
    running.shows("the pause", |app| app.is_paused);
    // By then a check that was under way is over.
    running.stays_still();
    std::fs::remove_file(&path).unwrap();
    running.stays_still();
    running.press("r");
    running.shows("the log is missed", |app| app.trouble.is_some());
}

#[test]
fn a_panic_of_the_worker_ends_the_loop() {
    let folder = TempDir::new().unwrap();
    let clock: Clock = || panic!("the fault that a test asked for");
    let mut running = Running::start(&log(&folder), None, clock, Vec::new());
    assert!(matches!(running.ended(), Err(LoopError::NoWorker)));
}

#[test]
fn the_last_of_a_thousand_ranges_is_the_one_shown() {
    let folder = TempDir::new().unwrap();
    let mut running = Running::open(&log(&folder), None);
    let newest = running.drawn_now().window().unwrap();
    running.press(&"{}".repeat(499));
    running.press("{{");
    let wanted = newest.shifted(-2);
    let is_last = |app: &App| app.window() == Some(wanted) && is_answered(app);
    running.shows("the last range", is_last);
    running.press("p");
    let app = running.shows("a pause", |app| app.is_paused);
    assert!(is_last(&app), "no older answer came after it");
}

#[test]
fn the_last_of_a_thousand_ranges_typed_one_by_one_is_the_one_shown() {
    let folder = TempDir::new().unwrap();
    let mut running = Running::open(&log(&folder), None);
    let newest = running.drawn_now().window().unwrap();
    for key in "{}".repeat(499).chars().chain("{{".chars()) {
        running.input.send(press(key)).unwrap();
        assert!(matches!(running.step(), Step::Drawn(_)));
    }
    let wanted = newest.shifted(-2);
    running.shows("the last range", |app| {
        app.window() == Some(wanted) && is_answered(app)
    });
}

#[test]
fn a_question_replaces_the_one_that_waits() {
    static GATE: Mutex<()> = Mutex::new(());
    let folder = TempDir::new().unwrap();
    let closed = GATE.lock().unwrap();
    let clock: Clock = || {
        drop(GATE.lock());
        NOW()
    };
    let opened = Opened::open(Source::File(log(&folder))).unwrap();
    let worker = Worker::start(opened, None, clock);
    // The worker cannot read on; whatever is asked has to wait.
    let newest = Window::ending(bingetop::domain::Day::parse("2017-12-10").unwrap(), 30);
    for number in 1..=1_000 {
        worker.ask(Request {
            stamp: Stamp(number),
            ..Request::about(Question::about(
                newest.shifted(-i32::try_from(number % 9).unwrap()),
            ))
        });
    }
    drop(closed);
    let reply = || worker.replies().recv_timeout(DEADLINE).unwrap();
    assert!(matches!(reply(), Message::Loaded(_)));
    let Message::Answered(stamp, answer) = reply() else {
        panic!("no answer");
    };
    assert_eq!(stamp, Stamp(1_000));
    assert_eq!(answer.frame.window, newest.shifted(-1));
    assert!(!worker.end(), "it has not panicked");
}

#[test]
fn moving_through_a_list_answers_as_a_fresh_question_would() {
    let alone = Kept::new(open_bytes(&SAMPLE).unwrap(), None);
    let worker = Worker::start(Opened::open(Source::Builtin(&SAMPLE)).unwrap(), None, NOW);
    let reply = || worker.replies().recv_timeout(DEADLINE).unwrap();
    assert!(matches!(reply(), Message::Loaded(_)));
    let everything = Question::about(alone.facts().days.unwrap());
    let answer = alone.answered(&asked_of(&everything));
    let items = &answer.frame.rewatched;
    let [a, b, c] = [0, 1, 2].map(|place| Some(Item::title(items[place].item)));
    let (all, month) = (
        everything.window,
        Window::ending(everything.window.to(), 30),
    );
    // Those looked at last are kept by then, and others are not any more; of other days nothing is.
    let asked = [None, a, b, a, c, a, b, None].map(|item| (item, all));
    let asked = asked.into_iter().chain([b, a, b].map(|item| (item, month)));
    let asked = asked.chain([(b, all)]);
    // The ones that come next are sometimes read ahead, and sometimes others are.
    let ahead = [a, b, None, c].into_iter().cycle();
    for (number, ((item, window), ahead)) in (1..).zip(asked.zip(ahead)) {
        let question = Question {
            item,
            window,
            ..everything.clone()
        };
        worker.ask(Request {
            stamp: Stamp(number),
            ahead,
            ..asked_of(&question)
        });
        let Message::Answered(_, answer) = reply() else {
            panic!("no answer");
        };
        assert_eq!(answer.frame, alone.answered(&asked_of(&question)).frame);
        let selected = alone.select(&question);
        assert_eq!(answer.calendar, alone.calendar(selected.as_ref()));
    }
    assert!(!worker.end(), "it has not panicked");
}

#[test]
fn new_rows_of_the_item_looked_at_are_told() {
    let folder = TempDir::new().unwrap();
    let path = log(&folder);
    let mut running = Running::open(&path, Some(Duration::from_millis(1)));
    running.press("j");
    let plays = |app: &App| -> Option<u32> {
        let answer = app.answer().filter(|_| app.selected().is_some())?;
        Some(answer.calendar.iter().map(|day| day.plays).sum())
    };
    running.shows("the film's days", |app| plays(app) == Some(80));
    log_of(
        &folder,
        "viewer,title,start,seconds\nc,Film,2017-12-05 20:00:00,5400\n",
    );
    running.shows("the new play", |app| plays(app) == Some(81));
}

/// The worker keeps the frame it answered last. Every question here differs from the one before in one thing
/// alone.
#[test]
fn a_kept_frame_answers_no_other_question() {
    let alone = Kept::new(open_bytes(&SAMPLE).unwrap(), None);
    let worker = Worker::start(Opened::open(Source::Builtin(&SAMPLE)).unwrap(), None, NOW);
    let reply = || worker.replies().recv_timeout(DEADLINE).unwrap();
    assert!(matches!(reply(), Message::Loaded(_)));
    let days = alone.facts().days.unwrap();
    let plain = Question::about(Window::ending(days.to(), 30));
    let compared = Question {
        compare: Compare::Previous,
        ..plain.clone()
    };
    let with_last_year = Question {
        compare: Compare::LastYear,
        ..plain.clone()
    };
    let others = [
        Question {
            last_finished: days.to().plus(-1),
            ..with_last_year.clone()
        },
        Question {
            window: plain.window.shifted(-1),
            ..with_last_year.clone()
        },
        Question {
            levels: Levels::both(Level::Show),
            ..with_last_year.clone()
        },
        Question {
            threshold: Threshold::new(18).unwrap(),
            ..with_last_year.clone()
        },
        Question {
            filter: "a".to_owned(),
            ..with_last_year.clone()
        },
    ];
    let mut asked = vec![plain, compared.clone(), with_last_year.clone(), compared];
    for other in others {
        asked.extend([with_last_year.clone(), other]);
    }
    let mut before = None;
    for (number, question) in (1..).zip(asked) {
        worker.ask(Request {
            stamp: Stamp(number),
            ..asked_of(&question)
        });
        let Message::Answered(_, answer) = reply() else {
            panic!("no answer");
        };
        assert_eq!(answer.frame, alone.answered(&asked_of(&question)).frame);
        let before = before.replace(answer.frame.clone());
        assert_ne!(before, Some(answer.frame), "{question:?} decides nothing");
    }
    assert!(!worker.end(), "it has not panicked");
}
