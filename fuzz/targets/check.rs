//! Assertions about texts, articles and drafts made from arbitrary input.

use std::fmt::Debug;
use std::ops::Range;
use std::path::Path;

use whoswho::article::{Article, ArticleKey, BlockKind, Draft, Meta, Partial};

/// Maximum bytes of an article per byte of input: a title may be repeated from the page, its head and its data, and a
/// character is at most slightly longer than its reference.
const MAX_GROWTH: usize = 8;

/// The key of an article without a file.
pub fn key() -> ArticleKey {
    ArticleKey::from_path(Path::new("input"))
}

/// Decodes bytes as UTF-8, with replacement characters.
pub fn text_of(data: &[u8]) -> String {
    String::from_utf8_lossy(data).into_owned()
}

/// Calls a function; for every fourth input twice, to check that it is deterministic.
pub fn deterministic<T: PartialEq>(data: &[u8], make: impl Fn() -> T) -> T {
    let first = make();
    if data.len().is_multiple_of(4) {
        assert!(first == make(), "the same input gave two results");
    }
    first
}

/// Picks a value by the length of an input.
pub fn pick<T: Copy>(data: &[u8], values: &[T]) -> T {
    values[data.len() % values.len()]
}

/// True if a terminal or the bidi algorithm would act on a character.
fn is_unsafe(c: char) -> bool {
    (c.is_control() && c != '\t' && c != '\n')
        || matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0001}')
}

/// Text that can be shown on a screen.
pub fn safe(what: &str, text: &str) {
    let found = text.char_indices().find(|(_, c)| is_unsafe(*c));
    assert!(found.is_none(), "{what} contains {found:?}");
}

/// As [`safe`], and on one line.
pub fn line(what: &str, text: &str) {
    safe(what, text);
    assert!(!text.contains(['\n', '\t']), "{what} is not a single line: {text:?}");
}

/// A message: one line, not blank.
pub fn message(text: &str) {
    line("a message", text);
    assert!(!text.trim().is_empty(), "a message is blank");
}

fn meta(meta: &Meta) {
    let values = [&meta.title, &meta.source, &meta.author, &meta.date, &meta.language, &meta.url];
    for (number, value) in
        values.into_iter().enumerate().filter_map(|(number, value)| Some((number, value.as_ref()?)))
    {
        line("a value of meta", value);
        assert!(!value.trim().is_empty(), "value {number} of meta is blank");
    }
}

/// A draft made from `bytes` bytes.
pub fn draft(draft: &Draft, bytes: usize) {
    meta(&draft.meta);
    bounded("a draft", draft.body.len(), bytes);
}

/// Memory is bounded by the size of the input.
pub fn bounded(what: &str, length: usize, bytes: usize) {
    assert!(length <= bytes * MAX_GROWTH + 4096, "{what} of {length} bytes was made from {bytes}");
}

/// An article made from `bytes` bytes.
pub fn article(article: &Article, bytes: usize) {
    meta(&article.meta);
    let text = article.text.as_str();
    safe("the text of an article", text);
    bounded("a text", text.len(), bytes);
    let mut end = 0;
    for (number, block) in article.blocks.iter().enumerate() {
        let Range { start, end: block_end } = block.range;
        assert!(
            end <= start && start < block_end,
            "block {number} starts at {start}, the one before ends at {end}"
        );
        let Some(words) = text.get(block.range.clone()) else { panic!("block {number} splits a character") };
        assert_eq!(words, words.trim(), "block {number} is not trimmed");
        // A block continued after a page break has the ordinal of the block in which it began.
        let first = article.blocks.get((block.ordinal as usize).wrapping_sub(1));
        assert!(
            first.is_some_and(|first| first.ordinal == block.ordinal),
            "block {number} has the ordinal {}",
            block.ordinal
        );
        assert!(article.paragraph_of(number) <= number);
        assert_eq!(article.block_at(start), Some(number));
        assert_ne!(article.block_at(block_end), Some(number));
        end = block_end;
    }
    line("a headline", &article.headline());
    assert!(!article.headline().is_empty(), "an article has no headline");
    line("a key", &article.key.to_string());
    assert_eq!(article.undecoded > 0, article.partial == Some(Partial::Damaged));
    assert!(article.words() as usize <= text.len().div_ceil(2));
}

/// The blocks of an HTML fragment.
pub fn parts(parts: &[(BlockKind, String)], bytes: usize) {
    for (_, text) in parts {
        safe("a part", text);
    }
    bounded("parts", parts.iter().map(|(_, text)| text.len()).sum(), bytes);
}

/// Byte ranges of a file: in order, inside it, and without overlap.
pub fn ranges(ranges: &[Range<u64>], bytes: usize) {
    let mut end = 0;
    for range in ranges {
        assert!(end <= range.start && range.start < range.end, "{range:?} is not after {end}");
        end = range.end;
    }
    assert!(end <= bytes as u64, "{end} is beyond {bytes} bytes");
}

/// The bytes of a range.
pub fn bytes_of<'a>(data: &'a [u8], range: &Range<u64>) -> &'a [u8] {
    &data[range.start as usize..range.end as usize]
}

/// Returns the result of a scanner for bytes in one piece, after checking that it is the same for single bytes and
/// for longer pieces. `scan` gets the pieces.
pub fn however_split<T: PartialEq + Debug>(
    data: &[u8],
    scan: impl Fn(&mut dyn Iterator<Item = &[u8]>) -> T,
) -> T {
    let whole = scan(&mut std::iter::once(data));
    assert_eq!(scan(&mut data.chunks(1)), whole, "split into single bytes");
    let length = 2 + data.len() % 61;
    assert_eq!(scan(&mut data.chunks(length)), whole, "split into pieces of {length}");
    whole
}
