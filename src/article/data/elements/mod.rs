//! Finds the objects of a JSON text, chunk by chunk.
//!
//! The text is an array of objects, JSON Lines, several objects in a row, or a single object. If an object is not an
//! item but an API response (`{"articles": [..]}`, `{"response": {"docs": [..]}}`), the objects of an array in it are
//! found instead. Keys decide: an object with a text key is an item; otherwise an array whose objects have such keys
//! is used.
//!
//! Nothing is parsed: brackets are matched, strings skipped, keys inspected. So a broken object is found too and rarely
//! affects others. An object ends early, incomplete, in three cases: another object starts where none is allowed; a
//! line inside a string starts with an object, since JSON strings contain no line ends; or, in JSON Lines, a line
//! starts with another object. A closing bracket matches the innermost open one of its kind, and also closes everything
//! still open inside it.

use std::ops::Range;

use memchr::memchr3;

use crate::article::data::elements::root::{Keys, Root, Scope};
use crate::article::data::fields::Fields;
use crate::article::data::item::ENVELOPES;

mod root;
#[cfg(test)]
mod tests;

/// Maximum nesting kept; deeper brackets are only counted. The parser (`serde_json`) rejects an item with so many.
pub const MAX_DEPTH: usize = 128;
/// Maximum length, in bytes, of a key that is recognised. Of a longer one, one byte more is kept, so that it matches
/// nothing.
const MAX_KEY_LEN: usize = 64;

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
enum StringState {
    Outside,
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
enum LineStart {
    Other,
    /// Only blanks so far.
    Blank,
    /// Blanks and an opening brace, at this offset.
    OpenedAt(u64),
}

/// Finds the objects of a JSON text given in chunks.
#[derive(Debug)]
pub struct Elements {
    /// Number of bytes read so far.
    at: u64,
    levels: Vec<Level>,
    /// Number of `levels` that are objects.
    open_objects: usize,
    /// Number of brackets open beyond [`MAX_DEPTH`].
    deeper: u64,
    string_state: StringState,
    line_start: LineStart,
    key: Vec<u8>,
    keys: Keys,
    root: Option<Root>,
    /// True once the text is known to be JSON Lines: an object outside arrays ended on the line where it started.
    is_json_lines: bool,
    found: Vec<Range<u64>>,
}

impl Elements {
    /// Creates a scanner. `fields` says which keys identify an item.
    pub fn new(fields: &Fields) -> Self {
        Self {
            at: 0,
            levels: Vec::new(),
            open_objects: 0,
            deeper: 0,
            string_state: StringState::Outside,
            line_start: LineStart::Other,
            key: Vec::new(),
            keys: Keys::new(fields.clone()),
            root: None,
            is_json_lines: false,
            found: Vec::new(),
        }
    }

    /// Takes the next bytes and returns the byte ranges of the items that end in them, in order. Items inside another
    /// object are returned when that object ends. A range may hold a broken object: parsing it reports the error.
    pub fn feed(&mut self, chunk: &[u8]) -> Vec<Range<u64>> {
        let mut rest = chunk;
        while let Some((first, after)) = rest.split_first() {
            if self.string_state == StringState::Outside {
                self.take_outside(*first);
                self.at += 1;
                rest = after;
                continue;
            }
            if matches!(self.string_state, StringState::String { .. }) && self.line_start == LineStart::Other
            {
                let plain = memchr3(b'"', b'\\', b'\n', rest).unwrap_or(rest.len());
                if plain > 0 {
                    self.keep_key(rest.get(..plain).unwrap_or_default());
                    self.at += plain as u64;
                    rest = rest.get(plain..).unwrap_or_default();
                    continue;
                }
            }
            self.take_in_string(*first);
            self.at += 1;
            rest = after;
        }
        std::mem::take(&mut self.found)
    }

    /// Returns what is found in the object that is still open: itself or the items in it, of which the last may be
    /// incomplete.
    pub fn finish(mut self) -> Vec<Range<u64>> {
        self.close_down_to(0, self.at);
        std::mem::take(&mut self.found)
    }

    /// Takes one byte of a string.
    fn take_in_string(&mut self, byte: u8) {
        if self.restart_at_line(byte) {
            return;
        }
        match (self.string_state, byte) {
            (StringState::Escape { is_key }, _) => {
                self.keep_key(&[byte]);
                self.string_state = StringState::String { is_key };
            }
            (StringState::String { is_key }, b'\\') => self.string_state = StringState::Escape { is_key },
            (StringState::String { is_key }, b'"') => self.end_string(is_key),
            (StringState::String { .. }, b'\n') if self.levels.is_empty() => {
                self.string_state = StringState::Outside;
            }
            _ => self.keep_key(&[byte]),
        }
    }

    /// Handles an unclosed string: if a line in it starts with an object and its first key, starts an item there and
    /// returns true. JSON strings contain no line ends, and where a program leaves some in, it is unlikely that an
    /// object follows.
    fn restart_at_line(&mut self, byte: u8) -> bool {
        self.line_start = match (self.line_start, byte) {
            (_, b'\n') if matches!(self.line_start, LineStart::Other | LineStart::Blank) => LineStart::Blank,
            (LineStart::Blank, b' ' | b'\t' | b'\r') => LineStart::Blank,
            (LineStart::Blank, b'{') => LineStart::OpenedAt(self.at),
            (LineStart::OpenedAt(at), b' ' | b'\t' | b'\r' | b'\n') => LineStart::OpenedAt(at),
            (LineStart::OpenedAt(at), b'"') => {
                self.line_start = LineStart::Other;
                self.string_state = StringState::Outside;
                self.restart_item(at);
                self.take_outside(byte);
                return true;
            }
            _ => LineStart::Other,
        };
        false
    }

    /// Takes one byte outside strings.
    fn take_outside(&mut self, byte: u8) {
        let begins_line = std::mem::replace(&mut self.line_start, LineStart::Other) == LineStart::Blank;
        match byte {
            b'\n' => {
                self.line_start = LineStart::Blank;
                if let Some(root) = &mut self.root {
                    root.has_line_end = true;
                }
            }
            b' ' | b'\t' | b'\r' | b':' => {}
            b'"' => self.begin_string(),
            b',' => {
                if let Some(level) = self.levels.last_mut().filter(|_| self.deeper == 0) {
                    level.next = if level.is_object { Next::Key } else { Next::Value };
                }
            }
            b'{' => {
                let is_next_line = begins_line && self.is_json_lines && !self.is_in_array();
                let is_out_of_place = self.levels.last().is_some_and(|level| level.next != Next::Value);
                if self.root.is_some() && (is_next_line || (is_out_of_place && self.deeper == 0)) {
                    self.restart_item(self.at);
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
        let level = self.levels.last().filter(|_| self.deeper == 0);
        let is_key = level.is_some_and(|level| level.is_object && level.next == Next::Key);
        self.key.clear();
        self.string_state = StringState::String { is_key };
    }

    fn end_string(&mut self, is_key: bool) {
        self.string_state = StringState::Outside;
        if !is_key {
            self.note_value(b'"');
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

    /// Tells the root the first byte of a string, object or array.
    fn note_value(&mut self, first: u8) {
        if let Some(root) = &mut self.root {
            root.take_value(first, self.levels.last().is_some_and(|level| level.is_object));
        }
    }

    fn keep_key(&mut self, bytes: &[u8]) {
        if matches!(
            self.string_state,
            StringState::String { is_key: true } | StringState::Escape { is_key: true }
        ) {
            let room = (MAX_KEY_LEN + 1).saturating_sub(self.key.len());
            self.key.extend_from_slice(bytes.get(..room.min(bytes.len())).unwrap_or_default());
        }
    }

    fn end_value(&mut self) {
        let is_value = |level: &&mut Level| level.next == Next::Value;
        if let Some(level) = self.levels.last_mut().filter(|_| self.deeper == 0).filter(is_value) {
            level.next = Next::Rest;
        }
    }

    /// Returns true if the open item is in an array that is not part of another object.
    fn is_in_array(&self) -> bool {
        self.root.as_ref().is_some_and(|root| root.depth > 0)
    }

    fn open(&mut self, is_object: bool, at: u64) {
        if self.levels.len() >= MAX_DEPTH {
            self.deeper += 1;
            return;
        }
        self.note_value(if is_object { b'{' } else { b'[' });
        let scope = self.open_scope(is_object, at);
        if let Some(level) = self.levels.last_mut() {
            level.next = Next::Rest;
        }
        self.open_objects += usize::from(is_object);
        self.levels.push(Level { is_object, next: if is_object { Next::Key } else { Next::Value }, scope });
    }

    /// Returns the scope of an opening bracket. If it opens an object, starts an item where no item is open, or where
    /// the object is an element of a list in the root. If it opens an array, may start a list in the root.
    fn open_scope(&mut self, is_object: bool, at: u64) -> Scope {
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
            let is_in_objects = self.levels.iter().skip(root.depth).all(|level| level.is_object);
            return if root.start_list(depth, is_in_objects) { Scope::List } else { Scope::Other };
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
                root.child_scope(owner, is_envelope)
            }
            _ => Scope::Other,
        }
    }

    fn close(&mut self, is_object: bool) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        // Avoids a search for each bracket in a file of nothing but closing brackets.
        let is_open = if is_object { self.open_objects > 0 } else { self.open_objects < self.levels.len() };
        if !is_open {
            return;
        }
        let Some(matching) = self.levels.iter().rposition(|level| level.is_object == is_object) else {
            return;
        };
        if matching + 1 < self.levels.len() {
            self.close_down_to(matching + 1, self.at);
        }
        self.close_down_to(matching, self.at + 1);
    }

    /// Closes brackets until only `depth` remain open; the items closed end at `end`.
    fn close_down_to(&mut self, depth: usize, end: u64) {
        let closed = self.levels.get(depth..).unwrap_or_default();
        self.open_objects -= closed.iter().filter(|level| level.is_object).count();
        self.levels.truncate(depth);
        let Some(root) = &mut self.root else { return };
        root.end_inner(depth, end);
        if depth <= root.depth {
            self.is_json_lines |= root.depth == 0 && !root.has_line_end;
            let ended = self.root.take();
            self.found.extend(ended.into_iter().flat_map(|root| root.items(end)));
        }
    }

    /// Starts an item although another is open; the other ends here, incomplete.
    fn restart_item(&mut self, at: u64) {
        let depth = self.root.as_ref().map_or(0, |root| root.inner_depth().unwrap_or(root.depth));
        self.deeper = 0;
        self.close_down_to(depth, at);
        if let Some(level) = self.levels.last_mut() {
            level.next = Next::Value;
        }
        self.open(true, at);
    }
}
