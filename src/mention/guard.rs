//! Decides whether a bare surname names its owner. One after someone else's given name does not, nor does one inside
//! the name of a foundation, a tower or a law.
//!
//! A surname names its owner unless a word next to it says otherwise, such as a capitalised word before it that is not
//! a title, or one after it that names a thing. A surname that is also a word is judged by `word_surname` too. If the
//! words next to a surname can be read in two ways, the verdict is uncertain.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

use crate::article::{Article, Region};
use crate::gazetteer::{EntryId, Gazetteer, KindId};
use crate::mention::context::{Context, LineCase, Word};
use crate::mention::name_before::{
    NameBefore, follows_in_or_at, follows_opening_preposition, includes_own_name, name_before,
};
use crate::mention::person_name::Owner;
use crate::mention::resolve::Candidate;
use crate::mention::uncertainty::{Uncertainty, Verdict};
use crate::mention::word_surname;
use crate::mention::words::classes::{is_given, is_neutral, is_title};
use crate::mention::words::{
    ACTING, AMBIGUOUS_OPENERS, BEFORE_DATES, CALENDAR, GENERATIONS, GIVEN_NAMES_AS_PLACES,
    GIVEN_NAMES_AS_WORDS, GOVERNMENT_WORDS, PARTICLES_IN_ENGLISH, SAYING, SENTENCE_OPENERS,
    STRONG_HEAD_NOUNS, TITLES, WEAK_HEAD_NOUNS, key,
};
use crate::text::language::detect_language;

/// Maximum number of capitalised words after a surname that are examined.
const MAX_RUN: usize = 5;
/// A shorter all-caps word is more likely an acronym than a given name.
const MIN_ALL_CAPS_NAME: usize = 4;

/// Given names that are also auxiliary verbs, which may open a question: Will Trump go?
const AUXILIARIES: &[&str] = &["will", "may"];

/// What makes a word a bare surname. Headlines are judged differently for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// An alias in the list.
    Listed,
    /// A full name in the article.
    Bound,
}

/// A bare surname to be judged.
#[derive(Clone, Debug)]
pub(super) struct BareSurname<'a> {
    /// Byte range in the article's text.
    pub span: Range<usize>,
    /// The entry whose surname it is.
    pub entry: EntryId,
    /// The form that makes it a name of that entry.
    pub form: u32,
    /// The surname and its owner's other words.
    pub owner: &'a Owner,
    /// What makes it a bare surname.
    pub origin: Origin,
}

/// Judges the bare names of one article.
pub(super) struct Guard<'a> {
    article: &'a Article,
    gazetteer: &'a Gazetteer,
    candidates: &'a [Candidate],
    listed: OnceCell<Listed>,
    lowercase_words: OnceCell<HashSet<&'a str>>,
    is_english: OnceCell<bool>,
    given: GivenNames,
}

/// Pairs of a surname and someone else's given name that precedes it in the article's body, both folded.
pub(super) type GivenNames = HashSet<(String, String)>;

/// Positions of listed names.
#[derive(Debug, Default)]
struct Listed {
    /// Start, end, entry; sorted.
    by_start: Vec<(usize, usize, EntryId)>,
    /// End, start, entry; sorted.
    by_end: Vec<(usize, usize, EntryId)>,
}

impl Listed {
    fn of(candidates: &[Candidate]) -> Self {
        let mut listed = Self::default();
        for Candidate { span, entry, .. } in candidates {
            listed.by_start.push((span.start, span.end, *entry));
            listed.by_end.push((span.end, span.start, *entry));
        }
        listed.by_start.sort_unstable();
        listed.by_end.sort_unstable();
        listed
    }

    /// Returns the other end and the entry of each name that starts (or ends) at an offset.
    fn at(places: &[(usize, usize, EntryId)], at: usize) -> impl Iterator<Item = (usize, EntryId)> {
        let from = places.partition_point(|(place, ..)| *place < at);
        let here = places.iter().skip(from).take_while(move |(place, ..)| *place == at);
        here.map(|(_, other, entry)| (*other, *entry))
    }
}

impl<'a> Guard<'a> {
    /// Creates a guard for an article with the listed names `candidates`. `given` are the given names learned
    /// so far.
    pub(super) fn new(
        article: &'a Article,
        gazetteer: &'a Gazetteer,
        candidates: &'a [Candidate],
        given: GivenNames,
    ) -> Self {
        Self {
            article,
            gazetteer,
            candidates,
            listed: OnceCell::new(),
            lowercase_words: OnceCell::new(),
            is_english: OnceCell::new(),
            given,
        }
    }

    /// Returns the given names learned from the article.
    pub(super) fn into_given(self) -> GivenNames {
        self.given
    }

    fn listed(&self) -> &Listed {
        self.listed.get_or_init(|| Listed::of(self.candidates))
    }

    /// True if a word (in lowercase) also occurs in lowercase in the article.
    pub(super) fn has_lowercase(&self, lower: &str) -> bool {
        self.lowercase_words.get_or_init(|| lowercase_words(self.article.text.as_str())).contains(lower)
    }

    /// True if a listed name of another entry ends at an offset.
    pub(super) fn names_another(&self, entry: EntryId, end: usize) -> bool {
        Listed::at(&self.listed().by_end, end).any(|(_, other)| other != entry)
    }

    /// Judges bare surnames one by one. Those in headlines are judged again with the given names learned from
    /// the body.
    pub(super) fn judge_all(&mut self, bare: &[BareSurname<'_>]) -> Vec<Verdict> {
        let count_before = self.given.len();
        let mut verdicts: Vec<Verdict> = bare.iter().map(|surname| self.judge_and_learn(surname)).collect();
        if self.given.len() > count_before {
            for (surname, verdict) in bare.iter().zip(&mut verdicts) {
                let context = self.context_at(surname.span.start);
                if context.line_case(surname.span.start) != LineCase::Plain {
                    *verdict = self.judge(surname, &context).0;
                }
            }
        }
        verdicts
    }

    /// Returns the context of an offset in the article.
    pub(super) fn context_at(&self, at: usize) -> Context<'a> {
        let block = self.article.block_at(at).and_then(|block| self.article.blocks.get(block));
        let range = block.map_or(at..at, |block| block.range.clone());
        Context::new(self.article.text.as_str(), range)
    }

    /// Judges a surname. In running text of the body, remembers a given name before it that makes it someone else's,
    /// unless that name opens the sentence.
    fn judge_and_learn(&mut self, bare: &BareSurname<'_>) -> Verdict {
        let context = self.context_at(bare.span.start);
        let (verdict, before) = self.judge(bare, &context);
        if before == Verdict::Reject
            && let NameBefore::Word(word, _) = name_before(&context, bare.span.start)
            && context.line_case(bare.span.start) == LineCase::Plain
            && !context.opens_sentence(word.start)
        {
            let block = self.article.block_at(bare.span.start);
            let block = block.and_then(|block| self.article.blocks.get(block));
            if block.is_some_and(|block| block.region == Region::Body) {
                self.given.insert((bare.owner.surname.clone(), key(word.text)));
            }
        }
        verdict
    }

    /// Returns the verdict on a surname, and the verdict by the words before it alone.
    fn judge(&self, bare: &BareSurname<'_>, context: &Context<'_>) -> (Verdict, Verdict) {
        let (before, after) = (self.judge_before(bare, context), self.judge_after(bare, context));
        let verdict = before.max(after);
        if verdict == Verdict::Reject {
            return (verdict, before);
        }
        (verdict.max(word_surname::judge(bare.owner.class, context, &bare.span)), before)
    }

    /// Judges a surname by the words before it.
    fn judge_before(&self, bare: &BareSurname<'_>, context: &Context<'_>) -> Verdict {
        let at = bare.span.start;
        let (word, initials) = match name_before(context, at) {
            NameBefore::Nothing if self.follows_particle(bare, context) => return Verdict::Reject,
            NameBefore::Nothing => return Verdict::Accept,
            NameBefore::Initial(initial) => return judge_initial(bare.owner, &initial),
            NameBefore::Word(word, initials) => (word, initials),
        };
        let word_key = key(word.text);
        if includes_own_name(bare.owner, context, word) {
            // George H. W. Bush is not George W. Bush.
            let own = &bare.owner.words.initials;
            let is_other = !initials.is_empty() && !own.is_empty() && !own.contains(&initials);
            return if is_other { Verdict::Reject } else { Verdict::Accept };
        }
        let is_known = self.given.contains(&(bare.owner.surname.clone(), word_key.clone()));
        let (is_given, is_word) = (is_given(word.text), GIVEN_NAMES_AS_WORDS.contains(word_key.as_str()));
        if !word.is_capitalised() {
            let is_long = word.text.chars().count() >= MIN_ALL_CAPS_NAME;
            return if is_given && is_long {
                judge_all_caps_name(bare.origin, is_word, is_known)
            } else {
                Verdict::Accept
            };
        }
        let inside_headline =
            || context.line_case(at) != LineCase::Plain && !context.opens_sentence(word.start);
        if is_neutral(word.text)
            && !(AMBIGUOUS_OPENERS.contains(word_key.as_str()) && !is_title(word.text) && inside_headline())
        {
            let is_date = CALENDAR.contains(word_key.as_str()) && is_date(context, &word);
            let is_doubtful = is_given && !is_date && !SENTENCE_OPENERS.contains(word_key.as_str());
            return if is_doubtful { Verdict::Uncertain(Uncertainty::AnotherName) } else { Verdict::Accept };
        }
        match self.listed_before(bare, &word) {
            ListedBefore::Nobody | ListedBefore::GivenName => {}
            ListedBefore::Name if !is_given => return Verdict::Accept,
            ListedBefore::Name if follows_in_or_at(context, &word) => return Verdict::Accept,
            ListedBefore::Name => return Verdict::Uncertain(Uncertainty::PlaceBefore),
        }
        if AUXILIARIES.contains(&word_key.as_str()) && context.opens_sentence(word.start) && !is_known {
            let is_question = is_question(context, at);
            return if is_question { Verdict::Accept } else { Verdict::Uncertain(Uncertainty::AnotherName) };
        }
        match (context.line_case(at), bare.origin) {
            (LineCase::Plain, _) if is_known => Verdict::Reject,
            (LineCase::Plain, _) if is_given => {
                let is_place =
                    GIVEN_NAMES_AS_PLACES.contains(word_key.as_str()) && follows_in_or_at(context, &word);
                if is_place { Verdict::Uncertain(Uncertainty::PlaceBefore) } else { Verdict::Reject }
            }
            (LineCase::Plain, _) => self.judge_unknown_before(context, &word),
            (_, Origin::Bound) => Verdict::Uncertain(Uncertainty::AnotherName),
            (_, Origin::Listed) if is_known || (is_given && !is_word) => Verdict::Reject,
            (_, Origin::Listed) if is_given => Verdict::Uncertain(Uncertainty::AnotherName),
            (_, Origin::Listed) => Verdict::Accept,
        }
    }

    /// Judges a surname in running text after a capitalised word that is neither neutral nor a given name in the
    /// tables, and so is most likely a given name that they lack.
    fn judge_unknown_before(&self, context: &Context<'_>, word: &Word<'_>) -> Verdict {
        if follows_in_or_at(context, word) || follows_opening_preposition(context, word) {
            return Verdict::Uncertain(Uncertainty::PlaceBefore);
        }
        if context.word_before(word.start).is_some_and(|before| key(before.text) == "the") {
            return Verdict::Uncertain(Uncertainty::AnotherName);
        }
        let lower = word.text.to_lowercase();
        if context.opens_sentence(word.start) && self.is_ordinary(&lower) {
            return Verdict::Accept;
        }
        Verdict::Reject
    }

    /// True if a word (in lowercase) is an ordinary word, by its ending or because the article has it in lowercase.
    pub(super) fn is_ordinary(&self, lower: &str) -> bool {
        ["ing", "ly"].iter().any(|ending| lower.ends_with(ending)) || self.has_lowercase(lower)
    }

    /// True if a particle before a surname makes it a different one, in an English text: van Berg is not Berg.
    fn follows_particle(&self, bare: &BareSurname<'_>, context: &Context<'_>) -> bool {
        let Some(word) = context.word_before(bare.span.start) else { return false };
        !bare.owner.surname.contains(' ')
            && !word.has_full_stop
            && PARTICLES_IN_ENGLISH.contains(key(word.text).as_str())
            && *self.is_english.get_or_init(|| is_english(self.article))
    }

    /// Returns the kind of listed name that ends with the word before a surname.
    fn listed_before(&self, bare: &BareSurname<'_>, word: &Word<'_>) -> ListedBefore {
        let mut others =
            Listed::at(&self.listed().by_end, word.end()).filter(|(_, entry)| *entry != bare.entry);
        let Some((start, entry)) = others.next() else { return ListedBefore::Nobody };
        let is_person = self.gazetteer.entry(entry).is_some_and(|entry| entry.kind == KindId::PERSON);
        if is_person && start == word.start && is_given(word.text) {
            ListedBefore::GivenName
        } else {
            ListedBefore::Name
        }
    }

    /// Judges a surname by the words after it.
    fn judge_after(&self, bare: &BareSurname<'_>, context: &Context<'_>) -> Verdict {
        if is_other_generation(bare.owner, context, bare.span.end) {
            return Verdict::Reject;
        }
        let Some(first) = context.word_after(bare.span.end).filter(Word::begins_with_capital) else {
            return Verdict::Accept;
        };
        let is_listed = |word: &Word<'_>| {
            Listed::at(&self.listed().by_start, word.start).any(|(_, entry)| entry != bare.entry)
        };
        if bare.owner.surname_first && is_other_family_member(bare, context, &first) && !is_listed(&first) {
            return Verdict::Reject;
        }
        let mut run = vec![first];
        while let Some(next) = run.last().filter(|last| !last.has_full_stop && !last.is_possessive())
            && let Some(next) = context.word_after(next.end()).filter(Word::begins_with_capital)
            && run.len() < MAX_RUN
        {
            run.push(next);
        }
        let line = context.line_case(bare.span.start);
        for (number, word) in run.iter().enumerate() {
            let word_key = key(word.without_possessive());
            let is_verb = line != LineCase::Plain
                && (ACTING.contains(word_key.as_str()) || SAYING.contains(word_key.as_str()));
            let ends_search = is_listed(word)
                || is_verb
                || CALENDAR.contains(word_key.as_str())
                || GOVERNMENT_WORDS.contains(word_key.as_str())
                || TITLES.contains(word_key.as_str());
            if ends_search {
                return Verdict::Accept;
            }
            let is_strong = STRONG_HEAD_NOUNS.contains(word_key.as_str());
            let is_last = number + 1 == run.len();
            if is_strong || (is_last && WEAK_HEAD_NOUNS.contains(word_key.as_str())) {
                return match line {
                    LineCase::Plain => Verdict::Reject,
                    _ if is_strong && (number == 0 || is_whole_line(context, &bare.span, word)) => {
                        Verdict::Uncertain(Uncertainty::LongerName)
                    }
                    _ => Verdict::Accept,
                };
            }
        }
        Verdict::Accept
    }
}

/// True if the word after a leading surname is someone else's given name: Kim Yo Jong is not Kim Jong Un.
fn is_other_family_member(bare: &BareSurname<'_>, context: &Context<'_>, word: &Word<'_>) -> bool {
    let own = |part: &str| bare.owner.has_word(&key(part));
    word.is_capitalised()
        && !word.is_possessive()
        && !own(word.text)
        && !word.text.split('-').any(own)
        && !is_title(word.text)
        && !CALENDAR.contains(key(word.text).as_str())
        && context.line_case(bare.span.start) == LineCase::Plain
}

/// A listed name before a surname.
enum ListedBefore {
    Nobody,
    /// A person's given name.
    GivenName,
    /// Any other name.
    Name,
}

/// Judges a surname after a single initial: it is uncertain unless one of its owner's words starts with the
/// initial. M. is accepted, since it may stand for Monsieur.
fn judge_initial(owner: &Owner, initial: &str) -> Verdict {
    let is_own = initial == "m" || owner.has_initial(initial);
    if is_own { Verdict::Accept } else { Verdict::Uncertain(Uncertainty::AnotherName) }
}

fn is_date(context: &Context<'_>, word: &Word<'_>) -> bool {
    let before = context.word_before(word.start);
    before.is_some_and(|before| BEFORE_DATES.contains(key(before.text).as_str()) || before.has_digit())
}

/// Judges a surname after an all-caps given name.
fn judge_all_caps_name(origin: Origin, is_word: bool, is_known: bool) -> Verdict {
    match origin {
        Origin::Listed if is_known || !is_word => Verdict::Reject,
        _ => Verdict::Uncertain(Uncertainty::AnotherName),
    }
}

/// True if the sentence around an offset ends in a question mark: Will Trump go?
fn is_question(context: &Context<'_>, at: usize) -> bool {
    /// Maximum number of code points searched for the end of the sentence.
    const MAX_QUESTION_CHARS: usize = 300;
    let mut rest = context.text_after(at).chars().take(MAX_QUESTION_CHARS);
    rest.find(|c| matches!(c, '.' | '!' | '?' | '…')) == Some('?')
}

/// True if a suffix of another generation follows: Trump Jr.
pub(super) fn is_other_generation(owner: &Owner, context: &Context<'_>, at: usize) -> bool {
    let comma = usize::from(context.text_after(at).starts_with(','));
    context.word_after(at + comma).is_some_and(|word| {
        let key = key(word.text);
        let is_numeral = word.text.chars().all(char::is_uppercase) && !word.has_full_stop;
        // After a comma a numeral may be anything, and after a monarch's name it belongs to that name.
        GENERATIONS.contains(key.as_str())
            && (!is_numeral || (comma == 0 && !owner.words.has_regal_title))
            && word.begins_with_capital()
            && !owner.words.suffixes.contains(&key)
    })
}

/// True if a surname and the words after it up to `last` seem to be a whole block: no word is directly before the
/// surname, it opens a sentence, and only full stops and spaces follow `last`.
fn is_whole_line(context: &Context<'_>, span: &Range<usize>, last: &Word<'_>) -> bool {
    let begins = context.word_before(span.start).is_none() && context.opens_sentence(span.start);
    begins && context.text_after(last.end()).trim_end_matches(['.', ' ']).is_empty()
}

fn is_english(article: &Article) -> bool {
    match article.meta.language.as_deref() {
        Some(language) => language.to_ascii_lowercase().starts_with("en"),
        None => detect_language(article.text.as_str()).is_none_or(|language| language == "en"),
    }
}

/// Returns the words of a text that start with a lowercase letter.
fn lowercase_words(text: &str) -> HashSet<&str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '-');
    words.filter(|word| word.chars().next().is_some_and(char::is_lowercase)).collect()
}
