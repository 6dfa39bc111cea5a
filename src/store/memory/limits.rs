//! Limits on what the memory keeps.

/// Maximum number of articles kept. The least recently used are deleted first.
pub const MAX_ARTICLES: u32 = 20_000;
/// Maximum number of corpora kept, not counting older ones that are kept for their marks. The least recently used are
/// deleted first.
pub const MAX_CORPORA: u32 = 1_000;
/// Maximum number of dismissals kept of a corpus. The oldest are deleted first.
pub const MAX_DISMISSALS: u32 = 5_000;
/// Maximum number of searches kept.
pub const MAX_SEARCHES: u32 = 100;
/// Maximum length of a search, in bytes.
pub const MAX_SEARCH_LEN: usize = 4_096;
/// Maximum length of the text of a path or an item, in bytes.
pub const MAX_NAME_LEN: usize = 8 << 10;
/// Maximum length of an ignored name, in characters. Suggestions are far shorter.
pub const MAX_IGNORED_LEN: u16 = 1 << 10;
/// Maximum offset into a text: offsets are 32 bits wide.
pub const MAX_OFFSET: i64 = u32::MAX as i64;
