//! Detects UTF-16 and UTF-32, which are often unmarked, and decodes UTF-32.
//!
//! Without a byte order mark the bytes are decoded in each way, and one is chosen if enough of the result is what
//! people write (letters of alphabets, spaces and punctuation, the most frequent Han characters and Hangul syllables)
//! and almost nothing is a control, an unpaired surrogate or an unassigned code point. In the wrong byte order a text
//! is a jumble of rare characters, and so are binary files in either order, and `Shift_JIS`, whose bytes make Han
//! characters.
//!
//! Only ASCII that contains a NUL, and bytes that are not UTF-8, are examined: two ASCII letters always make a Han
//! character, which may be a common one. In an alphabet words are separated by spaces, and a wide space contains a NUL;
//! text without a NUL can only be Chinese, Japanese or Korean.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use super::common_characters::is_common;

/// Number of bytes examined from the beginning. A multiple of four.
const SAMPLE_LEN: usize = 2 * 1024;
/// Minimum percentage of written characters in text that is not mostly Han or Hangul. Common Han characters and Hangul
/// syllables count as written, and so do as many rare ones.
const MIN_WRITTEN_PERCENT: usize = 70;
/// Minimum percentage of common and written characters in mostly Han or Hangul text; the rest may be rare ones. In the
/// wrong byte order it is about two.
const MIN_COMMON_PERCENT: usize = 25;
/// Minimum number of characters if there is no NUL.
const MIN_CHARACTERS: usize = 8;
/// Minimum number if there is one, which is half of an ASCII character, or of a Han one that ends in 00 (一, U+4E00).
const MIN_CHARACTERS_WITH_NUL: usize = 2;

/// Byte order of a code unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Endian {
    /// Lowest byte first.
    Little,
    /// Highest byte first.
    Big,
}

/// An encoding whose code units are wider than a byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WideEncoding {
    /// Code units of two bytes.
    Utf16(Endian),
    /// Code units of four bytes.
    Utf32(Endian),
}

/// Returns the byte order of a UTF-32 byte order mark. The little-endian one starts like UTF-16's, but no text
/// starts with a NUL.
pub(super) fn utf32_bom(bytes: &[u8]) -> Option<Endian> {
    match bytes.get(..4)? {
        [0xFF, 0xFE, 0, 0] => Some(Endian::Little),
        [0, 0, 0xFE, 0xFF] => Some(Endian::Big),
        _ => None,
    }
}

/// Decodes UTF-32 and counts the invalid code units, including an incomplete one at the end.
pub(super) fn decode_utf32(bytes: &[u8], endian: Endian) -> (String, u32) {
    let (units, rest) = bytes.as_chunks::<4>();
    let mut undecoded = u32::from(!rest.is_empty());
    let mut text = String::with_capacity(bytes.len() / 4 + 4);
    for unit in units {
        text.push(utf32_char(*unit, endian).unwrap_or_else(|| {
            undecoded = undecoded.saturating_add(1);
            char::REPLACEMENT_CHARACTER
        }));
    }
    if !rest.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    (text, undecoded)
}

fn utf32_char(unit: [u8; 4], endian: Endian) -> Option<char> {
    char::from_u32(if endian == Endian::Little { u32::from_le_bytes(unit) } else { u32::from_be_bytes(unit) })
}

/// Detects the wide encoding of bytes without a byte order mark. None if they are not in a wide encoding.
pub(super) fn detect(bytes: &[u8]) -> Option<WideEncoding> {
    let sample = bytes.get(..SAMPLE_LEN).unwrap_or(bytes);
    let has_nul = sample.contains(&0);
    // A character truncated by the end of the sample is not an error.
    let is_utf8 = std::str::from_utf8(sample).map_or_else(|error| error.error_len().is_none(), |_| true);
    let is_ascii_text = sample.is_ascii() && !has_nul;
    if is_ascii_text || (is_utf8 && !sample.is_ascii()) {
        return None;
    }
    let endians = [Endian::Little, Endian::Big];
    if has_nul {
        for endian in endians {
            let units = sample.as_chunks::<4>().0.iter().map(|unit| utf32_char(*unit, endian));
            if Tally::of(units).is_text(MIN_CHARACTERS_WITH_NUL) {
                return Some(WideEncoding::Utf32(endian));
            }
        }
    }
    let min_characters = if has_nul { MIN_CHARACTERS_WITH_NUL } else { MIN_CHARACTERS };
    let tallies = endians.map(|endian| (endian, Tally::of(utf16_chars(sample, endian))));
    tallies
        .into_iter()
        .filter(|(_, tally)| {
            tally.is_text(min_characters) && (tally.is_cjk() || (has_nul && tally.ascii > 0))
        })
        .max_by_key(|(_, tally)| tally.written + tally.common)
        .map(|(endian, _)| WideEncoding::Utf16(endian))
}

fn utf16_chars(sample: &[u8], endian: Endian) -> impl Iterator<Item = Option<char>> {
    let units = sample.as_chunks::<2>().0;
    // The sample may end inside a surrogate pair.
    let skipped = usize::from(sample.len() == SAMPLE_LEN);
    let units = units.iter().take(units.len() - skipped).map(move |unit| {
        if endian == Endian::Little { u16::from_le_bytes(*unit) } else { u16::from_be_bytes(*unit) }
    });
    char::decode_utf16(units).map(Result::ok)
}

/// Counts of the characters that a decoding gives.
#[derive(Debug, Default)]
struct Tally {
    /// All characters.
    all: usize,
    /// Letters of alphabets, spaces and punctuation.
    written: usize,
    /// ASCII characters among those.
    ascii: usize,
    /// Common Han characters and Hangul syllables, kana and their punctuation.
    common: usize,
    /// Other Han characters and Hangul syllables.
    rare: usize,
    /// Characters that no text contains.
    bad: usize,
}

impl Tally {
    fn of(characters: impl Iterator<Item = Option<char>>) -> Self {
        let mut tally = Self::default();
        for c in characters {
            tally.all += 1;
            match c {
                None => tally.bad += 1,
                Some(c) if is_written(c) => {
                    tally.written += 1;
                    tally.ascii += usize::from(c.is_ascii());
                }
                Some(c) if is_common(c) => tally.common += 1,
                Some(c) if is_cjk_char(c) => tally.rare += 1,
                Some(c) if !is_assigned(c) => tally.bad += 1,
                Some(_) => {}
            }
        }
        tally
    }

    fn is_cjk(&self) -> bool {
        (self.common + self.rare) * 2 > self.all
    }

    fn is_text(&self, min_characters: usize) -> bool {
        let (good, min_percent) = if self.is_cjk() {
            (self.common + self.written, MIN_COMMON_PERCENT)
        } else {
            (self.common + self.rare.min(self.common) + self.written, MIN_WRITTEN_PERCENT)
        };
        // Tolerate one bad character in a hundred.
        self.all >= min_characters && self.bad * 100 <= self.all && good * 100 >= self.all * min_percent
    }
}

/// Letters of living alphabets, spaces, punctuation and signs, as inclusive ranges in ascending order. General
/// punctuation starts after the wide spaces, because U+2000 is a space in the wrong byte order.
const WRITTEN: &[(char, char)] = &[
    ('\t', '\n'),
    ('\u{C}', '\r'),
    (' ', '~'),
    ('\u{A0}', '\u{24F}'),
    ('\u{2BC}', '\u{2BC}'),
    ('\u{300}', '\u{30C}'),
    ('\u{384}', '\u{3CE}'),
    ('\u{400}', '\u{4FF}'),
    ('\u{531}', '\u{58A}'),
    ('\u{5B0}', '\u{5F4}'),
    ('\u{60C}', '\u{6D5}'),
    ('\u{6F0}', '\u{6F9}'),
    ('\u{901}', '\u{DF4}'),
    ('\u{E01}', '\u{E5B}'),
    ('\u{10A0}', '\u{10FF}'),
    ('\u{1E00}', '\u{1EF9}'),
    ('\u{200B}', '\u{200F}'),
    ('\u{2010}', '\u{203A}'),
    ('\u{20AC}', '\u{20AC}'),
    ('\u{2116}', '\u{2116}'),
];

fn is_written(c: char) -> bool {
    super::scripts::contains(WRITTEN, c)
}

fn is_cjk_char(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{20000}'..='\u{3FFFD}')
}

fn is_assigned(c: char) -> bool {
    !matches!(
        c.general_category(),
        GeneralCategory::Control
            | GeneralCategory::Unassigned
            | GeneralCategory::PrivateUse
            | GeneralCategory::Surrogate
    )
}

/// Returns true if at most one in ten characters is a control, an unassigned, a private-use or a replacement character.
pub(super) fn is_text(text: &str) -> bool {
    let bad = |c: &char| *c == char::REPLACEMENT_CHARACTER || !(is_written(*c) || is_assigned(*c));
    let all = text.chars().count();
    text.chars().filter(bad).count() * 10 <= all
}
