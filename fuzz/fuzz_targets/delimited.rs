//! Tables: CSV and TSV of every format, with and without a header, with columns by name and by number.

#![no_main]

use bingetop_fuzz::{context, import, seeds};
use libfuzzer_sys::fuzz_target;

const FORMATS: &[&str] = &[
    "csv",
    "netflix",
    "netflix-history",
    "letterboxd",
    "lastfm",
    "apple-music",
    "prime-video",
    "playback-reporting-backup",
    "scrobbles",
];

fuzz_target!(
    init: {
        seeds::write("delimited", seeds::tables());
    },
    |bytes: &[u8]| {
        import(bytes, FORMATS, &context(""));
        import(bytes, &["csv"], &context("viewer=1,title=2,show=3,start=5,seconds=6:ms"));
        import(bytes, &["csv"], &context("viewer=user,title=name,end=date,id=id,position=at:s,length=len:min"));
    }
);
