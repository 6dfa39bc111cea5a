//! The status line of the Read view: which article, how far into it, and which mention.

use crate::app::actions::selection::{self, with_kinds};
use crate::app::document::Progress;
use crate::app::workspace::Workspace;
use crate::corpus::ArticleId;
use crate::text::width::{clip, width};
use crate::ui::view::Status;

/// Returns the status line for a given width.
pub fn status(ws: &Workspace, columns: usize) -> Status {
    let who = ws.selected_name().unwrap_or_else(|| with_kinds(ws, "mentions"));
    let progress = ws.progress();
    let position = position_words(progress.as_ref());
    let is_too_long = || {
        let name = width(&who).min(COMFORTABLE_NAME);
        let parts = [article_words(ws, false), position.clone(), mention_words(ws, false)];
        parts.iter().map(|part| width(part) + 2).sum::<usize>() + name > columns
    };
    let narrow = usize::from(ws.size.0) < NARROW || is_too_long();
    let mentions = mention_words(ws, narrow);
    let article = article_words(ws, narrow);
    let line = |minutes: &str| {
        let where_at = [article.clone(), format!("{position}{minutes}")];
        let line = where_at.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ");
        if mentions.is_empty() {
            return line;
        }
        // The numbers matter more than the end of a long name.
        let room = columns.saturating_sub(width(&line) + width(&mentions) + 4);
        format!("{line}  {}: {mentions}", clip(&who, room.max(MIN_NAME)))
    };
    let list = if ws.list_problem.is_some() {
        [
            format!("problem with {}; its previous version is used", ws.list_name),
            "problem with the list".to_owned(),
        ]
    } else {
        [format!("list: {}", ws.list_name), String::new()]
    };
    let beside = |line: &str| {
        let rest = columns.saturating_sub(width(line) + 3);
        list.iter().find(|list| width(list) <= rest)
    };
    // The reading time is left out if it takes room from the rest.
    let without = line("");
    let takes_nothing = |minutes: &String| {
        let with = line(minutes);
        let adds_only_itself = width(&with) == width(&without) + width(minutes);
        let fits = width(&with) <= columns && beside(&with) == beside(&without);
        (adds_only_itself && fits).then_some(with)
    };
    let with = minutes_words(progress.as_ref(), narrow).iter().find_map(takes_nothing);
    let line = with.unwrap_or(without);
    let right = beside(&line).cloned().unwrap_or_default();
    Status { text: line, right }
}

/// On a screen of fewer columns the status line is abbreviated.
const NARROW: usize = 70;
/// Columns of a name that the rest of the line must leave room for; otherwise the rest is abbreviated.
const COMFORTABLE_NAME: usize = 16;
/// Minimum columns of a name.
const MIN_NAME: usize = 8;

/// Returns "article 2 of 5" ("2/5" if narrow), or "article 2, 4 of 5 read" until all articles have been read. If no
/// article is open, returns why.
fn article_words(ws: &Workspace, narrow: bool) -> String {
    let count = ws.index().len();
    let plus = ws.loading.plus();
    match ws.open_id() {
        Some(id) if narrow => format!("{}/{count}{plus}", id.0 + 1),
        Some(id) if ws.loading.is_complete() => format!("article {} of {count}", id.0 + 1),
        Some(id) => format!("article {}, {count} of {} read", id.0 + 1, ws.loading.found),
        None if ws.pending_jump.is_some() => "opening".to_owned(),
        None if ws.loading.done => "no article".to_owned(),
        None => "reading".to_owned(),
    }
}

/// Returns how much of the body is above the end of the page: "37%", or "top", "end" or "all" if the page has the first
/// line of the article, the last of the body, or both. Empty if there is no text.
fn position_words(progress: Option<&Progress>) -> String {
    let Some(progress) = progress else { return String::new() };
    match (progress.is_at_start(), progress.is_at_end()) {
        (true, true) => "all".to_owned(),
        (true, false) => "top".to_owned(),
        (false, true) => "end".to_owned(),
        (false, false) => format!("{}%", progress.percent()),
    }
}

/// Returns how long the rest of the body takes to read, as ", 6 min left" (not if narrow) and as ", 6 min". Empty at
/// the end.
fn minutes_words(progress: Option<&Progress>, narrow: bool) -> Vec<String> {
    let minutes = progress.map_or(0, |progress| progress.minutes);
    if minutes == 0 {
        return Vec::new();
    }
    let forms = [format!(", {minutes} min left"), format!(", {minutes} min")];
    forms.into_iter().skip(usize::from(narrow)).collect()
}

/// Returns "3 of 9 here, 14 of 41 in all", or "3/9 here, 14/41" if narrow, or "not mentioned". Numbers that are still
/// being counted are left out.
fn mention_words(ws: &Workspace, narrow: bool) -> String {
    let Some(article) = ws.open_id() else { return String::new() };
    let selected = ws.selected_id();
    if ws.selection.entity().is_some() && selected.is_none() {
        return "not mentioned".to_owned();
    }
    let Some(here) = ws.article_stats().map(|here| here.stops.as_slice()) else { return String::new() };
    let current = selection::current_mention(ws).map(|(_, mention)| mention.start);
    let at = current.and_then(|current| here.binary_search(&current).ok()).map(|at| at + 1);
    let separator = if narrow { "/" } else { " of " };
    let numbered = |at: Option<usize>, total: String| match at {
        Some(at) => format!("{at}{separator}{total}"),
        None => total,
    };
    let here_words = numbered(at, here.len().to_string());
    let Some(everywhere) = ws.corpus_stats() else { return format!("{here_words} here") };
    let listing = ws.listing();
    let count = |id: ArticleId| everywhere.mentions.get(id.0 as usize).copied().unwrap_or(0);
    let sum = |places: usize| (0..places).filter_map(|place| listing.at(place)).map(count).sum::<u32>();
    let all = sum(listing.len());
    let before = listing.position(article).map(sum);
    let plus = ws.loading.plus();
    let at_all = at.zip(before).map(|(at, before)| at + before as usize);
    let all_words = numbered(at_all, format!("{all}{plus}"));
    if narrow {
        return format!("{here_words} here, {all_words}");
    }
    // The number of ambiguous mentions of all names says nothing about the selected entity.
    let doubt = if everywhere.ambiguous > 0 && ws.selection.entity().is_none() {
        format!(" ({} ambiguous)", everywhere.ambiguous)
    } else {
        String::new()
    };
    let in_all = if ws.filter.is_some() { "in listed articles" } else { "in all" };
    format!("{here_words} here, {all_words} {in_all}{doubt}")
}
