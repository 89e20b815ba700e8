//! A ledger for people.

use crate::domain::format::{counted, thousands};
use crate::guard::publish::entry::{Entry, Kind};
use crate::guard::publish::listing::Year;
use crate::guard::publish::{Listing, TOO_FEW, rest};

/// Returns the rows, what is left, and whether all of it can be believed.
pub(super) fn of(listing: &Listing) -> String {
    let mut lines: Vec<String> = listing
        .entries
        .iter()
        .map(|entry| row(listing, entry))
        .collect();
    lines.extend(listing.years.iter().map(left));
    lines.push(match (&listing.fault, listing.entries.len()) {
        (Some(_), _) => "the chain is not verified".to_owned(),
        (None, 0) => "nothing was published of this log yet".to_owned(),
        (None, rows) => {
            let rows = u64::try_from(rows).unwrap_or(u64::MAX);
            format!("the chain of {} is verified", counted(rows, "row", "rows"))
        }
    });
    lines.join("\n")
}

fn row(listing: &Listing, entry: &Entry) -> String {
    let (seq, day, by) = (entry.seq, entry.said_on, signed(&entry.said_by));
    let cost = thousands(entry.cost.into());
    match entry.kind {
        Kind::Approved => {
            let approved = entry.approves.unwrap_or_default();
            format!("#{seq}  {day}  approves #{approved}{by}")
        }
        Kind::Suggested => format!("#{seq}  {day}  suggests: {}{by} · cost {cost}", entry.asked),
        Kind::Said => {
            let what = match (entry.shown, entry.plus_minus()) {
                (Some(about), Some(plus_minus)) => {
                    format!("about {} people, ±{plus_minus}", thousands(about.into()))
                }
                _ => TOO_FEW.to_owned(),
            };
            let how = match entry.chosen_by {
                Some(suggestion) => format!("chosen by #{suggestion}"),
                None => "chosen by hand".to_owned(),
            };
            let approved = listing.approvals(seq);
            let approved = if approved.is_empty() {
                String::new()
            } else {
                format!(" · approved by {}", approved.join(", "))
            };
            format!(
                "#{seq}  {day}  {what}: {}{by} · {how}{approved} · cost {cost}",
                entry.asked
            )
        }
    }
}

fn signed(by: &str) -> String {
    if by.is_empty() {
        return String::new();
    }
    format!(" · by {by}")
}

fn left(year: &Year) -> String {
    let shows = year.shows.iter().map(|(name, left)| {
        let left = rest(*left, year.allowance.per_show);
        format!("; {left} for {name}")
    });
    format!(
        "left of {}: {} over all{}",
        year.year,
        rest(year.over_all, year.allowance.over_all),
        shows.collect::<String>()
    )
}
