//! The one selected entity, the thread through all views.

use std::ops::Range;

use crate::analysis::walk::is_hidden;
use crate::app::action::Effect;
use crate::app::geometry::Pane;
use crate::app::state::State;
use crate::corpus::ReferentId;
use crate::mention::{EntityKey, Mention, Status};

/// Selects an entity; nothing where the number names none.
pub fn select(state: &mut State, number: ReferentId) -> Vec<Effect> {
    let Some(entity) = state.index.entity(number) else {
        state.notify("Ambiguous: several entities match this mention; none selected");
        return Vec::new();
    };
    let key = entity.key(state.index.gazetteer());
    select_key(state, key);
    Vec::new()
}

/// Selects an entity, named in an article or not.
pub fn select_key(state: &mut State, key: EntityKey) {
    state.selected = Some(key);
    state.partner = None;
    state.panel = crate::app::geometry::ListCursor::default();
}

/// Selects nothing.
pub fn clear(state: &mut State) {
    state.selected = None;
    state.panel = crate::app::geometry::ListCursor::default();
}

/// The mention that begins at a byte of the open article, the longest of those that do.
pub fn mention_at(state: &State, offset: usize) -> Option<(ReferentId, Mention)> {
    let article = state.open_id()?;
    let mut here = state.index.mentions_between(article, offset..offset + 1);
    here.next().map(|(number, mention)| (number, *mention))
}

/// The mention whose characters hold a byte of the open article, of those that are drawn the innermost.
pub fn mention_over(state: &State, offset: usize) -> Option<(ReferentId, Mention)> {
    let article = state.open_id()?;
    let shown = state.index.mentions_between(article, 0..offset + 1).rev();
    let mut shown =
        shown.filter(|(number, mention)| is_drawn(state, mention) && !is_of_hidden_kind(state, *number));
    shown
        .find(|(_, mention)| offset < mention.end() || !is_nested(mention))
        .filter(|(_, mention)| offset < mention.end())
        .map(|(number, mention)| (number, *mention))
}

/// Whether a mention is highlighted at once: all but nested ones and those in web residue.
pub fn is_shown(mention: &Mention) -> bool {
    mention.counts() || mention.counts_as_ambiguous()
}

/// Whether a mention lies inside a longer one of the body.
pub fn is_nested(mention: &Mention) -> bool {
    mention.status == Status::Nested && !mention.boilerplate
}

/// Whether a mention is drawn, given a label and met by a click: nested ones are where they are asked for.
pub fn is_drawn(state: &State, mention: &Mention) -> bool {
    is_shown(mention) || (state.show_nested && is_nested(mention))
}

/// Whether a number names hidden kinds only; the selected entity is never hidden.
pub fn is_of_hidden_kind(state: &State, number: ReferentId) -> bool {
    state.selected_id() != Some(number) && is_hidden(&state.index, number, &state.hidden_kinds())
}

/// The mention landed on, if it is on the page.
pub fn landed(state: &State) -> Option<(ReferentId, Mention)> {
    let offset = state.current_mention.filter(|offset| state.visible_bytes().contains(offset))?;
    mention_at(state, offset)
}

/// What is under the hand in the text, in bytes of the open article: the mention landed on, else the words pointed at, else the
/// hit; none of them unless it is on the page.
pub fn words_under_hand(state: &State) -> Option<Range<usize>> {
    let seen = state.visible_bytes();
    let on_page = |words: &Range<usize>| seen.contains(&words.start);
    let hit = || state.search.as_ref().and_then(|search| search.hits().get(search.at?)).cloned();
    let landed = landed(state).map(|(_, mention)| mention.range());
    landed.or_else(|| state.picked_words.clone().filter(on_page)).or_else(|| hit().filter(on_page))
}

/// Shows mentions that do not count, or shows them no more.
pub fn toggle_uncounted(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    state.show_nested = !state.show_nested;
    let (next, previous) = (state.keymap.key_of("next-mention"), state.keymap.key_of("previous-mention"));
    state.notify(if state.show_nested {
        format!("Showing nested mentions; {next} and {previous} stop at them and at ambiguous ones")
    } else {
        "Showing only mentions that count".to_owned()
    });
    Vec::new()
}

/// Selects what is under the hand in the pane that has it.
pub fn select_under_hand(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    match state.focus {
        Pane::Articles => crate::app::article_pane::open_under_hand(state),
        Pane::Entities => match crate::app::entity_panel::at_cursor(state) {
            Some(number) => select(state, number),
            None => Vec::new(),
        },
        Pane::Text => {
            if let Some((number, _)) = landed(state) {
                select(state, number)
            } else {
                let next = state.keymap.key_of("next-mention");
                state.notify(format!("No mention selected. Press {next} for the next one."));
                Vec::new()
            }
        }
    }
}
