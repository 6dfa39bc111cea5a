//! One article and its mentions to the names that stand in it unlisted.

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

/// The most sightings that one article gives; what follows them is not looked at.
pub const MOST_SIGHTINGS: usize = 4_000;
/// The longest name, in words.
const LONGEST_NAME: usize = 10;
/// The longest name, in bytes.
const LONGEST_SURFACE: usize = 200;
/// From this share of lone capitalised words on, capitals alone say nothing: German writes all nouns with one.
const MOST_LONE: f64 = 0.17;
/// Fewer words say nothing of that share.
const LEAST_WORDS: usize = 60;
/// How many letters tell the first words of names apart.
const FIRST_LETTERS: usize = 2;
/// The longest word, in bytes, that is remembered as one that is written small.
const LONGEST_SMALL: usize = 60;
/// How much of a sentence is shown on each side of a name, in characters.
const AROUND: usize = 90;
/// A dateline has its dash in the first bytes of a block.
const LONGEST_DATELINE: usize = 60;

/// What is seen of one name in one article or in many.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    /// Seen without doubt.
    pub certain: Tally,
    /// Seen where its first word opens a sentence.
    pub opening: Option<Doubtful>,
    /// Seen as two names, perhaps, with a small word between them.
    pub joined: Option<Doubtful>,
}

/// What counts for one name if it is one, else for its parts.
#[derive(Clone, Debug, Default)]
pub(super) struct Doubtful {
    /// What counts for the whole.
    pub tally: Tally,
    /// What counts for the parts instead, by their keys.
    pub parts: BTreeMap<Box<str>, Tally>,
}

/// The names of one article that its list does not hold: a fact that is taken out of it once, and small.
#[derive(Clone, Debug)]
pub struct ArticleNames {
    /// The article.
    pub key: ArticleKey,
    /// What is seen, by key.
    pub(super) entries: BTreeMap<Box<str>, Entry>,
    /// The words that the article also writes in lower case.
    pub(super) small: BTreeSet<Box<str>>,
    /// What tells its words from those of another article; none where it has none.
    pub(super) body: Option<u64>,
    /// Whether it holds more than is looked at.
    pub cut: bool,
}

/// The first letters of a key: enough to tell most words from most names.
fn first_letters(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric()).take(FIRST_LETTERS).collect()
}

/// What makes two spellings one name: folded, without stops.
pub(super) fn key_of(surface: &str) -> String {
    let folded = fold_form(surface);
    if folded.contains('.') { folded.replace('.', "") } else { folded }
}

/// The unlisted names of an article. `found` is what the list finds in it.
pub fn sightings(article: &Article, found: &Found, gazetteer: &Gazetteer) -> ArticleNames {
    let mut names = ArticleNames {
        key: article.key.clone(),
        entries: BTreeMap::new(),
        small: BTreeSet::new(),
        body: body_of(article),
        cut: false,
    };
    let body = article.blocks.iter().filter(|block| block.region == Region::Body);
    let read: Vec<Read<'_>> = body.map(|block| Read::of(article, block)).collect();
    let (lines, prose): (Vec<&Read<'_>>, Vec<&Read<'_>>) = read.iter().partition(|read| read.is_headline);
    let capitals_say_nothing = capitals_say_nothing(&prose);
    let mut left = MOST_SIGHTINGS;
    for read in prose {
        for word in read.words.iter().filter(|word| is_vocabulary(word)) {
            if !names.small.contains(word.lower.as_str()) {
                names.small.insert(Box::from(word.lower.as_str()));
            }
        }
        for span in spans(&read.words, &listed(&read.words, found, gazetteer)) {
            let has_cue = span.cue.title.is_some() || span.cue.verb.is_some();
            if capitals_say_nothing && !has_cue {
                continue;
            }
            if left == 0 {
                names.cut = true;
                break;
            }
            left -= 1;
            names.see(article, read, &span);
        }
    }
    let certain = names.entries.iter().filter(|(_, entry)| entry.certain.count > 0);
    let firsts: BTreeSet<String> =
        certain.filter_map(|(key, _)| key.split(' ').next().map(first_letters)).collect();
    for line in lines {
        names.support(article, line, &listed(&line.words, found, gazetteer), &firsts);
    }
    names
}

/// The fingerprint of an article's words, folded and without title and byline: the same report is saved twice, or printed
/// under another title.
fn body_of(article: &Article) -> Option<u64> {
    let is_body = |block: &&Block| {
        block.region == Region::Body
            && !matches!(block.kind, BlockKind::Title | BlockKind::Subtitle | BlockKind::Byline)
    };
    let mut body = None;
    for block in article.blocks.iter().filter(is_body) {
        let folded = fold(article.block_text(block));
        for word in folded.as_str().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let before = body.unwrap_or_else(|| fingerprint(b""));
            body = Some(extend(extend(before, word.as_bytes()), b" "));
        }
    }
    body
}

/// Whether so many words inside sentences stand alone with a capital that it is the language's habit.
fn capitals_say_nothing(prose: &[&Read<'_>]) -> bool {
    let is_capital = |word: Option<&Word<'_>>| word.is_some_and(|word| word.shape == Shape::Name);
    let (mut all, mut lone) = (0_usize, 0_usize);
    for words in prose.iter().map(|read| &read.words) {
        all += words.len();
        let mut before = None;
        for (at, word) in words.iter().enumerate() {
            let next = words.get(at + 1).filter(|next| next.joined());
            let alone = !is_capital(before.filter(|_| word.joined())) && !is_capital(next);
            lone += usize::from(is_capital(Some(word)) && !word.opens && alone);
            before = Some(word);
        }
    }
    all >= LEAST_WORDS && lone as f64 > all as f64 * MOST_LONE
}

/// A block, read.
struct Read<'a> {
    words: Vec<Word<'a>>,
    /// Its sentences, in bytes of the article's text.
    sentences: Vec<Range<usize>>,
    /// Whether its capitals say nothing: title case, all capitals, a byline.
    is_headline: bool,
}

impl<'a> Read<'a> {
    fn of(article: &'a Article, block: &Block) -> Self {
        let text = article.block_text(block);
        let base = block.range.start;
        let own = sentences(text, article.meta.language.as_deref().unwrap_or("en"));
        let mut words = words(text, base, &own);
        let is_headline = is_headline(text, &words, block.kind);
        let lead: String = text.chars().take(LONGEST_DATELINE).collect();
        if [" — ", " – ", " - ", ") —"].iter().any(|dash| lead.contains(dash)) {
            // "KYIV, Ukraine (Agency) —": where it was written, and the agency.
            for word in words.iter_mut().take_while(|word| word.shape == Shape::Capitals) {
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

    /// The bytes from a word to another.
    fn range(&self, words: &Range<usize>) -> Option<Range<usize>> {
        let first = self.words.get(words.start)?;
        let last = words.end.checked_sub(1).and_then(|last| self.words.get(last))?;
        Some(first.range.start..last.range.end)
    }
}

/// Whether a word is remembered as one that is written small.
fn is_vocabulary(word: &Word<'_>) -> bool {
    word.shape == Shape::Small && word.lower.len() <= LONGEST_SMALL
}

/// Whether all words but small ones begin with a capital and no stop ends them, or no letter is small.
fn is_headline(text: &str, words: &[Word<'_>], kind: BlockKind) -> bool {
    let least = match kind {
        BlockKind::Byline => return true,
        BlockKind::Title | BlockKind::Subtitle | BlockKind::Heading => 2,
        _ => 3,
    };
    let alphabetic = || words.iter().filter(|word| word.text.chars().any(char::is_alphabetic));
    let is_small = |word: &&Word<'_>| {
        word.shape == Shape::Small
            && word.lower.chars().nth(3).is_some()
            && !tables::SMALL_IN_TITLES.contains(word.lower.as_str())
    };
    let no_small_letter = || alphabetic().all(|word| !word.text.chars().any(char::is_lowercase));
    let count = alphabetic().count();
    let ends_as_prose =
        text.trim_end_matches(['”', '"', '’', '\'', '»', ')']).ends_with(['.', '…', ';', ',', ':']);
    let capitals = words.iter().filter(|word| word.is_capital()).count();
    let is_title_case = !ends_as_prose
        && count >= least
        && capitals * 2 >= count
        && !alphabetic().any(|word| is_small(&word));
    is_title_case || (count >= 2 && no_small_letter())
}

/// For each word whether a mention covers it.
fn listed(words: &[Word<'_>], found: &Found, gazetteer: &Gazetteer) -> Vec<Listed> {
    let is_person = |mention: &Mention| {
        let referent = found.referents.get(mention.referent as usize);
        let candidates = referent.map_or(&[][..], |referent| referent.candidates());
        candidates
            .iter()
            .any(|entity| gazetteer.entry(entity.entry).is_some_and(|entry| entry.kind == KindId::PERSON))
    };
    let mut mentions = found.mentions.iter().peekable();
    let mut reach: Option<(usize, Listed)> = None;
    let mut listed = Vec::with_capacity(words.len());
    for word in words {
        while let Some(mention) = mentions.next_if(|mention| (mention.start as usize) < word.range.end) {
            if reach.is_none_or(|(end, _)| mention.end() > end) {
                reach =
                    Some((mention.end(), if is_person(mention) { Listed::Person } else { Listed::Other }));
            }
        }
        listed
            .push(reach.filter(|(end, _)| *end > word.range.start).map_or(Listed::No, |(_, listed)| listed));
    }
    listed
}

impl ArticleNames {
    fn see(&mut self, article: &Article, read: &Read<'_>, span: &Span) {
        let Some((surface, range)) = surface_of(article, read, &span.words) else { return };
        let key: Box<str> = Box::from(key_of(&surface));
        let entry = self.entries.entry(key).or_default();
        let doubtful = match span.doubt {
            Doubt::No => {
                let example = || example(article, read, &range);
                entry.certain.see(&surface, &span.cue, range.start, example);
                return;
            }
            Doubt::Opening => entry.opening.get_or_insert_default(),
            Doubt::Joined => entry.joined.get_or_insert_default(),
        };
        doubtful.tally.see(&surface, &span.cue, range.start, || example(article, read, &range));
        for part in &span.parts {
            let Some((surface, range)) = surface_of(article, read, &part.words) else { continue };
            let tally = doubtful.parts.entry(Box::from(key_of(&surface))).or_default();
            tally.see(&surface, &part.cue, range.start, || example(article, read, &range));
        }
    }

    /// Counts in a headline what the article's prose names: the longest first, none over another or over a mention.
    /// `firsts` holds how the first words of those names begin, so that most words need no closer look.
    fn support(&mut self, article: &Article, line: &Read<'_>, listed: &[Listed], firsts: &BTreeSet<String>) {
        let mut at = 0;
        while let Some(word) = line.words.get(at) {
            if !word.is_capital() || !firsts.contains(&first_letters(&key_of(word.text))) {
                at += 1;
                continue;
            }
            let free = |end: &usize| {
                (at..*end).all(|word| listed.get(word) == Some(&Listed::No))
                    && (at + 1..*end).all(|word| line.words.get(word).is_some_and(Word::joined))
            };
            let longest = (at + 1..=line.words.len().min(at + LONGEST_NAME)).rev().filter(free).find(|end| {
                let Some((surface, _)) = surface_of(article, line, &(at..*end)) else { return false };
                let Some(entry) = self.entries.get_mut(key_of(&surface).as_str()) else { return false };
                if entry.certain.count == 0 {
                    return false;
                }
                entry.certain.support(&surface);
                true
            });
            at = longest.unwrap_or(at + 1);
        }
    }
}

/// A span as it is written, on one line and without a last stop, and where it stands; none where it is too long.
fn surface_of(article: &Article, read: &Read<'_>, words: &Range<usize>) -> Option<(String, Range<usize>)> {
    let mut range =
        read.range(words).filter(|range| words.len() <= LONGEST_NAME && range.len() <= LONGEST_SURFACE)?;
    let written = article.text.slice(range.clone());
    let is_word = words.len() > 1 || !written.trim_end_matches('.').contains('.');
    if let Some(bare) = written.strip_suffix('.').filter(|_| is_word) {
        range.end = range.start + bare.len();
    }
    let surface = article.text.slice(range.clone()).split_whitespace().collect::<Vec<_>>().join(" ");
    Some((surface, range))
}

fn example(article: &Article, read: &Read<'_>, range: &Range<usize>) -> Example {
    let sentence = read.sentence_at(range.start).unwrap_or_else(|| range.clone());
    let before = article.text.slice(sentence.start..range.start);
    let after = article.text.slice(range.end..sentence.end.max(range.end));
    let cut = before.char_indices().rev().nth(AROUND).map(|(at, c)| at + c.len_utf8());
    let lead =
        cut.and_then(|at| before.get(at..)).map(|rest| rest.split_once(' ').map_or(rest, |(_, rest)| rest));
    let tail = after.char_indices().nth(AROUND).and_then(|(at, _)| after.get(..at));
    let tail = tail.map(|rest| rest.rsplit_once(' ').map_or(rest, |(rest, _)| rest));
    let shown = [
        if lead.is_some() { "… " } else { "" },
        lead.unwrap_or(before),
        article.text.slice(range.clone()),
        tail.unwrap_or(after),
        if tail.is_some() { " …" } else { "" },
    ];
    let line = shown.concat().split_whitespace().collect::<Vec<_>>().join(" ");
    Example { key: article.key.clone(), range: range.clone(), sentence: sanitize_line(&line).into_owned() }
}

#[cfg(test)]
#[path = "names_tests.rs"]
mod tests;
