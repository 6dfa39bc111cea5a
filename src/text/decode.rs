//! Finds the encoding of bytes and decodes them.
//!
//! The evidence is tried in the order that people who label their files expect: a byte order mark, then the declared
//! label (from a header, an XML declaration or a `meta` element: [`super::declared_encoding`]), then unmarked UTF-16 and
//! UTF-32 (`wide`), then ISO-2022-JP by its escapes, then UTF-8 if the bytes are strictly valid, then detection
//! (`detect`). A declared UTF-8 changes nothing, and a declared UTF-16 leaves the byte order to `wide`.
//!
//! A declaration that the bytes contradict is ignored: UTF-16 over plain UTF-8, as in the HTML standard, and any other
//! encoding over valid UTF-8 with several non-ASCII characters. Pages keep an outdated label when the server sends the
//! right one, and the server's label is lost when a page is saved.
//!
//! A text that is UTF-8 except for a few broken bytes (cut in the middle of a character, or pasted together) stays UTF-8
//! and is marked as damaged: reading all of it as Windows-1252 would spoil every accent in it to save one. The same goes
//! for ASCII text with a few bytes that make words in no encoding.

use encoding_rs::{DecoderResult, Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, X_USER_DEFINED};

use super::detect;
use super::wide::{self, Endian};

/// Minimum number of valid continuation bytes per broken sequence for a text to count as damaged UTF-8. In a text of
/// another encoding, a continuation byte in the right place is a rare accident; a sequence of three bytes takes two
/// accidents, so it counts twice.
const VALID_PER_BROKEN: usize = 4;

/// Minimum number of non-ASCII characters for valid UTF-8 to overrule a declared single-byte encoding.
const MIN_UTF8_OVER_SINGLE_BYTE: usize = 4;
/// The same for a declared multi-byte encoding, in which some runs of characters are valid UTF-8 too.
const MIN_UTF8_OVER_MULTI_BYTE: usize = 12;

/// Decoded text and its encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// Text without its byte order mark. Not yet safe for a terminal: see [`super::sanitize`].
    pub text: String,
    /// Name of the encoding in the WHATWG Encoding Standard, such as `UTF-8` or `windows-1251`; or `UTF-32LE`,
    /// `UTF-32BE`.
    pub encoding: &'static str,
    /// Number of malformed byte sequences and of bytes without a character in the encoding, each replaced by U+FFFD. A
    /// U+FFFD that was in the text already does not count.
    pub undecoded: u32,
}

/// A way to decode bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading<'a> {
    /// Valid UTF-8.
    Utf8(&'a str),
    /// An encoding of the WHATWG standard.
    Standard(&'static Encoding),
    /// UTF-32, which the standard lacks.
    Utf32(Endian),
}

impl Reading<'_> {
    fn of(wide: wide::WideEncoding) -> Self {
        match wide {
            wide::WideEncoding::Utf16(Endian::Little) => Self::Standard(UTF_16LE),
            wide::WideEncoding::Utf16(Endian::Big) => Self::Standard(UTF_16BE),
            wide::WideEncoding::Utf32(endian) => Self::Utf32(endian),
        }
    }

    /// Decodes the bytes after the byte order mark.
    fn decode(self, bytes: &[u8]) -> Decoded {
        match self {
            Self::Utf8(text) => Decoded { text: text.to_owned(), encoding: UTF_8.name(), undecoded: 0 },
            Self::Standard(encoding) => decode_with(encoding, bytes),
            Self::Utf32(endian) => {
                let (text, undecoded) = wide::decode_utf32(bytes, endian);
                let encoding = if endian == Endian::Little { "UTF-32LE" } else { "UTF-32BE" };
                Decoded { text, encoding, undecoded }
            }
        }
    }
}

/// Decodes `bytes`. `declared` is a label that came with them (`utf-8`, `cp1251`, `latin1`); one that the WHATWG
/// Encoding Standard does not know, or that the bytes contradict, is ignored.
pub fn decode(bytes: &[u8], declared: Option<&str>) -> Decoded {
    let (reading, bom_len) = choose_reading(bytes, declared, true);
    reading.decode(bytes.get(bom_len..).unwrap_or_default())
}

/// Like [`decode`], for the beginning of a file: a truncated last character is left out and not counted as damage.
pub fn decode_head(head: &[u8]) -> Decoded {
    let truncation = std::str::from_utf8(head).err().filter(|error| error.error_len().is_none());
    // If the bytes before a truncated last character are valid UTF-8 and not all ASCII, the encoding is UTF-8.
    if let Some(error) = truncation
        && let Some(whole) = head.get(..error.valid_up_to()).filter(|whole| !whole.is_ascii())
    {
        return decode(whole, None);
    }
    let (reading, bom_len) = choose_reading(head, None, false);
    let mut decoded = reading.decode(head.get(bom_len..).unwrap_or_default());
    if decoded.undecoded > 0 && decoded.text.ends_with(char::REPLACEMENT_CHARACTER) {
        decoded.text.pop();
        decoded.undecoded -= 1;
    }
    decoded
}

/// Returns true if the decoded bytes look like text: they have almost no C0 controls except line and page breaks, tabs,
/// backspaces and escapes. In UTF-16, which decodes almost any bytes, and UTF-32 they must also have few invalid
/// characters.
pub fn is_text(decoded: &Decoded) -> bool {
    let is_control = |c: &char| *c < ' ' && !matches!(c, '\t' | '\n' | '\r' | '\u{8}' | '\u{C}' | '\u{1B}');
    let controls = decoded.text.chars().filter(is_control).count();
    let controls_in_head = decoded.text.chars().take(HEAD_LEN).filter(is_control).count();
    let is_wide = decoded.encoding.starts_with("UTF-16") || decoded.encoding.starts_with("UTF-32");
    let has_few_controls = controls <= 1
        || (controls_in_head <= 1 && controls * CHARACTERS_PER_CONTROL <= decoded.text.chars().count());
    has_few_controls && (!is_wide || wide::is_text(&decoded.text))
}

/// At most one in this many characters of a text may be a control. Some are, since fields are padded with NULs and old
/// files end in Ctrl-Z. In compressed data one in ten is a control, in programs more.
const CHARACTERS_PER_CONTROL: usize = 50;

/// Number of characters at the start of a text of which at most one is a control: programs begin with binary headers.
const HEAD_LEN: usize = 32;

/// Returns how to decode `bytes` and the length of their byte order mark. `is_whole` is true if `bytes` is the whole
/// text.
fn choose_reading<'a>(bytes: &'a [u8], declared: Option<&str>, is_whole: bool) -> (Reading<'a>, usize) {
    if let Some(endian) = wide::utf32_bom(bytes) {
        return (Reading::Utf32(endian), 4);
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return (Reading::Standard(encoding), length);
    }
    let utf8 = std::str::from_utf8(bytes);
    if let Some(encoding) = declared.and_then(encoding_for_label) {
        let is_contradicted = utf8.is_ok_and(|text| contradicts(text, encoding));
        // "utf-16" does not give the byte order, and the other labels may have it wrong.
        let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
        if encoding != UTF_8 && !is_contradicted && !is_wide {
            return (Reading::Standard(encoding), 0);
        }
        if is_wide && !is_contradicted {
            return (wide::detect(bytes).map_or(Reading::Standard(encoding), Reading::of), 0);
        }
    }
    if let Some(wide) = wide::detect(bytes) {
        return (Reading::of(wide), 0);
    }
    let reading = match utf8 {
        Ok(text) => detect::detect_iso_2022_jp(text).map_or(Reading::Utf8(text), Reading::Standard),
        Err(_) if is_mostly_utf8(bytes) => Reading::Standard(UTF_8),
        Err(_) => Reading::Standard(detect::detect(bytes, is_whole)),
    };
    (reading, 0)
}

/// Returns true if valid UTF-8 text contradicts the declared encoding.
fn contradicts(text: &str, declared: &'static Encoding) -> bool {
    if declared == UTF_16LE || declared == UTF_16BE {
        return !text.contains('\0');
    }
    let min_utf8 =
        if declared.is_single_byte() { MIN_UTF8_OVER_SINGLE_BYTE } else { MIN_UTF8_OVER_MULTI_BYTE };
    text.chars().filter(|c| !c.is_ascii()).nth(min_utf8 - 1).is_some()
}

/// Returns the encoding that a label names. None for an unknown label, and for `replacement` and `x-user-defined`,
/// which the standard lists but no text is written in.
fn encoding_for_label(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.as_bytes())
        .filter(|&encoding| encoding != REPLACEMENT && encoding != X_USER_DEFINED)
}

fn decode_with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + MIN_SPARE_CAPACITY);
    let mut rest = bytes;
    let mut undecoded: u32 = 0;
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => text.reserve(rest.len() + MIN_SPARE_CAPACITY),
            DecoderResult::Malformed(..) => {
                text.push(char::REPLACEMENT_CHARACTER);
                undecoded = undecoded.saturating_add(1);
            }
        }
    }
    if encoding.name().starts_with("windows-") {
        undecoded = undecoded.saturating_add(replace_unassigned(&mut text));
    }
    Decoded { text, encoding: encoding.name(), undecoded }
}

/// Minimum free space in bytes for a decoder to make progress.
const MIN_SPARE_CAPACITY: usize = 16;

/// Replaces each C1 control by U+FFFD and returns their number. Where a Windows encoding assigns no character to a
/// byte from 80 to 9F, the standard decodes it to one.
fn replace_unassigned(text: &mut String) -> u32 {
    let is_unassigned = |c: char| matches!(c, '\u{80}'..='\u{9F}');
    let count = text.chars().filter(|c| is_unassigned(*c)).count();
    if count > 0 {
        *text = text.replace(is_unassigned, "\u{FFFD}");
    }
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Returns true for UTF-8 with little damage: at least [`VALID_PER_BROKEN`] continuation bytes per broken sequence.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let mut valid = 0;
    let mut broken = 0;
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().map(|c| c.len_utf8() - 1).sum::<usize>();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    valid >= broken * VALID_PER_BROKEN
}

#[cfg(test)]
#[path = "decode_tests.rs"]
mod tests;
