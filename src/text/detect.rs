//! Detects the encoding of unlabelled bytes that are neither UTF-8 nor UTF-16 or UTF-32.
//!
//! `chardetng` detects what browsers encounter: the Windows encodings, the ISO ones they replaced, KOI8, IBM866 and
//! those of East Asia. Three more are detected here. ISO-2022-JP is plain ASCII with escapes in it, so it is recognised
//! before any guess. No browser guesses the old Macintosh encodings, Western and Cyrillic; one is chosen if the guess
//! puts capitals, daggers and currency signs inside words where the Macintosh encoding has letters. A wrong choice
//! costs more than a miss, so a guess that clearly makes words is overruled in two cases only: a Western one whose
//! letters are nearly all Hungarian, and one that rests on almost no evidence, since for one or two letters in ASCII
//! text the most common encoding is the likeliest. And a few bytes that make words in no encoding are damage.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, ISO_2022_JP, ISO_8859_2, ISO_8859_4, ISO_8859_13, MACINTOSH, UTF_8, WINDOWS_1250, WINDOWS_1252,
    WINDOWS_1254, WINDOWS_1257, WINDOWS_1258, X_MAC_CYRILLIC,
};

use super::plausibility::Plausibility;

/// Maximum number of bytes that detection decodes, from just before the first non-ASCII one, or for ISO-2022-JP from
/// the start. More takes longer without changing the result.
const WINDOW_LEN: usize = 256 * 1024;
/// Maximum number of these bytes in which Hungarian letters are counted and candidate encodings are compared.
const JUDGED_LEN: usize = 16 * 1024;

/// At most this many non-ASCII bytes are too little evidence to choose between Latin encodings, if they are also at
/// most one byte in [`BYTES_PER_ACCENT`].
const LITTLE_EVIDENCE: usize = 2;
/// See [`LITTLE_EVIDENCE`]. In languages that write Latin letters with marks, one byte in twenty is such a letter.
const BYTES_PER_ACCENT: usize = 20;
/// Maximum number of damaged bytes, which are also at most one in [`BYTES_PER_DAMAGED`].
const MAX_DAMAGED: usize = 8;
/// See [`MAX_DAMAGED`].
const BYTES_PER_DAMAGED: usize = 100;

/// Latin encodings that are guessed besides Windows-1252.
static OTHER_LATIN: [&Encoding; 7] =
    [WINDOWS_1250, WINDOWS_1254, WINDOWS_1257, WINDOWS_1258, ISO_8859_2, ISO_8859_4, ISO_8859_13];

/// Escapes by which ISO-2022-JP switches to its two-byte sets (JIS C 6226-1978 and JIS X 0208).
const ESCAPES: [&str; 2] = ["\u{1B}$@", "\u{1B}$B"];

/// Returns ISO-2022-JP if ASCII text has one of its escapes and the first [`WINDOW_LEN`] bytes decode without an error.
pub(super) fn detect_iso_2022_jp(text: &str) -> Option<&'static Encoding> {
    let head = text.as_bytes().get(..WINDOW_LEN).unwrap_or(text.as_bytes());
    if !head.contains(&0x1B) || !text.is_ascii() || !ESCAPES.iter().any(|escape| text.contains(escape)) {
        return None;
    }
    let mut decoder = ISO_2022_JP.new_decoder_without_bom_handling();
    let mut output = String::with_capacity(head.len() * 3 + 16);
    let (_, _, damaged) = decoder.decode_to_string(head, &mut output, false);
    (!damaged).then_some(ISO_2022_JP)
}

/// Returns the likeliest encoding of bytes that are not UTF-8; UTF-8 if they are ASCII except for a few that make words
/// in no encoding. `is_whole` is true if `bytes` is the whole text.
pub(super) fn detect(bytes: &[u8], is_whole: bool) -> &'static Encoding {
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    // The two bytes before are context for the detector.
    let rest = bytes.get(first.saturating_sub(2)..).unwrap_or_default();
    let window = rest.get(..WINDOW_LEN).unwrap_or(rest);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(window, is_whole && window.len() == rest.len());
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess == WINDOWS_1252 && is_hungarian(window) {
        return WINDOWS_1250;
    }
    let non_ascii = rest.iter().filter(|byte| !byte.is_ascii()).take(MAX_DAMAGED + 1).count();
    let plausibility =
        |encoding: &'static Encoding| Plausibility::of(&encoding.decode_without_bom_handling(window).0);
    if non_ascii <= LITTLE_EVIDENCE
        && non_ascii * BYTES_PER_ACCENT <= bytes.len()
        && OTHER_LATIN.contains(&guess)
        && plausibility(WINDOWS_1252).is_plausible()
    {
        return WINDOWS_1252;
    }
    if let Some(better) = find_better(window, guess) {
        return better;
    }
    let is_little =
        non_ascii <= MAX_DAMAGED && non_ascii * BYTES_PER_DAMAGED <= bytes.len() && guess.is_single_byte();
    let is_damage = is_little
        && [guess, WINDOWS_1252].into_iter().all(|encoding| plausibility(encoding).is_implausible());
    if is_damage { UTF_8 } else { guess }
}

/// Returns true if nearly all letters above ASCII are Hungarian, some are ő or ű, and some have an acute accent. In
/// Windows-1252, ő and ű are õ and û, which Portuguese, Estonian and French use together with letters that Hungarian
/// lacks.
fn is_hungarian(window: &[u8]) -> bool {
    let window = window.get(..JUDGED_LEN).unwrap_or(window);
    let count = |letters: &[u8]| window.iter().filter(|byte| letters.contains(byte)).count();
    let double_acute = count(&[0xD5, 0xDB, 0xF5, 0xFB]);
    let acute = count(&[0xC1, 0xC9, 0xCD, 0xD3, 0xDA, 0xE1, 0xE9, 0xED, 0xF3, 0xFA]);
    let umlauts = count(&[0xD6, 0xDC, 0xF6, 0xFC]);
    let letters = window.iter().filter(|byte| **byte >= 0xC0).count();
    double_acute > 0 && acute > 0 && (double_acute + acute + umlauts) * 50 >= letters * 49
}

/// Returns Windows-1252 or a Macintosh encoding if it makes words and the guess is in doubt and clearly worse.
fn find_better(window: &[u8], guess: &'static Encoding) -> Option<&'static Encoding> {
    let window = window.get(..JUDGED_LEN).unwrap_or(window);
    let plausibility =
        |encoding: &'static Encoding| Plausibility::of(&encoding.decode_without_bom_handling(window).0);
    let guessed = plausibility(guess);
    // On little input a rarer Latin encoding may be guessed where Windows-1252 makes words too.
    let western = OTHER_LATIN.contains(&guess).then_some(WINDOWS_1252);
    let candidates = [X_MAC_CYRILLIC, MACINTOSH].into_iter().chain(western);
    let judged = candidates.map(|encoding| (encoding, plausibility(encoding)));
    let better = judged.filter(|(_, plausibility)| plausibility.is_better_than(guessed));
    // The last wins a tie.
    better.max_by_key(|(_, plausibility)| plausibility.plausible_count()).map(|(encoding, _)| encoding)
}

#[cfg(test)]
#[path = "detect_tests.rs"]
mod tests;
