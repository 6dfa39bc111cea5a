//! Decodes base64 and quoted-printable (RFC 2045, 6) leniently.

use std::borrow::Cow;

/// Decodes a body with a transfer encoding. Returns it unchanged if the encoding is unknown or does not change
/// bytes.
pub fn decode<'a>(body: &'a [u8], encoding: Option<&str>) -> Cow<'a, [u8]> {
    match encoding.map(|name| name.trim().to_ascii_lowercase()).as_deref() {
        Some("base64") => Cow::Owned(base64(body)),
        Some("quoted-printable") => Cow::Owned(quoted_printable(body)),
        _ => Cow::Borrowed(body),
    }
}

/// Returns true if an encoding changes the bytes.
pub fn is_encoded(encoding: Option<&str>) -> bool {
    matches!(decode(b"", encoding), Cow::Owned(_))
}

/// Decodes base64, skipping line ends and invalid characters. `=` ends a group, so concatenated pieces are decoded
/// too.
pub fn base64(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len() / 4 * 3 + 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for byte in body {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                (bits, count) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = (bits << 6 | u32::from(six)) & 0xff_ffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    bytes
}

/// Decodes quoted-printable: `=XX` is a byte, `=` at a line end joins lines, blanks before a line end are dropped, and
/// CR LF becomes LF. Keeps anything malformed as it is.
pub fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len());
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let text = line.trim_ascii_end();
        let end = if line.ends_with(b"\n") { b"\n".as_slice() } else { b"" };
        let (text, end) = match text.strip_suffix(b"=") {
            Some(joined) => (joined, b"".as_slice()),
            // Without a line end, trailing blanks belong to an encoded word.
            None if end.is_empty() => (line, end),
            None => (text, end),
        };
        let mut rest = text;
        while let Some(at) = rest.iter().position(|byte| *byte == b'=') {
            bytes.extend_from_slice(rest.get(..at).unwrap_or_default());
            let (decoded, length) = match rest.get(at + 1..at + 3).and_then(parse_hex_byte) {
                Some(byte) => (byte, 3),
                None => (b'=', 1),
            };
            bytes.push(decoded);
            rest = rest.get(at + length..).unwrap_or_default();
        }
        bytes.extend_from_slice(rest);
        bytes.extend_from_slice(end);
    }
    bytes
}

fn parse_hex_byte(digits: &[u8]) -> Option<u8> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let (high, low) = (digit(digits.first()?)?, digit(digits.get(1)?)?);
    u8::try_from(high * 16 + low).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::base64::Engine;
    use ::base64::engine::general_purpose::STANDARD;
    use proptest::prelude::*;

    #[test]
    fn quoted_printable_is_decoded_leniently() {
        for (body, expected) in [
            ("a=3Db", "a=b"),
            ("soft =\r\nbreak", "soft break"),
            ("soft=  \nbreak", "softbreak"),
            ("blanks  \r\nat the end", "blanks\nat the end"),
            ("two\r\n\r\nlines\r\n", "two\n\nlines\n"),
            ("1=2, =zz =4", "1=2, =zz =4"),
            ("low=c3=a9", "low\u{e9}"),
            ("ends =", "ends "),
            ("", ""),
        ] {
            assert_eq!(String::from_utf8(quoted_printable(body.as_bytes())).unwrap(), expected, "{body}");
        }
    }

    #[test]
    fn base64_is_decoded_leniently() {
        assert_eq!(base64(b"S3lp\r\ndg=="), b"Kyiv");
        assert_eq!(base64(b"S3lpdg==S3lpdg=="), b"KyivKyiv");
        assert_eq!(base64(b"S3lpd"), b"Kyi");
        assert_eq!(base64(b"S3 l!p\ndg"), b"Kyiv");
        assert_eq!(base64(b""), b"");
    }

    proptest! {
        #[test]
        fn base64_round_trips(bytes: Vec<u8>) {
            prop_assert_eq!(base64(STANDARD.encode(&bytes).as_bytes()), bytes);
        }
    }
}
