//! Where the objects of a JSON text begin and end, told from chunks of it.
//!
//! What is found: the objects of an array, of JSON Lines or of texts put one behind the other, and a single object; but where that object is none
//! itself but holds the answer of a service (`{"articles": [..]}`, `{"response": {"docs": [..]}}`), the objects of the array in it. Its keys
//! tell which: a key of a text makes it an item, else an array of objects with such keys is what was meant.
//!
//! Nothing is parsed: brackets are matched, strings passed over, keys looked at. So a broken object is found too and costs itself alone. Three
//! things tell that an object does not go on: an object begins where none can; in a string, which holds no line ends, a line begins with an object;
//! in JSON Lines, any line does. A closing bracket closes what it fits and all that is open in it.

use std::ops::Range;

use memchr::memchr3;

use crate::article::data::elements::root::{Keys, Root, Scope};
use crate::article::data::fields::Fields;
use crate::article::data::item::ENVELOPES;

mod root;
#[cfg(test)]
mod tests;

/// Brackets inside brackets beyond this are counted, not kept. The reader of values (`serde_json`) has the same limit.
pub const DEEPEST: usize = 128;
/// The longest key that is looked at, in bytes.
const LONGEST_KEY: usize = 64;

/// What may stand at a place inside of brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Key,
    Value,
    /// A comma or the closing bracket.
    Rest,
}

/// An open bracket.
#[derive(Clone, Copy, Debug)]
struct Level {
    is_object: bool,
    next: Next,
    /// Whose keys the keys of this object are.
    scope: Scope,
}

/// A string that is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Within {
    Nothing,
    String {
        is_key: bool,
    },
    /// Behind a backslash.
    Escape {
        is_key: bool,
    },
}

/// A line that perhaps begins a new item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    Inside,
    /// Nothing but blanks so far.
    Begun,
    /// Blanks and the bracket of an object, which begins here.
    Opened(u64),
}

/// Finds the objects of a JSON text that comes in chunks.
#[derive(Debug)]
pub struct Elements {
    /// Bytes taken.
    at: u64,
    levels: Vec<Level>,
    /// How many of them are objects.
    objects: usize,
    /// Brackets open beyond [`DEEPEST`].
    beyond: u64,
    within: Within,
    line: Line,
    key: Vec<u8>,
    keys: Keys,
    root: Option<Root>,
    /// Whether the text was seen to be JSON Lines: an object ended on the line on which it began.
    has_lines: bool,
    found: Vec<Range<u64>>,
}

impl Elements {
    /// Nothing taken yet. `fields` say by which keys an item is known.
    pub fn new(fields: &Fields) -> Self {
        Self {
            at: 0,
            levels: Vec::new(),
            objects: 0,
            beyond: 0,
            within: Within::Nothing,
            line: Line::Inside,
            key: Vec::new(),
            keys: Keys::new(fields.clone()),
            root: None,
            has_lines: false,
            found: Vec::new(),
        }
    }

    /// Takes the next bytes and gives the byte ranges of the objects that are known by now, in order. Those inside of one object are known when
    /// that object has ended. A range may hold a broken object: reading it says so.
    pub fn feed(&mut self, chunk: &[u8]) -> Vec<Range<u64>> {
        let mut rest = chunk;
        while let Some((first, after)) = rest.split_first() {
            if self.within == Within::Nothing {
                self.outside(*first);
                self.at += 1;
                rest = after;
                continue;
            }
            if matches!(self.within, Within::String { .. }) && self.line == Line::Inside {
                let plain = memchr3(b'"', b'\\', b'\n', rest).unwrap_or(rest.len());
                if plain > 0 {
                    self.keep_key(rest.get(..plain).unwrap_or_default());
                    self.at += plain as u64;
                    rest = rest.get(plain..).unwrap_or_default();
                    continue;
                }
            }
            self.inside(*first);
            self.at += 1;
            rest = after;
        }
        std::mem::take(&mut self.found)
    }

    /// The text has ended: what is still open is an object that is broken, and given too.
    pub fn finish(mut self) -> Vec<Range<u64>> {
        self.close_down_to(0, self.at);
        std::mem::take(&mut self.found)
    }

    /// One byte of a string.
    fn inside(&mut self, byte: u8) {
        if self.resumes(byte) {
            return;
        }
        match (self.within, byte) {
            (Within::Escape { is_key }, _) => {
                self.keep_key(&[byte]);
                self.within = Within::String { is_key };
            }
            (Within::String { is_key }, b'\\') => self.within = Within::Escape { is_key },
            (Within::String { is_key }, b'"') => self.end_string(is_key),
            (Within::String { .. }, b'\n') if self.levels.is_empty() => self.within = Within::Nothing,
            _ => self.keep_key(&[byte]),
        }
    }

    /// Whether a line inside of a string begins with an object and its first key, so that the string was never closed. No string holds a line end;
    /// a program that leaves some in does not write objects behind them.
    fn resumes(&mut self, byte: u8) -> bool {
        self.line = match (self.line, byte) {
            (_, b'\n') if matches!(self.line, Line::Inside | Line::Begun) => Line::Begun,
            (Line::Begun, b' ' | b'\t' | b'\r') => Line::Begun,
            (Line::Begun, b'{') => Line::Opened(self.at),
            (Line::Opened(at), b' ' | b'\t' | b'\r' | b'\n') => Line::Opened(at),
            (Line::Opened(at), b'"') => {
                self.line = Line::Inside;
                self.within = Within::Nothing;
                self.begin_anew(at);
                self.outside(byte);
                return true;
            }
            _ => Line::Inside,
        };
        false
    }

    /// One byte between strings.
    fn outside(&mut self, byte: u8) {
        let begins_line = std::mem::replace(&mut self.line, Line::Inside) == Line::Begun;
        match byte {
            b'\n' => {
                self.line = Line::Begun;
                if let Some(root) = &mut self.root {
                    root.has_lines = true;
                }
            }
            b' ' | b'\t' | b'\r' | b':' => {}
            b'"' => self.begin_string(),
            b',' => {
                if let Some(level) = self.levels.last_mut().filter(|_| self.beyond == 0) {
                    level.next = if level.is_object { Next::Key } else { Next::Value };
                }
            }
            b'{' => {
                let is_next_line = begins_line && self.has_lines && !self.is_in_array();
                let is_out_of_place = self.levels.last().is_some_and(|level| level.next != Next::Value);
                if self.root.is_some() && (is_next_line || (is_out_of_place && self.beyond == 0)) {
                    self.begin_anew(self.at);
                } else {
                    self.open(true, self.at);
                }
            }
            b'[' => self.open(false, self.at),
            b'}' | b']' => self.close(byte == b'}'),
            _ => self.end_value(),
        }
    }

    fn begin_string(&mut self) {
        let level = self.levels.last().filter(|_| self.beyond == 0);
        let is_key = level.is_some_and(|level| level.is_object && level.next == Next::Key);
        self.key.clear();
        self.within = Within::String { is_key };
    }

    fn end_string(&mut self, is_key: bool) {
        self.within = Within::Nothing;
        if !is_key {
            self.tell(b'"');
            self.end_value();
            return;
        }
        let Some(level) = self.levels.last_mut() else { return };
        level.next = Next::Value;
        let scope = level.scope;
        if let Some(root) = &mut self.root {
            root.take_key(scope, &self.key, &mut self.keys);
        }
    }

    /// Says to the object what kind of value its key has.
    fn tell(&mut self, first: u8) {
        if let Some(root) = &mut self.root {
            root.take_value(first, self.levels.last().is_some_and(|level| level.is_object));
        }
    }

    fn keep_key(&mut self, bytes: &[u8]) {
        if matches!(self.within, Within::String { is_key: true } | Within::Escape { is_key: true }) {
            let room = (LONGEST_KEY + 1).saturating_sub(self.key.len());
            self.key.extend_from_slice(bytes.get(..room.min(bytes.len())).unwrap_or_default());
        }
    }

    fn end_value(&mut self) {
        let is_value = |level: &&mut Level| level.next == Next::Value;
        if let Some(level) = self.levels.last_mut().filter(|_| self.beyond == 0).filter(is_value) {
            level.next = Next::Rest;
        }
    }

    /// Whether the item that is open is one of an array that is no part of another object.
    fn is_in_array(&self) -> bool {
        self.root.as_ref().is_some_and(|root| root.depth > 0)
    }

    fn open(&mut self, is_object: bool, at: u64) {
        if self.levels.len() >= DEEPEST {
            self.beyond += 1;
            return;
        }
        self.tell(if is_object { b'{' } else { b'[' });
        let scope = self.scope_of(is_object, at);
        if let Some(level) = self.levels.last_mut() {
            level.next = Next::Rest;
        }
        self.objects += usize::from(is_object);
        self.levels.push(Level { is_object, next: if is_object { Next::Key } else { Next::Value }, scope });
    }

    /// Whose keys the keys of a bracket are that opens now; a new item begins where there is none, or where one of an array in the root does.
    fn scope_of(&mut self, is_object: bool, at: u64) -> Scope {
        let depth = self.levels.len();
        let parent = self.levels.last().map(|level| (level.is_object, level.scope));
        let Some(root) = &mut self.root else {
            if is_object {
                self.root = Some(Root::new(at, depth));
                return Scope::Root;
            }
            return Scope::Other;
        };
        if !is_object {
            let is_below_objects = self.levels.iter().skip(root.depth).all(|level| level.is_object);
            return if root.may_hold_items(depth, is_below_objects) { Scope::List } else { Scope::Other };
        }
        match parent {
            Some((false, Scope::List)) => {
                root.begin_inner(at, depth);
                Scope::Inner
            }
            Some((true, Scope::Root | Scope::Inner)) => {
                let key = std::str::from_utf8(&self.key).unwrap_or_default();
                let is_envelope = ENVELOPES.iter().any(|name| name.eq_ignore_ascii_case(key));
                let owner = parent.map_or(Scope::Other, |(_, scope)| scope);
                root.scope_below(owner, is_envelope)
            }
            _ => Scope::Other,
        }
    }

    fn close(&mut self, is_object: bool) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        // A file of nothing but closing brackets is not searched for what they close.
        let is_open = if is_object { self.objects > 0 } else { self.objects < self.levels.len() };
        if !is_open {
            return;
        }
        let Some(fits) = self.levels.iter().rposition(|level| level.is_object == is_object) else { return };
        if fits + 1 < self.levels.len() {
            self.close_down_to(fits + 1, self.at);
        }
        self.close_down_to(fits, self.at + 1);
    }

    /// Closes brackets until so many are open; items among them end at a byte.
    fn close_down_to(&mut self, depth: usize, end: u64) {
        let closed = self.levels.get(depth..).unwrap_or_default();
        self.objects -= closed.iter().filter(|level| level.is_object).count();
        self.levels.truncate(depth);
        let Some(root) = &mut self.root else { return };
        root.end_inner(depth, end);
        if depth <= root.depth {
            self.has_lines |= root.depth == 0 && !root.has_lines;
            let ended = self.root.take();
            self.found.extend(ended.into_iter().flat_map(|root| root.items(end)));
        }
    }

    /// An item begins although another is open: that one ends here, as far as it came.
    fn begin_anew(&mut self, at: u64) {
        let depth = self.root.as_ref().map_or(0, |root| root.inner_depth().unwrap_or(root.depth));
        self.beyond = 0;
        self.close_down_to(depth, at);
        if let Some(level) = self.levels.last_mut() {
            level.next = Next::Value;
        }
        self.open(true, at);
    }
}
