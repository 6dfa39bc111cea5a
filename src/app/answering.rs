//! Answers to questions: pure, so that they can be given on any thread, or at once in a test.

use std::collections::BTreeMap;

use crate::analysis::cooccurrence::neighbourhood;
use crate::analysis::counts::{entity_count, in_list_order};
use crate::analysis::coverage::coverage;
use crate::analysis::listing::listing;
use crate::analysis::walk::{Followed, stops_in};
use crate::app::action::{Answer, EntityHere, Everywhere, Here, Question, Why};
use crate::app::narrowing::Wanted;
use crate::app::picker::{PickQuestion, pick};
use crate::article::Article;
use crate::corpus::{ArticleId, Index, ReferentId};
use crate::gazetteer::KindSet;
use crate::mention::explain::Claims;
use crate::mention::{EntityRef, Matcher, Mention};

/// Answers a question on an index.
pub fn answer(question: Question, index: &Index) -> Answer {
    match question {
        Question::Here { article, selected, hidden } => {
            Answer::Here(index.generation, here(index, article, selected, hidden))
        }
        Question::Everywhere { selected, hidden } => {
            Answer::Everywhere(index.generation, everywhere(index, selected, hidden))
        }
        Question::Coverage(listing) => {
            let rows = coverage(index, &listing).into();
            Answer::Coverage(index.generation, listing, rows)
        }
        Question::Count(entity) => Answer::Count(index.generation, entity, entity_count(index, entity)),
    }
}

/// Lists the articles of an index.
pub fn list(index: &Index, wanted: Wanted) -> Answer {
    let listing = listing(index, wanted.sort, wanted.narrowed.as_ref(), wanted.followed);
    Answer::Listing(index.generation, wanted, listing)
}

/// Ranks what a picker offers.
pub fn picked(question: &PickQuestion) -> Answer {
    let (rows, count) = pick(question);
    Answer::Picked { run: question.run, rows, count }
}

/// Finds all claims on a mention's characters.
pub fn why(matcher: &Matcher, article: &Article, mention: Mention, entities: &[EntityRef]) -> Why {
    let gazetteer = matcher.gazetteer();
    let priority = |entry| gazetteer.entry(entry).map_or(0, |entry| entry.priority);
    let claims = Claims::of(matcher, article);
    let rivals = claims.rivals(&mention, entities, priority);
    let uncertainty = claims.uncertainty(&mention, entities);
    Why { article: article.key.clone(), mention, rivals, uncertainty }
}

fn here(index: &Index, article: ArticleId, selected: Option<ReferentId>, hidden: KindSet) -> Here {
    let mut counts: BTreeMap<ReferentId, u32> = BTreeMap::new();
    for (number, _) in index.mentions(article).filter(|(_, mention)| mention.counts()) {
        *counts.entry(number).or_default() += 1;
    }
    let mut entities: Vec<EntityHere> = counts
        .into_iter()
        .filter_map(|(referent, mentions)| {
            Some(EntityHere { referent, entity: index.entity(referent)?.clone(), mentions })
        })
        .collect();
    let kind = |one: &EntityHere| index.gazetteer().entry(one.entity.entry).map(|entry| entry.kind);
    entities.sort_by(|left, right| {
        kind(left)
            .cmp(&kind(right))
            .then(right.mentions.cmp(&left.mentions))
            .then_with(|| in_list_order(&left.entity, &right.entity))
    });
    let followed = Followed { selected, hidden, uncounted: false };
    let stops = stops_in(index, article, followed).into_iter().map(|stop| stop as u32).collect();
    let neighbourhood = selected.map(|selected| neighbourhood(index, [article], selected));
    Here {
        article,
        selected,
        entities,
        hidden,
        stops,
        neighbourhood,
        ambiguous: ambiguous_in(index, article),
    }
}

fn ambiguous_in(index: &Index, article: ArticleId) -> u32 {
    index.mentions(article).filter(|(_, mention)| mention.counts_as_ambiguous()).count() as u32
}

fn everywhere(index: &Index, selected: Option<ReferentId>, hidden: KindSet) -> Everywhere {
    let followed = Followed { selected, hidden, ..Followed::default() };
    let mentions = index
        .ids()
        .map(|article| {
            let stops = index
                .mentions(article)
                .filter(|(number, mention)| followed.stops_at(index, *number, mention));
            stops.count() as u32
        })
        .collect();
    let ambiguous = index.ids().map(|article| ambiguous_in(index, article)).sum();
    let neighbourhood = selected.map(|selected| neighbourhood(index, index.ids(), selected));
    Everywhere { selected, hidden, mentions, neighbourhood, ambiguous }
}
