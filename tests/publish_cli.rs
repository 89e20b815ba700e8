//! `bingetop publish` and `bingetop ledger` as people run them: what is said, what is refused, and that nothing makes a number
//! be said anew.
#![cfg(unix)]

#[path = "publish_cli/allowance.rs"]
mod allowance;
#[path = "publish_cli/at_once.rs"]
mod at_once;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
#[path = "publish_cli/each_write.rs"]
mod each_write;
#[path = "support/home.rs"]
mod home;
#[path = "publish_cli/house.rs"]
mod house;
#[path = "publish_cli/kept.rs"]
mod kept;
#[path = "publish_cli/killed.rs"]
mod killed;
#[path = "publish_cli/refused.rs"]
mod refused;
#[path = "publish_cli/told.rs"]
mod told;
