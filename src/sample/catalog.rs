//! The invented works, read from `assets/`.

use crate::domain::{Day, Kind};

const CATALOGUE: &str = include_str!("../../assets/catalogue.tsv");
const EPISODES: &str = include_str!("../../assets/episodes.txt");

/// The one real work of the catalogue.
pub(super) const PRINCE: &str = "A Christmas Prince";

/// A film, a series or a track.
pub(super) struct Work {
    /// What its parts are.
    pub(super) kind: Kind,
    /// Its name, unique in the catalogue.
    pub(super) name: String,
    /// The artist of a track, the name of a series.
    pub(super) show: Option<String>,
    /// How long each part lasts.
    pub(super) seconds: u32,
    /// How often it is chosen, compared with the others of its kind.
    pub(super) appeal: u32,
    /// How gladly it is played again, 0 to 9.
    pub(super) again: u32,
    /// What can be played, in order: the episodes, or the work itself.
    pub(super) parts: Vec<Part>,
}

/// What a row of the log names: a film, an episode, a track.
pub(super) struct Part {
    /// The title, as the log spells it.
    pub(super) title: String,
    /// The day from which it can be played.
    pub(super) released: Day,
}

impl Work {
    /// Returns how many parts are out on `day`.
    pub(super) fn parts_on(&self, day: Day) -> usize {
        self.parts.partition_point(|part| part.released <= day)
    }
}

/// Reads the catalogue.
pub(super) fn works() -> Vec<Work> {
    let names: Vec<&str> = lines(EPISODES).collect();
    let works = lines(CATALOGUE).skip(1).enumerate();
    works
        .map(|(place, line)| {
            work(line, place, &names).expect("the catalogue is embedded, and a test reads it whole")
        })
        .collect()
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

fn work(line: &str, place: usize, names: &[&str]) -> Option<Work> {
    let mut cells = line.split('\t');
    let mut next = || cells.next();
    let (kind, name, by, length) = (next()?, next()?, next()?, next()?);
    let (released, episodes, pattern) = (next()?, next()?, next()?);
    let (minutes, seconds) = length.split_once(':')?;
    let kind: Kind = kind.parse().ok()?;
    let show = match kind {
        Kind::Episode => Some(name),
        Kind::Track => Some(by),
        _ => None,
    };
    let parts = if kind == Kind::Episode {
        let title_of = |season, number, place| {
            let title = pattern
                .replace("{s}", &format!("{season}"))
                .replace("{n}", &format!("{number}"))
                .replace("{name}", names[place]);
            format!("{name}: {title}")
        };
        seasons(released, episodes, Walk::of(place, names.len()), title_of)?
    } else {
        vec![Part {
            title: name.to_owned(),
            released: Day::parse(released)?,
        }]
    };
    Some(Work {
        kind,
        name: name.to_owned(),
        show: show.map(str::to_owned),
        seconds: minutes.parse::<u32>().ok()? * 60 + seconds.parse::<u32>().ok()?,
        appeal: next()?.parse().ok()?,
        again: next()?.parse().ok()?,
        parts,
    })
}

/// Returns the episodes of a series, season by season; `title_of` takes the season, the number in it
/// and the index of a name.
fn seasons(
    released: &str,
    episodes: &str,
    mut walk: Walk,
    title_of: impl Fn(usize, usize, usize) -> String,
) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    for (season, (released, episodes)) in released.split(',').zip(episodes.split(',')).enumerate() {
        let released = Day::parse(released)?;
        for number in 1..=episodes.parse().ok()? {
            parts.push(Part {
                title: title_of(season + 1, number, walk.step()),
                released,
            });
        }
    }
    Some(parts)
}

/// A walk through the names of episodes that takes every one before it takes one again.
struct Walk {
    at: usize,
    stride: usize,
    length: usize,
}

impl Walk {
    fn of(place: usize, length: usize) -> Self {
        Self {
            at: place * 37 % length,
            stride: 1 + place * 11 % (length - 1),
            length,
        }
    }

    fn step(&mut self) -> usize {
        self.at = (self.at + self.stride) % self.length;
        self.at
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::domain::name;

    #[test]
    fn there_are_three_hundred_works() {
        let works = works();
        let of = |kind| works.iter().filter(|work| work.kind == kind).count();
        assert_eq!(works.len(), 300);
        assert_eq!(
            [of(Kind::Film), of(Kind::Episode), of(Kind::Track)],
            [130, 80, 90]
        );
    }

    #[test]
    fn every_name_is_unique_however_it_is_spelled() {
        let works = works();
        let names: HashSet<_> = works.iter().map(|work| name::folded(&work.name)).collect();
        assert_eq!(names.len(), works.len());
        let titles = || works.iter().flat_map(|work| &work.parts);
        let unique: HashSet<_> = titles().map(|part| name::folded(&part.title)).collect();
        assert_eq!(unique.len(), titles().count());
    }

    #[test]
    fn names_are_fit_for_a_terminal() {
        for work in works() {
            let titles = work.parts.iter().map(|part| &part.title);
            for text in titles.chain([&work.name]).chain(&work.show) {
                assert_eq!(name::shown(text), text.as_str());
                assert_eq!(text.trim(), text);
                assert!(!text.is_empty() && !text.contains(['{', '}', '\t']));
            }
        }
    }

    #[test]
    fn works_are_of_sensible_size() {
        for work in works() {
            let minutes = match work.kind {
                Kind::Track => 2..=10,
                Kind::Episode => 9..=100,
                _ => 45..=190,
            };
            assert!(minutes.contains(&(work.seconds / 60)), "{}", work.name);
            assert!(work.again <= 9 && work.appeal <= 100, "{}", work.name);
            assert!(work.parts.is_sorted_by_key(|part| part.released));
            if work.kind == Kind::Episode {
                assert!(work.parts.len() >= 6, "{}", work.name);
            }
        }
    }

    #[test]
    fn the_prince_is_the_film_of_the_tweet() {
        let works = works();
        let prince = works.iter().find(|work| work.name == PRINCE).unwrap();
        assert_eq!((prince.kind, prince.seconds), (Kind::Film, 92 * 60));
        assert_eq!(prince.parts[0].released.to_string(), "2017-11-17");
        assert_eq!(prince.appeal, 0, "nobody comes across it at random");
    }
}
