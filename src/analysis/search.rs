//! Where articles hold what a regular expression describes.
//!
//! The expression sees the text as patterns of the list and names do: a line break is a space, and in a word that it
//! divides nothing, with the hyphen or without; dashes are hyphens, curly quotation marks straight ones; and Zürich is found with its dots or without, unless
//! the expression asks for them ([`crate::text::search_expression`]). A phrase is found however the file wraps its lines. An expression that may match any length,
//! or that asks for an end (`^`, `$`), sees each paragraph for itself: there `^` and `$` are its ends. The limits: nothing
//! is found across a blank line, nor in a part of one letter (`f` in ﬁ).

use std::ops::Range;

use crate::article::{Article, ArticleKey};
use crate::gazetteer::Case;
use crate::mention::patterns::ignores_case;
use crate::text::search_expression::{SearchExpression, SpecialLetter, search_expression};
use crate::text::search_view::{Folding, SearchView, search_view};

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
    folding: Folding,
    /// Letters that must stand in a hit as they are typed.
    special: Vec<SpecialLetter>,
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
        let SearchExpression { expression, folding, special } = search_expression(expression);
        let ignore_case = ignores_case(&expression, Case::Smart);
        let built = regex::RegexBuilder::new(&expression).case_insensitive(ignore_case).build();
        let regex = built.map_err(|error| {
            let whole = error.to_string();
            let reason = whole.lines().last().unwrap_or("it is not a regular expression").trim();
            reason.strip_prefix("error: ").unwrap_or(reason).to_owned()
        })?;
        Ok(Self { regex, folding, special, may_cross: may_cross(&expression) })
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
        let text = article.text.slice(part);
        let view = search_view(text, self.folding);
        let hits = Hits { expression: self, view: &view, text, from: 0 };
        let mut hits: Vec<Range<usize>> = hits.take(MOST_HITS + 1).collect();
        if let Some(joined) = view.dehyphenated(self.folding) {
            let more = Hits { expression: self, view: &joined, text, from: 0 };
            let is_new = |hit: &Range<usize>| {
                let after = hits.partition_point(|known| known.end <= hit.start);
                hits.get(after).is_none_or(|known| known.start >= hit.end)
            };
            let more: Vec<Range<usize>> = more.take(MOST_HITS + 1).filter(is_new).collect();
            hits.extend(more);
            hits.sort_unstable_by_key(|hit| hit.start);
        }
        hits.into_iter().map(|hit| start + hit.start..start + hit.end).collect()
    }
}

/// The hits in one text, in order, none over another.
struct Hits<'a> {
    expression: &'a Expression,
    view: &'a SearchView<'a>,
    text: &'a str,
    /// Where the next one is looked for, in bytes of the view.
    from: usize,
}

impl Iterator for Hits<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let view = self.view.as_str();
        // A place that the view holds: the regex would panic at another.
        while view.is_char_boundary(self.from) {
            let hit = self.expression.regex.find_at(view, self.from)?.range();
            // What ends inside of a letter, is nothing or has another letter is tried again one character on.
            let source = self.view.source_range(hit.clone()).filter(|source| !source.is_empty());
            if let Some(source) = source.filter(|_| self.has_special_letters(hit.clone())) {
                self.from = hit.end;
                return Some(source);
            }
            let rest = view.get(hit.start..).unwrap_or_default();
            self.from = hit.start + rest.chars().next()?.len_utf8();
        }
        None
    }
}

impl Hits<'_> {
    /// Whether the text of a hit has the letters that the expression asks for as they are typed. Their case was looked at in the
    /// view.
    fn has_special_letters(&self, hit: Range<usize>) -> bool {
        let special = &self.expression.special;
        if special.is_empty() {
            return true;
        }
        let words = self.view.as_str().get(hit.clone()).unwrap_or_default();
        let places = words.char_indices().map(|(at, _)| at).chain([words.len()]);
        let places: Vec<usize> = places.map(|at| hit.start + at).collect();
        special.iter().all(|special| {
            let (from, to) = (places.get(special.range.start), places.get(special.range.end));
            let source = from.zip(to).and_then(|(from, to)| self.view.source_range(*from..*to));
            source.and_then(|source| self.text.get(source)).is_some_and(|letter| special.matches(letter))
        })
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
    use crate::text::fold::{fold, fold_form};

    fn article(text: &str) -> Article {
        parse(ArticleKey::of_path(Path::new("a.txt")), Format::Plain, text.to_owned(), 0)
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
    fn letters_are_found_however_the_text_writes_them() {
        let text = "Zürich, Zurich, Zu\u{308}rich, ZÜRICH; “ﬁne” Straße—Łódź";
        assert_eq!(hits(text, "Zurich"), ["Zürich", "Zurich", "Zu\u{308}rich"]);
        assert_eq!(hits(text, "zurich").len(), 4);
        assert_eq!(hits(text, "zurich|bern").len(), 4);
        assert_eq!(hits(text, "ZURICH"), ["ZÜRICH"]);
        assert_eq!(hits(text, "\"fine\" strasse-lodz"), ["“ﬁne” Straße—Łódź"]);
        assert_eq!(hits(text, "«fine»"), ["“ﬁne”"]);
        assert_eq!(hits("Zelen\u{AD}skyy—“Zelenskyy”", "zelenskyy").len(), 2);
        assert_eq!(hits("San\nJosé", "san jose"), ["San\nJosé"]);
    }

    #[test]
    fn a_word_that_a_lines_end_divides_is_found_with_its_hyphen_and_without() {
        let text = "with Zelen-\nskyy on the 28-\npoint plan of Zelenskyy";
        assert_eq!(hits(text, "zelenskyy"), ["Zelen-\nskyy", "Zelenskyy"]);
        assert_eq!(hits(text, "28-point plan"), ["28-\npoint plan"]);
        assert_eq!(hits(text, "28point"), ["28-\npoint"]);
        assert_eq!(hits(text, "skyy on"), ["skyy on"]);
        assert_eq!(hits("Mü-\nller", "muller"), ["Mü-\nller"]);
        assert_eq!(hits("Mü-\nller Mul-\nler", "müller"), ["Mü-\nller"]);
        assert_eq!(hits("well-known", "wellknown").len(), 0);
    }

    #[test]
    fn a_special_letter_asks_for_itself() {
        let text = "Zürich, Zurich, Zu\u{308}\u{AD}rich, ZÜRICH, Genève";
        assert_eq!(hits(text, "Zürich"), ["Zürich", "Zu\u{308}\u{AD}rich"]);
        assert_eq!(hits(text, "Zu\u{308}rich").len(), 2);
        assert_eq!(hits(text, "zürich").len(), 3);
        assert_eq!(hits(text, "zùrich").len(), 0);
        assert_eq!(hits(text, "zürich, geneve"), ["ZÜRICH, Genève"]);
        assert_eq!(hits(text, "zürich|bern").len(), 3);
        assert_eq!(hits("Straße strasse", "straße"), ["Straße"]);
        assert_eq!(hits("aaä", "aä"), ["aä"], "a place that fails hides none behind it");
    }

    #[test]
    fn classes_and_counts_mean_characters() {
        let text = "Zürich Zu\u{308}rich Straße ﬁne";
        assert_eq!(hits(text, r"\bz\w{5}\b").len(), 2);
        assert_eq!(hits(text, "z.rich").len(), 2);
        assert_eq!(hits(text, "stra.e"), ["Straße"]);
        assert_eq!(hits(text, "stra..e").len(), 0);
        assert_eq!(hits(text, r"zur\w+"), ["Zürich", "Zu\u{308}rich"]);
        assert_eq!(hits(text, "z[ü]rich").len(), 2);
        assert_eq!(hits(text, "z[u]rich").len(), 0);
        assert_eq!(hits(text, r"[^\x00-\x7F]").len(), 4);
        assert_eq!(hits(text, r"\p{Lu}\p{Ll}+"), ["Zürich", "Zu\u{308}rich", "Straße"]);
        assert_eq!(hits(text, r"\b[a-z]+\b").len(), 0);
        assert_eq!(hits("“No,” he said", "[“”]").len(), 2);
    }

    #[test]
    fn nothing_is_found_in_a_part_of_a_letter() {
        assert_eq!(hits("ﬁ fi", "f"), ["f"]);
        assert_eq!(hits("sßs", "ss"), ["ß"]);
        assert_eq!(hits("sßs", "sss"), ["sß"]);
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

    /// Hits as they are described: at each place of the folded text in turn, none over another.
    fn naive(text: &str, sought: &str) -> Vec<Range<usize>> {
        let (folded, sought) = (fold(text), fold_form(sought));
        let (mut hits, mut at) = (Vec::new(), 0);
        while at < folded.as_str().len() {
            let is_here = folded.as_str().get(at..).is_some_and(|rest| rest.starts_with(&sought));
            match folded.source_range(at..at + sought.len()).filter(|_| is_here) {
                Some(hit) => {
                    hits.push(hit);
                    at += sought.len();
                }
                None => at += 1,
            }
        }
        hits
    }

    proptest! {
        /// A phrase of plain letters is found wherever the folded text has it, line breaks, ligatures and marks included.
        #[test]
        fn phrases_agree_with_a_naive_search(
            text in "([abfis]|[ÀéßﬁﬀŁ]|[ \\n\u{AD}\u{301}’—-]){1,40}",
            sought in "[abfis]([abfisel' -]{0,2}[abfisel])?",
        ) {
            let article = article(&format!("a{text}"));
            let (found, _) = Expression::new(&sought).unwrap().hits(&article);
            let text = article.text.all();
            let naive = naive(text, &fold_form(&sought));
            let words = |hit: &Range<usize>| fold_form(&text[hit.clone()]).replace('-', "");
            prop_assert!(naive.iter().all(|hit| found.contains(hit)), "{:?} {:?}", naive, found);
            prop_assert!(found.iter().all(|hit| words(hit) == fold_form(&sought).replace('-', "")));
            let is_divided = |hit: &Range<usize>| text[hit.clone()].contains(['-', '\u{2010}']) && text[hit.clone()].contains('\n');
            prop_assert!(found.iter().all(|hit| naive.contains(hit) || is_divided(hit)));
        }

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
