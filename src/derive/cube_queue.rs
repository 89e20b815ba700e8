//! The queue of derived cubes, from the threads that derive them to the one that stores them.

use crossbeam_channel::{Receiver, Sender, unbounded};
use rusqlite::Connection;

use crate::cube::blob_store;
use crate::cube::kind::CubeKind;

/// A cube ready to be stored.
struct EncodedCube {
    kind: CubeKind,
    number: u32,
    bytes: Vec<u8>,
}

/// Where the threads that derive put their cubes.
pub(crate) struct CubeSink(Sender<EncodedCube>);

/// The cubes that were derived and are not stored yet: for the thread that writes the log.
pub(crate) struct DerivedCubes(Receiver<EncodedCube>);

/// Returns the two ends of a queue of cubes.
///
/// It has no bound: the thread that stores may be waiting for one that derives, which must not wait for
/// it in turn.
pub(crate) fn cube_queue() -> (CubeSink, DerivedCubes) {
    let (sink, derived) = unbounded();
    (CubeSink(sink), DerivedCubes(derived))
}

impl CubeSink {
    /// Puts a cube into the queue.
    pub fn put(&self, kind: CubeKind, number: u32, bytes: Vec<u8>) {
        // Nobody takes it where storing has failed, and that thread says why.
        let _ = self.0.send(EncodedCube {
            kind,
            number,
            bytes,
        });
    }
}

impl DerivedCubes {
    /// Stores what has been derived so far; the log has no cubes of these kinds and numbers yet.
    ///
    /// # Errors
    ///
    /// Fails where the database cannot be written.
    pub fn store(&self, conn: &Connection) -> rusqlite::Result<()> {
        self.0
            .try_iter()
            .try_for_each(|cube| blob_store::add(conn, cube.kind, cube.number, &cube.bytes))
    }
}
