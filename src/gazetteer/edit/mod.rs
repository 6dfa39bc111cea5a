//! Writing into the list: a new entity, or another way to write one that is listed.
//!
//! The list is a text that somebody keeps by hand, with an order, comments and a layout that mean something to them.
//! A program that reads it into a model and writes the model out again loses all of that, however careful it is. So
//! nothing here writes a list: TOML is parsed only for the bytes at which things stand, and new text is spliced into
//! the old one there. What was there is kept byte for byte because there is no operation that could change it; an
//! edit is a set of insertions and nothing else.
//!
//! It bridges the model and the text. `plan` says what the list has to say afterwards, as a model, and refuses what it
//! says already; `places` finds where in the text things stand; `array` and `block` turn one into insertions at the
//! other, in the manner of what stands around them; `splice` puts them all in, in one pass, so that an import of ten
//! thousand entities costs no more than reading the list.
//!
//! New text may still mean something else than was meant, by a quirk of TOML or by a mistake here. So the outcome is
//! read again, as any list, and has to say exactly what the plan says: the old list and the additions. If it does not,
//! nothing is given out.
//!
//! The limits: a list with errors is not added to, since nobody knows what it says. What is there is never changed or
//! taken out; to undo an edit, keep the old text. Line numbers are those of the new text.

mod array;
mod block;
mod error;
mod places;
mod plan;
mod splice;
mod style;
mod wording;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod wild_tests;

use super::model::Gazetteer;
use super::toml::parse;
pub use error::EditError;
use places::{AliasPlace, Entities, Places};
use plan::Plan;
use splice::Splices;
use style::Style;

/// What a text may begin with and no list means anything by.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// An entity to be written into a list.
///
/// Outer white space of every text is left out; so is a note, an item or an address of nothing else.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NewEntity {
    /// The canonical name; 1 to 1,000 code points, no braces: templates are written by hand.
    pub name: String,
    /// A kind's id as the list writes it: `person`.
    pub kind: String,
    /// Other ways to write it. What folds to a form that it has by then is left out without a word.
    pub aliases: Vec<String>,
    /// The key in exports; written only if it differs from the [`slug()`](fn@crate::gazetteer::slug) of the name. Without one, a name whose slug is
    /// taken gets the slug with the first free number behind it, from 2: `springfield-2`.
    pub id: Option<String>,
    /// Who or what it is; may hold line breaks and tabs.
    pub note: Option<String>,
    /// The item at Wikidata.
    pub wikidata: Option<String>,
    /// Where to read about it.
    pub url: Option<String>,
}

/// One addition.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Addition {
    /// A new entity.
    Entity(NewEntity),
    /// Another way to write the entry with this id, which may be one that an earlier addition makes.
    Alias {
        /// The entry's [`Entry::id`](super::Entry::id).
        id: String,
        /// The form.
        text: String,
    },
}

/// A list with its additions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edited {
    /// The whole list.
    pub text: String,
    /// For each addition, in order, the line, from 1, in the new text at which its entity or its alias now stands.
    pub lines: Vec<u32>,
}

/// Writes additions into a list, in their order: all of them or none. `file` is what problems call it.
///
/// The old text is kept byte for byte and only added to. A new entity goes behind the last one, an alias behind the
/// last of its entity; without additions the text comes back as it is.
///
/// # Errors
/// See [`EditError`]; of several additions that cannot be written, the first.
pub fn add(text: &str, file: &str, additions: &[Addition]) -> Result<Edited, EditError> {
    let old = parse(text, file).map_err(EditError::Broken)?;
    let plan = Plan::of(old.gazetteer, additions)?;
    let body = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let mark = text.get(..text.len() - body.len()).unwrap_or_default();
    let new = format!("{mark}{}", splices(body, &plan)?.apply(body));
    read_back(new, file, plan)
}

/// The outcome, if it says exactly what the plan says.
fn read_back(text: String, file: &str, plan: Plan) -> Result<Edited, EditError> {
    let outcome = parse(&text, file).map_err(EditError::Refused)?.gazetteer;
    let lines = plan.lines_in(&outcome).ok_or(EditError::Different)?;
    if without_lines(outcome) != without_lines(plan.wanted) {
        return Err(EditError::Different);
    }
    Ok(Edited { text, lines })
}

/// The insertions that make a text say what the plan says.
fn splices(body: &str, plan: &Plan) -> Result<Splices, EditError> {
    let mut splices = Splices::default();
    if plan.is_empty() {
        return Ok(splices);
    }
    let places = Places::find(body).ok_or(EditError::Different)?;
    let style = Style::of(body);
    // Aliases before entities: where both go behind the last line of a list, the alias belongs to the entity above.
    for (position, aliases) in plan.new_aliases() {
        match places.aliases_of(position).ok_or(EditError::Different)? {
            AliasPlace::Array(array) => {
                array::append(&mut splices, body, array, &aliases, style);
            }
            AliasPlace::Blocks { end } => block::alias_blocks(&mut splices, body, *end, &aliases, style),
            AliasPlace::Key { key, behind } => {
                block::alias_key(&mut splices, body, *key, *behind, &aliases, style);
            }
            AliasPlace::InlineKey { behind } => {
                splices.insert(*behind, format!(", aliases = [{}]", aliases.join(", ")));
            }
        }
    }
    let entities: Vec<block::Keys> =
        plan.new_entities().map(|entry| block::Keys::of(entry, plan.kind_of(entry))).collect();
    match &places.entities {
        Entities::Array(array) => {
            let items: Vec<String> = entities.iter().map(block::Keys::inline).collect();
            array::append(&mut splices, body, array, &items, style);
        }
        Entities::Blocks { end } => block::entities(&mut splices, body, Some(*end), &entities, style),
        Entities::None => block::entities(&mut splices, body, None, &entities, style),
    }
    Ok(splices)
}

/// What a list says, wherever it says it.
fn without_lines(mut list: Gazetteer) -> Gazetteer {
    for entry in &mut list.entries {
        entry.line = 0;
        entry.forms.iter_mut().for_each(|form| form.line = 0);
        entry.patterns.iter_mut().for_each(|pattern| pattern.line = 0);
        entry.not.iter_mut().for_each(|phrase| phrase.line = 0);
    }
    list
}
