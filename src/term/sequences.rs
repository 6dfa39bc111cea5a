//! Interprets a complete control sequence: a key, the mouse, the start of a paste, device attributes, or nothing.
//!
//! The caller passes well-formed sequences (ECMA-48, 5.4), each split into its body (parameter and intermediate bytes)
//! and its final byte. A sequence with none of these meanings is taken for a report and ignored.

use crate::app::input::{Input, Key, KeyCode};

use super::key_tables::{
    CODE_POINTS, CONSOLE_LETTERS, CSI_LETTERS, F13, LETTERS, NUMBERS, PRIVATE_USE, RXVT_LETTERS, SS3_LETTERS,
    find,
};

/// Meaning of a sequence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Meaning {
    /// A key or mouse event.
    Input(Input),
    /// A paste follows.
    PasteStart,
    /// The device attributes (DA1), which the terminal sends after the answer to a query.
    DeviceAttributes,
    /// Not an input.
    Ignored,
}

impl From<Option<Input>> for Meaning {
    fn from(input: Option<Input>) -> Self {
        input.map_or(Meaning::Ignored, Meaning::Input)
    }
}

/// kitty's event number of a key release; 1 is a press, 2 a repeat.
const RELEASE: u32 = 3;

/// Modifier keys.
#[derive(Clone, Copy, Default)]
struct Modifiers {
    shift: bool,
    alt: bool,
    ctrl: bool,
}

impl Modifiers {
    const CTRL: Modifiers = Modifiers { ctrl: true, shift: false, alt: false };

    /// Parses a field: 1 plus the sum of 1 for Shift, 2 for Alt and 4 for Ctrl, then optionally a colon and kitty's
    /// event number. Super and other modifiers are ignored. None for a key release or a malformed field.
    fn parse(field: &str) -> Option<Modifiers> {
        let mut parts = field.split(':');
        let bits = parse_number(parts.next().unwrap_or_default(), 1)?.saturating_sub(1);
        let event = parse_number(parts.next().unwrap_or_default(), 1)?;
        if event == RELEASE || parts.next().is_some() {
            return None;
        }
        let has = |bit| bits & bit != 0;
        Some(Modifiers { shift: has(1), alt: has(2), ctrl: has(4) })
    }

    fn key(self, code: KeyCode) -> Input {
        let code = if code == KeyCode::Tab && self.shift { KeyCode::BackTab } else { code };
        Input::Key(Key { code, ctrl: self.ctrl, alt: self.alt }.as_sent())
    }
}

/// Parses a number of a sequence, or returns `default` if it is empty. None if it does not fit.
fn parse_number(digits: &str, default: u32) -> Option<u32> {
    if digits.is_empty() { Some(default) } else { digits.parse().ok() }
}

/// Interprets `CSI body last`.
pub fn parse_csi(body: &str, last: u8) -> Meaning {
    if last == b'c' && body.starts_with('?') {
        return Meaning::DeviceAttributes;
    }
    // No key has intermediate bytes (0x20 to 0x2f) or starts with `?`, `>` or `=`.
    if !body.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b';' | b':' | b'<')) {
        return Meaning::Ignored;
    }
    let fields: Vec<&str> = body.split(';').collect();
    match (last, fields.as_slice()) {
        (b'~', ["200"]) => Meaning::PasteStart,
        (b'~', ["27", modifiers, code]) => modify_other_key(modifiers, code).into(),
        (b'~', _) => number_key(&fields, Modifiers::default()).into(),
        // rxvt's Ctrl, and Ctrl with Shift.
        (b'^' | b'@', [_]) => number_key(&fields, Modifiers::CTRL).into(),
        (b'u', _) => kitty_key(&fields).into(),
        (b'M' | b'm', [first, ..]) if first.starts_with('<') => sgr_mouse(&fields, last == b'm').into(),
        (b'M', [..]) => rxvt_mouse(&fields).into(),
        (b'a'..=b'd', [""]) => find(&[RXVT_LETTERS], &last).map(|code| Modifiers::default().key(code)).into(),
        _ => letter_key(&[LETTERS, CSI_LETTERS], &fields, last).into(),
    }
}

/// Interprets `SS3 body last`.
pub fn parse_ss3(body: &str, last: u8) -> Meaning {
    if let Some(code) = find(&[RXVT_LETTERS], &last) {
        return if body.is_empty() { Meaning::Input(Modifiers::CTRL.key(code)) } else { Meaning::Ignored };
    }
    let fields: Vec<&str> = body.split(';').collect();
    letter_key(&[LETTERS, SS3_LETTERS], &fields, last).into()
}

/// Interprets the Linux console's `CSI [ last`.
pub fn parse_console_key(last: u8) -> Meaning {
    find(&[CONSOLE_LETTERS], &last).map(|code| Modifiers::default().key(code)).into()
}

/// Interprets the three bytes after `CSI M`, each 32 more than its value. Columns and rows start at 1.
pub fn parse_x10_mouse(bytes: &[u8]) -> Meaning {
    let &[button, column, row] = bytes else { return Meaning::Ignored };
    let value = |byte: u8| u32::from(byte).checked_sub(32);
    let all = value(button).zip(value(column)).zip(value(row));
    all.and_then(|((button, column), row)| mouse_input(button, column, row)).into()
}

/// Interprets a letter after nothing, after `1 ; modifiers`, or, in an older form, after the modifiers alone.
fn letter_key(tables: &[&[(u8, KeyCode)]], fields: &[&str], last: u8) -> Option<Input> {
    let modifiers = match fields {
        [modifiers] | ["" | "1", modifiers] => Modifiers::parse(modifiers)?,
        _ => return None,
    };
    Some(modifiers.key(find(tables, &last)?))
}

/// Interprets `number ; modifiers`, or a number alone, which has the modifiers `default`.
fn number_key(fields: &[&str], default: Modifiers) -> Option<Input> {
    let (number, modifiers) = match fields {
        [number] => (number, default),
        [number, modifiers] => (number, Modifiers::parse(modifiers)?),
        _ => return None,
    };
    Some(modifiers.key(find(&[NUMBERS], &number.parse().ok()?)?))
}

/// Interprets xterm's modifyOtherKeys: `27 ; modifiers ; code`.
fn modify_other_key(modifiers: &str, code: &str) -> Option<Input> {
    code_point_key(code.parse().ok()?, None, Modifiers::parse(modifiers)?)
}

/// Interprets kitty's `code : shifted code : base layout code ; modifiers : event ; text`.
fn kitty_key(fields: &[&str]) -> Option<Input> {
    let mut codes = fields.first()?.split(':');
    let code = codes.next()?.parse().ok()?;
    let shifted = codes.next().and_then(|code| code.parse().ok()).and_then(char::from_u32);
    code_point_key(code, shifted, Modifiers::parse(fields.get(1).unwrap_or(&""))?)
}

fn code_point_key(code: u32, shifted: Option<char>, modifiers: Modifiers) -> Option<Input> {
    let named = find(&[CODE_POINTS], &code)
        .or_else(|| (F13..F13 + 23).contains(&code).then(|| KeyCode::Function((code - F13 + 13) as u8)));
    if let Some(code) = named {
        return Some(modifiers.key(code));
    }
    let typed = char::from_u32(code).filter(|_| !PRIVATE_USE.contains(&code))?;
    let typed = match shifted {
        _ if !modifiers.shift => typed,
        Some(shifted) => shifted,
        // The shifted character depends on the keyboard layout, and can be derived only for letters.
        None => {
            let mut upper = typed.to_uppercase();
            upper.next().filter(|_| upper.next().is_none()).unwrap_or(typed)
        }
    };
    (!typed.is_control()).then(|| modifiers.key(KeyCode::Char(typed)))
}

/// Interprets `< button ; column ; row`, a press or release.
fn sgr_mouse(fields: &[&str], is_release: bool) -> Option<Input> {
    let ([button, column, row] | [button, column, row, ""]) = fields else { return None };
    let button = button.strip_prefix('<')?.parse().ok()?;
    if is_release { None } else { mouse_input(button, column.parse().ok()?, row.parse().ok()?) }
}

/// Interprets `button ; column ; row`, where the button is 32 more than its value (mode 1015).
fn rxvt_mouse(fields: &[&str]) -> Option<Input> {
    let [button, column, row] = fields else { return None };
    let button = button.parse::<u32>().ok()?.checked_sub(32)?;
    mouse_input(button, column.parse().ok()?, row.parse().ok()?)
}

/// Interprets a mouse report (xterm ctlseqs, "Mouse Tracking"): bits 1, 2, 64 and 128 are the button, 32 marks a
/// movement, and 4, 8 and 16 are modifier keys, which are ignored. Columns and rows start at 1.
fn mouse_input(button: u32, column: u32, row: u32) -> Option<Input> {
    const MOVED: u32 = 32;
    let cell = |from_one: u32| u16::try_from(from_one.checked_sub(1)?).ok();
    let (column, row) = (cell(column)?, cell(row)?);
    if button > 255 || button & MOVED != 0 {
        return None;
    }
    match button & 0b1100_0011 {
        0 => Some(Input::Press { column, row }),
        64 => Some(Input::WheelUp { column, row }),
        65 => Some(Input::WheelDown { column, row }),
        _ => None,
    }
}
