//! The columns that have one value a row, and why others have not.

use parquet::basic::{ConvertedType, LogicalType, Repetition};
use parquet::schema::types::{SchemaDescriptor, Type};

use super::meaning::Meaning;

/// A column that has one value a row.
#[derive(Debug)]
pub(super) struct Column {
    /// Its number among all columns of the file.
    pub leaf: usize,
    /// What its values stand for.
    pub meaning: Meaning,
}

/// The columns of a file.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    /// The names of those that have one value a row, in file order; of one in a struct with that before it: `media.name`.
    pub names: Vec<String>,
    /// What is known of each of them.
    pub(super) list: Vec<Column>,
    /// The others, each with what to do about it.
    unfit: Vec<(String, String)>,
}

impl Columns {
    /// Returns the columns of a file.
    pub(super) fn of(schema: &SchemaDescriptor) -> Self {
        let mut columns = Self::default();
        let mut leaf = 0;
        for node in schema.root_schema().get_fields() {
            columns.walk(schema, node, node.name().trim().to_owned(), &mut leaf);
        }
        columns
    }

    /// Returns why the column called `name`, ASCII case aside, cannot be read; `None` where it can, or is not there.
    pub fn why_unfit(&self, name: &str) -> Option<String> {
        let is_called = |other: &str| other.eq_ignore_ascii_case(name.trim());
        if self.names.iter().any(|name| is_called(name)) {
            return None;
        }
        let (name, why) = self.unfit.iter().find(|(name, _)| is_called(name))?;
        Some(format!("column `{name}` {why}"))
    }

    /// Adds what is at `node`, which is called `path` and begins with the column `leaf`.
    fn walk(&mut self, schema: &SchemaDescriptor, node: &Type, path: String, leaf: &mut usize) {
        if let Some(why) = many_values(node) {
            self.unfit.push((path.clone(), why));
            self.pass(node, &path, leaf);
        } else if node.is_primitive() {
            match Meaning::of(&schema.column(*leaf)) {
                Ok(meaning) => {
                    self.list.push(Column {
                        leaf: *leaf,
                        meaning,
                    });
                    self.names.push(path);
                }
                Err(what) => {
                    let why = format!("{what}, which are not read; name another one");
                    self.unfit.push((path, why));
                }
            }
            *leaf += 1;
        } else {
            let first = node.get_fields().first().map_or("", |first| first.name());
            let why = format!(
                "is a struct; name the part of it that is meant, as in `{path}.{}`",
                first.trim()
            );
            self.unfit.push((path.clone(), why));
            for part in node.get_fields() {
                let path = format!("{path}.{}", part.name().trim());
                self.walk(schema, part, path, leaf);
            }
        }
    }

    /// Passes over all columns in `node`, which has many values a row.
    fn pass(&mut self, node: &Type, path: &str, leaf: &mut usize) {
        if node.is_primitive() {
            *leaf += 1;
            return;
        }
        for part in node.get_fields() {
            let path = format!("{path}.{}", part.name().trim());
            let why = "is part of a list or a map; name a column that has one value a row";
            self.unfit.push((path.clone(), why.to_owned()));
            self.pass(part, &path, leaf);
        }
    }
}

/// Returns why a node has not one value a row, if it has not.
fn many_values(node: &Type) -> Option<String> {
    let info = node.get_basic_info();
    let is_repeated = info.has_repetition() && info.repetition() == Repetition::REPEATED;
    let what = match (info.logical_type_ref(), info.converted_type()) {
        (Some(LogicalType::Map), _) | (_, ConvertedType::MAP | ConvertedType::MAP_KEY_VALUE) => {
            "a map"
        }
        (Some(LogicalType::List), _) | (_, ConvertedType::LIST) => "a list",
        (Some(LogicalType::Variant(_)), _) => "a variant",
        _ if is_repeated => "a list",
        _ => return None,
    };
    Some(format!("is {what}; name a column that has one value a row"))
}
