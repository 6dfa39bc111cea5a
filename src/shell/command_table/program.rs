//! Commands of the list of names and of the reader itself.

use crate::app::Effect;
use crate::app::actions::{display, reload_list, undo};
use crate::app::input::command::{Group, Needs, Takes};
use crate::app::workspace::Workspace;
use crate::overlays::add_entity::AddEntity;
use crate::overlays::pending_key::PendingKey;
use crate::overlays::picker::rows::Choice;
use crate::shell::command_row::{Row, Run, Shell, row};
use crate::shell::command_table::openers::{open, pick};

/// The list of names, and the reader.
pub const ROWS: &[Row] = &[
    Row::OfView("suggest"),
    row(
        Group::List,
        "add",
        &["a"],
        Needs::DOCUMENT.and(Needs::TEXT),
        "add a name on the page to the list, as an entity or as an alias",
        Run::Flow(|ws, _| open(AddEntity::begin(ws))),
    )
    .synonyms(&["insert", "new", "name"])
    .takes(Takes::Letters),
    row(
        Group::List,
        "undo",
        &["U"],
        Needs::NOTHING,
        "undo the last change: addition, alias, ignored name, dismissed row, mark, kind, note, read or unread",
        Run::Model(|ws, _| undo::undo(ws)),
    )
    .synonyms(&["remove", "delete", "revert"]),
    row(
        Group::List,
        "edit-list",
        &["v"],
        Needs::DOCUMENT.and(Needs::ROWS),
        "open the list in your editor at this entity",
        Run::Subject(reload_list::edit),
    )
    .synonyms(&["entities.toml", "vim", "change"]),
    row(
        Group::List,
        "reload",
        &["R"],
        Needs::NOTHING,
        "reload the list and the articles",
        Run::Model(|ws, _| reload_list::reload(ws)),
    )
    .synonyms(&["refresh", "reread"]),
    row(
        Group::Reader,
        "mouse",
        &["M"],
        Needs::NOTHING,
        "mouse on or off (off lets the terminal select text)",
        Run::Model(|ws, _| toggle_mouse(ws)),
    )
    .synonyms(&["click", "select text"]),
    row(
        Group::Reader,
        "next-theme",
        &[],
        Needs::NOTHING,
        "next colour theme",
        Run::Model(|ws, _| display::next_theme(ws)),
    )
    .synonyms(&["color", "dark", "light", "font", "background", "colorscheme"]),
    row(
        Group::Reader,
        "messages",
        &[],
        Needs::NOTHING,
        "all messages: what could not be read, what was skipped",
        Run::Shell(Shell::Messages),
    )
    .synonyms(&["errors", "warnings", "log"]),
    row(
        Group::Reader,
        "justify-lines",
        &[],
        Needs::DOCUMENT.and(Needs::PAGE),
        "turn justification on or off",
        Run::Model(|ws, _| display::toggle_justify(ws)),
    )
    .synonyms(&["wrap", "block", "ragged"]),
    row(
        Group::Reader,
        "hyphenate-words",
        &[],
        Needs::DOCUMENT.and(Needs::PAGE),
        "turn hyphenation on or off",
        Run::Model(|ws, _| display::toggle_hyphenate(ws)),
    )
    .synonyms(&["wrap", "hyphens", "break"]),
    row(
        Group::Reader,
        "palette",
        &[":"],
        Needs::NOTHING,
        "find a command by name",
        Run::Flow(|ws, _| pick(ws, Choice::Commands(ws.view))),
    )
    .synonyms(&["run", "command line", "ex"])
    .takes(Takes::Line),
    row(
        Group::Reader,
        "stop",
        &["Ctrl-c"],
        Needs::NOTHING,
        "stop what is running: opening, searching, collecting names, reading",
        Run::Shell(Shell::Stop),
    )
    .synonyms(&["cancel", "abort", "interrupt"])
    .interrupts(),
    row(
        Group::Reader,
        "repaint",
        &["Ctrl-l"],
        Needs::NOTHING,
        "redraw the screen",
        Run::Model(|ws, _| ws.effects.push(Effect::Repaint)),
    )
    .synonyms(&["clear", "refresh", "redraw"]),
    row(
        Group::Reader,
        "suspend",
        &["Ctrl-z"],
        Needs::NOTHING,
        "suspend to the shell; fg returns",
        Run::Model(|ws, _| ws.effects.push(Effect::Suspend)),
    )
    .synonyms(&["background", "shell"]),
    row(
        Group::Reader,
        "help",
        &["?", "F1"],
        Needs::NOTHING,
        "all keys; / filters them",
        Run::Shell(Shell::Help),
    )
    .synonyms(&["shortcuts", "manual", "bindings"]),
    row(
        Group::Reader,
        "close",
        &["q"],
        Needs::NOTHING,
        "close what is open, else quit",
        Run::Shell(Shell::Close),
    )
    .synonyms(&["quit", "exit", "leave"]),
    row(
        Group::Reader,
        "quit",
        &["Q"],
        Needs::NOTHING,
        "quit",
        Run::Model(|ws, _| ws.effects.push(Effect::Quit)),
    )
    .synonyms(&["exit", "leave", "bye"])
    .interrupts(),
    row(
        Group::Reader,
        "confirm-quit",
        &["Z"],
        Needs::NOTHING,
        "ZZ quits, as in vim",
        Run::Flow(|_, _| open(Some(PendingKey::Quit))),
    )
    .takes(Takes::Letters)
    .synonyms(&["exit", "leave"]),
];

fn toggle_mouse(ws: &mut Workspace) {
    ws.mouse = !ws.mouse;
    ws.notify(if ws.mouse {
        "Mouse on: clicks and the wheel go to whoswho"
    } else {
        "Mouse off: the terminal selects text"
    });
    ws.effects.push(Effect::Mouse(ws.mouse));
}
