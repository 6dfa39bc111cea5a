//! Additions as a text that can be put behind a list.

use toml_edit::Key;

use crate::gazetteer::edit::{Addition, EditError, add};
use crate::gazetteer::look::BUILT_IN;

/// New entities as TOML: blocks that can be appended to a list that has their kinds. Additions that are aliases have no
/// text of their own and are left out.
///
/// # Errors
/// What no list can hold.
pub fn as_toml(additions: &[Addition]) -> Result<String, EditError> {
    let entities: Vec<Addition> =
        additions.iter().filter(|addition| matches!(addition, Addition::Entity(_))).cloned().collect();
    // A list of nothing but the kinds that the entities need; what is added to it is the text.
    let mut base = String::new();
    let mut known: Vec<&str> = BUILT_IN.iter().map(|(id, ..)| *id).collect();
    for addition in &entities {
        if let Addition::Entity(entity) = addition
            && !known.contains(&entity.kind.as_str())
        {
            known.push(&entity.kind);
            base.extend(["[kinds.", &Key::new(&entity.kind).display_repr(), "]\n"]);
        }
    }
    let edited = add(&base, "import", &entities)?;
    let text = edited.text.strip_prefix(&base).ok_or(EditError::Different)?;
    Ok(text.trim_start_matches('\n').to_owned())
}
