//! Which column of a file holds what, as `--map` says it.

use std::str::FromStr;

use strum::{Display, EnumCount, EnumIter, EnumString, IntoEnumIterator};

use super::length_unit::LengthUnit;

/// What a column can hold; parsed from the words of `--map`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumCount, EnumIter, EnumString)]
#[strum(serialize_all = "lowercase", ascii_case_insensitive)]
pub enum Field {
    /// Who.
    Viewer,
    /// What.
    Title,
    /// What the title belongs to.
    Show,
    /// What sort of thing it is.
    Kind,
    /// When it starts.
    #[strum(to_string = "start", serialize = "started_at")]
    Start,
    /// When it ends.
    #[strum(to_string = "end", serialize = "ended_at")]
    End,
    /// How long it lasted.
    Seconds,
    /// The source's id of the title.
    Id,
    /// The position at which it stopped.
    Position,
    /// The runtime of the title.
    Length,
    /// The source's id of the viewing that the row is part of: rows of one viewing are one play.
    Viewing,
}

impl Field {
    /// Returns the names by which a column is found where no mapping names it, best first.
    ///
    /// Ids, positions and lengths are taken only from columns the user names: a column `id` is as
    /// often the number of the row as the id of the title, and would make every row its own title.
    #[must_use]
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Self::Viewer => &["viewer"],
            Self::Title => &["title"],
            Self::Show => &["show"],
            Self::Kind => &["kind"],
            Self::Start => &["started_at", "start"],
            Self::End => &["ended_at", "end"],
            Self::Seconds => &["seconds"],
            Self::Id | Self::Position | Self::Length | Self::Viewing => &[],
        }
    }

    /// Returns whether it is a length of time, whose column may state a unit.
    #[must_use]
    pub fn is_length(self) -> bool {
        matches!(self, Self::Seconds | Self::Position | Self::Length)
    }
}

/// The columns a row is read from; those left `None` go by their own names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Who.
    pub viewer: Option<String>,
    /// What.
    pub title: Option<String>,
    /// What the title belongs to.
    pub show: Option<String>,
    /// What sort of thing it is.
    pub kind: Option<String>,
    /// When it starts.
    pub start: Option<String>,
    /// When it ends.
    pub end: Option<String>,
    /// How long it lasted.
    pub seconds: Option<String>,
    /// The source's id of the title.
    pub id: Option<String>,
    /// The position at which it stopped.
    pub position: Option<String>,
    /// The runtime of the title.
    pub length: Option<String>,
    /// The source's id of the viewing that the row is part of.
    pub viewing: Option<String>,
}

impl Mapping {
    /// Returns the column the user has named for `field`, if any.
    #[must_use]
    pub fn column(&self, field: Field) -> Option<&str> {
        let column = match field {
            Field::Viewer => &self.viewer,
            Field::Title => &self.title,
            Field::Show => &self.show,
            Field::Kind => &self.kind,
            Field::Start => &self.start,
            Field::End => &self.end,
            Field::Seconds => &self.seconds,
            Field::Id => &self.id,
            Field::Position => &self.position,
            Field::Length => &self.length,
            Field::Viewing => &self.viewing,
        };
        column.as_deref()
    }

    /// Returns the column and the unit behind it, as in `COLUMN:ms`, that may be meant for `field`.
    ///
    /// Only a header tells whether that is meant: a column may be called `COLUMN:ms`, and is then it.
    fn column_and_unit(&self, field: Field) -> Option<(&str, LengthUnit)> {
        let (column, unit) = self.column_and_word(field)?;
        Some((column, unit.parse().ok()?))
    }

    /// Returns the columns that the user may mean for `field`, each with the unit it is said to count: the
    /// whole text first, since a column may be called `COLUMN:ms`, then what is before a unit.
    pub(super) fn columns(&self, field: Field) -> impl Iterator<Item = (&str, Option<LengthUnit>)> {
        let whole = self.column(field).map(|column| (column.trim(), None));
        let with_unit = self.column_and_unit(field);
        let with_unit = with_unit.map(|(column, unit)| (column, Some(unit)));
        whole.into_iter().chain(with_unit)
    }

    /// Returns the column and the word behind its last colon, where `field` is a length of time.
    pub(super) fn column_and_word(&self, field: Field) -> Option<(&str, &str)> {
        let text = self.column(field).filter(|_| field.is_length())?;
        let (column, word) = text.rsplit_once(':')?;
        Some((column.trim(), word.trim()))
    }

    /// Returns the places of the columns by [`Field`], from 0, where the user has given all of them by number.
    pub(super) fn places(&self) -> Option<[Option<usize>; Field::COUNT]> {
        let mut places = [None; Field::COUNT];
        for field in Field::iter().filter(|field| self.column(*field).is_some()) {
            places[field as usize] =
                Some(self.columns(field).find_map(|(name, _)| numbered(name))?);
        }
        (!self.is_empty()).then_some(places)
    }

    /// Returns whether the user has named no column at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        Field::iter().all(|field| self.column(field).is_none())
    }

    fn column_mut(&mut self, field: Field) -> &mut Option<String> {
        match field {
            Field::Viewer => &mut self.viewer,
            Field::Title => &mut self.title,
            Field::Show => &mut self.show,
            Field::Kind => &mut self.kind,
            Field::Start => &mut self.start,
            Field::End => &mut self.end,
            Field::Seconds => &mut self.seconds,
            Field::Id => &mut self.id,
            Field::Position => &mut self.position,
            Field::Length => &mut self.length,
            Field::Viewing => &mut self.viewing,
        }
    }
}

/// Returns the place, from 0, of the column that `name` gives by its number, from 1.
pub(super) fn numbered(name: &str) -> Option<usize> {
    let is_number = (1..=6).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_digit());
    let number: usize = name.parse().ok().filter(|_| is_number)?;
    number.checked_sub(1)
}

/// Why a `--map` could not be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// A pair names something no row has.
    #[error("`{key}` is nothing a row has; known are {}", known_fields())]
    UnknownKey {
        /// The word before the `=`.
        key: String,
    },
    /// A pair names no column.
    #[error("`{pair}` names no column; write for example title=COLUMN")]
    NoColumn {
        /// The pair as it stands.
        pair: String,
    },
    /// Two pairs name a column for the same thing.
    #[error("`{key}` is mapped twice")]
    Twice {
        /// The word mapped twice.
        key: Field,
    },
}

fn known_fields() -> String {
    let names: Vec<String> = Field::iter().map(|field| field.to_string()).collect();
    names.join(", ")
}

impl FromStr for Mapping {
    type Err = MappingError;

    /// Parses `viewer=COLUMN,title=COLUMN,...`; blanks around words are nothing.
    fn from_str(text: &str) -> Result<Self, MappingError> {
        let mut mapping = Self::default();
        for pair in text.split(',').map(str::trim) {
            let Some((key, column)) = pair.split_once('=') else {
                return Err(MappingError::NoColumn { pair: pair.into() });
            };
            let (key, column) = (key.trim(), column.trim());
            let field: Field = key
                .parse()
                .map_err(|_| MappingError::UnknownKey { key: key.into() })?;
            if column.is_empty() {
                return Err(MappingError::NoColumn { pair: pair.into() });
            }
            let place = mapping.column_mut(field);
            if place.is_some() {
                return Err(MappingError::Twice { key: field });
            }
            *place = Some(column.to_owned());
        }
        Ok(mapping)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[test]
    fn pairs_become_columns() {
        let mapping: Mapping = "viewer=User, Title = Media Title,started_at=a=b"
            .parse()
            .unwrap();
        assert_eq!(mapping.viewer.as_deref(), Some("User"));
        assert_eq!(mapping.column(Field::Title), Some("Media Title"));
        assert_eq!(mapping.column(Field::Start), Some("a=b"));
        assert_eq!(mapping.column(Field::End), None);
        assert!(!mapping.is_empty());
        assert!(Mapping::default().is_empty());
    }

    #[test]
    fn every_field_can_be_mapped_by_its_own_name() {
        for field in Field::iter() {
            let mapping: Mapping = format!("{field}=X").parse().unwrap();
            assert_eq!(mapping.column(field), Some("X"), "{field}");
        }
    }

    #[rstest]
    #[case("seconds=t:ms", Field::Seconds, Some(("t", LengthUnit::Milliseconds)))]
    #[case("length=a:b : min", Field::Length, Some(("a:b", LengthUnit::Minutes)))]
    #[case("position=t:s", Field::Position, Some(("t", LengthUnit::Seconds)))]
    #[case("seconds=t:h", Field::Seconds, None)]
    #[case("seconds=t", Field::Seconds, None)]
    #[case("title=t:ms", Field::Title, None)]
    fn a_length_may_state_its_unit(
        #[case] text: &str,
        #[case] field: Field,
        #[case] expected: Option<(&str, LengthUnit)>,
    ) {
        let mapping: Mapping = text.parse().unwrap();
        assert_eq!(mapping.column_and_unit(field), expected);
    }

    #[rstest]
    #[case("title=3,start=1,seconds=20:ms", Some([Some(2), Some(0), Some(19)]))]
    #[case("title=3,start=when", None)]
    #[case("title=0", None)]
    #[case("title=+3", None)]
    #[case("title=1234567", None)]
    fn columns_may_be_given_by_number(
        #[case] text: &str,
        #[case] expected: Option<[Option<usize>; 3]>,
    ) {
        let mapping: Mapping = text.parse().unwrap();
        let fields = [Field::Title, Field::Start, Field::Seconds];
        let places = mapping.places();
        let places = places.map(|places| fields.map(|field| places[field as usize]));
        assert_eq!(places, expected);
        assert_eq!(Mapping::default().places(), None);
    }

    #[rstest]
    #[case(
        "user=U",
        "`user` is nothing a row has; known are viewer, title, show, kind, start, end, seconds, id, position, length, viewing"
    )]
    #[case("title", "`title` names no column; write for example title=COLUMN")]
    #[case("title=", "`title=` names no column; write for example title=COLUMN")]
    #[case("", "`` names no column; write for example title=COLUMN")]
    #[case("start=a,started_at=b", "`start` is mapped twice")]
    fn a_mistake_is_named(#[case] text: &str, #[case] message: &str) {
        assert_eq!(text.parse::<Mapping>().unwrap_err().to_string(), message);
    }
}
