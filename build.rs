//! Packs the sample: as it is, it would be a third of the program.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

const SAMPLE: &str = "sample.db";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed={SAMPLE}");
    let root = env::var_os("CARGO_MANIFEST_DIR").map_or_else(PathBuf::new, PathBuf::from);
    let sample = fs::read(root.join(SAMPLE))?;
    let packed = lz4_flex::block::compress_prepend_size(&sample);
    let folder = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    fs::write(Path::new(&folder).join("sample.lz4"), packed)
}
