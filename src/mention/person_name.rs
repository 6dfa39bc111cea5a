//! The parts of a person's full form that name the person on their own.

use std::collections::HashSet;
use std::sync::Arc;

use crate::gazetteer::{Case, Entry, Form, Given, KindId, Surname};
use crate::mention::words::{
    GIVEN_NAME_TITLES, GIVEN_NAMES, PARTICLES, SENTENCE_OPENERS, SURNAMES_AS_DATES, SURNAMES_AS_WORDS,
    TITLES, is_suffix, key,
};
use crate::text::fold::fold_form;

/// Minimum number of letters in a bare name. A given name that the list sets may be shorter.
const MIN_LETTERS: usize = 3;
/// Two spellings of a surname may differ by one edit for each this many letters. Romanisations differ in up to a third
/// of their letters (Kyslytsya, Kislitsa). For an alias this decides only whether it is guarded, since the list has put
/// both spellings under one person.
const LETTERS_PER_EDIT: usize = 3;
/// Maximum number of an entity's surnames of which an alias may be another spelling. A person has a few, but a list may
/// be malformed.
const MAX_SPELLINGS: usize = 64;
/// Minimum number of letters in the longer of two spellings of one surname. In shorter ones, a single letter makes
/// a different name: Low, Law.
const MIN_SPELLING_LETTERS: usize = 5;

/// Returns the surname that names a person on its own: the one that the list sets, else the last word of a full form,
/// suffixes aside, with the particles before it. None if the list says that it does not count, if it has fewer than
/// three letters, or if the form is a single word. Unless the list sets it, also None if the form without its suffixes
/// is a single word, or titles and a given name (Prince Harry).
pub(crate) fn surname_of<'a>(form: &'a str, surname: &'a Surname) -> Option<&'a str> {
    let words: Vec<&str> = form.split_whitespace().collect();
    if words.len() < 2 {
        return None;
    }
    let words_before_suffixes = words.iter().rposition(|word| !is_suffix(word)).map_or(0, |last| last + 1);
    let written = match surname {
        Surname::No => return None,
        Surname::Word(word) => word.as_str(),
        // Prince Harry is a title and a given name.
        Surname::Last if count_given_name_titles(&words) + 1 == words_before_suffixes => return None,
        Surname::Last => last_word_with_particles(form, &words)?,
    };
    let written = written.trim_end_matches([',', '.']);
    (count_letters(written) >= MIN_LETTERS).then_some(written)
}

/// Returns the last word that is not a suffix, and the particles before it except the form's first word, which is a
/// name there: Van Jones is not van Jones. None if that last word is the first.
fn last_word_with_particles<'a>(form: &'a str, words: &[&'a str]) -> Option<&'a str> {
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

/// Returns the given name of a full form: the word that the list sets, else the first word after the titles. None if
/// the list says that it does not count, if it is the surname, or if only one word follows the titles, suffixes aside.
/// After a title such as Prince one word is enough, unless `surname = false`. If the list does not set it, also None
/// for a particle other than Ben, a sentence opener that is no given name, a word with a full stop, or a word of fewer
/// than three letters.
pub(super) fn given_of<'a>(form: &'a str, given: &'a Given, surname: &Surname) -> Option<&'a str> {
    let mut words: Vec<&str> = form.split_whitespace().collect();
    let is_title = |word: &&&str| {
        let key = key(word);
        TITLES.contains(key.as_str()) || GIVEN_NAME_TITLES.contains(key.as_str())
    };
    let has_regal_title = count_given_name_titles(&words) > 0 && *surname != Surname::No;
    let titles = words.iter().take_while(is_title).count();
    words.drain(..titles);
    words.retain(|word| !is_suffix(word));
    let first = *words.first().filter(|_| words.len() > 1 || has_regal_title)?;
    let word = match given {
        Given::No => return None,
        Given::Word(word) => word.as_str(),
        Given::First => first,
    };
    let is_surname =
        surname_of(form, &actual_surname(surname)).is_some_and(|surname| key(surname) == key(word));
    let may_be_given = matches!(given, Given::Word(_))
        || (!word.contains('.')
            && !is_particle_not_given(word)
            && !is_only_opener(word)
            && count_letters(word) >= MIN_LETTERS);
    (may_be_given && !is_surname).then_some(word)
}

/// Returns the number of leading words that are titles used with a given name.
fn count_given_name_titles(words: &[&str]) -> usize {
    words.iter().take_while(|word| GIVEN_NAME_TITLES.contains(key(word).as_str())).count()
}

/// True if a leading particle is not a given name: Van Jones is not called Van, but Ben Low is called Ben.
fn is_particle_not_given(word: &str) -> bool {
    let key = key(word);
    PARTICLES.contains(key.as_str()) && key != "ben"
}

/// True if a first word opens sentences and is not a given name: The Insider, Later Low.
fn is_only_opener(word: &str) -> bool {
    let key = key(word);
    SENTENCE_OPENERS.contains(key.as_str()) && !GIVEN_NAMES.contains(key.as_str())
}

fn count_letters(word: &str) -> usize {
    word.chars().filter(|letter| letter.is_alphabetic()).count()
}

/// Returns how to find the person's surname in a form, even if it does not count on its own.
fn actual_surname(surname: &Surname) -> Surname {
    match surname {
        Surname::No => Surname::Last,
        other => other.clone(),
    }
}

/// The words of all forms of a person, computed once per person.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PersonWords {
    /// Words of the full forms except their surnames and suffixes, folded: given names, patronymics, titles, and the
    /// parts of hyphenated ones.
    own: HashSet<String>,
    /// Suffixes in full forms, folded: jr for Donald Trump Jr.
    pub suffixes: HashSet<String>,
    /// Initials of each full form that has any, folded and without full stops: w for George W. Bush.
    pub initials: HashSet<String>,
    /// True if a full form begins with a title used with a given name. A numeral after the name then does not mark
    /// a generation.
    pub has_regal_title: bool,
    /// Surnames of the full forms, and the one in the `surname` key, folded, even if `surname = false`.
    surnames: HashSet<String>,
    /// The first [`MAX_SPELLINGS`] of these, in list order, which aliases are compared with.
    spellings: Vec<String>,
    /// Folded aliases that match wherever a bare name would.
    aliases: HashSet<String>,
}

impl PersonWords {
    /// Collects the words of an entry.
    pub(super) fn new(entry: &Entry) -> Self {
        let surname = actual_surname(&entry.surname);
        let mut words = Self::default();
        if let Surname::Word(word) = &surname {
            words.add_surname(fold_form(word));
        }
        for form in &entry.forms {
            if !form.is_name && !form.weak && form.case == Case::Smart {
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
        self.has_regal_title |= count_given_name_titles(&words) > 0;
        let surname = surname_of(form, surname).map(fold_form).unwrap_or_default();
        let mut initials = String::new();
        for word in words {
            let dots = word.chars().filter(|letter| *letter == '.').count();
            if is_suffix(word) {
                self.suffixes.insert(key(word.trim_end_matches(',')));
                continue;
            }
            if word.ends_with('.') && count_letters(word) == dots {
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
        if self.spellings.len() < MAX_SPELLINGS && !self.surnames.contains(&surname) {
            self.spellings.push(surname.clone());
        }
        self.surnames.insert(surname);
    }

    /// True if a bare name (folded) is also an alias that matches wherever the bare name would.
    pub(super) fn has_alias(&self, folded: &str) -> bool {
        self.aliases.contains(folded)
    }
}

/// A person's surname, and what is needed to judge it when it is bare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Owner {
    /// The surname, folded; if the full form has none, the whole form.
    pub surname: String,
    /// The words of the person's forms.
    pub words: Arc<PersonWords>,
    /// True if the surname comes first in the name, as in Kim Jong Un.
    pub surname_first: bool,
    /// What else the surname is.
    pub class: SurnameClass,
}

/// What a surname is besides a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SurnameClass {
    /// Nothing else.
    NameOnly,
    /// A month, a weekday, a season or a number.
    Date,
    /// Another word.
    Word,
}

impl Owner {
    /// Creates the owner of a surname as written; `name` is the person's full name.
    pub(super) fn new(words: &Arc<PersonWords>, name: &str, surname: &str) -> Self {
        let surname = fold_form(surname);
        let mut parts = name.split_whitespace();
        let surname_first =
            parts.next().is_some_and(|first| fold_form(first) == surname) && parts.next().is_some();
        let last = surname.rsplit(' ').next().unwrap_or_default();
        // Pen is a word, Le Pen is not.
        let class = if surname.contains(' ') {
            SurnameClass::NameOnly
        } else if SURNAMES_AS_DATES.contains(last) {
            SurnameClass::Date
        } else if SURNAMES_AS_WORDS.contains(last) {
            SurnameClass::Word
        } else {
            SurnameClass::NameOnly
        };
        Self { surname, words: Arc::clone(words), surname_first, class }
    }

    /// True if a word (folded) is one of the person's own and not part of the surname.
    pub(super) fn has_word(&self, word: &str) -> bool {
        self.words.own.contains(word) && !self.surname.split(' ').any(|part| part == word)
    }

    /// True if one of the person's own words starts with an initial (folded).
    pub(super) fn has_initial(&self, initial: &str) -> bool {
        self.words.own.iter().any(|word| word.starts_with(initial))
    }
}

/// True if an alias is the person's own surname: that of the name or of a longer alias, with its particles; the
/// one in the `surname` key; or another spelling of one of these.
pub(super) fn is_bare_surname(entry: &Entry, words: &PersonWords, form: &Form) -> bool {
    let is_person = entry.kind == KindId::PERSON || entry.surname != Surname::No;
    if form.is_name || !is_person {
        return false;
    }
    let alias = fold_form(&form.text);
    let is_one_word = !alias.contains(' ');
    let has_particle = || alias.split(' ').next().is_some_and(|first| PARTICLES.contains(first));
    (is_one_word || has_particle()) && words.surnames.contains(&alias)
        || (is_one_word && words.spellings.iter().any(|surname| is_spelling_variant(&alias, surname)))
}

/// True if two folded words may be spellings of one surname.
pub(super) fn is_spelling_variant(left: &str, right: &str) -> bool {
    let longest = left.chars().count().max(right.chars().count());
    if longest < MIN_SPELLING_LETTERS {
        return left == right;
    }
    strsim::osa_distance(left, right) <= longest / LETTERS_PER_EDIT
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
    fn the_first_word_after_titles_is_the_given_name() {
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
    fn only_aliases_that_are_the_surname_are_guarded() {
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
