//! A search in the open article.

use std::ops::Range;

use crate::app::document::ViewportTop;
use crate::app::state::jump::JumpTarget;

/// Which hit to go to once the hits are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// The first hit at or after this byte, else the first of all.
    From(usize),
    /// The hit that begins at this byte.
    Hit(usize),
    /// The hit with this index, or the last one if there are fewer.
    At(usize),
    /// None: the page stays.
    Stay,
}

impl Aim {
    /// Returns the hit that a jump to an article is about.
    pub fn of(landing: &JumpTarget) -> Self {
        match landing {
            JumpTarget::Hit(offset) => Self::Hit(*offset),
            JumpTarget::HitAt(at) => Self::At(*at),
            _ => Self::Stay,
        }
    }
}

/// A search in the open article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// The expression as it was typed.
    pub expression: String,
    /// Byte ranges of the hits, in order, or why the expression cannot be used. None while the search runs.
    pub hits: Option<Result<Vec<Range<usize>>, String>>,
    /// True if there are more hits than are stored.
    pub is_truncated: bool,
    /// Index of the current hit.
    pub at: Option<usize>,
    /// Which hit to go to once the hits are known.
    pub aim: Aim,
    /// The page on which typing began, while the expression is being typed. Each version of it is searched for from
    /// there.
    pub typed_from: Option<ViewportTop>,
}

impl Search {
    /// A search that has not run yet.
    pub fn new(expression: String, aim: Aim) -> Self {
        Self { expression, hits: None, is_truncated: false, at: None, aim, typed_from: None }
    }

    /// Returns the hits. Empty while the search runs, or if the expression cannot be used.
    pub fn hits(&self) -> &[Range<usize>] {
        match &self.hits {
            Some(Ok(hits)) => hits,
            _ => &[],
        }
    }
}
