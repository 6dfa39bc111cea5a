//! The parts of a person's full form: which words of it name the person alone.

use std::collections::HashSet;
use std::sync::Arc;

use crate::gazetteer::{Case, Entry, Form, Given, KindId, Surname};
use crate::mention::words::{
    GIVEN_NAMES, PARTICLES, SENTENCE_OPENERS, SURNAMES_AS_DATES, SURNAMES_AS_WORDS, TITLES,
    TITLES_OF_GIVEN_NAMES, is_suffix, key,
};
use crate::text::fold::fold_form;

/// Shorter words name nobody.
const LEAST_LETTERS: usize = 3;
/// One letter in so many may differ between two spellings of one surname. Between scripts' romanisations a third does
/// (Kyslytsya, Kislitsa); a list's author put both under one person, so this decides no more than whether a guard stands.
const LETTERS_OF_A_DIFFERENCE: usize = 3;
/// An alias is compared with so many surnames of its entity: a person has a few, however a list may be made.
const MOST_SPELLINGS: usize = 64;
/// In a shorter surname a letter makes another one: Low, Law.
const LEAST_LETTERS_OF_A_SPELLING: usize = 5;

/// The words of a full form that name the person too: the last word that is no suffix, with the particles before it. None
/// for a form of one word, or where the surname would be the whole form.
pub(crate) fn surname_of<'a>(form: &'a str, surname: &'a Surname) -> Option<&'a str> {
    let words: Vec<&str> = form.split_whitespace().collect();
    if words.len() < 2 {
        return None;
    }
    let named = words.iter().rposition(|word| !is_suffix(word)).map_or(0, |last| last + 1);
    let written = match surname {
        Surname::No => return None,
        Surname::Word(word) => word.as_str(),
        // Prince Harry has a title and a first name.
        Surname::Last if titles_of_given_name(&words) + 1 == named => return None,
        Surname::Last => last_with_particles(form, &words)?,
    };
    let written = written.trim_end_matches([',', '.']);
    (letters(written) >= LEAST_LETTERS).then_some(written)
}

/// The last word that is no suffix and the particles before it, as far as they are not the form's first word, which is a name
/// then: Van Jones is no van Jones.
fn last_with_particles<'a>(form: &'a str, words: &[&'a str]) -> Option<&'a str> {
    let last = words.iter().rposition(|word| !is_suffix(word)).filter(|last| *last > 0)?;
    let before = words.get(1..last)?.iter().rev();
    let particles = before.take_while(|word| PARTICLES.contains(key(word).as_str())).count();
    let after = words.get(last + 1..)?.iter();
    let without_suffixes = after
        .rev()
        .fold(form.trim_end(), |form, suffix| form.strip_suffix(suffix).unwrap_or(form).trim_end());
    let before = words.get(..last - particles)?.iter();
    Some(before.fold(without_suffixes.trim_start(), |form, word| {
        form.strip_prefix(word).unwrap_or(form).trim_start()
    }))
}

/// The first word of a full form, behind its titles: what friends call the person. None where it is a particle, an initial, too
/// short, or the surname.
pub(super) fn given_of<'a>(form: &'a str, given: &'a Given, surname: &Surname) -> Option<&'a str> {
    let mut words: Vec<&str> = form.split_whitespace().collect();
    let is_title = |word: &&&str| {
        let key = key(word);
        TITLES.contains(key.as_str()) || TITLES_OF_GIVEN_NAMES.contains(key.as_str())
    };
    let is_crowned = titles_of_given_name(&words) > 0 && *surname != Surname::No;
    let titles = words.iter().take_while(is_title).count();
    words.drain(..titles);
    words.retain(|word| !is_suffix(word));
    let first = *words.first().filter(|_| words.len() > 1 || is_crowned)?;
    let word = match given {
        Given::No => return None,
        Given::Word(word) => word.as_str(),
        Given::First => first,
    };
    let is_surname = surname_of(form, &shown(surname)).is_some_and(|surname| key(surname) == key(word));
    let is_named = matches!(given, Given::Word(_))
        || (!word.contains('.')
            && !is_particle_first(word)
            && !opens_only(word)
            && letters(word) >= LEAST_LETTERS);
    (is_named && !is_surname).then_some(word)
}

/// How many words at the head of a form are titles that go with a first name.
fn titles_of_given_name(words: &[&str]) -> usize {
    words.iter().take_while(|word| TITLES_OF_GIVEN_NAMES.contains(key(word).as_str())).count()
}

/// Whether a particle that comes first is no given name: Van Jones is not called Van, but Ben Low is called Ben.
fn is_particle_first(word: &str) -> bool {
    let key = key(word);
    PARTICLES.contains(key.as_str()) && key != "ben"
}

/// Whether a first word is one that opens sentences, and no given name: The Insider, Later Low.
fn opens_only(word: &str) -> bool {
    let key = key(word);
    SENTENCE_OPENERS.contains(key.as_str()) && !GIVEN_NAMES.contains(key.as_str())
}

fn letters(word: &str) -> usize {
    word.chars().filter(|letter| letter.is_alphabetic()).count()
}

/// The surname that a person has, whether or not it may stand alone.
fn shown(surname: &Surname) -> Surname {
    match surname {
        Surname::No => Surname::Last,
        other => other.clone(),
    }
}

/// What all forms of a person say together, worked out once for each person.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PersonWords {
    /// Every word of the full forms but their surnames, folded: given names, patronymics, titles.
    own: HashSet<String>,
    /// What the full forms have behind the surname, folded: Jr.
    pub suffixes: HashSet<String>,
    /// The initials of each full form that has any, folded and without full stops: w for George W. Bush.
    pub initials: HashSet<String>,
    /// Whether a full form begins with a title that goes with a first name: then a numeral behind it tells no generations apart.
    pub is_crowned: bool,
    /// The surnames of the full forms and the one under `surname`, folded, whether or not they may stand alone.
    surnames: HashSet<String>,
    /// The first of them, in the order of the list: those that an alias may be another spelling of.
    spelt: Vec<String>,
    /// The aliases that stand wherever a bare name would, folded.
    aliases: HashSet<String>,
}

impl PersonWords {
    /// The words of an entry.
    pub(super) fn new(entry: &Entry) -> Self {
        let surname = shown(&entry.surname);
        let mut words = Self::default();
        if let Surname::Word(word) = &surname {
            words.add_surname(fold_form(word));
        }
        for form in &entry.forms {
            if !form.canonical && !form.weak && form.case == Case::Smart {
                words.aliases.insert(fold_form(&form.text));
            }
            if form.text.contains(char::is_whitespace) {
                words.add_full(&form.text, &surname);
            }
        }
        words
    }

    fn add_full(&mut self, form: &str, surname: &Surname) {
        let words: Vec<&str> = form.split_whitespace().collect();
        self.is_crowned |= titles_of_given_name(&words) > 0;
        let surname = surname_of(form, surname).map(fold_form).unwrap_or_default();
        let mut initials = String::new();
        for word in words {
            let dots = word.chars().filter(|letter| *letter == '.').count();
            if is_suffix(word) {
                self.suffixes.insert(key(word.trim_end_matches(',')));
                continue;
            }
            if word.ends_with('.') && letters(word) == dots {
                initials.push_str(&fold_form(word).replace('.', ""));
            }
            let parts = word.split('-').map(key).chain([key(word)]);
            self.own.extend(parts.filter(|part| !surname.split(' ').any(|own| own == part)));
        }
        if !initials.is_empty() {
            self.initials.insert(initials);
        }
        if !surname.is_empty() {
            self.add_surname(surname);
        }
    }

    fn add_surname(&mut self, surname: String) {
        if self.spelt.len() < MOST_SPELLINGS && !self.surnames.contains(&surname) {
            self.spelt.push(surname.clone());
        }
        self.surnames.insert(surname);
    }

    /// Whether the list has a bare name, folded, as an alias that stands wherever the bare name would.
    pub(super) fn lists(&self, folded: &str) -> bool {
        self.aliases.contains(folded)
    }
}

/// A person's surname, and what is asked when it stands alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Owner {
    /// The surname, folded.
    pub surname: String,
    /// The words of the person's forms.
    pub words: Arc<PersonWords>,
    /// Whether the surname comes first in the name, as in Kim Jong Un.
    pub in_front: bool,
    /// What else the surname is.
    pub class: Class,
}

/// What a surname is beside a surname.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Nothing.
    Name,
    /// A month, a weekday, a season or a number.
    Date,
    /// Another word.
    Word,
}

impl Owner {
    /// The owner of a surname as it is written; `name` is the person's own.
    pub(super) fn new(words: &Arc<PersonWords>, name: &str, surname: &str) -> Self {
        let surname = fold_form(surname);
        let mut parts = name.split_whitespace();
        let in_front =
            parts.next().is_some_and(|first| fold_form(first) == surname) && parts.next().is_some();
        let last = surname.rsplit(' ').next().unwrap_or_default();
        // Pen is a word, Le Pen is none.
        let class = if surname.contains(' ') {
            Class::Name
        } else if SURNAMES_AS_DATES.contains(last) {
            Class::Date
        } else if SURNAMES_AS_WORDS.contains(last) {
            Class::Word
        } else {
            Class::Name
        };
        Self { surname, words: Arc::clone(words), in_front, class }
    }

    /// Whether a word, folded, is one of the person's own and no part of the surname.
    pub(super) fn has_word(&self, word: &str) -> bool {
        self.words.own.contains(word) && !self.surname.split(' ').any(|part| part == word)
    }

    /// Whether one of the person's own words begins with an initial, folded.
    pub(super) fn has_initial(&self, initial: &str) -> bool {
        self.words.own.iter().any(|word| word.starts_with(initial))
    }
}

/// Whether an alias is the person's own surname: that of the name or of a longer alias with its particles, the word under
/// `surname`, or another spelling of one of these.
pub(super) fn is_bare_surname(entry: &Entry, words: &PersonWords, form: &Form) -> bool {
    let is_person = entry.kind == KindId::PERSON || entry.surname != Surname::No;
    if form.canonical || !is_person {
        return false;
    }
    let alias = fold_form(&form.text);
    let is_one_word = !alias.contains(' ');
    let has_particle = || alias.split(' ').next().is_some_and(|first| PARTICLES.contains(first));
    (is_one_word || has_particle()) && words.surnames.contains(&alias)
        || (is_one_word && words.spelt.iter().any(|surname| is_spelling(&alias, surname)))
}

/// Whether two folded words may be one surname spelt in two ways.
pub(super) fn is_spelling(left: &str, right: &str) -> bool {
    let longest = left.chars().count().max(right.chars().count());
    if longest < LEAST_LETTERS_OF_A_SPELLING {
        return left == right;
    }
    strsim::osa_distance(left, right) <= longest / LETTERS_OF_A_DIFFERENCE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::parse;

    fn entry(more: &str) -> Entry {
        let list = format!("[[entity]]\nkind = 'person'\n{more}");
        parse(&list, "list").unwrap().gazetteer.entries.remove(0)
    }

    fn last(form: &str) -> Option<String> {
        surname_of(form, &Surname::Last).map(str::to_owned)
    }

    #[test]
    fn the_last_word_of_a_full_form_is_the_surname() {
        assert_eq!(last("Joe Biden").as_deref(), Some("Biden"));
        assert_eq!(last("Martin Luther King Jr.").as_deref(), Some("King"));
        assert_eq!(last("Robert F. Kennedy, Jr.").as_deref(), Some("Kennedy"));
        assert_eq!(last("Biden"), None);
        assert_eq!(last("Xi Li"), None);
        assert_eq!(last("Prince Harry"), None);
        assert_eq!(last("King Charles III"), None);
        assert_eq!(last("Senator King").as_deref(), Some("King"));
        assert_eq!(surname_of("Joe Biden", &Surname::No), None);
        assert_eq!(surname_of("Kim Jong Un", &Surname::Word("Kim".to_owned())), Some("Kim"));
    }

    #[test]
    fn particles_belong_to_the_surname() {
        for (form, surname) in [
            ("Marine Le Pen", "Le Pen"),
            ("Ursula von der Leyen", "von der Leyen"),
            ("Mohammed bin Salman", "bin Salman"),
            ("Sultan Al Jaber", "Al Jaber"),
            ("Bashar al-Assad", "al-Assad"),
            ("Alice van den Berg", "van den Berg"),
            ("Luiz da Silva Jr.", "da Silva"),
            ("President von der Leyen", "von der Leyen"),
            ("Van Jones", "Jones"),
            ("Flora Mac Donald", "Mac Donald"),
            ("Vincent van  Gogh", "van  Gogh"),
        ] {
            assert_eq!(last(form).as_deref(), Some(surname), "{form}");
        }
    }

    #[test]
    fn the_first_word_behind_titles_is_the_given_name() {
        let of = |more: &str| {
            let entry = entry(more);
            given_of(&entry.forms[0].text, &entry.given, &entry.surname).map(str::to_owned)
        };
        assert_eq!(of("name = 'Steve Witkoff'").as_deref(), Some("Steve"));
        assert_eq!(of("name = 'Senator Angus King'").as_deref(), Some("Angus"));
        assert_eq!(of("name = 'Prince Harry'").as_deref(), Some("Harry"));
        assert_eq!(of("name = 'Prince Harry'\nsurname = false"), None);
        assert_eq!(of("name = 'Steve Witkoff'\nsurname = false").as_deref(), Some("Steve"));
        assert_eq!(of("name = 'Steve Witkoff'\ngiven = 'Stevie'").as_deref(), Some("Stevie"));
        for none in [
            "name = 'Steve Witkoff'\ngiven = false",
            "name = 'Brother Anselm'\nsurname = false",
            "name = 'JD Vance'",
            "name = 'J. D. Vance'",
            "name = 'Xi Jinping'",
            "name = 'Kim Jong Un'\nsurname = 'Kim'",
            "name = 'Van Jones'",
            "name = 'The Weeknd'",
            "name = 'Pelé'",
        ] {
            assert_eq!(of(none), None, "{none}");
        }
    }

    #[test]
    fn an_alias_that_is_the_surname_is_told_from_other_aliases() {
        let guarded = |more: &str| {
            let entry = entry(more);
            let words = PersonWords::new(&entry);
            let is_guarded = |form: &&Form| form.guard && is_bare_surname(&entry, &words, form);
            let aliases = entry.forms.iter().filter(is_guarded);
            aliases.map(|form| form.text.clone()).collect::<Vec<_>>()
        };
        assert_eq!(guarded("name = 'Donald Trump'\naliases = ['Trump', 'POTUS', 'Donald']"), ["Trump"]);
        assert_eq!(
            guarded("name = 'Sergiy Kyslytsya'\naliases = ['Serhiy Kyslytsya', 'Kyslytsya', 'Kislitsa']"),
            ["Kyslytsya", "Kislitsa"]
        );
        assert_eq!(guarded("name = 'Steve Witkoff'\naliases = ['Whitkoff']\nsurname = false"), ["Whitkoff"]);
        assert_eq!(guarded("name = 'Kim Jong Un'\naliases = ['Kim']\nsurname = 'Kim'"), ["Kim"]);
        assert_eq!(guarded("name = 'Marine Le Pen'\naliases = ['Le Pen', 'Le Pan']"), ["Le Pen"]);
        assert_eq!(
            guarded("name = 'Donald Trump'\naliases = [{ text = 'Trump', guard = false }]"),
            Vec::<String>::new()
        );
        assert_eq!(guarded("name = 'Trump'\naliases = ['Trumpy']"), Vec::<String>::new());
    }
}
