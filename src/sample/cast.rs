//! Who is who: the faithful, the curious, and those whom a craze takes hold of.
//!
//! What the log is to prove is written here and not left to chance; everybody else just lives.

use super::chance::Chance;
use super::crazes::{CRAZES, Craze};

/// How many play A Christmas Prince on each of the log's last 18 days.
pub(super) const FAITHFUL: u32 = 53;

/// How many days they do so for.
pub(super) const FAITHFUL_DAYS: u32 = 18;

/// The number of viewers that the crazes below speak of.
const CROWD: u32 = 9_120;

/// How many of a crowd watch A Christmas Prince without being faithful to him.
const CURIOUS: u32 = 640;

/// What a viewer is in this story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Nobody in particular.
    Ordinary,
    /// One of the 53.
    Faithful,
    /// Watches A Christmas Prince, once or a few days running.
    Curious,
    /// Is taken hold of by one of the crazes.
    Devotee(&'static Craze),
}

/// Returns what each of `viewers` viewers is; at least [`FAITHFUL`] of them.
pub(super) fn roles(viewers: u32, chance: &mut Chance) -> Vec<Role> {
    let others = viewers.saturating_sub(FAITHFUL);
    let curious = scaled(CURIOUS, others);
    let mut roles: Vec<Role> = Vec::with_capacity(viewers as usize);
    roles.extend((0..FAITHFUL.min(viewers)).map(|_| Role::Faithful));
    roles.extend((0..curious).map(|_| Role::Curious));
    for craze in &CRAZES {
        // A larger crowd has no larger crazes: the faithful are 53 however many watch.
        let people = scaled(craze.people, others.min(CROWD));
        roles.extend((0..people).map(|_| Role::Devotee(craze)));
    }
    roles.resize(viewers as usize, Role::Ordinary);
    chance.shuffle(&mut roles);
    roles
}

fn scaled(people: u32, viewers: u32) -> u32 {
    let scaled = u64::from(people) * u64::from(viewers) / u64::from(CROWD);
    u32::try_from(scaled).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixty_viewers_are_enough_for_the_faithful() {
        for viewers in [60, 61, 500, 9_120, 40_000] {
            let roles = roles(viewers, &mut Chance::new(1));
            let faithful = roles.iter().filter(|role| **role == Role::Faithful);
            assert_eq!(faithful.count(), 53);
            assert_eq!(roles.len(), viewers as usize);
        }
    }
}
