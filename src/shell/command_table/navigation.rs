//! Commands that move: in the text, from mention to mention, from article to article.

use crate::app::actions::{article_filter, go_to, read_marks, scroll, search, walk};
use crate::app::input::command::{Group, Motion, Needs, Takes};
use crate::app::workspace::Workspace;
use crate::overlays::pending_key::PendingKey;
use crate::overlays::picker::rows::Choice;
use crate::overlays::search_prompt::SearchPrompt;
use crate::shell::command_row::{Row, Run, row};
use crate::shell::command_table::openers::{by, open, pick, wait_for};
use crate::ui::overlay::Flow;

/// Moving, mentions, articles and panes.
pub const ROWS: &[Row] = &[
    row(
        Group::Move,
        "down",
        &["j", "Down"],
        Needs::DOCUMENT.and(Needs::ROWS),
        "one row down; a count repeats a movement",
        Run::Move(|count| Motion::Rows(by(count))),
    )
    .counts()
    .synonyms(&["scroll"]),
    row(
        Group::Move,
        "up",
        &["k", "Up"],
        Needs::DOCUMENT.and(Needs::ROWS),
        "one row up",
        Run::Move(|count| Motion::Rows(-by(count))),
    )
    .counts()
    .synonyms(&["scroll"]),
    row(
        Group::Move,
        "scroll-down",
        &["Ctrl-e"],
        Needs::DOCUMENT.and(Needs::ROWS),
        "scroll the text down a row, whichever pane has the focus",
        Run::Move(|count| Motion::TextRows(by(count))),
    )
    .counts(),
    row(
        Group::Move,
        "scroll-up",
        &["Ctrl-y"],
        Needs::DOCUMENT.and(Needs::ROWS),
        "scroll the text up a row",
        Run::Move(|count| Motion::TextRows(-by(count))),
    )
    .counts(),
    row(
        Group::Move,
        "half-page-down",
        &["d", "Ctrl-d"],
        Needs::DOCUMENT.and(Needs::ROWS),
        "half a page down",
        Run::Move(|count| Motion::HalfPages(by(count))),
    )
    .counts(),
    row(
        Group::Move,
        "half-page-up",
        &["u", "Ctrl-u"],
        Needs::DOCUMENT.and(Needs::ROWS),
        "half a page up",
        Run::Move(|count| Motion::HalfPages(-by(count))),
    )
    .counts(),
    row(
        Group::Move,
        "page-down",
        &["Space", "Ctrl-f", "PgDn"],
        Needs::DOCUMENT.and(Needs::ROWS),
        "a page down",
        Run::Move(|count| Motion::Pages(by(count))),
    )
    .counts(),
    row(
        Group::Move,
        "page-up",
        &["b", "Ctrl-b", "PgUp"],
        Needs::DOCUMENT.and(Needs::ROWS),
        "a page up",
        Run::Move(|count| Motion::Pages(-by(count))),
    )
    .counts(),
    row(
        Group::Move,
        "first",
        &["g", "Home"],
        Needs::DOCUMENT.and(Needs::ROWS),
        "to the start; after a number, to that paragraph or row",
        Run::Move(|count| count.map_or(Motion::Start, Motion::Row)),
    )
    .counts()
    .synonyms(&["top", "beginning"]),
    row(
        Group::Move,
        "last",
        &["G", "End"],
        Needs::DOCUMENT.and(Needs::ROWS),
        "to the end; after a number, to that paragraph or row",
        Run::Move(|count| count.map_or(Motion::End, Motion::Row)),
    )
    .counts()
    .synonyms(&["bottom"]),
    row(
        Group::Move,
        "percent",
        &["%"],
        Needs::DOCUMENT.and(Needs::TEXT),
        "after a number, to that share of the article: 50% is its middle",
        Run::Model(scroll::to_percent),
    )
    .counts(),
    row(
        Group::Move,
        "place-line",
        &["z"],
        Needs::DOCUMENT.and(Needs::TEXT),
        "zz centres the current mention on the page, zt puts it at the top, zb at the bottom",
        Run::Flow(|ws, _| wait_for(ws, PendingKey::PlaceLine)),
    )
    .takes(Takes::Letters)
    .synonyms(&["center", "middle"]),
    row(
        Group::Move,
        "search",
        &["/"],
        Needs::DOCUMENT.and(Needs::PAGE),
        "search this article for a regular expression",
        Run::Flow(|ws, _| open(SearchPrompt::begin(ws))),
    )
    .synonyms(&["find", "grep", "regex"])
    .takes(Takes::Line),
    Row::OfView("search-all"),
    row(
        Group::Move,
        "next-hit",
        &["n"],
        Needs::DOCUMENT.and(Needs::ARTICLE_LIST),
        "next hit; without a search, next mention",
        Run::Model(search::next_hit),
    )
    .counts()
    .synonyms(&["match"]),
    row(
        Group::Move,
        "previous-hit",
        &["N"],
        Needs::DOCUMENT.and(Needs::ARTICLE_LIST),
        "previous hit; without a search, previous mention",
        Run::Model(search::previous_hit),
    )
    .counts()
    .synonyms(&["match"]),
    row(
        Group::Mentions,
        "next-mention",
        &["]", "."],
        Needs::DOCUMENT.and(Needs::ARTICLE_LIST),
        "next mention of the selected entity, or of any; continues in the next article",
        Run::Model(walk::next_mention),
    )
    .counts()
    .synonyms(&["name"]),
    row(
        Group::Mentions,
        "previous-mention",
        &["[", ","],
        Needs::DOCUMENT.and(Needs::ARTICLE_LIST),
        "previous mention",
        Run::Model(walk::previous_mention),
    )
    .counts()
    .synonyms(&["name"]),
    row(
        Group::Mentions,
        "next-entity-article",
        &["}"],
        Needs::DOCUMENT.and(Needs::ARTICLE_LIST).and(Needs::PAGE),
        "next article that mentions the selected entity",
        Run::Model(walk::next_mentioning_article),
    )
    .counts(),
    row(
        Group::Mentions,
        "previous-entity-article",
        &["{"],
        Needs::DOCUMENT.and(Needs::ARTICLE_LIST).and(Needs::PAGE),
        "previous article that mentions it",
        Run::Model(walk::previous_mentioning_article),
    )
    .counts(),
    Row::OfView("next-passage"),
    Row::OfView("previous-passage"),
    Row::OfView("label-mentions"),
    Row::OfView("label-entities"),
    row(
        Group::Articles,
        "next-article",
        &["J"],
        Needs::DOCUMENT.and(Needs::ARTICLE_LIST).and(Needs::PAGE),
        "next article",
        Run::Model(walk::next_listed_article),
    )
    .counts(),
    row(
        Group::Articles,
        "previous-article",
        &["K"],
        Needs::DOCUMENT.and(Needs::ARTICLE_LIST).and(Needs::PAGE),
        "previous article",
        Run::Model(walk::previous_listed_article),
    )
    .counts(),
    row(
        Group::Articles,
        "pick-article",
        &["p"],
        Needs::DOCUMENT.and(Needs::ARTICLE_LIST),
        "find an article by its title",
        Run::Flow(|ws, _| pick(ws, Choice::Articles)),
    )
    .synonyms(&["open", "file", "buffer"])
    .takes(Takes::Line),
    Row::OfView("right"),
    Row::OfView("left"),
    row(
        Group::Articles,
        "back",
        &["Ctrl-o", "H"],
        Needs::DOCUMENT,
        "back to the previous position",
        Run::Model(go_to::back),
    )
    .counts()
    .synonyms(&["undo", "return"]),
    row(Group::Articles, "forward", &["L"], Needs::DOCUMENT, "forward again", Run::Model(go_to::forward))
        .counts()
        .synonyms(&["redo"]),
    row(
        Group::Articles,
        "mark",
        &["m"],
        Needs::DOCUMENT.and(Needs::TEXT),
        "mark this position with the next letter, as a bookmark; again here deletes it",
        Run::Flow(|ws, _| wait_for(ws, PendingKey::SetMark)),
    )
    .synonyms(&["save", "delete", "remove"])
    .takes(Takes::Letters),
    row(
        Group::Articles,
        "go-to-mark",
        &["'"],
        Needs::DOCUMENT,
        "go to the mark of the next letter; ' for the position before the last jump",
        Run::Flow(|_, _| open(Some(PendingKey::GoToMark))),
    )
    .takes(Takes::Letters),
    row(
        Group::Articles,
        "toggle-read",
        &["r"],
        Needs::DOCUMENT.and(Needs::ROWS).and(Needs::ARTICLE),
        "mark the article as read or unread",
        Run::Subject(read_marks::toggle_at),
    )
    .synonyms(&["done", "unread"]),
    row(
        Group::Articles,
        "zoom-pane",
        &["_"],
        Needs::DOCUMENT.and(Needs::PAGE),
        "zoom this pane, or show all panes",
        Run::Model(|ws, _| scroll::toggle_zoom(ws)),
    )
    .synonyms(&["maximize", "maximise", "fullscreen", "one pane"]),
    row(
        Group::Articles,
        "filter-articles",
        &["&"],
        Needs::DOCUMENT,
        "filter the list to articles that mention the selected entity or contain the search; again for all",
        Run::Flow(|ws, _| filter_articles(ws)),
    )
    .synonyms(&["narrow", "hide", "restrict", "limit"]),
    row(
        Group::Articles,
        "filter-absent",
        &["!"],
        Needs::DOCUMENT,
        "filter the list to articles that do not mention the selected entity; again for all",
        Run::Model(|ws, _| filter_absent(ws)),
    )
    .synonyms(&["missing", "without", "silent"]),
    row(
        Group::Articles,
        "sort-articles",
        &["s"],
        Needs::NOTHING,
        "sort the list by path, date, source or mentions",
        Run::Model(|ws, _| article_filter::sort(ws)),
    )
    .synonyms(&["order"]),
];

/// Lists all articles again if the list is filtered. Otherwise filters it by the selected entity, else by the search
/// over all articles; if there is neither, opens that search.
fn filter_articles(ws: &mut Workspace) -> Flow {
    if ws.filter.is_some() {
        article_filter::clear(ws);
    } else if ws.selection.entity().is_some() {
        article_filter::to_selected(ws);
    } else if !ws.corpus_search.expression.is_empty() {
        article_filter::to_hits(ws);
    } else {
        let key = ws.keymap.key_of("filter-articles");
        ws.notify(format!("Type what the articles must contain; Enter, then {key} lists only those"));
        return Flow::Run("search-all", None);
    }
    Flow::Handled
}

/// Lists all articles again if the list is filtered. Otherwise filters it to those that do not mention the selected
/// entity.
fn filter_absent(ws: &mut Workspace) {
    if ws.filter.is_some() {
        article_filter::clear(ws);
    } else if let Some(entity) = ws.selection.entity().cloned() {
        article_filter::to_absent(ws, entity);
    } else {
        ws.notify("No entity selected");
    }
}
