//! What the cells show: a measure of the entity in the article, or how the article spells it.

use crate::analysis::coverage::{CoverageRow, Measure};
use crate::corpus::{ArticleId, Index};

/// What the cells show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Content {
    /// Number of mentions.
    #[default]
    Mentions,
    /// Mentions per 1,000 words.
    Rate,
    /// Number of paragraphs with a mention.
    Paragraphs,
    /// Number of the paragraph with the first mention.
    First,
    /// Whether the title has a mention.
    Title,
    /// The most frequent spelling, and how many others there are.
    Spellings,
}

/// A row of [`CONTENTS`].
struct Row {
    content: Content,
    /// The measure that rows are sorted by in a column, and that totals show.
    measure: Measure,
    /// What the cells show, for the heading.
    label: &'static str,
    /// The head of the last column, which has the totals over all listed articles.
    total: &'static str,
}

/// The contents, in the order in which the key cycles through them. Spellings are sorted and totalled by mentions.
const CONTENTS: &[Row] = &[
    row(Content::Mentions, Measure::Mentions, "mentions", "sum"),
    row(Content::Rate, Measure::Rate, "mentions per 1,000 words", "all"),
    row(Content::Paragraphs, Measure::Paragraphs, "paragraphs with a mention", "sum"),
    row(Content::First, Measure::First, "first paragraph with a mention", "first"),
    row(Content::Title, Measure::Title, "mentions in the title", "titles"),
    row(Content::Spellings, Measure::Mentions, "spellings", "sum"),
];

const fn row(content: Content, measure: Measure, label: &'static str, total: &'static str) -> Row {
    Row { content, measure, label, total }
}

impl Content {
    fn row(self) -> Option<&'static Row> {
        CONTENTS.iter().find(|row| row.content == self)
    }

    /// Returns what the cells show, in words.
    pub fn label(self) -> &'static str {
        self.row().map_or("", |row| row.label)
    }

    /// Returns the head of the column of totals.
    pub fn total_head(self) -> &'static str {
        self.row().map_or("", |row| row.total)
    }

    /// Returns the measure that rows are sorted by in a column, and that totals show.
    pub fn measure(self) -> Measure {
        self.row().map_or(Measure::default(), |row| row.measure)
    }

    /// Returns the next one, cycling.
    #[must_use]
    pub fn next(self) -> Self {
        let at = CONTENTS.iter().position(|row| row.content == self).unwrap_or(0);
        CONTENTS.iter().cycle().nth(at + 1).map_or(self, |row| row.content)
    }

    /// Returns the text of a cell: [`ABSENT`] if the article does not mention the entity, and [`UNKNOWN`] if that is
    /// unknown. For [`Content::Spellings`], this is the number of mentions.
    pub fn cell(self, index: &Index, row: &CoverageRow, article: ArticleId) -> String {
        if row.is_absent(index, article) {
            return ABSENT.to_owned();
        }
        let Some(cell) = row.cell(article) else { return UNKNOWN.to_owned() };
        match self {
            Self::Title if cell.in_title => "title".to_owned(),
            Self::Title => "text".to_owned(),
            _ => row.value(index, article, self.measure()).map_or(String::new(), |value| self.number(value)),
        }
    }

    /// Returns a number in the form that the cells and totals show.
    pub fn number(self, value: f64) -> String {
        if self == Self::Rate { format!("{value:.1}") } else { format!("{value:.0}") }
    }
}

/// Stands for "not mentioned".
pub const ABSENT: &str = "·";
/// Stands for "not mentioned in what there is of the article", if it is cut short or damaged.
pub const UNKNOWN: &str = "?";

/// The glyphs, each with the lowest number of mentions per 1,000 words that it stands for. The first is for any above
/// 0.
pub const SHADES: &[(f64, &str)] = &[(0.0, "░"), (2.0, "▒"), (5.0, "▓"), (10.0, "█")];

/// Returns the glyph for a number of mentions per 1,000 words: a space for 0.
pub fn shade(rate: f64) -> &'static str {
    let reached = SHADES.iter().rev().find(|(least, _)| rate >= *least && rate > 0.0);
    reached.map_or(" ", |(_, glyph)| glyph)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_begin_at_their_lowest_rate() {
        let rates = [0.0, 0.1, 1.9, 2.0, 4.9, 5.0, 9.9, 10.0, 999.0];
        assert_eq!(rates.map(shade), [" ", "░", "░", "▒", "▒", "▓", "▓", "█", "█"]);
    }

    #[test]
    fn key_cycles_through_all_contents() {
        let mut seen = vec![Content::default()];
        while seen.len() < CONTENTS.len() {
            seen.push(seen[seen.len() - 1].next());
        }
        assert_eq!(seen, CONTENTS.iter().map(|row| row.content).collect::<Vec<_>>());
        assert_eq!(seen[seen.len() - 1].next(), Content::default());
    }
}
