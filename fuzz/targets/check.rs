//! What has to hold for texts, articles and drafts, whatever they were made of.

use std::fmt::Debug;
use std::ops::Range;
use std::path::Path;

use whoswho::article::{Article, ArticleKey, BlockKind, Draft, Meta, Partial};

/// An article holds at most so many bytes for each byte of its input: a title may stand in the page, in its head and in its data, and an entity is
/// shorter than its character by little.
const GROWTH: usize = 8;

/// The key of an article that has no file.
pub fn key() -> ArticleKey {
    ArticleKey::from_path(Path::new("input"))
}

/// The bytes as text, whatever they are.
pub fn text_of(data: &[u8]) -> String {
    String::from_utf8_lossy(data).into_owned()
}

/// What a function makes; of every fourth input it is made twice, and has to be the same.
pub fn same<T: PartialEq>(data: &[u8], make: impl Fn() -> T) -> T {
    let first = make();
    if data.len().is_multiple_of(4) {
        assert!(first == make(), "the same input gives something else the second time");
    }
    first
}

/// A choice among values that goes by the length of an input.
pub fn chosen<T: Copy>(data: &[u8], values: &[T]) -> T {
    values[data.len() % values.len()]
}

/// Whether a terminal, or whoever lays out lines from right to left, takes a character for a command.
fn is_unsafe(c: char) -> bool {
    (c.is_control() && c != '\t' && c != '\n')
        || matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0001}')
}

/// Text that may stand on a screen.
pub fn safe(what: &str, text: &str) {
    let found = text.char_indices().find(|(_, c)| is_unsafe(*c));
    assert!(found.is_none(), "{what} holds {found:?}");
}

/// As [`safe`], on one line.
pub fn line(what: &str, text: &str) {
    safe(what, text);
    assert!(!text.contains(['\n', '\t']), "{what} is no single line: {text:?}");
}

/// A message that is shown: one line that says something.
pub fn message(text: &str) {
    line("a message", text);
    assert!(!text.trim().is_empty(), "a message says nothing");
}

fn meta(meta: &Meta) {
    let values = [&meta.title, &meta.source, &meta.author, &meta.date, &meta.language, &meta.url];
    for (place, value) in
        values.into_iter().enumerate().filter_map(|(place, value)| Some((place, value.as_ref()?)))
    {
        line("a value of meta", value);
        assert!(!value.trim().is_empty(), "value {place} of meta is blank");
    }
}

/// A draft, made of so many bytes.
pub fn draft(draft: &Draft, bytes: usize) {
    meta(&draft.meta);
    bounded("a draft", draft.body.len(), bytes);
}

/// Memory goes by the input.
pub fn bounded(what: &str, length: usize, bytes: usize) {
    assert!(length <= bytes * GROWTH + 4096, "{what} of {length} bytes was made of {bytes}");
}

/// An article, made of so many bytes.
pub fn article(article: &Article, bytes: usize) {
    meta(&article.meta);
    let text = article.text.all();
    safe("the text of an article", text);
    bounded("a text", text.len(), bytes);
    let mut end = 0;
    for (place, block) in article.blocks.iter().enumerate() {
        let Range { start, end: block_end } = block.range;
        assert!(
            end <= start && start < block_end,
            "block {place} begins at {start}, the one before ends at {end}"
        );
        let Some(words) = text.get(block.range.clone()) else { panic!("block {place} cuts a character") };
        assert_eq!(words, words.trim(), "block {place} is not trimmed");
        // What goes on behind a page's end has the number of the block in which it began.
        let first = article.blocks.get((block.ordinal as usize).wrapping_sub(1));
        assert!(
            first.is_some_and(|first| first.ordinal == block.ordinal),
            "block {place} is number {}",
            block.ordinal
        );
        assert!(article.paragraph_of(place) <= place);
        assert_eq!(article.block_at(start), Some(place));
        assert_ne!(article.block_at(block_end), Some(place));
        end = block_end;
    }
    line("a headline", &article.headline());
    assert!(!article.headline().is_empty(), "an article has no headline");
    line("a key", &article.key.to_string());
    assert_eq!(article.undecoded > 0, article.partial == Some(Partial::Damaged));
    assert!(article.words() as usize <= text.len().div_ceil(2));
}

/// The blocks of a piece of HTML.
pub fn parts(parts: &[(BlockKind, String)], bytes: usize) {
    for (_, text) in parts {
        safe("a part", text);
    }
    bounded("parts", parts.iter().map(|(_, text)| text.len()).sum(), bytes);
}

/// Byte ranges of a file: in order, inside of it, none over another.
pub fn ranges(ranges: &[Range<u64>], bytes: usize) {
    let mut end = 0;
    for range in ranges {
        assert!(end <= range.start && range.start < range.end, "{range:?} stands behind {end}");
        end = range.end;
    }
    assert!(end <= bytes as u64, "{end} is beyond {bytes} bytes");
}

/// The bytes of a range.
pub fn bytes_of<'a>(data: &'a [u8], range: &Range<u64>) -> &'a [u8] {
    &data[range.start as usize..range.end as usize]
}

/// What a scanner gives for bytes that come whole; it has to give the same for them cut into single bytes and into longer pieces. `scan` gets the pieces.
pub fn however_cut<T: PartialEq + Debug>(
    data: &[u8],
    scan: impl Fn(&mut dyn Iterator<Item = &[u8]>) -> T,
) -> T {
    let whole = scan(&mut std::iter::once(data));
    assert_eq!(scan(&mut data.chunks(1)), whole, "cut into single bytes");
    let length = 2 + data.len() % 61;
    assert_eq!(scan(&mut data.chunks(length)), whole, "cut into pieces of {length}");
    whole
}
