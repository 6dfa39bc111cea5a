//! Going from mention to mention, from article to article, and from one shared paragraph to the next.

use std::collections::HashMap;
use std::rc::Rc;

use crate::analysis::walk::{
    Direction, Location, MentionFilter, Step, next_article, next_location, next_shared_paragraph,
    shared_paragraphs,
};
use crate::app::actions::go_to::{jump, read};
use crate::app::actions::selection;
use crate::app::actions::wrapping::{edge, is_accepted, offer};
use crate::app::state::jump::JumpTarget;
use crate::app::workspace::Workspace;
use crate::corpus::{ArticleId, ReferentId};

/// Returns where a walk starts: at the current mention or hit if it is on the page, else at the top of the page.
fn origin(ws: &Workspace, direction: Direction) -> Option<usize> {
    let visible = ws.visible_bytes();
    let hit = ws.search.as_ref().and_then(|search| search.hits().get(search.at?)).map(|hit| hit.start);
    match ws.current_mention.or(hit) {
        Some(current) if visible.contains(&current) => Some(current),
        _ => match direction {
            Direction::Forward => visible.start.checked_sub(1),
            Direction::Backward => Some(visible.start),
        },
    }
}

/// Returns where a move starts: at the far end of an article that could not be opened, else at the current position.
fn start(ws: &Workspace, direction: Direction) -> Option<(ArticleId, Option<usize>)> {
    if let Some(id) = ws.unreadable.as_ref().and_then(|key| ws.index().find(key)) {
        return Some((id, (direction == Direction::Forward).then_some(usize::MAX)));
    }
    // An open article that is no longer in the index has no position in it: continue from the first.
    let first = ws.open.as_ref().and(ws.index().ids().next()).map(|id| (id, None));
    ws.open_id().map(|id| (id, origin(ws, direction))).or(first)
}

/// Goes to a mention of the selected entity, or of any entity if none is selected. `command` is the name of the command
/// whose key was pressed.
pub fn to_mention(ws: &mut Workspace, count: Option<u32>, direction: Direction, command: &'static str) {
    if let Some(from) = start(ws, direction) {
        walk_from(ws, count, direction, command, from);
    }
}

/// Walks as if this article were open at its start (backward: its end). That leads to its first (last) mention, or on
/// into the other listed articles. `command` is the name of the command whose key was pressed.
pub fn walk_article(
    ws: &mut Workspace,
    count: Option<u32>,
    direction: Direction,
    command: &'static str,
    article: ArticleId,
) {
    let edge = (direction == Direction::Backward).then_some(usize::MAX);
    walk_from(ws, count, direction, command, (article, edge));
}

fn walk_from(
    ws: &mut Workspace,
    count: Option<u32>,
    direction: Direction,
    command: &'static str,
    from: (ArticleId, Option<usize>),
) {
    let may_wrap = is_accepted(ws, command);
    let selected = ws.selected_id();
    if ws.selection.entity().is_some() && selected.is_none() {
        ws.notify(no_mention(ws));
        return;
    }
    let mention_filter = MentionFilter { show_nested: ws.selection.shows_nested(), ..ws.mention_filter() };
    let listing = ws.listing();
    let walked = repeated(count.unwrap_or(1), from, may_wrap, |article, offset| {
        next_location(ws.index(), &listing, article, offset, mention_filter.clone(), direction)
    });
    let Some(walked) = walked else {
        ws.notify(no_mention(ws));
        return;
    };
    if walked.is_only(from) {
        // The walk stays at its mention: a sentence clicked elsewhere is no longer selected.
        ws.picked_sentence = None;
        ws.notify(format!("Only one mention{}", so_far(ws)));
    } else if let Some(beyond) = walked.beyond {
        let mention = format!("{} mention (article {})", edge(direction), beyond.article.0 + 1);
        offer(ws, command, direction, &mention);
    }
    go(ws, walked.reached);
}

fn go(ws: &mut Workspace, reached: Option<Location>) {
    if let Some(Location { article, offset }) = reached {
        jump(ws, article, JumpTarget::Mention(offset));
        read(ws);
    }
}

/// How far a walk got.
#[derive(Default)]
struct Walked {
    /// Where it stopped. None if the first step is past the end.
    reached: Option<Location>,
    /// Where it would have continued past the end. None if it took all its steps.
    beyond: Option<Location>,
}

impl Walked {
    /// True if there is only one place to stop at, and the walk begins there.
    fn is_only(&self, (article, offset): (ArticleId, Option<usize>)) -> bool {
        let from = offset.map(|offset| Location { article, offset });
        self.reached.is_none() && self.beyond.is_some() && self.beyond == from
    }
}

/// Takes `count` steps, or as many as there are up to the end of the articles. If `may_wrap`, the first step may pass
/// it. None if there is nowhere to go.
fn repeated(
    count: u32,
    (mut article, mut offset): (ArticleId, Option<usize>),
    may_wrap: bool,
    mut step: impl FnMut(ArticleId, Option<usize>) -> Option<Step>,
) -> Option<Walked> {
    let mut walked = Walked::default();
    for taken in 0..count.max(1) {
        let next = step(article, offset)?;
        if next.wrapped && !(may_wrap && taken == 0) {
            walked.beyond = Some(next.location);
            break;
        }
        walked.reached = Some(next.location);
        (article, offset) = (next.location.article, Some(next.location.offset));
    }
    Some(walked)
}

fn no_mention(ws: &Workspace) -> String {
    match ws.selected_name() {
        Some(name) => format!("No article{} mentions {name}", so_far(ws)),
        None if ws.index().gazetteer().entries.is_empty() => {
            format!("No names are listed. Press {} for suggestions.", ws.keymap.key_of("suggest"))
        }
        None if !ws.selection.hidden().is_empty() => {
            format!("All kinds mentioned are hidden. Press {} to show them.", ws.keymap.key_of("kinds"))
        }
        None => format!("No article{} mentions anything in the list", so_far(ws)),
    }
}

/// Returns a qualifier for messages, empty once all articles have been read.
fn so_far(ws: &Workspace) -> &'static str {
    if ws.loading.is_complete() { "" } else { " read so far" }
}

/// Goes to the next mention of the selected entity, or of any entity if none is selected.
pub fn next_mention(ws: &mut Workspace, count: Option<u32>) {
    to_mention(ws, count, Direction::Forward, "next-mention");
}

/// Goes to the previous mention of the selected entity, or of any entity if none is selected.
pub fn previous_mention(ws: &mut Workspace, count: Option<u32>) {
    to_mention(ws, count, Direction::Backward, "previous-mention");
}

fn to_mentioning_article(ws: &mut Workspace, count: Option<u32>, direction: Direction) {
    let command = match direction {
        Direction::Forward => "next-entity-article",
        Direction::Backward => "previous-entity-article",
    };
    let may_wrap = is_accepted(ws, command);
    let Some((from, _)) = start(ws, direction) else { return };
    let selected = ws.selected_id();
    if ws.selection.entity().is_some() && selected.is_none() {
        ws.notify(no_mention(ws));
        return;
    }
    let (listing, mention_filter) = (ws.listing(), ws.mention_filter());
    let walked = repeated(count.unwrap_or(1), (from, None), may_wrap, |article, _| {
        next_article(ws.index(), &listing, article, mention_filter.clone(), direction)
    });
    let Some(walked) = walked else {
        let who = ws.selected_name().unwrap_or_else(|| "anything in the list".to_owned());
        ws.notify(format!("No other article{} mentions {who}", so_far(ws)));
        return;
    };
    if let Some(beyond) = walked.beyond {
        offer(ws, command, direction, &format!("article {}", beyond.article.0 + 1));
    }
    go(ws, walked.reached);
}

/// Goes to the next article that mentions the selected entity, or any entity if none is selected.
pub fn next_mentioning_article(ws: &mut Workspace, count: Option<u32>) {
    to_mentioning_article(ws, count, Direction::Forward);
}

/// Goes to the previous article that mentions the selected entity, or any entity if none is selected.
pub fn previous_mentioning_article(ws: &mut Workspace, count: Option<u32>) {
    to_mentioning_article(ws, count, Direction::Backward);
}

/// Returns the partner for shared paragraphs and sentences: the previous one, unless there is none or `prefers_offered` is set; then
/// `offered`, which is remembered.
pub fn partner(ws: &mut Workspace, offered: Option<ReferentId>, prefers_offered: bool) -> Option<ReferentId> {
    let before = ws.selection.partner().and_then(|key| ws.index().find_entity(key));
    if let Some(before) = before.filter(|_| !prefers_offered) {
        return Some(before);
    }
    ws.selection.set_partner(ws.key_of(offered?));
    offered
}

/// Goes to a paragraph that the selected entity shares with its partner.
pub fn to_shared_paragraph(
    ws: &mut Workspace,
    count: Option<u32>,
    direction: Direction,
    partner: Option<ReferentId>,
) {
    let command = match direction {
        Direction::Forward => "next-passage",
        Direction::Backward => "previous-passage",
    };
    let may_wrap = is_accepted(ws, command);
    let Some(selected) = ws.selected_id() else {
        selection::ask_to_select(ws);
        return;
    };
    let Some(partner) = partner else {
        ws.notify("No other entity shares a paragraph");
        return;
    };
    let Some(from) = start(ws, direction) else { return };
    let listing = ws.listing();
    let mut shared: HashMap<ArticleId, Rc<[usize]>> = HashMap::new();
    let mut shared_in = |article: ArticleId| {
        let stops = || shared_paragraphs(ws.index(), article, (selected, partner)).into();
        Rc::clone(shared.entry(article).or_insert_with(stops))
    };
    let walked = repeated(count.unwrap_or(1), from, may_wrap, |article, offset| {
        next_shared_paragraph(&listing, article, offset, direction, &mut shared_in)
    });
    let Some(walked) = walked else {
        ws.notify(format!("No paragraph{} contains both", so_far(ws)));
        return;
    };
    let words = walked.reached.map(|Location { article, offset }| {
        let here = shared_in(article);
        let name = |referent| ws.index().entity(referent).map(|entity| entity.name(ws.index().gazetteer()));
        let (name, partner_name) = (name(selected).unwrap_or_default(), name(partner).unwrap_or_default());
        let at = here.iter().position(|stop| *stop == offset).map_or(0, |at| at + 1);
        format!("{name} with {partner_name}: {at} of {} here", here.len())
    });
    go(ws, walked.reached);
    if walked.is_only(from) {
        ws.notify(format!("Only one paragraph{} contains both", so_far(ws)));
    } else if let Some(beyond) = walked.beyond {
        let paragraph = format!("{} shared paragraph (article {})", edge(direction), beyond.article.0 + 1);
        offer(ws, command, direction, &paragraph);
    } else if let Some(words) = words {
        ws.notify(words);
    }
}

fn step_article(ws: &mut Workspace, by: isize) {
    let Some((from, _)) = start(ws, Direction::Forward) else { return };
    let listing = ws.listing();
    let last = listing.len().saturating_sub(1);
    let target = match listing.position(from) {
        Some(place) => place.saturating_add_signed(by).min(last),
        // From an article that is not listed, continue at an end of the list.
        None => {
            if by > 0 {
                0
            } else {
                last
            }
        }
    };
    let Some(article) = listing.at(target).filter(|article| *article != from) else {
        let in_list = if listing.len() < ws.index().len() { " in this list" } else { "" };
        let end = if by > 0 { "last" } else { "first" };
        ws.notify(format!("This is the {end} article{in_list}{}", so_far(ws)));
        return;
    };
    jump(ws, article, JumpTarget::LastPosition);
}

/// Goes to the next listed article.
pub fn next_listed_article(ws: &mut Workspace, count: Option<u32>) {
    step_article(ws, isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX));
}

/// Goes to the previous listed article.
pub fn previous_listed_article(ws: &mut Workspace, count: Option<u32>) {
    step_article(ws, -isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX));
}
