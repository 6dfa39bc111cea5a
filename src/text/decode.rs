//! Bytes to text: which encoding, and what it says.
//!
//! The order is the one that people who label their files rely on: a byte order mark, then the declared label
//! (from a header, an XML declaration or a `meta` element: [`super::declared`]), then UTF-16 and UTF-32 that do not say so
//! (`wide`), then UTF-8 if the bytes are strictly that, then detection (`detect`).
//! Three cases need a judgement. A declaration of UTF-16 over bytes that are plain UTF-8 contradicts itself and is
//! set aside, as the HTML standard does. So is one of a single-byte encoding over bytes that are UTF-8 many times over and never
//! anything else: pages keep a label of ten years ago when the server says another, and what the server said is lost when a page is
//! saved. And a text that is UTF-8 but for a few broken bytes (cut in the middle
//! of a character, or pasted together) stays UTF-8 and is marked as damaged: reading all of it as
//! Windows-1252 would spoil every accent in it to save one. So does a text of ASCII with a few bytes that no encoding makes words of.

use encoding_rs::{
    DecoderResult, Encoding, ISO_2022_JP, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, X_USER_DEFINED,
};

use super::detect;
use super::wide::{self, Order};

/// How many bytes that continue a well-formed sequence must stand against one broken one for a text to count as damaged
/// UTF-8. In a text of another encoding well-formed sequences are rare accidents, and those of three bytes two accidents at once.
const SOUND_TO_BROKEN: usize = 4;

/// So many characters of UTF-8, and no broken one, are no accident in a text that is said to be of a single-byte encoding.
const TELLING: usize = 4;
/// The same of an encoding of several bytes a character, in which some runs of characters are UTF-8 too.
const TELLING_OF_MANY: usize = 12;

/// A text and how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark. Not yet safe for a terminal: see [`super::sanitize`].
    pub text: String,
    /// The name of the encoding in the WHATWG Encoding Standard, such as `UTF-8` or `windows-1251`; or `UTF-32LE`, `UTF-32BE`.
    pub encoding: &'static str,
    /// How many stretches of bytes had no reading in that encoding; each became U+FFFD. Those that the text itself holds
    /// do not count.
    pub undecoded: u32,
}

/// How bytes are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading<'a> {
    /// As the UTF-8 that it is.
    Sound(&'a str),
    /// As the standard has it.
    Standard(&'static Encoding),
    /// UTF-32, which the standard does not have.
    Utf32(Order),
}

impl Reading<'_> {
    fn of(wide: wide::Wide) -> Self {
        match wide {
            wide::Wide::Utf16(Order::Little) => Self::Standard(UTF_16LE),
            wide::Wide::Utf16(Order::Big) => Self::Standard(UTF_16BE),
            wide::Wide::Utf32(order) => Self::Utf32(order),
        }
    }

    /// `bytes` are those behind the byte order mark.
    fn decode(self, bytes: &[u8]) -> Decoded {
        match self {
            Self::Sound(text) => Decoded { text: text.to_owned(), encoding: UTF_8.name(), undecoded: 0 },
            Self::Standard(encoding) => decode_as(encoding, bytes),
            Self::Utf32(order) => {
                let (text, undecoded) = wide::decode_utf32(bytes, order);
                let encoding = if order == Order::Little { "UTF-32LE" } else { "UTF-32BE" };
                Decoded { text, encoding, undecoded }
            }
        }
    }
}

/// Reads `bytes` as text. `declared` is a label that came with them (`utf-8`, `cp1251`, `latin1`); one that the
/// WHATWG Encoding Standard does not know is ignored.
pub fn decode(bytes: &[u8], declared: Option<&str>) -> Decoded {
    let (reading, mark) = reading_of(bytes, declared, true);
    reading.decode(bytes.get(mark..).unwrap_or_default())
}

/// As [`decode`], of the beginning of a file: a last character that is cut off is left out, not taken for damage.
pub fn decode_head(head: &[u8]) -> Decoded {
    let tail = std::str::from_utf8(head).err().filter(|error| error.error_len().is_none());
    // What is valid but for its last character, and holds others of several bytes, is UTF-8.
    if let Some(error) = tail
        && let Some(whole) = head.get(..error.valid_up_to()).filter(|whole| !whole.is_ascii())
    {
        return decode(whole, None);
    }
    let (reading, mark) = reading_of(head, None, false);
    let mut decoded = reading.decode(head.get(mark..).unwrap_or_default());
    if decoded.undecoded > 0 && decoded.text.ends_with(char::REPLACEMENT_CHARACTER) {
        decoded.text.pop();
        decoded.undecoded -= 1;
    }
    decoded
}

/// Whether bytes that were so decoded are text: hardly a control character among them but those of line and page, tabs, escapes and what
/// typewriters need; and of the wide encodings, which would take any bytes, hardly one that is no character.
pub fn is_text(decoded: &Decoded) -> bool {
    let is_control = |c: &char| *c < ' ' && !matches!(c, '\t' | '\n' | '\r' | '\u{8}' | '\u{C}' | '\u{1B}');
    let controls = decoded.text.chars().filter(is_control).count();
    let at_once = decoded.text.chars().take(FIRST).filter(is_control).count();
    let is_wide = decoded.encoding.starts_with("UTF-16") || decoded.encoding.starts_with("UTF-32");
    let few = controls <= 1 || (at_once <= 1 && controls * CONTROLS <= decoded.text.chars().count());
    few && (!is_wide || wide::is_text(&decoded.text))
}

/// One in so many characters of a text may be a control: fields are padded with NULs, and old files end in Ctrl-Z. Of compressed bytes
/// one in ten is, of programs more.
const CONTROLS: usize = 50;

/// Among so many first characters there is one at the most: programs begin with their numbers, whatever they hold behind them.
const FIRST: usize = 32;

/// How bytes are read, and how many of them are a byte order mark. `is_whole`: whether nothing follows them.
fn reading_of<'a>(bytes: &'a [u8], declared: Option<&str>, is_whole: bool) -> (Reading<'a>, usize) {
    if let Some(order) = wide::utf32_mark(bytes) {
        return (Reading::Utf32(order), 4);
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return (Reading::Standard(encoding), length);
    }
    let strict = std::str::from_utf8(bytes);
    if let Some(encoding) = declared.and_then(declared_encoding) {
        let contradicted = strict.is_ok_and(|text| contradicts(text, encoding));
        // Which byte comes first "utf-16" does not say, and people who write it do not always know.
        let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
        if encoding != UTF_8 && !contradicted && !is_wide {
            return (Reading::Standard(encoding), 0);
        }
        if is_wide && !contradicted {
            return (wide::detect(bytes).map_or(Reading::Standard(encoding), Reading::of), 0);
        }
    }
    if let Some(wide) = wide::detect(bytes) {
        return (Reading::of(wide), 0);
    }
    let reading = match strict {
        Ok(text) => detect::escaped(text).map_or(Reading::Sound(text), Reading::Standard),
        Err(_) if is_mostly_utf8(bytes) => Reading::Standard(UTF_8),
        Err(_) => Reading::Standard(detect::detect(bytes, is_whole)),
    };
    (reading, 0)
}

/// Whether a text that is UTF-8 cannot be of the encoding that is declared.
fn contradicts(text: &str, declared: &'static Encoding) -> bool {
    if declared == UTF_16LE || declared == UTF_16BE {
        return !text.contains('\0');
    }
    let telling = if declared.is_single_byte() { TELLING } else { TELLING_OF_MANY };
    // Text in ISO-2022-JP is ASCII throughout.
    declared != ISO_2022_JP && text.chars().filter(|c| !c.is_ascii()).nth(telling - 1).is_some()
}

/// The encoding of a label, if it names one that text is written in. `replacement` and `x-user-defined` are names
/// of the standard for things that are not.
fn declared_encoding(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.as_bytes())
        .filter(|&encoding| encoding != REPLACEMENT && encoding != X_USER_DEFINED)
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + LEAST_ROOM);
    let mut rest = bytes;
    let mut undecoded: u32 = 0;
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => text.reserve(rest.len() + LEAST_ROOM),
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

/// Room for any one character that a decoder makes.
const LEAST_ROOM: usize = 16;

/// Bytes that a Windows encoding gives no character are read as C1 controls by the standard, which no text means. Each becomes U+FFFD; how
/// many there were.
fn replace_unassigned(text: &mut String) -> u32 {
    let is_unassigned = |c: char| matches!(c, '\u{80}'..='\u{9F}');
    let count = text.chars().filter(|c| is_unassigned(*c)).count();
    if count > 0 {
        *text = text.replace(is_unassigned, "\u{FFFD}");
    }
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Whether the bytes are UTF-8 with little damage: much that is sound, of several bytes, for each broken one.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let mut sound = 0;
    let mut broken = 0;
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().map(|c| c.len_utf8() - 1).sum::<usize>();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound >= broken * SOUND_TO_BROKEN
}

#[cfg(test)]
#[path = "decode_tests.rs"]
mod tests;
