//! What is saved in the memory and read from it: plain data, independent of the rest of the program.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Maximum length of the text kept before a position, in bytes.
pub const MAX_LEAD_LEN: usize = 120;
/// Length of a dismissal's key, in bytes.
pub const DISMISSAL_LEN: usize = 16;

/// Identifies an article in the memory. [`Roots::key`](super::Roots::key) makes one from an article's path.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleName {
    /// The absolute path of the file, with links in the given paths resolved; `-` is standard input.
    pub path: PathBuf,
    /// The item inside a container file. None for a file that is one article.
    pub item: Option<String>,
}

/// A position in an article, and the means to find it again in an edited text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedPosition {
    /// Byte offset of the first row shown, or of the mark. At most `u32::MAX`; a position beyond that is not saved.
    pub offset: u64,
    /// True if the empty row above it is shown too.
    pub gap: bool,
    /// Byte offset of the current mention. At most `u32::MAX`; an offset beyond that is saved as None.
    pub landed: Option<u64>,
    /// The text just before the offset; the last [`MAX_LEAD_LEN`] bytes are kept.
    pub before: String,
    /// Fingerprint of the text that the offsets refer to. The caller chooses how it is computed, and must never change
    /// that.
    pub fingerprint: u64,
}

/// A mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedMark {
    /// The article.
    pub key: ArticleName,
    /// Its position.
    pub place: SavedPosition,
    /// The text at the mark, by which the user recognises it. Empty if it has more than [`MAX_LEAD_LEN`] bytes or
    /// contains control characters.
    pub words: String,
}

/// How far an article was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SavedReading {
    /// Length in bytes of the part of the text, from its start, that was on screen. At most `u32::MAX`; more is
    /// not saved.
    pub seen_to: u64,
    /// True if it counts as read.
    pub is_read: bool,
    /// Fingerprint of the text that was read.
    pub fingerprint: u64,
}

/// What is saved for an article. At least one of `place` and `reading` is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedArticle {
    /// The article.
    pub key: ArticleName,
    /// Last position in it.
    pub place: Option<SavedPosition>,
    /// How far it was read.
    pub reading: Option<SavedReading>,
}

/// The selected entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selected {
    /// Its id; at most 1,024 bytes.
    pub id: String,
    /// The value of its template; at most 1,024 bytes.
    pub value: Option<String>,
}

/// State of the screen when a corpus was last read. Names are the caller's own; one with control characters, or
/// longer than 1,024 bytes, is not saved. None means never saved, or no longer readable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Session {
    /// The open article.
    pub open: Option<ArticleName>,
    /// The selected entity.
    pub selected: Option<Selected>,
    /// The view.
    pub view: Option<String>,
    /// The focused pane.
    pub focus: Option<String>,
    /// Ids of the hidden kinds; at most 1,000.
    pub hidden_kinds: Vec<String>,
    /// Which mentions are highlighted.
    pub highlight: Option<String>,
    /// Sort order of the articles.
    pub sort: Option<String>,
    /// True if nested mentions are shown, and jumps stop at them and at ambiguous ones.
    pub nested: Option<bool>,
    /// Other settings by name; at most 200, with names of at most 64 bytes.
    pub settings: BTreeMap<String, String>,
}

impl Session {
    /// Returns one of the other settings.
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.settings.get(name).map(String::as_str)
    }
}

/// The corpus that was opened last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastCorpus {
    /// The paths as given. They may contain anything: sanitise them before showing them.
    pub paths: Vec<PathBuf>,
    /// The folder they were given in.
    pub folder: PathBuf,
    /// Absolute path of the list's file.
    pub list: Option<PathBuf>,
}

impl LastCorpus {
    /// Returns paths that lead to the same files from `current`; unchanged if it is the same folder.
    pub fn paths_from(&self, current: &Path) -> Vec<PathBuf> {
        if current == self.folder {
            return self.paths.clone();
        }
        self.paths.iter().map(|path| self.folder.join(path)).collect()
    }
}

/// Everything saved for a corpus. All lengths are bounded. Only paths, items and the text before a position may contain
/// control characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// State of the screen.
    pub session: Session,
    /// Positions and read articles, most recently used first.
    pub articles: Vec<SavedArticle>,
    /// The marks with their letters, sorted by letter.
    pub marks: Vec<(char, SavedMark)>,
    /// The keys of dismissed rows, the latest first.
    pub dismissals: Vec<[u8; DISMISSAL_LEN]>,
    /// Search history over all corpora, as `less` and vim keep it: at most 100 entries, the latest last.
    pub history: Vec<String>,
    /// One line to show if something is wrong with the memory. Safe for a terminal.
    pub message: Option<String>,
}

/// A change to save. Anything too long or out of range is ignored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Position in an article.
    Place(ArticleName, SavedPosition),
    /// How far an article was read. For the same text, the furthest byte wins and what was read stays read,
    /// even if another reader reports less; for a changed text, this replaces what was saved.
    Reading(ArticleName, SavedReading),
    /// The article counts as never read.
    Unread(ArticleName),
    /// A mark is set, or deleted if None. The letter is any character but white space and controls.
    Mark(char, Option<SavedMark>),
    /// The row with this key is dismissed, or no longer. The caller chooses how the key is computed, and must never change
    /// that.
    Dismissal([u8; DISMISSAL_LEN], bool),
    /// State of the screen. Only what differs from the last state read or written is saved.
    Session(Box<Session>),
    /// A search; at most 4,096 bytes.
    Search(String),
    /// This corpus was opened, with the file of its list. It is reopened when the program is started without a path. A
    /// corpus with standard input cannot be reopened.
    Opened(Option<PathBuf>),
}

/// Returns the last [`MAX_LEAD_LEN`] bytes of a text, or up to three fewer so as to start at a character boundary.
pub(super) fn last_bytes(text: &str) -> &str {
    let from = text.ceil_char_boundary(text.len().saturating_sub(MAX_LEAD_LEN));
    text.get(from..).unwrap_or_default()
}

/// True if a character can be a mark's letter.
pub fn is_mark_letter(letter: char) -> bool {
    !letter.is_whitespace() && !letter.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_given_in_another_folder_are_joined_to_it() {
        let paths = vec![PathBuf::from("news"), PathBuf::from("/data/more")];
        let last = LastCorpus { paths: paths.clone(), folder: PathBuf::from("/home/r"), list: None };
        assert_eq!(last.paths_from(Path::new("/home/r")), paths);
        let expected = [PathBuf::from("/home/r/news"), PathBuf::from("/data/more")];
        assert_eq!(last.paths_from(Path::new("/tmp")), expected);
    }
}
