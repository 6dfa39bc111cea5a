//! Bare surnames: who "Biden" is, in an article that names Joe Biden.
//!
//! A full name of a listed person makes its last word a name of that person, in that article, before it and after it.
//! What stands bare is then bound to the person; of several who share it to the one named last before it, and where none
//! is, it is ambiguous. Another given name in front ("Hunter Biden") says that somebody else is meant.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::article::{Article, Region};
use crate::gazetteer::{Case, EntryId, Gazetteer, Surname};
use crate::mention::casing::Casing;
use crate::mention::divided::{Occurrence, each_occurrence};
use crate::mention::model::{Rule, Status};
use crate::mention::resolve::{Candidate, MOST_CANDIDATES, MOST_CANDIDATES_AT_ONE_END, Resolved};
use crate::mention::surname_tables::{SENTENCE_OPENERS, SUFFIXES, TITLES};
use crate::text::fold::fold_form;

/// Shorter words name nobody.
const LEAST_LETTERS: usize = 3;
/// A longer line, in characters, is no title.
const LONGEST_TITLE: usize = 200;
/// A line of fewer words has no case of its own.
const LEAST_TITLE_WORDS: usize = 3;
/// Words of a title that may begin with a small letter are no longer than this.
const LONGEST_SMALL_WORD: usize = 3;

/// A person whose surname counts in an article.
#[derive(Clone, Debug)]
struct Holder {
    entry: EntryId,
    /// The full form that made it count, the first in the list of those that stand in the article.
    form: u32,
}

/// A surname that counts in an article.
#[derive(Debug)]
struct Active {
    /// As the list writes it.
    written: String,
    /// Who holds it, in the order of the list.
    holders: Vec<Holder>,
    /// First bytes of the full names in the order of the text, with the holder's position.
    named_at: Vec<(usize, usize)>,
}

/// The bare surnames of an article, as candidates: one where a surname is bound, several where it is ambiguous. And the
/// byte of the text from which on nothing was looked at, where there were more than [`MOST_CANDIDATES`].
pub fn surname_candidates(
    article: &Article,
    gazetteer: &Gazetteer,
    resolved: &[Resolved],
) -> (Vec<Candidate>, Option<usize>) {
    let active = active(article, gazetteer, resolved);
    if active.is_empty() {
        return (Vec::new(), None);
    }
    let surnames: Vec<(&String, &Active)> = active.iter().collect();
    let forms = surnames.iter().map(|(folded, _)| folded.as_str());
    let Ok(automaton) = AhoCorasick::builder().match_kind(MatchKind::Standard).build(forms) else {
        return (Vec::new(), None);
    };
    let text = article.text.all();
    let mut candidates = Vec::new();
    let take = |Occurrence { form, span, surface }: Occurrence<'_>| {
        let Some((_, surname)) = surnames.get(form) else { return ControlFlow::Continue(()) };
        if !Casing::of(&surname.written, Case::Smart).admits(&surface) {
            return ControlFlow::Continue(());
        }
        let doubtful = match before(text, span.start) {
            Before::AnotherName if title_around(text, span.start).is_some_and(is_title_case) => true,
            Before::AnotherName => return ControlFlow::Continue(()),
            Before::Nothing => false,
        };
        if candidates.len() >= MOST_CANDIDATES {
            return ControlFlow::Break(());
        }
        candidates.extend(surname.meant(span.start).iter().map(|holder| Candidate {
            span: span.clone(),
            entry: holder.entry,
            value: None,
            form: holder.form,
            rule: Rule::Surname,
            weak: false,
            doubtful,
        }));
        ControlFlow::Continue(())
    };
    let stopped = each_occurrence(&automaton, text, |_| 1, take);
    (candidates, stopped)
}

/// Surnames that count in the article, folded.
fn active(article: &Article, gazetteer: &Gazetteer, resolved: &[Resolved]) -> BTreeMap<String, Active> {
    // By surname, then by entry, so that whose writing counts does not depend on chance.
    let mut named: BTreeMap<(String, EntryId), (&str, u32, Vec<usize>)> = BTreeMap::new();
    for one in resolved.iter().filter(|one| one.status == Status::Certain && one.rule != Rule::Pattern) {
        let Some(entity) = one.referent.entity() else { continue };
        let Some(entry) = gazetteer.entry(entity.entry) else { continue };
        let Some(form) = entry.forms.get(one.form as usize).filter(|form| !form.weak) else { continue };
        let block = article.block_at(one.span.start).and_then(|block| article.blocks.get(block));
        if block.is_none_or(|block| block.region != Region::Body) {
            continue;
        }
        let Some(surname) = surname_of(&form.text, &entry.surname) else { continue };
        let key = (fold_form(surname), entity.entry);
        let (_, first, places) = named.entry(key).or_insert((surname, one.form, Vec::new()));
        *first = one.form.min(*first);
        places.push(one.span.start);
    }
    let mut active: BTreeMap<String, Active> = BTreeMap::new();
    for ((folded, entry), (written, form, places)) in named {
        let of_nobody = || Active { written: written.to_owned(), holders: Vec::new(), named_at: Vec::new() };
        let surname = active.entry(folded).or_insert_with(of_nobody);
        let holder = surname.holders.len();
        surname.named_at.extend(places.into_iter().map(|place| (place, holder)));
        surname.holders.push(Holder { entry, form });
    }
    for surname in active.values_mut() {
        surname.named_at.sort_unstable();
    }
    active
}

/// The word of a full form that names the person too; none for a form of one word.
pub(crate) fn surname_of<'a>(form: &'a str, surname: &'a Surname) -> Option<&'a str> {
    let words: Vec<&str> = form.split_whitespace().collect();
    if words.len() < 2 {
        return None;
    }
    let word = match surname {
        Surname::No => return None,
        Surname::Word(word) => word.as_str(),
        Surname::Last => words.iter().rfind(|word| !is_in(SUFFIXES, word))?,
    };
    let word = word.trim_end_matches([',', '.']);
    let is_first = words.first().is_some_and(|first| *first == word);
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    (letters >= LEAST_LETTERS && (!is_first || matches!(surname, Surname::Word(_)))).then_some(word)
}

impl Active {
    /// Who is meant at a place: the only holder, else the one named in full last before it, else all, as far as that
    /// many can be candidates of one place.
    fn meant(&self, at: usize) -> &[Holder] {
        let before = self.named_at.partition_point(|(place, _)| *place < at);
        let last = before.checked_sub(1).and_then(|last| self.named_at.get(last));
        match last {
            Some((_, holder)) if self.holders.len() > 1 => self.holders.get(*holder..=*holder),
            _ => self.holders.get(..self.holders.len().min(MOST_CANDIDATES_AT_ONE_END)),
        }
        .unwrap_or_default()
    }
}

/// What stands before a bare surname.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    /// Nothing that says it is somebody else.
    Nothing,
    /// A capitalised word that is neither title nor opener: a given name, as far as anybody can tell.
    AnotherName,
}

/// Looks at the word before a place: on the same line, one space away, with no punctuation between.
fn before(text: &str, at: usize) -> Before {
    let Some(lead) = text.get(..at).and_then(|lead| lead.strip_suffix(' ')) else { return Before::Nothing };
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\'' | '’');
    let start = lead.char_indices().rev().take_while(|(_, c)| is_part(*c)).last().map(|(start, _)| start);
    let Some(word) = start.and_then(|start| lead.get(start..)) else { return Before::Nothing };
    let is_capitalised = word.chars().next().is_some_and(char::is_uppercase);
    let has_small = word.chars().any(char::is_lowercase);
    let is_possessive = ["'s", "’s", "s'", "s’"].iter().any(|ending| word.ends_with(ending));
    if !is_capitalised || !has_small || is_possessive || is_in(TITLES, word) || is_in(SENTENCE_OPENERS, word)
    {
        return Before::Nothing;
    }
    Before::AnotherName
}

fn is_in(table: &[&str], word: &str) -> bool {
    table.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// The line around a place, unless it is longer than any title; so that looking costs the same wherever it is done.
fn title_around(text: &str, offset: usize) -> Option<&str> {
    let before = text.get(..offset)?;
    let lead: usize =
        before.chars().rev().take(LONGEST_TITLE).take_while(|c| *c != '\n').map(char::len_utf8).sum();
    let behind = text.get(offset..)?;
    let rest: usize = behind.chars().take(LONGEST_TITLE).take_while(|c| *c != '\n').map(char::len_utf8).sum();
    let line = text.get(offset - lead..offset + rest)?;
    line.chars().nth(LONGEST_TITLE).is_none().then_some(line)
}

/// Whether all words of a line but short ones begin with a capital, so that a capital says nothing.
fn is_title_case(line: &str) -> bool {
    let words: Vec<&str> = line
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|word| word.chars().any(char::is_alphabetic))
        .collect();
    let small = |word: &&str| word.chars().next().is_some_and(char::is_lowercase);
    let long_small = words.iter().filter(|word| small(word) && word.chars().count() > LONGEST_SMALL_WORD);
    words.len() >= LEAST_TITLE_WORDS && long_small.count() == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_of_a_full_form_is_the_surname() {
        let of = |form| surname_of(form, &Surname::Last).map(str::to_owned);
        assert_eq!(of("Joe Biden").as_deref(), Some("Biden"));
        assert_eq!(of("Martin Luther King Jr.").as_deref(), Some("King"));
        assert_eq!(of("Robert F. Kennedy, Jr.").as_deref(), Some("Kennedy"));
        assert_eq!(of("Biden"), None);
        assert_eq!(of("Xi Li"), None);
        assert_eq!(surname_of("Joe Biden", &Surname::No), None);
        assert_eq!(surname_of("Kim Jong Un", &Surname::Word("Kim".to_owned())), Some("Kim"));
    }

    #[test]
    fn a_given_name_blocks_and_a_title_does_not() {
        let told = |text: &str| before(text, text.find("Biden").unwrap());
        for text in ["Hunter Biden", "said Hunter Biden", "Ashley Biden"] {
            assert_eq!(told(text), Before::AnotherName, "{text}");
        }
        for text in [
            "Biden",
            "President Biden",
            "Mr. Biden",
            "Mr Biden",
            "Sen. Biden",
            "then Biden",
            "Then Biden",
            "But Biden",
            "America’s Biden",
            "Hunter, Biden",
            "Hunter\nBiden",
            "Hunter  Biden",
            "US Biden",
            "Secretary Biden",
        ] {
            assert_eq!(told(text), Before::Nothing, "{text}");
        }
    }

    #[test]
    fn lines_in_title_case_are_told() {
        assert!(is_title_case("Aides Say Hunter Biden Will Not Talk to the Press"));
        assert!(!is_title_case("Aides say that Hunter Biden will not talk."));
        assert!(!is_title_case("Hunter Biden"));
    }

    #[test]
    fn of_two_holders_the_one_named_last_before_is_meant() {
        let holder = |entry| Holder { entry: EntryId(entry), form: 0 };
        let both = Active {
            written: "Biden".to_owned(),
            holders: vec![holder(0), holder(1)],
            named_at: vec![(10, 0), (30, 1), (50, 0)],
        };
        let at = |place| both.meant(place).iter().map(|holder| holder.entry.0).collect::<Vec<_>>();
        assert_eq!(at(5), [0, 1]);
        assert_eq!(at(20), [0]);
        assert_eq!(at(40), [1]);
        assert_eq!(at(60), [0]);
    }
}
