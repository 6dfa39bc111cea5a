//! How much the memory keeps, and how long a text in it may be.

/// The most articles that are remembered, the latest used ones.
pub const MOST_ARTICLES: u32 = 20_000;
/// The most corpora that are remembered, the latest used ones and those with marks.
pub const MOST_CORPORA: u32 = 1_000;
/// The most searches.
pub const MOST_SEARCHES: u32 = 100;
/// The longest search, in bytes.
pub const LONGEST_SEARCH: usize = 4_096;
/// The longest text of a path, and of an item, in bytes.
pub const LONGEST_NAME: usize = 8 << 10;
/// The largest offset into a text: offsets are 32 bits wide.
pub const LARGEST_OFFSET: i64 = u32::MAX as i64;
