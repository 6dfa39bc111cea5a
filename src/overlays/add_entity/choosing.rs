//! What a name is: a new entity of a kind, or an alias of an entity.

use std::ops::Range;

use crate::app::actions::selection;
use crate::app::document::word_spans::{line_at, stretched};
use crate::app::effect::Effect;
use crate::app::input::label_letters::kind_keys;
use crate::app::input::{Key, KeyCode};
use crate::app::workspace::Workspace;
use crate::gazetteer::EntryId;
use crate::gazetteer::edit::{Addition, NewEntity};
use crate::text::fold::fold_form;
use crate::text::sanitize::sanitize_line;
use crate::text::whitespace::collapse;
use crate::ui::overlay::Flow;

/// A name, and what it could be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choosing {
    /// The name as it will be listed.
    pub text: String,
    /// Its bytes in the open article, if it was picked there.
    pub range: Option<Range<usize>>,
    /// Other spellings in the articles, listed as aliases of a new entity.
    pub aliases: Vec<String>,
    /// What it could be.
    pub choices: Vec<Choice>,
    /// The choice at the cursor; after the last one if nothing suggests a choice, so that Enter adds nothing by accident.
    pub at: usize,
}

/// What a name could be listed as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The key that chooses it.
    pub key: Option<char>,
    /// What it is.
    pub what: What,
    /// Its row in the menu.
    pub words: String,
}

/// What a name is. Kinds and entities are kept by id, since the list may be read again meanwhile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A new entity of a kind.
    Entity(String),
    /// An alias of an entity.
    Alias(String),
}

/// The key of the entity that it is most likely an alias of.
const ALIAS_KEY: char = '=';

fn choices(ws: &Workspace, text: &str, range: Option<&Range<usize>>, guess: Option<&What>) -> Vec<Choice> {
    let gazetteer = ws.index().gazetteer();
    let folded = fold_form(text);
    // It could be an alias of the suggested entity, of the one mentioned here, or of the selected one.
    let guessed = match guess {
        Some(What::Alias(id)) => gazetteer.find_id(id),
        _ => None,
    };
    let here = range.and_then(|range| selection::mention_at(ws, range.start));
    let here = here.and_then(|(number, _)| ws.index().entity(number)).map(|entity| entity.entry);
    let selected = ws.selection.entity().and_then(|key| gazetteer.find_id(&key.id));
    let mut owners: Vec<EntryId> = Vec::new();
    for owner in [guessed, here, selected].into_iter().flatten() {
        let entry = gazetteer.entry(owner);
        let is_open = entry.is_some_and(|entry| {
            !entry.is_template && !entry.forms.iter().any(|form| fold_form(&form.text) == folded)
        });
        if is_open && !owners.contains(&owner) {
            owners.push(owner);
        }
    }
    let owners = owners.into_iter().filter_map(|owner| gazetteer.entry(owner));
    let aliases = owners.zip(0..).map(|(owner, number)| Choice {
        key: (number == 0).then_some(ALIAS_KEY),
        what: What::Alias(owner.id.clone()),
        words: format!("another name of {}", owner.name),
    });
    let mut keys = kind_keys();
    let kinds = gazetteer.kinds.iter().map(|kind| Choice {
        key: keys.next(),
        what: What::Entity(kind.id.clone()),
        words: format!("a new {}", kind.id),
    });
    aliases.chain(kinds).collect()
}

impl Choosing {
    /// Asks what a stretch of the open article is. None if no article is open.
    pub fn of_range(ws: &mut Workspace, range: Range<usize>) -> Option<Self> {
        let open = ws.open.as_ref()?;
        let text = open.article.text.slice(range.clone());
        let text = collapse(&sanitize_line(text));
        Some(Self::new(ws, text, Some(range), None, Vec::new()))
    }

    /// Asks what a name is, with the cursor on `guess`.
    pub fn new(
        ws: &mut Workspace,
        text: String,
        range: Option<Range<usize>>,
        guess: Option<&What>,
        aliases: Vec<String>,
    ) -> Self {
        let choices = choices(ws, &text, range.as_ref(), guess);
        let at = guess
            .and_then(|guess| choices.iter().position(|choice| choice.what == *guess))
            .unwrap_or(choices.len());
        ws.picked_words.clone_from(&range);
        Self { text, range, aliases, choices, at }
    }

    /// Handles a key.
    pub fn key(&mut self, ws: &mut Workspace, key: Key) -> Flow {
        match key.code {
            KeyCode::Down | KeyCode::Char('j') => self.step(1),
            KeyCode::Up | KeyCode::Char('k') => self.step(-1),
            KeyCode::Right | KeyCode::Left => self.stretch(ws, key.code == KeyCode::Right),
            KeyCode::Enter => {
                if let Some(what) = self.choices.get(self.at).map(|choice| choice.what.clone()) {
                    self.add(ws, what);
                    return Flow::Close;
                }
                ws.notify(format!("Kind unknown: press {}", self.kind_keys()));
            }
            KeyCode::Char(typed) if !key.ctrl && !key.alt => {
                let chosen = self.choices.iter().find(|choice| choice.key == Some(typed));
                if let Some(what) = chosen.map(|choice| choice.what.clone()) {
                    self.add(ws, what);
                    return Flow::Close;
                }
                ws.notify(format!("{typed} is not a choice; Esc cancels"));
            }
            _ => {}
        }
        Flow::Handled
    }

    /// Returns the keys of the kinds as a sentence has them: `p, l, o, n or e`.
    fn kind_keys(&self) -> String {
        let kinds = self.choices.iter().filter(|choice| matches!(choice.what, What::Entity(_)));
        let keys: Vec<String> = kinds.filter_map(|choice| choice.key).map(String::from).collect();
        match keys.split_last() {
            Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
            _ => keys.concat(),
        }
    }

    /// Moves the cursor by some choices. From after the last one, down is the first.
    pub fn step(&mut self, by: isize) {
        let last = self.choices.len().saturating_sub(1);
        self.at = match self.at {
            at if at > last && by > 0 => 0,
            at => at.saturating_add_signed(by).min(last),
        };
    }

    /// Adds a word of the article to the name, or takes one away.
    fn stretch(&mut self, ws: &mut Workspace, longer: bool) {
        let (Some(range), Some(open)) = (self.range.clone(), &ws.open) else { return };
        let Some((start, line)) = line_at(open.article.text.as_str(), range.start) else { return };
        let inside = range.start - start..range.end.saturating_sub(start).min(line.len());
        let inside = stretched(line, &inside, longer);
        let range = start + inside.start..start + inside.end;
        let text = open.article.text.slice(range.clone());
        let text = collapse(&sanitize_line(text));
        let what = self.choices.get(self.at).map(|choice| choice.what.clone());
        *self = Self::new(ws, text, Some(range), what.as_ref(), Vec::new());
    }

    fn add(&mut self, ws: &mut Workspace, what: What) {
        ws.picked_words = None;
        let (text, aliases) = (std::mem::take(&mut self.text), std::mem::take(&mut self.aliases));
        ws.notify(format!("Adding {text}"));
        let addition = match what {
            What::Entity(kind) => {
                Addition::Entity(NewEntity { name: text, aliases, kind, ..NewEntity::default() })
            }
            What::Alias(id) => Addition::Alias { id, text },
        };
        ws.effects.push(Effect::AddToList(addition));
    }
}
