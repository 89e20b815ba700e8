//! A ledger as CSV (RFC 4180): one header line, then a row of the ledger a line.

use std::io::Write;

use crate::guard::publish::Listing;

/// Writes the rows. What is left, and whether the chain is sound, is no table: text and JSON say it.
pub(super) fn write(listing: &Listing, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut out = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .from_writer(out);
    out.write_record([
        "seq",
        "said_on",
        "kind",
        "question",
        "from",
        "to",
        "about",
        "plus_minus",
        "said_by",
        "chosen_by",
        "approves",
        "approved_by",
        "cost",
    ])?;
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    for entry in &listing.entries {
        out.write_record([
            entry.seq.to_string(),
            entry.said_on.to_string(),
            entry.kind.word().to_owned(),
            entry.asked.clone(),
            entry.window.from().to_string(),
            entry.window.to().to_string(),
            number(entry.shown),
            number(entry.shown.and(entry.plus_minus())),
            entry.said_by.clone(),
            number(entry.chosen_by),
            number(entry.approves),
            listing.approvals(entry.seq).join(", "),
            entry.cost.to_string(),
        ])?;
    }
    Ok(out.flush()?)
}
