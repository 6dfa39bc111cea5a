//! Which names the view lists, and in which order: first the suggested names, then those that the user ignored.

use std::cmp::Reverse;
use std::collections::HashSet;

use crate::analysis::suggestions::{Suggestion, SuggestionKind};
use crate::text::fold::fold_form;

/// The order of the names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sorting {
    /// Names that are clearly other spellings of listed ones first, then by articles, count and first occurrence.
    #[default]
    Likeliest,
    /// Most frequent first.
    Count,
    /// In most articles first.
    Articles,
    /// By name.
    Name,
    /// By their likely kind, in the order of the list's kinds; then other spellings of listed names, then names of
    /// unknown kind.
    Kind,
}

/// The sort orders with their names, in the order in which the key cycles through them.
const SORTINGS: &[(Sorting, &str)] = &[
    (Sorting::Likeliest, "likeliest first"),
    (Sorting::Count, "by count"),
    (Sorting::Articles, "by articles"),
    (Sorting::Name, "by name"),
    (Sorting::Kind, "by kind"),
];

impl Sorting {
    /// Returns its name on the screen.
    pub fn label(self) -> &'static str {
        SORTINGS.iter().find(|(sorting, _)| *sorting == self).map_or("", |(_, words)| words)
    }

    /// Returns the order that the key switches to next.
    #[must_use]
    pub fn next(self) -> Self {
        let at = SORTINGS.iter().position(|(sorting, _)| *sorting == self).unwrap_or(0);
        SORTINGS.get((at + 1) % SORTINGS.len()).map_or(self, |(sorting, _)| *sorting)
    }
}

/// A name as it is filtered and sorted, prepared on another thread since there may be very many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indexed {
    /// Its folded spelling, by which names are ignored.
    pub folded: String,
    /// All its spellings, folded, one per line.
    all: String,
    /// Its position when all names are sorted by name.
    by_name: usize,
}

impl Indexed {
    /// Prepares suggestions, in their order.
    pub fn of_all(suggestions: &[Suggestion]) -> Vec<Self> {
        let mut indexed: Vec<Self> = suggestions
            .iter()
            .map(|suggestion| {
                let folded = fold_form(&suggestion.surface);
                let others = suggestion.aliases.iter().map(|alias| fold_form(alias));
                let all = std::iter::once(folded.clone()).chain(others).collect::<Vec<_>>().join("\n");
                Self { folded, all, by_name: 0 }
            })
            .collect();
        let mut order: Vec<(String, usize)> =
            indexed.iter().enumerate().map(|(at, name)| (name.folded.clone(), at)).collect();
        order.sort_unstable();
        for (place, (_, at)) in order.into_iter().enumerate() {
            if let Some(name) = indexed.get_mut(at) {
                name.by_name = place;
            }
        }
        indexed
    }

    /// True if each of these folded words is in one of its spellings.
    fn contains(&self, words: &[String]) -> bool {
        words.iter().all(|word| self.all.contains(word.as_str()))
    }
}

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A suggestion, by its index.
    Name(usize),
    /// The heading of the ignored names.
    Ignored,
}

/// The rows of the list, and how many names have one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The rows.
    pub rows: Vec<Row>,
    /// How many suggested names have a row, and how many there are.
    pub suggested: (usize, usize),
    /// How many ignored names have a row, and how many there are.
    pub ignored: (usize, usize),
}

impl Rows {
    /// Lists the names that match the filter, those that are not ignored first.
    pub fn of(
        suggestions: &[Suggestion],
        indexed: &[Indexed],
        ignored_names: &HashSet<String>,
        sorting: Sorting,
        filter: &str,
    ) -> Self {
        let words: Vec<String> = filter.split_whitespace().map(fold_form).collect();
        let (mut names, mut ignored) = (Vec::new(), Vec::new());
        let mut all = (0, 0);
        for (at, (suggestion, index)) in suggestions.iter().zip(indexed).enumerate() {
            let is_ignored = ignored_names.contains(&index.folded);
            let (section, count) =
                if is_ignored { (&mut ignored, &mut all.1) } else { (&mut names, &mut all.0) };
            *count += 1;
            if index.contains(&words) {
                section.push((sort_key(sorting, suggestion, index, at), at));
            }
        }
        names.sort_unstable();
        ignored.sort_unstable();
        let (suggested, ignored_count) = ((names.len(), all.0), (ignored.len(), all.1));
        let heading = (!ignored.is_empty()).then_some(Row::Ignored);
        let row = |(_, at)| Row::Name(at);
        let rows = names.into_iter().map(row).chain(heading).chain(ignored.into_iter().map(row)).collect();
        Self { rows, suggested, ignored: ignored_count }
    }

    /// Returns the row's position among the names of its section, from 1, and true if they are ignored. None for a heading.
    pub fn place(&self, row: usize) -> Option<(usize, bool)> {
        match self.rows.get(row)? {
            Row::Ignored => None,
            Row::Name(_) if row < self.suggested.0 => Some((row + 1, false)),
            Row::Name(_) => Some((row - self.suggested.0, true)),
        }
    }
}

/// Returns the sort key of a name; its position among all names breaks ties.
fn sort_key(
    sorting: Sorting,
    suggestion: &Suggestion,
    index: &Indexed,
    at: usize,
) -> (Reverse<u32>, usize, usize) {
    match sorting {
        Sorting::Likeliest => (Reverse(0), 0, at),
        Sorting::Count => (Reverse(suggestion.count), 0, at),
        Sorting::Articles => (Reverse(suggestion.articles), 0, at),
        Sorting::Name => (Reverse(0), 0, index.by_name),
        Sorting::Kind => {
            let kind = suggestion.guess.filter(|_| suggestion.kind == SuggestionKind::New);
            let after = usize::from(suggestion.kind == SuggestionKind::New);
            (Reverse(0), kind.map_or(usize::MAX - 1 + after, |kind| usize::from(kind.0)), at)
        }
    }
}
