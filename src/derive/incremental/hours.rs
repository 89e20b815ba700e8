//! Applying changes to the hours of titles and of everything.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::cube::blocks::{self, BLOCK_DAYS};
use crate::cube::day_hours::{HourDifferences, HoursDifference};
use crate::cube::day_number;
use crate::cube::kind::CubeKind;
use crate::derive::error::DeriveError;
use crate::derive::stored_cubes::change_hours;
use crate::domain::Day;
use crate::store::settings::TitleHours;

/// Differences to hours, by number of the cube.
type ByBlock = BTreeMap<u32, HourDifferences>;

/// Applies the hours that titles gain and lose on days: to everything alone where titles have none of their own.
pub fn apply(
    conn: &Connection,
    changes: impl Iterator<Item = (u32, Day, HoursDifference)>,
) -> Result<(), DeriveError> {
    let of_titles = TitleHours::load(conn)?;
    let (mut titles, mut everything) = (ByBlock::new(), ByBlock::new());
    for (title, day, difference) in changes.filter(|(.., difference)| !difference.is_none()) {
        let day = day_number::of(day);
        let (block, day) = (blocks::block_of(day), day % BLOCK_DAYS);
        if of_titles == TitleHours::Counted {
            let (page, item) = blocks::page_of(title);
            let of_title = titles.entry(blocks::page_block(page, block)).or_default();
            of_title.entry([day, item]).or_default().add(difference);
        }
        let of_day = everything.entry(blocks::page_block(0, block)).or_default();
        of_day.entry([day, 0]).or_default().add(difference);
    }
    for (kind, by_block) in [
        (CubeKind::TitleHours, titles),
        (CubeKind::Hours, everything),
    ] {
        for (number, differences) in by_block {
            change_hours(conn, kind, number, &differences)?;
        }
    }
    Ok(())
}
