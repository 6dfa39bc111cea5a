//! UTF-16 and UTF-32, which nobody marks as they should be.
//!
//! Without a byte order mark they are told by what they say: the bytes are read in each way, and a way is taken if nearly all that
//! comes out is what people write (letters of alphabets, the spaces and stops between them, the commonest of the
//! Chinese characters and Korean syllables) and nothing of it is what nobody writes (controls, halves of pairs, code points that are no
//! characters). The wrong way round a text is rare characters without order, and so is what is no text: that is how the wide encodings are told
//! from binary files, and from `Shift_JIS`, whose bytes make Chinese characters in either order.
//!
//! It is asked only of bytes that UTF-8 does not explain: those with a NUL, and those that are not UTF-8. Two letters of ASCII are always a Chinese
//! character, and it may be a common one. Alphabets stand between spaces, and a space has a NUL; what has none can only be Chinese, Japanese or Korean.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use super::common_characters::is_common;

/// How many bytes from the beginning one looks at. A multiple of four.
const LOOKED_AT: usize = 2 * 1024;
/// The least share of what people write, in hundredths, where alphabets make most of it.
const LEAST_WRITTEN: usize = 70;
/// The least share, in hundredths, among Chinese characters and Korean syllables, of which any text has rare ones. The wrong way round it is
/// about two.
const LEAST_COMMON: usize = 25;
/// So many characters at least, where no NUL says that the text is wide.
const LEAST_CHARACTERS: usize = 8;
/// So many, where one does. It is then half of an ASCII character, or of a Chinese one that ends in two zeros (一).
const LEAST_WITH_NUL: usize = 2;

/// Which byte of a unit comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// The lowest.
    Little,
    /// The highest.
    Big,
}

/// An encoding whose units are wider than a byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wide {
    /// Units of two bytes.
    Utf16(Order),
    /// Units of four.
    Utf32(Order),
}

/// The order that a byte order mark of UTF-32 tells. That of the little end begins as UTF-16's does, and no text begins with a NUL.
pub(super) fn utf32_mark(bytes: &[u8]) -> Option<Order> {
    match bytes.get(..4)? {
        [0xFF, 0xFE, 0, 0] => Some(Order::Little),
        [0, 0, 0xFE, 0xFF] => Some(Order::Big),
        _ => None,
    }
}

/// Reads UTF-32, and counts what has no reading; half a unit at the end is one.
pub(super) fn decode_utf32(bytes: &[u8], order: Order) -> (String, u32) {
    let (units, rest) = bytes.as_chunks::<4>();
    let mut undecoded = u32::from(!rest.is_empty());
    let mut text = String::with_capacity(bytes.len() / 4 + 4);
    for unit in units {
        text.push(utf32(*unit, order).unwrap_or_else(|| {
            undecoded = undecoded.saturating_add(1);
            char::REPLACEMENT_CHARACTER
        }));
    }
    if !rest.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    (text, undecoded)
}

fn utf32(unit: [u8; 4], order: Order) -> Option<char> {
    char::from_u32(if order == Order::Little { u32::from_le_bytes(unit) } else { u32::from_be_bytes(unit) })
}

/// Which wide encoding bytes without a mark are in, if they are in one.
pub(super) fn detect(bytes: &[u8]) -> Option<Wide> {
    let sample = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let has_nul = sample.contains(&0);
    // A character that the sample's end cuts is no mistake.
    let is_utf8 = std::str::from_utf8(sample).map_or_else(|error| error.error_len().is_none(), |_| true);
    let is_plain = sample.is_ascii() && !has_nul;
    if is_plain || (is_utf8 && !sample.is_ascii()) {
        return None;
    }
    let orders = [Order::Little, Order::Big];
    if has_nul {
        for order in orders {
            let units = sample.as_chunks::<4>().0.iter().map(|unit| utf32(*unit, order));
            if Tally::of(units).is_text(LEAST_WITH_NUL) {
                return Some(Wide::Utf32(order));
            }
        }
    }
    let least = if has_nul { LEAST_WITH_NUL } else { LEAST_CHARACTERS };
    let tallies = orders.map(|order| (order, Tally::of(utf16(sample, order))));
    tallies
        .into_iter()
        .filter(|(_, tally)| tally.is_text(least) && (tally.is_eastern() || (has_nul && tally.ascii > 0)))
        .max_by_key(|(_, tally)| tally.written + tally.common)
        .map(|(order, _)| Wide::Utf16(order))
}

fn utf16(sample: &[u8], order: Order) -> impl Iterator<Item = Option<char>> {
    let units = sample.as_chunks::<2>().0;
    // A pair that the sample's end cuts is nobody's fault.
    let cut = usize::from(sample.len() == LOOKED_AT);
    let units = units.iter().take(units.len() - cut).map(move |unit| {
        if order == Order::Little { u16::from_le_bytes(*unit) } else { u16::from_be_bytes(*unit) }
    });
    char::decode_utf16(units).map(Result::ok)
}

/// What comes out of a reading.
#[derive(Debug, Default)]
struct Tally {
    /// All of it.
    all: usize,
    /// Letters of alphabets, and what stands between words.
    written: usize,
    /// Of those, how many are ASCII.
    ascii: usize,
    /// Common characters and syllables, and their stops.
    common: usize,
    /// Other characters and syllables.
    rare: usize,
    /// What no text holds.
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
                Some(c) if is_ideograph(c) => tally.rare += 1,
                Some(c) if !is_character(c) => tally.bad += 1,
                Some(_) => {}
            }
        }
        tally
    }

    fn is_eastern(&self) -> bool {
        (self.common + self.rare) * 2 > self.all
    }

    fn is_text(&self, least: usize) -> bool {
        let (told, share) = if self.is_eastern() {
            (self.common + self.written, LEAST_COMMON)
        } else {
            (self.common + self.rare.min(self.common) + self.written, LEAST_WRITTEN)
        };
        // One NUL in a hundred characters is a slip.
        self.all >= least && self.bad * 100 <= self.all && told * 100 >= self.all * share
    }
}

/// Letters of living alphabets, what stands between words, and the stops and signs of print; inclusive, in ascending order. General
/// punctuation begins behind the wide spaces: U+2000 is a space the wrong way round.
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

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{20000}'..='\u{3FFFD}')
}

fn is_character(c: char) -> bool {
    !matches!(
        c.general_category(),
        GeneralCategory::Control
            | GeneralCategory::Unassigned
            | GeneralCategory::PrivateUse
            | GeneralCategory::Surrogate
    )
}

/// Whether characters that a wide encoding gave are text, as far as they go: hardly a control, half of a pair or unassigned one among them.
pub(super) fn is_text(text: &str) -> bool {
    let bad = |c: &char| *c == char::REPLACEMENT_CHARACTER || !(is_written(*c) || is_character(*c));
    let all = text.chars().count();
    text.chars().filter(bad).count() * 10 <= all
}
