//! Cubes: what the plays of a log amount to, counted ahead so that any window is answered at once.
//!
//! In: histories of viewers and cells of counts. Out: the bytes of cubes, and where they lie in the
//! database. Never: rows of the log, or who a viewer is.
//!
//! A cube is a sum over viewers: it holds how many viewers did this or that, and not who. So a viewer who has
//! played more is taken out as they were and put in as they are now. Cubes are derived from the table `plays`
//! and can be dropped and derived anew at any time.
//!
//! | module | holds |
//! |---|---|
//! | [`day_number`] | days as cubes count them |
//! | [`histories`] | all histories of an item's viewers, equal ones counted: what cubes are derived from |
//! | [`viewer_days`] | the active days of one viewer, as the log keeps them beside its rows |
//! | [`viewer_titles`] | which titles one viewer played on which days, as the log keeps them beside its rows |
//! | `varint` | numbers of few bytes |
//! | [`runs`] | runs of consecutive days, and the pairs of runs that must not count twice |
//! | [`cells`] | sorted cells `key -> n`, to which signed differences can be added |
//! | [`cell_blocks`] | the cells of several cubes of one kind |
//! | [`stored_cells`] | cells read where they lie in the bytes of a cube |
//! | [`level_cubes`] | the cubes of all titles or all shows: plays, repeats, third plays and runs |
//! | [`day_plays`] | plays of each item on each day |
//! | [`day_hours`] | seconds of each item on each day, and rows of unknown length |
//! | [`tiles`] | repeats, by the day of the play and an earlier day |
//! | [`by_day`] | cells grouped by day |
//! | [`previous_days`] | distinct viewers in any window, from the previous active day of each |
//! | [`returns`] | viewers by first active week or month, and by those in which they are back |
//! | [`item_cells`] | what the page of one item takes where there are no histories |
//! | [`kind`] | the kinds of cubes that a log holds |
//! | [`blocks`] | how cubes are cut into pieces: blocks of days, pages of items, lags |
//! | [`encoding`] | the bytes of a cube: version, checksum, length, columns |
//! | [`blob_store`] | where in the database cubes lie |
//! | [`inventory`] | whether all of them are there |
//! | [`names`] | whether the names of titles and shows are those that were written |
//! | [`mismatch`] | the error of changing cubes that are not those of the plays |

pub mod blob_store;
pub mod blocks;
pub mod by_day;
pub mod cell_blocks;
pub mod cells;
pub mod day_hours;
pub mod day_number;
pub mod day_plays;
pub mod encoding;
pub mod histories;
pub mod inventory;
pub mod item_cells;
pub mod kind;
pub mod level_cubes;
pub mod mismatch;
pub mod names;
pub mod previous_days;
pub mod returns;
pub mod runs;
pub mod stored_cells;
pub mod tiles;
mod varint;
pub mod viewer_days;
pub mod viewer_titles;
