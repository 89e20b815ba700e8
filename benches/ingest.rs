//! How fast a log is read from CSV, and its cubes are derived.
//!
//! `cargo bench --bench ingest`

use bingetop::commands::SAMPLE;
use bingetop::derive::{self, Limits};
use bingetop::formats::content::Content;
use bingetop::formats::context::Context;
use bingetop::formats::format::Format;
use bingetop::formats::record::Entry;
use bingetop::formats::registry::named;
use bingetop::sample::stream::{StreamPlan, write_csv};
use bingetop::store::open::open_bytes;
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const ROWS: u64 = 100_000;

fn plan() -> StreamPlan {
    StreamPlan {
        plays: ROWS,
        seed: 1,
    }
}

fn csv() -> Vec<u8> {
    let mut csv = Vec::new();
    write_csv(&plan(), &mut csv).expect("memory takes it all");
    csv
}

/// Returns how many rows `format` makes of a file.
fn rows(format: &dyn Format, file: &[u8]) -> u64 {
    let mut rows = 0;
    let mut take = |entry: Entry<'_>| {
        rows += u64::from(matches!(black_box(entry), Entry::Row(_)));
        true
    };
    format
        .read(Content::of_bytes(file), &Context::default(), &mut take)
        .expect("it is CSV");
    rows
}

/// Records of 100,000 rows in memory: what an import can reach at best.
#[divan::bench(sample_count = 20)]
fn read_csv(bencher: Bencher) {
    let file = csv();
    let format = named("csv").expect("there is such a format");
    assert_eq!(rows(format, &file), ROWS);
    bencher
        .counter(ItemsCount::new(ROWS))
        .counter(BytesCount::of_slice(&file))
        .bench(|| rows(format, &file));
}

/// The same rows made up: what `bingetop sample --csv` does.
#[divan::bench(sample_count = 20)]
fn make_csv(bencher: Bencher) {
    let length = csv().len();
    bencher
        .counter(ItemsCount::new(ROWS))
        .counter(BytesCount::new(length))
        .with_inputs(|| Vec::with_capacity(length))
        .bench_values(|mut out| write_csv(&plan(), &mut out));
}

/// All cubes of the sample anew, beside those it has.
#[divan::bench(sample_count = 10)]
fn derive_all(bencher: Bencher) {
    let conn = open_bytes(&SAMPLE).expect("the sample is a database");
    let derive = || derive::rebuild_into_temp(&conn, Limits::default());
    bencher.bench_local(|| derive().expect("the plays are read"));
}
