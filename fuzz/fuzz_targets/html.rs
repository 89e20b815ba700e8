//! HTML: the pages of Google's Takeout.

#![no_main]

use bingetop_fuzz::{context, import, seeds};
use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: {
        seeds::write("html", seeds::pages());
    },
    |bytes: &[u8]| import(bytes, &["youtube-html"], &context(""))
);
