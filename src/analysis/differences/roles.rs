//! Tells what an act was done to from who did it and from what only stands near, by the order of the words.

use std::ops::Range;

use super::phrase::{Class, DETERMINERS, PARTICLES, Sentence};

/// The object of the act, or its subject if it has no object: `leaked the plan`, `the plan was leaked`.
pub(super) const THEME: f64 = 3.0;
/// A noun after `of` before the verb: `parts of the plan were leaked`.
const WHOLE: f64 = 2.2;
/// A subject with an object: `the press leaked the plan`.
pub(super) const AGENT: f64 = 1.0;
/// A noun after another preposition beside the verb.
const BESIDE: f64 = 0.8;
/// Any other noun.
const ELSEWHERE: f64 = 0.4;
/// The one by whom it was done, or who is cited: `leaked by the press`, `the press said`.
const SOURCE: f64 = 0.0;

/// Maximum number of noun groups before a verb that are looked at.
const MAX_GROUPS: usize = 4;

/// Prepositions that mostly join two nouns.
const NOUN_PREPOSITIONS: &[&str] = &["of", "in", "at", "on", "near", "from"];

/// Returns a weight for each word of a sentence: the greater, the likelier it tells what the act was done to or, without
/// a verb, what the value is for. Words outside noun groups have none of use.
pub(super) fn roles(sentence: &Sentence<'_>, verb: Option<usize>) -> Vec<f64> {
    let mut roles = vec![ELSEWHERE; sentence.words.len()];
    if verb.is_none() {
        around_value(sentence, &mut roles);
    }
    for group in sentence.groups.iter().filter(|group| sentence.is_source(group)) {
        fill(&mut roles, group, SOURCE);
    }
    // After the sources: of what was published, a source may be what it was done to.
    if let Some(verb) = verb {
        around_verb(sentence, verb, &mut roles);
    }
    roles
}

fn fill(roles: &mut [f64], group: &Range<usize>, role: f64) {
    roles.get_mut(group.clone()).unwrap_or_default().fill(role);
}

/// Weighs the words by their places around a verb.
fn around_verb(sentence: &Sentence<'_>, verb: usize, roles: &mut [f64]) {
    let object = object(sentence, verb);
    for (before, group) in before(sentence, verb) {
        let role = match (before, object.is_some()) {
            ("", true) => AGENT,
            ("", false) => THEME,
            ("of", false) => WHOLE,
            _ => BESIDE,
        };
        fill(roles, &group, role);
    }
    if let Some(group) = &object {
        fill(roles, group, THEME);
    }
    let after = sentence.groups.iter().filter(|group| group.start > verb && object.as_ref() != Some(*group));
    for group in after.take_while(|group| sentence.clause.contains(&group.start)).take(MAX_GROUPS) {
        let is_by = sentence.preposition(group) == "by";
        let is_source = is_by || sentence.is_source(group);
        fill(roles, group, if is_source { SOURCE } else { BESIDE });
    }
}

/// Weighs the words by their places around the value: the group before it in its clause is likely the subject.
fn around_value(sentence: &Sentence<'_>, roles: &mut [f64]) {
    for group in sentence.groups.iter().filter(|group| sentence.clause.contains(&group.start)) {
        let is_governed = !sentence.preposition(group).is_empty();
        let is_before = group.start < sentence.value.start;
        let role = match (is_before, is_governed) {
            (true, false) => THEME,
            (false, false) => AGENT,
            _ => BESIDE,
        };
        fill(roles, group, role);
    }
}

/// Returns the noun group right after a verb, if only articles, numbers or adverbs stand in between. None if the verb is
/// in the passive.
fn object(sentence: &Sentence<'_>, verb: usize) -> Option<Range<usize>> {
    let own = sentence.group_of(verb);
    if own.is_some_and(|group| group.end > verb + 1) {
        // `a published transcript`
        return own.map(|group| verb + 1..group.end);
    }
    if is_passive(sentence, verb) {
        return None;
    }
    let is_between = |at: &usize| {
        let word = sentence.lower(*at);
        DETERMINERS.contains(&word)
            || word.ends_with("ly")
            || sentence.class(*at) == Some(Class::Number)
            || (PARTICLES.contains(&word) && *at == verb + 1)
    };
    let at = (verb + 1..sentence.words.len()).find(|at| !is_between(at))?;
    sentence.group_of(at).cloned()
}

/// True for a verb after a form of `be`: `was leaked`, `is being built`, but not `is building`.
fn is_passive(sentence: &Sentence<'_>, verb: usize) -> bool {
    if sentence.lower(verb).ends_with("ing") {
        return false;
    }
    let mut back = (0..verb).rev().map(|at| sentence.lower(at));
    let before = back.find(|word| !word.ends_with("ly") && *word != "not").unwrap_or_default();
    matches!(before, "is" | "are" | "was" | "were" | "be" | "been" | "being")
}

/// Returns the noun groups before a verb in its clause, nearest first, each after the preposition before it; empty
/// without one. A relative clause belongs to the noun before it.
fn before<'s>(sentence: &'s Sentence<'_>, verb: usize) -> Vec<(&'s str, Range<usize>)> {
    let mut found: Vec<(&str, Range<usize>)> = Vec::new();
    let mut at = verb;
    let mut may_cross = true;
    let mut is_relative = false;
    while let Some(back) = at.checked_sub(1).filter(|_| found.len() < MAX_GROUPS) {
        at = back;
        match sentence.class(back) {
            Some(Class::Noun | Class::Name) => {
                let Some(group) = sentence.group_of(back).cloned() else { break };
                at = group.start;
                if group.end > verb + 1 {
                    // `a newly published transcript`
                    continue;
                }
                let before = sentence.preposition(&group);
                // `in a deal worth`, and `to a truce that will begin`, unlike `the bridge at Marn, which fell`
                let is_subject = group.end > verb || (is_relative && !NOUN_PREPOSITIONS.contains(&before));
                let before = if is_subject { "" } else { before };
                let group = group.start..group.end.min(verb);
                may_cross = false;
                found.push((before, group));
                if before.is_empty() {
                    break;
                }
            }
            Some(Class::Comma) if may_cross => may_cross = false,
            Some(Class::Subordinator) if matches!(sentence.lower(back), "which" | "who") => {
                is_relative = true;
            }
            // `to take effect`
            Some(Class::Verb) if sentence.words.get(back).is_some_and(|word| word.key.is_none()) => {}
            Some(Class::Function)
                if matches!(sentence.lower(back), "it" | "he" | "she" | "they" | "there") =>
            {
                break;
            }
            Some(Class::Function) => is_relative |= found.is_empty() && sentence.lower(back) == "that",
            Some(Class::Number | Class::Value) => {}
            _ => break,
        }
    }
    found
}
