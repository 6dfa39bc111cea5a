//! Finds what limits the values of a row: where, of what, by whom.

use std::ops::Range;

use super::phrase::{Class, DETERMINERS};
use super::roles::{THEME, roles};
use super::shared::{Part, Row};
use crate::text::width::width;

/// Maximum width of an anchor in columns.
pub(super) const MAX_WIDTH: usize = 30;
/// Maximum number of words between a value and a common noun that limits it.
const MAX_SCOPE_DISTANCE: usize = 6;

/// Prepositions before what a value is limited to.
const SCOPE_PREPOSITIONS: &[&str] = &[
    "in", "at", "on", "near", "off", "outside", "along", "across", "above", "below", "around", "from",
    "aboard", "without", "against", "of",
];

/// What may limit the values of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// A name after a preposition.
    Name,
    /// Any noun after a preposition, or a name that is the subject.
    Place,
    /// Any noun after a preposition, or the subject.
    Subject,
}

impl Row<'_> {
    /// Adds what limits the values, if the sentences share it and there is room: a place, or the subject of the value.
    pub fn with_scope(&self, part: &Part, kind: Scope) -> String {
        let mut best: Option<(f64, String)> = None;
        for (at, sentence) in self.sentences.iter().enumerate() {
            let roles = roles(sentence, None);
            for group in sentence.groups.iter().filter(|group| !sentence.is_source(group)) {
                let is_subject = roles.get(group.start).is_some_and(|role| *role >= THEME);
                let Some((score, text)) = self.scope(at, group, part, kind, is_subject) else { continue };
                let whole = format!("{}{text}", part.text);
                let whole = whole.trim_start_matches([',', ' ']).to_owned();
                if width(&whole) <= MAX_WIDTH && best.as_ref().is_none_or(|best| best.0 < score) {
                    best = Some((score, whole));
                }
            }
        }
        let beside = Some(&part.beside).filter(|beside| !beside.is_empty());
        let text = || beside.map_or_else(|| part.text.clone(), |beside| format!("{}, {beside}", part.text));
        best.map_or_else(text, |(_, text)| text)
    }

    /// Returns how well a noun group tells what limits the values, and the words to add. None if it does not.
    fn scope(
        &self,
        at: usize,
        group: &Range<usize>,
        part: &Part,
        kind: Scope,
        is_subject: bool,
    ) -> Option<(f64, String)> {
        let sentence = self.sentences.get(at)?;
        let last = group.end.checked_sub(1)?;
        let word = sentence.words.get(last).filter(|word| self.is_shared(word))?;
        let phrase = self.phrase(at, last, &part.keys);
        if phrase.text.is_empty() || word.key.as_ref().is_none_or(|key| part.keys.contains(key)) {
            return None;
        }
        // `15 cents a liter`: the preposition before the value is none of the noun.
        let article = group.start.checked_sub(1).filter(|at| DETERMINERS.contains(&sentence.lower(*at)));
        if article.unwrap_or(group.start).checked_sub(1).and_then(|at| sentence.class(at))
            == Some(Class::Value)
        {
            return None;
        }
        let is_name = self.is_name(word);
        let is_own = sentence.clause.contains(&group.start);
        let preposition = sentence.preposition(group);
        let score = f64::from(u8::from(is_name))
            + 0.6 * f64::from(u8::from(is_own))
            + 0.4 * word.key.as_ref().map_or(0.0, |key| self.weight(key));
        if preposition.is_empty() {
            let is_allowed = match kind {
                Scope::Name => false,
                Scope::Place => is_name,
                Scope::Subject => true,
            };
            return (is_allowed && is_subject && is_own).then(|| (score - 0.1, format!(", {}", phrase.text)));
        }
        let is_aboard = preposition == "aboard" && part.text.ends_with("aboard");
        if is_aboard {
            return Some((score + 2.0, format!(" {}", phrase.text)));
        }
        // Not `in cash`, nor `at the end of`, which says too little.
        let opens = group.start.checked_sub(1).map_or("", |before| sentence.lower(before));
        let is_whole = opens != "in" && sentence.lower(group.end) != "of";
        let is_near =
            is_own && is_whole && sentence.distance(last) <= MAX_SCOPE_DISTANCE && kind != Scope::Name;
        let follows = || {
            let is_article = DETERMINERS.contains(&opens);
            let of = group.start.saturating_sub(1 + usize::from(is_article));
            let whole = of.checked_sub(1).map_or("", |whole| sentence.lower(whole));
            let is_last = part.text.split(' ').next_back().is_some_and(|last| last.to_lowercase() == whole);
            is_last && sentence.lower(of) == "of" && sentence.value.start != group.end
        };
        let score = if preposition == "of" { score + 1.5 } else { score };
        let is_allowed = SCOPE_PREPOSITIONS.contains(&preposition)
            && (is_name || is_near)
            && (preposition != "of" || follows());
        is_allowed
            .then(|| (score - 0.2 * f64::from(u8::from(!is_name)), format!(" {preposition} {}", phrase.text)))
    }
}
