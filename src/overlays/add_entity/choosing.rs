//! What a name is: a new entity of a kind, or an alias of an entity.

use std::ops::Range;

use crate::app::actions::{selection, undo};
use crate::app::document::word_spans::{line_at, stretched};
use crate::app::input::label_letters::kind_keys;
use crate::app::input::{Key, KeyCode};
use crate::app::workspace::Workspace;
use crate::gazetteer::edit::{Addition, NewEntity};
use crate::text::fold::fold_form;
use crate::text::sanitize::sanitize_line;
use crate::text::whitespace::collapse;

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
    /// The id of the entity that it is suggested to be an alias of.
    guessed: Option<String>,
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

/// What a name is. Kinds and entities are stored by id, since the list may be reloaded in the meantime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A new entity of a kind.
    Entity(String),
    /// An alias of an entity.
    Alias(String),
    /// An alias of an entity that is asked for next.
    AliasOf,
}

/// Why an entity is a likely owner of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likely {
    /// It is selected.
    Selected,
    /// It is mentioned at the name.
    Mentioned,
    /// It is suggested.
    Suggested,
}

impl Likely {
    /// Returns the reason in words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Selected => "selected",
            Self::Mentioned => "mentioned here",
            Self::Suggested => "suggested",
        }
    }
}

/// What the cursor of the menu is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtCursor {
    /// No choice.
    Nothing,
    /// A choice that Enter adds.
    Addition,
    /// The choice that asks which entity the name is an alias of.
    Question,
}

/// The key that asks which entity the name is an alias of.
const ALIAS_KEY: char = '=';

fn choices(ws: &Workspace, guess: Option<&What>) -> Vec<Choice> {
    let gazetteer = ws.index().gazetteer();
    let guessed = match guess {
        Some(What::Alias(id)) => gazetteer.find_id(id).and_then(|id| gazetteer.entry(id)),
        _ => None,
    };
    let guessed = guessed.map(|owner| Choice {
        key: None,
        what: What::Alias(owner.id.clone()),
        words: format!("alias of {}", owner.name),
    });
    let has_owners = gazetteer.entries.iter().any(|entry| !entry.is_template);
    let alias = has_owners.then(|| Choice {
        key: Some(ALIAS_KEY),
        what: What::AliasOf,
        words: "alias of…".to_owned(),
    });
    let mut keys = kind_keys();
    let kinds = gazetteer.kinds.iter().map(|kind| Choice {
        key: keys.next(),
        what: What::Entity(kind.id.clone()),
        words: format!("a new {}", kind.id),
    });
    guessed.into_iter().chain(alias).chain(kinds).collect()
}

impl Choosing {
    /// Opens the menu for a span of the open article. None if no article is open.
    pub fn of_range(ws: &mut Workspace, range: Range<usize>) -> Option<Self> {
        let open = ws.open.as_ref()?;
        let text = open.article.text.slice(range.clone());
        let text = collapse(&sanitize_line(text));
        Some(Self::new(ws, text, Some(range), None, Vec::new()))
    }

    /// Opens the menu for a name, with the cursor on `guess` if that is one of the choices, else after the last choice.
    pub fn new(
        ws: &mut Workspace,
        text: String,
        range: Option<Range<usize>>,
        guess: Option<&What>,
        aliases: Vec<String>,
    ) -> Self {
        let choices = choices(ws, guess);
        let at = guess
            .and_then(|guess| choices.iter().position(|choice| choice.what == *guess))
            .unwrap_or(choices.len());
        ws.picked_words.clone_from(&range);
        let guessed = match guess {
            Some(What::Alias(id)) => Some(id.clone()),
            _ => None,
        };
        Self { text, range, aliases, choices, at, guessed }
    }

    /// Handles a key. Returns what was chosen.
    pub fn key(&mut self, ws: &mut Workspace, key: Key) -> Option<What> {
        match key.code {
            KeyCode::Down | KeyCode::Char('j') => self.step(1),
            KeyCode::Up | KeyCode::Char('k') => self.step(-1),
            KeyCode::Right | KeyCode::Left => self.stretch(ws, key.code == KeyCode::Right),
            KeyCode::Enter => match self.choices.get(self.at) {
                Some(choice) => return Some(choice.what.clone()),
                None => ws.notify(format!("Kind unknown: press {}", self.kind_keys())),
            },
            KeyCode::Char(typed) if !key.ctrl && !key.alt => {
                match self.choices.iter().find(|choice| choice.key == Some(typed)) {
                    Some(choice) => return Some(choice.what.clone()),
                    None => ws.notify(format!("{typed} is not a choice; Esc cancels")),
                }
            }
            _ => {}
        }
        None
    }

    /// Returns what the cursor is on.
    pub fn at_cursor(&self) -> AtCursor {
        match self.choices.get(self.at).map(|choice| &choice.what) {
            None => AtCursor::Nothing,
            Some(What::AliasOf) => AtCursor::Question,
            Some(What::Entity(_) | What::Alias(_)) => AtCursor::Addition,
        }
    }

    /// Returns the ids of the entities that the name is most likely an alias of, each with the reason, likeliest first.
    /// An entity that is likely for several reasons is returned once for each.
    pub fn likely(&self, ws: &Workspace) -> Vec<(String, Likely)> {
        let gazetteer = ws.index().gazetteer();
        let here = self.range.as_ref().and_then(|range| selection::mention_at(ws, range.start));
        let here = here.and_then(|(referent, _)| ws.index().entity(referent));
        let here = here.and_then(|entity| gazetteer.entry(entity.entry)).map(|entry| entry.id.clone());
        let selected = ws.selection.entity().map(|key| key.id.to_string());
        let likely = [
            (selected, Likely::Selected),
            (here, Likely::Mentioned),
            (self.guessed.clone(), Likely::Suggested),
        ];
        likely.into_iter().filter_map(|(id, why)| Some((id?, why))).collect()
    }

    /// Returns the keys of the kinds as a phrase: `p, l, o, n or e`.
    fn kind_keys(&self) -> String {
        let kinds = self.choices.iter().filter(|choice| matches!(choice.what, What::Entity(_)));
        let keys: Vec<String> = kinds.filter_map(|choice| choice.key).map(String::from).collect();
        match keys.split_last() {
            Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
            _ => keys.concat(),
        }
    }

    /// Moves the cursor by a number of choices. From after the last choice, a step down goes to the first.
    pub fn step(&mut self, by: isize) {
        let last = self.choices.len().saturating_sub(1);
        self.at = match self.at {
            at if at > last && by > 0 => 0,
            at => at.saturating_add_signed(by).min(last),
        };
    }

    /// Adds the next word of the line to the name, or removes the last of several.
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

    /// Returns the main name of the entity that already has this name in the list, if the name is a mention in the open
    /// article.
    pub fn owner(&self, ws: &Workspace) -> Option<String> {
        let range = self.range.as_ref()?;
        let (referent, _) =
            selection::mention_at(ws, range.start).filter(|(_, mention)| mention.range() == *range)?;
        let entry = ws.index().gazetteer().entry(ws.index().entity(referent)?.entry)?;
        let name = fold_form(&self.text);
        entry.forms.iter().any(|form| fold_form(&form.text) == name).then(|| entry.name.clone())
    }

    /// Adds the name as chosen. Does nothing for [`What::AliasOf`].
    pub fn add(&mut self, ws: &mut Workspace, what: What) {
        let (name, aliases) = (self.text.clone(), self.aliases.clone());
        let addition = match what {
            What::Entity(kind) => Addition::Entity(NewEntity { name, kind, aliases, ..NewEntity::default() }),
            What::Alias(id) => Addition::Alias { id, text: name },
            What::AliasOf => return,
        };
        ws.picked_words = None;
        ws.notify(format!("Adding {}", self.text));
        undo::add_to_list(ws, addition);
    }
}
