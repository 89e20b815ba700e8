//! What of the screen is saved in a file, and in which form.

use std::fmt;
use std::str::FromStr;

use strum::{EnumString, IntoStaticStr};

/// A form of file, by the end of its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum FileKind {
    /// The screen as an image of dots.
    Png,
    /// The screen as an image of shapes.
    Svg,
    /// The screen as a page.
    Html,
    /// The screen as coloured text.
    Ansi,
    /// The screen as plain text.
    Txt,
    /// The focused panel as a table of raw numbers.
    Csv,
    /// The numbers for programs.
    Json,
    /// The numbers for a document.
    Md,
}

impl FileKind {
    /// Returns whether it is the screen as drawn: the others are its numbers.
    #[must_use]
    pub fn is_picture(self) -> bool {
        !matches!(self, Self::Csv | Self::Json | Self::Md)
    }

    /// Returns the end of the names of such files, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        self.into()
    }
}

/// What of the screen is saved, and in which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saving {
    /// In which form.
    pub kind: FileKind,
    /// Whether it is the focused panel alone. A picture is of the screen: of one panel where that is zoomed.
    pub is_panel: bool,
}

/// Behind a form, says that the focused panel alone is saved.
const PANEL: &str = "panel";

impl Saving {
    /// All that can be saved, in the order in which it is proposed.
    pub const ALL: [Self; 10] = [
        Self::screen(FileKind::Png),
        Self::screen(FileKind::Svg),
        Self::screen(FileKind::Html),
        Self::screen(FileKind::Ansi),
        Self::screen(FileKind::Txt),
        Self::panel(FileKind::Csv),
        Self::screen(FileKind::Json),
        Self::panel(FileKind::Json),
        Self::screen(FileKind::Md),
        Self::panel(FileKind::Md),
    ];

    const fn screen(kind: FileKind) -> Self {
        Self {
            kind,
            is_panel: false,
        }
    }

    const fn panel(kind: FileKind) -> Self {
        Self {
            kind,
            is_panel: true,
        }
    }
}

impl fmt::Display for Saving {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.extension())?;
        // CSV is one table: there is no other.
        if self.is_panel && self.kind != FileKind::Csv {
            write!(f, " {PANEL}")?;
        }
        Ok(())
    }
}

/// There is nothing of that name to save.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownSaving;

impl FromStr for Saving {
    type Err = UnknownSaving;

    fn from_str(text: &str) -> Result<Self, UnknownSaving> {
        let mut words = text.split_whitespace();
        let kind = words.next().and_then(|word| FileKind::from_str(word).ok());
        let kind = kind.ok_or(UnknownSaving)?;
        let is_panel = match words.next() {
            None => kind == FileKind::Csv,
            Some(PANEL) => true,
            Some(_) => return Err(UnknownSaving),
        };
        let saving = Self { kind, is_panel };
        let is_known = words.next().is_none() && Self::ALL.contains(&saving);
        is_known.then_some(saving).ok_or(UnknownSaving)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[test]
    fn all_are_read_as_they_are_written() {
        for saving in Saving::ALL {
            assert_eq!(saving.to_string().parse(), Ok(saving));
        }
    }

    #[rstest]
    #[case::one_table_is_always_of_a_panel("csv panel", Some(Saving::panel(FileKind::Csv)))]
    #[case::blanks("  md   panel ", Some(Saving::panel(FileKind::Md)))]
    #[case::a_picture_is_of_the_screen("png panel", None)]
    #[case::too_much("json panel 1", None)]
    #[case::another_word("json page", None)]
    #[case::unknown("gif", None)]
    #[case::nothing("", None)]
    fn a_form_and_what_of_the_screen(#[case] text: &str, #[case] saving: Option<Saving>) {
        assert_eq!(text.parse().ok(), saving);
    }
}
