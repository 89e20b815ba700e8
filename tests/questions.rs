//! What a log answers at the edges of its rules, one fact a test.

#[path = "support/tiny.rs"]
mod tiny;

#[path = "questions/also_played.rs"]
mod also_played;
#[path = "questions/audit.rs"]
mod audit;
#[path = "questions/callouts.rs"]
mod callouts;
#[path = "questions/changed.rs"]
mod changed;
#[path = "questions/household.rs"]
mod household;
#[path = "questions/page.rs"]
mod page;
#[path = "questions/periods.rs"]
mod periods;
#[path = "questions/rewatches.rs"]
mod rewatches;
#[path = "questions/running.rs"]
mod running;
#[path = "questions/sittings.rs"]
mod sittings;
#[path = "questions/stories.rs"]
mod stories;
#[path = "questions/ties.rs"]
mod ties;
