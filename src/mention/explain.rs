//! Explains a mention: what else claimed its characters, and with what result.
//!
//! None of this is stored with a mention; it is computed again from the same candidates on request.

use std::ops::Range;

use crate::article::Article;
use crate::gazetteer::EntryId;
use crate::mention::find::Matcher;
use crate::mention::model::{EntityRef, Mention, Rule, Status};
use crate::mention::resolve::Candidate;
use crate::mention::uncertainty::Uncertainty;

/// A competing claim on a mention's characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rival {
    /// The entity that it names.
    pub entity: EntityRef,
    /// Byte range in the article's text.
    pub span: Range<usize>,
    /// The kind of form.
    pub rule: Rule,
    /// The form (for a bare surname or given name, the full form): an index into the entry's forms followed by its
    /// patterns.
    pub form: u32,
    /// The result against the mention.
    pub outcome: Outcome,
}

/// The result of a competing claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// An equal claim on the same span, so that it is unclear which entity the mention names.
    Ties,
    /// A longer mention in which this one is nested.
    Contains,
    /// A claim of the same entity on the same span, by another form.
    SameEntity,
    /// A claim on the same span by an entity of lower priority.
    LowerPriority,
    /// A claim inside this mention, kept as nested.
    Inside,
    /// A partial overlap. The claim is shorter, or equally long and further right, unless the mention is nested or the
    /// claim also overlaps a longer mention.
    Overlaps,
}

impl Outcome {
    /// Returns the text shown and exported.
    pub fn words(self) -> &'static str {
        match self {
            Self::Ties => "equal claim",
            Self::Contains => "nested in it",
            Self::SameEntity => "same entity, other form",
            Self::LowerPriority => "lower priority",
            Self::Inside => "nested inside",
            Self::Overlaps => "overlaps",
        }
    }
}

/// The candidates of one article in text order, to explain its mentions.
#[derive(Debug)]
pub struct Claims {
    candidates: Vec<Candidate>,
    max_len: usize,
}

impl Claims {
    /// Finds an article's candidates again.
    pub fn of(matcher: &Matcher, article: &Article) -> Self {
        let mut candidates = matcher.candidates(article);
        candidates.sort_by_key(|candidate| (candidate.span.start, std::cmp::Reverse(candidate.span.end)));
        let max_len = candidates.iter().map(|candidate| candidate.span.len()).max().unwrap_or(0);
        Self { candidates, max_len }
    }

    /// Returns why a mention with a single candidate may not name it. None if nothing makes it doubtful, or if it has
    /// several candidates. `entities` are its candidates. A nested mention can be doubtful too.
    pub fn uncertainty(&self, mention: &Mention, entities: &[EntityRef]) -> Option<Uncertainty> {
        let [only] = entities else { return None };
        let span = mention.range();
        let from = self.candidates.partition_point(|candidate| candidate.span.start < span.start);
        let with_same_start =
            self.candidates.iter().skip(from).take_while(|candidate| candidate.span.start == span.start);
        let mut own = with_same_start.filter(|candidate| {
            candidate.span == span
                && candidate.entry == only.entry
                && candidate.form == mention.form
                && candidate.rule == mention.rule
        });
        let uncertainty = own.find_map(|candidate| candidate.uncertainty);
        uncertainty.or_else(|| (mention.status == Status::Ambiguous).then_some(Uncertainty::Acronym))
    }

    /// Returns all other claims on a mention's characters, ties and containing ones first.
    pub fn rivals(
        &self,
        mention: &Mention,
        entities: &[EntityRef],
        priority: impl Fn(EntryId) -> i64,
    ) -> Vec<Rival> {
        let span = mention.range();
        let from =
            self.candidates.partition_point(|candidate| candidate.span.start + self.max_len < span.start);
        let near = self.candidates.iter().skip(from).take_while(|candidate| candidate.span.start < span.end);
        let highest = entities.iter().map(|entity| priority(entity.entry)).max().unwrap_or(0);
        let mut rivals: Vec<Rival> = near
            .filter(|candidate| candidate.span.end > span.start)
            .filter_map(|candidate| {
                let entity = EntityRef { entry: candidate.entry, value: candidate.value.clone() };
                let is_own = entities.first() == Some(&entity)
                    && candidate.form == mention.form
                    && candidate.span == span;
                let contains = candidate.span.start <= span.start && span.end <= candidate.span.end;
                let inside = span.start <= candidate.span.start && candidate.span.end <= span.end;
                let outcome = match (contains, inside) {
                    (true, true) if is_own && candidate.rule == mention.rule => return None,
                    (true, true) if entities.first() == Some(&entity) => Outcome::SameEntity,
                    (true, true) if priority(candidate.entry) < highest => Outcome::LowerPriority,
                    (true, true) => Outcome::Ties,
                    (true, false) => Outcome::Contains,
                    (false, true) => Outcome::Inside,
                    (false, false) => Outcome::Overlaps,
                };
                Some(Rival {
                    entity,
                    span: candidate.span.clone(),
                    rule: candidate.rule,
                    form: candidate.form,
                    outcome,
                })
            })
            .collect();
        rivals.sort_by_key(|rival| rival.outcome);
        rivals
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::article::{ArticleKey, Format, parse};

    fn outcomes(list: &str, text: &str) -> Vec<(String, Vec<(String, Outcome)>)> {
        let gazetteer = Arc::new(crate::gazetteer::parse(list, "entities.toml").unwrap().gazetteer);
        let matcher = Matcher::new(Arc::clone(&gazetteer)).unwrap();
        let article = parse(ArticleKey::from_path(Path::new("a")), Format::Plain, text.to_owned(), 0);
        let found = matcher.find(&article);
        let claims = Claims::of(&matcher, &article);
        let priority = |entry| gazetteer.entry(entry).map_or(0, |entry| entry.priority);
        let results = found.mentions.iter().map(|mention| {
            let entities = found.referents[mention.referent as usize].candidates();
            let rivals = claims.rivals(mention, entities, priority).into_iter();
            let rivals = rivals.map(|rival| (text[rival.span].to_owned(), rival.outcome)).collect();
            (text[mention.range()].to_owned(), rivals)
        });
        results.collect()
    }

    #[test]
    fn rivals_include_what_a_mention_beat_and_what_it_is_nested_in() {
        let list = "[[entity]]\nname = \"New York Times\"\nkind = \"organisation\"\n[[entity]]\nname = \"New York\"\nkind = \"place\"\n[[entity]]\nname = \"Times Square\"\nkind = \"place\"\n";
        let results = outcomes(list, "The New York Times Square edition.");
        let expected = [
            ("New York Times", vec![("New York", Outcome::Inside), ("Times Square", Outcome::Overlaps)]),
            ("New York", vec![("New York Times", Outcome::Contains)]),
        ];
        let expected = expected.map(|(surface, rivals)| {
            (
                surface.to_owned(),
                rivals.into_iter().map(|(text, outcome)| (text.to_owned(), outcome)).collect::<Vec<_>>(),
            )
        });
        assert_eq!(results, expected);
    }

    /// Regression: a claim longer than the nested mention was described as "overlaps, shorter or later".
    #[test]
    fn a_claim_that_overlaps_a_nested_mention_is_not_called_shorter() {
        let list = "[[entity]]\nname = \"New York Times\"\nkind = \"organisation\"\n[[entity]]\nname = \"New York\"\nkind = \"place\"\n[[entity]]\nname = \"York Times\"\nkind = \"organisation\"\n";
        let results = outcomes(list, "The New York Times edition.");
        let rivals = [("New York Times", Outcome::Contains), ("York Times", Outcome::Overlaps)]
            .map(|(text, outcome)| (text.to_owned(), outcome));
        assert_eq!(results[1], ("New York".to_owned(), rivals.to_vec()));
        assert_eq!(Outcome::Overlaps.words(), "overlaps");
    }

    #[test]
    fn an_ambiguous_mention_has_a_reason() {
        let list = "[[entity]]\nname = \"Donald Trump\"\nkind = \"person\"\naliases = [\"Trump\"]\n[[entity]]\nname = \"United States\"\nkind = \"place\"\naliases = [\"US\"]\n";
        let gazetteer = Arc::new(crate::gazetteer::parse(list, "entities.toml").unwrap().gazetteer);
        let matcher = Matcher::new(gazetteer).unwrap();
        let results = |text: &str| {
            let article = parse(ArticleKey::from_path(Path::new("a")), Format::Plain, text.to_owned(), 0);
            let found = matcher.find(&article);
            let claims = Claims::of(&matcher, &article);
            let mention = found.mentions.first().unwrap();
            claims.uncertainty(mention, found.referents[mention.referent as usize].candidates())
        };
        assert_eq!(results("Will Trump Win Again in Ohio"), Some(Uncertainty::AnotherName));
        assert_eq!(results("Trump Foundation Sued Again in Ohio"), Some(Uncertainty::LongerName));
        assert_eq!(results("LET US GO THERE"), Some(Uncertainty::Acronym));
        assert_eq!(results("Then Trump left."), None);
    }

    #[test]
    fn ties_and_lower_priorities_are_reported() {
        let entity = |name: &str, extra: &str| {
            format!("[[entity]]\nname = \"{name}\"\nkind = \"place\"\naliases = [\"Springfield\"]\n{extra}\n")
        };
        let tied = outcomes(&(entity("Springfield A", "") + &entity("Springfield B", "")), "In Springfield.");
        assert_eq!(tied[0].1, [("Springfield".to_owned(), Outcome::Ties)]);
        let results = outcomes(
            &(entity("Springfield A", "priority = 1") + &entity("Springfield B", "")),
            "In Springfield.",
        );
        assert_eq!(results[0].1, [("Springfield".to_owned(), Outcome::LowerPriority)]);
    }
}
