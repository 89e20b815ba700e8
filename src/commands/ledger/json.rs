//! A ledger for programs.

use serde_json::{Value, json};

use crate::guard::publish::Listing;
use crate::guard::publish::entry::Entry;
use crate::guard::publish::listing::Year;

/// Returns the rows, what is left, and whether all of it can be believed.
pub(super) fn of(listing: &Listing) -> Value {
    let entries = listing.entries.iter().map(|entry| row(listing, entry));
    json!({
        "schema": "bingetop.ledger/1",
        "verified": listing.fault.is_none(),
        "fault": listing.fault.as_ref().map(ToString::to_string),
        "entries": entries.collect::<Vec<_>>(),
        "left": listing.years.iter().map(left).collect::<Vec<_>>(),
    })
}

fn row(listing: &Listing, entry: &Entry) -> Value {
    json!({
        "seq": entry.seq,
        "kind": entry.kind.word(),
        "question": entry.asked,
        "from": entry.window.from().to_string(),
        "to": entry.window.to().to_string(),
        "about": entry.shown,
        "plus_minus": entry.shown.and(entry.plus_minus()),
        "said_on": entry.said_on.to_string(),
        "said_by": entry.said_by,
        "chosen_by": entry.chosen_by,
        "approves": entry.approves,
        "approved_by": listing.approvals(entry.seq),
        "cost": entry.cost,
    })
}

fn left(year: &Year) -> Value {
    let shows = year
        .shows
        .iter()
        .map(|(name, left)| json!({ "name": name, "left": left }));
    json!({
        "year": year.year,
        "over_all": year.over_all,
        "shows": shows.collect::<Vec<_>>(),
    })
}
