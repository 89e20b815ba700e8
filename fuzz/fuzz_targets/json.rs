//! JSON: arrays and lines of every format, and keys that lead into other objects.

#![no_main]

use bingetop_fuzz::{context, import, seeds};
use libfuzzer_sys::fuzz_target;

const FORMATS: &[&str] = &[
    "json",
    "jsonl",
    "spotify-account",
    "spotify-extended",
    "youtube",
    "lastfmstats",
    "listenbrainz",
    "trakt",
    "tautulli-history",
    "jellystat",
    "jellystat-lines",
];

fuzz_target!(
    init: {
        seeds::write("json", seeds::json());
    },
    |bytes: &[u8]| {
        import(bytes, FORMATS, &context(""));
        import(bytes, &["json", "jsonl"], &context("title=track.name,show=artists.0.name,start=played_at,seconds=ms:ms"));
    }
);
