//! `bingetop sample --csv`: a made-up log of any size, as a file or a stream.

use std::fs::File;
use std::path::Path;

use anyhow::Context as _;

use crate::commands::new_file::check_new;
use crate::commands::output::{print, print_lines};
use crate::domain::format::thousands;
use crate::sample::stream::{StreamPlan, write_csv};

/// Writes the CSV to the file at `path`, or to standard output where that is `-`.
///
/// # Errors
///
/// Fails where the file exists or cannot be written; then there is none.
pub(super) fn run(path: &Path, plan: &StreamPlan) -> anyhow::Result<()> {
    if path == Path::new("-") {
        return print(|mut out| {
            write_csv(plan, &mut out)?;
            Ok(())
        });
    }
    let shown = path.display();
    check_new(path)?;
    let mut file = File::create_new(path).with_context(|| shown.to_string())?;
    let bytes = write_csv(plan, &mut file).inspect_err(|_| {
        // Half a sample would be in the way of the next try.
        let _ = std::fs::remove_file(path);
    });
    print_lines(&format!(
        "{shown}: {} made-up rows, {} bytes\n\
         read it with `bingetop ingest {shown} --into LOG.db --time-zone UTC`",
        thousands(plan.plays),
        thousands(bytes.with_context(|| shown.to_string())?),
    ))
}
