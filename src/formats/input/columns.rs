//! Which columns a file of no known format has, for whoever has named others.

use strum::IntoEnumIterator as _;

use super::looked_at::objects;
use crate::formats::delimited::{CsvRows, Header, find_table, listed};
use crate::formats::json_paths::paths;
use crate::formats::mapping::{Field, Mapping};

/// Returns what keeps the file that begins with `text` from being read as `mapping` says, with the
/// columns it has; `None` where it seems to have none.
pub(super) fn unmapped(text: &str, mapping: &Mapping) -> Option<String> {
    let header = header(text, mapping)?;
    let has = |name: &str| !matches!(header.place(name), Ok(None));
    let missing = Field::iter().find_map(|field| {
        let mut columns = mapping.columns(field);
        (!columns.any(|(name, _)| has(name))).then(|| mapping.columns(field).last())?
    });
    if let Some((column, _)) = missing {
        if let Some(problem) = header.beyond(column) {
            return Some(problem);
        }
        return Some(format!(
            "no column named `{column}`; it has: {}",
            listed(&header.names, column)
        ));
    }
    let is_told = |field: Field| {
        mapping.column(field).is_some() || field.names().iter().any(|name| has(name))
    };
    let (what, name) = if is_told(Field::Title) {
        ("a start or an end", "start")
    } else {
        ("a title", "title")
    };
    let columns = listed(&header.names, name);
    Some(format!(
        "no column is said to hold {what}; it has: {columns}"
    ))
}

/// Returns the columns of a table or the keys of an object.
fn header(text: &str, mapping: &Mapping) -> Option<Header> {
    let first = text.trim_start().chars().next()?;
    if matches!(first, '{' | '[') {
        let objects = objects(text);
        let names = paths(objects.first()?).into_iter().map(|(path, _)| path);
        let names = names.collect();
        return Some(Header { line: 1, names });
    }
    let has_some = |header: &Header| {
        let mapped = Field::iter().flat_map(|field| mapping.columns(field).map(|(name, _)| name));
        let usual = Field::iter().flat_map(|field| field.names().iter().copied());
        let mut names = mapped.chain(usual);
        header.names.len() > 1 && names.any(|name| !matches!(header.find(name), Ok(None)))
    };
    let opening = find_table(text, has_some);
    let rows = CsvRows::open_below(opening.above, text.as_bytes(), opening.delimiter);
    let (_, header) = rows.ok()?;
    (header.names.len() > 1).then_some(header)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::near(
        "seconds,film,day\n",
        "title=flim",
        "no column named `flim`; it has: film, seconds, day"
    )]
    #[case::far(
        "film;day\n",
        "title=name",
        "no column named `name`; it has: film, day"
    )]
    #[case::below_a_title(
        "Mine,,\nfilm,start\n",
        "title=flim",
        "no column named `flim`; it has: film, start"
    )]
    #[case::object(
        "{\"film\":1,\"day\":2}\n",
        "title=Fil",
        "no column named `Fil`; it has: film, day"
    )]
    #[case::array(
        "[\n  {\"film\":1,\n \"day\":2},\n",
        "title=Fil",
        "no column named `Fil`; it has: film, day"
    )]
    #[case::no_start(
        "film,stat,day\n",
        "title=film",
        "no column is said to hold a start or an end; it has: stat, film, day"
    )]
    #[case::with_a_unit(
        "film,day,ms\n",
        "title=flim,seconds=ms:ms",
        "no column named `flim`; it has: film, day, ms"
    )]
    #[case::missing_with_a_unit(
        "film,day,ms\n",
        "seconds=mz:ms",
        "no column named `mz`; it has: ms, film, day"
    )]
    #[case::no_title(
        "film,day\n",
        "start=day",
        "no column is said to hold a title; it has: film, day"
    )]
    fn the_columns_there_are_are_told(
        #[case] text: &str,
        #[case] mapping: &str,
        #[case] expected: &str,
    ) {
        let mapping = mapping.parse().unwrap();
        assert_eq!(unmapped(text, &mapping).as_deref(), Some(expected));
    }

    #[rstest]
    #[case("Dear diary\n")]
    #[case("{\n")]
    #[case("")]
    fn what_has_no_columns_has_none_told(#[case] text: &str) {
        assert_eq!(unmapped(text, &"title=x".parse().unwrap()), None);
    }
}
