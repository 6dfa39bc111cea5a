//! Where articles hold what a regular expression describes.
//!
//! The expression sees the text as the patterns of the list do: a line break is a space, and nothing in a word that it
//! divides; dashes are hyphens, curly apostrophes and quotation marks straight ones. A phrase is found however the file wraps its lines. An expression that may match any length,
//! or that asks for an end (`^`, `$`), sees each paragraph for itself: there `^` and `$` are its ends. The limit: nothing
//! is found across a blank line.

use std::ops::Range;

use crate::article::{Article, ArticleKey};
use crate::gazetteer::Case;
use crate::mention::patterns::ignores_case;
use crate::text::expression::unified_expression;
use crate::text::unify::unify;

/// The most hits of one article that are kept apart.
pub const MOST_HITS: usize = 1_000_000;
/// What can match more bytes than this is no phrase.
const LONGEST_PHRASE: usize = 200;
/// The most bytes of a block that go along with a hit, before it and behind it.
const CONTEXT: usize = 600;

/// A regular expression to search with, in smart case.
#[derive(Clone, Debug)]
pub struct Expression {
    regex: regex::Regex,
    /// Whether it may match across the border of two paragraphs that no blank line divides.
    may_cross: bool,
}

/// A hit with the words around it, all of one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Bytes of the article's text.
    pub range: Range<usize>,
    /// What stands before it, at most 600 bytes, on one line.
    pub before: String,
    /// The hit, on one line.
    pub words: String,
    /// What follows it, at most 600 bytes, on one line.
    pub after: String,
}

/// An article that has hits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Searched {
    /// The article.
    pub key: ArticleKey,
    /// Its first hits, in order.
    pub hits: Vec<Hit>,
    /// All its hits.
    pub count: u64,
}

impl Expression {
    /// Reads an expression. Without a capital letter in it, case does not count.
    ///
    /// # Errors
    /// What is wrong with it, in a few words.
    pub fn new(expression: &str) -> Result<Self, String> {
        let expression = unified_expression(expression);
        let ignore_case = ignores_case(&expression, Case::Smart);
        let built = regex::RegexBuilder::new(&expression).case_insensitive(ignore_case).build();
        let regex = built.map_err(|error| {
            let whole = error.to_string();
            let reason = whole.lines().last().unwrap_or("it is not a regular expression").trim();
            reason.strip_prefix("error: ").unwrap_or(reason).to_owned()
        })?;
        Ok(Self { regex, may_cross: may_cross(&expression) })
    }

    /// Bytes of every hit that holds a character, in order; and whether there are more than are kept apart.
    pub fn hits(&self, article: &Article) -> (Vec<Range<usize>>, bool) {
        let mut hits: Vec<Range<usize>> = if self.may_cross {
            self.hits_in(article, 0..article.text.len())
        } else {
            let blocks = article.blocks.iter().map(|block| block.range.clone());
            blocks.flat_map(|block| self.hits_in(article, block)).take(MOST_HITS + 1).collect()
        };
        let is_cut = hits.len() > MOST_HITS;
        hits.truncate(MOST_HITS);
        (hits, is_cut)
    }

    fn hits_in(&self, article: &Article, part: Range<usize>) -> Vec<Range<usize>> {
        let start = part.start;
        let view = unify(article.text.slice(part));
        let found = self.regex.find_iter(view.as_str()).map(|hit| hit.range()).filter(|hit| !hit.is_empty());
        let in_source = found.take(MOST_HITS + 1).filter_map(|hit| view.source_range(hit));
        in_source.map(|hit| start + hit.start..start + hit.end).collect()
    }
}

/// Whether an expression describes a phrase: nothing longer than some bytes, and no end of a paragraph.
fn may_cross(expression: &str) -> bool {
    let Ok(parsed) = regex_syntax::parse(expression) else { return false };
    let properties = parsed.properties();
    let is_short = properties.maximum_len().is_some_and(|length| length <= LONGEST_PHRASE);
    is_short && !properties.look_set().contains_anchor()
}

/// A hit with the words around it.
pub fn in_context(article: &Article, range: Range<usize>) -> Hit {
    let block = article.block_at(range.start).and_then(|block| article.blocks.get(block));
    let whole = block.map_or(range.clone(), |block| block.range.clone());
    let text = article.text.all();
    let one_line = |range: Range<usize>| text.get(range).unwrap_or_default().replace(['\n', '\t'], " ");
    let from = text.ceil_char_boundary(whole.start.max(range.start.saturating_sub(CONTEXT)));
    let to = text.floor_char_boundary(whole.end.min(range.end + CONTEXT).max(range.end));
    Hit {
        before: one_line(from..range.start),
        words: one_line(range.clone()),
        after: one_line(range.end..to),
        range,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;

    use super::*;
    use crate::article::{Format, parse};

    fn article(text: &str) -> Article {
        parse(ArticleKey::of_path(Path::new("a.txt")), Format::Plain, text.to_owned(), false)
    }

    fn hits(text: &str, expression: &str) -> Vec<String> {
        let article = article(text);
        let (hits, _) = Expression::new(expression).unwrap().hits(&article);
        hits.into_iter().map(|hit| article.text.slice(hit).to_owned()).collect()
    }

    #[test]
    fn search_has_smart_case_and_names_what_is_wrong() {
        assert_eq!(hits("Kyiv kyiv", "kyiv").len(), 2);
        assert_eq!(hits("Kyiv kyiv", "Kyiv").len(), 1);
        assert_eq!(hits("aaa", "x*").len(), 0);
        assert_eq!(Expression::new("(").unwrap_err(), "unclosed group");
    }

    #[test]
    fn a_phrase_is_found_however_the_file_wraps_its_lines() {
        let wrapped = "The envoys met in the town of\nNew Harbour, where it rained on\nand on and on for all of the day.\n\nThen it was over and all of them\nwent home to the New\u{a0}Harbour’s inn.";
        assert_eq!(hits(wrapped, "of New Harbour"), ["of\nNew Harbour"]);
        assert_eq!(hits(wrapped, "New Harbour's"), ["New\u{a0}Harbour’s"]);
        assert_eq!(hits(wrapped, "New\u{a0}Harbour’s"), ["New\u{a0}Harbour’s"]);
        assert_eq!(hits(wrapped, "^then").len(), 1);
        assert_eq!(hits("A line each\nof a note\n\nOr two", "each of a"), ["each\nof a"]);
        assert_eq!(hits("A line each\nof a note", "each.*note").len(), 0);
        assert_eq!(hits("A note\n\nOr two", "note or").len(), 0);
        assert_eq!(hits(wrapped, "(?s)day.*then").len(), 0);
    }

    #[test]
    fn context_is_of_the_hits_own_paragraph_and_bounded() {
        let long = "wörd ".repeat(400);
        let article = article(&format!("A title here\n\n{long}HIT {long}\n\nAnother paragraph."));
        let (found, _) = Expression::new("HIT").unwrap().hits(&article);
        let hit = in_context(&article, found[0].clone());
        assert_eq!(hit.words, "HIT");
        assert!(hit.before.len() <= CONTEXT && hit.before.ends_with("wörd "));
        assert!(hit.after.len() <= CONTEXT && !hit.after.contains("Another"));
    }

    proptest! {
        /// A literal phrase is found as often as by looking at each place of each paragraph.
        #[test]
        fn literal_hits_agree_with_a_naive_count(words in prop::collection::vec("[ab]{1,2}", 1..40), sought in "[ab]{1,2} [ab]") {
            let text = words.join(" ");
            let article = article(&text);
            let (found, _) = Expression::new(&sought).unwrap().hits(&article);
            let naive: usize = article.blocks.iter().map(|block| article.block_text(block).matches(&sought).count()).sum();
            prop_assert_eq!(found.len(), naive);
        }
    }
}
