//! `bingetop sample --csv`: a made-up log of any size, as a file or a stream.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::Path;

use anyhow::{Context as _, bail};

use crate::domain::format::thousands;
use crate::sample::stream::{StreamPlan, write_csv};

/// Writes the CSV to the file at `path`, or to standard output where that is `-`.
///
/// # Errors
///
/// Fails where the file exists or cannot be written; then there is none.
pub(super) fn run(path: &Path, plan: &StreamPlan) -> anyhow::Result<()> {
    if path == Path::new("-") {
        write_csv(plan, &mut io::stdout().lock())?;
        return Ok(());
    }
    let shown = path.display();
    let mut file = match File::create_new(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!("{shown}: exists already; name a new file")
        }
        file => file.with_context(|| shown.to_string())?,
    };
    let bytes = write_csv(plan, &mut file).inspect_err(|_| {
        // Half a sample would be in the way of the next try.
        let _ = std::fs::remove_file(path);
    });
    println!(
        "{shown}: {} made-up rows, {} bytes\n\
         read it with `bingetop ingest {shown} --into LOG.db --time-zone UTC`",
        thousands(plan.plays),
        thousands(bytes.with_context(|| shown.to_string())?),
    );
    Ok(())
}
