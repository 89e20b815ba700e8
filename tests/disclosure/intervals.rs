//! Whole numbers known to lie between two bounds, and the sums that narrow them.

/// A number known to lie between two bounds, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    pub least: u64,
    pub most: u64,
}

impl Interval {
    pub fn exactly(number: u64) -> Self {
        Self {
            least: number,
            most: number,
        }
    }

    pub fn between(least: u64, most: u64) -> Self {
        Self { least, most }
    }
}

/// Numbers, and which of them add up to which.
#[derive(Debug, Default)]
pub struct System {
    numbers: Vec<Interval>,
    /// Parts, and their whole.
    sums: Vec<(Vec<usize>, usize)>,
    /// Of each two, the first is at most the second.
    orders: Vec<(usize, usize)>,
}

impl System {
    /// Adds a number; returns its place.
    pub fn number(&mut self, interval: Interval) -> usize {
        self.numbers.push(interval);
        self.numbers.len() - 1
    }

    /// Says that parts add up to a whole.
    pub fn sum(&mut self, parts: &[usize], whole: usize) {
        self.sums.push((parts.to_vec(), whole));
    }

    /// Says that a number is at most another.
    pub fn at_most(&mut self, less: usize, more: usize) {
        self.orders.push((less, more));
    }

    /// Narrows all numbers until nothing moves any more.
    pub fn solve(&mut self) {
        for _ in 0..1_000 {
            let before = self.numbers.clone();
            for (parts, whole) in &self.sums {
                let sum = |of: fn(&Interval) -> u64| -> u64 {
                    parts
                        .iter()
                        .map(|place| of(&self.numbers[*place]))
                        .fold(0, u64::saturating_add)
                };
                let (least, most) = (sum(|n| n.least), sum(|n| n.most));
                let total = &mut self.numbers[*whole];
                total.least = total.least.max(least);
                total.most = total.most.min(most);
                let total = *total;
                for place in parts {
                    let part = &mut self.numbers[*place];
                    part.most = part
                        .most
                        .min((total.most + part.least).saturating_sub(least));
                    let others = most.saturating_sub(part.most);
                    if most < u64::MAX / 2 {
                        part.least = part.least.max(total.least.saturating_sub(others));
                    }
                }
            }
            for (less, more) in &self.orders {
                let (a, b) = (self.numbers[*less], self.numbers[*more]);
                self.numbers[*less].most = a.most.min(b.most);
                self.numbers[*more].least = b.least.max(a.least);
            }
            if self.numbers == before {
                return;
            }
        }
    }

    /// Returns what is known of a number.
    pub fn known(&self, place: usize) -> Interval {
        self.numbers[place]
    }
}

#[test]
fn a_part_is_what_the_others_leave_of_the_whole() {
    let mut system = System::default();
    let whole = system.number(Interval::exactly(679));
    let known = [395, 120, 39, 52, 18, 53].map(|n| system.number(Interval::exactly(n)));
    let hidden = system.number(Interval::between(1, 9));
    system.sum(&[&known[..], &[hidden]].concat(), whole);
    system.solve();
    assert_eq!(system.known(hidden), Interval::exactly(2));
}

#[test]
fn two_parts_leave_each_other_room() {
    let mut system = System::default();
    let whole = system.number(Interval::exactly(12));
    let parts = [0, 1].map(|_| system.number(Interval::between(1, 9)));
    system.sum(&parts, whole);
    system.solve();
    assert_eq!(system.known(parts[0]), Interval::between(3, 9));
}
