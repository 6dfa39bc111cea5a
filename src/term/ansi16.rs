//! Colours for terminals that support only the 16 ANSI colours.
//!
//! crossterm sends these as the first of 256 (`38;5;1`), which a 16-colour terminal may read as three parameters: 38,
//! 5 (blink), 1 (bold). Here they are rewritten to the codes of ECMA-48 for the first eight (30 to 37, 40 to 47) and of
//! aixterm for the bright eight (90 to 97, 100 to 107).

/// Rewrites the 16 colours in the bytes of a frame. Leaves everything else as is, even incomplete sequences.
pub fn to_ansi16(frame: &[u8]) -> Vec<u8> {
    let mut written = Vec::with_capacity(frame.len());
    let mut rest = frame;
    while let Some(at) = rest.windows(CSI.len()).position(|window| window == CSI) {
        let (before, sequence) = rest.split_at(at + CSI.len());
        written.extend_from_slice(before);
        let length = sequence.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b';').count();
        let (parameters, after) = sequence.split_at(length);
        if after.first() == Some(&b'm') {
            written.extend_from_slice(rewrite_sgr(parameters).as_bytes());
        } else {
            written.extend_from_slice(parameters);
        }
        rest = after;
    }
    written.extend_from_slice(rest);
    written
}

/// Control Sequence Introducer.
const CSI: &[u8] = b"\x1b[";

/// Rewrites the parameters of one Select Graphic Rendition (SGR) sequence.
fn rewrite_sgr(parameters: &[u8]) -> String {
    let parameters = String::from_utf8_lossy(parameters);
    let parameters: Vec<&str> = parameters.split(';').collect();
    let mut rest = parameters.as_slice();
    let mut written: Vec<String> = Vec::new();
    while let Some((first, after)) = rest.split_first() {
        let color = match rest {
            [layer @ ("38" | "48"), "5", number, ..] => number
                .parse::<u8>()
                .ok()
                .and_then(|number| Some((color_code(*layer == "48", number)?, rest.get(3..)?))),
            _ => None,
        };
        if let Some((code, remaining)) = color {
            written.push(code.to_string());
            rest = remaining;
        } else {
            written.push((*first).to_owned());
            rest = after;
        }
    }
    written.join(";")
}

/// Returns the SGR code of a palette colour. None if it is not one of the 16.
fn color_code(is_background: bool, number: u8) -> Option<u8> {
    let base = match number {
        0..8 => 30 + number,
        8..16 => 90 + number - 8,
        _ => return None,
    };
    Some(if is_background { base + 10 } else { base })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(frame: &str) -> String {
        String::from_utf8(to_ansi16(frame.as_bytes())).unwrap()
    }

    #[test]
    fn ansi_colors_are_rewritten_and_the_rest_is_unchanged() {
        for (frame, expected) in [
            ("\x1b[38;5;1mred\x1b[0m", "\x1b[31mred\x1b[0m"),
            ("\x1b[38;5;12;48;5;0mé", "\x1b[94;40mé"),
            ("\x1b[1;38;5;7;4;48;5;15mx", "\x1b[1;37;4;107mx"),
            ("\x1b[38;5;208mx\x1b[38;2;1;5;3m", "\x1b[38;5;208mx\x1b[38;2;1;5;3m"),
            ("\x1b[39;49m\x1b[?25l\x1b[3;5H", "\x1b[39;49m\x1b[?25l\x1b[3;5H"),
            ("38;5;1m \x1b[38;5", "38;5;1m \x1b[38;5"),
            ("\x1b[m", "\x1b[m"),
        ] {
            assert_eq!(rewritten(frame), expected);
        }
    }

    proptest::proptest! {
        #[test]
        fn rewriting_is_idempotent(frame in "(\\x1b\\[[0-9;]{0,12}[mHh]|[a-zé]{1,3}){0,12}") {
            let once = rewritten(&frame);
            proptest::prop_assert_eq!(rewritten(&once), once);
        }
    }
}
