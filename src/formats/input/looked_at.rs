//! The first rows of a file of no known format: its columns, for whoever is asked what they hold.

use serde_json::Value;

use super::within::array_within;
use crate::domain::name::shown;
use crate::formats::delimited::{CsvRows, Header, Opening, find_table, find_table_of};
use crate::formats::guess::{Column, guess};
use crate::formats::json_array::{ArrayItems, LOOKED_AT};
use crate::formats::json_paths::paths;
use crate::formats::mapping::numbered;

type Object = serde_json::Map<String, Value>;

/// Returns the columns of the table, or the keys of the objects, that `text` begins; none where it is neither.
pub(super) fn columns(text: &str) -> Vec<Column> {
    let objects = objects(text);
    if objects.is_empty() {
        of_table(text)
    } else {
        of_objects(&objects)
    }
}

/// Returns the key of the array of objects that `text` has in one object, and the text from that array on; `None` where
/// it has lines of objects, or none.
pub(super) fn rows_within(text: &str) -> Option<(&str, &str)> {
    array_within(text).filter(|_| objects(text).len() <= 1)
}

/// Returns the first objects of an array, or of lines.
pub(super) fn objects(text: &str) -> Vec<Object> {
    let mut items = ArrayItems::new(text.as_bytes());
    let mut objects = Vec::new();
    for _ in 0..LOOKED_AT {
        match items.next_item() {
            Ok(Some((_, item))) => objects.extend(serde_json::from_slice::<Object>(item)),
            _ => break,
        }
    }
    if objects.is_empty() && text.trim_start().starts_with('{') {
        let lines = text.lines().take(LOOKED_AT);
        objects.extend(lines.filter_map(|line| serde_json::from_str::<Object>(line).ok()));
    }
    objects
}

fn of_objects(objects: &[Object]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for (name, value) in objects.iter().flat_map(paths) {
        let known = columns.iter().position(|column| column.name == name);
        let place = known.unwrap_or_else(|| {
            columns.push(Column {
                named: is_plain(&name).then(|| name.clone()),
                name,
                values: Vec::new(),
            });
            columns.len() - 1
        });
        let column = &mut columns[place];
        match value {
            Value::String(text) => column.values.push(text.clone()),
            Value::Number(number) => column.values.push(number.to_string()),
            Value::Null => {}
            // A format takes texts and numbers alone.
            _ => column.named = None,
        }
    }
    columns
}

fn of_table(text: &str) -> Vec<Column> {
    if text.trim_start().starts_with(['{', '[']) {
        return Vec::new();
    }
    let opening = opening(text);
    let rows = CsvRows::open_below(opening.above, text.as_bytes(), opening.delimiter);
    let Ok((mut rows, header)) = rows else {
        return Vec::new();
    };
    let mut columns = named_columns(&header);
    if columns.len() < 2 {
        return Vec::new();
    }
    for _ in 0..LOOKED_AT {
        let Ok(Some(row)) = rows.next_row() else {
            break;
        };
        if let Ok(cells) = row.cells {
            for (column, cell) in columns.iter_mut().zip(cells.iter()) {
                column.values.push(cell.to_owned());
            }
        }
    }
    if guess(&headless(&header, &[])).is_some() {
        return headless(&header, &columns);
    }
    columns
}

/// Returns where the table begins: at a header that tells enough, else where the row has as many columns as the first
/// that tells enough without one.
fn opening(text: &str) -> Opening {
    let by_name = find_table(text, |header| guess(&named_columns(header)).is_some());
    let row = find_table(text, |row| guess(&headless(row, &[])).is_some());
    if by_name.fits || !row.fits {
        return by_name;
    }
    let width = |at: Opening| {
        let rows = CsvRows::open_below(at.above, text.as_bytes(), at.delimiter);
        rows.map_or(0, |(_, first)| first.names.len())
    };
    let width = width(row);
    find_table_of(text, row.delimiter, |header| header.names.len() == width)
}

/// Returns the columns of a table by the names in its header.
fn named_columns(header: &Header) -> Vec<Column> {
    let columns = (1..).zip(&header.names).map(|(number, name): (usize, _)| {
        let is_one = matches!(header.find(name), Ok(Some(_)));
        let is_name = is_plain(name) && is_one && numbered(name).is_none();
        Column {
            named: Some(if is_name {
                name.clone()
            } else {
                number.to_string()
            }),
            name: name.clone(),
            values: Vec::new(),
        }
    });
    columns.collect()
}

/// Returns the columns of a table whose first row is one already, by number; `below` has the values of the others.
fn headless(first: &Header, below: &[Column]) -> Vec<Column> {
    let columns = first.names.iter().enumerate().map(|(place, cell)| {
        let mut values = vec![cell.clone()];
        values.extend(
            below
                .get(place)
                .into_iter()
                .flat_map(|column| column.values.clone()),
        );
        Column {
            named: Some((place + 1).to_string()),
            name: String::new(),
            values,
        }
    });
    columns.collect()
}

/// Returns whether a name can be written in a `--map`.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.trim() == name && !name.contains(',') && shown(name) == name
}
