//! Keys and mouse events as plain data.
//!
//! `term` parses these values from what a terminal sends, and `app` handles them. Neither crossterm nor ratatui is used here,
//! so that tests can drive the reader as a terminal does.
//!
//! The command tables, `config.toml`, the help and the man page all use the same names of keys: [`Key::parse`] reads them,
//! `Display` writes them. Terminals send some keys as the same byte: Ctrl-i is Tab, Ctrl-m is Enter, Ctrl-[ is Esc, and with
//! Ctrl a letter has no case. [`Key::ctrl`] and [`Key::parse`] normalise these, so that conflicting bindings are detected.

use std::fmt;

/// The key itself, without Ctrl and Alt. Shift is in the character (`J`) or in `BackTab`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum KeyCode {
    /// A character as typed, upper or lower case; never a control character.
    Char(char),
    /// Enter, also Return; Ctrl-m.
    Enter,
    /// Escape; Ctrl-[.
    Esc,
    /// Tab; Ctrl-i.
    Tab,
    /// Shift-Tab.
    BackTab,
    /// Backspace.
    Backspace,
    /// Del.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, from 1.
    Function(u8),
}

/// One press of a key.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// True if Ctrl was held.
    pub ctrl: bool,
    /// True if Alt (Meta, Option) was held.
    pub alt: bool,
}

/// Keys that have a name; the first name of a key is the one written.
const NAMES: &[(&str, KeyCode)] = &[
    ("Enter", KeyCode::Enter),
    ("Return", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Escape", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("BackTab", KeyCode::BackTab),
    ("Backspace", KeyCode::Backspace),
    ("Del", KeyCode::Delete),
    ("Delete", KeyCode::Delete),
    ("Ins", KeyCode::Insert),
    ("Insert", KeyCode::Insert),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PageUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
    ("PageDown", KeyCode::PageDown),
    ("Space", KeyCode::Char(' ')),
];

/// Prefixes of modifiers, with true for Ctrl and false for Alt. The first of each is the one written.
const MODIFIERS: &[(&str, bool)] = &[("Ctrl-", true), ("Alt-", false), ("C-", true), ("M-", false)];

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: KeyCode) -> Key {
        Key { code, ctrl: false, alt: false }
    }

    /// A character without modifiers.
    pub const fn char(character: char) -> Key {
        Key::plain(KeyCode::Char(character))
    }

    /// A character with Ctrl, as a terminal sends it: letters lose their case, and `i`, `m` and `[` become the keys that send
    /// the same byte.
    pub const fn ctrl(character: char) -> Key {
        Key { code: KeyCode::Char(character), ctrl: true, alt: false }.as_sent()
    }

    /// Normalises keys that terminals send as the same byte; see [`Key::ctrl`].
    #[must_use]
    pub const fn as_sent(self) -> Key {
        let Key { code: KeyCode::Char(character), ctrl: true, alt } = self else { return self };
        let (code, ctrl) = match character.to_ascii_lowercase() {
            'i' => (KeyCode::Tab, false),
            'm' => (KeyCode::Enter, false),
            '[' => (KeyCode::Esc, false),
            other => (KeyCode::Char(other), true),
        };
        Key { code, ctrl, alt }
    }

    /// Returns all names of keys other than characters and function keys.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, _)| *name)
    }

    /// Returns true if it can be a digit of the count before a command.
    pub const fn is_digit(self) -> bool {
        matches!(self, Key { code: KeyCode::Char('0'..='9'), ctrl: false, alt: false })
    }

    /// Parses a key: `j`, `|`, `Ctrl-d`, `Alt-x`, `Ctrl-Alt-x`, `F1`, `Space`, `PgDn`. Names are case-insensitive and may be
    /// long (`PageDown`); `C-` and `M-` are accepted for Ctrl and Alt. None for anything else.
    pub fn parse(name: &str) -> Option<Key> {
        let (mut rest, mut ctrl, mut alt) = (name, false, false);
        while let Some((is_ctrl, after)) = MODIFIERS.iter().find_map(|&(prefix, is_ctrl)| {
            let (head, after) = rest.split_at_checked(prefix.len())?;
            (head.eq_ignore_ascii_case(prefix) && !after.is_empty()).then_some((is_ctrl, after))
        }) {
            if if is_ctrl { ctrl } else { alt } {
                return None;
            }
            (ctrl, alt, rest) = (ctrl || is_ctrl, alt || !is_ctrl, after);
        }
        Some(Key { code: code_of(rest)?, ctrl, alt }.as_sent())
    }
}

fn code_of(name: &str) -> Option<KeyCode> {
    let mut characters = name.chars();
    if let (Some(character), None) = (characters.next(), characters.next()) {
        return (!character.is_control()).then_some(KeyCode::Char(character));
    }
    if let Some(number) = name.strip_prefix(['F', 'f']) {
        // `str::parse` would also accept `+1` and `01`.
        return (1..=35).find(|known: &u8| known.to_string() == number).map(KeyCode::Function);
    }
    NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|&(_, code)| code)
}

impl fmt::Display for Key {
    /// The name that [`Key::parse`] reads back.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            to.write_str("Ctrl-")?;
        }
        if self.alt {
            to.write_str("Alt-")?;
        }
        match (NAMES.iter().find(|(_, code)| *code == self.code), self.code) {
            (Some((name, _)), _) => to.write_str(name),
            (None, KeyCode::Char(character)) => write!(to, "{character}"),
            (None, KeyCode::Function(number)) => write!(to, "F{number}"),
            (None, code) => write!(to, "{code:?}"),
        }
    }
}

/// An event from the terminal. Columns and rows count from 0 at the top left; a terminal may report a cell outside its
/// window.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Input {
    /// A key was pressed, or repeats while held.
    Key(Key),
    /// The left mouse button was pressed.
    Press {
        /// Cells from the left edge.
        column: u16,
        /// Cells from the top edge.
        row: u16,
    },
    /// The wheel was turned up.
    WheelUp {
        /// Cells from the left edge.
        column: u16,
        /// Cells from the top edge.
        row: u16,
    },
    /// The wheel was turned down.
    WheelDown {
        /// Cells from the left edge.
        column: u16,
        /// Cells from the top edge.
        row: u16,
    },
    /// The window has a new size, in cells. Either may be 0.
    Resize {
        /// Width in cells.
        columns: u16,
        /// Height in cells.
        rows: u16,
    },
    /// Pasted text, exactly as it came: line ends may be CR, and it may contain control characters.
    Paste(String),
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_of_the_key_table_are_read() {
        let alt = |code| Key { code, ctrl: false, alt: true };
        for (name, key) in [
            ("j", Key::char('j')),
            ("J", Key::char('J')),
            ("|", Key::char('|')),
            ("-", Key::char('-')),
            ("F", Key::char('F')),
            ("Ctrl-d", Key::ctrl('d')),
            ("Ctrl-D", Key::ctrl('d')),
            ("C-d", Key::ctrl('d')),
            ("C", Key::char('C')),
            ("Ctrl--", Key::ctrl('-')),
            ("Ctrl-c", Key { code: KeyCode::Char('c'), ctrl: true, alt: false }),
            ("Space", Key::char(' ')),
            (" ", Key::char(' ')),
            ("PgDn", Key::plain(KeyCode::PageDown)),
            ("pagedown", Key::plain(KeyCode::PageDown)),
            ("Enter", Key::plain(KeyCode::Enter)),
            ("Alt-x", alt(KeyCode::Char('x'))),
            ("Alt-Enter", alt(KeyCode::Enter)),
            ("Alt-Ctrl-x", Key { code: KeyCode::Char('x'), ctrl: true, alt: true }),
            ("F1", Key::plain(KeyCode::Function(1))),
            ("F12", Key::plain(KeyCode::Function(12))),
            ("й", Key::char('й')),
        ] {
            assert_eq!(Key::parse(name), Some(key), "{name:?}");
        }
    }

    #[test]
    fn invalid_keys_are_rejected() {
        for name in [
            "",
            "jj",
            "Ctrl-",
            "C-",
            "Ctrl-Ctrl-x",
            "F0",
            "F36",
            "F+1",
            "F01",
            "Hyper-x",
            "\u{7}",
            "Ctrl-\u{1b}",
            "Alt-",
        ] {
            assert_eq!(Key::parse(name), None, "{name:?}");
        }
    }

    #[test]
    fn keys_that_send_the_same_byte_are_one_key() {
        assert_eq!(Key::parse("Ctrl-i"), Key::parse("Tab"));
        assert_eq!(Key::ctrl('M'), Key::plain(KeyCode::Enter));
        assert_eq!(Key::parse("Alt-Ctrl-["), Key::parse("Alt-Esc"));
    }

    #[test]
    fn every_name_parses_to_its_key_and_the_first_is_written() {
        for &(name, code) in NAMES {
            assert_eq!(Key::parse(name), Some(Key::plain(code)), "{name}");
            let written = Key::plain(code).to_string();
            assert_eq!(
                NAMES.iter().find(|(_, other)| *other == code).map(|&(first, _)| first),
                Some(&*written)
            );
        }
    }

    fn any_code() -> impl Strategy<Value = KeyCode> {
        let named: Vec<KeyCode> = NAMES.iter().map(|&(_, code)| code).collect();
        prop_oneof![
            any::<char>().prop_filter("no control", |c| !c.is_control()).prop_map(KeyCode::Char),
            proptest::sample::select(named),
            (1u8..=35).prop_map(KeyCode::Function),
        ]
    }

    proptest! {
        #[test]
        fn written_key_parses_back(code in any_code(), ctrl: bool, alt: bool) {
            let key = Key { code, ctrl, alt }.as_sent();
            prop_assert_eq!(Key::parse(&key.to_string()), Some(key));
            prop_assert_eq!(key.as_sent(), key);
        }

        #[test]
        fn parsing_never_panics(name: String) {
            if let Some(key) = Key::parse(&name) {
                prop_assert_eq!(Key::parse(&key.to_string()), Some(key));
            }
        }
    }
}
