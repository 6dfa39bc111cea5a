//! Prints additions as TOML that can be appended to a list.

use toml_edit::Key;

use crate::gazetteer::edit::{Addition, EditError, add};
use crate::gazetteer::style::BUILT_IN_KINDS;

/// Returns the new entities as TOML blocks, which can be appended to a list that has their kinds. Aliases of listed
/// entities are left out: they have no block of their own.
///
/// # Errors
/// Returns an error if an addition cannot be written into any list.
pub fn to_toml(additions: &[Addition]) -> Result<String, EditError> {
    let entities: Vec<Addition> =
        additions.iter().filter(|addition| matches!(addition, Addition::Entity(_))).cloned().collect();
    // A list that defines only the kinds that the entities need. The result is what `add` appends to it.
    let mut kinds_only = String::new();
    let mut defined: Vec<&str> = BUILT_IN_KINDS.iter().map(|(id, ..)| *id).collect();
    for addition in &entities {
        if let Addition::Entity(entity) = addition
            && !defined.contains(&entity.kind.as_str())
        {
            defined.push(&entity.kind);
            kinds_only.extend(["[kinds.", &Key::new(&entity.kind).display_repr(), "]\n"]);
        }
    }
    let edited = add(&kinds_only, "import", &entities)?;
    let text = edited.text.strip_prefix(&kinds_only).ok_or(EditError::UnsafeLayout)?;
    Ok(text.trim_start_matches('\n').to_owned())
}
