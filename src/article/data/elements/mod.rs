//! Finds the objects of a JSON text, chunk by chunk.
//!
//! It finds the objects of an array, of JSON Lines, of concatenated texts, or a single object. If that object is
//! not an item but an API response (`{"articles": [..]}`, `{"response": {"docs": [..]}}`), it finds the objects of
//! the array inside. Keys decide: an object with a text key is an item; otherwise an array of objects with such
//! keys is used.
//!
//! Nothing is parsed: brackets are matched, strings skipped, keys inspected. So a broken object is found too and
//! affects nothing else. An object is abandoned in three cases: another starts where none is allowed; a line inside
//! a string starts with an object, since JSON strings hold no line ends; in JSON Lines, any line starts with one. A
//! closing bracket also closes everything open inside its match.

use std::ops::Range;

use memchr::memchr3;

use crate::article::data::elements::root::{Keys, Root, Scope};
use crate::article::data::fields::Fields;
use crate::article::data::item::ENVELOPES;

mod root;
#[cfg(test)]
mod tests;

/// Maximum nesting kept; deeper brackets are only counted. Same limit as the parser (`serde_json`).
pub const DEEPEST: usize = 128;
/// Maximum length of a key in bytes.
const LONGEST_KEY: usize = 64;

/// What may come next inside brackets.
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
    /// Which object the keys of this object belong to.
    scope: Scope,
}

/// Position relative to a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Within {
    Nothing,
    String {
        is_key: bool,
    },
    /// After a backslash.
    Escape {
        is_key: bool,
    },
}

/// Whether the current line may start a new item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    Inside,
    /// Only blanks so far.
    Begun,
    /// Blanks and an opening brace, at this offset.
    Opened(u64),
}

/// Finds the objects of a JSON text given in chunks.
#[derive(Debug)]
pub struct Elements {
    /// Number of bytes taken.
    at: u64,
    levels: Vec<Level>,
    /// Number of `levels` that are objects.
    objects: usize,
    /// Number of brackets open beyond [`MAX_DEPTH`].
    beyond: u64,
    within: Within,
    line: Line,
    key: Vec<u8>,
    keys: Keys,
    root: Option<Root>,
    /// True once the text is known to be JSON Lines: an object ended on the line where it started.
    has_lines: bool,
    found: Vec<Range<u64>>,
}

impl Elements {
    /// Creates a scanner. `fields` says which keys identify an item.
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

    /// Takes the next bytes and returns the byte ranges of the objects found so far, in order. Those inside another
    /// object are found when it ends. A range may hold a broken object: parsing it reports the error.
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

    /// Returns the remaining objects. One still open is broken and is returned too.
    pub fn finish(mut self) -> Vec<Range<u64>> {
        self.close_down_to(0, self.at);
        std::mem::take(&mut self.found)
    }

    /// Takes one byte of a string.
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

    /// Handles an unclosed string: returns true if a line in it starts with an object and its first key. JSON
    /// strings hold no line ends, and a program that leaves some in does not write objects after them.
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

    /// Takes one byte outside strings.
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

    /// Records the type of a key's value.
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

    /// Returns true if the open item is in an array that is not part of another object.
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

    /// Returns the scope of a bracket that opens. Starts an item if none is open, or if it is in an array of the
    /// root.
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
        // Avoids a search in a file of nothing but closing brackets.
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

    /// Closes brackets until `depth` are open; items among them end at `end`.
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

    /// Starts an item although another is open, which ends here, incomplete.
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
