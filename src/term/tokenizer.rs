//! From the bytes that a terminal sends to what was done, however the bytes are cut into pieces.
//!
//! A terminal sends one stream in which `ESC` begins nearly everything: keys (`ESC [ B`), keys with Alt (`ESC x`), what is pasted, the
//! mouse, and reports that somebody asked for, perhaps the program before us (`ESC [ ? 1 ; 2 c`, `ESC P ... ESC \`). A network
//! cuts that stream where it likes. This is a state machine over single bytes, so that where it is cut makes no difference; only time
//! does, and only while something is begun: a lone `ESC` becomes the key after [`LONE`], and what is never finished is given up.
//!
//! The grammar is ECMA-48's (5.4 control sequences, 5.6 control strings) as xterm speaks it. Each sequence is taken
//! whole, and one that means nothing is dropped whole: a letter inside a report must never be a command. Bytes of 0x80 and above are
//! UTF-8; those that no character begins with and that are 8-bit introducers are taken for these.
//!
//! Limits. `ESC` and a letter that come at one moment are Alt and the letter, since a terminal writes them at once; a letter that comes
//! later is one that was typed quickly after Esc, or, rarely, one that the network tore off. Some keys with Alt are also beginnings (`ESC P` is
//! Alt-P and begins a device control string): they are told apart by what follows within [`INTRODUCED`]. A paste ends with its end mark, since none of its bytes may be a command;
//! one whose end mark is lost takes what is typed until Ctrl-c is pressed, alone and after a pause. Of a paste at most [`LONGEST_PASTE`] bytes are kept.

use std::time::{Duration, Instant};

use crate::app::input::{Input, Key, KeyCode};

use super::sequences::{Meaning, console_key, control_sequence, single_shift, x10_mouse};

/// How long an `ESC` waits for what belongs to it, before it is the key. Long against the pieces of one write on their way, short
/// for whoever pressed it.
pub const LONE: Duration = Duration::from_millis(50);
/// How long what begins a sequence waits, before it is the key with Alt, or the two keys, that send the same two bytes.
pub const INTRODUCED: Duration = Duration::from_millis(200);
/// How long a sequence waits for its next byte, before it is given up.
pub const UNFINISHED: Duration = Duration::from_millis(500);
/// How long a sequence may take as a whole.
pub const WHOLE: Duration = Duration::from_secs(2);

/// Nobody types two keys within this.
pub const TYPED: Duration = Duration::from_millis(20);
/// Ctrl-c alone, so long after the last byte of a paste, ends it.
pub const PASTE_PAUSE: Duration = Duration::from_secs(1);

/// The most bytes of a control sequence that means anything: keys and reports have a few dozen.
pub const LONGEST_SEQUENCE: usize = 1024;
/// The most bytes of a control string, and of a sequence that means nothing. It is not kept; the longest are clipboards that somebody asked for.
pub const LONGEST_STRING: usize = 1024 * 1024;
/// The most bytes that are kept of a paste.
pub const LONGEST_PASTE: usize = 1024 * 1024;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
const CTRL_C: u8 = 0x03;

/// What ends a paste (xterm ctlseqs, "Bracketed Paste Mode").
const PASTE_END: &[u8] = b"\x1b[201~";

/// What stands before an `ESC` that waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Before {
    /// Nothing that it could end.
    Nothing,
    /// A string, of which it may be the end (`ESC \`).
    String,
    /// The beginning of a string, by its letter, and nothing of the string: it may have been a key with Alt.
    Introducer(u8),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    Ground,
    /// The first bytes of a character in UTF-8.
    Character {
        alt: bool,
    },
    Escape(Before),
    /// Behind `ESC [`.
    Sequence,
    /// Behind `ESC O`.
    Shift,
    /// Behind `ESC [ [`.
    Console,
    /// Behind `ESC [ M`.
    Mouse,
    /// Behind `ESC` and this letter: DCS, SOS, OSC, PM or APC.
    String(u8),
    /// How much of the end mark has come; whether the terminal was somebody else's meanwhile, who may have got the end.
    Paste {
        matched: usize,
        is_broken: bool,
    },
}

/// The state machine. What it finds is the same for any way to cut the bytes, but for times.
#[derive(Debug)]
pub struct Tokenizer {
    state: State,
    /// The bytes of what is begun, as far as they matter.
    body: Vec<u8>,
    /// How many bytes came since it began, kept or not.
    length: usize,
    /// When it began, and when its last byte came.
    times: Option<(Instant, Instant)>,
    /// Whether the letter behind the `ESC` with which it began came later than the `ESC`: the two may be two keys.
    is_apart: bool,
}

impl Default for Tokenizer {
    fn default() -> Self {
        Self::new()
    }
}

impl Tokenizer {
    /// One that has seen nothing.
    pub const fn new() -> Self {
        Self { state: State::Ground, body: Vec::new(), length: 0, times: None, is_apart: false }
    }

    /// Takes bytes that have just come, and adds to `found` what they stand for.
    pub fn feed(&mut self, bytes: &[u8], now: Instant, found: &mut Vec<Input>) {
        if matches!(self.state, State::Paste { is_broken: true, .. }) {
            // Nobody may have looked since.
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
                // It belongs to nothing that was begun.
                self.take(byte, gap, found);
            }
            if matches!(self.state, State::Ground | State::Escape(_)) {
                self.times = None;
            }
            let began = self.times.map_or(now, |(began, _)| began);
            self.times = (self.state != State::Ground).then_some((began, now));
        }
    }

    /// When to call [`give_up`](Self::give_up) if nothing has come until then; never while nothing is begun.
    pub fn deadline(&self) -> Option<Instant> {
        let (began, last) = self.times?;
        let whole = began + WHOLE;
        match self.state {
            State::Ground | State::Paste { is_broken: false, .. } => None,
            State::Paste { .. } => Some(last + UNFINISHED),
            State::Escape(Before::Nothing) => Some(last + LONE),
            State::Escape(_) => Some(last + INTRODUCED),
            State::Sequence | State::Shift | State::String(_) if self.length == 0 => Some(last + INTRODUCED),
            // The mouse and the marks of a paste: nobody types these, and what follows them must be no command.
            State::Sequence if self.body.starts_with(b"<") || self.body.starts_with(b"20") => Some(whole),
            _ => Some(whole.min(last + UNFINISHED)),
        }
    }

    /// Gives up what is begun, if its time is over: `ESC` is the key, and so is what may as well be one.
    pub fn give_up(&mut self, now: Instant, found: &mut Vec<Input>) {
        if self.deadline().is_some_and(|deadline| deadline <= now) {
            self.cut_off(found);
            if let State::Escape(_) = self.state {
                found.push(plain(KeyCode::Esc));
            }
            self.begin(State::Ground);
            self.times = None;
        }
    }

    /// The terminal was another program's until now, which may have got the rest of what is begun: it is dropped. Of a paste what is
    /// still to come is dropped too, until its end or a pause.
    pub fn interrupt(&mut self, now: Instant) {
        let is_paste = matches!(self.state, State::Paste { .. });
        self.begin(if is_paste { State::Paste { matched: 0, is_broken: true } } else { State::Ground });
        self.times = is_paste.then_some((now, now));
    }

    fn begin(&mut self, state: State) {
        self.state = state;
        self.body.clear();
        self.length = 0;
    }

    /// What is begun ends here: where it is nothing but its beginning, it was a key with Alt, or Esc and a key.
    fn cut_off(&mut self, found: &mut Vec<Input>) {
        let letter = match self.state {
            State::Escape(Before::Introducer(letter)) => letter,
            State::Sequence if self.length == 0 => b'[',
            State::Shift if self.length == 0 => b'O',
            State::String(letter) if self.length == 0 => letter,
            _ => return,
        };
        let code = KeyCode::Char(char::from(letter));
        if self.is_apart {
            found.push(plain(KeyCode::Esc));
        }
        found.push(Input::Key(Key { code, ctrl: false, alt: !self.is_apart }));
    }

    /// Takes one byte, which came so long after the one before. `false` where what was begun ended before it, and it is to be
    /// taken once more.
    fn take(&mut self, byte: u8, gap: Duration, found: &mut Vec<Input>) -> bool {
        self.length = self.length.saturating_add(1);
        match self.state {
            State::Ground => self.take_plain(byte, false, found),
            State::Character { alt } => return self.take_character(byte, alt, found),
            State::Escape(before) => self.take_escaped(byte, before, !gap.is_zero(), found),
            State::Paste { matched, is_broken } => self.take_pasted(byte, matched, is_broken, found),
            State::String(letter) => return self.take_string(byte, letter, found),
            // A control inside a sequence is no part of it (ECMA-48, 5.4), and nobody typed it as quickly.
            State::Sequence if byte != ESC && !matches!(byte, 0x20..=0x7e) && self.is_junk(gap) => {}
            // An ESC always begins something new.
            _ if byte == ESC || (self.state != State::Mouse && !matches!(byte, 0x20..=0x7e)) => {
                self.length -= 1;
                self.cut_off(found);
                self.begin(State::Ground);
                return false;
            }
            State::Sequence => self.take_of_sequence(byte, found),
            State::Shift if byte.is_ascii_digit() || byte == b';' => self.keep(byte),
            State::Shift => self.end(single_shift, byte, found),
            State::Console => self.end(|_, last| console_key(last), byte, found),
            State::Mouse => {
                self.keep(byte);
                if self.body.len() == 3 {
                    let meaning = x10_mouse(&self.body);
                    self.mean(meaning, found);
                }
            }
        }
        true
    }

    /// A byte where nothing is begun, or behind an `ESC` that makes it a key with Alt.
    fn take_plain(&mut self, byte: u8, alt: bool, found: &mut Vec<Input>) {
        let control = |character: u8| (KeyCode::Char(char::from(character)), true);
        let (code, ctrl) = match byte {
            ESC => return self.begin(State::Escape(Before::Nothing)),
            b'\r' => (KeyCode::Enter, false),
            b'\t' => (KeyCode::Tab, false),
            0x7f => (KeyCode::Backspace, false),
            0 => control(b' '),
            1..=0x1a => control(byte - 1 + b'a'),
            // Ctrl-\ to Ctrl-_, which keyboards of old had on the digits.
            0x1c..=0x1f => control(byte - 0x1c + b'4'),
            0x20..=0x7e => (KeyCode::Char(char::from(byte)), false),
            0x80.. if introduced(byte).is_some() => return self.introduce(byte),
            0x80.. => {
                self.begin(State::Character { alt });
                self.take_character(byte, alt, found);
                return;
            }
        };
        self.begin(State::Ground);
        found.push(Input::Key(Key { code, ctrl, alt }.as_sent()));
    }

    fn take_character(&mut self, byte: u8, alt: bool, found: &mut Vec<Input>) -> bool {
        self.body.push(byte);
        match std::str::from_utf8(&self.body) {
            Ok(text) => {
                // One that is a control is nothing anybody types.
                let first = text.chars().next();
                let control = first.and_then(|first| u8::try_from(u32::from(first)).ok());
                if let Some(control) = control.filter(|control| introduced(*control).is_some()) {
                    self.introduce(control);
                    return true;
                }
                let typed = first.filter(|typed| !typed.is_control());
                let key = typed.map(|typed| Key { code: KeyCode::Char(typed), ctrl: false, alt });
                found.extend(key.map(Input::Key));
                self.begin(State::Ground);
            }
            // The beginning of a character.
            Err(error) if error.error_len().is_none() => {}
            Err(_) => {
                let is_alone = self.body.len() == 1;
                self.begin(State::Ground);
                return is_alone;
            }
        }
        true
    }

    /// Begins what an 8-bit introducer begins. It is more than a beginning already: no key with Alt sends it.
    fn introduce(&mut self, control: u8) {
        self.begin(introduced(control).unwrap_or(State::Ground));
        self.length = 1;
    }

    fn take_escaped(&mut self, byte: u8, before: Before, is_later: bool, found: &mut Vec<Input>) {
        if byte == b'\\' && before != Before::Nothing {
            return self.begin(State::Ground);
        }
        self.cut_off(found);
        self.is_apart = is_later;
        match byte {
            ESC => {
                found.push(plain(KeyCode::Esc));
                self.begin(State::Escape(Before::Nothing));
            }
            b'[' => self.begin(State::Sequence),
            b'O' => self.begin(State::Shift),
            b'P' | b'X' | b']' | b'^' | b'_' => self.begin(State::String(byte)),
            _ => {
                if is_later {
                    found.push(plain(KeyCode::Esc));
                }
                self.take_plain(byte, !is_later, found);
            }
        }
    }

    fn take_of_sequence(&mut self, byte: u8, found: &mut Vec<Input>) {
        match byte {
            b'[' if self.length == 1 => self.begin(State::Console),
            b'M' if self.length == 1 => self.begin(State::Mouse),
            // Parameters (0x30 to 0x3f) and what may stand behind them (0x20 to 0x2f).
            0x20..=0x3f => self.keep(byte),
            _ => self.end(control_sequence, byte, found),
        }
    }

    /// Whether a byte that came so soon belongs to a sequence that was begun, though the grammar has no place for it.
    fn is_junk(&self, gap: Duration) -> bool {
        gap < TYPED && (self.length > 1 || gap.is_zero())
    }

    /// Keeps a byte of a sequence. One that is longer than any that means something is taken to its end, but not kept.
    fn keep(&mut self, byte: u8) {
        if self.length <= LONGEST_SEQUENCE {
            self.body.push(byte);
        }
        if self.length > LONGEST_STRING {
            self.begin(State::Ground);
        }
    }

    fn end(&mut self, meaning: fn(&str, u8) -> Meaning, last: u8, found: &mut Vec<Input>) {
        let body = std::str::from_utf8(&self.body).ok().filter(|_| self.length <= LONGEST_SEQUENCE);
        self.mean(body.map_or(Meaning::Nothing, |body| meaning(body, last)), found);
    }

    fn mean(&mut self, meaning: Meaning, found: &mut Vec<Input>) {
        self.begin(State::Ground);
        match meaning {
            Meaning::Input(input) => found.push(input),
            Meaning::Paste => self.begin(State::Paste { matched: 0, is_broken: false }),
            Meaning::Nothing => {}
        }
    }

    fn take_string(&mut self, byte: u8, letter: u8, found: &mut Vec<Input>) -> bool {
        let is_first = self.length == 1;
        let is_of_string = match byte {
            ESC | BEL => true,
            // Esc and `]` typed quickly, and the next key: what a terminal says in an OSC begins with a number, or is a title.
            _ if is_first && letter == b']' && self.is_apart => {
                byte.is_ascii_digit() || matches!(byte, b'l' | b'L' | b'I')
            }
            // ECMA-48 has format effectors and all that is printed in a string. Any other control was typed, and so was an Enter with
            // which it would begin.
            _ => matches!(byte, 0x20..) || (!is_first && matches!(byte, 0x08..=0x0d)),
        };
        match byte {
            _ if !is_of_string => {
                self.length -= 1;
                self.cut_off(found);
                self.begin(State::Ground);
            }
            ESC if is_first => self.begin(State::Escape(Before::Introducer(letter))),
            ESC => self.begin(State::Escape(Before::String)),
            BEL => self.begin(State::Ground),
            _ if self.length > LONGEST_STRING => self.begin(State::Ground),
            _ => {}
        }
        is_of_string
    }

    fn take_pasted(&mut self, byte: u8, matched: usize, is_broken: bool, found: &mut Vec<Input>) {
        let matched = if PASTE_END.get(matched) == Some(&byte) {
            matched + 1
        } else {
            // What looked like the end was text. It begins anew at an ESC alone, since no other byte of it is one.
            let text = PASTE_END.get(..matched).unwrap_or_default();
            self.body.extend_from_slice(text);
            if byte == ESC {
                1
            } else {
                self.body.push(byte);
                0
            }
        };
        self.body.truncate(if is_broken { 0 } else { LONGEST_PASTE });
        if matched < PASTE_END.len() {
            self.state = State::Paste { matched, is_broken };
            return;
        }
        self.end_paste(found);
    }

    fn end_paste(&mut self, found: &mut Vec<Input>) {
        let is_broken = matches!(self.state, State::Paste { is_broken: true, .. });
        let text = std::mem::take(&mut self.body);
        if !is_broken {
            found.push(Input::Paste(String::from_utf8_lossy(&text).into_owned()));
        }
        self.begin(State::Ground);
    }
}

/// What an 8-bit control begins (ECMA-48, 5.3): CSI, SS3 or a string.
fn introduced(control: u8) -> Option<State> {
    Some(match control {
        0x8f => State::Shift,
        0x9b => State::Sequence,
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
