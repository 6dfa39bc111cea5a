//! The status line, which says where one is, and the row below it, which says what key comes next.

use std::ops::Range;

use ratatui::buffer::Buffer;

use crate::app::article_filter;
use crate::app::geometry::{Area, Layout};
use crate::app::input::View;
use crate::app::overlays::kind_filter;
use crate::app::selection;
use crate::app::state::State;
use crate::app::suggest;
use crate::corpus::ArticleId;
use crate::text::width::{clip, width};
use crate::ui::Theme;
use crate::ui::hints;
use crate::ui::write;

/// Draws both rows.
pub fn draw(state: &State, theme: Theme, buffer: &mut Buffer, parts: &Layout) {
    if parts.status.height > 0 {
        write::fill(buffer, parts.status, theme.status());
        draw_status(state, theme, buffer, parts.status);
    }
    if parts.hints.height > 0 {
        hints::draw(state, theme, buffer, parts.hints);
    }
}

fn draw_status(state: &State, theme: Theme, buffer: &mut Buffer, area: Area) {
    let inner = Area { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
    let narrow = area.width < NARROW;
    if state.view == View::Compare {
        write::line(buffer, inner, &compare_words(state, narrow), theme.status());
        return;
    }
    if state.view == View::Search {
        write::line(buffer, inner, &finding_words(state), theme.status());
        return;
    }
    if state.view == View::Suggest {
        let rows = suggest::rows(state).map_or(0, <[_]>::len);
        let name = if rows > 0 {
            format!("name {} of {rows}, in ", state.suggest.row.row() + 1)
        } else {
            String::new()
        };
        let words = format!("{name}{} articles   list: {}", state.index.len(), state.list_name);
        write::line(buffer, inner, &words, theme.status());
        return;
    }
    let who = state.selected_name().unwrap_or_else(|| kind_filter::words(state, "mentions"));
    let mentions = mention_words(state, narrow);
    let columns = usize::from(inner.width);
    let visible = state.visible_bytes();
    let (article, position) = (article_words(state, narrow), position_words(state, &visible));
    let line = |minutes: &str| {
        let where_at = [article.clone(), format!("{position}{minutes}")];
        let line = where_at.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ");
        if mentions.is_empty() {
            return line;
        }
        // The numbers say more than the end of a long name.
        let room = columns.saturating_sub(width(&line) + width(&mentions) + 4);
        format!("{line}  {}: {mentions}", clip(&who, room.max(LEAST_NAME)))
    };
    let list = if state.list_problem.is_some() {
        [format!("{} has errors; the one before is used", state.list_name), "the list has errors".to_owned()]
    } else {
        [format!("list: {}", state.list_name), String::new()]
    };
    let beside = |line: &str| {
        let rest = columns.saturating_sub(width(line) + 3);
        list.iter().find(|list| width(list) <= rest)
    };
    // What is left to read is said where it takes no room from the rest.
    let without = line("");
    let takes_nothing = |minutes: &String| {
        let with = line(minutes);
        let adds_only_itself = width(&with) == width(&without) + width(minutes);
        let fits = width(&with) <= columns && beside(&with) == beside(&without);
        (adds_only_itself && fits).then_some(with)
    };
    let with = minutes_words(state, &visible, narrow).iter().find_map(takes_nothing);
    let line = with.unwrap_or(without);
    write::line(buffer, inner, &line, theme.status());
    if let Some(list) = beside(&line) {
        write::right(buffer, inner, list, theme.status());
    }
}

/// "hit 3 of 41: article 2 of 5", or how far searching has come.
fn finding_words(state: &State) -> String {
    let finding = &state.corpus_search;
    let (searched, all) = (finding.searched.0, finding.searched.1.max(state.index.len()));
    if finding.is_under_way() {
        return format!("searched {searched} of {all} articles…");
    }
    let Some(found) = crate::app::corpus_search::at_cursor(state) else { return format!("{all} articles") };
    let of = finding.rows.len();
    let article = state.index.find(&found.key).map_or(0, |id| id.0 + 1);
    format!("hit {} of {of}: article {article} of {}", finding.row.row() + 1, state.index.len())
}

/// "Donald Trump in article 3: 17 of 35": the cell under the hand, and its row.
fn compare_words(state: &State, narrow: bool) -> String {
    let rows = crate::app::compare::rows(state).unwrap_or_default();
    let under = crate::app::compare::at_cursor(state);
    let Some(row) = rows.iter().find(|row| Some(row.referent) == under) else { return String::new() };
    let name = row.entity.name(state.index.gazetteer());
    let Some(article) = crate::app::compare::article_under_hand(state) else { return String::new() };
    let (count, number) = (row.count(article), article.0 + 1);
    let of = article_filter::listing(state).len();
    let (these, whole) = if of < state.index.len() { (" listed", "in those listed") } else { ("", "in all") };
    if narrow {
        return format!("{name}: {count} in {number}, {} {whole}", row.mentions);
    }
    let named = format!("{} mentions in {} of {of}{these} articles", row.mentions, row.articles);
    format!("{name}: {count} in article {number}, {named}")
}

/// On fewer columns the status line says the same in fewer letters.
const NARROW: u16 = 70;
/// The fewest columns that a name gets.
const LEAST_NAME: usize = 8;

/// "article 2 of 5", and how far reading has come.
fn article_words(state: &State, narrow: bool) -> String {
    let count = state.index.len();
    let more = state.loading.more();
    match state.open_id() {
        Some(id) if narrow => format!("{}/{count}{more}", id.0 + 1),
        Some(id) if state.loading.is_whole() => format!("article {} of {count}", id.0 + 1),
        Some(id) => format!("article {}, {count} of {} read", id.0 + 1, state.loading.found),
        None if state.pending_jump.is_some() => "opening".to_owned(),
        None if state.loading.done => "no article".to_owned(),
        None => "reading".to_owned(),
    }
}

/// How much of the article lies above the lower edge of the page.
fn position_words(state: &State, visible: &Range<usize>) -> String {
    let Some(open) = &state.open else { return String::new() };
    let first = open.pieces.first().map_or(0, |piece| piece.range.start);
    let last = open.pieces.last().map_or(0, |piece| piece.range.end);
    match (visible.start <= first, visible.end >= last) {
        (true, true) => "all".to_owned(),
        (true, false) => "top".to_owned(),
        (false, true) => "end".to_owned(),
        (false, false) => format!("{}%", (visible.end - first) * 100 / (last - first).max(1)),
    }
}

/// ", 6 min left", and the same in fewer letters: how long the article takes to read from the top of the page on. Nothing
/// where its end is on the page.
fn minutes_words(state: &State, visible: &Range<usize>, narrow: bool) -> Vec<String> {
    let Some(open) = &state.open else { return Vec::new() };
    let last = open.pieces.last().map_or(0, |piece| piece.range.end);
    let minutes = open.minutes_from(visible.start);
    if minutes == 0 || visible.end >= last {
        return Vec::new();
    }
    let forms = [format!(", {minutes} min left"), format!(", {minutes} min")];
    forms.into_iter().skip(usize::from(narrow)).collect()
}

/// "3 of 9 here, 14 of 41 in all".
fn mention_words(state: &State, narrow: bool) -> String {
    let Some(article) = state.open_id() else { return String::new() };
    let selected = state.selected_id();
    if state.selected.is_some() && selected.is_none() {
        return "not mentioned".to_owned();
    }
    // Counted aside: an article may have very many.
    let Some(here) = state.article_stats().map(|here| here.stops.as_slice()) else { return String::new() };
    // What is not on the page is under no hand.
    let landed = selection::landed(state).map(|(_, mention)| mention.start);
    let at = landed.and_then(|landed| here.binary_search(&landed).ok()).map(|at| at + 1);
    let of = if narrow { "/" } else { " of " };
    let numbered = |at: Option<usize>, total: String| match at {
        Some(at) => format!("{at}{of}{total}"),
        None => total,
    };
    let here_words = numbered(at, here.len().to_string());
    let Some(everywhere) = state.corpus_stats() else { return format!("{here_words} here") };
    let listing = article_filter::listing(state);
    let count = |id: ArticleId| everywhere.mentions.get(id.0 as usize).copied().unwrap_or(0);
    let sum = |places: usize| (0..places).filter_map(|place| listing.at(place)).map(count).sum::<u32>();
    let all = sum(listing.len());
    // An article that is not listed has no place among those that are.
    let before = listing.place(article).map(sum);
    let more = state.loading.more();
    let at_all = at.zip(before).map(|(at, before)| at + before as usize);
    let all_words = numbered(at_all, format!("{all}{more}"));
    if narrow {
        return format!("{here_words} here, {all_words}");
    }
    // Those of all names say nothing of the one selected.
    let doubt = if everywhere.ambiguous > 0 && state.selected.is_none() {
        format!(" ({} ambiguous)", everywhere.ambiguous)
    } else {
        String::new()
    };
    let in_all = if state.filter.is_some() { "in those listed" } else { "in all" };
    format!("{here_words} here, {all_words} {in_all}{doubt}")
}
