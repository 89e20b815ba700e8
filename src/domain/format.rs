//! Numbers as people read them.
//!
//! All rounding is done on integers, to the nearest, halves away from zero: what is printed never
//! depends on how a fraction is stored.

/// What a number or a share without a value is shown as.
pub const NOTHING: &str = "–";

/// The units of [`short`], each a thousand of the one before.
const UNITS: [char; 6] = ['k', 'M', 'B', 'T', 'P', 'E'];

/// Returns `n` with its digits in groups of three: `84,201`.
#[must_use]
pub fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Returns `n` in at most five characters: `999`, `1.2k`, `18.4k`, `412k`, `1.3M`.
///
/// The units are k, M, B and T; a log that needs more reads P and E.
#[must_use]
pub fn short(n: u64) -> String {
    if n < 1000 {
        return n.to_string();
    }
    let n = i128::from(n);
    let mut unit = 1;
    let fitting = UNITS.into_iter().find_map(|suffix| {
        unit *= 1000;
        let tenths = rounded(n * 10, unit);
        let whole = rounded(n, unit);
        if tenths < 1000 {
            Some(format!("{}.{}{suffix}", tenths / 10, tenths % 10))
        } else {
            (whole < 1000).then(|| format!("{whole}{suffix}"))
        }
    });
    fitting.unwrap_or_else(|| n.to_string())
}

/// Returns how much of `whole` is `part`: `31.4 %`, or [`NOTHING`] of nothing.
#[must_use]
pub fn share(part: u64, whole: u64) -> String {
    if whole == 0 {
        return NOTHING.to_owned();
    }
    let tenths = rounded(i128::from(part) * 1000, i128::from(whole));
    format!("{} %", decimal(tenths))
}

/// Returns how much more or less `now` is than `before`: `▲ +7.1 %`, `▼ -2.2 %`, `= 0.0 %`.
///
/// Growth from nothing is `new`, growth by more than 999 % a factor, `×12.3`. A change that rounds
/// to nothing reads `= 0.0 %`; [`difference`] tells it from none.
#[must_use]
pub fn change(now: u64, before: u64) -> String {
    if before == 0 {
        return if now == 0 {
            trend(0, "%")
        } else {
            "new".to_owned()
        };
    }
    let (now, before) = (i128::from(now), i128::from(before));
    let tenths = rounded((now - before) * 1000, before);
    if tenths > 9990 {
        return format!("×{}", decimal(rounded(now * 10, before)));
    }
    trend(tenths, "%")
}

/// Returns what [`change`] does in few cells, for a line that also has the number: the arrow alone says which way, and
/// from ten percent on there are no tenths: `▲ 76 %`, `▼ 2.2 %`, `×12.3`.
#[must_use]
pub fn change_in_short(now: u64, before: u64) -> String {
    if before == 0 {
        return if now == 0 { "= 0 %" } else { "new" }.to_owned();
    }
    let (now, before) = (i128::from(now), i128::from(before));
    if rounded((now - before) * 1000, before) > 9990 {
        return format!("×{}", decimal(rounded(now * 10, before)));
    }
    in_few_cells(now - before, before, "%")
}

/// Returns `now` less `before`, signed: `+5,580`, `-12`, `±0`.
#[must_use]
pub fn difference(now: u64, before: u64) -> String {
    let sign = match now.cmp(&before) {
        std::cmp::Ordering::Less => '-',
        std::cmp::Ordering::Equal => '±',
        std::cmp::Ordering::Greater => '+',
    };
    format!("{sign}{}", thousands(now.abs_diff(before)))
}

/// Returns by how many percentage points a share moved: `▼ -2.2 points`.
///
/// Each share is its part and its whole. The shares are subtracted before rounding; where one of
/// them is of nothing, so is the answer: [`NOTHING`].
#[must_use]
pub fn points(now: (u64, u64), before: (u64, u64)) -> String {
    let (now, before) = (scaled(now), scaled(before));
    if now.1 == 0 || before.1 == 0 {
        return NOTHING.to_owned();
    }
    let tenths = rounded(
        (now.0 * before.1 - before.0 * now.1) * 1000,
        now.1 * before.1,
    );
    trend(tenths, "points")
}

/// Returns what [`points`] does in few cells, as [`change_in_short`]: `▲ 11 pt`.
#[must_use]
pub fn points_in_short(now: (u64, u64), before: (u64, u64)) -> String {
    let (now, before) = (scaled(now), scaled(before));
    if now.1 == 0 || before.1 == 0 {
        return NOTHING.to_owned();
    }
    in_few_cells(now.0 * before.1 - before.0 * now.1, now.1 * before.1, "pt")
}

/// Returns a part of a whole in hundredths behind an arrow, with tenths below ten.
fn in_few_cells(part: i128, whole: i128, unit: &str) -> String {
    let tenths = rounded(part * 1000, whole);
    let arrow = match tenths.signum() {
        1 => "▲",
        0 => "=",
        _ => "▼",
    };
    if tenths.abs() < 100 {
        return format!("{arrow} {} {unit}", decimal(tenths));
    }
    let hundredths = rounded(part * 100, whole).unsigned_abs();
    let hundredths = u64::try_from(hundredths).unwrap_or(u64::MAX);
    format!("{arrow} {} {unit}", thousands(hundredths))
}

/// Returns `n` and what it counts: `1 day`, `18 days`, `1,204 days`.
#[must_use]
pub fn counted(n: u64, one: &str, more: &str) -> String {
    let noun = if n == 1 { one } else { more };
    format!("{} {noun}", thousands(n))
}

/// Returns how many times as much something is, given in tenths: `3.2×`.
#[must_use]
pub fn factor(tenths: u64) -> String {
    format!("{}×", decimal(tenths.into()))
}

/// Divides to the nearest integer, halves away from zero. `divisor` is positive.
fn rounded(dividend: i128, divisor: i128) -> i128 {
    let half = divisor / 2;
    // An odd divisor has no halves: rounding its half down decides nothing.
    (dividend + half * dividend.signum()) / divisor
}

/// Returns `tenths` as a decimal, without its sign: `1,204.5`.
fn decimal(tenths: i128) -> String {
    let tenths = tenths.unsigned_abs();
    let whole = u64::try_from(tenths / 10).unwrap_or(u64::MAX);
    format!("{}.{}", thousands(whole), tenths % 10)
}

/// Returns signed `tenths` of a unit behind the arrow that says which way it went.
fn trend(tenths: i128, unit: &str) -> String {
    let sign = match tenths.signum() {
        1 => "▲ +",
        0 => "= ",
        _ => "▼ -",
    };
    format!("{sign}{} {unit}", decimal(tenths))
}

/// Returns a share halved until two of them can be multiplied without overflow; shares of any
/// real log are far below that and stay as they are.
fn scaled((part, whole): (u64, u64)) -> (i128, i128) {
    const SAFE_BITS: u32 = 58;
    let bits = u64::BITS - part.max(whole).leading_zeros();
    let excess = bits.saturating_sub(SAFE_BITS);
    (i128::from(part >> excess), i128::from(whole >> excess))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case(0, "0")]
    #[case(999, "999")]
    #[case(1_000, "1,000")]
    #[case(84_201, "84,201")]
    #[case(1_000_000, "1,000,000")]
    #[case(u64::MAX, "18,446,744,073,709,551,615")]
    fn digits_stand_in_threes(#[case] n: u64, #[case] text: &str) {
        assert_eq!(thousands(n), text);
    }

    #[rstest]
    #[case(0, "0")]
    #[case(999, "999")]
    #[case(1_000, "1.0k")]
    #[case(1_049, "1.0k")]
    #[case(1_050, "1.1k")]
    #[case(1_204, "1.2k")]
    #[case(18_449, "18.4k")]
    #[case(18_450, "18.5k")]
    #[case(99_949, "99.9k")]
    #[case(99_950, "100k")]
    #[case(412_499, "412k")]
    #[case(412_500, "413k")]
    #[case(999_499, "999k")]
    #[case(999_500, "1.0M")]
    #[case(999_950, "1.0M")]
    #[case(1_349_999, "1.3M")]
    #[case(10_000_000, "10.0M")]
    #[case(999_499_999, "999M")]
    #[case(999_500_000, "1.0B")]
    #[case(2_500_000_000_000, "2.5T")]
    #[case(u64::MAX, "18.4E")]
    fn short_numbers_round_at_their_borders(#[case] n: u64, #[case] text: &str) {
        assert_eq!(short(n), text);
    }

    #[rstest]
    #[case(176, 100, "▲ 76 %")]
    #[case(1071, 1000, "▲ 7.1 %")]
    #[case(1099, 1000, "▲ 9.9 %")]
    #[case(10_995, 10_000, "▲ 10 %")]
    #[case(978, 1000, "▼ 2.2 %")]
    #[case(1, 1000, "▼ 100 %")]
    #[case(123, 10, "×12.3")]
    #[case(10_999, 1000, "×11.0")]
    #[case(10_990, 1000, "▲ 999 %")]
    #[case(10, 10, "= 0.0 %")]
    #[case(5, 0, "new")]
    #[case(0, 0, "= 0 %")]
    fn changes_in_short_have_an_arrow_for_a_sign(
        #[case] now: u64,
        #[case] before: u64,
        #[case] text: &str,
    ) {
        assert_eq!(change_in_short(now, before), text);
    }

    #[test]
    fn points_in_short() {
        assert_eq!(super::points_in_short((32, 100), (21, 100)), "▲ 11 pt");
        assert_eq!(super::points_in_short((1, 1000), (24, 1000)), "▼ 2.3 pt");
        assert_eq!(super::points_in_short((1, 2), (1, 2)), "= 0.0 pt");
        assert_eq!(super::points_in_short((0, 0), (1, 2)), NOTHING);
    }

    #[rstest]
    #[case(314, 1000, "31.4 %")]
    #[case(0, 7, "0.0 %")]
    #[case(7, 7, "100.0 %")]
    #[case(1, 3, "33.3 %")]
    #[case(2, 3, "66.7 %")]
    #[case(1, 2000, "0.1 %")]
    #[case(1, 2001, "0.0 %")]
    #[case(0, 0, "–")]
    #[case(u64::MAX, u64::MAX, "100.0 %")]
    fn a_share_is_in_tenths_of_a_per_cent(
        #[case] part: u64,
        #[case] whole: u64,
        #[case] text: &str,
    ) {
        assert_eq!(share(part, whole), text);
    }

    #[rstest]
    #[case(84_201, 78_621, "▲ +7.1 %")]
    #[case(978, 1000, "▼ -2.2 %")]
    #[case(5, 5, "= 0.0 %")]
    #[case(0, 0, "= 0.0 %")]
    #[case(1, 0, "new")]
    #[case(0, 4, "▼ -100.0 %")]
    #[case(2001, 2000, "▲ +0.1 %")]
    #[case(1999, 2000, "▼ -0.1 %")]
    #[case(2002, 2001, "= 0.0 %")]
    #[case(1099, 100, "▲ +999.0 %")]
    #[case(1100, 100, "×11.0")]
    #[case(1234, 100, "×12.3")]
    #[case(1_234_567, 1, "×1,234,567.0")]
    #[case(u64::MAX, 1, "×18,446,744,073,709,551,615.0")]
    fn a_change_is_signed(#[case] now: u64, #[case] before: u64, #[case] text: &str) {
        assert_eq!(change(now, before), text);
    }

    #[rstest]
    #[case(84_201, 78_621, "+5,580")]
    #[case(0, 12, "-12")]
    #[case(7, 7, "±0")]
    fn a_difference_is_signed(#[case] now: u64, #[case] before: u64, #[case] text: &str) {
        assert_eq!(difference(now, before), text);
    }

    #[rstest]
    #[case((314, 1000), (336, 1000), "▼ -2.2 points")]
    #[case((1, 2), (1, 4), "▲ +25.0 points")]
    #[case((1, 3), (2, 6), "= 0.0 points")]
    #[case((0, 0), (1, 2), "–")]
    #[case((1, 2), (0, 0), "–")]
    #[case((u64::MAX, u64::MAX), (0, u64::MAX), "▲ +100.0 points")]
    fn shares_are_compared_in_points(
        #[case] now: (u64, u64),
        #[case] before: (u64, u64),
        #[case] text: &str,
    ) {
        assert_eq!(points(now, before), text);
    }

    #[rstest]
    #[case(0, "0 days")]
    #[case(1, "1 day")]
    #[case(1_204, "1,204 days")]
    fn things_are_counted(#[case] n: u64, #[case] text: &str) {
        assert_eq!(counted(n, "day", "days"), text);
    }

    proptest! {
        #[test]
        fn short_numbers_have_at_most_five_characters(n: u64, fewer in 0_u32..64) {
            prop_assert!(short(n >> fewer).len() <= 5);
        }

        #[test]
        fn any_two_numbers_can_be_compared(a: u64, b: u64, c: u64, d: u64) {
            let texts = [share(a, b), change(a, b), difference(a, b), points((a, b), (c, d))];
            prop_assert!(texts.iter().all(|text| !text.is_empty()));
        }
    }
}
