//! ZIPs as services send them.

use std::io::{Cursor, Write as _};

use zip::{ZipWriter, write::SimpleFileOptions};

/// Returns a ZIP of these members.
pub fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        zip.start_file(*name, SimpleFileOptions::default())
            .and_then(|()| Ok(zip.write_all(content)?))
            .expect("memory takes it");
    }
    zip.finish().expect("memory takes it").into_inner()
}
