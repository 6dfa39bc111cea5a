//! Converts crossterm's events to inputs, on systems where crossterm reads the terminal.
//!
//! On Unix, `tokenizer` parses the input instead, and this module is compiled only for its tests.

use crossterm::event::{
    Event, KeyCode as Sent, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use crate::app::input::{Input, Key, KeyCode};

/// Converts an event to an input. None if the reader has no use for it.
pub fn to_input(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) => to_key(key).map(Input::Key),
        Event::Mouse(mouse) => mouse_input(mouse),
        Event::Paste(text) => Some(Input::Paste(text)),
        Event::Resize(columns, rows) => Some(Input::Resize { columns, rows }),
        Event::FocusGained | Event::FocusLost => None,
    }
}

fn to_key(key: KeyEvent) -> Option<Key> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let code = match key.code {
        Sent::Tab if key.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        Sent::Char(character) if character.is_control() => return None,
        Sent::Char(character) => KeyCode::Char(character),
        Sent::F(number) => KeyCode::Function(number),
        Sent::Enter => KeyCode::Enter,
        Sent::Esc => KeyCode::Esc,
        Sent::Tab => KeyCode::Tab,
        Sent::BackTab => KeyCode::BackTab,
        Sent::Backspace => KeyCode::Backspace,
        Sent::Delete => KeyCode::Delete,
        Sent::Insert => KeyCode::Insert,
        Sent::Up => KeyCode::Up,
        Sent::Down => KeyCode::Down,
        Sent::Left => KeyCode::Left,
        Sent::Right => KeyCode::Right,
        Sent::Home => KeyCode::Home,
        Sent::End => KeyCode::End,
        Sent::PageUp => KeyCode::PageUp,
        Sent::PageDown => KeyCode::PageDown,
        _ => return None,
    };
    let (ctrl, alt) =
        (key.modifiers.contains(KeyModifiers::CONTROL), key.modifiers.contains(KeyModifiers::ALT));
    // On Windows AltGr arrives as Ctrl and Alt with the character that it types.
    let is_alt_gr = cfg!(windows) && ctrl && alt && matches!(code, KeyCode::Char(_));
    Some(Key { code, ctrl: ctrl && !is_alt_gr, alt: alt && !is_alt_gr }.as_sent())
}

fn mouse_input(mouse: MouseEvent) -> Option<Input> {
    let MouseEvent { kind, column, row, .. } = mouse;
    match kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Input::Press { column, row }),
        MouseEventKind::ScrollUp => Some(Input::WheelUp { column, row }),
        MouseEventKind::ScrollDown => Some(Input::WheelDown { column, row }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyEventState;

    use super::*;

    fn key(code: Sent, modifiers: KeyModifiers) -> Option<Key> {
        to_key(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn keys_have_their_names() {
        let (none, shift) = (KeyModifiers::NONE, KeyModifiers::SHIFT);
        let (ctrl, alt) = (KeyModifiers::CONTROL, KeyModifiers::ALT);
        for (code, modifiers, name) in [
            (Sent::Char('j'), none, "j"),
            (Sent::Char('J'), shift, "J"),
            (Sent::Char('|'), shift, "|"),
            (Sent::Char(' '), none, "Space"),
            (Sent::Char('d'), ctrl, "Ctrl-d"),
            (Sent::Char('D'), ctrl | shift, "Ctrl-d"),
            (Sent::Char('i'), ctrl, "Tab"),
            (Sent::Char('x'), alt, "Alt-x"),
            (Sent::Tab, none, "Tab"),
            (Sent::Tab, shift, "BackTab"),
            (Sent::BackTab, shift, "BackTab"),
            (Sent::Up, shift, "Up"),
            (Sent::PageDown, ctrl, "Ctrl-PgDn"),
            (Sent::F(5), none, "F5"),
            (Sent::Esc, none, "Esc"),
        ] {
            let found = key(code, modifiers).map(|key| key.to_string());
            assert_eq!(found.as_deref(), Some(name), "{code:?} {modifiers:?}");
        }
    }

    #[test]
    fn held_key_repeats_and_its_release_is_ignored() {
        let converted = |kind| {
            let state = KeyEventState::NONE;
            to_key(KeyEvent { code: Sent::Char('j'), modifiers: KeyModifiers::NONE, kind, state })
        };
        assert_eq!(converted(KeyEventKind::Repeat), Some(Key::char('j')));
        assert_eq!(converted(KeyEventKind::Release), None);
    }

    #[test]
    fn unknown_keys_and_controls_are_dropped() {
        assert_eq!(key(Sent::Char('\u{9b}'), KeyModifiers::NONE), None);
        assert_eq!(key(Sent::CapsLock, KeyModifiers::NONE), None);
        assert_eq!(to_input(Event::FocusGained), None);
    }

    #[test]
    fn left_button_and_wheel_have_their_position() {
        let converted = |kind| {
            to_input(Event::Mouse(MouseEvent { kind, column: 3, row: 7, modifiers: KeyModifiers::NONE }))
        };
        assert_eq!(
            converted(MouseEventKind::Down(MouseButton::Left)),
            Some(Input::Press { column: 3, row: 7 })
        );
        assert_eq!(converted(MouseEventKind::ScrollUp), Some(Input::WheelUp { column: 3, row: 7 }));
        assert_eq!(converted(MouseEventKind::ScrollDown), Some(Input::WheelDown { column: 3, row: 7 }));
        assert_eq!(converted(MouseEventKind::Up(MouseButton::Left)), None);
        assert_eq!(converted(MouseEventKind::Down(MouseButton::Right)), None);
        assert_eq!(converted(MouseEventKind::Moved), None);
    }

    #[test]
    fn paste_is_one_unchanged_input() {
        assert_eq!(to_input(Event::Paste("a\rb".to_owned())), Some(Input::Paste("a\rb".to_owned())));
    }
}
