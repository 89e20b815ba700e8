//! The crazes of the year: what many play every day for a while.

use crate::domain::Day;

/// A work that many play every day for a while.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Craze {
    /// The work's name in the catalogue.
    pub(super) work: &'static str,
    /// The day on which the first begin, as year, month, day.
    from: (i32, u32, u32),
    /// The day after which nobody goes on.
    to: (i32, u32, u32),
    /// How many days late the last begin.
    pub(super) late: u32,
    /// How many of a crowd begin.
    pub(super) people: u32,
    /// How many in a thousand go on from one day to the next.
    pub(super) keeps: u32,
}

impl Craze {
    /// Returns the days from the first on which anybody begins to the last on which anybody goes on.
    pub(super) fn days(&self) -> (Day, Day) {
        let day = |(year, month, day)| {
            Day::from_ymd(year, month, day).expect("the days of crazes are written out and tested")
        };
        (day(self.from), day(self.to))
    }
}

/// The crazes of the year.
pub(super) static CRAZES: [Craze; 16] = [
    craze(
        "Twenty Minutes of Bending",
        (2017, 1, 1),
        (2017, 2, 20),
        4,
        150,
        860,
    ),
    craze(
        "Twelve More Push-Ups",
        (2017, 1, 2),
        (2017, 3, 31),
        6,
        70,
        930,
    ),
    craze(
        "Song for Two Ducks 🦆",
        (2017, 4, 1),
        (2017, 4, 20),
        3,
        110,
        800,
    ),
    craze(
        "Otra vez el verano",
        (2017, 7, 1),
        (2017, 9, 3),
        30,
        120,
        915,
    ),
    craze(
        "The Ninth Lock",
        (2017, 10, 13),
        (2017, 10, 22),
        2,
        130,
        880,
    ),
    craze(
        "Lullaby for a Dishwasher",
        (2017, 11, 5),
        (2017, 12, 10),
        12,
        20,
        988,
    ),
    craze("Clone Custody", (2017, 11, 17), (2017, 11, 30), 6, 90, 880),
    craze(
        "Last Tram Before Christmas",
        (2017, 11, 24),
        (2017, 12, 10),
        6,
        64,
        968,
    ),
    craze(
        "Twenty-Four Small Doors",
        (2017, 12, 1),
        (2017, 12, 10),
        1,
        110,
        955,
    ),
    craze(
        "Rain on a Caravan Roof",
        (2017, 11, 22),
        (2017, 12, 10),
        9,
        30,
        972,
    ),
    craze(
        "Slower Than Snow",
        (2017, 12, 1),
        (2017, 12, 10),
        3,
        44,
        940,
    ),
    craze(
        "Copper Kettle Road",
        (2017, 12, 2),
        (2017, 12, 10),
        3,
        52,
        950,
    ),
    craze("Mörkt kaffe", (2017, 12, 4), (2017, 12, 10), 2, 40, 900),
    craze(
        "Pip and the Moon That Sulked",
        (2017, 12, 4),
        (2017, 12, 10),
        3,
        46,
        930,
    ),
    craze(
        "Christmas at Gate B12",
        (2017, 12, 6),
        (2017, 12, 10),
        2,
        60,
        860,
    ),
    craze(
        "Gustav the Gull Learns to Share",
        (2017, 11, 30),
        (2017, 12, 10),
        5,
        34,
        950,
    ),
];

const fn craze(
    work: &'static str,
    from: (i32, u32, u32),
    to: (i32, u32, u32),
    late: u32,
    people: u32,
    keeps: u32,
) -> Craze {
    Craze {
        work,
        from,
        to,
        late,
        people,
        keeps,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::catalog::works;

    #[test]
    fn every_craze_is_about_a_work_that_is_out() {
        let works = works();
        for craze in &CRAZES {
            let (from, to) = craze.days();
            let work = works.iter().find(|work| work.name == craze.work);
            assert!(work.unwrap().parts_on(from) > 0, "{}", craze.work);
            assert!(from < to);
        }
    }
}
