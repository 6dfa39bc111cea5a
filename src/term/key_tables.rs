//! Tables of what terminals send for keys.
//!
//! From xterm's "Control Sequences" (ctlseqs, "PC-Style Function Keys", "VT220-Style Function Keys"), the manual of
//! rxvt ("Key codes"), `console_codes(4)` for the Linux console, and kitty's "Comprehensive keyboard handling" for
//! code points. Keys that the reader has no name for (media keys, Caps Lock, Shift alone) are not listed.

use crate::app::input::KeyCode;

/// Final letters of `CSI X`, `CSI 1 ; modifiers X` and `SS3 X`.
pub const LETTERS: &[(u8, KeyCode)] = &[
    (b'A', KeyCode::Up),
    (b'B', KeyCode::Down),
    (b'C', KeyCode::Right),
    (b'D', KeyCode::Left),
    (b'F', KeyCode::End),
    (b'H', KeyCode::Home),
    (b'P', KeyCode::Function(1)),
    (b'Q', KeyCode::Function(2)),
    (b'S', KeyCode::Function(4)),
];

/// Letters that are keys after `SS3` only: `CSI R` reports the cursor position.
pub const SS3_LETTERS: &[(u8, KeyCode)] = &[(b'R', KeyCode::Function(3))];

/// Letters that are keys after `CSI` only.
pub const CSI_LETTERS: &[(u8, KeyCode)] = &[(b'Z', KeyCode::BackTab)];

/// rxvt's arrows: with Shift after `CSI`, with Ctrl after `SS3`.
pub const RXVT_LETTERS: &[(u8, KeyCode)] =
    &[(b'a', KeyCode::Up), (b'b', KeyCode::Down), (b'c', KeyCode::Right), (b'd', KeyCode::Left)];

/// Final letters of the Linux console's `CSI [ X`.
pub const CONSOLE_LETTERS: &[(u8, KeyCode)] = &[
    (b'A', KeyCode::Function(1)),
    (b'B', KeyCode::Function(2)),
    (b'C', KeyCode::Function(3)),
    (b'D', KeyCode::Function(4)),
    (b'E', KeyCode::Function(5)),
];

/// Numbers of `CSI n ~`.
pub const NUMBERS: &[(u32, KeyCode)] = &[
    (1, KeyCode::Home),
    (2, KeyCode::Insert),
    (3, KeyCode::Delete),
    (4, KeyCode::End),
    (5, KeyCode::PageUp),
    (6, KeyCode::PageDown),
    (7, KeyCode::Home),
    (8, KeyCode::End),
    (11, KeyCode::Function(1)),
    (12, KeyCode::Function(2)),
    (13, KeyCode::Function(3)),
    (14, KeyCode::Function(4)),
    (15, KeyCode::Function(5)),
    (17, KeyCode::Function(6)),
    (18, KeyCode::Function(7)),
    (19, KeyCode::Function(8)),
    (20, KeyCode::Function(9)),
    (21, KeyCode::Function(10)),
    (23, KeyCode::Function(11)),
    (24, KeyCode::Function(12)),
    (25, KeyCode::Function(13)),
    (26, KeyCode::Function(14)),
    (28, KeyCode::Function(15)),
    (29, KeyCode::Function(16)),
    (31, KeyCode::Function(17)),
    (32, KeyCode::Function(18)),
    (33, KeyCode::Function(19)),
    (34, KeyCode::Function(20)),
];

/// Code points of `CSI code u` and `CSI 27 ; modifiers ; code ~` that are not themselves the typed character: ASCII
/// controls and the numeric keypad.
pub const CODE_POINTS: &[(u32, KeyCode)] = &[
    (8, KeyCode::Backspace),
    (9, KeyCode::Tab),
    (13, KeyCode::Enter),
    (27, KeyCode::Esc),
    (127, KeyCode::Backspace),
    (57399, KeyCode::Char('0')),
    (57400, KeyCode::Char('1')),
    (57401, KeyCode::Char('2')),
    (57402, KeyCode::Char('3')),
    (57403, KeyCode::Char('4')),
    (57404, KeyCode::Char('5')),
    (57405, KeyCode::Char('6')),
    (57406, KeyCode::Char('7')),
    (57407, KeyCode::Char('8')),
    (57408, KeyCode::Char('9')),
    (57409, KeyCode::Char('.')),
    (57410, KeyCode::Char('/')),
    (57411, KeyCode::Char('*')),
    (57412, KeyCode::Char('-')),
    (57413, KeyCode::Char('+')),
    (57414, KeyCode::Enter),
    (57415, KeyCode::Char('=')),
    (57416, KeyCode::Char(',')),
    (57417, KeyCode::Left),
    (57418, KeyCode::Right),
    (57419, KeyCode::Up),
    (57420, KeyCode::Down),
    (57421, KeyCode::PageUp),
    (57422, KeyCode::PageDown),
    (57423, KeyCode::Home),
    (57424, KeyCode::End),
    (57425, KeyCode::Insert),
    (57426, KeyCode::Delete),
];

/// Code point of F13, followed by those up to F35.
pub const F13: u32 = 57376;

/// Unicode's private use area, which contains the code points that kitty uses for keys that are not characters.
pub const PRIVATE_USE: std::ops::RangeInclusive<u32> = 57344..=63743;

/// Looks up a key in the tables.
pub fn find<T: PartialEq>(tables: &[&[(T, KeyCode)]], wanted: &T) -> Option<KeyCode> {
    tables.iter().flat_map(|table| table.iter()).find(|(key, _)| key == wanted).map(|&(_, code)| code)
}
