//! The chain of the ledger's rows: none can be changed, left out or put between without the key.

use blake3::Hasher;

use super::entry::{Entry, Hash};
use super::stream::absorb;

/// Returns what stands before the first row of a log's ledger.
pub(super) fn beginning(key: &Hash, log: &[u8]) -> Hash {
    digest(key, &[b"bingetop ledger of", log])
}

/// Returns the hash of a row, which holds that of the row before.
pub(super) fn hash(key: &Hash, entry: &Entry) -> Hash {
    let text = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    let number = |number: u32| text(Some(number.into()));
    let parts = [
        number(entry.seq),
        entry.kind.word().to_owned(),
        entry.question.clone(),
        entry.asked.clone(),
        entry.shows_as_text(),
        entry.window.from().0.to_string(),
        entry.window.to().0.to_string(),
        number(entry.cost),
        text(entry.estimate),
        text(entry.deviation.map(i64::from)),
        text(entry.shown.map(i64::from)),
        text(entry.chosen_by.map(i64::from)),
        entry.chosen.clone().unwrap_or_default(),
        text(entry.approves.map(i64::from)),
        entry.said_on.0.to_string(),
        entry.said_by.clone(),
    ];
    let mut all: Vec<&[u8]> = vec![b"bingetop ledger row v1"];
    all.extend(parts.iter().map(String::as_bytes));
    all.push(&entry.previous);
    digest(key, &all)
}

/// Makes sure that each row is as it was written, after the one before.
///
/// # Errors
///
/// Fails with the number of the first that is not, or is missing.
pub(super) fn verify(key: &Hash, log: &[u8], entries: &[Entry]) -> Result<(), u32> {
    let mut previous = beginning(key, log);
    for (entry, seq) in entries.iter().zip(1..) {
        let is_next = entry.seq == seq && entry.previous == previous;
        if !is_next || entry.hash != hash(key, entry) {
            return Err(seq);
        }
        previous = entry.hash;
    }
    Ok(())
}

fn digest(key: &Hash, parts: &[&[u8]]) -> Hash {
    let mut hasher = Hasher::new_keyed(key);
    absorb(&mut hasher, parts);
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Day, Window};
    use crate::guard::publish::entry::Kind;

    const KEY: Hash = [6; 32];

    fn entries() -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut previous = beginning(&KEY, b"log");
        for seq in 1..=3 {
            let mut entry = Entry {
                seq,
                kind: Kind::Said,
                question: format!("question {seq}"),
                asked: "as it is spelled".to_owned(),
                shows: vec!["a".to_owned(), "b".to_owned()],
                window: Window::ending(Day(17_510), 18),
                cost: 3_250,
                estimate: Some(54),
                deviation: Some(392),
                shown: Some(55),
                chosen_by: None,
                chosen: None,
                approves: None,
                said_on: Day(17_512),
                said_by: "Ann".to_owned(),
                previous,
                hash: [0; 32],
            };
            entry.hash = hash(&KEY, &entry);
            previous = entry.hash;
            entries.push(entry);
        }
        entries
    }

    #[test]
    fn a_chain_as_it_was_written_is_sound_and_that_of_its_key_and_log() {
        assert_eq!(verify(&KEY, b"log", &entries()), Ok(()));
        assert_eq!(verify(&KEY, b"log", &[]), Ok(()));
        assert_eq!(verify(&KEY, b"other", &entries()), Err(1));
        assert_eq!(verify(&[7; 32], b"log", &entries()), Err(1));
    }

    #[test]
    fn any_change_of_a_row_is_found_at_its_number() {
        let changes: [fn(&mut Entry); 16] = [
            |entry| entry.seq = 7,
            |entry| entry.kind = Kind::Approved,
            |entry| entry.question.push('x'),
            |entry| entry.asked.push('x'),
            |entry| entry.shows.truncate(1),
            |entry| entry.window = Window::ending(Day(17_510), 17),
            |entry| entry.cost = 0,
            |entry| entry.estimate = None,
            |entry| entry.deviation = Some(2_000),
            |entry| entry.shown = Some(50),
            |entry| entry.chosen_by = Some(1),
            |entry| entry.chosen = Some("x".to_owned()),
            |entry| entry.approves = Some(1),
            |entry| entry.said_on = Day(0),
            |entry| entry.said_by = "Bob".to_owned(),
            |entry| entry.previous = [0; 32],
        ];
        for (number, change) in changes.iter().enumerate() {
            let mut entries = entries();
            change(&mut entries[1]);
            assert_eq!(verify(&KEY, b"log", &entries), Err(2), "change {number}");
        }
        // Nor can a row be moved to the field beside.
        let mut entries = entries();
        (entries[1].chosen_by, entries[1].approves) = (Some(1), None);
        let one = hash(&KEY, &entries[1]);
        (entries[1].chosen_by, entries[1].approves) = (None, Some(1));
        assert_ne!(one, hash(&KEY, &entries[1]));
    }

    #[test]
    fn a_row_that_is_left_out_or_put_elsewhere_is_found() {
        let mut entries = entries();
        entries.swap(1, 2);
        assert_eq!(verify(&KEY, b"log", &entries), Err(2));
        entries.remove(0);
        assert_eq!(verify(&KEY, b"log", &entries), Err(1));
    }
}
