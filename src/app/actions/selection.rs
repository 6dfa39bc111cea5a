//! The selected entity, which all views share, and the mentions on the page.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::analysis::walk::is_hidden;
use crate::app::document::sentences::{sentence_after, sentence_at};
use crate::app::document::word_spans;
use crate::app::input::READ;
use crate::app::state::changes::Changes;
use crate::app::state::undo::Change;
use crate::app::workspace::Workspace;
use crate::corpus::{Index, ReferentId};
use crate::gazetteer::KindSet;
use crate::mention::{EntityKey, Mention, Status};

/// Selects an entity. If the id is that of an ambiguous mention, leaves the selection as it is and tells the user.
pub fn select(ws: &mut Workspace, referent: ReferentId) {
    match ws.key_of(referent) {
        Some(key) => select_key(ws, key),
        None => ws.notify("This mention is ambiguous; the selection stays as it is"),
    }
}

/// Selects an entity, whether or not an article mentions it.
pub fn select_key(ws: &mut Workspace, key: EntityKey) {
    ws.selection.select(key);
    ws.changes |= Changes::SELECTION;
}

/// Clears the selection.
pub fn clear(ws: &mut Workspace) {
    ws.selection.clear();
    ws.changes |= Changes::SELECTION;
}

/// Selects the entity of the current mention.
pub fn select_current(ws: &mut Workspace) {
    if let Some((referent, _)) = current_mention(ws) {
        select(ws, referent);
    } else {
        let next = ws.keymap.key_of("next-mention");
        ws.notify(format!("No mention selected. Press {next} for the next one."));
    }
}

/// Tells the user how to select an entity, which a command needs.
pub fn ask_to_select(ws: &mut Workspace) {
    let (next, select) = (ws.keymap.key_of("next-mention"), ws.keymap.key_of("select"));
    ws.notify(format!("No entity selected. Press {next} to go to a mention and {select} to select it."));
}

/// Shows or hides a kind of entities, by its index in the list's kinds.
pub fn toggle_kind(ws: &mut Workspace, kind: usize) {
    let kind = ws.index().gazetteer().kinds.get(kind);
    let Some((id, label)) = kind.map(|kind| (kind.id.clone(), kind.label.clone())) else { return };
    let before = ws.selection.hidden().clone();
    let is_hidden = ws.selection.toggle_kind(&id);
    let words = format!("{label} {}", if is_hidden { "hidden" } else { "shown" });
    ws.undo.record(Change::Kinds { before, words });
    ws.changes |= Changes::KINDS;
}

/// Shows all kinds.
pub fn show_all_kinds(ws: &mut Workspace) {
    let before = ws.selection.hidden().clone();
    ws.selection.hide_only(BTreeSet::new());
    if !before.is_empty() {
        ws.undo.record(Change::Kinds { before, words: "all kinds shown".to_owned() });
    }
    ws.changes |= Changes::KINDS;
}

/// Returns a word, followed by how many kinds are shown if some are hidden.
pub fn with_kinds(ws: &Workspace, word: &str) -> String {
    let kinds = &ws.index().gazetteer().kinds;
    let shown = kinds.iter().filter(|kind| !ws.selection.hidden().contains(&kind.id)).count();
    if shown == kinds.len() { word.to_owned() } else { format!("{word} of {shown} kinds") }
}

/// Returns the longest mention that begins at a byte of the open article.
pub fn mention_at(ws: &Workspace, offset: usize) -> Option<(ReferentId, Mention)> {
    let article = ws.open_id()?;
    let mut here = ws.index().mentions_between(article, offset..offset + 1);
    here.next().map(|(referent, mention)| (referent, *mention))
}

/// Returns the innermost drawn mention that contains a byte of the open article.
pub fn mention_over(ws: &Workspace, offset: usize) -> Option<(ReferentId, Mention)> {
    let article = ws.open_id()?;
    let before = ws.index().mentions_between(article, 0..offset + 1).rev();
    let hidden = HiddenKinds::of(ws);
    let mut drawn = before.filter(|(referent, mention)| is_drawn(ws, mention) && !hidden.hide(*referent));
    drawn
        .find(|(_, mention)| offset < mention.end() || !is_nested(mention))
        .filter(|(_, mention)| offset < mention.end())
        .map(|(referent, mention)| (referent, *mention))
}

/// True if a mention is highlighted whether or not nested ones are shown. All mentions are, except nested ones and
/// those in boilerplate.
pub fn is_shown(mention: &Mention) -> bool {
    mention.counts() || mention.counts_as_ambiguous()
}

/// True if a mention is inside a longer one, in the body.
pub fn is_nested(mention: &Mention) -> bool {
    mention.status == Status::Nested && !mention.boilerplate
}

/// True if a mention is drawn, labelled and clickable: nested ones only if they are shown.
pub fn is_drawn(ws: &Workspace, mention: &Mention) -> bool {
    is_shown(mention) || (ws.selection.shows_nested() && is_nested(mention))
}

/// The hidden kinds, looked up once for many mentions.
#[derive(Debug)]
pub struct HiddenKinds<'a> {
    index: &'a Index,
    selected: Option<ReferentId>,
    kinds: KindSet,
}

impl<'a> HiddenKinds<'a> {
    /// Looks up the hidden kinds.
    pub fn of(ws: &'a Workspace) -> Self {
        Self { index: ws.index(), selected: ws.selected_id(), kinds: ws.hidden_kinds() }
    }

    /// True if all entities that an id stands for are of hidden kinds. The selected entity is never hidden.
    pub fn hide(&self, referent: ReferentId) -> bool {
        self.selected != Some(referent) && is_hidden(self.index, referent, &self.kinds)
    }
}

/// Returns the current mention if it is on the page.
pub fn current_mention(ws: &Workspace) -> Option<(ReferentId, Mention)> {
    let offset = ws.current_mention.filter(|offset| ws.visible_bytes().contains(offset))?;
    mention_at(ws, offset)
}

/// Returns the selected byte range of the open article: the current mention, else the selected words, else the current
/// hit. Each counts only if it begins on the page.
pub fn selected_range(ws: &Workspace) -> Option<Range<usize>> {
    let seen = ws.visible_bytes();
    let on_page = |words: &Range<usize>| seen.contains(&words.start);
    let hit = || ws.search.as_ref().and_then(|search| search.hits().get(search.at?)).cloned();
    let mention = current_mention(ws).map(|(_, mention)| mention.range());
    mention.or_else(|| ws.picked_words.clone().filter(on_page)).or_else(|| hit().filter(on_page))
}

/// Returns the passage that notes and copies start from, in bytes of the open article: the clicked sentence, else the
/// sentence of the selection, else, if the text is shown, the first sentence that begins on the page or the one that
/// fills it.
pub fn passage(ws: &Workspace) -> Option<Range<usize>> {
    let open = ws.open.as_ref()?;
    let selected = || selected_range(ws).and_then(|words| sentence_at(open, words.start));
    // Never offer a passage that is out of sight.
    let is_shown = ws.view == READ && ws.layout().text.is_some();
    picked_passage(ws).or_else(selected).or_else(|| first_on_page(ws).filter(|_| is_shown))
}

/// Returns the sentence that was clicked, if any of it is on the page.
pub fn picked_passage(ws: &Workspace) -> Option<Range<usize>> {
    let seen = ws.visible_bytes();
    let on_page = |passage: &Range<usize>| passage.start < seen.end && seen.start < passage.end;
    ws.picked_sentence.clone().filter(on_page)
}

/// Returns the first sentence that begins on the page, else the one that fills it.
fn first_on_page(ws: &Workspace) -> Option<Range<usize>> {
    let open = ws.open.as_ref()?;
    let seen = ws.visible_bytes();
    let first = sentence_at(open, seen.start)?;
    if first.start >= seen.start {
        return Some(first);
    }
    let next = sentence_after(open, first.end).filter(|next| next.start < seen.end);
    next.or(Some(first))
}

/// Selects the sentence at a byte of the open article, without the white space around it. False if there is none.
pub fn pick_sentence(ws: &mut Workspace, offset: usize) -> bool {
    let Some(open) = &ws.open else { return false };
    ws.picked_sentence = sentence_at(open, offset);
    ws.picked_words = None;
    ws.picked_sentence.is_some()
}

/// Selects the name at a byte of the open article, else the word. False if there is neither.
pub fn pick_word(ws: &mut Workspace, offset: usize) -> bool {
    ws.picked_sentence = None;
    let Some(open) = &ws.open else { return false };
    let Some((start, line)) = word_spans::line_at(open.article.text.as_str(), offset) else { return false };
    ws.picked_words =
        word_spans::name_at(line, offset - start).map(|range| start + range.start..start + range.end);
    ws.picked_words.is_some()
}

/// Shows or hides nested mentions.
pub fn toggle_nested(ws: &mut Workspace) {
    let shows_nested = !ws.selection.shows_nested();
    ws.selection.show_nested(shows_nested);
    let (next, previous) = (ws.keymap.key_of("next-mention"), ws.keymap.key_of("previous-mention"));
    ws.notify(if ws.selection.shows_nested() {
        format!("Showing nested mentions; {next} and {previous} stop at them and at ambiguous ones")
    } else {
        "Showing only mentions that count".to_owned()
    });
}
