//! Decodes encoded words, the header notation for non-ASCII text (RFC 2047), including malformed ones.
//!
//! A character may be split between two words, so the bytes of adjacent words of one charset are joined before they are
//! decoded. If no `?=` follows before the next word, a word is taken to extend to the next space.

use crate::article::mail::charset;
use crate::article::mail::transfer::{base64, quoted_printable};

/// Maximum length, in bytes, of a charset name with the language after `*` (RFC 2231) and the question mark that ends
/// it.
const MAX_CHARSET_LEN: usize = 64;

/// An encoded word, and the text after it.
struct Word<'a> {
    charset: &'a str,
    bytes: Vec<u8>,
    after: &'a str,
}

/// Unfolds a field and decodes its encoded words.
pub fn decode(raw: &[u8]) -> String {
    let text = charset::decode_text(raw, None).text.replace(['\r', '\n'], "");
    let mut result = String::with_capacity(text.len());
    let mut run: Option<(String, Vec<u8>)> = None;
    let mut rest = text.as_str();
    while let Some((before, word_start)) = rest.find("=?").and_then(|at| rest.split_at_checked(at)) {
        let Some(word) = parse_word(word_start) else {
            flush(&mut run, &mut result);
            result.push_str(before);
            result.push_str("=?");
            rest = word_start.get(2..).unwrap_or_default();
            continue;
        };
        // White space between encoded words is not part of the text.
        let is_between = run.is_some() && before.trim().is_empty();
        let name = word.charset.split('*').next().unwrap_or_default().to_ascii_lowercase();
        match &mut run {
            Some((charset, bytes)) if is_between && *charset == name => bytes.extend_from_slice(&word.bytes),
            _ => {
                flush(&mut run, &mut result);
                if !is_between {
                    result.push_str(before);
                }
                run = Some((name, word.bytes));
            }
        }
        rest = word.after;
    }
    flush(&mut run, &mut result);
    result.push_str(rest);
    result
}

fn flush(run: &mut Option<(String, Vec<u8>)>, result: &mut String) {
    if let Some((charset, bytes)) = run.take() {
        result.push_str(&charset::decode_text(&bytes, Some(&charset)).text);
    }
}

/// Parses the encoded word at the start of a text: `=?charset?B?..?=` or `=?charset?Q?..?=`.
fn parse_word(text: &str) -> Option<Word<'_>> {
    let inside = text.strip_prefix("=?")?;
    let question = inside.bytes().take(MAX_CHARSET_LEN).position(|byte| byte == b'?')?;
    let charset = inside.get(..question)?;
    let is_name = !charset.is_empty() && charset.bytes().all(|byte| byte.is_ascii_graphic());
    let rest = inside.get(question + 1..)?;
    let (method, rest) = (rest.get(..1)?, rest.get(1..)?.strip_prefix('?')?);
    if !is_name {
        return None;
    }
    let (encoded, after) = match rest.find("?=").filter(|end| *end < next_word(rest)) {
        Some(end) => (rest.get(..end)?, rest.get(end + 2..)?),
        // A truncated word extends to the next space or tab.
        None => rest.split_at_checked(rest.find([' ', '\t']).unwrap_or(rest.len()))?,
    };
    let bytes = match method {
        "B" | "b" => base64(encoded.as_bytes()),
        "Q" | "q" => quoted_printable(encoded.replace('_', " ").as_bytes()),
        _ => return None,
    };
    Some(Word { charset, bytes, after })
}

/// Returns the byte offset of the first `=?` that begins a word after white space. If there is none, returns the length
/// of the text.
fn next_word(text: &str) -> usize {
    let begins_word = |at: &usize| {
        let (before, after) = text.split_at_checked(*at).unwrap_or_default();
        let charset = after.get(2..).unwrap_or_default();
        before.ends_with([' ', '\t']) && charset.starts_with(|c: char| c.is_ascii_alphanumeric())
    };
    text.match_indices("=?").map(|(at, _)| at).find(begins_word).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn encoded_words_are_decoded_leniently() {
        for (raw, expected) in [
            ("Talks go on", "Talks go on"),
            ("=?utf-8?Q?Caf=C3=A9_au_lait?=", "Café au lait"),
            ("=?ISO-8859-1?q?=A1Ol=E9!?= he said", "¡Olé! he said"),
            ("=?utf-8?B?0JrQuNGX0LI=?=", "Київ"),
            ("=?utf-8?B?0JrQuNGX0LI?=", "Київ"),
            ("=?utf-8?B?0JrQuNE=?=\r\n =?utf-8?B?l9Cy?=", "Київ"),
            ("=?utf-8*uk?B?0JrQuNGX0LI=?= is =?utf-8?Q?it?=", "Київ is it"),
            ("=?utf-8?Q?a?= =?iso-8859-1?Q?=E9?= =?utf-8?Q?b?=", "aéb"),
            ("a =?utf-8?Q?b?= c", "a b c"),
            ("=?utf-8?Q?with spaces in it?=", "with spaces in it"),
            ("Re:=?utf-8?Q?_joined?=to", "Re: joinedto"),
            ("=?utf-8?Q?cut o=C3=A", "cut o=C3=A"),
            ("=?utf-8?B?0JrQuNGX", "Киї"),
            ("=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
            ("=??Q?abc?=", "=??Q?abc?="),
            ("=?", "=?"),
            ("what =? is ?= this", "what =? is ?= this"),
            ("=?iso-2022-jp?B?GyRCQC9JXBsoQg==?=", "政府"),
            ("=?unknown-8bit?B?0JrQuNGX0LI=?=", "Київ"),
        ] {
            assert_eq!(decode(raw.as_bytes()), expected, "{raw}");
        }
        assert_eq!(decode("Київ".as_bytes()), "Київ");
        assert_eq!(decode(b"caf\xe9"), "café");
    }

    #[test]
    fn truncated_word_does_not_swallow_the_next() {
        let next = "=?utf-8?Q?n?=";
        assert_eq!(decode(format!("=?utf-8?Q?Talks_?= =?utf-8?Q?go_o {next}").as_bytes()), "Talks go on");
        assert_eq!(decode(format!("=?utf-8?B?0JrQuNGX0LI= {next}").as_bytes()), "Київn");
    }

    proptest! {
        #[test]
        fn any_field_is_accepted(raw in "(=\\?|\\?=|\\?|[QB]|utf-8|é| |\r\n|[A-Za-z0-9=_]){0,40}") {
            decode(raw.as_bytes());
        }
    }
}
