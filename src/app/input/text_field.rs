//! A text field: a line being typed, its cursor, and the editing keys of a shell.

use super::key::{Key, KeyCode};
use crate::text::sanitize::sanitize_line;
use crate::text::width::graphemes;

/// Maximum length of the line in bytes; longer pasted text is truncated.
pub const MAX_LINE_LEN: usize = 4096;

/// The effect of a key on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The text changed.
    Changed,
    /// Only the cursor moved, or there was nothing to do.
    Same,
    /// Backspace on an empty line.
    Emptied,
    /// The key has no meaning in a text field.
    Unknown,
}

/// The effect of a key on a prompt: a line that is open until Enter accepts it or Esc cancels it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromptEdit {
    /// Enter.
    Accepted,
    /// Esc, Ctrl-c, Ctrl-g, or Backspace on an empty line.
    Cancelled,
    /// The text changed.
    Changed,
    /// The text did not change.
    Unchanged,
}

/// A line of text with a cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextField {
    text: String,
    /// True if the text is a suggestion: the first character typed, or a paste, replaces it.
    is_offered: bool,
    /// Byte offset of the cursor; between two grapheme clusters, unless an edit has just joined them.
    at: usize,
    /// Steps back in the history to this text. 0 if it was typed.
    steps_back: usize,
}

impl TextField {
    /// Creates a field with the cursor at the end of its text.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { at: text.len(), text, ..Self::default() }
    }

    /// Creates a field with a suggested text: the first character typed, or a paste, replaces it; every other key of
    /// the field accepts it.
    pub fn offered(text: impl Into<String>) -> Self {
        Self { is_offered: true, ..Self::new(text) }
    }

    /// True if the text is a suggestion.
    pub fn is_offered(&self) -> bool {
        self.is_offered && !self.text.is_empty()
    }

    /// Returns the whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the text before and after the cursor.
    pub fn parts(&self) -> (&str, &str) {
        self.text.split_at_checked(self.at).unwrap_or((&self.text, ""))
    }

    /// Returns the byte offset of the character, or word, before the cursor.
    fn before(&self, is_word: bool) -> usize {
        let (head, _) = self.parts();
        if is_word {
            return head.trim_end().rfind(char::is_whitespace).map_or(0, |at| {
                at + head.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
            });
        }
        graphemes(head).last().map_or(0, |last| last.start)
    }

    /// Returns the byte offset of the end of the character, or word, after the cursor.
    fn after(&self, is_word: bool) -> usize {
        let (_, tail) = self.parts();
        if is_word {
            let word = tail.trim_start();
            let rest = word.find(char::is_whitespace).map_or(0, |end| word.len() - end);
            return self.text.len() - rest;
        }
        graphemes(tail).next().map_or(self.text.len(), |first| self.at + first.text.len())
    }

    fn cut(&mut self, from: usize, to: usize) -> Edit {
        if from == to {
            return Edit::Same;
        }
        self.text.replace_range(from..to, "");
        self.at = from;
        Edit::Changed
    }

    fn go(&mut self, at: usize) -> Edit {
        self.at = at;
        Edit::Same
    }

    /// Handles a key: characters are inserted; Left, Right, Ctrl-Left, Ctrl-Right, Home, End, Ctrl-a, Ctrl-e, Ctrl-b and
    /// Ctrl-f move; Backspace, Del, Ctrl-h, Ctrl-d, Ctrl-w, Ctrl-u and Ctrl-k delete.
    pub fn type_key(&mut self, key: Key) -> Edit {
        let is_typed = matches!(key, Key { code: KeyCode::Char(_), ctrl: false, alt: false });
        self.is_offered &= is_typed;
        match (key.code, key.ctrl) {
            (KeyCode::Left, false) | (KeyCode::Char('b'), true) => self.go(self.before(false)),
            (KeyCode::Right, false) | (KeyCode::Char('f'), true) => self.go(self.after(false)),
            (KeyCode::Left, true) => self.go(self.before(true)),
            (KeyCode::Right, true) => self.go(self.after(true)),
            (KeyCode::Home, _) | (KeyCode::Char('a'), true) => self.go(0),
            (KeyCode::End, _) | (KeyCode::Char('e'), true) => self.go(self.text.len()),
            (KeyCode::Backspace, _) | (KeyCode::Char('h'), true) if self.text.is_empty() => Edit::Emptied,
            (KeyCode::Backspace, _) | (KeyCode::Char('h'), true) => self.cut(self.before(false), self.at),
            (KeyCode::Delete, _) | (KeyCode::Char('d'), true) => self.cut(self.at, self.after(false)),
            (KeyCode::Char('w'), true) => self.cut(self.before(true), self.at),
            (KeyCode::Char('u'), true) => self.cut(0, self.at),
            (KeyCode::Char('k'), true) => self.cut(self.at, self.text.len()),
            (KeyCode::Char(typed), false) if !key.alt => self.insert(typed.encode_utf8(&mut [0; 4])),
            _ => Edit::Unknown,
        }
    }

    /// Handles a key of a prompt: a key that ends the prompt, or, if there is a history, Up, Down, Ctrl-p or Ctrl-n,
    /// which step through the history, or a key that edits the line. The caller handles its own keys first.
    pub fn prompt_key(&mut self, key: Key, history: Option<&History>) -> PromptEdit {
        let steps = match (key.code, key.ctrl, history) {
            (KeyCode::Enter, ..) => return PromptEdit::Accepted,
            (KeyCode::Esc, ..) | (KeyCode::Char('c' | 'g'), true, _) => return PromptEdit::Cancelled,
            (KeyCode::Up, _, Some(_)) | (KeyCode::Char('p'), true, Some(_)) => self.steps_back + 1,
            (KeyCode::Down, _, Some(_)) | (KeyCode::Char('n'), true, Some(_)) => {
                // Below the newest line is what was typed.
                let Some(steps) = self.steps_back.checked_sub(1) else { return PromptEdit::Unchanged };
                steps
            }
            _ => {
                return match self.type_key(key) {
                    Edit::Changed => {
                        self.steps_back = 0;
                        PromptEdit::Changed
                    }
                    Edit::Emptied => PromptEdit::Cancelled,
                    Edit::Same | Edit::Unknown => PromptEdit::Unchanged,
                };
            }
        };
        let text = if steps == 0 { Some("") } else { history.and_then(|history| history.back(steps)) };
        let Some(text) = text else { return PromptEdit::Unchanged };
        *self = Self { steps_back: steps, ..Self::new(text) };
        PromptEdit::Changed
    }

    /// Inserts text at the cursor, or in place of a suggestion: sanitised, on one line, without line ends at its end,
    /// and only as much as fits.
    pub fn insert(&mut self, text: &str) -> Edit {
        let safe = sanitize_line(text.trim_end_matches(['\n', '\r']));
        if safe.is_empty() {
            return Edit::Same;
        }
        if std::mem::take(&mut self.is_offered) {
            self.text.clear();
            self.at = 0;
        }
        let room = MAX_LINE_LEN.saturating_sub(self.text.len());
        let fits = safe.get(..safe.floor_char_boundary(room)).unwrap_or_default();
        if fits.is_empty() {
            return Edit::Same;
        }
        self.text.insert_str(self.at, fits);
        self.at += fits.len();
        Edit::Changed
    }
}

/// Lines typed earlier, recalled with Up and Down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    lines: Vec<String>,
}

/// Maximum number of lines kept.
pub const MAX_HISTORY: usize = 100;

impl History {
    /// Creates a history of lines, oldest first.
    pub fn new(lines: Vec<String>) -> Self {
        Self { lines }
    }

    /// Returns the lines, oldest first.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// Adds a line as the newest one. A line that is already there moves to the end.
    pub fn push(&mut self, line: &str) {
        self.lines.retain(|other| other != line);
        self.lines.push(line.to_owned());
        let excess = self.lines.len().saturating_sub(MAX_HISTORY);
        self.lines.drain(..excess);
    }

    /// Returns the line `steps` back; the newest is 1.
    pub fn back(&self, steps: usize) -> Option<&str> {
        let at = self.lines.len().checked_sub(steps)?;
        self.lines.get(at).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn typed(keys: &str) -> (TextField, Vec<Edit>) {
        let mut line = TextField::default();
        let edits =
            keys.split(' ').map(|name| line.type_key(Key::parse(name).expect("a key"))).collect::<Vec<_>>();
        (line, edits)
    }

    #[test]
    fn suggestion_is_replaced_by_a_character_and_accepted_by_any_other_key() {
        let mut line = TextField::offered("old");
        assert!(line.is_offered());
        line.type_key(Key::char('n'));
        line.type_key(Key::char('e'));
        assert_eq!((line.text(), line.is_offered()), ("ne", false));
        let mut line = TextField::offered("old");
        line.type_key(Key::parse("End").expect("a key"));
        line.type_key(Key::char('s'));
        assert_eq!(line.text(), "olds");
    }

    #[test]
    fn line_is_edited_at_the_cursor() {
        assert_eq!(typed("a c Left b").0.parts(), ("ab", "c"));
        assert_eq!(typed("a b Home Del").0.text(), "b");
        assert_eq!(typed("a Space b c Ctrl-w").0.text(), "a ");
        assert_eq!(typed("a b c Left Ctrl-k").0.text(), "ab");
        assert_eq!(typed("a b c Left Ctrl-u").0.text(), "c");
        assert_eq!(typed("a Backspace Backspace").1.last(), Some(&Edit::Emptied));
        assert_eq!(typed("a Tab").1.last(), Some(&Edit::Unknown));
    }

    #[test]
    fn keys_move_by_characters_and_words_and_to_both_ends() {
        for (keys, parts) in [
            ("a b Home Right", ("a", "b")),
            ("a b Home Ctrl-f", ("a", "b")),
            ("a b Ctrl-b", ("a", "b")),
            ("a b Right", ("ab", "")),
            ("a b Ctrl-a", ("", "ab")),
            ("a b Ctrl-a Ctrl-e", ("ab", "")),
            ("a b Home End", ("ab", "")),
            ("a Space b c Ctrl-Left", ("a ", "bc")),
            ("a Space b Space Ctrl-Left", ("a ", "b ")),
            ("a Space b Space c Ctrl-Left", ("a b ", "c")),
            ("a b Space c Home Ctrl-Right", ("ab", " c")),
            ("a Space Space b Space c Home Right Ctrl-Right", ("a  b", " c")),
            ("a Space b c Home Right Right Ctrl-Right", ("a bc", "")),
            ("a Space Home Right Ctrl-Right", ("a ", "")),
            ("a Ctrl-Right", ("a", "")),
        ] {
            let (line, edits) = typed(keys);
            assert_eq!((line.parts(), edits.last()), (parts, Some(&Edit::Same)), "{keys}");
        }
    }

    #[test]
    fn word_before_the_cursor_is_deleted_up_to_white_space_of_any_width() {
        assert_eq!(typed("a Space b Space Ctrl-w").0.text(), "a ");
        assert_eq!(typed("a Space b Space c Ctrl-w").0.text(), "a b ");
        assert_eq!(typed("a \u{3000} b c Ctrl-w").0.text(), "a\u{3000}");
        assert_eq!(typed("a b Ctrl-w").0.text(), "");
    }

    #[test]
    fn deleting_nothing_changes_nothing() {
        for keys in [
            "a Home Backspace",
            "a Home Ctrl-h",
            "a Home Ctrl-w",
            "a Home Ctrl-u",
            "a Ctrl-k",
            "a Del",
            "a Ctrl-d",
        ] {
            let (line, edits) = typed(keys);
            assert_eq!((line.text(), edits.last()), ("a", Some(&Edit::Same)), "{keys}");
        }
        assert_eq!(typed("Del").1, [Edit::Same]);
    }

    #[test]
    fn one_character_is_deleted_not_the_word() {
        assert_eq!(typed("a b Backspace").0.text(), "a");
        assert_eq!(typed("a b Ctrl-h").0.text(), "a");
        assert_eq!(typed("a b Home Ctrl-d").0.text(), "b");
    }

    #[test]
    fn character_with_alt_is_not_typed() {
        let (line, edits) = typed("a Alt-x");
        assert_eq!((line.text(), edits.last()), ("a", Some(&Edit::Unknown)));
    }

    #[test]
    fn empty_text_is_no_suggestion() {
        assert!(!TextField::offered("").is_offered());
        assert!(!TextField::new("old").is_offered());
    }

    #[test]
    fn pasted_text_is_one_safe_line() {
        let mut line = TextField::default();
        line.insert("a\u{1b}[2Jb\nc\n");
        assert!(!line.text().chars().any(char::is_control), "{:?}", line.text());
        line.insert(&"é".repeat(MAX_LINE_LEN));
        assert!(line.text().len() <= MAX_LINE_LEN);
    }

    #[test]
    fn pasted_text_is_truncated() {
        let mut line = TextField::default();
        assert_eq!(line.insert(&"x".repeat(5000)), Edit::Changed);
        assert_eq!(line.text().len(), 4096);
        assert_eq!((line.insert("y"), line.type_key(Key::char('y'))), (Edit::Same, Edit::Same));
        line.type_key(Key::parse("Backspace").expect("a key"));
        assert_eq!(line.insert("é"), Edit::Same, "only half of it fits");
        assert_eq!(line.insert("yé"), Edit::Changed);
        assert_eq!((line.text().len(), line.text().ends_with('y')), (4096, true));
    }

    #[test]
    fn trailing_line_ends_are_stripped_from_pasted_text() {
        let mut line = TextField::new("ac");
        line.type_key(Key::parse("Left").expect("a key"));
        assert_eq!(line.insert("b \r\n\n"), Edit::Changed);
        assert_eq!(line.parts(), ("ab ", "c"));
        assert_eq!((line.insert("\n"), line.insert("")), (Edit::Same, Edit::Same));
        assert_eq!(line.parts(), ("ab ", "c"));
    }

    #[test]
    fn pasting_nothing_keeps_a_suggestion() {
        let mut line = TextField::offered("old");
        for nothing in ["", "\n"] {
            assert_eq!((line.insert(nothing), line.text(), line.is_offered()), (Edit::Same, "old", true));
        }
    }

    #[test]
    fn history_keeps_each_line_once_newest_first() {
        let mut history = History::default();
        for line in ["a", "b", "a"] {
            history.push(line);
        }
        assert_eq!((history.back(1), history.back(2), history.back(3)), (Some("a"), Some("b"), None));
        assert_eq!(history.back(0), None);
        for number in 0..500 {
            history.push(&number.to_string());
        }
        assert_eq!(history.back(MAX_HISTORY), Some("400"));
        assert_eq!((history.back(101), history.lines().len()), (None, 100));
    }

    /// Types keys into a prompt with a history and returns the effect and the text after each.
    fn prompted(history: &[&str], keys: &str) -> Vec<(PromptEdit, String)> {
        let history = History::new(history.iter().copied().map(str::to_owned).collect());
        let mut line = TextField::default();
        let press = |name: &str| {
            let edit = line.prompt_key(Key::parse(name).expect("a key"), Some(&history));
            (edit, line.text().to_owned())
        };
        keys.split(' ').map(press).collect()
    }

    fn changed(texts: &[&str]) -> Vec<(PromptEdit, String)> {
        texts.iter().map(|text| (PromptEdit::Changed, (*text).to_owned())).collect()
    }

    #[test]
    fn up_stops_at_the_oldest_line_and_down_ends_with_an_empty_one() {
        let mut expected = changed(&["new", "old", "old", "new", "", "new"]);
        expected[2].0 = PromptEdit::Unchanged;
        assert_eq!(prompted(&["old", "new"], "Up Up Up Down Down Up"), expected);
        assert_eq!(prompted(&["old", "new"], "Ctrl-p Ctrl-p Ctrl-p Ctrl-n Ctrl-n Ctrl-p"), expected);
        let empty = (PromptEdit::Unchanged, String::new());
        assert_eq!(prompted(&[], "Up"), [empty]);
    }

    #[test]
    fn down_keeps_a_line_that_was_typed() {
        for key in ["Down", "Ctrl-n"] {
            let edits = prompted(&["old"], &format!("a {key}"));
            assert_eq!(edits[1], (PromptEdit::Unchanged, "a".to_owned()), "{key}");
        }
    }

    #[test]
    fn line_from_the_history_counts_as_typed_once_edited() {
        let typed_on = prompted(&["old", "new"], "Up Up s Up");
        assert_eq!(typed_on, changed(&["new", "old", "olds", "new"]));
        let mut moved = changed(&["new", "new", "old"]);
        moved[1].0 = PromptEdit::Unchanged;
        assert_eq!(prompted(&["old", "new"], "Up Left Up"), moved, "moving is not typing");
    }

    #[test]
    fn effect_of_each_key_on_a_prompt() {
        use PromptEdit::{Accepted, Cancelled, Changed, Unchanged};
        for (key, outcome) in [
            ("Enter", Accepted),
            ("Esc", Cancelled),
            ("Ctrl-c", Cancelled),
            ("Ctrl-g", Cancelled),
            ("g", Changed),
            ("Backspace", Changed),
            ("Left", Unchanged),
            ("Tab", Unchanged),
            // These do nothing without a history.
            ("Up", Unchanged),
            ("Down", Unchanged),
            ("Ctrl-p", Unchanged),
            ("Ctrl-n", Unchanged),
        ] {
            let mut line = TextField::new("a");
            let edit = line.prompt_key(Key::parse(key).expect("a key"), None);
            assert_eq!((edit, line.text() == "a"), (outcome, outcome != Changed), "{key}");
        }
        let mut line = TextField::default();
        for key in ["Backspace", "Ctrl-h"] {
            assert_eq!(line.prompt_key(Key::parse(key).expect("a key"), None), Cancelled, "{key}");
        }
    }

    proptest! {
        /// Moving and deleting leave the cursor between two grapheme clusters.
        #[test]
        fn cursor_never_splits_a_grapheme_cluster(text in "(a| |é|e\u{301}|👩\u{200d}👧|北){0,8}", keys in prop::collection::vec(0_usize..9, 0..12)) {
            let mut line = TextField::new(text);
            for key in keys {
                let names = ["Left", "Right", "Ctrl-Left", "Ctrl-Right", "Backspace", "Del", "Ctrl-w", "x", "Home"];
                line.type_key(Key::parse(names[key]).unwrap());
                let (head, tail) = line.parts();
                prop_assert_eq!([head, tail].concat(), line.text());
                let starts: Vec<usize> = graphemes(line.text()).map(|cluster| cluster.start).chain([line.text().len()]).collect();
                prop_assert!(starts.contains(&head.len()) || line.text().contains('x'));
            }
        }
    }
}
