//! Adds new entities, and new aliases of listed ones, to the text of a list.
//!
//! Someone keeps the list by hand, with an order, comments and a layout that mean something to them. Parsing it into a
//! model and serialising the model would lose all of that. So the list is never serialised. Instead, new text is
//! spliced in at byte offsets, which come from parsing the TOML. The old text is kept byte for byte because an edit is
//! a set of insertions and nothing else.
//!
//! `plan` builds the model of the edited list and rejects what is already listed; `locations` finds the byte offsets to
//! insert at; `array` and `block` produce the insertions, in the style of the text around them; `splice` applies them
//! all in one pass, so that an import of ten thousand entities does not take quadratic time.
//!
//! New text could still mean something other than intended, by a quirk of TOML or a bug here. So the result is parsed
//! like any list, and its model must equal the plan: the old list plus the additions, except for line numbers. If it
//! does not, an error is returned.
//!
//! Limitations: a list with errors cannot be edited, since its meaning is unknown. Nothing is ever changed or removed;
//! to undo an edit, keep the old text.

mod addition;
mod array;
mod block;
mod error;
mod layout;
mod locations;
mod plan;
mod splice;
mod validate;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod wild_tests;

use super::model::Gazetteer;
use super::toml::parse;
pub use addition::{Addition, NewEntity};
pub use error::EditError;
use layout::Layout;
use locations::{AliasLocation, Entities, Locations};
use plan::Plan;
use splice::Splices;

/// The byte order mark, which is ignored at the start of a list.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// An edited list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edited {
    /// The whole list.
    pub text: String,
    /// For each addition, in order, the line in the new text of its entity or alias, from 1.
    pub lines: Vec<u32>,
}

/// Adds entities and aliases to a list, in order: all of them or none. Problems use `file` as the file name.
///
/// The old text is kept byte for byte. A new entity goes after the last entity, and a new alias after the last alias of
/// its entity, or into a new key if it has none. Without additions the text is returned unchanged.
///
/// # Errors
/// See [`EditError`]. If several additions are invalid, the error is about the first.
pub fn add(text: &str, file: &str, additions: &[Addition]) -> Result<Edited, EditError> {
    let old = parse(text, file).map_err(EditError::InvalidList)?;
    let plan = Plan::new(old.gazetteer, additions)?;
    let body = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let bom = text.get(..text.len() - body.len()).unwrap_or_default();
    let new = format!("{bom}{}", splices(body, &plan)?.apply(body));
    verify(new, file, plan)
}

/// Parses the new text and checks that it equals the plan.
fn verify(text: String, file: &str, plan: Plan) -> Result<Edited, EditError> {
    let result = parse(&text, file).map_err(EditError::InvalidResult)?.gazetteer;
    let lines = plan.lines_in(&result).ok_or(EditError::UnsafeLayout)?;
    if without_lines(result) != without_lines(plan.target) {
        return Err(EditError::UnsafeLayout);
    }
    Ok(Edited { text, lines })
}

/// Returns the insertions that carry out a plan.
fn splices(body: &str, plan: &Plan) -> Result<Splices, EditError> {
    let mut splices = Splices::default();
    if plan.is_empty() {
        return Ok(splices);
    }
    let locations = Locations::find(body).ok_or(EditError::UnsafeLayout)?;
    let layout = Layout::detect(body);
    // Aliases are inserted before entities: if both go after the last line of a list, the alias belongs to the entity
    // above it.
    for (position, aliases) in plan.new_aliases() {
        match locations.aliases_of(position).ok_or(EditError::UnsafeLayout)? {
            AliasLocation::Array(array) => {
                array::append(&mut splices, body, array, &aliases, layout);
            }
            AliasLocation::Blocks { end } => {
                block::append_alias_blocks(&mut splices, body, *end, &aliases, layout);
            }
            AliasLocation::Key { key_start, value_end } => {
                block::insert_alias_key(&mut splices, body, *key_start, *value_end, &aliases, layout);
            }
            AliasLocation::InlineKey { value_end } => {
                splices.insert(*value_end, format!(", aliases = [{}]", aliases.join(", ")));
            }
        }
    }
    let entities: Vec<block::EntityKeys> =
        plan.new_entities().map(|entry| block::EntityKeys::new(entry, plan.kind_of(entry))).collect();
    match &locations.entities {
        Entities::Array(array) => {
            let items: Vec<String> = entities.iter().map(block::EntityKeys::inline).collect();
            array::append(&mut splices, body, array, &items, layout);
        }
        Entities::Blocks { end } => block::append_entities(&mut splices, body, Some(*end), &entities, layout),
        Entities::None => block::append_entities(&mut splices, body, None, &entities, layout),
    }
    Ok(splices)
}

/// Returns the list with all line numbers set to 0, for comparison.
fn without_lines(mut list: Gazetteer) -> Gazetteer {
    for entry in &mut list.entries {
        entry.line = 0;
        entry.forms.iter_mut().for_each(|form| form.line = 0);
        entry.patterns.iter_mut().for_each(|pattern| pattern.line = 0);
        entry.not.iter_mut().for_each(|phrase| phrase.line = 0);
    }
    list
}
