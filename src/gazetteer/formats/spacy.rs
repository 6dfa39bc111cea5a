//! `patterns.jsonl` for spaCy's `EntityRuler`: a label and a pattern per line.
//!
//! A pattern is a phrase or a list of token descriptions. Tokens described by their text are joined into a phrase;
//! `LOWER` gives a lower-case phrase, which a list matches in any case, as spaCy does. A line with anything else (parts
//! of speech, operators, expressions) is skipped. Lines with the same `id` and kind are one entity, whose name is the
//! first of its phrases that has a capital, else the first of all.

use serde_json::{Map, Value};

use super::ImportError;
use super::import_builder::ImportBuilder;
use super::json_lines::{add_objects, text};
use crate::gazetteer::edit::NewEntity;
use crate::text::quote::quoted;

/// The attributes that match a token's text.
const TEXT_ATTRIBUTES: [&str; 3] = ["LOWER", "ORTH", "TEXT"];
/// Tokens with no space before or after them.
const JOINERS: [&str; 5] = ["-", "–", "—", "/", "_"];
/// First characters of tokens with no space before them.
const NO_SPACE_BEFORE: [char; 9] = ['\'', '’', ',', '.', ';', ':', '!', '?', ')'];

/// Reads patterns.
///
/// # Errors
/// Returns an error if the text is one JSON array.
pub fn read(text: &str, builder: &mut ImportBuilder<'_>) -> Result<(), ImportError> {
    add_objects(text, read_pattern, builder)
}

fn read_pattern(object: &Map<String, Value>) -> Result<NewEntity, String> {
    let Some(label) = text(object, "label") else { return Err("it has no `label`".to_owned()) };
    let name = match object.get("pattern") {
        Some(Value::String(phrase)) => phrase.clone(),
        Some(Value::Array(tokens)) => join_tokens(tokens)?,
        Some(_) => return Err("its pattern is neither a phrase nor a list of tokens".to_owned()),
        None => return Err("it has no `pattern`".to_owned()),
    };
    Ok(NewEntity { name, kind: label, id: text(object, "id"), ..NewEntity::default() })
}

/// Joins the texts of tokens into a phrase.
fn join_tokens(tokens: &[Value]) -> Result<String, String> {
    let mut phrase = String::new();
    let mut no_space = true;
    for (number, token) in (1..).zip(tokens) {
        let text = token_text(token).map_err(|what| format!("token {number} of its pattern {what}"))?;
        let is_joiner = JOINERS.contains(&text);
        if !(no_space || is_joiner || text.starts_with(NO_SPACE_BEFORE)) {
            phrase.push(' ');
        }
        phrase.push_str(text);
        no_space = is_joiner || text == "(";
    }
    if phrase.trim().is_empty() { Err("its pattern has no words".to_owned()) } else { Ok(phrase) }
}

fn token_text(token: &Value) -> Result<&str, String> {
    let Some(token) = token.as_object() else { return Err("is not an object".to_owned()) };
    let is_text = |key: &str| TEXT_ATTRIBUTES.contains(&key.to_uppercase().as_str());
    if let Some(other) = token.keys().find(|key| !is_text(key)) {
        return Err(format!("matches by `{}`, not by text", quoted(other)));
    }
    match token.values().collect::<Vec<_>>().as_slice() {
        [Value::String(text)] => Ok(text),
        [] => Err("matches anything".to_owned()),
        [_] => Err("matches more than one text".to_owned()),
        _ => Err("has more than one condition".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::formats::tests::{assert_skipped, names, notes, read, try_read};
    use crate::gazetteer::formats::{Format, ImportError};

    fn imported(text: &str) -> Vec<(String, String, Vec<String>)> {
        let found = read(text, Format::Spacy);
        assert_eq!(notes(&found), Vec::<String>::new(), "{text}");
        found.entities.into_iter().map(|row| (row.entity.name, row.entity.kind, row.entity.aliases)).collect()
    }

    #[test]
    fn phrases_and_text_tokens_become_names() {
        for (pattern, expected) in [
            (r#""Harbour Trust""#, "Harbour Trust"),
            (r#"[{"LOWER": "harbour"}, {"lower": "trust"}]"#, "harbour trust"),
            (r#"[{"ORTH": "Velin"}, {"TEXT": "-"}, {"ORTH": "Sund"}]"#, "Velin-Sund"),
            (
                r#"[{"ORTH": "Mara"}, {"ORTH": "'s"}, {"ORTH": "Inn"}, {"ORTH": ","}, {"ORTH": "Velin"}]"#,
                "Mara's Inn, Velin",
            ),
            (r#"[{"ORTH": "Velin"}, {"ORTH": "("}, {"ORTH": "Old"}, {"ORTH": ")"}]"#, "Velin (Old)"),
        ] {
            let found = imported(&format!("{{\"label\": \"ORG\", \"pattern\": {pattern}}}\n"));
            assert_eq!(found, [(expected.to_owned(), "organisation".to_owned(), Vec::new())]);
        }
    }

    #[test]
    fn lines_with_the_same_id_are_one_entity() {
        let found = imported(
            "{\"label\": \"ORG\", \"pattern\": [{\"LOWER\": \"vht\"}], \"id\": \"trust\"}\n\n\
             {\"label\": \"ORG\", \"pattern\": \"Harbour Trust\", \"id\": \"trust\"}\n\
             {\"label\": \"ORG\", \"pattern\": \"HARBOUR TRUST\", \"id\": \"trust\"}\n\
             {\"label\": \"GPE\", \"pattern\": \"Trust\", \"id\": \"trust\"}\n",
        );
        assert_eq!(found[0].0, "Harbour Trust", "the first that has a capital");
        assert_eq!(found[0].2, ["vht"]);
        assert_eq!((found[1].0.as_str(), found.len()), ("Trust", 2));
    }

    #[test]
    fn each_skipped_line_has_a_reason() {
        let lines = [
            (r#"{"pattern": "A"}"#, "it has no `label`"),
            (r#"{"label": "ORG"}"#, "it has no `pattern`"),
            (r#"{"label": "ORG", "pattern": 1}"#, "neither a phrase nor a list of tokens"),
            (r#"{"label": "ORG", "pattern": []}"#, "has no words"),
            (r#"{"label": "ORG", "pattern": [{}]}"#, "token 1 of its pattern matches anything"),
            (r#"{"label": "ORG", "pattern": ["A"]}"#, "token 1 of its pattern is not an object"),
            (
                r#"{"label": "ORG", "pattern": [{"LOWER": "a"}, {"POS": "NOUN"}]}"#,
                "token 2 of its pattern matches by `POS`",
            ),
            (r#"{"label": "ORG", "pattern": [{"LOWER": "a", "OP": "+"}]}"#, "matches by `OP`"),
            (r#"{"label": "ORG", "pattern": [{"LOWER": "a", "TEXT": "A"}]}"#, "more than one condition"),
            (r#"{"label": "ORG", "pattern": [{"TEXT": {"REGEX": "^a"}}]}"#, "matches more than one text"),
            (r#"{"label": "NORP", "pattern": "Velinish"}"#, "`[kinds.norp]`"),
            (r#"{"label": "ORG", "pattern": " "}"#, "it has no name"),
            (r#"["ORG", "A"]"#, "the line is not a JSON object"),
            ("{\"label\": \"ORG\"", "invalid JSON at column"),
        ];
        let text = lines.map(|(line, _)| line).join("\n");
        // The line that starts with a bracket is not the first, so the text is not one array.
        let found = read(&text, Format::Spacy);
        assert_eq!(names(&found), Vec::<&str>::new());
        let expected: Vec<(u32, &str)> = (1..).zip(lines.iter().map(|(_, why)| *why)).collect();
        assert_skipped(&found, &expected);
        assert_eq!(try_read("[\n{}\n]", Format::Spacy).unwrap_err(), ImportError::Array);
    }

    #[test]
    fn deep_nesting_is_one_broken_line() {
        let deep = format!("{{\"label\":\"ORG\",\"pattern\":{}\n", "[".repeat(100_000));
        assert_skipped(&read(&deep, Format::Spacy), &[(1, "invalid JSON")]);
    }
}
