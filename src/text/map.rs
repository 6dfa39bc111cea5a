//! From a place in a view of a text back to the place in the text.
//!
//! A view ([`super::fold`], [`super::unify`]) is made unit by unit: a source unit (a letter with its marks, a run of
//! white space, a removed character) becomes some bytes of the view, perhaps none. Nearly all units are one character
//! that stays as long as it was, so only the others are stored, and between two of them places differ by a
//! constant. A view of plain ASCII stores nothing.

use std::ops::Range;

use super::divided::{By, Divided};

/// One unit whose view is not simply one character of the same length. Offsets in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Deviation {
    view_start: u32,
    view_end: u32,
    source_start: u32,
    source_end: u32,
}

/// The places where a view and its source differ, in order. Texts stay under 4 GiB, hence 32 bits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Map {
    deviations: Vec<Deviation>,
    divided: Vec<Divided>,
}

impl Map {
    /// Whether every place in the view is the same place in the source.
    pub fn is_identity(&self) -> bool {
        self.deviations.is_empty()
    }

    /// Where words are divided at a line's end, in order.
    pub fn divided(&self) -> &[Divided] {
        &self.divided
    }

    /// The source of a range of the view, both in bytes. A removed character belongs to a range only where both sides of
    /// it do. None where an end falls inside the view of one unit. An empty range gives an empty one.
    pub fn source_range(&self, view: Range<usize>) -> Option<Range<usize>> {
        let start = self.source_start(view.start)?;
        if view.is_empty() {
            return (view.start == view.end).then_some(start..start);
        }
        Some(start..self.source_end(view.end)?)
    }

    /// Where the first unit starts that has a byte in the view at or after `view`.
    fn source_start(&self, view: usize) -> Option<usize> {
        let Some(deviation) = self.last_before(|deviation| deviation.view_start as usize <= view) else {
            return Some(view);
        };
        // A removed unit at this very place starts and ends here, and what counts begins after it.
        if deviation.view_start as usize == view && deviation.view_end > deviation.view_start {
            return Some(deviation.source_start as usize);
        }
        deviation.source_after(view)
    }

    /// Where the last unit ends that has a byte in the view before `view`.
    fn source_end(&self, view: usize) -> Option<usize> {
        match self.last_before(|deviation| (deviation.view_start as usize) < view) {
            Some(deviation) => deviation.source_after(view),
            None => Some(view),
        }
    }

    /// The last deviation for which `holds`, which must hold for the first ones and for none after them.
    fn last_before(&self, holds: impl Fn(&Deviation) -> bool) -> Option<&Deviation> {
        let after = self.deviations.partition_point(holds);
        self.deviations.get(after.checked_sub(1)?)
    }
}

impl Deviation {
    /// The place in the source that is as far behind this unit as `view` is in the view. None inside the unit.
    fn source_after(&self, view: usize) -> Option<usize> {
        Some(self.source_end as usize + view.checked_sub(self.view_end as usize)?)
    }
}

/// Builds a view and its map from the source's units, which must come in order and leave nothing out.
#[derive(Debug)]
pub(super) struct Builder {
    view: String,
    source: usize,
    map: Map,
}

impl Builder {
    /// A builder with room for a view of about `capacity` bytes.
    pub(super) fn new(capacity: usize) -> Self {
        Self { view: String::with_capacity(capacity), source: 0, map: Map::default() }
    }

    /// Characters of the source that stay as they are in length: each is a unit, and its view is as long as it is.
    pub(super) fn push_same(&mut self, view: &str) {
        self.view.push_str(view);
        self.source += view.len();
    }

    /// As [`Self::push_same`], for ASCII, in lower case.
    pub(super) fn push_lower(&mut self, ascii: &str) {
        let start = self.view.len();
        self.push_same(ascii);
        if let Some(added) = self.view.get_mut(start..) {
            added.make_ascii_lowercase();
        }
    }

    /// One unit of the source: its text and what it is in the view, which may be nothing.
    pub(super) fn push_unit(&mut self, source: &str, view: &str) {
        let simple = source.len() == view.len() && is_one_character(source) && is_one_character(view);
        if !simple {
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

    /// The white space in which a word is divided: it has nothing in the view.
    pub(super) fn push_divided(&mut self, run: &str, by: By) {
        self.map.divided.push(Divided { view: self.view.len(), source: self.source, by });
        self.push_unit(run, "");
    }

    /// The view and its map.
    pub(super) fn finish(self) -> (String, Map) {
        (self.view, self.map)
    }
}

/// Whether a text is exactly one character.
fn is_one_character(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some() && characters.as_str().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Source `a[-]B+b`, view `aXYb`: `-` removed, `B+` one unit of two bytes in the view.
    fn sample() -> Map {
        let mut builder = Builder::new(8);
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
    fn removed_characters_belong_to_what_covers_both_sides() {
        let map = sample();
        assert_eq!(map.source_range(0..1), Some(0..1));
        assert_eq!(map.source_range(0..3), Some(0..4));
        assert_eq!(map.source_range(3..4), Some(4..5));
        assert_eq!(map.source_range(3..5), Some(4..8));
        assert_eq!(map.source_range(4..5), Some(7..8));
    }

    #[test]
    fn an_empty_range_is_empty() {
        assert_eq!(sample().source_range(1..1), Some(2..2));
        #[expect(clippy::reversed_empty_ranges, reason = "a range that is no range must have no source")]
        let reversed = sample().source_range(3..1);
        assert_eq!(reversed, None);
    }

    #[test]
    fn same_lengths_store_nothing() {
        let mut builder = Builder::new(8);
        builder.push_lower("Kyiv ");
        builder.push_unit("Ж", "ж");
        let (view, map) = builder.finish();
        assert_eq!(view, "kyiv ж");
        assert!(map.is_identity());
        assert_eq!(map.source_range(2..7), Some(2..7));
    }
}
