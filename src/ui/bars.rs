//! Bars, sparklines and the shades of the calendar.

/// The heights of a sparkline; without the full block, so that lines above each other do not touch.
const HEIGHTS: [char; 7] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇'];

/// The shades of the calendar, from no plays to the most.
pub(super) const SHADES: [char; 5] = ['·', '░', '▒', '▓', '█'];

/// Returns a bar of up to `cells`, in half cells; a part above zero has at least one half.
pub(super) fn bar(part: u64, whole: u64, cells: usize) -> String {
    if part == 0 || whole == 0 || cells == 0 {
        return String::new();
    }
    let halves = rounded(part, whole, cells as u64 * 2).max(1);
    let (full, half) = (halves / 2, halves % 2);
    let mut bar = "━".repeat(usize::try_from(full).unwrap_or(cells));
    if half == 1 {
        bar.push('╸');
    }
    bar
}

/// Returns one cell of a sparkline, the tallest where `value` is `most`; zero is a dot.
pub(super) fn height(value: u64, most: u64) -> char {
    if value == 0 || most == 0 {
        return '·';
    }
    let steps = HEIGHTS.len() as u64;
    let step = rounded(value, most, steps).clamp(1, steps) - 1;
    HEIGHTS[usize::try_from(step).unwrap_or(0)]
}

/// Returns a column of so many cells, the top one first, that is full where `value` is `most`. Zero is a dot in
/// the lowest cell, and any other value is seen.
pub(super) fn stack(value: u64, most: u64, cells: u16) -> Vec<char> {
    const EIGHTHS: u64 = 8;
    const PARTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    if cells == 1 || value == 0 || most == 0 {
        let mut column = vec![' '; usize::from(cells.saturating_sub(1))];
        column.push(height(value, most));
        return column;
    }
    let filled = rounded(value, most, EIGHTHS * u64::from(cells)).max(1);
    let above = |cell: u16| {
        filled
            .saturating_sub(EIGHTHS * u64::from(cell))
            .min(EIGHTHS)
    };
    let cells = (0..cells).rev().map(above);
    cells
        .map(|part| match part.checked_sub(1) {
            Some(part) => PARTS[usize::try_from(part).unwrap_or(0)],
            None => ' ',
        })
        .collect()
}

/// Returns a sparkline; its largest value has the tallest cell, and what is unknown is blank.
pub(super) fn sparkline(values: &[Option<u64>]) -> String {
    let most = values.iter().flatten().copied().max().unwrap_or(0);
    let cells = values.iter();
    cells
        .map(|value| value.map_or(' ', |value| height(value, most)))
        .collect()
}

/// Returns the shade of a day, 0 for none to 4 for the most.
pub(super) fn shade(value: u64, most: u64) -> usize {
    if value == 0 || most == 0 {
        return 0;
    }
    let shades = SHADES.len() as u64 - 1;
    usize::try_from((value * shades).div_ceil(most).clamp(1, shades)).unwrap_or(0)
}

fn rounded(part: u64, whole: u64, steps: u64) -> u64 {
    (part * steps + whole / 2) / whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_in_half_cells_and_never_too_long() {
        assert_eq!(bar(10, 10, 5), "━━━━━");
        assert_eq!(bar(5, 10, 5), "━━╸");
        assert_eq!(bar(1, 10_000, 5), "╸");
        assert_eq!(bar(0, 10, 5), "");
    }

    #[test]
    fn sparklines_tell_little_from_nothing() {
        assert_eq!(sparkline(&[0, 1, 50, 100].map(Some)), "·▁▄▇");
        assert_eq!(sparkline(&[None, Some(0), Some(3)]), " ·▇");
        assert_eq!(sparkline(&[]), "");
    }

    #[test]
    fn stacks_are_filled_from_below() {
        assert_eq!(stack(100, 100, 2), ['█', '█']);
        assert_eq!(stack(50, 100, 2), [' ', '█']);
        assert_eq!(stack(75, 100, 2), ['▄', '█']);
        assert_eq!(stack(1, 1_000, 2), [' ', '▁']);
        assert_eq!(stack(0, 100, 2), [' ', '·']);
        assert_eq!(stack(100, 100, 1), ['▇']);
    }

    #[test]
    fn shades_tell_little_from_nothing() {
        assert_eq!(
            [0, 1, 26, 75, 100].map(|plays| shade(plays, 100)),
            [0, 1, 2, 3, 4]
        );
    }
}
