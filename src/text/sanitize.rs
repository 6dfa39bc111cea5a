//! Makes text safe for a terminal: no byte of an article may reach it as a command.
//!
//! Every control character except tabs and line ends becomes one visible substitute, so that a reader sees that
//! something was there, and where. Bidirectional overrides, embeddings and isolates count as controls: they can make a
//! line show other words than it contains (CVE-2021-42574). So do the format characters that Unicode has deprecated
//! (U+206A to U+206F and the language tag), which may change the shaping of the text after them, and the marks of
//! interlinear annotation, which hide what they enclose. No text needs them.
//!
//! The marks LRM, RLM and ALM and the joiners stay: Arabic, Persian, Hebrew and emoji need them, and their effect on
//! order is only local. So do all other zero-width characters: the soft hyphen, the zero-width space, the word joiner
//! and the invisible operators of mathematics (U+2060 to U+2064), a byte order mark inside the text, variation
//! selectors, and tags, which the flags of England, Scotland and Wales are made of. Matching ignores them all
//! (`text/folding_tables.rs`), so they hide no name, and the card of a name that has some says so
//! ([`super::oddities`]).

use std::borrow::Cow;

/// Number of bytes scanned at once for the first control.
const STRIDE: usize = 32;

/// Makes a text safe for a terminal. Line ends (CR LF, CR, U+0085, U+2028, U+2029) become LF; each C0 control but
/// tab and LF becomes its picture (U+2400 and on), DEL U+2421; C1 controls, bidirectional overrides, embeddings and
/// isolates, deprecated format characters and annotation marks become U+FFFD. A text without any of them is returned
/// without copying. Idempotent.
pub fn sanitize(text: String) -> String {
    match first_unsafe(&text) {
        None => text,
        Some(at) => replace(&text, at, safe),
    }
}

/// Like [`sanitize`], for text that must stay on one line (a title from metadata, a path in a message): tabs and line
/// ends become spaces.
pub fn sanitize_line(text: &str) -> Cow<'_, str> {
    let at = match (first_unsafe(text), text.find(['\t', '\n'])) {
        (None, None) => return Cow::Borrowed(text),
        (Some(at), None) | (None, Some(at)) => at,
        (Some(control), Some(space)) => control.min(space),
    };
    Cow::Owned(replace(text, at, |c| match safe(c) {
        '\t' | '\n' => ' ',
        other => other,
    }))
}

/// Substitutes each character from byte `at` on; CR LF counts as one.
fn replace(text: &str, at: usize, substitute: impl Fn(char) -> char) -> String {
    let (clean, rest) = text.split_at_checked(at).unwrap_or(("", text));
    let mut result = String::with_capacity(text.len() + text.len() / 8);
    result.push_str(clean);
    let mut characters = rest.chars().peekable();
    while let Some(c) = characters.next() {
        if c == '\r' {
            characters.next_if_eq(&'\n');
        }
        result.push(substitute(c));
    }
    result
}

/// Returns the substitute for a character, or the character itself if it is harmless.
fn safe(c: char) -> char {
    match c {
        '\t' | '\n' => c,
        '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7F}' => '\u{2421}',
        '\u{80}'..='\u{9F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{206F}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0001}' => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

/// Returns true if [`sanitize`] replaces `c`.
pub fn is_unsafe(c: char) -> bool {
    safe(c) != c
}

/// Returns the byte offset of the first character that [`safe`] changes.
fn first_unsafe(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut start = 0;
    while let Some(rest) = bytes.get(start..).filter(|rest| !rest.is_empty()) {
        let stride = rest.get(..STRIDE).unwrap_or(rest);
        // No early exit, so that the compiler can vectorise the loop.
        if stride.iter().fold(false, |found, &byte| found | is_suspect(byte)) {
            for (offset, _) in stride.iter().enumerate().filter(|(_, byte)| is_suspect(**byte)) {
                let at = start + offset;
                let is_changed =
                    text.get(at..).and_then(|tail| tail.chars().next()).is_some_and(|c| safe(c) != c);
                if is_changed {
                    return Some(at);
                }
            }
        }
        start += stride.len();
    }
    None
}

/// Returns true if a byte may start a character that [`safe`] changes: a C0 control but tab and LF, DEL, or the lead
/// byte of the C1 controls (C2), of the General Punctuation block (E2), of the annotation marks (EF) or of the language
/// tag (F3).
fn is_suspect(byte: u8) -> bool {
    matches!(byte, 0..=0x08 | 0x0B..=0x1F | 0x7F | 0xC2 | 0xE2 | 0xEF | 0xF3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Special characters among ordinary ones.
    fn hostile() -> impl Strategy<Value = String> {
        let special = prop::sample::select(vec![
            '\r',
            '\n',
            '\t',
            '\0',
            '\u{1B}',
            '\u{7}',
            '\u{7F}',
            '\u{85}',
            '\u{9B}',
            '\u{A0}',
            '\u{200D}',
            '\u{200F}',
            '\u{2028}',
            '\u{2029}',
            '\u{202E}',
            '\u{2066}',
            '\u{2069}',
            '\u{206A}',
            '\u{FFF9}',
            '\u{E0001}',
            '\u{E0041}',
            '\u{FEFF}',
            '’',
            'é',
            'Ж',
        ]);
        prop::collection::vec(prop_oneof![special, any::<char>(), prop::char::range(' ', '~')], 0..120)
            .prop_map(|characters| characters.into_iter().collect())
    }

    #[test]
    fn each_kind_of_control_has_its_substitute() {
        assert_eq!(sanitize("a\r\nb\rc\n\r\nd".to_owned()), "a\nb\nc\n\nd");
        assert_eq!(sanitize("\0\u{1B}[2J\u{7}\u{B}\u{7F}".to_owned()), "␀␛[2J␇␋␡");
        assert_eq!(sanitize("\u{9B}31m\u{85}\u{2028}\u{2029}".to_owned()), "\u{FFFD}31m\n\n\n");
        assert_eq!(sanitize("\u{202E}a\u{2066}b\u{2069}".to_owned()), "\u{FFFD}a\u{FFFD}b\u{FFFD}");
        assert_eq!(
            sanitize("\u{206A}a\u{206F}b\u{FFF9}c\u{FFFB}\u{E0001}".to_owned()),
            "\u{FFFD}a\u{FFFD}b\u{FFFD}c\u{FFFD}\u{FFFD}"
        );
        let kept = "\u{200E}\u{200F}\u{61C}\u{200D}\u{200C}\u{200B}\u{AD}\u{2060}\u{2064}\u{FEFF}\u{FE0F}\u{E0067}\t\n";
        assert_eq!(sanitize(kept.to_owned()), kept);
    }

    #[test]
    fn clean_text_is_not_copied() {
        let text = "Zelensky’s “plan”, 28\u{A0}points\n".repeat(20);
        let address = text.as_ptr();
        let same = sanitize(text);
        assert_eq!(same.as_ptr(), address);
        assert!(matches!(sanitize_line("Peace plan – “28”"), Cow::Borrowed(_)));
    }

    #[test]
    fn line_ends_become_spaces() {
        assert_eq!(sanitize_line("a\tb\r\nc\nd\u{2028}e\u{1B}"), "a b c d e␛");
    }

    proptest! {
        #[test]
        fn no_control_is_left(text in hostile()) {
            let characters = text.chars().count() - text.matches("\r\n").count();
            let line = sanitize_line(&text).into_owned();
            let safe = sanitize(text);
            for c in safe.chars() {
                prop_assert!(!c.is_control() || c == '\t' || c == '\n', "{:?}", c);
                prop_assert!(!matches!(c, '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{206F}'), "{:?}", c);
            }
            prop_assert!(!line.contains(char::is_control));
            prop_assert_eq!(safe.chars().count(), characters);
            prop_assert_eq!(line.chars().count(), characters);
        }

        #[test]
        fn sanitizing_is_idempotent(text in hostile()) {
            let once = sanitize(text);
            prop_assert_eq!(sanitize(once.clone()), once);
        }

        #[test]
        fn fast_scan_agrees_with_the_naive_scan(text in hostile()) {
            let naive = text.char_indices().find(|(_, c)| safe(*c) != *c).map(|(at, _)| at);
            prop_assert_eq!(first_unsafe(&text), naive);
        }
    }
}
