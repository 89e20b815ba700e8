//! Publishing: a number is written into the log, and on the disk, before anybody sees it.
//!
//! The one place that writes the ledger. The order is: the turn, so that no two processes publish of one log at a time; the
//! transaction, in which the ledger is held to its chain and to its head; the row; the commit, on the disk; the head, on the
//! disk. Only then is anything returned. Whoever is killed on the way has told nothing: the next one finds no row, or a row
//! that the head does not know yet, and goes on from there.

use std::path::Path;

use rusqlite::{Transaction, TransactionBehavior};

use super::allowance::Left;
use super::book::{Book, Content, Identity};
use super::charge::Charge;
use super::closed_days::refuse_open;
use super::count::{crowds, viewers};
use super::entry::{Entry, Kind};
use super::error::PublishError;
use super::estimate::{Cost, Estimate, LEAST, MOST};
use super::named::retain_named;
use super::published::Published;
use super::question::{self, Question};
use super::refusal::Refusal;
use super::rule::Rule;
use super::subject::Subject;
use super::suggestion;
use crate::domain::{Level, Window};
use crate::snapshot::catalog::Catalog;
use crate::store::{OpenError, open_read, open_write, schema};

/// How many days a suggestion is about where none are named and the rule has no number of days.
const USUAL_DAYS: u32 = 30;

/// Where a log lies, and the folder of the key that it was made with.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The log.
    pub log: &'a Path,
    /// The folder of the user's key, where the heads of ledgers are kept, too.
    pub state: &'a Path,
}

/// Who publishes, and when.
#[derive(Debug, Clone, Copy)]
pub struct Signed<'a> {
    /// The moment, in Unix seconds.
    pub now: i64,
    /// The name, as they call themselves; empty where they do not.
    pub by: &'a str,
}

/// A row of the ledger, and what it leaves.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// The row.
    pub entry: Entry,
    /// The number; `None` where it is too small to be said, or the row says none.
    pub published: Option<Published>,
    /// What is left of each year in which its days lie.
    pub left: Vec<Left>,
}

/// What publishing would do.
#[derive(Debug)]
pub struct Preview {
    /// The question, as the ledger would have it.
    pub asked: String,
    /// The row that answers it already, at no further cost.
    pub said: Option<Receipt>,
    /// What is left of each year in which its days lie.
    pub left: Vec<Left>,
    /// The least and the most that a new row would cost.
    pub costs: [Cost; 2],
    /// Why it would be refused, if it would.
    pub refusal: Option<Refusal>,
}

/// What a suggestion is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// What viewers have done.
    pub rule: Rule,
    /// The days, as people write them in one word; `None` are as many as the rule has, up to the last that is closed.
    pub range: Option<&'a str>,
    /// Whether a title or a show is looked for.
    pub level: Level,
}

/// Which number is approved.
#[derive(Debug, Clone, Copy)]
pub enum Which<'a> {
    /// That of this row.
    Seq(u32),
    /// The answer to this question.
    Question(&'a str),
}

/// Publishes how many viewers a question is about. What was published once is the same for ever, and costs nothing more.
///
/// # Errors
///
/// Fails with nothing said where a rule of publishing forbids it, or the log or what is beside the key cannot be read or
/// written.
pub fn publish(
    place: Place<'_>,
    question: &str,
    signed: Signed<'_>,
) -> Result<Receipt, PublishError> {
    let found = reading(place, signed.now, |book| {
        let question = book.question(question)?;
        // A head that is to be moved on needs its turn.
        let is_settled = book.identity.head.is_none() || book.mark == book.last();
        Ok(said(book, &question).filter(|_| is_settled))
    })?;
    if let Some(receipt) = found {
        return Ok(receipt);
    }
    writing(place, signed.now, |book| {
        let question = book.question(question)?;
        match said(book, &question) {
            Some(receipt) => Ok(receipt),
            None => say(book, &question, signed.by),
        }
    })
}

/// Returns what [`publish`] would do, and draws and writes nothing.
///
/// # Errors
///
/// Fails where the question means nothing, or the log or what is beside the key cannot be read.
pub fn preview(place: Place<'_>, question: &str, now: i64) -> Result<Preview, PublishError> {
    reading(place, now, |book| {
        let question = book.question(question)?;
        let said = said(book, &question);
        let refusal = match &said {
            Some(_) => None,
            None => refuse(book, &question).err(),
        };
        Ok(Preview {
            asked: question.asked(),
            left: book.left(&question.subject.charge, question.window),
            said,
            costs: [LEAST, MOST],
            refusal,
        })
    })
}

/// Returns what [`suggest`] would do, and draws and writes nothing.
///
/// # Errors
///
/// Fails as [`preview`] does.
pub fn preview_suggestion(
    place: Place<'_>,
    wish: Wish<'_>,
    now: i64,
) -> Result<Preview, PublishError> {
    reading(place, now, |book| {
        let window = wished_window(book, wish)?;
        let wished = wished(wish, window);
        let said = book.find(Kind::Suggested, &wished);
        let refusal = match said {
            Some(_) => None,
            None => refuse_suggestion(book, window).err(),
        };
        Ok(Preview {
            asked: wished,
            left: book.left(&Charge::default(), window),
            said: said.map(|entry| receipt(book, entry)),
            costs: [suggestion::COST; 2],
            refusal,
        })
    })
}

/// Chooses what to tell: a title or show with a large crowd, so that the choice turns on no single viewer. The entry's
/// question can then be published; the same wish has the same answer for ever.
///
/// # Errors
///
/// Fails as [`publish`] does.
pub fn suggest(
    place: Place<'_>,
    wish: Wish<'_>,
    signed: Signed<'_>,
) -> Result<Receipt, PublishError> {
    writing(place, signed.now, |book| {
        let window = wished_window(book, wish)?;
        let wished = wished(wish, window);
        if let Some(entry) = book.find(Kind::Suggested, &wished) {
            return Ok(receipt(book, entry));
        }
        refuse_suggestion(book, window)?;
        let question = chosen(book, wish, window, &wished)?;
        let content = Content {
            kind: Kind::Suggested,
            question: wished,
            asked: question.asked(),
            charge: Charge::default(),
            window,
            cost: suggestion::COST,
        };
        let entry = Entry {
            chosen: Some(question.canonical()),
            ..book.next(content, signed.by)
        };
        let entry = book.add(entry)?;
        Ok(receipt(book, &entry))
    })
}

/// Writes down that a second person approves a number; whoever has approved it already has done so once.
///
/// # Errors
///
/// Fails where there is no such number, or it is their own, and where [`publish`] does.
pub fn approve(
    place: Place<'_>,
    which: Which<'_>,
    signed: Signed<'_>,
) -> Result<Receipt, PublishError> {
    let by = signed.by.trim();
    if by.is_empty() {
        return Err(Refusal::Nameless.into());
    }
    writing(place, signed.now, |book| {
        let said = approved(book, which)?;
        let is_them =
            |name: &str| crate::domain::name::folded(name) == crate::domain::name::folded(by);
        if is_them(&said.said_by) {
            let (seq, by) = (said.seq, said.said_by);
            return Err(Refusal::SamePerson { seq, by }.into());
        }
        let mut approvals = book.entries.iter();
        let is_done =
            approvals.any(|entry| entry.approves == Some(said.seq) && is_them(&entry.said_by));
        if !is_done {
            let content = Content {
                kind: Kind::Approved,
                question: said.question.clone(),
                asked: said.asked.clone(),
                charge: Charge::default(),
                window: said.window,
                cost: 0,
            };
            let entry = Entry {
                approves: Some(said.seq),
                ..book.next(content, by)
            };
            book.add(entry)?;
        }
        Ok(receipt(book, &said))
    })
}

/// Looks at a log, which stays as it is.
fn reading<T>(
    place: Place<'_>,
    now: i64,
    look: impl FnOnce(&Book<'_>) -> Result<T, PublishError>,
) -> Result<T, PublishError> {
    let conn = open_read(place.log)?;
    look(&Book::open(&conn, place.state, now)?)
}

/// Has `act` add rows to a log's ledger, and returns what it does once they are on the disk.
fn writing<T>(
    place: Place<'_>,
    now: i64,
    act: impl FnOnce(&mut Book<'_>) -> Result<T, PublishError>,
) -> Result<T, PublishError> {
    // What must not be published of is not written to, either.
    let identity = Identity::of(&open_read(place.log)?, place.state)?;
    let head = identity.head.as_ref();
    let _turn = head.map(super::head::Head::take_turn).transpose()?;
    let conn = open_write(place.log)?;
    // With a rollback journal, a commit is on the disk once the journal's name is gone from its folder, too.
    conn.pragma_update(None, "synchronous", "EXTRA")?;
    let tx = Transaction::new_unchecked(&conn, TransactionBehavior::Immediate)
        .map_err(|source| OpenError::of_sqlite(place.log, source))?;
    schema::migrate(&tx)?;
    let mut book = Book::open(&tx, place.state, now)?;
    if book.identity.secret.log != identity.secret.log {
        // Another log has come to this place meanwhile, and the turn is not that one's.
        return Err(OpenError::Locked(place.log.to_owned()).into());
    }
    let before = book.entries.len();
    let outcome = act(&mut book)?;
    let (is_added, mark, last) = (book.entries.len() > before, book.mark, book.last());
    drop(book);
    if is_added {
        tx.commit()?;
    } else {
        tx.rollback()?;
    }
    if let (Some(head), Some(last)) = (head, last)
        && mark != Some(last)
    {
        head.write(last)?;
    }
    Ok(outcome)
}

fn receipt(book: &Book<'_>, entry: &Entry) -> Receipt {
    Receipt {
        entry: entry.clone(),
        published: Published::of(entry, &book.entries, book.identity.is_made_up()),
        left: book.left_after(entry),
    }
}

/// Returns what was said in answer to a question.
fn said(book: &Book<'_>, question: &Question) -> Option<Receipt> {
    let entry = book.find(Kind::Said, &question.canonical());
    entry.map(|entry| receipt(book, entry))
}

/// Refuses a new number by what is known without counting: no refusal tells of the plays.
fn refuse(book: &Book<'_>, question: &Question) -> Result<(), Refusal> {
    let (subject, window) = (&question.subject, question.window);
    if subject.is_nameless {
        return Err(Refusal::Unnamed(subject.called.clone()));
    }
    refuse_open(&book.days()?, window)?;
    let left = book.left(&subject.charge, window);
    book.allowance
        .refuse_spent(left, Some(&subject.called), MOST)
}

fn refuse_suggestion(book: &Book<'_>, window: Window) -> Result<(), Refusal> {
    refuse_open(&book.days()?, window)?;
    let left = book.left(&Charge::default(), window);
    book.allowance.refuse_spent(left, None, suggestion::COST)
}

/// Counts, blurs, and adds the row.
fn say(book: &mut Book<'_>, question: &Question, by: &str) -> Result<Receipt, PublishError> {
    refuse(book, question)?;
    let canonical = question.canonical();
    let count = viewers(book.conn, question)?;
    let estimate = Estimate::of(book.seed(&canonical), count);
    let mut suggestions = book.entries.iter().rev();
    let chosen_by = suggestions.find(|entry| entry.chosen.as_ref() == Some(&canonical));
    let chosen_by = chosen_by.map(|entry| entry.seq);
    let content = Content {
        kind: Kind::Said,
        question: canonical,
        asked: question.asked(),
        charge: question.subject.charge.clone(),
        window: question.window,
        cost: estimate.cost(),
    };
    let entry = Entry {
        estimate: Some(estimate.value),
        deviation: Some(estimate.deviation()),
        shown: estimate.said(),
        chosen_by,
        ..book.next(content, by)
    };
    let entry = book.add(entry)?;
    Ok(receipt(book, &entry))
}

/// Returns the form that all spellings of one wish have in common.
fn wished(wish: Wish<'_>, window: Window) -> String {
    let Wish { rule, level, .. } = wish;
    format!("suggest {} {rule} {window}", level.word())
}

fn wished_window(book: &Book<'_>, wish: Wish<'_>) -> Result<Window, PublishError> {
    let days = book.days()?;
    let Some(text) = wish.range else {
        let length = match wish.rule {
            Rule::Streak(days) | Rule::Active(days) => days,
            Rule::Plays(_) => USUAL_DAYS,
            Rule::Played => 1,
        };
        let last = days.latest(days.bounds().newest);
        return Ok(Window::ending(last.unwrap_or(days.bounds().newest), length));
    };
    Ok(question::window(wish.rule, text, days.bounds())?)
}

/// Draws what is suggested.
fn chosen(
    book: &Book<'_>,
    wish: Wish<'_>,
    window: Window,
    wished: &str,
) -> Result<Question, PublishError> {
    let Wish { rule, level, .. } = wish;
    let catalog = Catalog::load(book.conn)?;
    let mut crowds = crowds(book.conn, rule, window, level)?;
    retain_named(&mut crowds, &catalog);
    let crowd = suggestion::choose(book.seed(wished), &crowds).ok_or(Refusal::Empty)?;
    Ok(Question {
        rule,
        window,
        subject: Subject::of(book.conn, &catalog, crowd.item)?,
    })
}

/// Returns the number that is to be approved.
fn approved(book: &Book<'_>, which: Which<'_>) -> Result<Entry, PublishError> {
    let entry = match which {
        Which::Seq(seq) => {
            let mut entries = book.entries.iter();
            let entry = entries.find(|entry| entry.seq == seq && entry.kind == Kind::Said);
            entry.ok_or(Refusal::NoNumber(seq))?
        }
        Which::Question(text) => {
            let question = book.question(text)?;
            let entry = book.find(Kind::Said, &question.canonical());
            entry.ok_or_else(|| Refusal::Unsaid(question.asked()))?
        }
    };
    Ok(entry.clone())
}
