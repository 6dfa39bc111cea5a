//! Live updates: articles that are added, changed or removed on disk. The index follows, and the page stays in place.

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::actions::{corpus_search, go_to, reopen};
use crate::app::document::{Document, Position, ViewportTop};
use crate::app::jobs::{Reply, Rescanned};
use crate::app::queries::{Rescan, RescanQuery, Snapshot};
use crate::app::state::file_changes::IndexPatch;
use crate::app::workspace::Workspace;

/// Notes that files at these paths may have changed, and rescans them.
pub fn touched(ws: &mut Workspace, paths: Vec<PathBuf>) {
    ws.file_changes.touched.extend(paths);
    rescan(ws);
}

/// Rescans the paths that were touched, unless articles are still being read or another rescan is under way. When
/// either ends, this is called again.
pub fn rescan(ws: &mut Workspace) {
    if !ws.loading.done || ws.file_changes.is_scanning || ws.file_changes.touched.is_empty() {
        return;
    }
    ws.file_changes.is_scanning = true;
    let mut touched = std::mem::take(&mut ws.file_changes.touched);
    touched.sort_unstable();
    touched.dedup();
    ws.file_changes.rescan.start(RescanQuery { snapshot: Snapshot::of(ws.index()), touched });
}

/// Applies the changes held back while the page had to stay as it was.
pub fn catch_up(ws: &mut Workspace) {
    if ws.overlaid.holds_page {
        return;
    }
    if let Some(changes) = ws.file_changes.held.take() {
        apply(ws, *changes);
    }
    if std::mem::take(&mut ws.file_changes.is_stale) {
        reopen::reopen_if_changed(ws);
    }
}

/// Returns the reading position in a new version of the open article. A position that one version lacks is restored
/// once a later version has it again, unless the user has left the start of the article in the meantime.
pub fn place_in(ws: &mut Workspace, opened: &Document) -> (ViewportTop, Option<usize>) {
    let here = ws.open.as_ref().map(|open| Position::of(open, ws.viewport, ws.current_mention));
    let is_at_start = ws.viewport == ViewportTop::default() && ws.current_mention.is_none();
    let lost = ws.file_changes.lost.take();
    if let Some(found) = lost.as_ref().filter(|_| is_at_start).and_then(|lost| lost.found_in(opened)) {
        return found;
    }
    let kept = reopen::position_after_reload(ws, opened);
    ws.file_changes.lost = if kept.is_some() { lost.filter(|_| is_at_start) } else { here };
    kept.unwrap_or_default()
}

/// Prefix of the messages about changed articles. Such a message replaces an earlier one of its kind, but no other
/// message.
const NEWS: &str = "articles: ";

fn is_news(text: &str) -> bool {
    text.starts_with(NEWS)
}

/// Takes the result of a rescan. If it panicked, its paths are not rescanned, but those touched since are.
pub fn take(ws: &mut Workspace, reply: &mut Reply) {
    let Some(part) = ws.file_changes.rescan.take(reply) else { return };
    if let Some(changes) = part.answer {
        apply(ws, changes);
    } else {
        ws.file_changes.is_scanning = false;
        rescan(ws);
    }
}

fn apply(ws: &mut Workspace, changes: Rescan) {
    if ws.overlaid.holds_page {
        ws.file_changes.held = Some(Box::new(changes));
        return;
    }
    ws.file_changes.is_scanning = false;
    if !Arc::ptr_eq(&changes.list, ws.index().gazetteer()) {
        // These articles were matched with a list that has been replaced since.
        ws.file_changes.touched.extend(changes.touched);
        return rescan(ws);
    }
    // An article that merely moved within its file has not changed.
    let (mut added, mut rewritten) = (0, 0);
    let Rescanned { found, gone } = changes.articles;
    for row in found.iter().flat_map(|segment| segment.rows()) {
        match ws.index().fingerprint(&row.key) {
            None => added += 1,
            Some(fingerprint) => rewritten += usize::from(fingerprint != row.fingerprint),
        }
    }
    let counts = [(added, "new"), (rewritten, "changed"), (gone.len(), "gone")];
    let open = ws.open.as_ref().map(|open| open.article.key.clone());
    let (staying, gone): (Vec<_>, Vec<_>) = gone.into_iter().partition(|key| Some(key) == open.as_ref());
    // Each rescan lists everything that is gone: whatever it does not list is back.
    let was_leaving = std::mem::replace(&mut ws.file_changes.leaving, staying.into_iter().next());
    let is_back = was_leaving.is_some() && was_leaving == open && ws.file_changes.leaving.is_none();
    let patches = found.into_iter().map(IndexPatch::Found);
    for patch in patches.chain((!gone.is_empty()).then_some(IndexPatch::Gone(gone))) {
        ws.apply_patch(patch);
    }
    // A reload in the meantime may have dropped the article already. Then no rescan lists it as gone.
    let is_known = open.as_ref().is_some_and(|key| ws.index().fingerprint(key).is_some());
    if is_back && !is_known {
        ws.file_changes.leaving = was_leaving;
    }
    let words: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    if ws.file_changes.leaving.is_some() && ws.file_changes.leaving == open {
        ws.warn("The file of this article is gone; the article stays open until you leave it");
    } else if is_back && is_known {
        ws.notify("The article's file is back");
    } else if !words.is_empty() && ws.notices.message().is_none_or(|message| is_news(&message.text)) {
        ws.notify(format!("{NEWS}{}", words.join(", ")));
    }
    reopen::reopen_if_changed(ws);
    go_to::open_first(ws);
    corpus_search::renew(ws);
    rescan(ws);
}

/// Removes the article that was just left, if its file is gone. Called after another article was opened.
pub fn left(ws: &mut Workspace) {
    ws.file_changes.lost = None;
    let open = ws.open.as_ref().map(|open| &open.article.key);
    if let Some(key) = ws.file_changes.leaving.take_if(|key| Some(&*key) != open) {
        ws.apply_patch(IndexPatch::Gone(vec![key]));
    }
}
