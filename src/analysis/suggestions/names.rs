//! Extracts the unlisted names of one article.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::spans::{Doubt, Listed, Span, spans};
use super::tables;
use super::tally::{Example, Tally};
use super::words::{Shape, Word, words};
use crate::article::{Article, ArticleKey, Block, BlockKind, Region};
use crate::gazetteer::{Gazetteer, KindId};
use crate::mention::{Found, Mention};
use crate::text::fingerprint::{extend, fingerprint};
use crate::text::fold::{fold, fold_form};
use crate::text::sanitize::sanitize_line;
use crate::text::sentences::sentences;
use crate::text::whitespace::collapse;

/// Maximum number of sightings in the prose of one article. Any further ones are ignored.
pub const MAX_SIGHTINGS: usize = 4_000;
/// Maximum length of a name, in words.
const MAX_NAME_WORDS: usize = 10;
/// Maximum length of a name, in bytes.
const MAX_SURFACE_LEN: usize = 200;
/// Maximum share of the words that are capitalised, alone and inside a sentence. Above it the language capitalises its
/// nouns, as German does, and capitals alone mean nothing.
const MAX_LONE_SHARE: f64 = 0.17;
/// Minimum number of words for that share to mean anything.
const MIN_WORDS_FOR_SHARE: usize = 60;
/// Number of first letters that are compared to rule out most words as the first word of a name.
const PREFIX_LETTERS: usize = 2;
/// Maximum length of a lowercase word that is kept, in bytes.
const MAX_LOWERCASE_LEN: usize = 60;
/// Maximum part of the sentence shown on each side of a name, in characters.
const EXAMPLE_CONTEXT: usize = 90;
/// Number of characters at the start of a block that are searched for the dash of a dateline.
const MAX_DATELINE_LEN: usize = 60;

/// The sightings of one name in one or more articles.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    /// Certain sightings.
    pub certain: Tally,
    /// Sightings whose first word starts a sentence.
    pub sentence_start: Option<Doubtful>,
    /// Sightings that may be two names joined by a word like `of`.
    pub joined: Option<Doubtful>,
}

/// Sightings that count for the whole if it is one name, else for its parts.
#[derive(Clone, Debug, Default)]
pub(super) struct Doubtful {
    /// The tally of the whole.
    pub tally: Tally,
    /// The tallies of its parts, by key.
    pub parts: BTreeMap<Box<str>, Tally>,
}

/// The unlisted names of one article, extracted once and then added up with those of other articles.
#[derive(Clone, Debug)]
pub struct ArticleNames {
    /// The article.
    pub key: ArticleKey,
    /// The names, by key.
    pub(super) entries: BTreeMap<Box<str>, Entry>,
    /// The keys of the words that occur in lower case in the article's prose, except very long ones.
    pub(super) lowercase_words: BTreeSet<Box<str>>,
    /// Fingerprint of the words of its body. None if it has none.
    pub(super) body_fingerprint: Option<u64>,
    /// True if the article has more than [`MAX_SIGHTINGS`] sightings.
    pub is_truncated: bool,
}

/// Returns the first letters of a key, which rule out most words as the start of a name.
fn first_letters(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric()).take(PREFIX_LETTERS).collect()
}

/// Returns the key that the spellings of one name share: the folded text without full stops.
pub(super) fn key_of(surface: &str) -> String {
    let folded = fold_form(surface);
    if folded.contains('.') { folded.replace('.', "") } else { folded }
}

/// Extracts the unlisted names of an article. `found` holds the mentions of listed ones.
pub fn find_unlisted_names(article: &Article, found: &Found, gazetteer: &Gazetteer) -> ArticleNames {
    let mut names = ArticleNames {
        key: article.key.clone(),
        entries: BTreeMap::new(),
        lowercase_words: BTreeSet::new(),
        body_fingerprint: body_fingerprint(article),
        is_truncated: false,
    };
    let body = article.blocks.iter().filter(|block| block.region == Region::Body);
    let blocks: Vec<ParsedBlock<'_>> = body.map(|block| ParsedBlock::new(article, block)).collect();
    let (headlines, prose): (Vec<&ParsedBlock<'_>>, Vec<&ParsedBlock<'_>>) =
        blocks.iter().partition(|block| block.is_headline);
    let capitalizes_nouns = capitalizes_nouns(&prose);
    let mut remaining = MAX_SIGHTINGS;
    for block in prose {
        for word in block.words.iter().filter(|word| is_vocabulary(word)) {
            if !names.lowercase_words.contains(word.lower.as_str()) {
                names.lowercase_words.insert(key_of(&word.lower).into());
            }
        }
        for span in spans(&block.words, &listed(&block.words, found, gazetteer)) {
            let has_cue = span.cue.title.is_some() || span.cue.verb.is_some();
            if capitalizes_nouns && !has_cue {
                continue;
            }
            if remaining == 0 {
                names.is_truncated = true;
                break;
            }
            remaining -= 1;
            names.record(article, block, &span);
        }
    }
    let certain = names.entries.iter().filter(|(_, entry)| entry.certain.count > 0);
    let name_starts: BTreeSet<String> =
        certain.filter_map(|(key, _)| key.split(' ').next().map(first_letters)).collect();
    for headline in headlines {
        names.add_headline(article, headline, &listed(&headline.words, found, gazetteer), &name_starts);
    }
    names
}

/// Returns the fingerprint of the folded words of an article's body, without title, subtitle and byline, so that a
/// report saved twice or under another title is recognised.
fn body_fingerprint(article: &Article) -> Option<u64> {
    let is_body = |block: &&Block| {
        block.region == Region::Body
            && !matches!(block.kind, BlockKind::Title | BlockKind::Subtitle | BlockKind::Byline)
    };
    let mut hash = None;
    for block in article.blocks.iter().filter(is_body) {
        let folded = fold(article.block_text(block));
        for word in folded.as_str().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let before = hash.unwrap_or_else(|| fingerprint(b""));
            hash = Some(extend(extend(before, word.as_bytes()), b" "));
        }
    }
    hash
}

/// True if so many words are capitalised, alone and inside a sentence, that the language must capitalise its nouns.
fn capitalizes_nouns(prose: &[&ParsedBlock<'_>]) -> bool {
    let is_capital = |word: Option<&Word<'_>>| word.is_some_and(|word| word.shape == Shape::Capitalized);
    let (mut all, mut lone) = (0_usize, 0_usize);
    for words in prose.iter().map(|block| &block.words) {
        all += words.len();
        let mut before = None;
        for (at, word) in words.iter().enumerate() {
            let next = words.get(at + 1).filter(|next| next.is_joined());
            let is_lone = !is_capital(before.filter(|_| word.is_joined())) && !is_capital(next);
            lone += usize::from(is_capital(Some(word)) && !word.starts_sentence && is_lone);
            before = Some(word);
        }
    }
    all >= MIN_WORDS_FOR_SHARE && lone as f64 > all as f64 * MAX_LONE_SHARE
}

/// A block split into words and sentences.
struct ParsedBlock<'a> {
    words: Vec<Word<'a>>,
    /// Byte ranges of its sentences in the article's text.
    sentences: Vec<Range<usize>>,
    /// True if its capitals mean nothing: title case, all capitals, or a byline.
    is_headline: bool,
}

impl<'a> ParsedBlock<'a> {
    fn new(article: &'a Article, block: &Block) -> Self {
        let text = article.block_text(block);
        let base = block.range.start;
        let own = sentences(text, article.meta.language.as_deref().unwrap_or("en"));
        let mut words = words(text, base, &own);
        let is_headline = is_headline(text, &words, block.kind);
        let lead: String = text.chars().take(MAX_DATELINE_LEN).collect();
        if [" — ", " – ", " - ", ") —"].iter().any(|dash| lead.contains(dash)) {
            // In a dateline, "KYIV (AP) —", the capitals are the city and the agency.
            for word in words.iter_mut().take_while(|word| word.shape == Shape::AllCaps) {
                word.shape = Shape::Other;
            }
        }
        let sentences = own.into_iter().map(|range| base + range.start..base + range.end).collect();
        Self { words, sentences, is_headline }
    }

    fn sentence_at(&self, offset: usize) -> Option<Range<usize>> {
        let after = self.sentences.partition_point(|sentence| sentence.start <= offset);
        after.checked_sub(1).and_then(|at| self.sentences.get(at)).cloned()
    }

    /// Returns the byte range of some words in the article's text.
    fn range(&self, words: &Range<usize>) -> Option<Range<usize>> {
        let first = self.words.get(words.start)?;
        let last = words.end.checked_sub(1).and_then(|last| self.words.get(last))?;
        Some(first.range.start..last.range.end)
    }
}

/// True if a word is kept as a lowercase word.
fn is_vocabulary(word: &Word<'_>) -> bool {
    word.shape == Shape::Lowercase && word.lower.len() <= MAX_LOWERCASE_LEN
}

/// True if a block is a byline; also if it has enough words and is in capitals, or in title case and does not end like
/// prose.
fn is_headline(text: &str, words: &[Word<'_>], kind: BlockKind) -> bool {
    let min_words = match kind {
        BlockKind::Byline => return true,
        BlockKind::Title | BlockKind::Subtitle | BlockKind::Heading => 2,
        _ => 3,
    };
    let alphabetic = || words.iter().filter(|word| word.text.chars().any(char::is_alphabetic));
    let is_lowercase = |word: &&Word<'_>| {
        word.shape == Shape::Lowercase
            && word.lower.chars().nth(3).is_some()
            && !tables::LOWERCASE_IN_TITLES.contains(word.lower.as_str())
    };
    let is_all_caps = || alphabetic().all(|word| !word.text.chars().any(char::is_lowercase));
    let count = alphabetic().count();
    let ends_as_prose =
        text.trim_end_matches(['”', '"', '’', '\'', '»', ')']).ends_with(['.', '…', ';', ',', ':']);
    let capitals = words.iter().filter(|word| word.is_capital()).count();
    let is_title_case = !ends_as_prose
        && count >= min_words
        && capitals * 2 >= count
        && !alphabetic().any(|word| is_lowercase(&word));
    is_title_case || (count >= 2 && is_all_caps())
}

/// Returns, for each word, what kind of mention covers it, if any.
fn listed(words: &[Word<'_>], found: &Found, gazetteer: &Gazetteer) -> Vec<Listed> {
    let is_person = |mention: &Mention| {
        let referent = found.referents.get(mention.referent as usize);
        let candidates = referent.map_or(&[][..], |referent| referent.candidates());
        candidates
            .iter()
            .any(|entity| gazetteer.entry(entity.entry).is_some_and(|entry| entry.kind == KindId::PERSON))
    };
    let mut mentions = found.mentions.iter().peekable();
    // The mention that reaches furthest so far.
    let mut furthest: Option<(usize, Listed)> = None;
    let mut listed = Vec::with_capacity(words.len());
    for word in words {
        while let Some(mention) = mentions.next_if(|mention| (mention.start as usize) < word.range.end) {
            if furthest.is_none_or(|(end, _)| mention.end() > end) {
                furthest =
                    Some((mention.end(), if is_person(mention) { Listed::Person } else { Listed::Other }));
            }
        }
        listed.push(
            furthest.filter(|(end, _)| *end > word.range.start).map_or(Listed::None, |(_, listed)| listed),
        );
    }
    listed
}

impl ArticleNames {
    /// Counts one sighting.
    fn record(&mut self, article: &Article, block: &ParsedBlock<'_>, span: &Span) {
        let Some((surface, range)) = surface_of(article, block, &span.words) else { return };
        let key: Box<str> = Box::from(key_of(&surface));
        let entry = self.entries.entry(key).or_default();
        let doubtful = match span.doubt {
            Doubt::None => {
                let example = || example(article, block, &range);
                entry.certain.record(&surface, &span.cue, range.start, example);
                return;
            }
            Doubt::SentenceStart => entry.sentence_start.get_or_insert_default(),
            Doubt::Joined => entry.joined.get_or_insert_default(),
        };
        doubtful.tally.record(&surface, &span.cue, range.start, || example(article, block, &range));
        for part in &span.parts {
            let Some((surface, range)) = surface_of(article, block, &part.words) else { continue };
            let tally = doubtful.parts.entry(Box::from(key_of(&surface))).or_default();
            tally.record(&surface, &part.cue, range.start, || example(article, block, &range));
        }
    }

    /// Counts the occurrences in a headline of names that are certain in the article's prose: from left to right, the
    /// longest at each word, overlapping neither each other nor a mention. `name_starts` holds the first letters of
    /// those names, which rule out most words quickly.
    fn add_headline(
        &mut self,
        article: &Article,
        headline: &ParsedBlock<'_>,
        listed: &[Listed],
        name_starts: &BTreeSet<String>,
    ) {
        let words = &headline.words;
        let mut at = 0;
        while let Some(word) = words.get(at) {
            if !word.is_capital() || !name_starts.contains(&first_letters(&key_of(word.text))) {
                at += 1;
                continue;
            }
            let is_free = |end: &usize| {
                (at..*end).all(|word| listed.get(word) == Some(&Listed::None))
                    && (at + 1..*end).all(|word| words.get(word).is_some_and(Word::is_joined))
            };
            let longest = (at + 1..=words.len().min(at + MAX_NAME_WORDS)).rev().filter(is_free).find(|end| {
                let Some((surface, _)) = surface_of(article, headline, &(at..*end)) else { return false };
                let Some(entry) = self.entries.get_mut(key_of(&surface).as_str()) else { return false };
                if entry.certain.count == 0 {
                    return false;
                }
                entry.certain.add_occurrence(&surface);
                true
            });
            at = longest.unwrap_or(at + 1);
        }
    }
}

/// Returns the text of some words on one line, and its byte range, without the full stop at its end. A single word with
/// another full stop inside, such as U.S., keeps it. None if the text is too long.
fn surface_of(
    article: &Article,
    block: &ParsedBlock<'_>,
    words: &Range<usize>,
) -> Option<(String, Range<usize>)> {
    let mut range =
        block.range(words).filter(|range| words.len() <= MAX_NAME_WORDS && range.len() <= MAX_SURFACE_LEN)?;
    let text = article.text.slice(range.clone());
    let is_word = words.len() > 1 || !text.trim_end_matches('.').contains('.');
    if let Some(bare) = text.strip_suffix('.').filter(|_| is_word) {
        range.end = range.start + bare.len();
    }
    let surface = collapse(article.text.slice(range.clone()));
    Some((surface, range))
}

fn example(article: &Article, block: &ParsedBlock<'_>, range: &Range<usize>) -> Example {
    let sentence = block.sentence_at(range.start).unwrap_or_else(|| range.clone());
    let before = article.text.slice(sentence.start..range.start);
    let after = article.text.slice(range.end..sentence.end.max(range.end));
    let lead_start = before.char_indices().rev().nth(EXAMPLE_CONTEXT).map(|(at, c)| at + c.len_utf8());
    let lead = lead_start
        .and_then(|at| before.get(at..))
        .map(|rest| rest.split_once(' ').map_or(rest, |(_, rest)| rest));
    let tail = after.char_indices().nth(EXAMPLE_CONTEXT).and_then(|(at, _)| after.get(..at));
    let tail = tail.map(|rest| rest.rsplit_once(' ').map_or(rest, |(rest, _)| rest));
    let shown = [
        if lead.is_some() { "… " } else { "" },
        lead.unwrap_or(before),
        article.text.slice(range.clone()),
        tail.unwrap_or(after),
        if tail.is_some() { " …" } else { "" },
    ];
    let line = collapse(&shown.concat());
    Example { key: article.key.clone(), range: range.clone(), sentence: sanitize_line(&line).into_owned() }
}

#[cfg(test)]
#[path = "names_tests.rs"]
mod tests;
