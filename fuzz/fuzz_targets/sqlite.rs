//! Databases of other programs.

#![no_main]

use bingetop_fuzz::{context, import, seeds};
use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: {
        seeds::write("sqlite", seeds::databases());
    },
    |bytes: &[u8]| import(bytes, &["tautulli", "playback-reporting", "plex"], &context(""))
);
