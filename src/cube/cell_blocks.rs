//! The cells of one kind that lie in several cubes, in the order of their keys.

use super::cells::Cells;

/// Cells of cubes whose keys rise from one to the next, such as blocks of days. They are left where they were decoded: one column of
/// all would grow while it is read, and memory keep the holes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellBlocks<const W: usize>(Vec<Cells<W>>);

impl<const W: usize> Default for CellBlocks<W> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<const W: usize> From<Cells<W>> for CellBlocks<W> {
    fn from(cells: Cells<W>) -> Self {
        Self(vec![cells])
    }
}

impl<const W: usize> CellBlocks<W> {
    /// Adds the cells of a cube, whose keys are greater than all so far.
    pub fn push(&mut self, cells: Cells<W>) {
        self.0.push(cells);
    }

    /// Returns every cell, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = ([u16; W], u32)> + '_ {
        self.0.iter().flat_map(Cells::iter)
    }

    /// Returns how many cells there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.iter().map(Cells::len).sum()
    }

    /// Returns whether there is no cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(Cells::is_empty)
    }
}
