//! The size of a picture, in cells.

use std::str::FromStr;

/// The most columns and rows.
const MOST_COLUMNS: u16 = 500;
const MOST_ROWS: u16 = 200;

/// Columns and rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size {
    pub(super) columns: u16,
    pub(super) rows: u16,
}

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = |text: &str, most: u16| {
            let number: u16 = text.parse().ok()?;
            (1..=most).contains(&number).then_some(number)
        };
        let size = text
            .split_once(['x', 'X', '×'])
            .and_then(|(columns, rows)| {
                Some(Self {
                    columns: number(columns, MOST_COLUMNS)?,
                    rows: number(rows, MOST_ROWS)?,
                })
            });
        size.ok_or_else(|| {
            format!("write columns and rows like 120x36, at most {MOST_COLUMNS}x{MOST_ROWS}")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("120x36", Some((120, 36)))]
    #[case("1x1", Some((1, 1)))]
    #[case("500X200", Some((500, 200)))]
    #[case("501x200", None)]
    #[case("500x201", None)]
    #[case("0x24", None)]
    #[case("80", None)]
    #[case("80x-1", None)]
    fn sizes_have_bounds(#[case] text: &str, #[case] size: Option<(u16, u16)>) {
        let size = size.map(|(columns, rows)| Size { columns, rows });
        assert_eq!(text.parse().ok(), size);
    }
}
