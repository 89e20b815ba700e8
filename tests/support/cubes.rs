//! Cubes held against the plays of their log.

use std::path::Path;

use bingetop::derive::{self, Limits};
use bingetop::store::open_read;
use proptest::prelude::*;

use crate::rows::rows;

/// Makes sure that the cubes of a log are those of its plays.
pub fn check_cubes(path: &Path) -> Result<(), TestCaseError> {
    let conn = open_read(path).expect("the log opens");
    derive::rebuild_into_temp(&conn, Limits::default()).expect("the plays are read");
    for (table, order) in [
        ("cubes", "id"),
        ("viewer_days", "viewer_id"),
        ("viewer_titles", "viewer_id"),
    ] {
        let of = |schema| {
            let sql = format!("SELECT * FROM {schema}.{table} ORDER BY {order}");
            rows(&conn, &sql)
        };
        prop_assert_eq!(of("main"), of("temp"), "{}", table);
    }
    Ok(())
}
