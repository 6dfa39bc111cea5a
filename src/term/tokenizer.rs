//! Parses the bytes that a terminal sends, however they are split into reads.
//!
//! A terminal sends one stream in which `ESC` starts nearly everything: keys (`ESC [ B`), keys with Alt (`ESC x`),
//! pastes, the mouse, and reports, perhaps requested by a previous program (`ESC [ ? 1 ; 2 c`, `ESC P ... ESC \`). A
//! network may split that stream anywhere. This is a state machine over single bytes, so splits make no difference;
//! only time does, and only within a sequence: a lone `ESC` becomes the key after [`ESC_TIMEOUT`], and an incomplete
//! sequence is dropped.
//!
//! The grammar is that of ECMA-48 (5.4 control sequences, 5.6 control strings) as used by xterm. A sequence is
//! consumed as a whole, and dropped as a whole if it is unknown: a letter inside a report must never run a command. Of
//! reports only the answer to a query of the background is kept ([`take_background`](Tokenizer::take_background)).
//! Bytes from 0x80 up are UTF-8; those that cannot start a character but are 8-bit introducers count as such.
//!
//! Limits. `ESC` and a letter that arrive together are Alt and the letter, since a terminal writes them at once; a
//! letter that arrives later was typed soon after Esc or, rarely, split off by the network. Some keys with Alt are
//! also introducers (`ESC P` is Alt-P and starts a device control string): what follows within [`INTRODUCER_TIMEOUT`]
//! decides. A paste ends only at its end marker, since none of its bytes may run a command; if the marker is lost,
//! typed keys go into the paste until Ctrl-c is pressed, alone and after a pause. At most [`MAX_PASTE_LEN`] bytes of a
//! paste are kept.

use std::time::{Duration, Instant};

use crate::app::input::{Input, Key, KeyCode};
use crate::app::state::display::Background;

use super::background::{MAX_ANSWER_LEN, Outstanding, parse_answer};
use super::sequences::{Meaning, parse_console_key, parse_csi, parse_ss3, parse_x10_mouse};

/// How long an `ESC` waits for the rest of a sequence before it counts as the key: long enough for the parts of one
/// write to arrive, short enough not to be noticed.
pub const ESC_TIMEOUT: Duration = Duration::from_millis(50);
/// How long an introducer waits for its sequence before it counts as a key with Alt, or as two keys.
pub const INTRODUCER_TIMEOUT: Duration = Duration::from_millis(200);
/// How long an incomplete sequence waits for its next byte before it is dropped.
pub const BYTE_TIMEOUT: Duration = Duration::from_millis(500);
/// Maximum duration of a whole sequence.
pub const SEQUENCE_TIMEOUT: Duration = Duration::from_secs(2);

/// Minimum time assumed between two typed keys.
pub const MIN_KEY_INTERVAL: Duration = Duration::from_millis(20);
/// Time without input after which a lone Ctrl-c ends a paste.
pub const PASTE_PAUSE: Duration = Duration::from_secs(1);

/// Maximum length of a control sequence in bytes; longer ones are ignored. Keys and reports have a few dozen.
pub const MAX_SEQUENCE_LEN: usize = 1024;
/// Maximum length of a control string or ignored sequence in bytes. Only the start of one is kept; the longest are
/// clipboard reports.
pub const MAX_STRING_LEN: usize = 1024 * 1024;
/// Maximum number of bytes kept of a paste.
pub const MAX_PASTE_LEN: usize = 1024 * 1024;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
const CTRL_C: u8 = 0x03;
/// The 8-bit string terminator, which is also part of characters in UTF-8.
const C1_ST: u8 = 0x9c;

/// End marker of a paste (xterm ctlseqs, "Bracketed Paste Mode").
const PASTE_END: &[u8] = b"\x1b[201~";

/// What precedes a pending `ESC`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Before {
    /// Nothing that it could end.
    Nothing,
    /// A string, which it may end (`ESC \`).
    String,
    /// Only the introducer of a string, given by its letter, which may have been a key with Alt.
    Introducer(u8),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    Ground,
    /// Inside a UTF-8 character.
    Utf8 {
        alt: bool,
    },
    Escape(Before),
    /// After `ESC [`.
    Csi,
    /// After `ESC O`.
    Ss3,
    /// After `ESC [ [`.
    Console,
    /// After `ESC [ M`.
    X10Mouse,
    /// After `ESC` and this letter: DCS, SOS, OSC, PM or APC.
    String(u8),
    /// Inside a paste.
    Paste {
        /// Number of bytes of the end marker seen.
        matched: usize,
        /// True if the terminal was lent out during the paste: the other program may have read the end marker.
        is_interrupted: bool,
    },
}

/// The state machine. Its output does not depend on how the bytes are split, only on timing.
#[derive(Debug)]
pub struct Tokenizer {
    state: State,
    /// Bytes of the current sequence, as far as they matter.
    body: Vec<u8>,
    /// Number of bytes of the current sequence, kept or not.
    len: usize,
    /// Arrival of the first and of the last byte of the current sequence.
    times: Option<(Instant, Instant)>,
    /// True if the letter after the initial `ESC` arrived later than the `ESC`: they may be two keys.
    is_split: bool,
    /// The answers still expected.
    outstanding: Outstanding,
    /// The last answer, until it is taken.
    background: Option<Background>,
}

impl Default for Tokenizer {
    fn default() -> Self {
        Self::new()
    }
}

impl Tokenizer {
    /// Creates a tokenizer in its ground state.
    pub const fn new() -> Self {
        Self {
            state: State::Ground,
            body: Vec::new(),
            len: 0,
            times: None,
            is_split: false,
            outstanding: Outstanding::none(),
            background: None,
        }
    }

    /// Expects the answer to a query of the background. While it is expected, a lone `ESC` waits longer for the rest
    /// of a sequence.
    pub fn expect_answer(&mut self, now: Instant) {
        self.outstanding.add(now);
    }

    /// Returns for how long an answer is still expected. None if all have come or are no longer expected.
    pub fn answer_due_within(&self, now: Instant) -> Option<Duration> {
        self.outstanding.time_left(now)
    }

    /// Takes the background that the terminal reported last, expected or not.
    pub fn take_background(&mut self) -> Option<Background> {
        self.background.take()
    }

    /// Parses bytes that have just arrived and appends the inputs to `found`.
    pub fn feed(&mut self, bytes: &[u8], now: Instant, found: &mut Vec<Input>) {
        if matches!(self.state, State::Paste { is_interrupted: true, .. }) {
            // The deadline may have passed unnoticed.
            self.give_up(now, found);
        }
        let pause = self.times.map_or(Duration::ZERO, |(_, last)| now.saturating_duration_since(last));
        if matches!(self.state, State::Paste { .. }) && bytes == [CTRL_C] && pause >= PASTE_PAUSE {
            self.end_paste(found);
            self.times = None;
            return;
        }
        for &byte in bytes {
            let gap = self.times.map_or(Duration::ZERO, |(_, last)| now.saturating_duration_since(last));
            if !self.take(byte, gap, found) {
                // The byte is not part of the sequence that it ended.
                self.take(byte, gap, found);
            }
            if matches!(self.state, State::Ground | State::Escape(_)) {
                self.times = None;
            }
            let began = self.times.map_or(now, |(began, _)| began);
            self.times = (self.state != State::Ground).then_some((began, now));
        }
    }

    /// Returns when to call [`give_up`](Self::give_up) unless more bytes arrive. None if no sequence is pending, or in
    /// a paste whose end must still come.
    pub fn deadline(&self) -> Option<Instant> {
        let (began, last) = self.times?;
        let end = began + SEQUENCE_TIMEOUT;
        match self.state {
            State::Ground | State::Paste { is_interrupted: false, .. } => None,
            State::Paste { .. } => Some(last + BYTE_TIMEOUT),
            State::Escape(Before::Nothing) if self.outstanding.time_left(last).is_none() => {
                Some(last + ESC_TIMEOUT)
            }
            State::Escape(_) => Some(last + INTRODUCER_TIMEOUT),
            State::Csi | State::Ss3 | State::String(_) if self.len == 0 => Some(last + INTRODUCER_TIMEOUT),
            // Mouse reports, paste markers, attributes and colours (OSC 10 to 19) are never typed, and the rest of one
            // must not run commands.
            State::Csi if [&b"<"[..], b"20", b"?"].iter().any(|start| self.body.starts_with(start)) => {
                Some(end)
            }
            State::String(b']') if self.body.starts_with(b"1") => Some(end),
            _ => Some(end.min(last + BYTE_TIMEOUT)),
        }
    }

    /// Gives up an overdue sequence: a lone `ESC` or introducer counts as a key, anything else is dropped.
    pub fn give_up(&mut self, now: Instant, found: &mut Vec<Input>) {
        if self.deadline().is_some_and(|deadline| deadline <= now) {
            self.emit_introducer(found);
            if let State::Escape(_) = self.state {
                found.push(plain(KeyCode::Esc));
            }
            self.begin(State::Ground);
            self.times = None;
        }
    }

    /// Drops a pending sequence after the terminal was lent to another program, which may have read its rest or an
    /// expected answer. The rest of a paste is dropped too, up to its end marker or a pause.
    pub fn interrupt(&mut self, now: Instant) {
        self.outstanding = Outstanding::none();
        let is_paste = matches!(self.state, State::Paste { .. });
        self.begin(if is_paste { State::Paste { matched: 0, is_interrupted: true } } else { State::Ground });
        self.times = is_paste.then_some((now, now));
    }

    fn begin(&mut self, state: State) {
        self.state = state;
        self.body.clear();
        self.len = 0;
    }

    /// If only the introducer of the pending sequence has arrived, emits it as a key with Alt, or as Esc and a key.
    fn emit_introducer(&mut self, found: &mut Vec<Input>) {
        let letter = match self.state {
            State::Escape(Before::Introducer(letter)) => letter,
            State::Csi if self.len == 0 => b'[',
            State::Ss3 if self.len == 0 => b'O',
            State::String(letter) if self.len == 0 => letter,
            _ => return,
        };
        let code = KeyCode::Char(char::from(letter));
        if self.is_split {
            found.push(plain(KeyCode::Esc));
        }
        found.push(Input::Key(Key { code, ctrl: false, alt: !self.is_split }));
    }

    /// Handles one byte, which arrived `gap` after the previous one. Returns false if the byte ended a sequence that it
    /// is not part of, and must be handled again.
    fn take(&mut self, byte: u8, gap: Duration, found: &mut Vec<Input>) -> bool {
        self.len = self.len.saturating_add(1);
        match self.state {
            State::Ground => self.take_ground(byte, false, found),
            State::Utf8 { alt } => return self.take_utf8(byte, alt, found),
            State::Escape(before) => self.take_after_esc(byte, before, !gap.is_zero(), found),
            State::Paste { matched, is_interrupted } => self.take_paste(byte, matched, is_interrupted, found),
            State::String(letter) => return self.take_string(byte, letter, found),
            // A control character or a byte above ASCII is not part of a sequence (ECMA-48, 5.4), and this one came too
            // fast to be typed, so it is dropped.
            State::Csi if byte != ESC && !matches!(byte, 0x20..=0x7e) && self.is_junk(gap) => {}
            // `ESC` ends every sequence, and so does any other byte that cannot be part of it.
            _ if byte == ESC || (self.state != State::X10Mouse && !matches!(byte, 0x20..=0x7e)) => {
                self.len -= 1;
                self.emit_introducer(found);
                self.begin(State::Ground);
                return false;
            }
            State::Csi => self.take_csi(byte, found),
            State::Ss3 if byte.is_ascii_digit() || byte == b';' => self.push(byte),
            State::Ss3 => self.finish(parse_ss3, byte, found),
            State::Console => self.finish(|_, last| parse_console_key(last), byte, found),
            State::X10Mouse => {
                self.push(byte);
                if self.body.len() == 3 {
                    let meaning = parse_x10_mouse(&self.body);
                    self.emit(meaning, found);
                }
            }
        }
        true
    }

    /// Handles a byte in the ground state, or after an `ESC`, which may make it a key with Alt.
    fn take_ground(&mut self, byte: u8, alt: bool, found: &mut Vec<Input>) {
        let control = |character: u8| (KeyCode::Char(char::from(character)), true);
        let (code, ctrl) = match byte {
            ESC => return self.begin(State::Escape(Before::Nothing)),
            b'\r' => (KeyCode::Enter, false),
            b'\t' => (KeyCode::Tab, false),
            0x7f => (KeyCode::Backspace, false),
            0 => control(b' '),
            1..=0x1a => control(byte - 1 + b'a'),
            // Ctrl-\ to Ctrl-_, which old keyboards had on the digits.
            0x1c..=0x1f => control(byte - 0x1c + b'4'),
            0x20..=0x7e => (KeyCode::Char(char::from(byte)), false),
            0x80.. if c1_state(byte).is_some() => return self.begin_c1(byte),
            0x80.. => {
                self.begin(State::Utf8 { alt });
                self.take_utf8(byte, alt, found);
                return;
            }
        };
        self.begin(State::Ground);
        found.push(Input::Key(Key { code, ctrl, alt }.as_sent()));
    }

    fn take_utf8(&mut self, byte: u8, alt: bool, found: &mut Vec<Input>) -> bool {
        self.body.push(byte);
        match std::str::from_utf8(&self.body) {
            Ok(text) => {
                // Control characters in UTF-8 are never typed.
                let first = text.chars().next();
                let control = first.and_then(|first| u8::try_from(u32::from(first)).ok());
                if let Some(control) = control.filter(|control| c1_state(*control).is_some()) {
                    self.begin_c1(control);
                    return true;
                }
                let typed = first.filter(|typed| !typed.is_control());
                let key = typed.map(|typed| Key { code: KeyCode::Char(typed), ctrl: false, alt });
                found.extend(key.map(Input::Key));
                self.begin(State::Ground);
            }
            // Incomplete.
            Err(error) if error.error_len().is_none() => {}
            Err(_) => {
                let is_alone = self.body.len() == 1;
                self.begin(State::Ground);
                return is_alone;
            }
        }
        true
    }

    /// Enters the state that an 8-bit introducer starts. The length is 1, so that it never counts as an Alt key.
    fn begin_c1(&mut self, control: u8) {
        self.begin(c1_state(control).unwrap_or(State::Ground));
        self.len = 1;
    }

    fn take_after_esc(&mut self, byte: u8, before: Before, is_split: bool, found: &mut Vec<Input>) {
        if byte == b'\\' && before != Before::Nothing {
            return self.begin(State::Ground);
        }
        self.emit_introducer(found);
        self.is_split = is_split;
        match byte {
            ESC => {
                found.push(plain(KeyCode::Esc));
                self.begin(State::Escape(Before::Nothing));
            }
            b'[' => self.begin(State::Csi),
            b'O' => self.begin(State::Ss3),
            b'P' | b'X' | b']' | b'^' | b'_' => self.begin(State::String(byte)),
            _ => {
                if is_split {
                    found.push(plain(KeyCode::Esc));
                }
                self.take_ground(byte, !is_split, found);
            }
        }
    }

    fn take_csi(&mut self, byte: u8, found: &mut Vec<Input>) {
        match byte {
            b'[' if self.len == 1 => self.begin(State::Console),
            b'M' if self.len == 1 => self.begin(State::X10Mouse),
            // Parameter bytes (0x30 to 0x3f) and intermediate bytes (0x20 to 0x2f).
            0x20..=0x3f => self.push(byte),
            _ => self.finish(parse_csi, byte, found),
        }
    }

    /// True if an invalid byte came too soon after the last to be typed, so that it belongs to the sequence.
    fn is_junk(&self, gap: Duration) -> bool {
        gap < MIN_KEY_INTERVAL && (self.len > 1 || gap.is_zero())
    }

    /// Appends a byte to the sequence. Bytes beyond [`MAX_SEQUENCE_LEN`] are consumed but not kept; beyond
    /// [`MAX_STRING_LEN`] the sequence is given up.
    fn push(&mut self, byte: u8) {
        if self.len <= MAX_SEQUENCE_LEN {
            self.body.push(byte);
        }
        if self.len > MAX_STRING_LEN {
            self.begin(State::Ground);
        }
    }

    fn finish(&mut self, parse: fn(&str, u8) -> Meaning, last: u8, found: &mut Vec<Input>) {
        let body = std::str::from_utf8(&self.body).ok().filter(|_| self.len <= MAX_SEQUENCE_LEN);
        self.emit(body.map_or(Meaning::Ignored, |body| parse(body, last)), found);
    }

    fn emit(&mut self, meaning: Meaning, found: &mut Vec<Input>) {
        self.begin(State::Ground);
        match meaning {
            Meaning::Input(input) => found.push(input),
            Meaning::PasteStart => self.begin(State::Paste { matched: 0, is_interrupted: false }),
            Meaning::DeviceAttributes => self.outstanding.remove(),
            Meaning::Ignored => {}
        }
    }

    fn take_string(&mut self, byte: u8, letter: u8, found: &mut Vec<Input>) -> bool {
        let is_first = self.len == 1;
        let is_part = match byte {
            ESC | BEL => true,
            // Perhaps Esc, `]` and another key typed quickly: an OSC report starts with a number or the letter of a
            // title.
            _ if is_first && letter == b']' && self.is_split => {
                byte.is_ascii_digit() || matches!(byte, b'l' | b'L' | b'I')
            }
            // ECMA-48 allows format effectors and printable characters in a string. Any other control character was
            // typed, as was an Enter at its start.
            _ => matches!(byte, 0x20..) || (!is_first && matches!(byte, 0x08..=0x0d)),
        };
        match byte {
            _ if !is_part => {
                self.len -= 1;
                self.emit_introducer(found);
                self.begin(State::Ground);
            }
            ESC if is_first => self.begin(State::Escape(Before::Introducer(letter))),
            ESC => self.end_string(letter, State::Escape(Before::String)),
            BEL => self.end_string(letter, State::Ground),
            // After ASCII, this byte is not part of a character. A body longer than an answer is text, which may
            // contain it.
            C1_ST if letter == b']' && self.body.len() <= MAX_ANSWER_LEN && self.body.is_ascii() => {
                self.end_string(letter, State::Ground);
            }
            _ if self.len > MAX_STRING_LEN => self.begin(State::Ground),
            _ if self.body.len() <= MAX_ANSWER_LEN => self.body.push(byte),
            _ => {}
        }
        is_part
    }

    /// Ends a string that is complete, or whose end was lost, and enters a state.
    fn end_string(&mut self, letter: u8, next: State) {
        if letter == b']' && self.body.len() <= MAX_ANSWER_LEN {
            self.background = parse_answer(&self.body).or(self.background);
        }
        self.begin(next);
    }

    fn take_paste(&mut self, byte: u8, matched: usize, is_interrupted: bool, found: &mut Vec<Input>) {
        let matched = if PASTE_END.get(matched) == Some(&byte) {
            matched + 1
        } else {
            // The partial match was text. A new one can only start at ESC, which occurs in the marker only once.
            let text = PASTE_END.get(..matched).unwrap_or_default();
            self.body.extend_from_slice(text);
            if byte == ESC {
                1
            } else {
                self.body.push(byte);
                0
            }
        };
        self.body.truncate(if is_interrupted { 0 } else { MAX_PASTE_LEN });
        if matched < PASTE_END.len() {
            self.state = State::Paste { matched, is_interrupted };
            return;
        }
        self.end_paste(found);
    }

    fn end_paste(&mut self, found: &mut Vec<Input>) {
        let is_interrupted = matches!(self.state, State::Paste { is_interrupted: true, .. });
        let text = std::mem::take(&mut self.body);
        if !is_interrupted {
            found.push(Input::Paste(String::from_utf8_lossy(&text).into_owned()));
        }
        self.begin(State::Ground);
    }
}

/// Returns the state that an 8-bit (C1) control starts (ECMA-48, 5.3): CSI, SS3 or a string.
fn c1_state(control: u8) -> Option<State> {
    Some(match control {
        0x8f => State::Ss3,
        0x9b => State::Csi,
        0x90 => State::String(b'P'),
        0x98 => State::String(b'X'),
        0x9d => State::String(b']'),
        0x9e => State::String(b'^'),
        0x9f => State::String(b'_'),
        _ => return None,
    })
}

fn plain(code: KeyCode) -> Input {
    Input::Key(Key::plain(code))
}

#[cfg(test)]
#[path = "tokenizer_tests.rs"]
mod tests;
