//! Files that grow, are cut short, are renamed and come again.

use std::io::Write as _;

use tempfile::TempDir;

use super::*;

/// A log in a folder of its own, and whoever follows it.
struct Log {
    folder: TempDir,
    tail: Tail,
}

impl Log {
    fn new(content: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("log");
        fs::write(&path, content).unwrap();
        let tail = Tail::open(path).unwrap();
        Self { folder, tail }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn append(&self, name: &str, content: &str) {
        let mut file = File::options()
            .append(true)
            .create(true)
            .open(self.path(name))
            .unwrap();
        file.write_all(content.as_bytes()).unwrap();
    }

    fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).unwrap();
    }

    /// Returns all that can be had now; `|` stands where another file begins.
    fn text(&mut self) -> String {
        let mut text = String::new();
        loop {
            match self.tail.next(Duration::ZERO).unwrap() {
                Piece::Bytes(bytes) => text.push_str(str::from_utf8(&bytes).unwrap()),
                Piece::NextFile => text.push('|'),
                Piece::Nothing => return text,
                Piece::End => panic!("a file has no end"),
            }
        }
    }
}

#[test]
fn what_is_appended_comes_after_what_was_there() {
    let mut log = Log::new("a\n");
    assert_eq!(log.text(), "a\n");
    assert_eq!(log.text(), "");
    log.append("log", "b");
    assert_eq!(log.text(), "b");
    log.append("log", "c\n");
    assert_eq!(log.text(), "c\n");
}

#[test]
fn a_renamed_file_is_read_to_its_end_and_then_the_new_one() {
    let mut log = Log::new("a\n");
    assert_eq!(log.text(), "a\n");
    log.append("log", "b\n");
    log.rename("log", "log.1");
    log.append("log", "c\n");
    assert_eq!(log.text(), "b\n|c\n");
    assert!(!log.path("log.2").exists());
}

#[test]
fn a_renamed_file_is_read_on_until_its_successor_holds_something() {
    let mut log = Log::new("a\n");
    log.rename("log", "log.1");
    assert_eq!(log.text(), "a\n", "there is no other file yet");
    log.append("log.1", "b\n");
    assert_eq!(log.text(), "b\n");
    log.append("log", "");
    assert_eq!(log.text(), "");
    log.append("log.1", "c\n");
    assert_eq!(log.text(), "c\n");
    log.append("log", "d\n");
    log.append("log.1", "late\n");
    assert_eq!(log.text(), "late\n|d\n");
}

#[test]
fn files_replaced_while_nobody_read_are_read_in_their_order() {
    let mut log = Log::new("a\n");
    for (old, new) in [("log.1", "b\n"), ("log.2", ""), ("log.3", "c\n")] {
        log.tail.watch();
        log.rename("log", old);
        log.append("log", new);
    }
    assert_eq!(log.text(), "a\n|b\n||c\n");
}

#[test]
fn empty_files_without_end_are_not_kept_open_without_end() {
    let mut log = Log::new("");
    for n in 0..3 * MOST_OPEN {
        assert_eq!(log.text().replace('|', ""), "");
        log.rename("log", &format!("log.{n}"));
        log.append("log", "");
    }
    assert!(log.tail.files.len() <= MOST_OPEN + 1);
    log.append("log", "a\n");
    assert_eq!(log.text().replace('|', ""), "a\n");
}

#[test]
fn a_file_cut_short_is_read_from_its_start() {
    let mut log = Log::new("a\nb\n");
    assert_eq!(log.text(), "a\nb\n");
    fs::write(log.path("log"), "").unwrap();
    assert_eq!(log.text(), "|");
    log.append("log", "c\n");
    assert_eq!(log.text(), "c\n");
}

#[test]
fn a_file_cut_short_is_known_by_its_content_when_it_has_outgrown_the_old() {
    let mut log = Log::new("a\nb\n");
    assert_eq!(log.text(), "a\nb\n");
    fs::write(log.path("log"), "a\nc\nd\ne\n").unwrap();
    assert_eq!(log.text(), "|a\nc\nd\ne\n");
    log.append("log", "f\n");
    assert_eq!(log.text(), "f\n", "what only grows goes on");
}

#[test]
fn a_file_that_is_gone_is_waited_for() {
    let mut log = Log::new("a\n");
    assert_eq!(log.text(), "a\n");
    fs::remove_file(log.path("log")).unwrap();
    assert_eq!(log.text(), "");
    fs::create_dir(log.path("log")).unwrap();
    assert_eq!(log.text(), "", "a folder is no log");
    fs::remove_dir(log.path("log")).unwrap();
    log.append("log", "b\n");
    assert_eq!(log.text(), "|b\n");
}

#[test]
fn a_file_larger_than_a_piece_comes_whole() {
    let content = "0123456789\n".repeat(30_000);
    let mut log = Log::new(&content);
    assert!(log.text() == content);
    log.append("log", &content);
    assert!(log.text() == content);
}
