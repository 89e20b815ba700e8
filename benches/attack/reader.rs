//! What a reader asks, and what it makes of the answers.

use crate::logs::DAYS;

/// How a reader goes about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// It is told counts of ten and more as they are.
    Exact,
    /// It asks one question after the other until it is refused.
    Asking,
    /// It asks one question again and again, of the log and of copies.
    Again,
    /// It asks before and after the viewer's rows come, and once more of a backup that is put back.
    Refreshing,
}

/// A reader who knows all viewers but one.
#[derive(Debug, Clone)]
pub struct Reader {
    pub way: Way,
    /// The questions, in the order in which they are asked. The crowd of each is the others, and the viewer in question
    /// if that one is in the log.
    pub questions: Vec<String>,
}

impl Reader {
    pub fn of_exact_counts() -> Self {
        Self {
            way: Way::Exact,
            questions: questions("Harbour").take(1).collect(),
        }
    }

    pub fn of_one_show() -> Self {
        Self {
            way: Way::Asking,
            questions: questions("Harbour").collect(),
        }
    }

    pub fn of_everything() -> Self {
        Self {
            way: Way::Asking,
            questions: questions("*").collect(),
        }
    }

    /// Of the show and of its episodes: their numbers can be subtracted.
    pub fn of_differences() -> Self {
        let names = ["Harbour", "title:Harbour: Pilot"];
        let asked = questions(names[0]).zip(questions(names[1]));
        Self {
            way: Way::Asking,
            questions: asked.flat_map(|(show, title)| [show, title]).collect(),
        }
    }

    pub fn of_averages() -> Self {
        Self {
            way: Way::Again,
            questions: questions("Harbour").take(1).collect(),
        }
    }

    pub fn of_refreshes() -> Self {
        Self {
            way: Way::Refreshing,
            questions: questions("Harbour").take(1).collect(),
        }
    }
}

/// Returns questions whose crowd is everybody who watches every day.
fn questions(name: &str) -> impl Iterator<Item = String> {
    let windows = [10, 7, 5, 3, 2]
        .into_iter()
        .flat_map(|days: u32| (1..=DAYS + 1 - days).map(move |from| (days, from, from + days - 1)));
    windows.flat_map(move |(days, from, to)| {
        ["streak", "active"]
            .map(|rule| format!("{rule}={days} 2024-01-{from:02}..2024-01-{to:02} {name}"))
    })
}

/// What is said, and how likely each is for a crowd of so many.
pub struct Chances(Vec<(Option<u64>, f64)>);

impl Chances {
    /// Returns how likely each answer is for a crowd of `viewers`, by the rules that everybody may read: a wide draw, where that is below
    /// 400 a narrow one, both joined by inverse variance, rounded.
    pub fn of(viewers: u32) -> Self {
        let bell = |variance: f64, noise: i64| {
            let noise = noise as f64;
            (-noise * noise / (2.0 * variance)).exp()
        };
        let mut chances: Vec<(Option<u64>, f64)> = Vec::new();
        for wide in -160..=160_i64 {
            for narrow in -32..=32_i64 {
                let viewers = i64::from(viewers);
                let over = (viewers + wide) * 16 + (viewers + narrow) * 400;
                let joined = (2 * over + 416).div_euclid(832);
                let said = (joined >= 40).then(|| ((joined + 2) / 5 * 5).unsigned_abs());
                let chance = bell(400.0, wide) * bell(16.0, narrow);
                match chances.iter_mut().find(|(known, _)| *known == said) {
                    Some((_, sum)) => *sum += chance,
                    None => chances.push((said, chance)),
                }
            }
        }
        let all: f64 = chances.iter().map(|(_, chance)| chance).sum();
        Self(
            chances
                .into_iter()
                .map(|(said, chance)| (said, chance / all))
                .collect(),
        )
    }

    fn of_answer(&self, said: Option<u64>) -> f64 {
        let found = self.0.iter().find(|(known, _)| *known == said);
        found.map_or(1e-12, |(_, chance)| chance.max(1e-12))
    }
}

/// Weighs answers: positive speaks for the viewer being in the log.
pub struct Scales {
    without: Chances,
    with: Chances,
}

impl Scales {
    pub fn new(others: u32) -> Self {
        Self {
            without: Chances::of(others),
            with: Chances::of(others + 1),
        }
    }

    pub fn weigh(&self, answers: &[Option<u64>]) -> f64 {
        let weight =
            |said: &Option<u64>| (self.with.of_answer(*said) / self.without.of_answer(*said)).ln();
        answers.iter().map(weight).sum()
    }
}
