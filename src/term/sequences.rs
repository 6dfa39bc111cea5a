//! What a whole control sequence means: a key, the mouse, the start of a paste, or nothing to the reader.
//!
//! A sequence arrives here cut out and well-formed (ECMA-48, 5.4): its body of parameters and its last letter. All that is not
//! in `key_tables`, no mouse and no paste is a report that somebody else asked for, or nobody, and means nothing.

use crate::app::input::{Input, Key, KeyCode};

use super::key_tables::{
    CODES, CONSOLE_LETTERS, CSI_LETTERS, F13, LETTERS, NO_CHARACTERS, NUMBERS, RXVT_LETTERS, SS3_LETTERS,
    find,
};

/// What a sequence stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Meaning {
    /// Something was typed, clicked or turned.
    Input(Input),
    /// What follows is pasted.
    Paste,
    /// Nothing to the reader.
    Nothing,
}

impl From<Option<Input>> for Meaning {
    fn from(input: Option<Input>) -> Self {
        input.map_or(Meaning::Nothing, Meaning::Input)
    }
}

/// kitty's number for the event that a key is let go; 1 is a press, 2 a repeat.
const RELEASE: u32 = 3;

/// Which keys were held.
#[derive(Clone, Copy, Default)]
struct Held {
    shift: bool,
    alt: bool,
    ctrl: bool,
}

impl Held {
    const CTRL: Held = Held { ctrl: true, shift: false, alt: false };

    /// One more than the sum of 1 for Shift, 2 for Alt and 4 for Ctrl; behind a colon, kitty's kind of event.
    /// Super and its like are not told apart from nothing. `None` for a key that is let go.
    fn of(field: &str) -> Option<Held> {
        let mut parts = field.split(':');
        let bits = number(parts.next().unwrap_or_default(), 1)?.saturating_sub(1);
        let event = number(parts.next().unwrap_or_default(), 1)?;
        if event == RELEASE || parts.next().is_some() {
            return None;
        }
        let has = |bit| bits & bit != 0;
        Some(Held { shift: has(1), alt: has(2), ctrl: has(4) })
    }

    fn key(self, code: KeyCode) -> Input {
        let code = if code == KeyCode::Tab && self.shift { KeyCode::BackTab } else { code };
        Input::Key(Key { code, ctrl: self.ctrl, alt: self.alt }.as_sent())
    }
}

/// A number of a sequence; a default where nothing stands for it.
fn number(digits: &str, default: u32) -> Option<u32> {
    if digits.is_empty() { Some(default) } else { digits.parse().ok() }
}

/// `CSI body last`.
pub fn control_sequence(body: &str, last: u8) -> Meaning {
    // No key has what stands between parameters and letter (0x20 to 0x2f), or begins with `?`, `>` or `=`.
    if !body.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b';' | b':' | b'<')) {
        return Meaning::Nothing;
    }
    let fields: Vec<&str> = body.split(';').collect();
    match (last, fields.as_slice()) {
        (b'~', ["200"]) => Meaning::Paste,
        (b'~', ["27", held, code]) => modified(held, code).into(),
        (b'~', _) => numbered(&fields, Held::default()).into(),
        // rxvt's way to say Ctrl, and Ctrl with Shift.
        (b'^' | b'@', [_]) => numbered(&fields, Held::CTRL).into(),
        (b'u', _) => coded(&fields).into(),
        (b'M' | b'm', [first, ..]) if first.starts_with('<') => sgr_mouse(&fields, last == b'm').into(),
        (b'M', [..]) => rxvt_mouse(&fields).into(),
        (b'a'..=b'd', [""]) => find(&[RXVT_LETTERS], &last).map(|code| Held::default().key(code)).into(),
        _ => lettered(&[LETTERS, CSI_LETTERS], &fields, last).into(),
    }
}

/// `SS3 body last`.
pub fn single_shift(body: &str, last: u8) -> Meaning {
    if let Some(code) = find(&[RXVT_LETTERS], &last) {
        return if body.is_empty() { Meaning::Input(Held::CTRL.key(code)) } else { Meaning::Nothing };
    }
    let fields: Vec<&str> = body.split(';').collect();
    lettered(&[LETTERS, SS3_LETTERS], &fields, last).into()
}

/// The Linux console's `CSI [ last`.
pub fn console_key(last: u8) -> Meaning {
    find(&[CONSOLE_LETTERS], &last).map(|code| Held::default().key(code)).into()
}

/// `CSI M` and three bytes, each 32 more than what it says; of columns and rows the first is 1.
pub fn x10_mouse(bytes: &[u8]) -> Meaning {
    let &[button, column, row] = bytes else { return Meaning::Nothing };
    let plain = |byte: u8| u32::from(byte).checked_sub(32);
    let all = plain(button).zip(plain(column)).zip(plain(row));
    all.and_then(|((button, column), row)| pointer(button, column, row)).into()
}

/// A letter behind nothing, behind `1 ; modifiers`, or, in an older way, behind the modifiers alone.
fn lettered(tables: &[&[(u8, KeyCode)]], fields: &[&str], last: u8) -> Option<Input> {
    let held = match fields {
        [held] | ["" | "1", held] => Held::of(held)?,
        _ => return None,
    };
    Some(held.key(find(tables, &last)?))
}

/// `number ; modifiers`.
fn numbered(fields: &[&str], held: Held) -> Option<Input> {
    let (first, held) = match fields {
        [first] => (first, held),
        [first, held] => (first, Held::of(held)?),
        _ => return None,
    };
    Some(held.key(find(&[NUMBERS], &first.parse().ok()?)?))
}

/// xterm's modifyOtherKeys: `27 ; modifiers ; code`.
fn modified(held: &str, code: &str) -> Option<Input> {
    character(code.parse().ok()?, None, Held::of(held)?)
}

/// `code : with Shift : without layout ; modifiers : event ; text`.
fn coded(fields: &[&str]) -> Option<Input> {
    let mut codes = fields.first()?.split(':');
    let code = codes.next()?.parse().ok()?;
    let shifted = codes.next().and_then(|code| code.parse().ok()).and_then(char::from_u32);
    character(code, shifted, Held::of(fields.get(1).unwrap_or(&""))?)
}

fn character(code: u32, shifted: Option<char>, held: Held) -> Option<Input> {
    let named = find(&[CODES], &code)
        .or_else(|| (F13..F13 + 23).contains(&code).then(|| KeyCode::Function((code - F13 + 13) as u8)));
    if let Some(code) = named {
        return Some(held.key(code));
    }
    let typed = char::from_u32(code).filter(|_| !NO_CHARACTERS.contains(&code))?;
    let typed = match shifted {
        _ if !held.shift => typed,
        Some(shifted) => shifted,
        // What the layout makes of it is not told; of letters it is known.
        None => {
            let mut upper = typed.to_uppercase();
            upper.next().filter(|_| upper.next().is_none()).unwrap_or(typed)
        }
    };
    (!typed.is_control()).then(|| held.key(KeyCode::Char(typed)))
}

/// `< button ; column ; row`, of a button that went down or up.
fn sgr_mouse(fields: &[&str], is_release: bool) -> Option<Input> {
    let ([button, column, row] | [button, column, row, ""]) = fields else { return None };
    let button = button.strip_prefix('<')?.parse().ok()?;
    if is_release { None } else { pointer(button, column.parse().ok()?, row.parse().ok()?) }
}

/// `button ; column ; row`, the button 32 more than it is (mode 1015).
fn rxvt_mouse(fields: &[&str]) -> Option<Input> {
    let [button, column, row] = fields else { return None };
    let button = button.parse::<u32>().ok()?.checked_sub(32)?;
    pointer(button, column.parse().ok()?, row.parse().ok()?)
}

/// What a button does (xterm ctlseqs, "Mouse Tracking"): bits 1, 2, 64 and 128 are its number, 32 says that the mouse moved, and
/// 4, 8 and 16 which keys were held, which is nothing to the reader. Columns and rows from 1.
fn pointer(button: u32, column: u32, row: u32) -> Option<Input> {
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
