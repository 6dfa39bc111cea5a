//! JSON Lines: an object a line.

use serde_json::{Map, Value};

use super::Unreadable;
use super::taking::Taking;
use crate::gazetteer::edit::NewEntity;

/// A line, from 1, and its object or what is wrong with it.
pub type Numbered = (u32, Result<Map<String, Value>, String>);

/// The objects of a text with their lines, from 1; or what is wrong with the line. Blank lines are left out.
///
/// # Errors
/// That the text is one array.
pub fn objects(text: &str) -> Result<impl Iterator<Item = Numbered>, Unreadable> {
    if text.trim_start().starts_with('[') {
        return Err(Unreadable::Array);
    }
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    Ok(lines.map(|(number, line)| (number, object(line))))
}

/// Takes the entity of each object, or refuses the line.
///
/// # Errors
/// That the text is one array.
pub fn take_objects(
    text: &str,
    row: impl Fn(&Map<String, Value>) -> Result<NewEntity, String>,
    taking: &mut Taking<'_>,
) -> Result<(), Unreadable> {
    for (line, object) in objects(text)? {
        match object.and_then(|object| row(&object)) {
            Ok(row) => taking.take(line, row),
            Err(why) => taking.refuse(line, &why),
        }
    }
    Ok(())
}

fn object(line: &str) -> Result<Map<String, Value>, String> {
    match serde_json::from_str(line) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err("a line has to be a JSON object".to_owned()),
        Err(error) => Err(format!("no JSON from column {} on", error.column())),
    }
}

/// The texts under a key that holds one or a list of them; what is no text is left out.
pub fn texts(object: &Map<String, Value>, key: &str) -> Vec<String> {
    match object.get(key) {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// The text under a key.
pub fn text(object: &Map<String, Value>, key: &str) -> Option<String> {
    object.get(key).and_then(Value::as_str).map(str::to_owned)
}
