//! The articles read so far, and changes that every index still being built must include.

use std::sync::Arc;

use crate::app::state::file_changes::IndexPatch;
use crate::corpus::Index;

/// The articles read so far. The generation of its index only rises: each change gets a new number.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    index: Index,
    /// Changes to articles made while others were still being read or matched.
    patches: Vec<IndexPatch>,
}

/// True if counts made for the previous index still refer to the same articles and entities.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Continues(pub bool);

impl Corpus {
    /// Creates a corpus with an index.
    pub fn new(index: Index) -> Self {
        Self { index, patches: Vec::new() }
    }

    /// Returns the index of all articles read so far.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Replaces the index and applies the changes made in the meantime. If the new index is over another list, those
    /// changes are dropped, since all articles are being read again.
    pub fn replace(&mut self, index: Index) -> Continues {
        if !Arc::ptr_eq(self.index.gazetteer(), index.gazetteer()) {
            self.patches.clear();
        }
        let index = self.patches.iter().fold(index, |index, patch| patch.applied_to(&index));
        self.set(index)
    }

    /// Applies a change to the articles now and, while `is_loading`, to every later index, which would lack it.
    pub fn apply(&mut self, patch: IndexPatch, is_loading: bool) -> Continues {
        let continues = self.set(patch.applied_to(&self.index));
        if is_loading {
            self.patches.push(patch);
        }
        continues
    }

    /// Forgets the changes made so far. Call this once loading has ended: every later index includes them.
    pub fn forget_patches(&mut self) {
        self.patches.clear();
    }

    fn set(&mut self, mut index: Index) -> Continues {
        let continues = Continues(index.continues(&self.index));
        index.generation = self.index.generation + 1;
        self.index = index;
        continues
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::article::{Article, ArticleKey, Meta, Text};
    use crate::corpus::Segment;
    use crate::mention::Found;

    fn key(name: &str) -> ArticleKey {
        ArticleKey::from_path(Path::new(name))
    }

    fn patch(name: &str) -> IndexPatch {
        let article = Article::new(key(name), Meta::default(), Text::new("text"), Vec::new());
        IndexPatch::Found(Arc::new(Segment::new([(&article, Found::default())])))
    }

    #[test]
    fn the_generation_rises_with_every_change() {
        let mut corpus = Corpus::default();
        let mut last = corpus.index().generation;
        for step in 0..4 {
            let _ = if step % 2 == 0 {
                corpus.apply(patch(&step.to_string()), true)
            } else {
                corpus.replace(Index::new(Arc::clone(corpus.index().gazetteer())))
            };
            assert!(corpus.index().generation > last);
            last = corpus.index().generation;
        }
    }

    #[test]
    fn a_change_made_while_loading_is_in_every_later_index_until_forgotten() {
        let mut corpus = Corpus::default();
        let gazetteer = Arc::clone(corpus.index().gazetteer());
        let _ = corpus.apply(patch("a"), true);
        let _ = corpus.replace(Index::new(Arc::clone(&gazetteer)));
        assert!(corpus.index().find(&key("a")).is_some());
        corpus.forget_patches();
        let _ = corpus.replace(Index::new(gazetteer));
        assert!(corpus.index().find(&key("a")).is_none());
    }
}
