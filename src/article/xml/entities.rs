//! Character references: `&eacute;`, `&#233;`, `&#xE9;`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Names and code points: `name HEX`, separated by commas and line ends. Lines that start with `#` are comments.
const TABLE: &str = include_str!("entities.txt");
/// Maximum number of bytes between `&` and `;`.
const MAX_LEN: usize = 32;

static NAMED: LazyLock<HashMap<&str, char>> = LazyLock::new(|| {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    let entry = |entry: &'static str| {
        let (name, code) = entry.trim().split_once(' ')?;
        Some((name, char::from_u32(u32::from_str_radix(code, 16).ok()?)?))
    };
    lines.flat_map(|line| line.split(',')).filter_map(entry).collect()
});

/// Resolves character references in one pass: the result of a reference is not resolved again. Keeps a bare `&` and
/// unknown names.
pub fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, reference)) = rest.find('&').and_then(|at| rest.split_at_checked(at)) {
        result.push_str(before);
        let (character, length) = parse_reference(reference).unwrap_or(('&', 1));
        result.push(character);
        rest = reference.get(length..).unwrap_or_default();
    }
    result.push_str(rest);
    Cow::Owned(result)
}

/// Parses the reference at the start of a text, which starts with `&`. Returns its character and its length in bytes.
/// None if it is not a reference.
fn parse_reference(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(MAX_LEN + 2).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let character = match name.strip_prefix('#') {
        Some(number) => parse_number(number)?,
        None => *NAMED.get(name)?,
    };
    Some((character, end + 1))
}

fn parse_number(number: &str) -> Option<char> {
    let (digits, radix) = number.strip_prefix(['x', 'X']).map_or((number, 10), |digits| (digits, 16));
    if !digits.starts_with(|c: char| c.is_ascii_hexdigit()) {
        return None;
    }
    match u32::from_str_radix(digits, radix).ok()? {
        // C1 controls are never intended: people write Windows-1252 codes, and browsers read them as such.
        code @ 0x80..=0x9F => {
            let bytes = [code as u8];
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes).0.chars().next()
        }
        0 => Some(char::REPLACEMENT_CHARACTER),
        code => Some(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_once() {
        assert_eq!(unescape("Ren&eacute;e &amp;amp; &#8222;Co&#x201C; &lt;b&gt;"), "Renée &amp; „Co“ <b>");
        assert_eq!(unescape("&Lstrok;&oacute;d&zacute;&nbsp;&hellip;&apos;"), "Łódź\u{A0}…'");
        assert_eq!(unescape("it&#146;s&#0;&#xD800;"), "it’s\u{FFFD}\u{FFFD}");
    }

    #[test]
    fn zero_width_space_has_five_names() {
        for name in ["ZeroWidth", "NegativeMedium", "NegativeThick", "NegativeThin", "NegativeVeryThin"] {
            assert_eq!(unescape(&format!("a&{name}Space;b")), "a\u{200b}b", "{name}");
        }
    }

    #[test]
    fn invalid_references_stay() {
        for text in
            ["Marks & Co", "a &b; &#; &#x; &#12a; &", "R&D; &unknown;", "&&&", "&#99999999999;", "&+1;"]
        {
            assert_eq!(unescape(text), text);
        }
        assert_eq!(unescape("&&amp;&"), "&&&");
    }
}
