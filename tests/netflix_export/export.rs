//! A made-up full export of five profiles, and what its maker knows about it.
//!
//! Profiles play one thing after another. Whatever they begin they end, at once or over several
//! evenings, so that every viewing is closed before the next one of its title begins and the maker
//! can count along.

use std::collections::BTreeSet;

use bingetop::domain::Kind;
use chrono::DateTime;

use super::brute_force::Row;

/// Name, country, and the words of the profile's language for a series, a season and an episode.
pub const PROFILES: [(&str, &str, Words); 5] = [
    (
        "Ada",
        "NL (Netherlands)",
        ["Harbour", "Season", "The Pier, and \"Fog\"", "Episode"],
    ),
    (
        "Bram",
        "NL (Netherlands)",
        ["Haven", "Seizoen", "Mist", "Aflevering"],
    ),
    (
        "Céleste",
        "BR (Brazil)",
        ["Porto", "Temporada", "A névoa", "Episódio"],
    ),
    (
        "Dagna",
        "PL (Poland)",
        ["Przystań", "Sezon", "Mgła", "Odcinek"],
    ),
    ("恵美", "JP (Japan)", ["港", "シーズン", "霧の朝", ""]),
];

type Words = [&'static str; 4];

const HEADER: [&str; 10] = [
    "Profile Name",
    "Start Time",
    "Duration",
    "Attributes",
    "Title",
    "Supplemental Video Type",
    "Device Type",
    "Bookmark",
    "Latest Bookmark",
    "Country",
];

const EXTRAS: [&str; 8] = [
    "HOOK",
    "TRAILER",
    "TEASER_TRAILER",
    "PREVIEW",
    "RECAP",
    "BUMPER",
    "PROMOTIONAL",
    "CINEMAGRAPH",
];

/// Attributes as they stand in exports; the last two are of hidden rows.
const ATTRIBUTES: [&str; 8] = [
    "",
    "",
    "",
    "Autoplayed: user action: None; ",
    "Autoplayed: user action: User_Interaction; ",
    "Has branched playback; ",
    "View was hidden; ",
    "Autoplayed: user action: Unspecified; View was hidden; ",
];

/// 2021-01-01T00:00:00Z.
const BEGINNING: i64 = 1_609_459_200;

/// One line of the export.
#[derive(Debug, Clone)]
struct Line {
    profile: usize,
    start: i64,
    seconds: u32,
    attributes: &'static str,
    title: Title,
    extra: &'static str,
    position: u32,
    is_latest: bool,
}

#[derive(Debug, Clone)]
struct Title {
    name: String,
    show: Option<String>,
    length: u32,
}

/// What becomes of the lines of an export.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    /// Lines that stay rows.
    pub rows: usize,
    pub plays: usize,
    pub continuations: usize,
    pub short: usize,
    pub extras: usize,
    pub repeats: usize,
    pub hidden: usize,
    pub titles: usize,
    pub shows: usize,
    pub films: usize,
}

/// A full export.
pub struct Export {
    /// Profile by profile, newest first.
    lines: Vec<Line>,
    counts: Counts,
}

impl Export {
    /// Makes an export of so many lines, always the same.
    pub fn new(lines: usize) -> Self {
        let mut export = Self {
            lines: Vec::new(),
            counts: Counts::default(),
        };
        let mut chance = Chance(0x5eed);
        let each = lines / PROFILES.len();
        for profile in 0..PROFILES.len() {
            export.live(profile, each, &mut chance);
        }
        assert_eq!(export.lines.len(), lines, "profiles have equal shares");
        export
            .lines
            .sort_by_key(|line| (line.profile, std::cmp::Reverse(line.start)));
        export.count_names();
        export
    }

    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Adds the lines of one profile.
    fn live(&mut self, profile: usize, lines: usize, chance: &mut Chance) {
        let mut now = BEGINNING + i64::from(chance.below(86_400));
        let end = self.lines.len() + lines;
        while self.lines.len() < end {
            let left = end - self.lines.len();
            let title = title(profile, chance);
            let length = title.length;
            let mut teller = Teller {
                export: self,
                profile,
                chance,
                now: &mut now,
            };
            match teller.chance.below(20) {
                0 => teller.extra(&title),
                1 => {
                    teller.look(&title);
                }
                // A film or episode over two evenings, or three.
                2 | 3 if left >= 2 => {
                    teller.begin(&title, length * 4 / 10);
                    teller.resume(&title, length * 4 / 10, length);
                }
                4 if left >= 3 => {
                    teller.begin(&title, length / 4);
                    teller.resume(&title, length / 4, length / 2);
                    teller.resume(&title, length / 2, length);
                }
                // Given up half-way, begun anew, and seen to its end.
                5 if left >= 3 => {
                    teller.begin(&title, length / 2);
                    teller.begin(&title, length * 3 / 10);
                    teller.resume(&title, length * 3 / 10, length);
                }
                6 if left >= 2 => teller.twice(&title),
                _ => teller.begin(&title, length),
            }
        }
    }

    fn count_names(&mut self) {
        let of_rows = || self.lines.iter().filter(|line| line.extra.is_empty());
        let titles: BTreeSet<_> = of_rows()
            .map(|line| (&line.title.show, &line.title.name))
            .collect();
        let shows: BTreeSet<_> = titles
            .iter()
            .filter_map(|(show, _)| show.as_ref())
            .collect();
        let films = titles.iter().filter(|(show, _)| show.is_none()).count();
        let (titles, shows) = (titles.len(), shows.len() + films);
        self.counts = Counts {
            titles,
            shows,
            films,
            ..self.counts
        };
    }

    /// Returns the file.
    pub fn csv(&self) -> Vec<u8> {
        table(&self.lines)
    }

    /// Returns two exports that together hold every line, some lines twice: one asked for in the
    /// middle, and one that holds only the later years.
    pub fn overlapping_parts(&self) -> (Vec<u8>, Vec<u8>) {
        let days: Vec<i64> = self.lines.iter().map(|line| line.start).collect();
        let (first, last) = (days.iter().min(), days.iter().max());
        let span = last.zip(first).map_or(0, |(last, first)| last - first);
        let part = |is_in: &dyn Fn(i64) -> bool| {
            let lines = self
                .lines
                .iter()
                .filter(|line| is_in(line.start - BEGINNING));
            table(&lines.cloned().collect::<Vec<_>>())
        };
        (
            part(&|at| at < span * 6 / 10),
            part(&|at| at > span * 4 / 10),
        )
    }

    /// Returns the rows of the log that the export makes, for the specification to judge.
    pub fn rows(&self) -> Vec<Row> {
        let mut seen = BTreeSet::new();
        let lines = self.lines.iter().filter(|line| line.extra.is_empty());
        let once = lines.filter(|line| seen.insert((line.profile, line.start)));
        let row = |line: &Line| Row {
            viewer: PROFILES[line.profile].0.to_owned(),
            title: line.title.name.clone(),
            show: line.title.show.clone(),
            kind: Some(
                line.title
                    .show
                    .as_ref()
                    .map_or(Kind::Film, |_| Kind::Episode),
            ),
            start: line.start,
            seconds: Some(line.seconds),
            position: Some(line.position),
            viewing: None,
            length: None,
            id: None,
            private: line.attributes.contains("hidden"),
        };
        once.map(row).collect()
    }
}

/// Tells what one profile does, and counts.
struct Teller<'a> {
    export: &'a mut Export,
    profile: usize,
    chance: &'a mut Chance,
    now: &'a mut i64,
}

impl Teller<'_> {
    fn line(&mut self, title: &Title, seconds: u32, position: u32) -> Line {
        let line = Line {
            profile: self.profile,
            start: *self.now,
            seconds,
            attributes: self.chance.of(&ATTRIBUTES),
            title: title.clone(),
            extra: "",
            position,
            is_latest: self.chance.below(2) == 0,
        };
        // The next one comes at once, that evening, or some days later.
        let pause = match self.chance.below(4) {
            0 => 5,
            1 => 60 * (1 + self.chance.below(90)),
            _ => 3_600 * (8 + self.chance.below(12)),
        };
        *self.now += i64::from(seconds + pause);
        line
    }

    fn row(&mut self, title: &Title, seconds: u32, position: u32) -> Line {
        let line = self.line(title, seconds, position);
        self.export.counts.rows += 1;
        self.export.counts.hidden += usize::from(line.attributes.contains("hidden"));
        self.export.lines.push(line.clone());
        line
    }

    /// A viewing from the start to `position`, long enough for a play.
    fn begin(&mut self, title: &Title, position: u32) {
        self.row(title, position, position);
        self.export.counts.plays += 1;
    }

    /// The same viewing, from where it stopped.
    fn resume(&mut self, title: &Title, from: u32, position: u32) {
        // Seeking back makes it longer than what was left.
        let sought = self.chance.below(120);
        self.row(title, position - from + sought, position);
        self.export.counts.continuations += 1;
    }

    /// A look at the credits.
    fn look(&mut self, title: &Title) {
        let seconds = 1 + self.chance.below(119);
        self.row(title, seconds, title.length);
        self.export.counts.short += 1;
    }

    /// A whole viewing, and its line once more.
    fn twice(&mut self, title: &Title) {
        let line = self.row(title, title.length, title.length);
        self.export.counts.plays += 1;
        self.export.lines.push(line);
        self.export.counts.repeats += 1;
    }

    /// A trailer or the like, which Netflix names after its title.
    fn extra(&mut self, title: &Title) {
        let mut line = self.line(title, 20, 20);
        line.extra = self.chance.of(&EXTRAS);
        line.title.name.push_str("_hook_primary_16x9");
        self.export.lines.push(line);
        self.export.counts.extras += 1;
    }
}

/// Returns a title of the profile's language: an episode, or one time in four a film.
fn title(profile: usize, chance: &mut Chance) -> Title {
    let [series, season_word, episode_name, episode_word] = PROFILES[profile].2;
    // Low numbers are chosen more often.
    let number = chance.below(30).min(chance.below(30)) + 1;
    if chance.below(4) == 0 {
        let name = format!("{episode_name} {number}");
        return Title {
            name,
            show: None,
            length: 5_000 + 100 * number,
        };
    }
    let show = format!("{series} {}", number % 6);
    let season = 1 + number % 3;
    let season = match profile {
        4 => format!("{season_word}{season}"),
        _ => format!("{season_word} {season}"),
    };
    let name = match episode_word {
        "" => format!("{show}: {season}: {episode_name} {number}"),
        word => format!("{show}: {season}: {episode_name} ({word} {number})"),
    };
    Title {
        name,
        show: Some(show),
        length: 1_200 + 60 * number,
    }
}

fn table(lines: &[Line]) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(HEADER).expect("memory takes it");
    for line in lines {
        let (profile, country, _) = PROFILES[line.profile];
        let start = DateTime::from_timestamp(line.start, 0).expect("a moment");
        let position = clock(line.position);
        let latest = if line.is_latest {
            &position
        } else {
            "Not latest view"
        };
        table
            .write_record([
                profile,
                &start.format("%Y-%m-%d %H:%M:%S").to_string(),
                &clock(line.seconds),
                line.attributes,
                &line.title.name,
                line.extra,
                "Chrome PC (Cadmium)",
                &position,
                latest,
                country,
            ])
            .expect("memory takes it");
    }
    table.into_inner().expect("memory takes it")
}

fn clock(seconds: u32) -> String {
    format!(
        "{:02}:{:02}:{:02}",
        seconds / 3_600,
        seconds / 60 % 60,
        seconds % 60
    )
}

/// `SplitMix64`: the same numbers on every machine.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `bound`.
    fn below(&mut self, bound: u32) -> u32 {
        u32::try_from(self.next() % u64::from(bound)).expect("it is below a u32")
    }

    fn of<T: Copy>(&mut self, things: &[T]) -> T {
        let bound = u32::try_from(things.len()).expect("they are few");
        things[self.below(bound) as usize]
    }
}
