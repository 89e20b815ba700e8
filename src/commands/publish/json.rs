//! What was published, for programs.

use serde_json::{Value, json};

use crate::guard::publish::allowance::Left;
use crate::guard::publish::rule::VERSION;
use crate::guard::publish::{Preview, Receipt};

/// Returns a row and what it leaves.
pub(super) fn receipt(receipt: &Receipt) -> Value {
    let entry = &receipt.entry;
    let published = receipt.published.as_ref();
    json!({
        "schema": "bingetop.publish/1",
        "seq": entry.seq,
        "kind": entry.kind.word(),
        "question": entry.asked,
        "from": entry.window.from().to_string(),
        "to": entry.window.to().to_string(),
        "days": entry.window.days(),
        "about": entry.shown,
        "plus_minus": entry.shown.and(entry.plus_minus()),
        "text": published.map(ToString::to_string),
        "rule_version": VERSION,
        "chosen_by": entry.chosen_by,
        "approved_by": published.map_or(&[][..], |published| published.approved_by()),
        "said_on": entry.said_on.to_string(),
        "said_by": entry.said_by,
        "cost": entry.cost,
        "left": left(&receipt.left),
    })
}

/// Returns what publishing would do.
pub(super) fn preview(preview: &Preview) -> Value {
    json!({
        "schema": "bingetop.publish_preview/1",
        "question": preview.asked,
        "already": preview.said.as_ref().map(receipt),
        "refusal": preview.refusal.as_ref().map(ToString::to_string),
        "costs_at_least": preview.costs[0],
        "costs_at_most": preview.costs[1],
        "left": left(&preview.left),
    })
}

fn left(all: &[Left]) -> Vec<Value> {
    let of_year =
        |left: &Left| json!({ "year": left.year, "show": left.of_show, "over_all": left.over_all });
    all.iter().map(of_year).collect()
}
