//! A log of plain names, some of it known by day only.

use std::sync::LazyLock;

use bingetop::domain::{Day, Kind};
use bingetop::formats::record::Record;

use super::diary::{LAST_DAY, log_of};
use super::kept::Kept;

/// A log whose names are letters and blanks: every other character on the screen is the program's own.
pub static PLAIN: LazyLock<Kept> = LazyLock::new(|| of(40));

/// The seconds of a day.
const DAY: i64 = 24 * 60 * 60;

fn record(viewer: u32, title: &'static str, day: Day) -> Record<'static> {
    Record {
        viewer: format!("viewer {viewer}").into(),
        title: title.into(),
        kind: Some(Kind::Film),
        start: i64::from(day.0) * DAY + DAY / 2,
        ..Record::default()
    }
}

/// Returns a log of two films and a short series: so many viewers at noon, and twenty more on days without an hour.
/// Some lengths are unknown, and one film has a few viewers only.
pub fn of(with_hour: u32) -> Kept {
    let viewers = (0..with_hour).flat_map(|viewer| {
        let days = 40 - viewer % 30;
        let on_day = move |ago: u32| LAST_DAY.plus(-i32::try_from(ago).unwrap_or(0));
        let film = (0..days).map(move |ago| Record {
            seconds: (viewer % 9 > 0).then_some(600),
            ..record(viewer, "Winter Prince", on_day(ago))
        });
        let series = (0..days / 2).map(move |ago| Record {
            show: Some("Harbour".into()),
            kind: Some(Kind::Episode),
            ..record(
                viewer,
                if ago % 3 > 0 { "Pilot" } else { "Low Tide" },
                on_day(ago * 2),
            )
        });
        let small = (0..4).map(move |ago| record(viewer, "Favourite of Few", on_day(ago)));
        film.chain(series).chain(small.filter(move |_| viewer < 4))
    });
    let by_day = (0..with_hour + 20).flat_map(|viewer| {
        (0..4).map(move |ago| Record {
            is_by_day: true,
            ..record(viewer, "Harbour Lights", LAST_DAY.plus(-ago * 3))
        })
    });
    log_of(viewers.chain(by_day))
}
