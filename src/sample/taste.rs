//! What a viewer likes to play, and how hard it is for them to stop.

use super::random::Random;
use crate::domain::Kind;

/// One sort of viewer.
pub(super) struct Taste {
    /// How many viewers in a thousand are of this sort.
    people: u32,
    /// How often in a thousand times they start a film, and how often a series; else it is music.
    films: u32,
    series: u32,
    /// How many in a thousand go on the next day.
    pub(super) stamina: u32,
    /// How much longer an evening gets, in units of 45 minutes.
    pub(super) binges: u32,
    /// How much they like to play again what they know.
    pub(super) replays: u32,
}

/// The sorts of viewers: who watches now and then, who binges, who listens, who replays.
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
    replays: u32,
) -> Taste {
    Taste {
        people,
        films,
        series,
        stamina,
        binges,
        replays,
    }
}

impl Taste {
    /// Returns a random taste.
    pub(super) fn any(random: &mut Random) -> &'static Self {
        let mut draw = random.below(1000);
        for taste in &TASTES {
            if draw < taste.people {
                return taste;
            }
            draw -= taste.people;
        }
        &TASTES[0]
    }

    /// Returns what the viewer starts next.
    pub(super) fn kind(&self, random: &mut Random) -> Kind {
        match random.below(1000) {
            draw if draw < self.films => Kind::Film,
            draw if draw < self.films + self.series => Kind::Episode,
            _ => Kind::Track,
        }
    }
}
