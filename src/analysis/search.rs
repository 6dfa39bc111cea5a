//! Regular expression search in articles.
//!
//! The expression sees normalised text, as the list's patterns do. A line break is a space, so a phrase is found
//! however the file wraps its lines. A word divided at a line end is read as one word, with and without its hyphen.
//! Dashes are hyphens, and double quotation marks and apostrophes are straight. In most expressions, a plain letter
//! matches with and without marks: `Zurich` finds Zürich, but `Zürich` does not find Zurich
//! ([`crate::text::search_expression`]). An expression that may match more than 200 bytes, or has an anchor (`^`, `$`),
//! is run on each paragraph separately, and the anchors match the paragraph's ends. A space does not match a blank
//! line, which is two line breaks or more; only what matches line breaks themselves does (`\n\n`, `\s\s`, `[^a][^a]`).
//! Limitation: nothing matches inside a single letter (`f` in ﬁ).

use std::ops::Range;

use crate::article::{Article, ArticleKey};
use crate::gazetteer::{Case, ignores_case};
use crate::text::search_expression::{SearchExpression, SpecialLetter, search_expression};
use crate::text::search_view::{Folding, SearchView, search_view};

/// Maximum number of hits per article.
pub const MAX_HITS: usize = 1_000_000;
/// Maximum match length, in bytes, of an expression that may match across paragraphs.
const MAX_PHRASE_LEN: usize = 200;
/// Maximum context on each side of a hit, in bytes.
const MAX_CONTEXT_LEN: usize = 600;

/// A compiled search expression, with smart case.
#[derive(Clone, Debug)]
pub struct Expression {
    regex: regex::Regex,
    folding: Folding,
    /// Letters with marks or strokes that a hit must contain as typed, case aside.
    special: Vec<SpecialLetter>,
    /// True if it may match across paragraphs.
    may_cross_blocks: bool,
}

/// A hit with its context, which stays inside the hit's block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Byte range in the article's text.
    pub range: Range<usize>,
    /// Text before it, at most 600 bytes, on one line.
    pub before: String,
    /// Text of the hit, on one line.
    pub words: String,
    /// Text after it, at most 600 bytes, on one line.
    pub after: String,
}

/// An article that has hits, or that could not be searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleHits {
    /// The article.
    pub key: ArticleKey,
    /// Its first hits, in order.
    pub hits: Vec<Hit>,
    /// Number of all its hits, at most [`MAX_HITS`].
    pub count: u64,
    /// True if it could no longer be read; it then has no hits.
    pub is_unreadable: bool,
}

impl Expression {
    /// Compiles an expression. It ignores case if it has literal characters and none of them is a capital letter.
    ///
    /// # Errors
    /// A short message that says what is wrong with the expression.
    pub fn new(expression: &str) -> Result<Self, String> {
        let SearchExpression { expression, folding, special } = search_expression(expression);
        let ignore_case = ignores_case(&expression, Case::Smart);
        let built = regex::RegexBuilder::new(&expression).case_insensitive(ignore_case).build();
        let regex = built.map_err(|error| {
            let whole = error.to_string();
            let reason = whole.lines().last().unwrap_or("it is not a regular expression").trim();
            reason.strip_prefix("error: ").unwrap_or(reason).to_owned()
        })?;
        Ok(Self { regex, folding, special, may_cross_blocks: may_cross_blocks(&expression) })
    }

    /// Returns the byte ranges of the non-empty hits, in order, and true if there are more than [`MAX_HITS`].
    pub fn hits(&self, article: &Article) -> (Vec<Range<usize>>, bool) {
        let mut hits: Vec<Range<usize>> = if self.may_cross_blocks {
            self.hits_in(article, 0..article.text.len())
        } else {
            let blocks = article.blocks.iter().map(|block| block.range.clone());
            blocks.flat_map(|block| self.hits_in(article, block)).take(MAX_HITS + 1).collect()
        };
        let is_truncated = hits.len() > MAX_HITS;
        hits.truncate(MAX_HITS);
        (hits, is_truncated)
    }

    fn hits_in(&self, article: &Article, part: Range<usize>) -> Vec<Range<usize>> {
        let start = part.start;
        let text = article.text.slice(part);
        let view = search_view(text, self.folding);
        let hits = Hits { expression: self, view: &view, text, from: 0 };
        let mut hits: Vec<Range<usize>> = hits.take(MAX_HITS + 1).collect();
        if let Some(joined) = view.dehyphenated(self.folding) {
            let more = Hits { expression: self, view: &joined, text, from: 0 };
            let is_new = |hit: &Range<usize>| {
                let after = hits.partition_point(|other| other.end <= hit.start);
                hits.get(after).is_none_or(|other| other.start >= hit.end)
            };
            let more: Vec<Range<usize>> = more.take(MAX_HITS + 1).filter(is_new).collect();
            hits.extend(more);
            hits.sort_unstable_by_key(|hit| hit.start);
        }
        hits.into_iter().map(|hit| start + hit.start..start + hit.end).collect()
    }
}

/// Iterator over the hits in one text, in order, without overlaps.
struct Hits<'a> {
    expression: &'a Expression,
    view: &'a SearchView<'a>,
    text: &'a str,
    /// Byte offset in the view at which the next search starts.
    from: usize,
}

impl Iterator for Hits<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let view = self.view.as_str();
        // The regex panics at an offset beyond the end of the view. No such offset is a character boundary.
        while view.is_char_boundary(self.from) {
            let hit = self.expression.regex.find_at(view, self.from)?.range();
            // After a match that is empty, starts or ends inside a letter or lacks a special letter, the search goes on
            // one character after its start.
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
    /// True if the hit contains the special letters as typed. Case is ignored here, since the match in the view has
    /// already compared it.
    fn has_special_letters(&self, hit: Range<usize>) -> bool {
        let special = &self.expression.special;
        if special.is_empty() {
            return true;
        }
        let words = self.view.as_str().get(hit.clone()).unwrap_or_default();
        let offsets = words.char_indices().map(|(at, _)| at).chain([words.len()]);
        let offsets: Vec<usize> = offsets.map(|at| hit.start + at).collect();
        special.iter().all(|special| {
            let (from, to) = (offsets.get(special.range.start), offsets.get(special.range.end));
            let source = from.zip(to).and_then(|(from, to)| self.view.source_range(*from..*to));
            source.and_then(|source| self.text.get(source)).is_some_and(|letter| special.matches(letter))
        })
    }
}

/// True if an expression describes a phrase: no anchor, and matches of at most [`MAX_PHRASE_LEN`] bytes.
fn may_cross_blocks(expression: &str) -> bool {
    let Ok(parsed) = regex_syntax::parse(expression) else { return false };
    let properties = parsed.properties();
    let is_short = properties.maximum_len().is_some_and(|len| len <= MAX_PHRASE_LEN);
    is_short && !properties.look_set().contains_anchor()
}

/// Returns a hit with its context.
pub fn in_context(article: &Article, range: Range<usize>) -> Hit {
    let block = article.block_at(range.start).and_then(|block| article.blocks.get(block));
    let whole = block.map_or(range.clone(), |block| block.range.clone());
    let text = article.text.as_str();
    let one_line = |range: Range<usize>| text.get(range).unwrap_or_default().replace(['\n', '\t'], " ");
    let from = text.ceil_char_boundary(whole.start.max(range.start.saturating_sub(MAX_CONTEXT_LEN)));
    let to = text.floor_char_boundary(whole.end.min(range.end + MAX_CONTEXT_LEN).max(range.end));
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
        parse(ArticleKey::from_path(Path::new("a.txt")), Format::Plain, text.to_owned(), 0)
    }

    fn hits(text: &str, expression: &str) -> Vec<String> {
        let article = article(text);
        let (hits, _) = Expression::new(expression).unwrap().hits(&article);
        hits.into_iter().map(|hit| article.text.slice(hit).to_owned()).collect()
    }

    #[test]
    fn case_is_smart_and_errors_are_reported() {
        assert_eq!(hits("Kyiv kyiv", "kyiv").len(), 2);
        assert_eq!(hits("Kyiv kyiv", "Kyiv").len(), 1);
        assert_eq!(hits("aaa", "x*").len(), 0);
        assert_eq!(Expression::new("(").unwrap_err(), "unclosed group");
    }

    #[test]
    fn phrase_is_found_across_line_breaks() {
        let wrapped = "The envoys met in the town of\nNew Harbour, where it rained on\nand on and on for all of the day.\n\nThen it was over and all of them\nwent home to the New\u{a0}Harbour’s inn.";
        assert_eq!(hits(wrapped, "of New Harbour"), ["of\nNew Harbour"]);
        assert_eq!(hits(wrapped, "New Harbour's"), ["New\u{a0}Harbour’s"]);
        assert_eq!(hits(wrapped, "New\u{a0}Harbour’s"), ["New\u{a0}Harbour’s"]);
        assert_eq!(hits(wrapped, "of  New   Harbour"), ["of\nNew Harbour"]);
        assert_eq!(hits(wrapped, "^then").len(), 1);
        assert_eq!(hits("A line each\nof a note\n\nOr two", "each of a"), ["each\nof a"]);
        assert_eq!(hits("A line each\nof a note", "each.*note").len(), 0);
        assert_eq!(hits("A note\n\nOr two", "note or").len(), 0);
        assert_eq!(hits("A note\n\nOr two", "note  or").len(), 0);
        assert_eq!(hits("A note\n\nOr two", r"note\s\sor"), ["note\n\nOr"]);
        assert_eq!(hits(wrapped, "(?s)day.*then").len(), 0);
    }

    #[test]
    fn plain_letters_match_accents_ligatures_and_typography() {
        let text = "Zürich, Zurich, Zu\u{308}rich, ZÜRICH; “ﬁne” Straße—Łódź";
        assert_eq!(hits(text, "Zurich"), ["Zürich", "Zurich", "Zu\u{308}rich"]);
        assert_eq!(hits(text, "zurich").len(), 4);
        assert_eq!(hits(text, "zurich|bern").len(), 4);
        assert_eq!(hits(text, "ZURICH"), ["ZÜRICH"]);
        assert_eq!(hits(text, "\"fine\" strasse-lodz"), ["“ﬁne” Straße—Łódź"]);
        assert_eq!(hits(text, "«fine»"), ["“ﬁne”"]);
        assert_eq!(hits("Zelen\u{AD}skyy—“Zelenskyy”", "zelenskyy").len(), 2);
        assert_eq!(hits("San\nJosé", "san jose"), ["San\nJosé"]);
        assert_eq!(hits("s Ł  ö", "s  l o"), ["s Ł  ö"]);
    }

    #[test]
    fn word_divided_at_a_line_end_is_found_with_and_without_hyphen() {
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
    fn accented_letter_matches_only_itself() {
        let text = "Zürich, Zurich, Zu\u{308}\u{AD}rich, ZÜRICH, Genève";
        assert_eq!(hits(text, "Zürich"), ["Zürich", "Zu\u{308}\u{AD}rich"]);
        assert_eq!(hits(text, "Zu\u{308}rich").len(), 2);
        assert_eq!(hits(text, "zürich").len(), 3);
        assert_eq!(hits(text, "zùrich").len(), 0);
        assert_eq!(hits(text, "zürich, geneve"), ["ZÜRICH, Genève"]);
        assert_eq!(hits(text, "zürich|bern").len(), 3);
        assert_eq!(hits("Straße strasse", "straße"), ["Straße"]);
        assert_eq!(hits("aaä", "aä"), ["aä"], "a failed match hides no later one");
    }

    #[test]
    fn classes_and_counts_match_characters() {
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
    fn nothing_matches_inside_a_letter() {
        assert_eq!(hits("ﬁ fi", "f"), ["f"]);
        assert_eq!(hits("sßs", "ss"), ["ß"]);
        assert_eq!(hits("sßs", "sss"), ["sß"]);
    }

    #[test]
    fn context_is_bounded_and_stays_in_the_paragraph() {
        let long = "wörd ".repeat(400);
        let article = article(&format!("A title here\n\n{long}HIT {long}\n\nAnother paragraph."));
        let (found, _) = Expression::new("HIT").unwrap().hits(&article);
        let hit = in_context(&article, found[0].clone());
        assert_eq!(hit.words, "HIT");
        assert!(hit.before.len() <= MAX_CONTEXT_LEN && hit.before.ends_with("wörd "));
        assert!(hit.after.len() <= MAX_CONTEXT_LEN && !hit.after.contains("Another"));
    }

    /// Finds hits naively, at each offset of the folded text in turn, without overlaps.
    fn naive(text: &str, phrase: &str) -> Vec<Range<usize>> {
        let (folded, phrase) = (fold(text), fold_form(phrase));
        let (mut hits, mut at) = (Vec::new(), 0);
        while at < folded.as_str().len() {
            let is_here = folded.as_str().get(at..).is_some_and(|rest| rest.starts_with(&phrase));
            match folded.source_range(at..at + phrase.len()).filter(|_| is_here) {
                Some(hit) => {
                    hits.push(hit);
                    at += phrase.len();
                }
                None => at += 1,
            }
        }
        hits
    }

    proptest! {
        /// A phrase of plain letters is found wherever the folded text has it, despite line breaks, ligatures and
        /// marks.
        #[test]
        fn phrases_agree_with_a_naive_search(
            text in "([abfis]|[ÀéßﬁﬀŁ]|[ \\n\u{AD}\u{301}’—-]){1,40}",
            phrase in "[abfis]([abfisel' -]{0,2}[abfisel])?",
        ) {
            let article = article(&format!("a{text}"));
            let (found, _) = Expression::new(&phrase).unwrap().hits(&article);
            let text = article.text.as_str();
            let naive = naive(text, &fold_form(&phrase));
            let words = |hit: &Range<usize>| fold_form(&text[hit.clone()]).replace('-', "");
            prop_assert!(naive.iter().all(|hit| found.contains(hit)), "{:?} {:?}", naive, found);
            prop_assert!(found.iter().all(|hit| words(hit) == fold_form(&phrase).replace('-', "")));
            let is_divided = |hit: &Range<usize>| text[hit.clone()].contains(['-', '\u{2010}']) && text[hit.clone()].contains('\n');
            prop_assert!(found.iter().all(|hit| naive.contains(hit) || is_divided(hit)));
        }

        /// A literal phrase has as many hits as a plain substring search of each paragraph.
        #[test]
        fn literal_hits_agree_with_a_naive_count(words in prop::collection::vec("[ab]{1,2}", 1..40), phrase in "[ab]{1,2} [ab]") {
            let text = words.join(" ");
            let article = article(&text);
            let (found, _) = Expression::new(&phrase).unwrap().hits(&article);
            let naive: usize = article.blocks.iter().map(|block| article.block_text(block).matches(&phrase).count()).sum();
            prop_assert_eq!(found.len(), naive);
        }
    }
}
