//! Every command: its name, its keys, its words and what it does. The one place from which the keymap, the help, the man
//! page and the README's table of keys are made.

use crate::app::action::Effect;
use crate::app::input::View;
use crate::app::state::{Overlay, State};
use crate::app::{
    adding, article_card, asking, card, compare, finding, help, jump, kinds, labelling, listing, looks,
    marks, messages, moving, narrowing, picker, prompt, search, seen, selection, suggesting, taking,
};

/// What a command is for; the help has a heading for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Moving about.
    Move,
    /// From mention to mention.
    Mentions,
    /// From article to article, from pane to pane.
    Articles,
    /// Selecting, looking closer.
    Select,
    /// The Compare view.
    Compare,
    /// The Suggest view.
    Suggest,
    /// The Search view.
    Search,
    /// The list of names.
    List,
    /// The reader itself.
    Reader,
}

/// The groups with their headings, in the order of the help.
pub const GROUPS: &[(Group, &str)] = &[
    (Group::Move, "Move and search"),
    (Group::Mentions, "Mentions"),
    (Group::Articles, "Articles and panes"),
    (Group::Select, "Select and look closer"),
    (Group::Compare, "In Compare"),
    (Group::Suggest, "In Suggest"),
    (Group::Search, "In Search"),
    (Group::List, "The list of names"),
    (Group::Reader, "The reader"),
];

/// Where a command's keys work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// In every view.
    Everywhere,
    /// In one view; there it comes before a command of every view with the same key.
    In(View),
}

/// A command.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Its name, unique.
    pub name: &'static str,
    /// Its keys, as people write them.
    pub keys: &'static [&'static str],
    /// What it does, in one line.
    pub words: &'static str,
    /// What it is for.
    pub group: Group,
    /// Where its keys work.
    pub scope: Scope,
    /// Does it; the number is the count typed before it.
    pub run: fn(&mut State, Option<u32>) -> Vec<Effect>,
}

const fn command(
    group: Group,
    name: &'static str,
    keys: &'static [&'static str],
    words: &'static str,
    run: fn(&mut State, Option<u32>) -> Vec<Effect>,
) -> Command {
    let scope = match group {
        Group::Compare => Scope::In(View::Compare),
        Group::Suggest => Scope::In(View::Suggest),
        Group::Search => Scope::In(View::Search),
        _ => Scope::Everywhere,
    };
    Command { name, keys, words, group, scope, run }
}

/// The table.
pub const COMMANDS: &[Command] = &[
    command(
        Group::Move,
        "down",
        &["j", "Down"],
        "one row down (a count before any movement repeats it)",
        moving::down,
    ),
    command(Group::Move, "up", &["k", "Up"], "one row up", moving::up),
    command(Group::Move, "half-page-down", &["d", "Ctrl-d"], "half a page down", moving::half_page_down),
    command(Group::Move, "half-page-up", &["u", "Ctrl-u"], "half a page up", moving::half_page_up),
    command(Group::Move, "page-down", &["Space", "Ctrl-f", "PgDn"], "a page down", moving::page_down),
    command(Group::Move, "page-up", &["b", "Ctrl-b", "PgUp"], "a page up", moving::page_up),
    command(Group::Move, "first", &["g", "Home"], "to the beginning", moving::to_first),
    command(Group::Move, "last", &["G", "End"], "to the end", moving::to_last),
    command(Group::Move, "search", &["/"], "search the article for a regular expression", prompt::begin),
    command(
        Group::Move,
        "search-all",
        &["\\"],
        "Search: all articles for a regular expression, a row a hit",
        finding::begin,
    ),
    command(Group::Move, "next-hit", &["n"], "next hit; without a search, next mention", search::next_hit),
    command(
        Group::Move,
        "previous-hit",
        &["N"],
        "previous hit; without a search, previous mention",
        search::previous_hit,
    ),
    command(
        Group::Mentions,
        "next-mention",
        &["]", "."],
        "next mention of the selected entity, of any if none is selected, on into the next article",
        jump::next_mention,
    ),
    command(Group::Mentions, "previous-mention", &["[", ","], "previous mention", jump::previous_mention),
    command(
        Group::Mentions,
        "next-naming-article",
        &["}"],
        "next article that names the selected entity",
        jump::next_naming_article,
    ),
    command(
        Group::Mentions,
        "previous-naming-article",
        &["{"],
        "previous article that names it",
        jump::previous_naming_article,
    ),
    command(
        Group::Mentions,
        "next-passage",
        &[")"],
        "next paragraph that the selected entity shares with the one under the panel's cursor",
        jump::next_passage,
    ),
    command(
        Group::Mentions,
        "previous-passage",
        &["("],
        "previous paragraph that they share",
        jump::previous_passage,
    ),
    command(
        Group::Mentions,
        "label-mentions",
        &["f"],
        "letters on the mentions of the page; typing one goes there",
        labelling::mentions,
    ),
    command(
        Group::Mentions,
        "label-entities",
        &["F"],
        "letters on the entities of the panel; typing one selects it",
        labelling::entities,
    ),
    command(Group::Articles, "next-article", &["J"], "next article", jump::following_article),
    command(Group::Articles, "previous-article", &["K"], "previous article", jump::preceding_article),
    command(
        Group::Articles,
        "pick-article",
        &["p"],
        "pick an article by a few letters of its title",
        picker::articles_picker,
    ),
    command(Group::Articles, "right", &["Tab", "l", "Right"], "next pane", moving::right),
    command(Group::Articles, "left", &["BackTab", "h", "Left"], "previous pane", moving::left),
    command(Group::Articles, "back", &["Ctrl-o", "H"], "back to where you were", jump::back),
    command(Group::Articles, "forward", &["L"], "forward again", jump::forward),
    command(
        Group::Articles,
        "mark",
        &["m"],
        "mark this place with the letter typed next; twice at one place takes the mark away",
        marks::set,
    ),
    command(
        Group::Articles,
        "go-to-mark",
        &["'"],
        "to the mark of the letter typed next; ' to where you were before the last jump",
        marks::go,
    ),
    command(Group::Articles, "toggle-read", &["r"], "mark the article as read, or as not read", seen::toggle),
    command(Group::Articles, "alone", &["z"], "this pane alone on the screen, or all panes", moving::alone),
    command(
        Group::Articles,
        "narrow",
        &["&"],
        "list only articles that name the selected entity, or that the search found; or all again",
        narrowing::toggle,
    ),
    command(
        Group::Articles,
        "sort-articles",
        &["s"],
        "sort the list of articles by path, date, source, mentions",
        narrowing::sort,
    ),
    command(
        Group::Select,
        "select",
        &["Enter"],
        "select the mention landed on, or the row the cursor is on",
        selection::select_under_hand,
    ),
    command(
        Group::Select,
        "pick-entity",
        &["e"],
        "pick an entity of the list by a few letters of any of its names",
        picker::entities_picker,
    ),
    command(Group::Select, "undo", &["Esc"], "close what is open, end the search, select nothing", undo),
    command(
        Group::Select,
        "card",
        &["i"],
        "the card: why the mention landed on is one, what is known of the selected entity, of the row the cursor is on, or of the article",
        card,
    ),
    command(
        Group::Select,
        "uncounted",
        &["x"],
        "show mentions inside longer ones too; ] and [ then stop at them and at ambiguous ones",
        selection::toggle_uncounted,
    ),
    command(
        Group::Select,
        "kinds",
        &["t"],
        "show or hide kinds; jumps pass over what is hidden",
        kinds::open,
    ),
    command(
        Group::Select,
        "next-highlight",
        &["*"],
        "let all mentions stand out, those of the selected entity, none",
        looks::next_highlight,
    ),
    command(
        Group::Select,
        "copy",
        &["y"],
        "copy: then m the mention, s the sentence, p the paragraph, l the link",
        taking::begin,
    ),
    command(
        Group::Select,
        "note",
        &["+"],
        "put the passage at the cursor into the file of notes, with a remark",
        asking::note,
    ),
    command(Group::Select, "pipe", &["|"], "give the article's text to a command of the shell", asking::pipe),
    command(Group::Select, "open-link", &["o"], "open the article's link in the browser", taking::open_link),
    command(Group::Select, "compare", &["c"], "Compare: which article names whom", compare::toggle),
    command(Group::Compare, "next-column", &["l", "Right", "Tab"], "next article", moving::right),
    command(Group::Compare, "previous-column", &["h", "Left", "BackTab"], "previous article", moving::left),
    command(
        Group::Compare,
        "go-to-cell",
        &["Enter"],
        "to the first mention of this entity in this article",
        compare::enter,
    ),
    command(
        Group::Compare,
        "sort",
        &["s"],
        "sort by mentions, articles, this article, name, the list's order",
        compare::sort,
    ),
    command(Group::Reader, "mouse", &["M"], "mouse on or off (off lets the terminal select text)", mouse),
    command(
        Group::Suggest,
        "add-suggestion",
        &["a"],
        "add this name: as what is guessed, or as something else",
        suggesting::add,
    ),
    command(
        Group::Suggest,
        "refuse",
        &["x"],
        "never suggest this name again, or do again",
        suggesting::refuse,
    ),
    command(Group::Suggest, "go-to-example", &["Enter"], "to the sentence in its article", suggesting::enter),
    command(
        Group::Search,
        "go-to-hit",
        &["Enter"],
        "to the hit in its article; n and N then walk the hits of all articles",
        finding::enter,
    ),
    command(
        Group::List,
        "suggest",
        &["S"],
        "Suggest: names in the articles that are not listed, and other spellings of those that are",
        suggesting::toggle,
    ),
    command(
        Group::List,
        "add",
        &["a"],
        "add a name on the page to the list, or another name of somebody listed",
        adding::begin,
    ),
    command(Group::List, "take-back", &["U"], "take the last addition back", adding::take_back),
    command(
        Group::List,
        "edit-list",
        &["v"],
        "open the list in your editor at the selected entity",
        adding::edit_list,
    ),
    command(Group::List, "reload", &["R"], "read the list and the articles again", listing::reload),
    command(Group::Reader, "next-theme", &[], "the next set of colours", looks::next_theme),
    command(
        Group::Reader,
        "messages",
        &[],
        "all messages: what could not be read, what was passed over",
        messages::toggle,
    ),
    command(
        Group::Reader,
        "justify-lines",
        &[],
        "let lines end at one column, or not",
        looks::toggle_justify,
    ),
    command(
        Group::Reader,
        "hyphenate-words",
        &[],
        "divide long words at the end of a line, or not",
        looks::toggle_hyphenate,
    ),
    command(Group::Reader, "palette", &[":"], "pick a command by a few letters", picker::palette),
    command(
        Group::Reader,
        "stop",
        &["Ctrl-c"],
        "stop what is under way: opening an article, searching, looking for names, reading",
        stop,
    ),
    command(Group::Reader, "repaint", &["Ctrl-l"], "paint the screen anew", |_, _| vec![Effect::Repaint]),
    command(Group::Reader, "suspend", &["Ctrl-z"], "back to the shell; fg returns", |_, _| {
        vec![Effect::Suspend]
    }),
    command(Group::Reader, "help", &["?", "F1"], "all keys; / finds some of them", help::toggle),
    command(Group::Reader, "close", &["q"], "close what is open, else quit", close),
    command(Group::Reader, "quit", &["Q"], "quit", |_, _| vec![Effect::Quit]),
];

/// The table of keys as the README has it, in Markdown.
pub fn markdown_table() -> String {
    let mut lines = vec!["| keys | do |".to_owned(), "|---|---|".to_owned()];
    for (group, heading) in GROUPS {
        lines.push(format!("| **{heading}** | |"));
        for command in COMMANDS.iter().filter(|command| command.group == *group) {
            let keys: Vec<String> = command.keys.iter().map(|key| format!("`{key}`")).collect();
            let keys = if keys.is_empty() { format!("`:` {}", command.name) } else { keys.join(" ") };
            lines.push(format!("| {keys} | {} |", command.words));
        }
    }
    lines.join("\n") + "\n"
}

fn card(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    if matches!(state.overlay, Some(Overlay::Card(_))) {
        state.overlay = None;
        return Vec::new();
    }
    if card::under_hand(state).is_some() || article_card::subject(state).is_some() {
        state.overlay = Some(Overlay::Card(0));
    } else if state.selected.is_some() || selection::landed(state).is_some() {
        state.overlay = Some(Overlay::Card(0));
        jump::keep_in_sight(state);
    } else {
        state.say("nothing to show a card of");
    }
    Vec::new()
}

fn undo(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    if state.overlay.take().is_some() || state.picked.take().is_some() {
    } else if state.view != View::Read {
        state.view = View::Read;
        return finding::stop(state);
    } else if state.search.take().is_some() {
    } else if state.selected.is_some() {
        selection::clear(state);
    } else if state.narrow.is_some() {
        return narrowing::toggle(state, None);
    }
    Vec::new()
}

fn close(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    if state.overlay.take().is_some() {
        Vec::new()
    } else if state.view != View::Read {
        state.view = View::Read;
        finding::stop(state)
    } else {
        vec![Effect::Quit]
    }
}

/// Stops what is under way, the nearest first: the article that is being opened, hits in it, hits of all articles, names that are
/// looked for, reading.
fn stop(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    if let Some(effects) = jump::stop_opening(state) {
        return effects;
    }
    if state.is_searching() {
        state.search = None;
        state.say("stopped: there is no search");
        return Vec::new();
    }
    if state.finding.is_under_way() {
        state.say("stopped: the hits found so far stay");
        return finding::stop(state);
    }
    if let Some(effects) = suggesting::stop(state) {
        state.say("stopped: no names are looked for");
        return effects;
    }
    if state.reading.done {
        state.say(format!("{} quits", state.keymap.key_of("quit")));
        return Vec::new();
    }
    state.say("stopped: the articles read so far stay");
    vec![Effect::CancelReading]
}

fn mouse(state: &mut State, _count: Option<u32>) -> Vec<Effect> {
    state.mouse = !state.mouse;
    state.say(if state.mouse {
        "mouse on: clicks and wheel go to the reader"
    } else {
        "mouse off: the terminal selects text"
    });
    vec![Effect::Mouse(state.mouse)]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use crate::app::input::Key;

    use super::*;

    #[test]
    fn every_key_is_understood_and_no_two_commands_of_a_scope_share_one() {
        let mut seen = HashSet::new();
        for command in COMMANDS {
            assert!(!command.words.is_empty());
            for name in command.keys {
                let key = Key::parse(name).unwrap_or_else(|| panic!("{name}"));
                assert!(seen.insert((key, format!("{:?}", command.scope))), "{name} twice");
            }
        }
    }

    #[test]
    fn names_are_unique_and_every_group_has_a_command() {
        let names: HashSet<&str> = COMMANDS.iter().map(|command| command.name).collect();
        assert_eq!(names.len(), COMMANDS.len());
        for (group, heading) in GROUPS {
            assert!(COMMANDS.iter().any(|command| command.group == *group), "{heading}");
        }
    }
}
