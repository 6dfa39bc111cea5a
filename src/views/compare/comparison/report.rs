//! An article that is compared.

use crate::analysis::facts::Facts;
use crate::article::{Article, Block, BlockKind, Region};
use crate::text::sentences::sentences;
use crate::text::whitespace::collapse;
use crate::text::width::clip;
use crate::text::words::count_words;

/// Maximum width of a report's first sentence, in terminal columns.
const MAX_SENTENCE: usize = 200;
/// Maximum number of speakers named.
const MAX_SPEAKERS: usize = 3;

/// An article that is compared, with what its line says.
#[derive(Debug)]
pub struct Report {
    /// The article.
    pub article: Article,
    /// Its number on the screen.
    pub number: u32,
    /// Number of words in its body.
    pub words: u32,
    /// The first sentence of its first paragraph, on one line. Empty if it has none.
    pub first_sentence: String,
    /// Number of words inside quotation marks.
    pub quoted_words: usize,
    /// The speakers with the most words, at most three, in that order.
    pub speakers: Vec<String>,
}

impl Report {
    /// Describes an article. `number` is its number on the screen.
    pub fn new(facts: &Facts, number: u32) -> Self {
        let article = facts.article.clone();
        let words_of = |range: &std::ops::Range<usize>| count_words(article.text.slice(range.clone()));
        let mut speakers: Vec<(&str, usize)> = Vec::new();
        for quote in &facts.quotes {
            let Some(speaker) = quote.speaker.as_deref() else { continue };
            let words = words_of(&quote.range);
            match speakers.iter_mut().find(|(name, _)| *name == speaker) {
                Some((_, count)) => *count += words,
                None => speakers.push((speaker, words)),
            }
        }
        // Stable: of two with as many words, the one quoted first comes first.
        speakers.sort_by_key(|(_, words)| std::cmp::Reverse(*words));
        Self {
            number,
            words: article.words(),
            first_sentence: first_sentence(&article),
            quoted_words: facts.quotes.iter().map(|quote| words_of(&quote.range)).sum(),
            speakers: speakers.into_iter().take(MAX_SPEAKERS).map(|(name, _)| name.to_owned()).collect(),
            article,
        }
    }
}

fn first_sentence(article: &Article) -> String {
    let is_first = |block: &&Block| block.region == Region::Body && block.kind == BlockKind::Paragraph;
    let Some(block) = article.blocks.iter().find(is_first) else { return String::new() };
    let text = article.block_text(block);
    let language = article.meta.language.as_deref().unwrap_or("en");
    let first = sentences(text, language).into_iter().next().and_then(|range| text.get(range));
    clip(&collapse(first.unwrap_or(text)), MAX_SENTENCE).into_owned()
}
