//! The commands that belong to no view, and the order of all of them.

use crate::app::Effect;
use crate::app::actions::{
    article_filter, copy, display, go_to, reload_list, scroll, search, selection, walk,
};
use crate::app::input::command::{Count, Group, Motion, Needs, Takes};
use crate::app::workspace::Workspace;
use crate::overlays::add_entity::AddEntity;
use crate::overlays::kind_filter::KindFilter;
use crate::overlays::line_prompt::LinePrompt;
use crate::overlays::pending_key::PendingKey;
use crate::overlays::picker::Picker;
use crate::overlays::picker::rows::Choice;
use crate::overlays::search_prompt::SearchPrompt;
use crate::shell::command_row::{Row, Run, Shell, row};
use crate::ui::overlay::{Flow, Overlay};

/// All commands, in the order of the help.
pub const ROWS: &[Row] = &[
    row(
        Group::Move,
        "down",
        &["j", "Down"],
        Needs::DOCUMENT.and(Needs::ROWS),
        "one row down; a count repeats a movement",
        Run::Move(|count| Motion::Rows(by(count))),
    ),
    row(
        Group::Move,
        "up",
        &["k", "Up"],
        Needs::DOCUMENT.and(Needs::ROWS),
        "one row up",
        Run::Move(|count| Motion::Rows(-by(count))),
    ),
    row(
        Group::Move,
        "half-page-down",
        &["d", "Ctrl-d"],
        Needs::DOCUMENT.and(Needs::ROWS),
        "half a page down",
        Run::Move(|count| Motion::HalfPages(by(count))),
    ),
    row(
        Group::Move,
        "half-page-up",
        &["u", "Ctrl-u"],
        Needs::DOCUMENT.and(Needs::ROWS),
        "half a page up",
        Run::Move(|count| Motion::HalfPages(-by(count))),
    ),
    row(
        Group::Move,
        "page-down",
        &["Space", "Ctrl-f", "PgDn"],
        Needs::DOCUMENT.and(Needs::ROWS),
        "a page down",
        Run::Move(|count| Motion::Pages(by(count))),
    ),
    row(
        Group::Move,
        "page-up",
        &["b", "Ctrl-b", "PgUp"],
        Needs::DOCUMENT.and(Needs::ROWS),
        "a page up",
        Run::Move(|count| Motion::Pages(-by(count))),
    ),
    row(
        Group::Move,
        "first",
        &["g", "Home"],
        Needs::DOCUMENT.and(Needs::ROWS),
        "to the start",
        Run::Move(|_| Motion::Start),
    ),
    row(
        Group::Move,
        "last",
        &["G", "End"],
        Needs::DOCUMENT.and(Needs::ROWS),
        "to the end",
        Run::Move(|_| Motion::End),
    ),
    row(
        Group::Move,
        "search",
        &["/"],
        Needs::DOCUMENT,
        "search this article for a regular expression",
        Run::Flow(|ws, _| open(SearchPrompt::begin(ws))),
    )
    .takes(Takes::Line),
    Row::Of("search-all"),
    row(
        Group::Move,
        "next-hit",
        &["n"],
        Needs::DOCUMENT.and(Needs::ARTICLE_LIST),
        "next hit; without a search, next mention",
        Run::Model(search::next_hit),
    ),
    row(
        Group::Move,
        "previous-hit",
        &["N"],
        Needs::DOCUMENT.and(Needs::ARTICLE_LIST),
        "previous hit; without a search, previous mention",
        Run::Model(search::previous_hit),
    ),
    row(
        Group::Mentions,
        "next-mention",
        &["]", "."],
        Needs::DOCUMENT.and(Needs::ARTICLE_LIST),
        "next mention of the selected entity, or of any; continues in the next article",
        Run::Model(walk::next_mention),
    ),
    row(
        Group::Mentions,
        "previous-mention",
        &["[", ","],
        Needs::DOCUMENT.and(Needs::ARTICLE_LIST),
        "previous mention",
        Run::Model(walk::previous_mention),
    ),
    row(
        Group::Mentions,
        "next-naming-article",
        &["}"],
        Needs::DOCUMENT.and(Needs::ARTICLE_LIST),
        "next article that mentions the selected entity",
        Run::Model(walk::next_mentioning_article),
    ),
    row(
        Group::Mentions,
        "previous-naming-article",
        &["{"],
        Needs::DOCUMENT.and(Needs::ARTICLE_LIST),
        "previous article that mentions it",
        Run::Model(walk::previous_mentioning_article),
    ),
    Row::Of("next-passage"),
    Row::Of("previous-passage"),
    Row::Of("label-mentions"),
    Row::Of("label-entities"),
    row(
        Group::Articles,
        "next-article",
        &["J"],
        Needs::DOCUMENT.and(Needs::ARTICLE_LIST),
        "next article",
        Run::Model(walk::next_listed_article),
    ),
    row(
        Group::Articles,
        "previous-article",
        &["K"],
        Needs::DOCUMENT.and(Needs::ARTICLE_LIST),
        "previous article",
        Run::Model(walk::previous_listed_article),
    ),
    row(
        Group::Articles,
        "pick-article",
        &["p"],
        Needs::DOCUMENT.and(Needs::ARTICLE_LIST),
        "find an article by its title",
        Run::Flow(|ws, _| pick(ws, Choice::Articles)),
    )
    .takes(Takes::Line),
    Row::Of("right"),
    Row::Of("left"),
    row(
        Group::Articles,
        "back",
        &["Ctrl-o", "H"],
        Needs::DOCUMENT,
        "back to the previous position",
        Run::Model(go_to::back),
    ),
    row(Group::Articles, "forward", &["L"], Needs::DOCUMENT, "forward again", Run::Model(go_to::forward)),
    row(
        Group::Articles,
        "mark",
        &["m"],
        Needs::DOCUMENT,
        "mark this position with the next letter, as a bookmark; twice here deletes it",
        Run::Flow(|ws, _| wait_for(ws, PendingKey::SetMark)),
    )
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
    Row::Of("toggle-read"),
    row(
        Group::Articles,
        "alone",
        &["z"],
        Needs::DOCUMENT,
        "zoom this pane, or show all panes",
        Run::Model(|ws, _| scroll::toggle_zoom(ws)),
    ),
    row(
        Group::Articles,
        "narrow",
        &["&"],
        Needs::DOCUMENT,
        "filter the list to articles that mention the selected entity or contain the search; again for all",
        Run::Flow(|ws, _| narrow(ws)),
    ),
    row(
        Group::Articles,
        "sort-articles",
        &["s"],
        Needs::NOTHING,
        "sort the list by path, date, source or mentions",
        Run::Model(|ws, _| article_filter::sort(ws)),
    ),
    Row::Of("select"),
    row(
        Group::Select,
        "pick-entity",
        &["e"],
        Needs::NOTHING,
        "find an entity by any of its names",
        Run::Flow(|ws, _| pick(ws, Choice::Entities)),
    )
    .takes(Takes::Line),
    row(
        Group::Select,
        "undo",
        &["Esc"],
        Needs::NOTHING,
        "close what is open, end the search, clear the selection",
        Run::Shell(Shell::Undo),
    ),
    row(
        Group::Select,
        "card",
        &["i"],
        Needs::DOCUMENT.and(Needs::ROWS),
        "details: what matched here, why, and what the list says",
        Run::Shell(Shell::Card),
    ),
    row(
        Group::Select,
        "uncounted",
        &["x"],
        Needs::NOTHING,
        "show nested mentions; ] and [ then stop at them and at ambiguous ones",
        Run::Model(|ws, _| selection::toggle_nested(ws)),
    ),
    row(
        Group::Select,
        "kinds",
        &["t"],
        Needs::NOTHING,
        "show or hide kinds of entities",
        Run::Flow(|_, _| open(Some(KindFilter::default()))),
    )
    .takes(Takes::Line),
    row(
        Group::Select,
        "next-highlight",
        &["*"],
        Needs::NOTHING,
        "cycle highlighting: all / selected only / off",
        Run::Model(|ws, _| display::next_highlight(ws)),
    ),
    row(
        Group::Select,
        "copy",
        &["y"],
        Needs::DOCUMENT,
        "copy: m mention, s sentence, p paragraph, l link",
        Run::Flow(|ws, _| wait_for(ws, PendingKey::Copy)),
    )
    .takes(Takes::Letters),
    row(
        Group::Select,
        "note",
        &["+"],
        Needs::DOCUMENT,
        "save this passage to your notes, with a comment",
        Run::Flow(|ws, _| open(LinePrompt::note(ws))),
    )
    .takes(Takes::Line),
    row(
        Group::Select,
        "pipe",
        &["|"],
        Needs::DOCUMENT,
        "pipe the article to a shell command",
        Run::Flow(|ws, _| open(LinePrompt::pipe(ws))),
    )
    .takes(Takes::Line),
    row(
        Group::Select,
        "open-link",
        &["o"],
        Needs::DOCUMENT,
        "open the article's link in the browser",
        Run::Model(|ws, _| copy::open_link(ws)),
    ),
    Row::Of("compare"),
    Row::Of("concordance"),
    Row::ViewCommands,
    Row::Of("suggest"),
    row(
        Group::List,
        "add",
        &["a"],
        Needs::DOCUMENT,
        "add a name on the page to the list, as an entity or as an alias",
        Run::Flow(|ws, _| open(AddEntity::begin(ws))),
    )
    .takes(Takes::Letters),
    row(
        Group::List,
        "take-back",
        &["U"],
        Needs::NOTHING,
        "undo the last addition",
        Run::Model(|ws, _| reload_list::undo_addition(ws)),
    ),
    row(
        Group::List,
        "edit-list",
        &["v"],
        Needs::DOCUMENT,
        "open the list in your editor at the selected entity",
        Run::Model(|ws, _| reload_list::edit(ws)),
    ),
    row(
        Group::List,
        "reload",
        &["R"],
        Needs::NOTHING,
        "reload the list and the articles",
        Run::Model(|ws, _| reload_list::reload(ws)),
    ),
    row(
        Group::Reader,
        "mouse",
        &["M"],
        Needs::NOTHING,
        "mouse on or off (off lets the terminal select text)",
        Run::Model(|ws, _| toggle_mouse(ws)),
    ),
    row(
        Group::Reader,
        "next-theme",
        &[],
        Needs::NOTHING,
        "next colour theme",
        Run::Model(|ws, _| display::next_theme(ws)),
    ),
    row(
        Group::Reader,
        "messages",
        &[],
        Needs::NOTHING,
        "all messages: what could not be read, what was skipped",
        Run::Shell(Shell::Messages),
    ),
    row(
        Group::Reader,
        "justify-lines",
        &[],
        Needs::DOCUMENT,
        "justify lines, or not",
        Run::Model(|ws, _| display::toggle_justify(ws)),
    ),
    row(
        Group::Reader,
        "hyphenate-words",
        &[],
        Needs::DOCUMENT,
        "hyphenate long words, or not",
        Run::Model(|ws, _| display::toggle_hyphenate(ws)),
    ),
    row(
        Group::Reader,
        "palette",
        &[":"],
        Needs::NOTHING,
        "find a command by name",
        Run::Flow(|ws, _| pick(ws, Choice::Commands(ws.view))),
    )
    .takes(Takes::Line),
    row(
        Group::Reader,
        "stop",
        &["Ctrl-c"],
        Needs::NOTHING,
        "stop what is running: opening, searching, collecting names, reading",
        Run::Shell(Shell::Stop),
    )
    .interrupts(),
    row(
        Group::Reader,
        "repaint",
        &["Ctrl-l"],
        Needs::NOTHING,
        "redraw the screen",
        Run::Model(|ws, _| ws.effects.push(Effect::Repaint)),
    ),
    row(
        Group::Reader,
        "suspend",
        &["Ctrl-z"],
        Needs::NOTHING,
        "suspend to the shell; fg returns",
        Run::Model(|ws, _| ws.effects.push(Effect::Suspend)),
    ),
    row(
        Group::Reader,
        "help",
        &["?", "F1"],
        Needs::NOTHING,
        "all keys; / filters them",
        Run::Shell(Shell::Help),
    ),
    row(
        Group::Reader,
        "close",
        &["q"],
        Needs::NOTHING,
        "close what is open, else quit",
        Run::Shell(Shell::Close),
    ),
    row(
        Group::Reader,
        "quit",
        &["Q"],
        Needs::NOTHING,
        "quit",
        Run::Model(|ws, _| ws.effects.push(Effect::Quit)),
    )
    .interrupts(),
];

fn by(count: Count) -> isize {
    isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX)
}

fn open<T: Overlay>(overlay: Option<T>) -> Flow {
    overlay.map_or(Flow::Handled, |overlay| Flow::Open(Box::new(overlay)))
}

fn pick(ws: &Workspace, choice: Choice) -> Flow {
    open(Some(Picker::new(ws, choice)))
}

fn wait_for(ws: &Workspace, key: PendingKey) -> Flow {
    open(ws.open.is_some().then_some(key))
}

/// Filters the article list by the selected entity, else by the search over all articles, or lists all again.
fn narrow(ws: &mut Workspace) -> Flow {
    if ws.filter.is_some() {
        article_filter::clear(ws);
    } else if ws.selection.entity().is_some() {
        article_filter::to_selected(ws);
    } else if !ws.corpus_search.expression.is_empty() {
        article_filter::to_hits(ws);
    } else {
        let key = ws.keymap.key_of("narrow");
        ws.notify(format!("Type what the articles must contain; Enter, then {key} lists only those"));
        return Flow::Run("search-all", None);
    }
    Flow::Handled
}

fn toggle_mouse(ws: &mut Workspace) {
    ws.mouse = !ws.mouse;
    ws.notify(if ws.mouse {
        "Mouse on: clicks and the wheel go to the reader"
    } else {
        "Mouse off: the terminal selects text"
    });
    ws.effects.push(Effect::Mouse(ws.mouse));
}
