//! The changes that can be undone. The last one is undone first.

use std::collections::{BTreeSet, VecDeque};

use crate::app::state::dismissal::DismissalKey;
use crate::app::state::mark::Mark;
use crate::app::state::read_mark::ReadMark;
use crate::article::ArticleKey;

/// Maximum number of changes that can be undone.
pub const MAX_CHANGES: usize = 20;

/// A change that the user made, with what was there before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A name was added to the list. The thread that writes the list keeps what was there before.
    Addition {
        /// The name and what it is: `Ann Lee (person)`.
        what: String,
    },
    /// A name was ignored, or suggested again.
    Ignored {
        /// The name, folded.
        name: String,
        /// The name as it was shown.
        shown: String,
        /// True if it is now ignored.
        is_ignored: bool,
    },
    /// A mark was set, moved or deleted.
    Mark {
        /// Its letter.
        letter: char,
        /// What the letter marked before.
        before: Option<Mark>,
        /// True if it now marks nothing.
        is_deleted: bool,
    },
    /// Kinds were hidden or shown.
    Kinds {
        /// Ids of the kinds that were hidden before.
        before: BTreeSet<String>,
        /// What was done: `Places hidden`.
        words: String,
    },
    /// A note was saved. The thread that writes the notes keeps it.
    Note {
        /// The title of its article.
        title: String,
    },
    /// A row of a comparison was dismissed as not a difference, or that was taken back.
    Dismissed {
        /// The row.
        key: DismissalKey,
        /// What it was about: `killed`. One line.
        label: String,
        /// True if it is now dismissed.
        is_dismissed: bool,
    },
    /// An article was marked as read or unread.
    Read {
        /// The article.
        key: ArticleKey,
        /// Its title.
        title: String,
        /// How far it was read before.
        before: Option<ReadMark>,
        /// True if it now counts as read.
        is_read: bool,
    },
}

impl Change {
    /// Returns what was changed, for a message: `mark a`, `Ann Lee ignored`, `added Ann Lee (person)`.
    pub fn description(&self) -> String {
        match self {
            Self::Addition { what } => format!("added {what}"),
            Self::Ignored { shown, is_ignored: true, .. } => format!("{shown} ignored"),
            Self::Ignored { shown, is_ignored: false, .. } => format!("{shown} no longer ignored"),
            Self::Mark { letter, is_deleted: true, .. } => format!("mark {letter} deleted"),
            Self::Mark { letter, before: Some(_), .. } => format!("mark {letter} moved"),
            Self::Mark { letter, before: None, .. } => format!("mark {letter}"),
            Self::Kinds { words, .. } => words.clone(),
            Self::Note { title } => format!("note on {title}"),
            Self::Dismissed { label, is_dismissed: true, .. } => format!("not a difference: {label}"),
            Self::Dismissed { label, is_dismissed: false, .. } => format!("no longer dismissed: {label}"),
            Self::Read { title, is_read: true, .. } => format!("marked as read: {title}"),
            Self::Read { title, is_read: false, .. } => format!("marked as unread: {title}"),
        }
    }
}

/// A change with its number, by which the threads that write files identify it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its number. A later change has a higher one, and none is used twice in a session.
    pub number: u64,
    /// The change.
    pub change: Change,
}

/// The changes that can be undone, at most [`MAX_CHANGES`], in the order in which the user made them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UndoStack {
    /// Numbers rise from front to back.
    changes: VecDeque<Recorded>,
    /// The number of the last change that was recorded.
    last: u64,
}

impl UndoStack {
    /// Records a change. Returns its number.
    pub fn record(&mut self, change: Change) -> u64 {
        self.last += 1;
        self.put_back(Recorded { number: self.last, change });
        self.last
    }

    /// Removes and returns the last change.
    pub fn pop(&mut self) -> Option<Recorded> {
        self.changes.pop_back()
    }

    /// Removes a change that could not be made after all.
    pub fn forget(&mut self, number: u64) {
        self.changes.retain(|recorded| recorded.number != number);
    }

    /// Puts a change back into its place in the order, since undoing it failed and may be tried again.
    pub fn put_back(&mut self, recorded: Recorded) {
        let at = self.changes.partition_point(|other| other.number < recorded.number);
        self.changes.insert(at, recorded);
        if self.changes.len() > MAX_CHANGES {
            self.changes.pop_front();
        }
    }

    /// Returns how many changes can be undone.
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// True if nothing can be undone.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn added(what: &str) -> Change {
        Change::Addition { what: what.to_owned() }
    }

    #[test]
    fn each_change_says_what_it_was() {
        let mark = |before: Option<Mark>, is_deleted| Change::Mark { letter: 'a', before, is_deleted };
        let before = Mark {
            key: ArticleKey::from_path(std::path::Path::new("a.txt")),
            position: crate::app::document::Position::default(),
            words: String::new(),
        };
        assert_eq!(mark(None, false).description(), "mark a");
        assert_eq!(mark(Some(before.clone()), false).description(), "mark a moved");
        assert_eq!(mark(Some(before), true).description(), "mark a deleted");
        let ignored = |is_ignored| Change::Ignored {
            name: "ann lee".to_owned(),
            shown: "Ann Lee".to_owned(),
            is_ignored,
        };
        assert_eq!(ignored(true).description(), "Ann Lee ignored");
        assert_eq!(ignored(false).description(), "Ann Lee no longer ignored");
        let key = DismissalKey::new("values", ["three"]);
        let dismissed = Change::Dismissed { key, label: "trucks".to_owned(), is_dismissed: true };
        assert_eq!(dismissed.description(), "not a difference: trucks");
        assert_eq!(added("Ann Lee (person)").description(), "added Ann Lee (person)");
    }

    #[test]
    fn a_change_that_could_not_be_undone_is_back_in_its_place() {
        let mut stack = UndoStack::default();
        let [one, two, three] = ["1", "2", "3"].map(|what| stack.record(added(what)));
        assert!(one < two && two < three);
        let last = stack.pop().expect("a change");
        let before = stack.pop().expect("a change");
        stack.put_back(last.clone());
        stack.put_back(before.clone());
        assert_eq!((stack.pop(), stack.pop()), (Some(last), Some(before)));
        stack.forget(one);
        assert!(stack.is_empty());
        stack.forget(one);
    }

    proptest! {
        /// Whatever is recorded, undone or forgotten, the stack holds the last changes of a plain list.
        #[test]
        fn stack_is_the_end_of_a_plain_list(steps in prop::collection::vec(0_u8..5, 0..90)) {
            let (mut stack, mut plain) = (UndoStack::default(), Vec::new());
            for step in steps {
                match step {
                    0 => {
                        prop_assert_eq!(stack.pop().map(|recorded| recorded.number), plain.pop());
                    }
                    1 => {
                        let middle = plain.get(plain.len() / 2).copied().unwrap_or_default();
                        stack.forget(middle);
                        plain.retain(|number| *number != middle);
                    }
                    _ => {
                        plain.push(stack.record(added("x")));
                        let excess = plain.len().saturating_sub(MAX_CHANGES);
                        plain.drain(..excess);
                    }
                }
                prop_assert_eq!(stack.len(), plain.len());
            }
            while let Some(recorded) = stack.pop() {
                prop_assert_eq!(Some(recorded.number), plain.pop());
            }
            prop_assert!(plain.is_empty());
        }
    }
}
