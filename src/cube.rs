//! Cubes: what the plays of a log amount to, counted ahead so that any window is answered at once.
//!
//! A cube neither knows nor needs a viewer: it holds how many viewers did this or that. Everything in
//! it is a sum over viewers, so that a viewer who has played more since is taken out as they were and
//! put in as they are. Cubes are derived from the table `plays` and can be dropped and derived anew at
//! any time.
//!
//! | module | holds |
//! |---|---|
//! | [`number`] | days as cubes count them |
//! | [`histories`] | all histories of an item's viewers, equal ones counted: what cubes are derived from |
//! | [`runs`] | runs of consecutive days, and the pairs of runs that must not count twice |
//! | [`lists`] | what lists are answered from: plays, repeats and runs of all titles or shows, by days |
//! | [`day_plays`] | plays of each item on each day |
//! | [`tiles`] | who came back to an item, and from when |
//! | [`cells`] | sorted cells `key -> n`, to which signed differences can be added |
//! | [`by_day`] | cells in the order of a day |
//! | [`gaps`] | distinct viewers of any window, out of the day each was there before |
//! | [`weeks`] | viewers by first active week, and by later ones |
//! | [`history`] | the days of one viewer, as the log keeps them beside its rows |
//! | [`bytes`] | how cubes are written down: versioned, with a length and a checksum |
//! | [`shelf`] | where in the database they lie |
//! | [`inventory`] | whether all of them are there |

pub mod blob_store;
pub mod by_day;
pub mod bytes;
pub mod cells;
pub mod day_number;
pub mod day_plays;
pub mod histories;
pub mod inventory;
pub mod level_cubes;
pub mod previous_days;
pub mod runs;
pub mod tiles;
pub mod viewer_days;
pub mod weeks;
