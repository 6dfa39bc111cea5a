//! Whether a bare surname is its owner's: not where another given name stands before it, nor where it is part of the name of
//! a foundation, a tower or a law.
//!
//! A list says whose a bare surname is where nothing near says otherwise. What stands beside it says otherwise in three ways:
//! a capitalised word before it that is no title, a capitalised word behind it that names a thing, and, where the
//! surname is a word too, the lack of anything that a person is or does. Where the words beside it can be read in two ways the verdict is
//! that it is uncertain, never that it stands.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

use crate::article::{Article, Region};
use crate::gazetteer::{EntryId, Gazetteer, KindId};
use crate::mention::name_before::{
    NameBefore, is_behind_in, is_behind_opening_preposition, is_own, name_before,
};
use crate::mention::person_name::Owner;
use crate::mention::resolve::Candidate;
use crate::mention::surroundings::{Line, Surroundings, Word};
use crate::mention::uncertainty::{Uncertainty, Verdict};
use crate::mention::word_surname;
use crate::mention::words::classes::{is_given, is_neutral, is_title};
use crate::mention::words::{
    ACTING, BEFORE_DATES, CALENDAR, EVERYDAY, GENERATIONS, GIVEN_ALSO_PLACES, GIVEN_ALSO_WORDS,
    OF_GOVERNMENTS, OPENERS_AT_THE_HEAD, PARTICLES_IN_ENGLISH, SAYING, SENTENCE_OPENERS, TITLES,
    UNMISTAKABLE, key,
};
use crate::text::language::detect_language;

/// So many words of a run of capitalised ones are looked at.
const LONGEST_RUN: usize = 5;
/// A shorter word in capitals is an acronym rather than a given name.
const LEAST_LETTERS_IN_CAPITALS: usize = 4;

/// Given names that open questions as verbs.
const AUXILIARIES: &[&str] = &["will", "may"];

/// Which rule found a bare surname; in a headline they differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// The list has it.
    Listed,
    /// It follows from a full name in the article.
    Bound,
}

/// A bare surname that is to be judged.
#[derive(Clone, Debug)]
pub(super) struct Bare<'a> {
    /// Bytes of the article's text.
    pub span: Range<usize>,
    /// The entry whose surname it is.
    pub entry: EntryId,
    /// The form that makes it a name of that entry.
    pub form: u32,
    /// The surname and its owner's other words.
    pub owner: &'a Owner,
    /// The rule that found it.
    pub found: Found,
}

/// What one article says of the names in it.
pub(super) struct Guard<'a> {
    article: &'a Article,
    gazetteer: &'a Gazetteer,
    candidates: &'a [Candidate],
    listed: OnceCell<Listed>,
    small_words: OnceCell<HashSet<&'a str>>,
    is_english: OnceCell<bool>,
    given: GivenNames,
}

/// Surnames with the words that an article's body has before them as given names, all folded.
pub(super) type GivenNames = HashSet<(String, String)>;

/// Where listed names stand.
#[derive(Debug, Default)]
struct Listed {
    /// First byte, end, entry; in order.
    by_start: Vec<(usize, usize, EntryId)>,
    /// End, first byte, entry; in order.
    by_end: Vec<(usize, usize, EntryId)>,
}

impl Listed {
    fn of(candidates: &[Candidate]) -> Self {
        let mut listed = Self::default();
        for one in candidates {
            listed.by_start.push((one.span.start, one.span.end, one.entry));
            listed.by_end.push((one.span.end, one.span.start, one.entry));
        }
        listed.by_start.sort_unstable();
        listed.by_end.sort_unstable();
        listed
    }

    /// What begins, or ends, at a place: the other end and the entry.
    fn at(places: &[(usize, usize, EntryId)], at: usize) -> impl Iterator<Item = (usize, EntryId)> {
        let from = places.partition_point(|(place, ..)| *place < at);
        let here = places.iter().skip(from).take_while(move |(place, ..)| *place == at);
        here.map(|(_, other, entry)| (*other, *entry))
    }
}

impl<'a> Guard<'a> {
    /// Ready to judge the bare surnames of an article in which the list names `candidates`.
    /// `given` is what is known already of the article's given names.
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
            small_words: OnceCell::new(),
            is_english: OnceCell::new(),
            given,
        }
    }

    /// What was learned of the article's given names.
    pub(super) fn into_given(self) -> GivenNames {
        self.given
    }

    fn listed(&self) -> &Listed {
        self.listed.get_or_init(|| Listed::of(self.candidates))
    }

    /// Whether the article has a word that begins small.
    pub(super) fn has_small(&self, lower: &str) -> bool {
        self.small_words.get_or_init(|| small_words(self.article.text.all())).contains(lower)
    }

    /// Whether a listed name other than those of an entry ends, or begins, at a place.
    pub(super) fn names_another(&self, entry: EntryId, end: usize) -> bool {
        Listed::at(&self.listed().by_end, end).any(|(_, other)| other != entry)
    }

    /// Judges bare surnames, each for itself but that a headline is read by what the article's body says of given names.
    pub(super) fn judge_all(&mut self, bare: &[Bare<'_>]) -> Vec<Verdict> {
        let known = self.given.len();
        let mut verdicts: Vec<Verdict> = bare.iter().map(|one| self.judge_and_learn(one)).collect();
        if self.given.len() > known {
            for (one, verdict) in bare.iter().zip(&mut verdicts) {
                if self.around(one.span.start).line(one.span.start) != Line::Plain {
                    *verdict = self.judge(one, &self.around(one.span.start)).0;
                }
            }
        }
        verdicts
    }

    /// What stands around a place of the article.
    pub(super) fn around(&self, at: usize) -> Surroundings<'a> {
        let block = self.article.block_at(at).and_then(|block| self.article.blocks.get(block));
        let range = block.map_or(at..at, |block| block.range.clone());
        Surroundings::new(self.article.text.all(), range)
    }

    /// Judges a surname and remembers the given name that the body has before it.
    fn judge_and_learn(&mut self, bare: &Bare<'_>) -> Verdict {
        let around = self.around(bare.span.start);
        let (verdict, before) = self.judge(bare, &around);
        if before == Verdict::Blocked
            && let NameBefore::Word(word, _) = name_before(&around, bare.span.start)
            && around.line(bare.span.start) == Line::Plain
            && !around.opens_sentence(word.start)
        {
            let block = self.article.block_at(bare.span.start);
            let block = block.and_then(|block| self.article.blocks.get(block));
            if block.is_some_and(|block| block.region == Region::Body) {
                self.given.insert((bare.owner.surname.clone(), key(word.text)));
            }
        }
        verdict
    }

    /// What all that stands beside a surname says, and what the words before it say.
    fn judge(&self, bare: &Bare<'_>, around: &Surroundings<'_>) -> (Verdict, Verdict) {
        let (before, behind) = (self.before(bare, around), self.behind(bare, around));
        let context = before.max(behind);
        if context == Verdict::Blocked {
            return (context, before);
        }
        (context.max(word_surname::judge(bare.owner.class, around, &bare.span)), before)
    }

    /// What the words before a surname say.
    fn before(&self, bare: &Bare<'_>, around: &Surroundings<'_>) -> Verdict {
        let at = bare.span.start;
        let (word, initials) = match name_before(around, at) {
            NameBefore::Nothing if self.is_behind_particle(bare, around) => return Verdict::Blocked,
            NameBefore::Nothing => return Verdict::Stands,
            NameBefore::Initial(initial) => return initial_alone(bare.owner, &initial),
            NameBefore::Word(word, initials) => (word, initials),
        };
        let word_key = key(word.text);
        if is_own(bare.owner, around, word) {
            // George H. W. Bush is not George W. Bush.
            let own = &bare.owner.words.initials;
            let is_other = !initials.is_empty() && !own.is_empty() && !own.contains(&initials);
            return if is_other { Verdict::Blocked } else { Verdict::Stands };
        }
        let is_known = self.given.contains(&(bare.owner.surname.clone(), word_key.clone()));
        let (is_given, is_word) = (is_given(word.text), GIVEN_ALSO_WORDS.contains(word_key.as_str()));
        if !word.is_capitalised() {
            let shouts = word.text.chars().count() >= LEAST_LETTERS_IN_CAPITALS;
            return if is_given && shouts { shouted(bare.found, is_word, is_known) } else { Verdict::Stands };
        }
        let inside_headline = || around.line(at) != Line::Plain && !around.opens_sentence(word.start);
        if is_neutral(word.text)
            && !(OPENERS_AT_THE_HEAD.contains(word_key.as_str()) && !is_title(word.text) && inside_headline())
        {
            let is_date = CALENDAR.contains(word_key.as_str()) && is_date(around, &word);
            let doubtful = is_given && !is_date && !SENTENCE_OPENERS.contains(word_key.as_str());
            return if doubtful { Verdict::Uncertain(Uncertainty::AnotherName) } else { Verdict::Stands };
        }
        match self.listed_before(bare, &word) {
            ListedBefore::Nobody | ListedBefore::GivenName => {}
            ListedBefore::Name if !is_given => return Verdict::Stands,
            ListedBefore::Name if is_behind_in(around, &word) => return Verdict::Stands,
            ListedBefore::Name => return Verdict::Uncertain(Uncertainty::PlaceBefore),
        }
        if AUXILIARIES.contains(&word_key.as_str()) && around.opens_sentence(word.start) && !is_known {
            let asks = is_question(around, at);
            return if asks { Verdict::Stands } else { Verdict::Uncertain(Uncertainty::AnotherName) };
        }
        match (around.line(at), bare.found) {
            (Line::Plain, _) if is_known => Verdict::Blocked,
            (Line::Plain, _) if is_given => {
                let is_place = GIVEN_ALSO_PLACES.contains(word_key.as_str()) && is_behind_in(around, &word);
                if is_place { Verdict::Uncertain(Uncertainty::PlaceBefore) } else { Verdict::Blocked }
            }
            (Line::Plain, _) => self.unknown_before(around, &word),
            (_, Found::Bound) => Verdict::Uncertain(Uncertainty::AnotherName),
            (_, Found::Listed) if is_known || (is_given && !is_word) => Verdict::Blocked,
            (_, Found::Listed) if is_given => Verdict::Uncertain(Uncertainty::AnotherName),
            (_, Found::Listed) => Verdict::Stands,
        }
    }

    /// A capitalised word that no table has, before a surname inside a sentence: a given name as far as anybody can tell.
    fn unknown_before(&self, around: &Surroundings<'_>, word: &Word<'_>) -> Verdict {
        if is_behind_in(around, word) || is_behind_opening_preposition(around, word) {
            return Verdict::Uncertain(Uncertainty::PlaceBefore);
        }
        if around.word_before(word.start).is_some_and(|before| key(before.text) == "the") {
            return Verdict::Uncertain(Uncertainty::AnotherName);
        }
        let lower = word.text.to_lowercase();
        if around.opens_sentence(word.start) && self.is_ordinary(&lower) {
            return Verdict::Stands;
        }
        Verdict::Blocked
    }

    /// Whether a word, in small letters, is an ordinary one as far as its ending or the rest of the article tells.
    pub(super) fn is_ordinary(&self, lower: &str) -> bool {
        ["ing", "ly"].iter().any(|ending| lower.ends_with(ending)) || self.has_small(lower)
    }

    /// Whether a small word before a surname belongs to another one: van Berg is not Berg.
    fn is_behind_particle(&self, bare: &Bare<'_>, around: &Surroundings<'_>) -> bool {
        let Some(word) = around.word_before(bare.span.start) else { return false };
        !bare.owner.surname.contains(' ')
            && !word.has_stop
            && PARTICLES_IN_ENGLISH.contains(key(word.text).as_str())
            && *self.is_english.get_or_init(|| is_english(self.article))
    }

    /// What of the list ends where a word before a surname does.
    fn listed_before(&self, bare: &Bare<'_>, word: &Word<'_>) -> ListedBefore {
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

    /// What the words behind a surname say.
    fn behind(&self, bare: &Bare<'_>, around: &Surroundings<'_>) -> Verdict {
        if is_other_generation(bare.owner, around, bare.span.end) {
            return Verdict::Blocked;
        }
        let Some(first) = around.word_behind(bare.span.end).filter(Word::begins_with_capital) else {
            return Verdict::Stands;
        };
        let is_listed = |word: &Word<'_>| {
            Listed::at(&self.listed().by_start, word.start).any(|(_, entry)| entry != bare.entry)
        };
        if bare.owner.in_front && is_other_family_member(bare, around, &first) && !is_listed(&first) {
            return Verdict::Blocked;
        }
        let mut run = vec![first];
        while let Some(next) = run.last().filter(|last| !last.has_stop && !last.is_possessive())
            && let Some(next) = around.word_behind(next.end()).filter(Word::begins_with_capital)
            && run.len() < LONGEST_RUN
        {
            run.push(next);
        }
        let line = around.line(bare.span.start);
        for (number, word) in run.iter().enumerate() {
            let word_key = key(word.without_possessive());
            let is_verb = line != Line::Plain
                && (ACTING.contains(word_key.as_str()) || SAYING.contains(word_key.as_str()));
            let stops = is_listed(word)
                || is_verb
                || CALENDAR.contains(word_key.as_str())
                || OF_GOVERNMENTS.contains(word_key.as_str())
                || TITLES.contains(word_key.as_str());
            if stops {
                return Verdict::Stands;
            }
            let is_unmistakable = UNMISTAKABLE.contains(word_key.as_str());
            let is_last = number + 1 == run.len();
            if is_unmistakable || (is_last && EVERYDAY.contains(word_key.as_str())) {
                return match line {
                    Line::Plain => Verdict::Blocked,
                    _ if is_unmistakable && (number == 0 || is_whole_line(around, &bare.span, word)) => {
                        Verdict::Uncertain(Uncertainty::LongerName)
                    }
                    _ => Verdict::Stands,
                };
            }
        }
        Verdict::Stands
    }
}

/// Whether the word behind a surname that comes first is somebody else's given name: Kim Yo Jong is not Kim Jong Un.
fn is_other_family_member(bare: &Bare<'_>, around: &Surroundings<'_>, word: &Word<'_>) -> bool {
    let own = |part: &str| bare.owner.has_word(&key(part));
    word.is_capitalised()
        && !word.is_possessive()
        && !own(word.text)
        && !word.text.split('-').any(own)
        && !is_title(word.text)
        && !CALENDAR.contains(key(word.text).as_str())
        && around.line(bare.span.start) == Line::Plain
}

/// What of the list stands before a surname.
enum ListedBefore {
    Nobody,
    /// A person, by what is a given name.
    GivenName,
    /// Something else.
    Name,
}

/// A surname behind one initial: somebody else's, perhaps, where none of its owner's words begins so. M. is Monsieur too.
fn initial_alone(owner: &Owner, initial: &str) -> Verdict {
    let is_own = initial == "m" || owner.has_initial(initial);
    if is_own { Verdict::Stands } else { Verdict::Uncertain(Uncertainty::AnotherName) }
}

fn is_date(around: &Surroundings<'_>, word: &Word<'_>) -> bool {
    let before = around.word_before(word.start);
    before.is_some_and(|before| BEFORE_DATES.contains(key(before.text).as_str()) || before.has_digit())
}

/// A given name all in capitals before a surname.
fn shouted(found: Found, is_word: bool, is_known: bool) -> Verdict {
    match found {
        Found::Listed if is_known || !is_word => Verdict::Blocked,
        _ => Verdict::Uncertain(Uncertainty::AnotherName),
    }
}

/// Whether the sentence around a place ends in a question mark: Will Trump go?
fn is_question(around: &Surroundings<'_>, at: usize) -> bool {
    /// As many characters are looked through for its end.
    const LONGEST_QUESTION: usize = 300;
    let mut rest = around.rest(at).chars().take(LONGEST_QUESTION);
    rest.find(|c| matches!(c, '.' | '!' | '?' | '…')) == Some('?')
}

/// Whether a suffix of another generation stands behind a place: Trump Jr.
pub(super) fn is_other_generation(owner: &Owner, around: &Surroundings<'_>, at: usize) -> bool {
    let comma = usize::from(around.rest(at).starts_with(','));
    around.word_behind(at + comma).is_some_and(|word| {
        let key = key(word.text);
        let is_numeral = word.text.chars().all(char::is_uppercase) && !word.has_stop;
        // Behind a comma a numeral may be anything, and behind a crowned head it is the same one's.
        GENERATIONS.contains(key.as_str())
            && (!is_numeral || (comma == 0 && !owner.words.is_crowned))
            && word.begins_with_capital()
            && !owner.words.suffixes.contains(&key)
    })
}

/// Whether a line holds a surname and what follows it up to a word, and nothing more.
fn is_whole_line(around: &Surroundings<'_>, span: &Range<usize>, last: &Word<'_>) -> bool {
    let begins = around.word_before(span.start).is_none() && around.opens_sentence(span.start);
    begins && around.rest(last.end()).trim_end_matches(['.', ' ']).is_empty()
}

fn is_english(article: &Article) -> bool {
    match article.meta.language.as_deref() {
        Some(language) => language.to_ascii_lowercase().starts_with("en"),
        None => detect_language(article.text.all()).is_none_or(|language| language == "en"),
    }
}

/// The words of a text that begin small.
fn small_words(text: &str) -> HashSet<&str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '-');
    words.filter(|word| word.chars().next().is_some_and(char::is_lowercase)).collect()
}
