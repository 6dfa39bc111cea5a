//! File-system changes not yet applied.

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::document::Position;
use crate::app::jobs::Slot;
use crate::app::queries::{Rescan, RescanQuery};
use crate::article::ArticleKey;
use crate::corpus::{Index, Segment};

/// A change to the articles since an index was made.
#[derive(Clone, Debug)]
pub enum IndexPatch {
    /// Articles that are new or changed, with their mentions.
    Found(Arc<Segment>),
    /// Articles that are gone.
    Gone(Vec<ArticleKey>),
}

impl IndexPatch {
    /// Returns an index with this change applied.
    pub fn applied_to(&self, index: &Index) -> Index {
        match self {
            Self::Found(segment) => index.with_segment(Arc::clone(segment)),
            Self::Gone(keys) => index.without(keys),
        }
    }
}

/// File-system changes not yet applied.
#[derive(Debug, Default)]
pub struct FileChanges {
    /// Paths that were touched since the last rescan.
    pub touched: Vec<PathBuf>,
    /// The rescan under way.
    pub rescan: Slot<RescanQuery>,
    /// True while a rescan runs, or its result is held back.
    pub is_scanning: bool,
    /// The open article, if its file is gone: it stays until the user leaves it.
    pub leaving: Option<ArticleKey>,
    /// The result of a rescan, held back while an overlay needs the page to stay as it is.
    pub held: Option<Box<Rescan>>,
    /// True if reopening the open article is held back for the same reason.
    pub is_stale: bool,
    /// The position in the open article before its text was replaced by one that does not contain it.
    pub lost: Option<Position>,
}
