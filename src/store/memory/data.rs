//! What goes into the memory and comes out of it: plain data, of no other part of the product.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The longest text before a place, in bytes.
pub const LONGEST_LEAD: usize = 120;

/// Names an article in the memory. [`super::Roots::key`] makes one of the path that an article has.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeptKey {
    /// The file, from the root on and with the links of the given paths followed; `-` is standard input.
    pub path: PathBuf,
    /// The item inside a container file; none for a file that is one article.
    pub item: Option<String>,
}

/// A place in an article, and what finds it again in a text that has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeptPlace {
    /// First byte of the first row shown, or of the marked place. At most `u32::MAX`; a place beyond is not kept.
    pub offset: u64,
    /// Whether the empty row above it is shown too.
    pub gap: bool,
    /// First byte of the mention landed on. At most `u32::MAX`; one beyond is none.
    pub landed: Option<u64>,
    /// The text just before the offset; of a longer one its last [`LONGEST_LEAD`] bytes are kept.
    pub before: String,
    /// What tells the whole text that the offsets are of from another; whoever keeps it says how, in the same way for all time.
    pub fingerprint: u64,
}

/// A marked place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptMark {
    /// The article.
    pub key: KeptKey,
    /// Where in it.
    pub place: KeptPlace,
    /// The words that stand there, to know it by; at most [`LONGEST_LEAD`] bytes, more or a control character is not kept. Empty
    /// where none were kept.
    pub words: String,
}

/// How far an article was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeptReading {
    /// Bytes of the text, from its beginning, that were on the screen. At most `u32::MAX`; more is not kept.
    pub seen_to: u64,
    /// Whether it counts as read.
    pub is_read: bool,
    /// What tells the text that was read from another.
    pub fingerprint: u64,
}

/// What is remembered of an article; at least one of the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptArticle {
    /// The article.
    pub key: KeptKey,
    /// Where one was in it.
    pub place: Option<KeptPlace>,
    /// How far it was read.
    pub reading: Option<KeptReading>,
}

/// An entity that was selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selected {
    /// Its id; at most 1,024 bytes.
    pub id: String,
    /// The value that its template takes; at most 1,024 bytes.
    pub value: Option<String>,
}

/// How the screen was when a corpus was last read. Names are the caller's own words; one with a control character, or of more
/// than 1,024 bytes, is not kept. What is none was never kept, or was no more to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Session {
    /// The open article.
    pub open: Option<KeptKey>,
    /// The selected entity.
    pub selected: Option<Selected>,
    /// The view.
    pub view: Option<String>,
    /// The pane that has the keys.
    pub focus: Option<String>,
    /// Ids of the kinds that are hidden; at most 1,000.
    pub hidden_kinds: Vec<String>,
    /// How much is highlighted.
    pub highlight: Option<String>,
    /// The order of the articles.
    pub sort: Option<String>,
    /// Whether mentions that do not count are shown: nested and doubtful ones.
    pub nested: Option<bool>,
    /// Other settings by name; at most 200, a name of at most 64 bytes.
    pub settings: BTreeMap<String, String>,
}

impl Session {
    /// One of the other settings.
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.settings.get(name).map(String::as_str)
    }
}

/// The corpus that was opened last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastCorpus {
    /// The paths as they were given. They may hold anything: make them safe before showing them.
    pub paths: Vec<PathBuf>,
    /// The folder they were given in.
    pub folder: PathBuf,
    /// The file of the list, from the root on.
    pub list: Option<PathBuf>,
}

impl LastCorpus {
    /// The paths as they reach the same files from another folder: as they were given where it is the same folder.
    pub fn paths_from(&self, current: &Path) -> Vec<PathBuf> {
        if current == self.folder {
            return self.paths.clone();
        }
        self.paths.iter().map(|path| self.folder.join(path)).collect()
    }
}

/// What is remembered of a corpus. All lengths are bounded and no text but a path and an item has control characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recalled {
    /// How the screen was.
    pub session: Session,
    /// Places and read articles, the latest used first.
    pub articles: Vec<KeptArticle>,
    /// The marks, by their letters, in the order of the letters.
    pub marks: Vec<(char, KeptMark)>,
    /// What was searched for in any corpus, as `less` and vim keep it too: at most 100, the latest last.
    pub history: Vec<String>,
    /// One line to show where the memory is not as it should be. Safe for a terminal.
    pub words: Option<String>,
}

/// Something to remember. What is too long or out of its range is passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Where one is in an article.
    Place(KeptKey, KeptPlace),
    /// How far an article was read. Of the same text the furthest byte stands and what was read stays read, whichever reader says
    /// less; of a text that has changed since, this stands alone.
    Reading(KeptKey, KeptReading),
    /// The article counts as never read.
    Unread(KeptKey),
    /// A mark is set, or taken away. The letter is any character that is not white space or a control.
    Mark(char, Option<KeptMark>),
    /// How the screen is. Only what differs from what was recalled or kept last is written.
    Session(Box<Session>),
    /// Something was searched for; at most 4,096 bytes.
    Search(String),
    /// This corpus was opened, with the file of its list: the one to open again where no path is given. A corpus with standard
    /// input in it cannot be.
    Opened(Option<PathBuf>),
}

/// The last bytes of a text, as many as a place keeps.
pub(super) fn last_bytes(text: &str) -> &str {
    let from = text.ceil_char_boundary(text.len().saturating_sub(LONGEST_LEAD));
    text.get(from..).unwrap_or_default()
}

/// Whether a character can be a mark's letter.
pub fn is_letter(letter: char) -> bool {
    !letter.is_whitespace() && !letter.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_given_elsewhere_are_reached_from_here() {
        let paths = vec![PathBuf::from("news"), PathBuf::from("/data/more")];
        let last = LastCorpus { paths: paths.clone(), folder: PathBuf::from("/home/r"), list: None };
        assert_eq!(last.paths_from(Path::new("/home/r")), paths);
        let expected = [PathBuf::from("/home/r/news"), PathBuf::from("/data/more")];
        assert_eq!(last.paths_from(Path::new("/tmp")), expected);
    }
}
