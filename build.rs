//! Packs the sample: as it is, it would be a third of the program.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

const SAMPLE: &str = "sample.db";

/// How hard it is packed: two seconds of a build, once, for a program that is smaller by a megabyte.
const LEVEL: i32 = 19;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed={SAMPLE}");
    let root = env::var_os("CARGO_MANIFEST_DIR").map_or_else(PathBuf::new, PathBuf::from);
    let sample = fs::read(root.join(SAMPLE))?;
    let mut packed = u64::try_from(sample.len())
        .map_err(io::Error::other)?
        .to_le_bytes()
        .to_vec();
    packed.extend(zstd::bulk::compress(&sample, LEVEL)?);
    let folder = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    fs::write(Path::new(&folder).join("sample.zst"), packed)
}
