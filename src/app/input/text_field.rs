//! A line being typed: its text, where the hand is in it, and the keys that shells taught hands to edit with.

use super::key::{Key, KeyCode};
use crate::text::sanitize::sanitize_line;
use crate::text::width::graphemes;

/// The longest line, in bytes: what is pasted beyond it is left out.
pub const LONGEST_LINE: usize = 4096;

/// What a key did to the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The text is another.
    Changed,
    /// Only the hand moved, or there was nothing to do.
    Same,
    /// The key that deletes to the left, on an empty line.
    Emptied,
    /// The key means nothing to a line.
    Unknown,
}

/// What a key did to a prompt: a line that is open until Enter takes it or Esc leaves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromptEdit {
    /// Enter.
    Accepted,
    /// Esc, Ctrl-c, Ctrl-g, or a deletion to the left on an empty line.
    Cancelled,
    /// The text is another.
    Changed,
    /// The text is the same.
    Unchanged,
}

/// A line of text with a hand in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextField {
    text: String,
    /// Whether the text is only offered: what is typed takes its place.
    is_offered: bool,
    /// Byte before which the hand stands; always between two characters that are drawn apart.
    at: usize,
    /// How many steps back in the history the text is from. 0 if it was typed.
    steps_back: usize,
}

impl TextField {
    /// A line with the hand behind its text.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { at: text.len(), text, ..Self::default() }
    }

    /// A line with a text that is only offered: the first character typed takes its place, every other key takes it.
    pub fn offered(text: impl Into<String>) -> Self {
        Self { is_offered: true, ..Self::new(text) }
    }

    /// Whether the text is only offered.
    pub fn is_offered(&self) -> bool {
        self.is_offered && !self.text.is_empty()
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text before the hand and behind it.
    pub fn parts(&self) -> (&str, &str) {
        self.text.split_at_checked(self.at).unwrap_or((&self.text, ""))
    }

    /// The byte before which the last character (word) before the hand begins.
    fn before(&self, is_word: bool) -> usize {
        let (head, _) = self.parts();
        if is_word {
            return head.trim_end().rfind(char::is_whitespace).map_or(0, |at| {
                at + head.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
            });
        }
        graphemes(head).last().map_or(0, |last| last.start)
    }

    fn after(&self) -> usize {
        let (_, tail) = self.parts();
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

    /// What a key does: characters are typed; arrows, Home, End, Ctrl-a, Ctrl-e, Ctrl-b and Ctrl-f move; Backspace, Del,
    /// Ctrl-h, Ctrl-d, Ctrl-w, Ctrl-u and Ctrl-k delete.
    pub fn type_key(&mut self, key: Key) -> Edit {
        let is_typed = matches!(key, Key { code: KeyCode::Char(_), ctrl: false, alt: false });
        self.is_offered &= is_typed;
        match (key.code, key.ctrl) {
            (KeyCode::Left, false) | (KeyCode::Char('b'), true) => self.go(self.before(false)),
            (KeyCode::Right, false) | (KeyCode::Char('f'), true) => self.go(self.after()),
            (KeyCode::Left, true) => self.go(self.before(true)),
            (KeyCode::Home, _) | (KeyCode::Char('a'), true) => self.go(0),
            (KeyCode::End, _) | (KeyCode::Char('e'), true) => self.go(self.text.len()),
            (KeyCode::Backspace, _) | (KeyCode::Char('h'), true) if self.text.is_empty() => Edit::Emptied,
            (KeyCode::Backspace, _) | (KeyCode::Char('h'), true) => self.cut(self.before(false), self.at),
            (KeyCode::Delete, _) | (KeyCode::Char('d'), true) => self.cut(self.at, self.after()),
            (KeyCode::Char('w'), true) => self.cut(self.before(true), self.at),
            (KeyCode::Char('u'), true) => self.cut(0, self.at),
            (KeyCode::Char('k'), true) => self.cut(self.at, self.text.len()),
            (KeyCode::Char(typed), false) if !key.alt => self.insert(typed.encode_utf8(&mut [0; 4])),
            _ => Edit::Unknown,
        }
    }

    /// What a key does while the line is a prompt: those that end it, and, with a history, Up, Down, Ctrl-p and Ctrl-n, which go
    /// through it. Keys that mean something else to a prompt, it takes first.
    pub fn prompt_key(&mut self, key: Key, history: Option<&History>) -> PromptEdit {
        let steps = match (key.code, key.ctrl, history) {
            (KeyCode::Enter, ..) => return PromptEdit::Accepted,
            (KeyCode::Esc, ..) | (KeyCode::Char('c' | 'g'), true, _) => return PromptEdit::Cancelled,
            (KeyCode::Up, _, Some(_)) | (KeyCode::Char('p'), true, Some(_)) => self.steps_back + 1,
            (KeyCode::Down, _, Some(_)) | (KeyCode::Char('n'), true, Some(_)) => {
                self.steps_back.saturating_sub(1)
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

    /// Puts text where the hand is: made safe, on one line, as far as it fits.
    pub fn insert(&mut self, text: &str) -> Edit {
        if std::mem::take(&mut self.is_offered) {
            self.text.clear();
            self.at = 0;
        }
        let safe = sanitize_line(text.trim_end_matches(['\n', '\r']));
        let room = LONGEST_LINE.saturating_sub(self.text.len());
        let fits = safe.get(..safe.floor_char_boundary(room)).unwrap_or_default();
        if fits.is_empty() {
            return Edit::Same;
        }
        self.text.insert_str(self.at, fits);
        self.at += fits.len();
        Edit::Changed
    }
}

/// What was typed before, to be had again by Up and Down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    lines: Vec<String>,
}

/// How many lines are remembered.
pub const LONGEST_HISTORY: usize = 100;

impl History {
    /// Lines from the oldest to the newest.
    pub fn new(lines: Vec<String>) -> Self {
        Self { lines }
    }

    /// The lines from the oldest to the newest.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// Remembers a line as the newest; the same line is remembered once.
    pub fn keep(&mut self, line: &str) {
        self.lines.retain(|known| known != line);
        self.lines.push(line.to_owned());
        let many = self.lines.len().saturating_sub(LONGEST_HISTORY);
        self.lines.drain(..many);
    }

    /// The line some steps back, the newest being one.
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
    fn what_is_offered_goes_with_the_first_character_and_stays_with_any_other_key() {
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
    fn a_line_is_edited_where_the_hand_is() {
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
    fn nothing_is_offered_by_an_empty_text() {
        assert!(!TextField::offered("").is_offered());
        assert!(!TextField::new("old").is_offered());
    }

    #[test]
    fn pasted_text_is_one_safe_line() {
        let mut line = TextField::default();
        line.insert("a\u{1b}[2Jb\nc\n");
        assert!(!line.text().chars().any(char::is_control), "{:?}", line.text());
        line.insert(&"é".repeat(LONGEST_LINE));
        assert!(line.text().len() <= LONGEST_LINE);
    }

    #[test]
    fn pasted_text_ends_at_the_longest_line() {
        let mut line = TextField::default();
        assert_eq!(line.insert(&"x".repeat(5000)), Edit::Changed);
        assert_eq!(line.text().len(), 4096);
        assert_eq!((line.insert("y"), line.type_key(Key::char('y'))), (Edit::Same, Edit::Same));
        line.type_key(Key::parse("Backspace").expect("a key"));
        assert_eq!(line.insert("é"), Edit::Same, "half of it fits");
        assert_eq!(line.insert("yé"), Edit::Changed);
        assert_eq!((line.text().len(), line.text().ends_with('y')), (4096, true));
    }

    #[test]
    fn pasted_text_loses_the_line_ends_it_ends_in() {
        let mut line = TextField::new("ac");
        line.type_key(Key::parse("Left").expect("a key"));
        assert_eq!(line.insert("b \r\n\n"), Edit::Changed);
        assert_eq!(line.parts(), ("ab ", "c"));
        assert_eq!((line.insert("\n"), line.insert("")), (Edit::Same, Edit::Same));
        assert_eq!(line.parts(), ("ab ", "c"));
    }

    #[test]
    fn history_holds_each_line_once_the_newest_first() {
        let mut history = History::default();
        for line in ["a", "b", "a"] {
            history.keep(line);
        }
        assert_eq!((history.back(1), history.back(2), history.back(3)), (Some("a"), Some("b"), None));
        assert_eq!(history.back(0), None);
        for number in 0..500 {
            history.keep(&number.to_string());
        }
        assert_eq!(history.back(LONGEST_HISTORY), Some("400"));
        assert_eq!((history.back(101), history.lines().len()), (None, 100));
    }

    /// What a prompt with a history makes of keys, one after the other: the outcome and the text after each.
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
    fn up_stops_at_the_oldest_line_and_down_ends_in_an_empty_one() {
        let mut expected = changed(&["new", "old", "old", "new", "", "new"]);
        expected[2].0 = PromptEdit::Unchanged;
        assert_eq!(prompted(&["old", "new"], "Up Up Up Down Down Up"), expected);
        assert_eq!(prompted(&["old", "new"], "Ctrl-p Ctrl-p Ctrl-p Ctrl-n Ctrl-n Ctrl-p"), expected);
        let empty = (PromptEdit::Unchanged, String::new());
        assert_eq!(prompted(&[], "Up"), [empty]);
    }

    #[test]
    fn line_from_the_history_is_edited_at_its_end_and_then_counts_as_typed() {
        let typed_on = prompted(&["old", "new"], "Up Up s Up");
        assert_eq!(typed_on, changed(&["new", "old", "olds", "new"]));
        let mut moved = changed(&["new", "new", "old"]);
        moved[1].0 = PromptEdit::Unchanged;
        assert_eq!(prompted(&["old", "new"], "Up Left Up"), moved, "moving is no typing");
    }

    #[test]
    fn prompt_says_what_became_of_each_key() {
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
            // Without a history these go nowhere.
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
        /// Whatever is typed, the hand stands between two characters that are drawn apart.
        #[test]
        fn the_hand_never_splits_a_character(text in "(a| |é|e\u{301}|👩\u{200d}👧|北){0,8}", keys in prop::collection::vec(0_usize..8, 0..12)) {
            let mut line = TextField::new(text);
            for key in keys {
                let names = ["Left", "Right", "Ctrl-Left", "Backspace", "Del", "Ctrl-w", "x", "Home"];
                line.type_key(Key::parse(names[key]).unwrap());
                let (head, tail) = line.parts();
                prop_assert_eq!([head, tail].concat(), line.text());
                let starts: Vec<usize> = graphemes(line.text()).map(|one| one.start).chain([line.text().len()]).collect();
                prop_assert!(starts.contains(&head.len()) || line.text().contains('x'));
            }
        }
    }
}
