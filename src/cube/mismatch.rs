//! Cubes that are not those of the log's plays.

/// Something is to be taken out of a cube that is not in it: the cube was not derived from these plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the cube is not that of these plays")]
pub struct Mismatch;
