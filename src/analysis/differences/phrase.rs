//! Splits the sentences of a row for its label: into noun groups, verbs and the words between them.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::concepts::{concept, stem};
use super::statement::{Statement, What};
use super::verbs::is_verb;
use crate::analysis::facts::Facts;
use crate::analysis::figures::context::clause;
use crate::analysis::figures::tables::{GROUP_ENDS, SAYING, SUBORDINATORS, synonym};
use crate::analysis::figures::tokens::{Kind, Token, lower, lower_before, tokens};
use crate::gazetteer::EntryId;
use crate::mention::words::CALENDAR;

/// Words that open a noun group, so that a participle after one belongs to it: `the stolen works`.
pub(super) const DETERMINERS: &[&str] = &[
    "a", "an", "the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your",
    "any", "each", "every", "another",
];
/// Pronouns that the tables of figures lack, since they stand before no number.
const PRONOUNS: &[&str] = &["i", "we", "you", "me", "us"];
/// Short words that belong to the verb before them: `sent off`.
pub(super) const PARTICLES: &[&str] = &["off", "out", "down", "up", "away", "back"];

/// Words that make the noun after them something other than a subject or an object.
const PREPOSITIONS: &[&str] = &[
    "of", "in", "on", "at", "by", "for", "from", "to", "with", "without", "near", "off", "outside", "inside",
    "along", "across", "against", "aboard", "under", "over", "above", "below", "between", "among", "into",
    "through", "around", "about", "after", "before", "since", "during", "until",
];
/// Words for a time, which no noun group goes beyond: `the works in Hallin next year`.
const TIMES: &[&str] = &[
    "next",
    "last",
    "year",
    "years",
    "week",
    "weeks",
    "month",
    "months",
    "day",
    "days",
    "night",
    "morning",
    "afternoon",
    "evening",
    "early",
    "late",
    "today",
    "yesterday",
    "tomorrow",
    "overnight",
];

/// What two words in different sentences have in common if they mean one thing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Key {
    /// The concept of a word, or a word with a number or of two letters in lower case.
    Concept(String),
    /// What synonyms among counted nouns stand for.
    Counted(String),
    /// A listed entity.
    Entity(EntryId),
}

/// What a word is in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Likely a noun, or an adjective before one.
    Noun,
    /// A name, or a part of one.
    Name,
    /// A verb, or a participle after a noun.
    Verb,
    /// A verb of saying.
    Saying,
    /// A preposition, an article, a pronoun or the like.
    Function,
    /// A word that opens another clause.
    Subordinator,
    /// A number, or a word of a date.
    Number,
    /// A part of the value that is compared.
    Value,
    Comma,
    /// Any other punctuation.
    Stop,
}

/// A word, a listed name, or a punctuation mark.
#[derive(Clone, Debug)]
pub(super) struct Word<'a> {
    /// The text, without a possessive ending.
    pub text: &'a str,
    /// The possessive ending.
    pub possessive: &'a str,
    /// In lower case; empty for punctuation.
    pub lower: String,
    /// None for words that are too common to tell anything.
    pub key: Option<Key>,
    pub class: Class,
    /// True if its form is that of a verb, even inside a noun group.
    pub has_verb_form: bool,
}

impl Word<'_> {
    /// True for a word of a noun group.
    pub fn is_nominal(&self) -> bool {
        matches!(self.class, Class::Noun | Class::Name)
    }

    /// True for a name such as `28-point` of a plan, which its number tells from others.
    pub fn is_numbered(&self) -> bool {
        self.lower.ends_with("-point") && self.lower.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// A sentence that is split into words.
#[derive(Debug)]
pub(super) struct Sentence<'a> {
    pub words: Vec<Word<'a>>,
    /// Indices of the words of the value.
    pub value: Range<usize>,
    /// Indices of the words of the value's clause.
    pub clause: Range<usize>,
    /// Indices of the words of each noun group, in order.
    pub groups: Vec<Range<usize>>,
    /// Index of the report.
    pub report: u32,
}

impl Sentence<'_> {
    /// Returns the lower-case word at an index; empty for punctuation and beyond the end.
    pub fn lower(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.lower.as_str())
    }

    /// Returns the class of the word at an index. None beyond the end.
    pub fn class(&self, at: usize) -> Option<Class> {
        self.words.get(at).map(|word| word.class)
    }

    /// Returns the noun group that a word is in.
    pub fn group_of(&self, at: usize) -> Option<&Range<usize>> {
        let next = self.groups.partition_point(|group| group.end <= at);
        self.groups.get(next).filter(|group| group.contains(&at))
    }

    /// Returns the word before a noun group, without articles and numbers. None if the group opens the sentence.
    fn before(&self, group: &Range<usize>) -> Option<&Word<'_>> {
        let before = self.words.get(..group.start)?.iter().rev();
        before.into_iter().find(|word| {
            word.class != Class::Number
                && word.class != Class::Value
                && !DETERMINERS.contains(&word.lower.as_str())
        })
    }

    /// Returns the preposition before a noun group, if there is one; otherwise an empty text.
    pub fn preposition(&self, group: &Range<usize>) -> &str {
        let before = self.before(group).map_or("", |word| word.lower.as_str());
        if PREPOSITIONS.contains(&before) { before } else { "" }
    }

    /// Returns the number of words between a word and the value.
    pub fn distance(&self, at: usize) -> usize {
        if at < self.value.start { self.value.start - at - 1 } else { at.saturating_sub(self.value.end) }
    }

    /// True for a noun group that names who said or reported what the sentence says.
    pub fn is_source(&self, group: &Range<usize>) -> bool {
        let is_saying = |at: usize| self.class(at) == Some(Class::Saying);
        let before = || self.words.get(..group.start).unwrap_or_default().iter().rev();
        let mut back = before().skip_while(|word| DETERMINERS.contains(&word.lower.as_str()));
        let (one, two) = (back.next(), back.next());
        let is_last = matches!(self.class(group.end), None | Some(Class::Comma | Class::Stop));
        let is = |word: Option<&Word<'_>>, lower: &str| word.is_some_and(|word| word.lower == lower);
        is_saying(group.end)
            // `..., said the mayor.`
            || (is_last && one.is_some_and(|word| word.class == Class::Saying))
            || (is(one, "to") && is(two, "according"))
    }
}

/// Reads the sentences of statements. Listed names that two of them mention count as one word each.
pub(super) fn read<'a>(members: &[(&'a Facts, &'a Statement)]) -> Vec<Sentence<'a>> {
    let named: Vec<Vec<(Range<usize>, EntryId)>> =
        members.iter().map(|(facts, statement)| entities(facts, &statement.sentence)).collect();
    let mut counts: HashMap<EntryId, usize> = HashMap::new();
    for own in &named {
        let own: HashSet<EntryId> = own.iter().map(|(_, entry)| *entry).collect();
        for entry in own {
            *counts.entry(entry).or_default() += 1;
        }
    }
    let mut sentences: Vec<Sentence<'a>> = Vec::new();
    for ((facts, statement), own) in members.iter().zip(named) {
        let shared: Vec<_> =
            own.into_iter().filter(|(_, entry)| counts.get(entry).is_some_and(|count| *count > 1)).collect();
        sentences.extend(sentence(facts, statement, &shared));
    }
    join_synonyms(&mut sentences);
    sentences
}

/// Returns the listed entities in a sentence, except numbered plans, and the byte ranges of their names.
fn entities(facts: &Facts, sentence: &Range<usize>) -> Vec<(Range<usize>, EntryId)> {
    let mentions = &facts.found.mentions;
    let from = mentions.partition_point(|mention| mention.range().start < sentence.start);
    let own = mentions.iter().skip(from).take_while(|mention| mention.range().start < sentence.end);
    own.filter(|mention| mention.counts())
        .filter_map(|mention| {
            let entity = facts.found.referents.get(mention.referent as usize)?.entity()?;
            entity.value.is_none().then(|| (mention.range(), entity.entry))
        })
        .collect()
}

/// Returns the byte ranges of the figures in a sentence.
fn figures<'a>(facts: &'a Facts, sentence: &Range<usize>) -> impl Iterator<Item = &'a Range<usize>> {
    let (start, end) = (sentence.start, sentence.end);
    let from = facts.figures.partition_point(|figure| figure.range.start < start);
    let own = facts.figures.iter().skip(from).map(|figure| &figure.range);
    own.take_while(move |range| range.start < end)
}

fn sentence<'a>(
    facts: &'a Facts,
    statement: &Statement,
    entities: &[(Range<usize>, EntryId)],
) -> Option<Sentence<'a>> {
    let base = statement.sentence.start;
    let text = facts.article.text.slice(statement.sentence.clone());
    let value = match statement.what {
        What::Figure(at) => facts.figures.get(at)?.range.clone(),
        What::Date(at) => facts.dates.get(at)?.range.clone(),
    };
    let tokens = tokens(text);
    let first = tokens.partition_point(|token| base + token.range.end <= value.start);
    let end = tokens.partition_point(|token| base + token.range.start < value.end);
    let own = clause(&tokens, first, end);
    let mut words: Vec<Word<'a>> = Vec::with_capacity(tokens.len());
    // The index of the word that each token is in.
    let mut places: Vec<usize> = Vec::with_capacity(tokens.len() + 1);
    let mut figures = figures(facts, &statement.sentence).peekable();
    let mut names = entities.iter().peekable();
    let mut name_end = 0;
    for (at, token) in tokens.iter().enumerate() {
        let place = base + token.range.start;
        if place < name_end {
            places.push(words.len().saturating_sub(1));
            continue;
        }
        while names.next_if(|(range, _)| range.start < place).is_some() {}
        places.push(words.len());
        let rest = text.get(token.range.end..).unwrap_or_default();
        let mut possessive = rest.get(..possessive_len(rest)).unwrap_or_default();
        while figures.next_if(|range| range.end <= place).is_some() {}
        let class = if (first..end).contains(&at) {
            Class::Value
        } else if figures.peek().is_some_and(|range| range.start <= place) {
            Class::Number
        } else {
            class(&tokens, at)
        };
        let mut word = Word {
            text: token.text,
            possessive,
            lower: token.lower.clone(),
            key: key(token).filter(|_| !matches!(class, Class::Value | Class::Number)),
            class,
            has_verb_form: is_verb(&tokens, at) || class == Class::Verb,
        };
        let is_whole = |range: &Range<usize>| {
            let mut own = tokens.iter().skip(at).take_while(|token| base + token.range.start < range.end);
            own.any(|token| base + token.range.end == range.end)
        };
        if let Some((range, entry)) =
            names.next_if(|(range, _)| range.start == place && class != Class::Value && is_whole(range))
        {
            let end = range.end - base;
            possessive =
                text.get(end..).map_or("", |rest| rest.get(..possessive_len(rest)).unwrap_or_default());
            word.text = text.get(token.range.start..end).unwrap_or(token.text);
            word.possessive = possessive;
            word.lower = word.text.to_lowercase();
            word.key = Some(Key::Entity(*entry));
            word.class = Class::Name;
            word.has_verb_form = false;
            name_end = range.end;
        }
        words.push(word);
    }
    places.push(words.len());
    let place = |at: usize| places.get(at).copied().unwrap_or(words.len());
    let (value, clause) = (place(first)..place(end), place(own.start)..place(own.end));
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (at, _) in words.iter().enumerate().filter(|(_, word)| word.is_nominal()) {
        match groups.last_mut().filter(|group| group.end == at) {
            Some(group) => group.end = at + 1,
            None => groups.push(at..at + 1),
        }
    }
    Some(Sentence { words, value, clause, groups, report: statement.report })
}

/// Returns the number of bytes of a possessive ending at the start of a text: 0 without one. A lone apostrophe is one
/// before a space, which after a name in single quotation marks is wrong.
fn possessive_len(text: &str) -> usize {
    let endings = [("'s", 2), ("’s", 4), ("' ", 1), ("’ ", 3)];
    endings.into_iter().find(|(ending, _)| text.starts_with(ending)).map_or(0, |(_, len)| len)
}

fn key(token: &Token<'_>) -> Option<Key> {
    let is_plain = token.is_word() && token.lower.chars().any(char::is_alphabetic);
    let has_number = token.has_digit() && token.lower.contains('-');
    let is_short_name = token.text.chars().count() == 2 && token.is_capital();
    concept(token)
        .or_else(|| (is_plain && (has_number || is_short_name)).then(|| token.lower.clone()))
        .map(Key::Concept)
}

fn class(tokens: &[Token<'_>], at: usize) -> Class {
    let Some(token) = tokens.get(at) else { return Class::Stop };
    let word = token.lower.as_str();
    match token.kind {
        Kind::Word => {}
        Kind::Comma => return Class::Comma,
        _ => return Class::Stop,
    }
    let is_number = token.has_digit() && !(word.contains('-') && word.contains(char::is_alphabetic));
    if is_number || TIMES.contains(&word) || (CALENDAR.contains(word) && token.is_capital()) {
        Class::Number
    } else if SUBORDINATORS.contains(word) {
        Class::Subordinator
    } else if SAYING.contains(word) {
        Class::Saying
    } else if GROUP_ENDS.contains(word)
        || [PARTICLES, PREPOSITIONS, DETERMINERS].iter().any(|words| words.contains(&word))
        || (PRONOUNS.contains(&word) && token.text != "US")
    {
        Class::Function
    } else if (is_verb(tokens, at) && !is_in_noun_group(tokens, at)) || is_finite(tokens, at) {
        Class::Verb
    } else if token.is_capital() && at > 0 {
        Class::Name
    } else {
        Class::Noun
    }
}

/// True for a word that is likely a verb in the present: `the union demands 12 per cent`, `the museum holds a canvas`.
fn is_finite(tokens: &[Token<'_>], at: usize) -> bool {
    let (before, word, next) = (lower_before(tokens, at, 1), lower(tokens, at), lower(tokens, at + 1));
    let is_number = tokens.get(at + 1).is_some_and(Token::has_digit);
    word.ends_with('s')
        && !word.ends_with("ss")
        && !tokens.get(at).is_some_and(Token::is_capital)
        && !DETERMINERS.contains(&before)
        && (!GROUP_ENDS.contains(before) || matches!(before, "who" | "that" | "it" | "he" | "she"))
        && at > 0
        && (matches!(next, "a" | "an" | "the" | "its" | "his" | "her" | "their") || is_number)
}

/// True for a word with the form of a verb that belongs to a noun group: `the stolen works`, `the building fell`,
/// `in flooding along the river`.
fn is_in_noun_group(tokens: &[Token<'_>], at: usize) -> bool {
    let word = lower(tokens, at);
    let before = lower_before(tokens, at, 1);
    if DETERMINERS.contains(&before) {
        return true;
    }
    let next = lower(tokens, at + 1);
    let opens = at == 0 || matches!(before, "of" | "in" | "by" | "after" | "at" | "from" | "for");
    let ends = next.is_empty() || (GROUP_ENDS.contains(next) && !DETERMINERS.contains(&next));
    if word.ends_with("ing") {
        return opens && ends && !PARTICLES.contains(&next);
    }
    // `of registered voters`
    let is_after_preposition = matches!(before, "of" | "in" | "for" | "from" | "with" | "by" | "at");
    is_after_preposition && !next.is_empty() && !GROUP_ENDS.contains(next)
}

/// Gives counted nouns that mean the same, such as `paintings` and `works`, one key if two sentences have different
/// ones.
fn join_synonyms(sentences: &mut [Sentence<'_>]) {
    let mut found: HashMap<String, HashMap<usize, &str>> = HashMap::new();
    for (at, sentence) in sentences.iter().enumerate() {
        for word in sentence.words.iter().filter(|word| word.is_nominal()) {
            found.entry(synonym(&word.lower).to_owned()).or_default().entry(at).or_insert(&word.lower);
        }
    }
    let joined: HashSet<String> = found
        .into_iter()
        .filter(|(_, words)| words.values().any(|word| words.values().any(|other| stem(word) != stem(other))))
        .map(|(counted, _)| counted)
        .collect();
    for word in sentences.iter_mut().flat_map(|sentence| &mut sentence.words) {
        let counted = synonym(&word.lower);
        if word.is_nominal() && joined.contains(counted) {
            word.key = Some(Key::Counted(counted.to_owned()));
        }
    }
}
