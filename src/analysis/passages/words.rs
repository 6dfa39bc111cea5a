//! Splits the body of an article into words that can be compared.

use std::ops::Range;

use super::lexicon::{FUNCTION_WORDS, number_word, stock_words};
use crate::analysis::facts::Facts;
use crate::article::{Article, Block, BlockKind, Region};
use crate::mention::Mention;
use crate::mention::words::TITLES;
use crate::text::fingerprint::fingerprint;
use crate::text::fold::{fold_form, is_invisible};
use crate::text::scripts::is_mark;
use crate::text::words::is_word_char;

/// A word of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Fingerprint of the folded word. Two words are equal if theirs are.
    pub id: u64,
    /// Byte offset in the article's text.
    pub start: u32,
    /// Byte offset of its end.
    pub end: u32,
    /// What kind of word it is.
    pub kind: WordKind,
    /// True for a number in digits or words, even inside a name or date.
    pub is_number: bool,
    /// True if it is inside a quote of at least [`MIN_QUOTE_WORDS`] words.
    pub is_quoted: bool,
    /// True if it begins a sentence or a paragraph.
    pub begins: bool,
}

/// Kinds of words, which differ in how much it means that two articles share them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordKind {
    /// A content word.
    Content,
    /// A function word.
    Function,
    /// Part of a stock phrase.
    Stock,
    /// A number, or part of a name, a title or a date. Function words in names are [`WordKind::Function`].
    Name,
}

impl Word {
    /// True for a word that counts as evidence of a passage, which names, dates and stock phrases do not.
    pub fn counts(&self) -> bool {
        self.kind == WordKind::Content
    }
}

/// A paragraph: its words, as a range of those of the article.
pub(super) type Paragraph = Range<usize>;

/// The words of an article's body.
#[derive(Debug)]
pub(super) struct Document {
    /// The words.
    pub words: Vec<Word>,
    /// The paragraphs with at least one word, in text order.
    pub paragraphs: Vec<Paragraph>,
}

/// Quotes of fewer words, such as “red lines”, are treated as part of the text around them.
pub(super) const MIN_QUOTE_WORDS: usize = 5;

/// A word split off from a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// The folded word, without a possessive `'s`.
    pub folded: String,
    /// Byte range in the text.
    pub range: Range<usize>,
}

/// Splits a text into words: runs of letters and digits, with apostrophes inside words and points and commas inside
/// numbers. `U.S.` and `[N]o` are one word each, `long-term` is two. `base` is added to the offsets.
pub(super) fn tokens(text: &str, base: usize) -> Vec<Token> {
    let mut found = Vec::new();
    let mut start: Option<usize> = None;
    let mut characters = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map_or(' ', |(_, next)| *next);
        let continues = start.is_some()
            && (is_mark(c)
                || is_invisible(c)
                || (matches!(c, '\'' | '’' | 'ʼ') && next.is_alphabetic() && before.is_alphanumeric())
                || (matches!(c, '.' | ',') && before.is_ascii_digit() && next.is_ascii_digit())
                || (matches!(c, '[' | ']') && before.is_alphabetic() && next.is_alphabetic())
                || (c == '.' && is_initial(text, at, before, next)));
        if is_word_char(c) || continues {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            push(text, from..at, base, &mut found);
        }
        before = c;
    }
    if let Some(from) = start {
        push(text, from..text.len(), base, &mut found);
    }
    found
}

/// True if the point at `at` is inside an abbreviation of single capitals, such as `U.S.`.
fn is_initial(text: &str, at: usize, before: char, next: char) -> bool {
    let mut earlier = text.get(..at).unwrap_or_default().chars().rev().skip(1);
    before.is_uppercase() && next.is_uppercase() && earlier.next().is_none_or(|c| !c.is_alphanumeric())
}

fn push(text: &str, range: Range<usize>, base: usize, found: &mut Vec<Token>) {
    let word = text.get(range.clone()).unwrap_or_default();
    let mut folded = if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        word.to_ascii_lowercase()
    } else {
        fold_form(word)
    };
    folded.retain(|c| !matches!(c, '[' | ']'));
    if folded.contains('.') && !folded.starts_with(|c: char| c.is_ascii_digit()) {
        folded.retain(|c| c != '.');
    }
    if folded.starts_with(|c: char| c.is_ascii_digit()) {
        folded.retain(|c| c != ',');
    }
    if let Some(length) = folded.strip_suffix("'s").map(str::len) {
        let is_contraction =
            matches!(&folded[..length], "it" | "he" | "she" | "that" | "there" | "what" | "who" | "let");
        if !is_contraction {
            folded.truncate(length);
        }
    }
    if !folded.is_empty() {
        found.push(Token { folded, range: base + range.start..base + range.end });
    }
}

/// True for the blocks whose words are compared.
pub(super) fn is_compared(block: &Block) -> bool {
    block.region == Region::Body && block.kind != BlockKind::Byline
}

/// Reads the words of an article's body.
pub(super) fn document(facts: &Facts) -> Document {
    let article = &facts.article;
    let mut names: Vec<Range<usize>> = facts.found.mentions.iter().map(Mention::range).collect();
    names.extend(facts.dates.iter().map(|date| date.range.clone()));
    names.sort_by_key(|range| range.start);
    let mut document = Document { words: Vec::new(), paragraphs: Vec::new() };
    let mut next_name = 0;
    for block in article.blocks.iter().filter(|block| is_compared(block)) {
        let first = document.words.len();
        let tokens = tokens(article.block_text(block), block.range.start);
        let folded: Vec<&str> = tokens.iter().map(|token| token.folded.as_str()).collect();
        let stock = stock_words(&folded);
        let begins: Vec<bool> = (0..tokens.len()).map(|at| begins_sentence(article, &tokens, at)).collect();
        let has_capitals_anyway = is_heading(block) || is_capitalised(article, &tokens);
        let mut name_end = 0;
        for (at, token) in tokens.iter().enumerate() {
            while let Some(name) = names.get(next_name).filter(|name| name.start < token.range.end) {
                name_end = name_end.max(name.end);
                next_name += 1;
            }
            let is_name = token.range.start < name_end
                || TITLES.contains(token.folded.as_str())
                || (!has_capitals_anyway && is_capital_inside(article, &tokens, at));
            let kind = if stock.get(at) == Some(&true) {
                WordKind::Stock
            } else if FUNCTION_WORDS.contains(token.folded.as_str()) {
                WordKind::Function
            } else if is_name || is_number(&token.folded) {
                WordKind::Name
            } else {
                WordKind::Content
            };
            document.words.push(Word {
                id: fingerprint(token.folded.as_bytes()),
                start: token.range.start as u32,
                end: token.range.end as u32,
                kind,
                is_number: is_number(&token.folded),
                is_quoted: false,
                begins: begins.get(at) == Some(&true),
            });
        }
        if document.words.len() > first {
            document.paragraphs.push(first..document.words.len());
        }
    }
    mark_quotes(facts, &mut document.words);
    document
}

/// True for digits and number words.
pub(super) fn is_number(folded: &str) -> bool {
    folded.starts_with(|c: char| c.is_ascii_digit()) || number_word(folded).is_some()
}

fn is_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Title | BlockKind::Subtitle | BlockKind::Heading)
}

/// True if more than half of the words are capitalised, as in a headline.
fn is_capitalised(article: &Article, tokens: &[Token]) -> bool {
    let capitals = tokens.iter().filter(|token| has_capital(article, token)).count();
    capitals * 2 > tokens.len()
}

fn has_capital(article: &Article, token: &Token) -> bool {
    article.text.slice(token.range.clone()).starts_with(char::is_uppercase)
}

/// True if a word is the first of its block, or if a full stop, another mark that ends a sentence, a colon or an
/// opening or straight quotation mark is between it and the word before it.
fn begins_sentence(article: &Article, tokens: &[Token], at: usize) -> bool {
    let (Some(before), Some(token)) =
        (at.checked_sub(1).and_then(|before| tokens.get(before)), tokens.get(at))
    else {
        return true;
    };
    let between = article.text.slice(before.range.end..token.range.start);
    between.contains(['.', '!', '?', ':', '“', '"', '„', '«', '‘'])
}

/// True for a capitalised word that does not begin a sentence or is directly followed by another capitalised word.
fn is_capital_inside(article: &Article, tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at).filter(|token| has_capital(article, token)) else { return false };
    let is_before_capital = || {
        tokens.get(at + 1).is_some_and(|next| {
            let between = article.text.slice(token.range.end..next.range.start);
            has_capital(article, next) && between.chars().all(|c| c == ' ' || c == '-')
        })
    };
    !begins_sentence(article, tokens, at) || is_before_capital()
}

/// Marks the words inside quotes of at least [`MIN_QUOTE_WORDS`] words.
fn mark_quotes(facts: &Facts, words: &mut [Word]) {
    for quote in &facts.quotes {
        let from = words.partition_point(|word| (word.start as usize) < quote.range.start);
        let to = words.partition_point(|word| (word.end as usize) <= quote.range.end);
        let Some(inside) = words.get_mut(from..to.max(from)) else { continue };
        if inside.len() >= MIN_QUOTE_WORDS {
            for word in inside {
                word.is_quoted = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        tokens(text, 0).into_iter().map(|token| token.folded).collect()
    }

    #[test]
    fn words_are_folded_and_keep_what_is_inside_them() {
        assert_eq!(
            folded("The mayor’s long-term plan, isn't it?"),
            ["the", "mayor", "long", "term", "plan", "isn't", "it"]
        );
        assert_eq!(
            folded("U.S. spent £3,000.50 in 5.5 years."),
            ["us", "spent", "3000.50", "in", "5.5", "years"]
        );
        assert_eq!(folded("[N]ineteen CAFÉS"), ["nineteen", "cafes"]);
        assert!(folded("… — !").is_empty() && folded("").is_empty());
    }
}
