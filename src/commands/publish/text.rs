//! What was published, for people.

use std::path::Path;

use crate::domain::command_line::quoted;
use crate::domain::format::{counted, thousands};
use crate::guard::publish::allowance::Left;
use crate::guard::publish::entry::Entry;
use crate::guard::publish::estimate::FEWEST;
use crate::guard::publish::{Published, Receipt, TOO_FEW};

/// Returns a number and its row.
pub(super) fn said(receipt: &Receipt) -> String {
    let entry = &receipt.entry;
    let (number, footing) = match &receipt.published {
        Some(published) => (published.to_string(), published.footing()),
        None => (
            TOO_FEW.to_owned(),
            format!(
                "#{} · hidden: the blurred number is below {FEWEST}",
                entry.seq
            ),
        ),
    };
    let mut lines = vec![
        number,
        format!("{} ({})", entry.asked, days(entry)),
        footing,
    ];
    let approved = receipt.published.iter();
    let approved = approved.flat_map(Published::approved_by);
    lines.extend(approved.map(|name| format!("approved by {name}")));
    lines.push(cost(entry, &receipt.left));
    lines.join("\n")
}

/// Returns a suggestion, and the command that publishes it.
pub(super) fn suggested(receipt: &Receipt, log: &Path) -> String {
    let entry = &receipt.entry;
    let log = quoted(&log.to_string_lossy());
    let question = quoted(&entry.asked);
    format!(
        "{}\n#{} · suggested\n{}\nbingetop publish {log} --question {question}",
        entry.asked,
        entry.seq,
        cost(entry, &receipt.left)
    )
}

fn days(entry: &Entry) -> String {
    counted(entry.window.days().into(), "day", "days")
}

fn cost(entry: &Entry, all: &[Left]) -> String {
    let left: Vec<String> = all.iter().map(Left::to_string).collect();
    format!(
        "cost {} · {}",
        thousands(entry.cost.into()),
        left.join("; ")
    )
}
