//! The steps of the reduction, in order: each is one SELECT, the same text for every engine.

/// What becomes of a step's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// They are worked out where a later step reads them.
    View,
    /// They are worked out once, and are gone in the end.
    Step,
    /// The same; but where days are to be appended later they stay, since that begins with them.
    State,
    /// They are part of the result.
    Cells,
    /// They are shown to whoever runs the script.
    Answer,
}

/// One step.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// What it is called, and with `bt_` before it read by later steps.
    pub name: &'static str,
    /// A comment that says what it is, and one SELECT; `{{words}}` stand for what the script is made for.
    pub sql: &'static str,
    /// What becomes of its rows.
    pub kind: PartKind,
}

impl Part {
    /// Returns the comment.
    #[must_use]
    pub fn comment(&self) -> &'static str {
        self.halves().0
    }

    /// Returns the SELECT.
    #[must_use]
    pub fn query(&self) -> &'static str {
        self.halves().1
    }

    fn halves(&self) -> (&'static str, &'static str) {
        let lines = self.sql.split_inclusive('\n');
        let comment = lines.take_while(|line| line.starts_with("--"));
        let (comment, query) = self.sql.split_at(comment.map(str::len).sum());
        (comment.trim_end(), query.trim())
    }
}

/// Every step but the first, which reads the source ([`super::mapped`]).
pub const PARTS: [Part; 35] = [
    Part {
        name: "cleaned",
        sql: include_str!("../../assets/engine/05_cleaned.sql"),
        kind: PartKind::View,
    },
    Part {
        name: "ev",
        sql: include_str!("../../assets/engine/10_ev.sql"),
        kind: PartKind::View,
    },
    Part {
        name: "estimate",
        sql: include_str!("../../assets/engine/12_estimate.sql"),
        kind: PartKind::Answer,
    },
    Part {
        name: "spelled",
        sql: include_str!("../../assets/engine/15_spelled.sql"),
        kind: PartKind::State,
    },
    Part {
        name: "titles",
        sql: include_str!("../../assets/engine/20_titles.sql"),
        kind: PartKind::Cells,
    },
    Part {
        name: "shows",
        sql: include_str!("../../assets/engine/22_shows.sql"),
        kind: PartKind::Cells,
    },
    Part {
        name: "kept",
        sql: include_str!("../../assets/engine/30_kept.sql"),
        kind: PartKind::Step,
    },
    Part {
        name: "lengths",
        sql: include_str!("../../assets/engine/32_lengths.sql"),
        kind: PartKind::Step,
    },
    Part {
        name: "follow",
        sql: include_str!("../../assets/engine/34_follow.sql"),
        kind: PartKind::View,
    },
    Part {
        name: "begun",
        sql: include_str!("../../assets/engine/36_begun.sql"),
        kind: PartKind::View,
    },
    Part {
        name: "played",
        sql: include_str!("../../assets/engine/38_played.sql"),
        kind: PartKind::State,
    },
    Part {
        name: "several",
        sql: include_str!("../../assets/engine/40_several.sql"),
        kind: PartKind::Step,
    },
    Part {
        name: "counted",
        sql: include_str!("../../assets/engine/41_counted.sql"),
        kind: PartKind::View,
    },
    Part {
        name: "days",
        sql: include_str!("../../assets/engine/42_days.sql"),
        kind: PartKind::Step,
    },
    Part {
        name: "placed",
        sql: include_str!("../../assets/engine/44_placed.sql"),
        kind: PartKind::Step,
    },
    Part {
        name: "active",
        sql: include_str!("../../assets/engine/50_active.sql"),
        kind: PartKind::Cells,
    },
    Part {
        name: "plays",
        sql: include_str!("../../assets/engine/51_plays.sql"),
        kind: PartKind::Cells,
    },
    Part {
        name: "runs",
        sql: include_str!("../../assets/engine/52_runs.sql"),
        kind: PartKind::Cells,
    },
    Part {
        name: "pairs",
        sql: include_str!("../../assets/engine/53_pairs.sql"),
        kind: PartKind::Cells,
    },
    Part {
        name: "item_active",
        sql: include_str!("../../assets/engine/54_item_active.sql"),
        kind: PartKind::Cells,
    },
    Part {
        name: "item_came_back",
        sql: include_str!("../../assets/engine/55_item_came_back.sql"),
        kind: PartKind::Cells,
    },
    Part {
        name: "lagged",
        sql: include_str!("../../assets/engine/60_lagged.sql"),
        kind: PartKind::Step,
    },
    Part {
        name: "repeats",
        sql: include_str!("../../assets/engine/61_repeats.sql"),
        kind: PartKind::Cells,
    },
    Part {
        name: "lags",
        sql: include_str!("../../assets/engine/62_lags.sql"),
        kind: PartKind::Cells,
    },
    Part {
        name: "title_plays",
        sql: include_str!("../../assets/engine/63_title_plays.sql"),
        kind: PartKind::Cells,
    },
    Part {
        name: "title_days",
        sql: include_str!("../../assets/engine/64_title_days.sql"),
        kind: PartKind::Cells,
    },
    Part {
        name: "item_lags",
        sql: include_str!("../../assets/engine/65_item_lags.sql"),
        kind: PartKind::Cells,
    },
    Part {
        name: "periods",
        sql: include_str!("../../assets/engine/70_periods.sql"),
        kind: PartKind::Step,
    },
    Part {
        name: "returns",
        sql: include_str!("../../assets/engine/71_returns.sql"),
        kind: PartKind::Cells,
    },
    Part {
        name: "item_returns",
        sql: include_str!("../../assets/engine/72_item_returns.sql"),
        kind: PartKind::Cells,
    },
    Part {
        name: "day_rows",
        sql: include_str!("../../assets/engine/80_day_rows.sql"),
        kind: PartKind::Cells,
    },
    Part {
        name: "hours",
        sql: include_str!("../../assets/engine/81_hours.sql"),
        kind: PartKind::Cells,
    },
    Part {
        name: "clock",
        sql: include_str!("../../assets/engine/82_clock.sql"),
        kind: PartKind::Cells,
    },
    Part {
        name: "totals",
        sql: include_str!("../../assets/engine/90_totals.sql"),
        kind: PartKind::Cells,
    },
    Part {
        name: "settings",
        sql: include_str!("../../assets/engine/95_settings.sql"),
        kind: PartKind::Cells,
    },
];

#[cfg(test)]
impl Part {
    /// Returns whether the comment names the step, and one SELECT follows.
    pub(super) fn is_named_select(&self) -> bool {
        let query = self.query();
        self.comment().starts_with(&format!("-- {}: ", self.name))
            && query.starts_with(['S', '{'])
            && !query.contains(';')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_says_its_name_and_is_one_select() {
        for part in PARTS {
            assert!(part.is_named_select(), "{}", part.name);
        }
    }
}
