//! Which encoding unlabelled bytes are in, UTF-8 and the wide ones apart.
//!
//! `chardetng` knows what browsers meet: the Windows encodings, the ISO ones they took the place of, KOI8, IBM866 and those of East Asia. Three
//! more are told here. ISO-2022-JP is plain ASCII with escapes in it, so what it says can be seen before any guess. The encodings of
//! the old Macintosh, Western and Cyrillic, no browser guesses; they are judged by their fruits: where the guess has capitals, daggers and
//! currency signs inside words, and the Macintosh's reading has letters there, that is what it is. A false guess costs more than a miss,
//! so one that makes words of its own is never overruled, but where it rests on next to nothing: of one or two letters in a text of ASCII the commonest
//! encoding is the likeliest. And a few bytes of which nothing makes words are damage.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, ISO_2022_JP, ISO_8859_2, ISO_8859_4, ISO_8859_13, MACINTOSH, UTF_8, WINDOWS_1250, WINDOWS_1252,
    WINDOWS_1254, WINDOWS_1257, WINDOWS_1258, X_MAC_CYRILLIC,
};

use super::fit::Fit;

/// How many bytes from the first non-ASCII one detection looks at. More does not change its mind, only takes longer.
const WINDOW: usize = 256 * 1024;
/// How many bytes of them a reading is judged by.
const JUDGED: usize = 16 * 1024;

/// So many bytes beyond ASCII are next to nothing to tell an encoding of Latin letters by, where they are one in so many of all.
const NEXT_TO_NOTHING: usize = 2;
/// See [`NEXT_TO_NOTHING`]: languages that write Latin letters with marks have one among twenty.
const SELDOM: usize = 20;
/// Of damage there are so many bytes at the most, and one in so many of all.
const LITTLE_DAMAGE: usize = 8;
/// See [`LITTLE_DAMAGE`].
const DAMAGED: usize = 100;

/// Encodings of Latin letters that are guessed beside Windows-1252.
static LATIN: [&Encoding; 7] =
    [WINDOWS_1250, WINDOWS_1254, WINDOWS_1257, WINDOWS_1258, ISO_8859_2, ISO_8859_4, ISO_8859_13];

/// How ISO-2022-JP changes to its two-byte sets (JIS C 6226-1978 and JIS X 0208).
const ESCAPES: [&str; 2] = ["\u{1B}$@", "\u{1B}$B"];

/// ISO-2022-JP, where a text of plain ASCII is that and reads without a mistake.
pub(super) fn escaped(text: &str) -> Option<&'static Encoding> {
    let head = text.as_bytes().get(..WINDOW).unwrap_or(text.as_bytes());
    if !head.contains(&0x1B) || !text.is_ascii() || !ESCAPES.iter().any(|escape| text.contains(escape)) {
        return None;
    }
    let mut decoder = ISO_2022_JP.new_decoder_without_bom_handling();
    let mut read = String::with_capacity(head.len() * 3 + 16);
    let (_, _, damaged) = decoder.decode_to_string(head, &mut read, false);
    (!damaged).then_some(ISO_2022_JP)
}

/// The likeliest encoding of bytes that are not UTF-8; UTF-8 where they are ASCII but for a few that make no words in any. `is_whole`: whether they end
/// where the text does.
pub(super) fn detect(bytes: &[u8], is_whole: bool) -> &'static Encoding {
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    // Two bytes before the first one that matters are context for the detector.
    let rest = bytes.get(first.saturating_sub(2)..).unwrap_or_default();
    let window = rest.get(..WINDOW).unwrap_or(rest);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(window, is_whole && window.len() == rest.len());
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess == WINDOWS_1252 && is_hungarian(window) {
        return WINDOWS_1250;
    }
    let beyond = rest.iter().filter(|byte| !byte.is_ascii()).take(LITTLE_DAMAGE + 1).count();
    let fit = |encoding: &'static Encoding| Fit::of(&encoding.decode_without_bom_handling(window).0);
    if beyond <= NEXT_TO_NOTHING
        && beyond * SELDOM <= bytes.len()
        && LATIN.contains(&guess)
        && fit(WINDOWS_1252).is_good()
    {
        return WINDOWS_1252;
    }
    if let Some(better) = better_fit(window, guess) {
        return better;
    }
    let is_little = beyond <= LITTLE_DAMAGE && beyond * DAMAGED <= bytes.len() && guess.is_single_byte();
    let is_damage = is_little && [guess, WINDOWS_1252].into_iter().all(|encoding| fit(encoding).is_bad());
    if is_damage { UTF_8 } else { guess }
}

/// Whether bytes above ASCII are the letters of Hungarian and hardly others, ő or ű among them: they are õ and û to Windows-1252, which
/// in Portuguese, Estonian and French stand among letters that Hungarian does not have.
fn is_hungarian(window: &[u8]) -> bool {
    let window = window.get(..JUDGED).unwrap_or(window);
    let count = |letters: &[u8]| window.iter().filter(|byte| letters.contains(byte)).count();
    let own = count(&[0xD5, 0xDB, 0xF5, 0xFB]);
    let acute = count(&[0xC1, 0xC9, 0xCD, 0xD3, 0xDA, 0xE1, 0xE9, 0xED, 0xF3, 0xFA]);
    let round = count(&[0xD6, 0xDC, 0xF6, 0xFC]);
    let letters = window.iter().filter(|byte| **byte >= 0xC0).count();
    own > 0 && acute > 0 && (own + acute + round) * 50 >= letters * 49
}

/// Windows-1252 or an encoding of the Macintosh, where it makes words and the guess does not.
fn better_fit(window: &[u8], guess: &'static Encoding) -> Option<&'static Encoding> {
    let window = window.get(..JUDGED).unwrap_or(window);
    let fit = |encoding: &'static Encoding| Fit::of(&encoding.decode_without_bom_handling(window).0);
    let guessed = fit(guess);
    // Few bytes are taken for a rarer Latin encoding where the commonest makes words too.
    let western = LATIN.contains(&guess).then_some(WINDOWS_1252);
    let candidates = [X_MAC_CYRILLIC, MACINTOSH].into_iter().chain(western);
    let fits = candidates.map(|encoding| (encoding, fit(encoding)));
    // Of equal ones the last is taken.
    let better = fits.filter(|(_, fit)| fit.is_better_than(guessed));
    better.max_by_key(|(_, fit)| fit.good()).map(|(encoding, _)| encoding)
}

#[cfg(test)]
#[path = "detect_tests.rs"]
mod tests;
