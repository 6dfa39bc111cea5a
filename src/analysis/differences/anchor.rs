//! Names what the values of a row are about, in a few words of their sentences: `28-point plan leaked`, `people killed`.
//!
//! The words are those that the sentences share, as one of them writes them. What an act was done to stands before the
//! act. Only `people` for a count without a noun, `age of`, and the names of the acts in `acts.txt` may be in none of
//! the sentences.

use std::collections::{BTreeMap, BTreeSet};

use super::concepts::stem;
use super::link::figure;
use super::phrase::{Class, DETERMINERS, Key, PARTICLES, Sentence, Word};
use super::roles::{AGENT, THEME, roles};
use super::scope::{MAX_WIDTH, Scope};
use super::shared::{Part, Row};
use super::statement::{PEOPLE, Statement, counts_people};
use super::theme::MIN_ROLE;
use super::verbs::is_participle;
use super::weights::Concepts;
use crate::analysis::facts::Facts;
use crate::analysis::figures::tables::{Applies, act};
use crate::analysis::figures::{Dimension, Figure};
use crate::text::width::clip;

/// Maximum number of words between a value and the verb that tells what happened.
const MAX_VERB_DISTANCE: usize = 14;
/// Words that name an act by what was done to people on the way to it: `forced from their homes`.
const INDIRECT_ACTS: &[&str] = &["forced", "pulled", "saved", "plucked", "contracted"];

/// Verbs whose object would be taken for the subject before them: `Lund left` for `the ship left Lund`.
const ACTIVE_ONLY: &[&str] = &["left", "reached", "entered", "joined", "crossed", "visited"];
/// The participles of common irregular verbs, each after the stem of the other forms.
const PARTICIPLES: &[(&str, &str)] = &[
    ("buy", "bought"),
    ("pay", "paid"),
    ("steal", "stolen"),
    ("los", "lost"),
    ("spend", "spent"),
    ("sell", "sold"),
];
/// A verb that sentences share, and the word of it in each.
#[derive(Debug, Default)]
struct Verb {
    keys: BTreeSet<Key>,
    places: Vec<Option<usize>>,
    text: String,
    /// True if what it was done to may stand before it.
    is_participle: bool,
}

/// Returns what the values of a row are about. Empty if no word tells it.
pub(super) fn anchor(members: &[(&Facts, &Statement)], concepts: &Concepts) -> String {
    let row = Row::of(members, concepts);
    let figures: Vec<&Figure> = members.iter().filter_map(|member| figure(*member)).collect();
    let anchor = match figures.first() {
        None => row.date(members),
        Some(first) => row.figure(first, &figures),
    };
    clip(&anchor, MAX_WIDTH).into_owned()
}

impl Row<'_> {
    /// Returns the anchor of dates: what happened to what.
    fn date(&self, members: &[(&Facts, &Statement)]) -> String {
        let is_event = |at: usize, word: &Word<'_>| {
            let Some(Key::Concept(concept)) = &word.key else { return false };
            let event = members.get(at).map(|(_, statement)| &statement.event);
            let number = self.concepts.number_of(concept);
            event.zip(number).is_some_and(|(event, number)| event.contains(&number))
        };
        let verb = self.verb(is_event, usize::MAX);
        let part = self.event(verb.as_ref());
        self.with_scope(&part, Scope::Name)
    }

    /// Returns the anchor of figures: what is counted, what happened to it, and where.
    fn figure(&self, first: &Figure, figures: &[&Figure]) -> String {
        let class = figures.iter().find_map(|figure| figure.act);
        let is_act = |head: &str| act(head, &[Applies::Any]).is_some() && head != "cases";
        let head = figures.iter().map(|figure| figure.head.as_str());
        let head = head.into_iter().find(|head| !head.is_empty() && *head != "them" && !is_act(head));
        let counts_anybody = || figures.iter().any(|figure| counts_people(&figure.head));
        match (first.dimension, head) {
            (Dimension::Age, _) => {
                let name = head.map_or_else(|| self.event(None), |head| self.head(head)).text;
                if name.is_empty() { name } else { format!("age of {name}") }
            }
            (Dimension::Count, Some("cases")) => self.with_scope(&self.head("cases"), Scope::Place),
            (Dimension::Count, Some(head)) => self.count(self.head(head), class, counts_people(head)),
            (Dimension::Count, None) if counts_anybody() => self.count(Part::new(PEOPLE), class, true),
            (Dimension::Percent, Some(head)) => self.with_scope(&self.share(head), Scope::Place),
            _ => self.measure(class),
        }
    }

    /// Returns the anchor of counts.
    fn count(&self, mut part: Part, class: Option<&str>, is_people: bool) -> String {
        let Some(class) = class else { return self.with_scope(&part, Scope::Subject) };
        let act = self.act(class, is_people);
        if !act.text.is_empty() && !part.text.contains(&act.text) {
            part.text = format!("{} {}", part.text, act.text);
            part.keys.extend(act.keys);
        }
        self.with_scope(&part, Scope::Place)
    }

    /// Returns the anchor of sums, measures and the like.
    fn measure(&self, class: Option<&str>) -> String {
        if let Some(substance) = self.substance() {
            return self.with_scope(&substance, Scope::Place);
        }
        let verb = match class {
            Some(class) => Some(self.act_verb(class)),
            None => self.verb(|_, word| word.class == Class::Verb, MAX_VERB_DISTANCE),
        };
        let noun = verb.as_ref().filter(|verb| !verb.is_participle).and_then(|verb| {
            let mut places = self.sentences.iter().zip(&verb.places).enumerate();
            places.find_map(|(at, (sentence, place))| {
                let place = (*place)?;
                let is_head = sentence.group_of(place)?.end == place + 1;
                is_head.then(|| self.phrase(at, place, &BTreeSet::new()))
            })
        });
        self.with_scope(&noun.unwrap_or_else(|| self.event(verb.as_ref())), Scope::Place)
    }

    /// Returns what a percentage is of, after what it tells: `turnout of registered voters`.
    fn share(&self, head: &str) -> Part {
        let whole = self.head(head);
        let is_of = self.sentences.iter().any(|sentence| sentence.lower(sentence.value.end) == "of");
        let all: Vec<Vec<f64>> = self.sentences.iter().map(|sentence| roles(sentence, None)).collect();
        let is_shared = |at: usize, place: usize| {
            self.sentences
                .get(at)
                .and_then(|own| own.words.get(place))
                .is_some_and(|word| self.is_shared(word))
        };
        let subject = self.theme(&all, &whole.keys);
        let subject = subject.filter(|(at, place, role)| *role >= THEME && is_of && is_shared(*at, *place));
        match subject {
            Some((sentence, place, _)) => {
                let subject = self.phrase(sentence, place, &whole.keys);
                let keys = subject.keys.into_iter().chain(whole.keys).collect();
                Part { text: format!("{} of {}", subject.text, whole.text), keys, beside: String::new() }
            }
            None => whole,
        }
    }

    /// Returns the verb that most sentences share, and of those the nearest to the values.
    fn verb(&self, is_verb: impl Fn(usize, &Word<'_>) -> bool, max_distance: usize) -> Option<Verb> {
        let mut found: BTreeMap<&Key, Vec<Option<usize>>> = BTreeMap::new();
        for (at, sentence) in self.sentences.iter().enumerate() {
            for (place, word) in sentence.words.iter().enumerate() {
                let Some(key) = word.key.as_ref().filter(|_| word.has_verb_form && self.is_shared(word))
                else {
                    continue;
                };
                if sentence.distance(place) > max_distance || !is_verb(at, word) {
                    continue;
                }
                let places = found.entry(key).or_insert_with(|| vec![None; self.sentences.len()]);
                let Some(old) = places.get_mut(at) else { continue };
                if old.is_none_or(|old| sentence.distance(old) > sentence.distance(place)) {
                    *old = Some(place);
                }
            }
        }
        let distance = |places: &[Option<usize>]| -> usize {
            let pairs = self.sentences.iter().zip(places);
            pairs.filter_map(|(sentence, place)| place.map(|place| sentence.distance(place))).sum()
        };
        let mut found: Vec<(&Key, Vec<Option<usize>>)> =
            found.into_iter().filter(|(_, places)| self.is_verb_of_row(places)).collect();
        found.sort_by_key(|(_, places)| {
            (std::cmp::Reverse(places.iter().flatten().count()), distance(places))
        });
        let (key, places) = found.into_iter().next()?;
        let keys = BTreeSet::from([key.clone()]);
        Some(self.written(keys, places))
    }

    /// True for a verb in two sentences, or for a participle in one whose noun is in another: `voted`, `a vote`.
    fn is_verb_of_row(&self, places: &[Option<usize>]) -> bool {
        let mut words =
            self.sentences.iter().zip(places).filter_map(|(own, place)| Some(own.lower((*place)?)));
        let first = words.next().unwrap_or_default();
        let is_noun = |word: &Word<'_>| !word.has_verb_form && stem(&word.lower) == stem(first);
        let mut all = self.sentences.iter().flat_map(|own| &own.words);
        words.next().is_some() || (is_participle(first) && all.any(is_noun))
    }

    /// Returns the verb at some places as the anchor writes it: as a participle if one of the sentences has it.
    fn written(&self, keys: BTreeSet<Key>, places: Vec<Option<usize>>) -> Verb {
        let words =
            || self.sentences.iter().zip(&places).filter_map(|(sentence, place)| Some((sentence, (*place)?)));
        let participle = words().find(|(sentence, place)| is_participle(sentence.lower(*place)));
        let Some((sentence, place)) = participle.or_else(|| words().next()) else {
            return Verb { keys, places, ..Verb::default() };
        };
        let word = sentence.lower(place);
        let mut text = word.to_owned();
        let before = place.checked_sub(1).map_or("", |before| sentence.lower(before));
        let stem = stem(word);
        let known = PARTICIPLES.iter().find(|(base, _)| *base == stem).map(|(_, participle)| *participle);
        if let Some(known) = known.filter(|_| participle.is_none()) {
            known.clone_into(&mut text);
        } else if participle.is_none() && matches!(before, "will" | "to" | "may" | "could" | "would") {
            text = format!("{before} {text}");
        }
        let after = sentence.lower(place + 1);
        let is_last = !matches!(sentence.class(place + 2), Some(Class::Noun | Class::Name | Class::Value))
            && !DETERMINERS.contains(&sentence.lower(place + 2));
        if PARTICLES.contains(&after) && is_last {
            text = format!("{text} {after}");
        }
        let is_participle = participle.is_some() || known.is_some();
        Verb { keys, places, text, is_participle }
    }

    /// Returns the words of an act's class: those nearest to the values.
    fn act_verb(&self, class: &str) -> Verb {
        let is_act = |word: &Word<'_>| {
            [Applies::Any, Applies::People, Applies::Money]
                .into_iter()
                .any(|applies| act(&word.lower, &[applies]) == Some(class))
        };
        let nearest = |sentence: &Sentence<'_>| {
            let words = sentence.words.iter().enumerate();
            let own = words.filter(|(_, word)| is_act(word));
            own.map(|(at, _)| at).min_by_key(|at| sentence.distance(*at))
        };
        let places: Vec<Option<usize>> = self.sentences.iter().map(nearest).collect();
        let keys = self.sentences.iter().flat_map(|sentence| &sentence.words).filter(|word| is_act(word));
        let keys = keys.filter_map(|word| word.key.clone()).collect();
        let mut verb = self.written(keys, places);
        let words: Vec<&str> = self
            .sentences
            .iter()
            .zip(&verb.places)
            .filter_map(|(sentence, place)| Some(sentence.lower((*place)?)))
            .collect();
        if words.iter().any(|word| stem(word) == stem(class)) {
            class.clone_into(&mut verb.text);
            verb.is_participle = true;
        }
        verb
    }

    /// Returns what happened to those counted. Of people, it is the name of the class if no participle tells it.
    fn act(&self, class: &str, is_people: bool) -> Part {
        let verb = self.act_verb(class);
        let is_direct = verb.is_participle && !INDIRECT_ACTS.contains(&verb.text.as_str());
        let text = if is_direct || !is_people { verb.text } else { class.to_owned() };
        Part { text, keys: verb.keys, beside: String::new() }
    }

    /// Returns a counted noun with the words before it that sentences share: `fuel tax`.
    fn head(&self, head: &str) -> Part {
        for (at, sentence) in self.sentences.iter().enumerate() {
            let own = (sentence.value.start..sentence.words.len()).chain(0..sentence.value.start);
            for place in own {
                if sentence.lower(place) == head {
                    let part = self.phrase(at, place, &BTreeSet::new());
                    if !part.text.is_empty() {
                        return part;
                    }
                }
            }
        }
        Part::new(head)
    }

    /// Returns the noun after `of` behind a value: `rain` in `310 millimeters of rain`.
    fn substance(&self) -> Option<Part> {
        self.sentences.iter().enumerate().find_map(|(at, sentence)| {
            let after = sentence.value.end;
            let group = sentence.group_of(after + 1).filter(|_| sentence.lower(after) == "of")?;
            let last = sentence.words.get(group.end - 1).filter(|word| self.is_shared(word))?;
            last.key.as_ref()?;
            Some(self.phrase(at, group.end - 1, &BTreeSet::new()))
        })
    }

    /// Returns what an act was done to, and the act.
    fn event(&self, verb: Option<&Verb>) -> Part {
        let place_of = |at: usize| verb.and_then(|verb| verb.places.get(at).copied().flatten());
        let all: Vec<Vec<f64>> =
            self.sentences.iter().enumerate().map(|(at, sentence)| roles(sentence, place_of(at))).collect();
        let none = BTreeSet::new();
        let theme = self.theme(&all, verb.map_or(&none, |verb| &verb.keys));
        let verb = verb.filter(|verb| !verb.text.is_empty());
        let Some((at, place, role)) = theme else {
            return verb.map_or_else(Part::default, |verb| Part {
                text: verb.text.clone(),
                keys: verb.keys.clone(),
                beside: String::new(),
            });
        };
        let noun = self.phrase(at, place, verb.map_or(&none, |verb| &verb.keys));
        let Some(verb) = verb else { return noun };
        if role < MIN_ROLE {
            return Part { text: verb.text.clone(), keys: verb.keys.clone(), beside: noun.text };
        }
        let keys = noun.keys.iter().chain(&verb.keys).cloned().collect();
        let keeps_order = !verb.is_participle || ACTIVE_ONLY.contains(&verb.text.as_str());
        let object_of = place_of(at).filter(|own| place > *own && keeps_order);
        let text = match object_of.zip(self.sentences.get(at)) {
            Some((own, sentence)) => {
                let verb_and_object = format!("{} {}", sentence.lower(own), noun.text);
                match self.agent(&all, verb, &noun.keys) {
                    Some(agent) => format!("{agent} {verb_and_object}"),
                    None => verb_and_object,
                }
            }
            None => format!("{} {}", noun.text, verb.text),
        };
        Part { text, keys, beside: String::new() }
    }

    /// Returns who did something, if sentences share it.
    fn agent(&self, all: &[Vec<f64>], verb: &Verb, used: &BTreeSet<Key>) -> Option<String> {
        let places = self.sentences.iter().zip(all).zip(&verb.places).enumerate();
        places.into_iter().find_map(|(at, ((sentence, roles), verb_place))| {
            let verb_place = (*verb_place)?;
            let last = verb_place.checked_sub(1)?;
            let word = sentence.words.get(last).filter(|word| word.is_nominal() && self.is_shared(word))?;
            let is_agent = roles.get(last).is_some_and(|role| *role >= AGENT);
            let is_free = word.key.as_ref().is_some_and(|key| !used.contains(key));
            (is_agent && is_free).then(|| self.phrase(at, last, used).text)
        })
    }
}

#[cfg(test)]
#[path = "anchor_tests.rs"]
mod tests;
