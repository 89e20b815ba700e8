//! What there is to play: films, series and their episodes, all invented but one.

use super::keyed_random::KeyedRandom;
use super::topic;
use crate::sample::catalog::PRINCE;

/// How long *A Christmas Prince* is, in seconds.
pub(super) const PRINCE_SECONDS: u32 = 92 * 60;

/// One title in so many is a film.
const TITLES_A_FILM: u32 = 3;

/// There is one series for so many titles: 700 series to 20,000 titles.
const TITLES_A_SHOW: u32 = 28;

const FIRST_WORDS: [&str; 32] = [
    "Amber", "Autumn", "Brass", "Copper", "Crooked", "Distant", "Eastern", "Empty", "Frozen",
    "Gentle", "Glass", "Golden", "Harbour", "Hidden", "Iron", "Ivory", "Lantern", "Last", "Linen",
    "Midnight", "Northern", "Orchard", "Paper", "Quiet", "Salt", "Second", "Silver", "Slow",
    "Stone", "Summer", "Velvet", "Winter",
];

const SECOND_WORDS: [&str; 32] = [
    "Bakery",
    "Bridge",
    "Canal",
    "Ferry",
    "Garden",
    "Gate",
    "Harvest",
    "Hotel",
    "House",
    "Island",
    "Kitchen",
    "Letter",
    "Library",
    "Light",
    "Market",
    "Meadow",
    "Mill",
    "Museum",
    "Orchestra",
    "Platform",
    "Promise",
    "River",
    "Road",
    "School",
    "Song",
    "Square",
    "Station",
    "Street",
    "Theatre",
    "Tower",
    "Train",
    "Winter",
];

/// The titles by number: films first, then episode after episode, then *A Christmas Prince*.
pub(super) struct Titles {
    films: u32,
    /// The first episode of each series, and at the end the title after the last episode.
    shows: Vec<u32>,
    /// The cells of each title, `title,show,kind`, one title after the other.
    text: String,
    /// Where the cells of each title end in `text`.
    ends: Vec<usize>,
    seconds: Vec<u32>,
}

impl Titles {
    /// Returns `count` titles, at least 100.
    pub(super) fn new(seed: u64, count: u32) -> Self {
        let (films, shows) = (count / TITLES_A_FILM, count / TITLES_A_SHOW);
        let mut titles = Self {
            films,
            shows: Vec::new(),
            text: String::new(),
            ends: vec![0],
            seconds: Vec::new(),
        };
        for film in 0..films {
            let mut random = KeyedRandom::of(seed, topic::FILM, u64::from(film));
            let name = format!("The {}", invented(&mut random, film + 1));
            titles.push(&format!("{name},,film"), 4_800 + random.below(2_400));
        }
        let episodes = count - 1 - films;
        for show in 0..shows {
            let mut random = KeyedRandom::of(seed, topic::SHOW, u64::from(show));
            let name = invented(&mut random, films + show + 1);
            let length = 1_260 + random.below(2_340);
            // Series differ in length: each is up to a third of a series shorter.
            let shorter = if show + 1 == shows {
                0
            } else {
                random.below(episodes / shows / 3)
            };
            let first = titles.count();
            let next = films + episodes * (show + 1) / shows - shorter;
            titles.shows.push(first);
            for part in 1..=next - first {
                titles.push(&format!("{name}: Part {part},{name},episode"), length);
            }
        }
        titles.shows.push(titles.count());
        titles.push(&format!("{PRINCE},,film"), PRINCE_SECONDS);
        titles
    }

    fn push(&mut self, cells: &str, seconds: u32) {
        self.text.push_str(cells);
        self.ends.push(self.text.len());
        self.seconds.push(seconds);
    }

    /// Returns how many titles there are.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.seconds.len()).expect("as many as were asked for")
    }

    /// Returns the number of *A Christmas Prince*.
    pub(super) fn prince(&self) -> u32 {
        self.count() - 1
    }

    /// Returns the cells of a title: `title,show,kind`.
    pub(super) fn cells(&self, title: u32) -> &[u8] {
        let title = title as usize;
        &self.text.as_bytes()[self.ends[title]..self.ends[title + 1]]
    }

    /// Returns how long a title is, in seconds: 1,200 at least.
    pub(super) fn seconds(&self, title: u32) -> u32 {
        self.seconds[title as usize]
    }

    /// Returns a title that is chosen on a day: a film or an episode, never *A Christmas Prince*.
    pub(super) fn pick(&self, day: u32, random: &mut KeyedRandom) -> u32 {
        if random.below(100) < 45 {
            return chosen(self.films, day / 4, random);
        }
        let show = self.pick_show(day, random);
        let (first, episodes) = self.episodes(show);
        first + random.below(episodes).min(random.below(episodes))
    }

    /// Returns a series that is chosen on a day.
    pub(super) fn pick_show(&self, day: u32, random: &mut KeyedRandom) -> u32 {
        chosen(self.show_count(), day / 10, random)
    }

    fn show_count(&self) -> u32 {
        u32::try_from(self.shows.len() - 1).expect("fewer than titles")
    }

    /// Returns the first episode of a series, and how many it has.
    pub(super) fn episodes(&self, show: u32) -> (u32, u32) {
        let show = show as usize;
        (self.shows[show], self.shows[show + 1] - self.shows[show])
    }
}

/// Returns one of `count` works: half the time a classic, popular all year, else a hit. The work
/// numbered `released` is the greatest hit; the longer before it a work came out, the less often it
/// is chosen.
fn chosen(count: u32, released: u32, random: &mut KeyedRandom) -> u32 {
    let rank = random.steeply_below(count);
    if random.below(2) == 0 {
        return count - 1 - rank;
    }
    (released % count + count - rank) % count
}

/// Returns an invented name; the number makes it unique.
fn invented(random: &mut KeyedRandom, number: u32) -> String {
    let mut word = |words: &[&'static str; 32]| words[random.below(32) as usize];
    let (first, second) = (word(&FIRST_WORDS), word(&SECOND_WORDS));
    format!("{first} {second} {number:04}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_of_the_titles_are_films_and_every_series_has_episodes() {
        for (count, shows) in [(200, 7), (20_000, 714)] {
            let titles = Titles::new(1, count);
            assert_eq!((titles.count(), titles.show_count()), (count, shows));
            assert_eq!(titles.films, count / 3);
            for show in 0..shows {
                let (first, episodes) = titles.episodes(show);
                assert!(first >= titles.films && first + episodes < count);
                assert!((10..=30).contains(&episodes), "{episodes}");
            }
        }
    }

    #[test]
    fn names_need_no_quotes_and_are_told_apart() {
        let titles = Titles::new(1, 20_000);
        let mut names: Vec<&str> = (0..titles.count())
            .map(|title| std::str::from_utf8(titles.cells(title)).unwrap())
            .collect();
        for name in &names {
            assert_eq!(name.matches(',').count(), 2, "{name}");
            assert!(!name.contains(['"', '\n']) && name.len() < 100, "{name}");
        }
        assert_eq!(*names.last().unwrap(), "A Christmas Prince,,film");
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 20_000);
    }

    #[test]
    fn a_hit_rises_on_its_day_and_fades() {
        let mut random = KeyedRandom::of(1, 2, 3);
        let mut tenth = |released: u32| {
            let drawn = (0..20_000).filter(|_| chosen(7_000, released, &mut random) == 10);
            drawn.count()
        };
        let (before, at, after) = (tenth(9), tenth(10), tenth(20));
        assert!(before < 10 && at > 400 && (20..200).contains(&after));
    }
}
