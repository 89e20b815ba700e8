//! Plays by day and hour, counted one by one.

use crate::cube::cells::Cells;

/// The hours of a day on the wall clock.
const HOURS: usize = 24;

/// Plays by day and hour on the wall clock.
#[derive(Debug, Default)]
pub(super) struct ClockCounter {
    /// At the number of the day.
    days: Vec<[u32; HOURS]>,
}

impl ClockCounter {
    /// Counts a play of a day, by its number, that starts at an hour from 0 to 23.
    pub fn add(&mut self, day: u16, hour: u8) {
        let place = usize::from(day);
        if self.days.len() <= place {
            self.days.resize(place + 1, [0; HOURS]);
        }
        self.days[place][usize::from(hour) % HOURS] += 1;
    }

    /// Returns the plays as cells `(day, hour) -> plays`.
    pub fn cells(&self) -> Cells<2> {
        let mut cells = Cells::default();
        let days = (0..=u16::MAX).zip(&self.days);
        // Nearly all days are empty where a log spans centuries.
        for (day, hours) in days.filter(|(_, hours)| **hours != [0; HOURS]) {
            for (hour, plays) in (0..).zip(hours) {
                cells.push([day, hour], *plays);
            }
        }
        cells
    }
}
