//! A cube on its way from the thread that derives to the one that stores.

use crossbeam_channel::Sender;
use rusqlite::Connection;

use crate::cube::blob_store;
use crate::cube::kind::CubeKind;

/// A cube to be stored.
pub(super) struct EncodedCube {
    kind: CubeKind,
    item: u32,
    bytes: Vec<u8>,
}

impl EncodedCube {
    /// Sends a cube to be stored.
    pub fn send(store: &Sender<Self>, kind: CubeKind, item: u32, bytes: Vec<u8>) {
        // Nobody there: the thread that stores has failed, and says why.
        let _ = store.send(Self { kind, item, bytes });
    }

    /// Stores the cube; there is none of its kind and number yet.
    pub fn store(&self, conn: &Connection) -> rusqlite::Result<()> {
        blob_store::add(conn, self.kind, self.item, &self.bytes)
    }
}
