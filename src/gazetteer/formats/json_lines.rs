//! JSON Lines: one object per line.

use serde_json::{Map, Value};

use super::ImportError;
use super::import_builder::ImportBuilder;
use crate::gazetteer::edit::NewEntity;

/// A line number, from 1, and the line's object or what is wrong with the line.
pub type NumberedObject = (u32, Result<Map<String, Value>, String>);

/// Returns the objects of a text with their line numbers. Skips blank lines.
///
/// # Errors
/// Returns an error if the text starts with `[`, since it is then probably one JSON array.
pub fn objects(text: &str) -> Result<impl Iterator<Item = NumberedObject>, ImportError> {
    if text.trim_start().starts_with('[') {
        return Err(ImportError::Array);
    }
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    Ok(lines.map(|(number, line)| (number, parse_object(line))))
}

/// Adds the entity that `read` builds from each object, or reports the line as skipped.
///
/// # Errors
/// Returns an error if the text is one JSON array.
pub fn add_objects(
    text: &str,
    read: impl Fn(&Map<String, Value>) -> Result<NewEntity, String>,
    builder: &mut ImportBuilder<'_>,
) -> Result<(), ImportError> {
    for (line, object) in objects(text)? {
        match object.and_then(|object| read(&object)) {
            Ok(row) => builder.add_row(line, row),
            Err(why) => builder.skip(line, &why),
        }
    }
    Ok(())
}

fn parse_object(line: &str) -> Result<Map<String, Value>, String> {
    match serde_json::from_str(line) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err("the line is not a JSON object".to_owned()),
        Err(error) => Err(format!("invalid JSON at column {}", error.column())),
    }
}

/// Returns the string, or the strings in the array, under a key. Skips other values.
pub fn texts(object: &Map<String, Value>, key: &str) -> Vec<String> {
    match object.get(key) {
        Some(Value::String(text)) => vec![text.clone()],
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// Returns the string under a key.
pub fn text(object: &Map<String, Value>, key: &str) -> Option<String> {
    object.get(key).and_then(Value::as_str).map(str::to_owned)
}
