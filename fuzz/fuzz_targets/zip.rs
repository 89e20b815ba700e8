//! ZIPs, and ZIPs in them.

#![no_main]

use bingetop_fuzz::{context, import, seeds};
use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: {
        seeds::write("zip", seeds::zips());
    },
    |bytes: &[u8]| import(bytes, &["csv", "tautulli"], &context(""))
);
