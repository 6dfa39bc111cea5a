//! Maps offsets in a view of a text back to the text.
//!
//! A view ([`super::fold`], [`super::unify`]) is built unit by unit: a source unit (a letter with its marks, a run of
//! white space, a removed character) becomes some bytes of the view, perhaps none. Nearly all units are one character
//! that keeps its length, so only the others are stored, and between two of them offsets differ by a
//! constant. A view of plain ASCII with single spaces stores nothing.

use std::ops::Range;

use super::word_splits::{Hyphen, WordSplit};

/// A unit whose view is not one character of the same length. Offsets in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Deviation {
    view_start: u32,
    view_end: u32,
    source_start: u32,
    source_end: u32,
}

/// The deviations of a view from its source, and its split words, in order. Texts are smaller than 4 GiB, hence 32
/// bits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OffsetMap {
    deviations: Vec<Deviation>,
    word_splits: Vec<WordSplit>,
}

impl OffsetMap {
    /// Returns true if every offset in the view is the same offset in the source.
    pub fn is_identity(&self) -> bool {
        self.deviations.is_empty()
    }

    /// Words split at a line end, in order.
    pub fn word_splits(&self) -> &[WordSplit] {
        &self.word_splits
    }

    /// Maps a byte range of the view to the source. A removed character belongs to a range only if both its neighbours
    /// do. None if an end falls inside the view of one unit. An empty range maps to an empty one.
    pub fn source_range(&self, view: Range<usize>) -> Option<Range<usize>> {
        let start = self.source_start(view.start)?;
        if view.is_empty() {
            return (view.start == view.end).then_some(start..start);
        }
        Some(start..self.source_end(view.end)?)
    }

    /// Returns the start of the first unit that has a byte in the view at or after `view`.
    fn source_start(&self, view: usize) -> Option<usize> {
        let Some(deviation) = self.last_before(|deviation| deviation.view_start as usize <= view) else {
            return Some(view);
        };
        // A removed unit at this offset is empty in the view; the range starts after it.
        if deviation.view_start as usize == view && deviation.view_end > deviation.view_start {
            return Some(deviation.source_start as usize);
        }
        deviation.source_after(view)
    }

    /// Returns the end of the last unit that has a byte in the view before `view`.
    fn source_end(&self, view: usize) -> Option<usize> {
        match self.last_before(|deviation| (deviation.view_start as usize) < view) {
            Some(deviation) => deviation.source_after(view),
            None => Some(view),
        }
    }

    /// Returns the last deviation that matches; all before it must match, and none after it.
    fn last_before(&self, matches: impl Fn(&Deviation) -> bool) -> Option<&Deviation> {
        let after = self.deviations.partition_point(matches);
        self.deviations.get(after.checked_sub(1)?)
    }
}

impl Deviation {
    /// Maps an offset after this unit to the source. None if it is inside the unit.
    fn source_after(&self, view: usize) -> Option<usize> {
        Some(self.source_end as usize + view.checked_sub(self.view_end as usize)?)
    }
}

/// Builds a view and its map from the source's units, which must come in order and without gaps.
#[derive(Debug)]
pub(super) struct ViewBuilder {
    view: String,
    source: usize,
    map: OffsetMap,
}

impl ViewBuilder {
    /// Creates a builder with room for a view of about `capacity` bytes.
    pub(super) fn new(capacity: usize) -> Self {
        Self { view: String::with_capacity(capacity), source: 0, map: OffsetMap::default() }
    }

    /// Adds characters that keep their length, each a unit.
    pub(super) fn push_same(&mut self, view: &str) {
        self.view.push_str(view);
        self.source += view.len();
    }

    /// Like [`Self::push_same`], for ASCII, in lower case.
    pub(super) fn push_lower(&mut self, ascii: &str) {
        let start = self.view.len();
        self.push_same(ascii);
        if let Some(added) = self.view.get_mut(start..) {
            added.make_ascii_lowercase();
        }
    }

    /// Adds one unit: its source text and its view, which may be empty.
    pub(super) fn push_unit(&mut self, source: &str, view: &str) {
        let is_simple = source.len() == view.len() && is_one_character(source) && is_one_character(view);
        if !is_simple {
            self.map.deviations.push(Deviation {
                view_start: self.view.len() as u32,
                view_end: (self.view.len() + view.len()) as u32,
                source_start: self.source as u32,
                source_end: (self.source + source.len()) as u32,
            });
        }
        self.view.push_str(view);
        self.source += source.len();
    }

    /// Adds the white space where a word is split; it is empty in the view.
    pub(super) fn push_split(&mut self, run: &str, hyphen: Hyphen) {
        self.map.word_splits.push(WordSplit { view: self.view.len(), source: self.source, hyphen });
        self.push_unit(run, "");
    }

    /// Returns the view and its map.
    pub(super) fn finish(self) -> (String, OffsetMap) {
        (self.view, self.map)
    }
}

/// Returns true if a text is exactly one character.
fn is_one_character(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some() && characters.as_str().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Source `a-B+b-=c`, view `aXYbc`: `-` and `=` are removed, and `B+` is one unit with two bytes in the view.
    fn sample() -> OffsetMap {
        let mut builder = ViewBuilder::new(8);
        builder.push_same("a");
        builder.push_unit("-", "");
        builder.push_unit("B+", "XY");
        builder.push_unit("b", "b");
        builder.push_unit("-", "");
        builder.push_unit("=", "");
        builder.push_same("c");
        let (view, map) = builder.finish();
        assert_eq!(view, "aXYbc");
        map
    }

    #[test]
    fn units_map_as_a_whole() {
        let map = sample();
        assert_eq!(map.source_range(1..3), Some(2..4));
        assert_eq!(map.source_range(1..2), None);
        assert_eq!(map.source_range(2..4), None);
        assert_eq!(map.source_range(2..2), None);
        assert_eq!(map.source_range(0..5), Some(0..8));
    }

    #[test]
    fn removed_characters_belong_only_to_ranges_with_both_neighbours() {
        let map = sample();
        assert_eq!(map.source_range(0..1), Some(0..1));
        assert_eq!(map.source_range(0..3), Some(0..4));
        assert_eq!(map.source_range(3..4), Some(4..5));
        assert_eq!(map.source_range(3..5), Some(4..8));
        assert_eq!(map.source_range(4..5), Some(7..8));
    }

    #[test]
    fn empty_range_maps_to_an_empty_one() {
        assert_eq!(sample().source_range(1..1), Some(2..2));
        #[expect(clippy::reversed_empty_ranges, reason = "a reversed range must have no source")]
        let reversed = sample().source_range(3..1);
        assert_eq!(reversed, None);
    }

    #[test]
    fn units_of_unchanged_length_are_not_stored() {
        let mut builder = ViewBuilder::new(8);
        builder.push_lower("Kyiv ");
        builder.push_unit("Ж", "ж");
        let (view, map) = builder.finish();
        assert_eq!(view, "kyiv ж");
        assert!(map.is_identity());
        assert_eq!(map.source_range(2..7), Some(2..7));
    }
}
