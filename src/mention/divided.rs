//! Divided words, read as one.
//!
//! The views of a text have the hyphen of a word that is divided at a line's end (`text::word_splits`), so `28-` and `point` is
//! `28-point` there. Whether the hyphen belongs to the word is known to the list alone, so around each such place the
//! text is read once more without it, and what is then found across the place counts too: `Zelen-` and `sky` is Zelensky.
//!
//! Such places are few, and the readings of one reach no further than a name does. The limit: where more than
//! [`MOST_DIVIDED`] words of one name are divided, it is read with all its hyphens or not at all. So readings of a text with
//! a divided word in each line cost a fixed number of times what the text does.

use std::borrow::Cow;
use std::ops::{ControlFlow, Range};

use aho_corasick::AhoCorasick;

use crate::article::Article;
use crate::mention::boundary::stands_alone;
use crate::mention::resolve::MOST_CANDIDATES_AT_ONE_END;
use crate::text::fold::{Folded, is_invisible};
use crate::text::word_splits::{Hyphen, WordSplit, splitting_hyphen};

/// The most divided places of one match that may be read without their hyphens.
pub const MOST_DIVIDED: usize = 3;

/// How far the readings of a place reach on either side of it at most, in bytes of the view. No name is as long.
const FURTHEST: usize = 1_024;

/// An occurrence of a form: with its boundaries, not yet asked about its capitals.
#[derive(Debug)]
pub struct Occurrence<'a> {
    /// The form's number in the automaton.
    pub form: usize,
    /// Bytes of the text, line breaks of divided words and their hyphens among them.
    pub span: Range<usize>,
    /// The characters there, without the hyphens and line breaks that the form does not have.
    pub surface: Cow<'a, str>,
}

/// Gives every occurrence of an automaton's folded forms in a text, of which `folded` is the view, overlapping, to `take`, divided words read both with their
/// hyphens and without.
///
/// Of the forms that end at one place the longest come first, and no more come once they have
/// [`MOST_CANDIDATES_AT_ONE_END`] claims, which `claims` counts for each. Returned is the byte of the text at which `take` had enough, if
/// it had.
pub fn each_occurrence(
    automaton: &AhoCorasick,
    text: &str,
    folded: &Folded<'_>,
    claims: impl Fn(usize) -> usize,
    mut take: impl FnMut(Occurrence<'_>) -> ControlFlow<()>,
) -> Option<usize> {
    let mut place = |form: usize, view: Range<usize>, joined: &[usize]| {
        let Some(span) = folded.source_range(view).filter(|span| stands_alone(text, span.clone())) else {
            return ControlFlow::Continue(());
        };
        let surface = surface(folded, text, &span, joined);
        let start = span.start;
        take(Occurrence { form, span, surface }).map_break(|()| start)
    };
    let as_written = search(automaton, folded.as_str(), &claims, |form, range| place(form, range, &[]));
    let places = with_hyphen(folded.word_splits());
    if places.is_empty() || as_written.is_break() {
        return as_written.break_value();
    }
    // A form's hyphens may be left out too, and be there in the view.
    let reach = (automaton.max_pattern_len() + MOST_DIVIDED).min(FURTHEST);
    for reading in readings(folded.as_str(), &places, reach) {
        let read = search(automaton, &reading.text, &claims, |form, range| match reading.in_view(range) {
            Some(view) => place(form, view, &reading.joined),
            None => ControlFlow::Continue(()),
        });
        if let ControlFlow::Break(start) = read {
            return Some(start);
        }
    }
    None
}

/// Every occurrence in a view, or in a reading of it, as far as [`each_occurrence`] gives them.
fn search<T>(
    automaton: &AhoCorasick,
    view: &str,
    claims: impl Fn(usize) -> usize,
    mut found: impl FnMut(usize, Range<usize>) -> ControlFlow<T>,
) -> ControlFlow<T> {
    let mut end = (0, 0);
    for occurrence in automaton.find_overlapping_iter(view) {
        // The automaton gives the forms that end at one place one behind the other, the longest first.
        end = if end.0 == occurrence.end() { end } else { (occurrence.end(), 0) };
        if end.1 >= MOST_CANDIDATES_AT_ONE_END {
            continue;
        }
        let form = occurrence.pattern().as_usize();
        end.1 += claims(form);
        found(form, occurrence.start()..occurrence.end())?;
    }
    ControlFlow::Continue(())
}

/// The characters of a span, without the hyphens and line breaks of the places that are joined.
fn surface<'a>(folded: &Folded<'_>, text: &'a str, span: &Range<usize>, joined: &[usize]) -> Cow<'a, str> {
    if joined.is_empty() {
        return Cow::Borrowed(text.get(span.clone()).unwrap_or_default());
    }
    let mut surface = String::with_capacity(span.len());
    let mut from = span.start;
    for &place in joined {
        let divided = folded.word_splits();
        let divided = divided.get(divided.partition_point(|divided| divided.view < place));
        let hyphen = folded.source_range(place - 1..place);
        let (Some(hyphen), Some(divided)) = (hyphen, divided) else { continue };
        surface.push_str(text.get(from..hyphen.start).unwrap_or_default());
        let rest = text.get(divided.source..).unwrap_or_default();
        from = text.len() - rest.trim_start_matches(is_blank).len();
    }
    surface.push_str(text.get(from..span.end).unwrap_or_default());
    Cow::Owned(surface)
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// The places of a view, in bytes and in order, where there is a hyphen that may not belong to the word: behind it.
pub fn with_hyphen(divided: &[WordSplit]) -> Vec<usize> {
    divided.iter().filter(|one| one.hyphen == Hyphen::Hard).map(|one| one.view).collect()
}

/// A part of a view in which some hyphens are left out.
#[derive(Debug)]
pub struct Reading<'a> {
    /// The part, without these hyphens.
    pub text: String,
    /// Whether the view goes on before it, behind it.
    pub is_cut: (bool, bool),
    /// Where it begins in the view.
    start: usize,
    /// The places of the view whose hyphens are left out.
    joined: Vec<usize>,
    /// All such places of the view.
    places: &'a [usize],
}

/// Every way to read a view around its divided places (behind their hyphens, in order), but with all hyphens: for each place
/// those in which its hyphen is the first that is left out. `reach` is how far a match goes on either side of it, in bytes.
pub fn readings<'a>(view: &'a str, places: &'a [usize], reach: usize) -> impl Iterator<Item = Reading<'a>> {
    places.iter().enumerate().flat_map(move |(first, &place)| {
        let neighbour = |index: Option<usize>| index.and_then(|index| places.get(index)).copied();
        // No match that may be read so goes beyond the third place from here on either side. That place's hyphen is seen, so
        // that a match beside it does not stand where the reading is cut.
        let least = neighbour(first.checked_sub(MOST_DIVIDED)).map_or(0, |place| place - 1);
        let most = neighbour(Some(first + MOST_DIVIDED)).unwrap_or(view.len());
        let start = view.floor_char_boundary(place.saturating_sub(reach + 1).max(least));
        let end = view.ceil_char_boundary((place + reach).min(most));
        let further = places.get(first + 1..).unwrap_or_default();
        let further = further.get(..further.partition_point(|&other| other < end)).unwrap_or_default();
        (0_u32..1 << further.len()).map(move |chosen| {
            let others = further.iter().enumerate().filter(|(bit, _)| chosen & (1 << bit) != 0);
            let joined: Vec<usize> = std::iter::once(place).chain(others.map(|(_, &other)| other)).collect();
            Reading::new(view, start..end, joined, places)
        })
    })
}

impl<'a> Reading<'a> {
    fn new(view: &str, part: Range<usize>, joined: Vec<usize>, places: &'a [usize]) -> Self {
        let mut text = String::with_capacity(part.len());
        let mut from = part.start;
        for &place in &joined {
            text.push_str(view.get(from..place - 1).unwrap_or_default());
            from = place;
        }
        text.push_str(view.get(from..part.end).unwrap_or_default());
        let is_cut = (part.start > 0, part.end < view.len());
        Self { text, is_cut, start: part.start, joined, places }
    }

    /// The part of the view that is read.
    pub fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len() + self.joined.len()
    }

    /// The first place whose hyphen is left out, in bytes of the reading: a match begins before it.
    pub fn first_place(&self) -> usize {
        self.joined.first().map_or(0, |place| place - 1 - self.start)
    }

    /// The range of the view that a range of the reading came from. None where it does not cross every hyphen that is left out,
    /// so that it is found in another reading, or crosses more than [`MOST_DIVIDED`] divided places.
    pub fn in_view(&self, range: Range<usize>) -> Option<Range<usize>> {
        let last = self.joined.last()? - self.start - self.joined.len();
        if range.start >= self.first_place() || range.end <= last {
            return None;
        }
        let view = self.start + range.start..self.start + range.end + self.joined.len();
        let before = |end: usize| self.places.partition_point(|place| *place < end);
        (before(view.end) - before(view.start + 1) <= MOST_DIVIDED).then_some(view)
    }
}

/// Blocks of which each ends with a divided word that goes on in the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Bytes of the article's text.
    pub range: Range<usize>,
    /// Where each of its blocks but the last ends, in bytes of the article's text.
    pub ends: Vec<usize>,
}

/// The chains of an article, in order.
pub fn chains(article: &Article) -> Vec<Chain> {
    let mut chains: Vec<Chain> = Vec::new();
    for (block, next) in article.blocks.iter().zip(article.blocks.iter().skip(1)) {
        let (end, start) = (block.range.end, next.range.start);
        if !goes_on(article.text.all(), end, start) {
            continue;
        }
        match chains.last_mut().filter(|chain| chain.range.end == end) {
            Some(chain) => {
                chain.range.end = next.range.end;
                chain.ends.push(end);
            }
            None => chains.push(Chain { range: block.range.start..next.range.end, ends: vec![end] }),
        }
    }
    chains
}

/// Whether the word at the end of a block goes on at the start of the next.
fn goes_on(text: &str, end: usize, start: usize) -> bool {
    let (Some(before), Some(run), Some(after)) = (text.get(..end), text.get(end..start), text.get(start..))
    else {
        return false;
    };
    run.chars().all(is_blank) && splitting_hyphen(before, run, after).is_some()
}

#[cfg(test)]
#[path = "divided_tests.rs"]
mod tests;
