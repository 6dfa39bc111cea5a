//! What lies over a view and takes keys before it: prompts, pickers, boxes, letters that are waited for.
//!
//! Overlays lie on a stack ([`Overlays`]); the top one is asked first, by one set of questions: what a key, a paste, a press or
//! the wheel does to it, what its keys do, whether it is about the page as it is. A modal one takes every key. The card, the help
//! and the messages do not: a movement scrolls them, and other commands run in the view below.
//!
//! An overlay changes the state; nothing below asks which overlay is open, but for the card, which the page keeps clear of.
//!
//! The limit: while an overlay acts it is off the stack, so a command that it runs sees those below it only.

pub mod add_entity;
pub mod article_card;
pub mod card;
pub mod help;
pub mod jump_labels;
pub mod kind_filter;
pub mod line_prompt;
pub mod messages;
pub mod pending_key;
pub mod picker;
pub mod search_prompt;

use crate::app::action::Effect;
use crate::app::input::Key;
use crate::app::input::command::{CommandSpec, Group};
use crate::app::state::State;

use add_entity::AddEntity;
use help::Help;
use jump_labels::JumpLabels;
use kind_filter::KindFilter;
use line_prompt::LinePrompt;
use pending_key::PendingKey;
use picker::Picker;
use search_prompt::SearchPrompt;

/// What lies over the view.
#[derive(Debug)]
pub enum Overlay {
    /// All keys, or some that are looked for.
    Help(Help),
    /// The card of an entity, a mention or an article.
    Card(Scroll),
    /// All messages.
    Messages(Scroll),
    /// A search of the open article being typed.
    SearchPrompt(SearchPrompt),
    /// A line that a command asks for.
    LinePrompt(LinePrompt),
    /// A picker.
    Picker(Box<Picker>),
    /// A name on its way into the list.
    AddEntity(AddEntity),
    /// The menu of kinds.
    KindFilter(KindFilter),
    /// A letter that is waited for.
    PendingKey(PendingKey),
    /// Labels that wait for their letters.
    JumpLabels(JumpLabels),
}

/// The first row shown of a box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scroll {
    /// The row, from 0.
    pub top: usize,
}

impl Scroll {
    /// Moves by some rows, so that of `rows` rows the last is not scrolled above the bottom of a box that shows `shown`.
    pub fn by(&mut self, by: isize, rows: usize, shown: usize) {
        self.top = self.top.saturating_add_signed(by).min(rows.saturating_sub(shown));
    }
}

/// What an overlay did with an input.
#[must_use]
pub enum Flow {
    /// It took it, and stays.
    Stay(Vec<Effect>),
    /// It took it, and closes.
    Close(Vec<Effect>),
    /// It is not for this overlay.
    Ignored,
}

impl Flow {
    /// It took the input, and nothing is to be done.
    pub fn stay() -> Self {
        Self::Stay(Vec::new())
    }

    /// It closes, and nothing is to be done.
    pub fn close() -> Self {
        Self::Close(Vec::new())
    }
}

impl Overlay {
    /// True if it takes every key.
    pub fn is_modal(&self) -> bool {
        match self {
            Self::Card(_) | Self::Messages(_) => false,
            Self::Help(help) => help.is_typing,
            _ => true,
        }
    }

    /// True if it is about the page as it is, so that a changed file must not move the text now.
    fn holds_page(&self) -> bool {
        match self {
            Self::Help(_) | Self::Card(_) | Self::Messages(_) | Self::Picker(_) | Self::KindFilter(_) => {
                false
            }
            Self::SearchPrompt(_)
            | Self::LinePrompt(_)
            | Self::AddEntity(_)
            | Self::PendingKey(_)
            | Self::JumpLabels(_) => true,
        }
    }

    /// What a key does to it.
    pub fn key(&mut self, state: &mut State, key: Key) -> Flow {
        if self.is_modal() {
            state.message = None;
        }
        match self {
            Self::Help(help) => help.key(state, key),
            Self::Card(_) | Self::Messages(_) => Flow::Ignored,
            Self::SearchPrompt(prompt) => prompt.key(state, key),
            Self::LinePrompt(prompt) => prompt.key(state, key),
            Self::Picker(picker) => picker.key(state, key),
            Self::AddEntity(adding) => adding.key(state, key),
            Self::KindFilter(menu) => menu.key(state, key),
            Self::PendingKey(pending) => pending.key(state, key),
            Self::JumpLabels(labels) => labels.key(state, key),
        }
    }

    /// Pasted text. What takes no line of text drops it.
    pub fn paste(&mut self, state: &mut State, text: &str) -> Flow {
        match self {
            Self::Help(help) => help.paste(text),
            Self::SearchPrompt(prompt) => prompt.paste(state, text),
            Self::LinePrompt(prompt) => prompt.paste(text),
            Self::Picker(picker) => picker.paste(state, text),
            _ => Flow::stay(),
        }
    }

    /// A press at a cell. All but the picker close; the press goes on to the view unless a box hid it.
    pub fn press(&mut self, state: &mut State, column: u16, row: u16) -> Flow {
        match self {
            Self::Picker(picker) => picker.press(state, column, row),
            Self::Help(_) | Self::Card(_) | Self::Messages(_) => Flow::close(),
            _ => Flow::Ignored,
        }
    }

    /// A notch of the wheel; `sign` is 1 down, -1 up.
    pub fn wheel(&mut self, state: &mut State, sign: isize) -> Flow {
        match self {
            Self::Picker(picker) => picker.step(sign),
            Self::KindFilter(menu) => menu.step(state, sign),
            Self::AddEntity(AddEntity::Choose(choosing)) => choosing.step(sign),
            Self::Help(_) | Self::Card(_) | Self::Messages(_) => self.scroll(state, sign * WHEEL_ROWS),
            // They are about the page, which moves below them.
            _ => return Flow::Ignored,
        }
        Flow::stay()
    }

    /// Scrolls a box by some rows.
    pub fn scroll(&mut self, state: &State, by: isize) {
        let body = usize::from(state.layout().body.height.saturating_sub(2));
        match self {
            Self::Help(help) => help.scroll_by(state, by),
            Self::Card(scroll) => {
                let shown = usize::from(card::area(state).height.saturating_sub(2));
                scroll.by(by, card::rows(state), shown);
            }
            Self::Messages(scroll) => scroll.by(by, messages::rows(state), body),
            _ => {}
        }
    }

    /// Undoes what it shows on the page: it is closed without having done what it was opened for.
    fn cancelled(self, state: &mut State) {
        match self {
            Self::SearchPrompt(prompt) => prompt.cancelled(state),
            Self::AddEntity(_) => state.picked_words = None,
            Self::JumpLabels(labels) => labels.cancelled(state),
            _ => {}
        }
    }

    /// What its keys do, in many words and in few. None if the row below the page says something else.
    pub fn keys_words(&self, state: &State) -> Option<[&'static str; 2]> {
        let says_nothing = state.message.is_none();
        match self {
            Self::Help(help) => help.is_typing.then_some(help::KEYS),
            Self::Picker(_) => says_nothing.then_some(picker::KEYS),
            Self::AddEntity(adding) => says_nothing.then(|| adding.keys_words()),
            Self::KindFilter(_) => Some(kind_filter::KEYS),
            Self::PendingKey(pending) => Some(pending.keys_words()),
            Self::JumpLabels(_) => says_nothing.then_some(jump_labels::KEYS),
            Self::Card(_) | Self::Messages(_) | Self::SearchPrompt(_) | Self::LinePrompt(_) => None,
        }
    }

    /// True if a command leaves it open: movements scroll it, jumps from mention to mention take the card along.
    pub fn stays_under(&self, command: &CommandSpec) -> bool {
        let is_jump =
            command.group == Group::Mentions && !matches!(command.name, "label-mentions" | "label-entities");
        is_scroll(command)
            || (is_jump && matches!(self, Self::Card(_)))
            || matches!(
                command.name,
                "undo" | "close" | "help" | "card" | "mouse" | "repaint" | "suspend" | "quit"
            )
    }
}

/// Rows that one notch of the wheel moves.
const WHEEL_ROWS: isize = 3;

/// True if a command scrolls what lies on top.
pub fn is_scroll(command: &CommandSpec) -> bool {
    command.group == Group::Move
        && !matches!(command.name, "search" | "search-all" | "next-hit" | "previous-hit")
}

/// The overlays that are open, the top one last.
#[derive(Debug, Default)]
pub struct Overlays(Vec<Overlay>);

impl Overlays {
    /// The one that is asked first.
    pub fn top(&self) -> Option<&Overlay> {
        self.0.last()
    }

    /// The one that is asked first.
    pub fn top_mut(&mut self) -> Option<&mut Overlay> {
        self.0.last_mut()
    }

    /// All, the top one last.
    pub fn iter(&self) -> impl Iterator<Item = &Overlay> {
        self.0.iter()
    }

    /// True if none is open.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Opens one over the others.
    pub fn push(&mut self, overlay: Overlay) {
        self.0.push(overlay);
    }

    /// Closes the top one. False if none is open.
    pub fn pop(&mut self) -> bool {
        self.0.pop().is_some()
    }

    /// True if one is about the page as it is.
    pub fn hold_page(&self) -> bool {
        self.0.iter().any(Overlay::holds_page)
    }

    /// True if the card is open.
    pub fn has_card(&self) -> bool {
        self.0.iter().any(|overlay| matches!(overlay, Overlay::Card(_)))
    }

    /// The search being typed.
    pub fn search_prompt(&self) -> Option<&SearchPrompt> {
        self.0.iter().find_map(|overlay| match overlay {
            Overlay::SearchPrompt(prompt) => Some(prompt),
            _ => None,
        })
    }

    /// The line that a command asks for.
    pub fn line_prompt(&self) -> Option<&LinePrompt> {
        self.0.iter().find_map(|overlay| match overlay {
            Overlay::LinePrompt(prompt) => Some(prompt),
            _ => None,
        })
    }

    /// The open picker.
    pub fn picker(&self) -> Option<&Picker> {
        self.0.iter().find_map(|overlay| match overlay {
            Overlay::Picker(picker) => Some(&**picker),
            _ => None,
        })
    }

    /// The open picker.
    pub fn picker_mut(&mut self) -> Option<&mut Picker> {
        self.0.iter_mut().find_map(|overlay| match overlay {
            Overlay::Picker(picker) => Some(&mut **picker),
            _ => None,
        })
    }

    /// The name on its way into the list.
    pub fn add_entity(&self) -> Option<&AddEntity> {
        self.0.iter().find_map(|overlay| match overlay {
            Overlay::AddEntity(adding) => Some(adding),
            _ => None,
        })
    }

    /// The labels that wait for their letters.
    pub fn jump_labels(&self) -> Option<&JumpLabels> {
        self.0.iter().find_map(|overlay| match overlay {
            Overlay::JumpLabels(labels) => Some(labels),
            _ => None,
        })
    }
}

/// Has the top overlay act. None if it did not take the input, or none is open.
pub fn with_top(
    state: &mut State,
    act: impl FnOnce(&mut Overlay, &mut State) -> Flow,
) -> Option<Vec<Effect>> {
    let mut overlay = state.overlays.0.pop()?;
    let place = state.overlays.0.len();
    let effects = match act(&mut overlay, state) {
        Flow::Close(effects) => return Some(effects),
        Flow::Stay(effects) => Some(effects),
        Flow::Ignored => None,
    };
    // What it opened lies over it.
    state.overlays.0.insert(place.min(state.overlays.0.len()), overlay);
    effects
}

/// Closes all, the top one first, and undoes what they show.
pub fn cancel_all(state: &mut State) {
    while let Some(overlay) = state.overlays.0.pop() {
        overlay.cancelled(state);
    }
}

/// Another text is on the page: what was about the one before closes.
pub fn document_replaced(state: &mut State) {
    let (about_page, others): (Vec<_>, Vec<_>) =
        std::mem::take(&mut state.overlays.0).into_iter().partition(|overlay| {
            matches!(overlay, Overlay::SearchPrompt(_) | Overlay::AddEntity(_) | Overlay::JumpLabels(_))
        });
    state.overlays = Overlays(others);
    for overlay in about_page {
        // The page that a search was typed from is gone.
        if !matches!(overlay, Overlay::SearchPrompt(_)) {
            overlay.cancelled(state);
        }
    }
}
