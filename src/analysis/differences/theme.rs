//! Finds the noun that tells what an act was done to.

use std::collections::{BTreeMap, BTreeSet};

use super::phrase::{Class, Key, Word};
use super::roles::THEME;
use super::shared::Row;

/// Minimum average role of a noun for it to be joined with the verb.
pub(super) const MIN_ROLE: f64 = 1.0;
/// What a word costs that only modifies another.
const MODIFIER: f64 = 0.7;

impl Row<'_> {
    /// Returns the place of the noun that most likely tells what an act was done to, as the indices of the sentence and
    /// the word, and its average role. A noun in one sentence alone is returned only if no shared one is beside the act.
    pub fn theme(&self, all: &[Vec<f64>], used: &BTreeSet<Key>) -> Option<(usize, usize, f64)> {
        let mut shared: BTreeMap<&Key, Vec<(usize, usize, f64)>> = BTreeMap::new();
        let mut lone: Option<(usize, usize, f64)> = None;
        for (at, (sentence, roles)) in self.sentences.iter().zip(all).enumerate() {
            for (place, (word, role)) in sentence.words.iter().zip(roles).enumerate() {
                let Some(group) = sentence.group_of(place).filter(|_| !is_adverb(word)) else { continue };
                let Some(key) = word.key.as_ref().filter(|key| !used.contains(*key)) else { continue };
                let is_head = place + 1 == group.end;
                let role = if is_head { *role } else { *role - MODIFIER };
                if self.is_shared(word) {
                    shared.entry(key).or_default().push((at, place, role));
                } else if is_head && role >= THEME && lone.is_none() {
                    lone = Some((at, place, role));
                }
            }
        }
        let best = |places: &[(usize, usize, f64)]| -> (f64, f64) {
            let mut roles: BTreeMap<usize, f64> = BTreeMap::new();
            for (at, _, role) in places {
                let best = roles.entry(*at).or_insert(*role);
                *best = best.max(*role);
            }
            let sum: f64 = roles.values().sum();
            (sum, sum / roles.len() as f64)
        };
        let score = |key: &Key, places: &[_]| best(places).0 + self.weight(key) / 2.0;
        let scored = shared.into_iter().map(|(key, places)| (score(key, &places), places));
        let found = scored.reduce(|one, other| if other.0 > one.0 { other } else { one });
        let Some((_, places)) = found else { return lone };
        let average = best(&places).1;
        if average < MIN_ROLE && lone.is_some() {
            return lone;
        }
        let (at, place) = self.clearest(&places, used)?;
        Some((at, place, average))
    }

    /// Returns the place at which a noun says most: as the word that most sentences have, in the role that fits, first.
    fn clearest(&self, places: &[(usize, usize, f64)], used: &BTreeSet<Key>) -> Option<(usize, usize)> {
        let lower = |at: usize, place: usize| self.sentences.get(at).map_or("", |own| own.lower(place));
        let spread = |at: usize, place: usize| self.spread(lower(at, place));
        let top = places.iter().map(|(.., role)| *role).fold(f64::MIN, f64::max);
        let likely = places.iter().filter(|(.., role)| *role >= top - MODIFIER);
        let best = likely
            .reduce(|one, other| if spread(other.0, other.1) > spread(one.0, one.1) { other } else { one })?;
        Some(self.whole(best.0, best.1, used))
    }
}

fn is_adverb(word: &Word<'_>) -> bool {
    word.class == Class::Noun && word.lower.ends_with("ly")
}
