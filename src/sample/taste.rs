//! Tastes: what a viewer is likely to spend an evening on, and how hard it is to stop.

use super::chance::Chance;
use crate::domain::Kind;

/// One sort of viewer.
pub(super) struct Taste {
    /// How many viewers in a thousand are of this sort.
    people: u32,
    /// How many stints in a thousand are films, and how many series; the rest is music.
    films: u32,
    series: u32,
    /// How many in a thousand go on tomorrow.
    pub(super) stamina: u32,
    /// How much longer an evening gets, in episodes of an hour or so.
    pub(super) binges: u32,
    /// How drawn to what is known already.
    pub(super) comfort: u32,
}

/// The sorts of viewers: the passing, the binger, the listener, the comfortable.
static TASTES: [Taste; 4] = [
    taste(540, (540, 350), 400, 0, 9),
    taste(170, (200, 760), 650, 1, 6),
    taste(190, (110, 90), 600, 0, 9),
    taste(100, (450, 450), 560, 0, 60),
];

const fn taste(
    people: u32,
    (films, series): (u32, u32),
    stamina: u32,
    binges: u32,
    comfort: u32,
) -> Taste {
    Taste {
        people,
        films,
        series,
        stamina,
        binges,
        comfort,
    }
}

impl Taste {
    /// Returns the taste of somebody.
    pub(super) fn any(chance: &mut Chance) -> &'static Self {
        let mut draw = chance.below(1000);
        for taste in &TASTES {
            if draw < taste.people {
                return taste;
            }
            draw -= taste.people;
        }
        &TASTES[0]
    }

    /// Returns what the next stint is about.
    pub(super) fn kind(&self, chance: &mut Chance) -> Kind {
        match chance.below(1000) {
            draw if draw < self.films => Kind::Film,
            draw if draw < self.films + self.series => Kind::Episode,
            _ => Kind::Track,
        }
    }
}
