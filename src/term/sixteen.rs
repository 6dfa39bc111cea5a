//! Colours as terminals of sixteen know them.
//!
//! crossterm sends the sixteen as the first of 256 (`38;5;1`), which a terminal that has only sixteen may read as three orders: 38,
//! 5 (blink), 1 (bold). Here they become what ECMA-48 has for the first eight (30 to 37, 40 to 47) and aixterm for the bright
//! eight (90 to 97, 100 to 107).

/// The bytes of a frame with each such colour written the old way; all else as it is. A sequence that is cut off stays too.
pub fn in_sixteen(frame: &[u8]) -> Vec<u8> {
    let mut written = Vec::with_capacity(frame.len());
    let mut rest = frame;
    while let Some(at) = rest.windows(START.len()).position(|window| window == START) {
        let (before, from) = rest.split_at(at + START.len());
        written.extend_from_slice(before);
        let length = from.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b';').count();
        let (numbers, after) = from.split_at(length);
        if after.first() == Some(&b'm') {
            written.extend_from_slice(orders(numbers).as_bytes());
        } else {
            written.extend_from_slice(numbers);
        }
        rest = after;
    }
    written.extend_from_slice(rest);
    written
}

/// What a sequence of orders begins with.
const START: &[u8] = b"\x1b[";

/// The numbers of one Select Graphic Rendition.
fn orders(numbers: &[u8]) -> String {
    let numbers = String::from_utf8_lossy(numbers);
    let numbers: Vec<&str> = numbers.split(';').collect();
    let mut rest = numbers.as_slice();
    let mut written: Vec<String> = Vec::new();
    while let Some((first, after)) = rest.split_first() {
        let color = match rest {
            [ground @ ("38" | "48"), "5", number, ..] => number
                .parse::<u8>()
                .ok()
                .and_then(|number| Some((order(*ground == "48", number)?, rest.get(3..)?))),
            _ => None,
        };
        if let Some((order, left)) = color {
            written.push(order.to_string());
            rest = left;
        } else {
            written.push((*first).to_owned());
            rest = after;
        }
    }
    written.join(";")
}

/// The order for one of the sixteen; none for what is beyond them.
fn order(is_ground: bool, number: u8) -> Option<u8> {
    let base = match number {
        0..8 => 30 + number,
        8..16 => 90 + number - 8,
        _ => return None,
    };
    Some(if is_ground { base + 10 } else { base })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sixteen(frame: &str) -> String {
        String::from_utf8(in_sixteen(frame.as_bytes())).unwrap()
    }

    #[test]
    fn the_sixteen_are_written_the_old_way_and_all_else_as_it_was() {
        for (frame, expected) in [
            ("\x1b[38;5;1mred\x1b[0m", "\x1b[31mred\x1b[0m"),
            ("\x1b[38;5;12;48;5;0mé", "\x1b[94;40mé"),
            ("\x1b[1;38;5;7;4;48;5;15mx", "\x1b[1;37;4;107mx"),
            ("\x1b[38;5;208mx\x1b[38;2;1;5;3m", "\x1b[38;5;208mx\x1b[38;2;1;5;3m"),
            ("\x1b[39;49m\x1b[?25l\x1b[3;5H", "\x1b[39;49m\x1b[?25l\x1b[3;5H"),
            ("38;5;1m \x1b[38;5", "38;5;1m \x1b[38;5"),
            ("\x1b[m", "\x1b[m"),
        ] {
            assert_eq!(sixteen(frame), expected);
        }
    }

    proptest::proptest! {
        /// What holds no colour is not touched, and nothing is touched twice.
        #[test]
        fn twice_is_once(frame in "(\\x1b\\[[0-9;]{0,12}[mHh]|[a-zé]{1,3}){0,12}") {
            let once = sixteen(&frame);
            proptest::prop_assert_eq!(sixteen(&once), once);
        }
    }
}
