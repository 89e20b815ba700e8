//! `bingetop ingest --follow` as people run it: pipes and files that grow, end, break and come again.
#![cfg(unix)]

#[path = "support/dump.rs"]
mod dump;
#[path = "support/home.rs"]
mod home;
#[path = "support/reasons.rs"]
mod reasons;
#[path = "support/viewers.rs"]
mod viewers;
#[path = "support/zipped.rs"]
mod zipped;

#[path = "follow_cli/files.rs"]
mod files;
#[path = "follow_cli/pipes.rs"]
mod pipes;
#[path = "follow_cli/refused.rs"]
mod refused;
#[path = "follow_cli/running.rs"]
mod running;
