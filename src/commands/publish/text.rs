//! What was published, for people.

use std::path::Path;

use crate::domain::command_line::quoted;
use crate::domain::format::{counted, thousands};
use crate::guard::publish::allowance::Left;
use crate::guard::publish::entry::Entry;
use crate::guard::publish::estimate::{Cost, FEWEST};
use crate::guard::publish::{Preview, Published, Receipt};

/// What is said of a crowd that is too small.
pub(in crate::commands) const TOO_FEW: &str = "too few to say";

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

/// Returns what publishing would do.
pub(super) fn preview(preview: &Preview) -> String {
    let mut lines = vec![preview.asked.clone()];
    let [least, most] = preview.costs.map(|cost: Cost| thousands(cost.into()));
    lines.push(match (&preview.said, &preview.refusal) {
        (Some(said), _) => format!("was asked already: #{}, at no further cost", said.entry.seq),
        (None, Some(refusal)) => format!("would be refused: {refusal}"),
        (None, None) if least == most => format!("would cost {most}"),
        (None, None) => format!("would cost {most}; {least} where the crowd is large"),
    });
    lines.extend(preview.left.iter().map(left));
    lines.join("\n")
}

fn days(entry: &Entry) -> String {
    counted(entry.window.days().into(), "day", "days")
}

fn cost(entry: &Entry, all: &[Left]) -> String {
    let left: Vec<String> = all.iter().map(left).collect();
    format!(
        "cost {} · {}",
        thousands(entry.cost.into()),
        left.join("; ")
    )
}

fn left(left: &Left) -> String {
    let over_all = thousands(left.over_all.into());
    match left.of_show {
        Some(of_show) => {
            let of_show = thousands(of_show.into());
            format!(
                "left of {}: {of_show} for the show, {over_all} over all",
                left.year
            )
        }
        None => format!("left of {}: {over_all} over all", left.year),
    }
}
