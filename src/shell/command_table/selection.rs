//! Commands that select, copy and look closer.

use crate::app::actions::{copy, display, selection};
use crate::app::input::command::{Group, Needs, Takes};
use crate::overlays::kind_filter::KindFilter;
use crate::overlays::line_prompt::LinePrompt;
use crate::overlays::pending_key::PendingKey;
use crate::overlays::picker::rows::Choice;
use crate::shell::command_row::{Row, Run, Shell, row};
use crate::shell::command_table::openers::{open, pick};

/// Selecting and looking closer, and the views' own commands.
pub const ROWS: &[Row] = &[
    Row::OfView("select"),
    row(
        Group::Select,
        "pick-entity",
        &["e"],
        Needs::NOTHING,
        "find an entity by any of its names",
        Run::Flow(|ws, _| pick(ws, Choice::Entities)),
    )
    .synonyms(&["name", "who"])
    .takes(Takes::Line),
    row(
        Group::Select,
        "cancel",
        &["Esc"],
        Needs::NOTHING,
        "close what is open, end the search, clear the selection",
        Run::Shell(Shell::Cancel),
    )
    .synonyms(&["escape", "deselect"]),
    row(
        Group::Select,
        "card",
        &["i"],
        Needs::DOCUMENT.and(Needs::ROWS),
        "details: what matched here, why, and what the list says",
        Run::Shell(Shell::Card),
    )
    .synonyms(&["info", "about", "why"]),
    row(
        Group::Select,
        "show-nested",
        &["x"],
        Needs::PAGE,
        "show nested mentions; ] and [ then stop at them and at ambiguous ones",
        Run::Model(|ws, _| selection::toggle_nested(ws)),
    ),
    row(
        Group::Select,
        "kinds",
        &["t"],
        Needs::DOCUMENT,
        "show or hide kinds of entities",
        Run::Flow(|_, _| open(Some(KindFilter::default()))),
    )
    .synonyms(&["filter", "color", "colour", "hide"])
    .takes(Takes::Line),
    row(
        Group::Select,
        "next-highlight",
        &["*"],
        Needs::PAGE,
        "cycle highlighting: all / selected only / off",
        Run::Model(|ws, _| display::next_highlight(ws)),
    )
    .synonyms(&["color", "colour", "hlsearch"]),
    row(
        Group::Select,
        "copy",
        &["y"],
        Needs::DOCUMENT.and(Needs::TEXT),
        "copy: m mention, s sentence, p paragraph, l link",
        Run::Flow(|ws, _| open(PendingKey::copy(ws))),
    )
    .synonyms(&["yank", "quote", "clipboard", "export", "cite"])
    .takes(Takes::Letters),
    row(
        Group::Select,
        "note",
        &["+"],
        Needs::DOCUMENT.and(Needs::PAGE),
        "save this passage to your notes, with a comment",
        Run::Flow(|ws, _| open(LinePrompt::note(ws))),
    )
    .synonyms(&["quote", "annotate", "comment", "remark", "export", "bookmark"])
    .takes(Takes::Line),
    row(
        Group::Select,
        "pipe",
        &["|"],
        Needs::DOCUMENT.and(Needs::TEXT),
        "pipe the article to a shell command",
        Run::Flow(|ws, _| open(LinePrompt::pipe(ws))),
    )
    .synonyms(&["export", "print", "external"])
    .takes(Takes::Line),
    row(
        Group::Select,
        "open-link",
        &["o"],
        Needs::DOCUMENT.and(Needs::ARTICLE),
        "open the article's link in the browser",
        Run::Subject(copy::open_link),
    )
    .synonyms(&["url", "web", "www"]),
    Row::OfView("compare"),
    Row::OfView("matrix"),
    Row::OfView("overview"),
    Row::OfView("differences"),
    Row::OfView("quotes"),
    Row::OfView("passages"),
    Row::OfView("timeline"),
    Row::OfView("concordance"),
    Row::OfView("sentences-of-both"),
    Row::ViewCommands,
];
