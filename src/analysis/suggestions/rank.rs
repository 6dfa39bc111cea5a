//! Compares the names found with the list: new names, variants of listed ones, surnames without their owners.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::gather::Candidates;
use super::lookalikes::Lookalikes;
use super::names::key_of;
use super::suggestion::{Suggestion, SuggestionKind};
use super::tables;
use super::tally::{Example, Tally};
use super::words::is_acronym;
use crate::analysis::variants::{Similarity, Spellings, Strength};
use crate::gazetteer::{EntryId, Gazetteer, KindId};
use crate::mention::person_name::surname_of;
use crate::mention::words;
use crate::text::fold::fold_form;

/// Number of words in a person's full name.
const PERSON_WORDS: std::ops::RangeInclusive<usize> = 2..=5;

/// The list, prepared for lookups.
struct ListedNames {
    /// Keys of all forms.
    forms: HashSet<String>,
    /// Persons by the key of their surname, in list order.
    owners: HashMap<String, Vec<EntryId>>,
    /// Forms of several words.
    long: Spellings<EntryId>,
    /// Forms of one word, and surnames.
    single: Spellings<EntryId>,
    /// All of these by appearance.
    lookalikes: Lookalikes,
}

impl ListedNames {
    fn new(gazetteer: &Gazetteer) -> Self {
        let mut forms = HashSet::new();
        let mut owners: HashMap<String, Vec<EntryId>> = HashMap::new();
        let (mut long, mut single) = (Vec::new(), Vec::new());
        let mut lookalikes = Lookalikes::default();
        for (id, entry) in gazetteer.ids().zip(&gazetteer.entries) {
            for form in &entry.forms {
                forms.insert(key_of(&form.text));
                lookalikes.add(id, &form.text);
                let is_long = form.text.split_whitespace().nth(1).is_some();
                if is_long { &mut long } else { &mut single }.push((id, form.text.clone()));
                let Some(surname) = surname_of(&form.text, &entry.surname) else { continue };
                let sharing = owners.entry(key_of(surname)).or_default();
                if !sharing.contains(&id) {
                    sharing.push(id);
                    lookalikes.add(id, surname);
                    single.push((id, surname.to_owned()));
                }
            }
        }
        Self { forms, owners, long: Spellings::new(long), single: Spellings::new(single), lookalikes }
    }

    fn variant_of(&self, surface: &str) -> Option<(EntryId, Similarity)> {
        if let Some(lookalike) = self.lookalikes.find(surface) {
            return Some(lookalike);
        }
        let is_long = surface.contains(' ');
        let nearest = if is_long { self.long.nearest(surface) } else { self.single.nearest(surface) };
        nearest.map(|(owner, _, similarity)| (owner, similarity))
    }
}

/// A suggestion with its sort key.
struct Row {
    suggestion: Suggestion,
    /// The first sighting: ordinal of its article, and byte offset.
    first: (u32, usize),
}

impl Candidates {
    /// Returns the suggestions: strong variants first, then by number of articles, count and first sighting. Surfaces
    /// for which `is_ignored` returns true are left out.
    pub fn suggestions(&self, gazetteer: &Gazetteer, is_ignored: impl Fn(&str) -> bool) -> Vec<Suggestion> {
        let listed = ListedNames::new(gazetteer);
        let (resolved, rare) = self.resolved();
        let mut rows = Vec::new();
        let mut new: BTreeMap<&str, &Tally> = BTreeMap::new();
        for (key, tally) in &resolved {
            if listed.forms.contains(*key) {
                continue;
            }
            if let Some(row) = variant(&listed, gazetteer, key, tally) {
                rows.push(row);
            } else if !self.is_shouted_word(key, tally) {
                new.insert(key, tally);
            }
        }
        for (key, tally) in rare.iter().filter(|(key, _)| !resolved.contains_key(*key)) {
            if !listed.forms.contains(*key) {
                rows.extend(variant(&listed, gazetteer, key, tally));
            }
        }
        rows.extend(new_rows(&new));
        rows.retain(|row| !is_ignored(&row.suggestion.surface));
        rows.sort_by_cached_key(|row| {
            let suggestion = &row.suggestion;
            let is_strong =
                suggestion.kind == SuggestionKind::Variant && suggestion.strength == Strength::Strong;
            (
                Reverse(is_strong),
                Reverse(suggestion.articles),
                Reverse(suggestion.count),
                row.first,
                suggestion.surface.clone(),
            )
        });
        rows.into_iter().map(|row| row.suggestion).collect()
    }
}

impl Candidates {
    /// True if a name is an ordinary word in capitals.
    fn is_shouted_word(&self, key: &str, tally: &Tally) -> bool {
        is_acronym(tally.surface())
            && self.occurs_in_lowercase(key)
            && !tables::ACRONYMS_AS_WORDS.contains(key)
    }
}

/// Returns a row if the name is the surname of one or more listed persons or a variant of a listed name.
fn variant(listed: &ListedNames, gazetteer: &Gazetteer, key: &str, tally: &Tally) -> Option<Row> {
    if let Some(owners) = listed.owners.get(key) {
        let names: Vec<&str> = owners
            .iter()
            .filter_map(|owner| gazetteer.entry(*owner))
            .map(|entry| entry.name.as_str())
            .collect();
        let (subject, owner) = match owners.as_slice() {
            [owner] => ("who is", Some(*owner)),
            _ => ("none of them", None),
        };
        let reason =
            format!("surname of {}, {subject} not named in full in these articles", names.join(" or "));
        let reason = reason.replace("none of them not named", "none of them named");
        let mut row = row(tally, reason, SuggestionKind::Variant, Strength::Possible)?;
        row.suggestion.variant_of = owner;
        row.suggestion.guess = Some(KindId::PERSON);
        return Some(row);
    }
    let (owner, similarity) = listed.variant_of(tally.surface())?;
    let mut row = row(tally, similarity.reason, SuggestionKind::Variant, similarity.strength)?;
    row.suggestion.variant_of = Some(owner);
    row.suggestion.guess = gazetteer.entry(owner).map(|entry| entry.kind);
    Some(row)
}

/// Returns rows for the new names that qualify. A bare surname is merged into a person's full name if one article has
/// both and no other full name has this surname in such an article.
fn new_rows(new: &BTreeMap<&str, &Tally>) -> Vec<Row> {
    let mut full_names: HashMap<&str, Vec<&str>> = HashMap::new();
    for (key, tally) in new {
        let words = key.split(' ').count();
        let surname = key.split(' ').rfind(|word| !tables::SUFFIXES.contains(*word)).unwrap_or_default();
        let Some(bare) = new.get(surname).filter(|_| PERSON_WORDS.contains(&words)) else { continue };
        let shares_article =
            tally.articles.iter().any(|article| bare.articles.binary_search(article).is_ok());
        let guess = guess(key, tally);
        let may_be_person = guess == Some(KindId::PERSON) || (guess.is_none() && bare.titles.0 > 0);
        if shares_article && may_be_person && tally.after_articles == 0 {
            full_names.entry(surname).or_default().push(key);
        }
    }
    // A surname that two people in the articles share stays a row of its own.
    let unique = full_names.into_iter().filter_map(|(surname, owners)| match owners.as_slice() {
        [owner] => Some((surname, *owner)),
        _ => None,
    });
    let owner_of: HashMap<&str, &str> = unique.collect();
    let surname_of: HashMap<&str, &str> =
        owner_of.iter().map(|(surname, owner)| (*owner, *surname)).collect();
    let rest = new.iter().filter(|(key, _)| !owner_of.contains_key(*key));
    rest.filter_map(|(key, tally)| {
        let bare = surname_of.get(key).and_then(|surname| new.get(*surname));
        new_row(key, tally, bare.copied())
    })
    .collect()
}

fn new_row(key: &str, own: &Tally, bare: Option<&Tally>) -> Option<Row> {
    let mut tally = own.clone();
    if let Some(bare) = bare {
        tally.merge(bare);
        tally.spellings.clone_from(&own.spellings);
    }
    if tally.count < 2 && tally.titles.0 == 0 && tally.verbs.0 == 0 {
        return None;
    }
    let guess = if bare.is_some() { Some(KindId::PERSON) } else { guess(key, &tally) };
    let mut reasons = Vec::new();
    if let Some(title) = &tally.titles.1 {
        reasons.push(format!("title or role: {title}"));
    }
    if let Some(verb) = &tally.verbs.1 {
        reasons.push(if **verb == *":" { "speaks".to_owned() } else { format!("speaks: {verb}") });
    }
    let is_acronym = is_acronym(tally.surface());
    if reasons.is_empty() {
        reasons.push(if is_acronym { "acronym, repeats" } else { "repeats" }.to_owned());
    }
    if let Some(bare) = bare {
        reasons.push(format!("also as {} ({})", bare.surface(), bare.count));
    }
    let strength = if tally.titles.0 > 0 || guess.is_some() && tally.count >= 2 || tally.articles.len() >= 2 {
        Strength::Strong
    } else {
        Strength::Possible
    };
    let mut row = row(&tally, reasons.join("; "), SuggestionKind::New, strength)?;
    row.suggestion.guess = guess;
    row.suggestion.aliases.extend(bare.map(|bare| bare.surface().to_owned()));
    Some(row)
}

fn row(tally: &Tally, reason: String, kind: SuggestionKind, strength: Strength) -> Option<Row> {
    let example: Example = tally.best.as_ref()?.example.clone();
    let surface = tally.surface().to_owned();
    let folded = fold_form(&surface);
    let others = tally.spellings.iter().map(|(spelling, _)| spelling);
    let aliases = others.filter(|spelling| fold_form(spelling) != folded).map(ToString::to_string).collect();
    let suggestion = Suggestion {
        surface,
        kind,
        guess: None,
        variant_of: None,
        strength,
        reason,
        count: tally.count,
        articles: tally.articles.len() as u32,
        aliases,
        example,
    };
    Some(Row { suggestion, first: tally.first.unwrap_or_default() })
}

/// Surnames that are also nouns, mostly the last words of names of places, events and the like.
const NOUNS_AS_SURNAMES: &[&str] = &[
    "battle", "bay", "bill", "bridge", "castle", "church", "coast", "court", "day", "deal", "forest", "hill",
    "park", "post", "price", "street", "village", "west",
];

/// True if a word is taken for a given name: an initial, a word with a hyphen, or a known given name that is not also a
/// place.
fn is_given_name(word: &str) -> bool {
    let is_initial = word.chars().nth(1).is_none();
    let is_known = words::GIVEN_NAMES.contains(word) && !words::GIVEN_NAMES_AS_PLACES.contains(word);
    is_known || is_initial || word.contains('-')
}

/// Guesses the kind of a name from its title, its words or the words beside it.
pub(super) fn guess(key: &str, tally: &Tally) -> Option<KindId> {
    let words: Vec<&str> = key.split(' ').collect();
    let first = words.first().copied().unwrap_or_default();
    let last = words.last().copied().unwrap_or_default();
    let head_word = words
        .iter()
        .position(|word| matches!(*word, "of" | "for"))
        .and_then(|at| words.get(at.checked_sub(1)?));
    // Downing Street "says" things too, so the first word must be a given name, as in Robert Street.
    let is_surname = NOUNS_AS_SURNAMES.contains(&last)
        && tally.verbs.0 > 0
        && tally.after_articles == 0
        && is_given_name(first);
    if tally.titles.0 > 0 || (is_surname && words.len() == 2) {
        return Some(KindId::PERSON);
    }
    let tables = [
        (&tables::ORGANISATIONS, Some(KindId::ORGANISATION)),
        (&tables::PLANS, Some(KindId::PLAN)),
        (&tables::LAWS, None),
        (&tables::EVENTS, Some(KindId::EVENT)),
        (&tables::PLACES, Some(KindId::PLACE)),
    ];
    if words.len() > 1 {
        let by_head = head_word.and_then(|head| tables.iter().find(|(table, _)| table.contains(*head)));
        let by_last = || tables.iter().find(|(table, _)| table.contains(last));
        if let Some((_, kind)) = by_head.or_else(|| by_last().filter(|_| head_word.is_none())) {
            return *kind;
        }
        if tables::PLACE_FIRST_WORDS.contains(first) {
            return Some(KindId::PLACE);
        }
    }
    if tables::PLACE_ACRONYMS.contains(key) {
        return Some(KindId::PLACE);
    }
    if is_acronym(tally.surface()) {
        return (tally.count >= 2).then_some(KindId::ORGANISATION);
    }
    if tally.after_place_prepositions >= 2 && tally.after_place_prepositions >= tally.verbs.0 {
        return Some(KindId::PLACE);
    }
    // An acronym of three letters or more is not a given name (BBC), one of two may be (JD).
    let has_acronym = tally
        .surface()
        .split(' ')
        .any(|word| is_acronym(word) && word.chars().filter(|c| *c != '.').nth(2).is_some());
    let is_full_name = PERSON_WORDS.contains(&words.len())
        && tally.after_articles == 0
        && tally.after_place_prepositions == 0
        && !has_acronym;
    (is_full_name && tally.verbs.0 > 0).then_some(KindId::PERSON)
}
