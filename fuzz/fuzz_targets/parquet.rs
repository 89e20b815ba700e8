//! Parquet.

#![no_main]

use bingetop_fuzz::{context, import, seeds};
use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: {
        seeds::write("parquet", seeds::parquet());
    },
    |bytes: &[u8]| {
        import(bytes, &["parquet"], &context(""));
        import(bytes, &["parquet"], &context("title=media.name,show=media.show,end=started_at,viewer=row"));
    }
);
