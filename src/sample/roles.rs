//! Who is who: the faithful, the curious, and those who follow a trend.
//!
//! What the log is to show is decided here, not at random; everybody else plays what they like.

use super::plan::FAITHFUL;
use super::random::Random;
use super::trends::Trend;

/// How many viewers the numbers of the curious and of the trends are meant for.
const CROWD: u32 = 9_120;

/// How many of a crowd watch *A Christmas Prince* without being faithful.
const CURIOUS: u32 = 640;

/// What a viewer is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Nobody in particular.
    Ordinary,
    /// One of the 53.
    Faithful,
    /// Watches *A Christmas Prince*, once or a few days in a row.
    Curious,
    /// Follows one of the trends: its index.
    Follower(usize),
}

/// Returns the role of each of `viewers` viewers; there are at least [`FAITHFUL`] of them.
pub(super) fn assign(viewers: u32, trends: &[Trend], random: &mut Random) -> Vec<Role> {
    let others = viewers.saturating_sub(FAITHFUL);
    let curious = scaled(CURIOUS, others);
    let mut roles: Vec<Role> = Vec::with_capacity(viewers as usize);
    roles.extend((0..FAITHFUL.min(viewers)).map(|_| Role::Faithful));
    roles.extend((0..curious).map(|_| Role::Curious));
    for (number, trend) in trends.iter().enumerate() {
        // A larger crowd has no larger trends: the faithful are 53 however many watch.
        let followers = scaled(trend.viewers, others.min(CROWD));
        roles.extend((0..followers).map(|_| Role::Follower(number)));
    }
    roles.resize(viewers as usize, Role::Ordinary);
    random.shuffle(&mut roles);
    roles
}

/// Returns as great a share of `viewers` as `count` is of a crowd.
fn scaled(count: u32, viewers: u32) -> u32 {
    let scaled = u64::from(count) * u64::from(viewers) / u64::from(CROWD);
    u32::try_from(scaled).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::trends::trends;

    #[test]
    fn sixty_viewers_are_enough_for_the_faithful() {
        for viewers in [60, 61, 500, 9_120, 40_000] {
            let roles = assign(viewers, &trends(), &mut Random::new(1));
            let faithful = roles.iter().filter(|role| **role == Role::Faithful);
            assert_eq!(faithful.count(), 53);
            assert_eq!(roles.len(), viewers as usize);
        }
    }
}
