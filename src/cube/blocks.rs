//! How cubes are cut into pieces: blocks of days, pages of items, lags.
//!
//! A cube about many days and items is many blobs, each with a number made of these. So an import of one
//! more day rewrites the last block of days and leaves the others.

/// Days in a block.
pub const BLOCK_DAYS: u16 = 32;

/// How many plays before: for each step of the ladder of cohorts, itself and the one below. Viewers with
/// so many plays or more are counted from them by [`super::previous_days`].
pub const LAGS: [u32; 13] = [1, 2, 3, 4, 5, 9, 10, 19, 20, 49, 50, 99, 100];

/// The bits of a block in a blob's number, and of an item within its page.
const BLOCK_BITS: u32 = 16;

/// Returns the block in which a day lies.
#[must_use]
pub fn block_of(day: u16) -> u16 {
    day / BLOCK_DAYS
}

/// Returns the page on which an item lies, and its number there.
#[must_use]
pub fn page_of(item: u32) -> (u16, u16) {
    let [low, high, page_low, page_high] = item.to_le_bytes();
    (
        u16::from_le_bytes([page_low, page_high]),
        u16::from_le_bytes([low, high]),
    )
}

/// Returns the number of the blob for a page and a block.
#[must_use]
pub fn page_block(page: u16, block: u16) -> u32 {
    u32::from(page) << BLOCK_BITS | u32::from(block)
}

/// Returns the first item of the page, and the block, of the blob with this number.
#[must_use]
pub fn page_and_block(number: u32) -> (u32, u16) {
    let (page, block) = page_of(number);
    (u32::from(page) << BLOCK_BITS, block)
}

/// Returns the number of the blob for a lag, given its place among [`LAGS`], and the block of a day.
#[must_use]
pub fn lag_block_of(lag: usize, day: u16) -> u32 {
    u32::try_from(lag << BLOCK_BITS).unwrap_or(u32::MAX) | u32::from(block_of(day))
}

/// Returns the place among [`LAGS`] of the lag in a blob's number.
#[must_use]
pub fn lag_of_block(number: u32) -> usize {
    (number >> BLOCK_BITS) as usize
}
