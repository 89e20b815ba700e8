//! `bingetop forget`, `optout` and `whois` as people run them: what is held, that it goes to the last byte, and that nothing
//! brings it back.
#![cfg(unix)]

#[path = "support/cubes.rs"]
mod cubes;
#[path = "support/home.rs"]
mod home;
#[path = "support/rows.rs"]
mod rows;

#[path = "forget_cli/bytes.rs"]
mod bytes;
#[path = "forget_cli/generated.rs"]
mod generated;
#[path = "forget_cli/imports.rs"]
mod imports;
#[path = "forget_cli/killed.rs"]
mod killed;
#[path = "forget_cli/log.rs"]
mod log;
#[path = "forget_cli/optout.rs"]
mod optout;
#[path = "forget_cli/retold.rs"]
mod retold;
#[path = "forget_cli/same.rs"]
mod same;
#[path = "forget_cli/whois.rs"]
mod whois;
