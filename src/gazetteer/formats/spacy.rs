//! `patterns.jsonl` of spaCy's `EntityRuler`: a label and a pattern a line.
//!
//! A pattern is a phrase, or a list of what each token has to be. Tokens that are given by their text make a phrase
//! again; `LOWER` makes one in small letters, which a list finds in any case, as it does there. Everything else (parts of
//! speech, operators, expressions) needs the language model and is not taken. Lines with one `id` and one label are one
//! entity, whose name is the first of its phrases that has a capital.

use serde_json::{Map, Value};

use super::json_lines::{take_objects, text};
use super::taking::Taking;
use super::{Unreadable, shown};
use crate::gazetteer::edit::NewEntity;

/// The attributes of a token that are its text.
const TEXTS: [&str; 3] = ["LOWER", "ORTH", "TEXT"];
/// Tokens that stand between two words without spaces.
const JOINING: [&str; 5] = ["-", "–", "—", "/", "_"];
/// With one of these a token begins that has no space before it.
const LEANING: [char; 9] = ['\'', '’', ',', '.', ';', ':', '!', '?', ')'];

/// Reads patterns.
///
/// # Errors
/// That the text is one array.
pub fn read(text: &str, taking: &mut Taking<'_>) -> Result<(), Unreadable> {
    take_objects(text, row, taking)
}

fn row(object: &Map<String, Value>) -> Result<NewEntity, String> {
    let Some(label) = text(object, "label") else { return Err("it has no `label`".to_owned()) };
    let name = match object.get("pattern") {
        Some(Value::String(phrase)) => phrase.clone(),
        Some(Value::Array(tokens)) => phrase(tokens)?,
        Some(_) => return Err("its pattern is neither a phrase nor a list of tokens".to_owned()),
        None => return Err("it has no `pattern`".to_owned()),
    };
    Ok(NewEntity { name, kind: label, id: text(object, "id"), ..NewEntity::default() })
}

/// The phrase that tokens make.
fn phrase(tokens: &[Value]) -> Result<String, String> {
    let mut phrase = String::new();
    let mut leans_on = true;
    for (number, token) in (1..).zip(tokens) {
        let text = token_text(token).map_err(|what| format!("token {number} of its pattern {what}"))?;
        let is_joining = JOINING.contains(&text);
        if !(leans_on || is_joining || text.starts_with(LEANING)) {
            phrase.push(' ');
        }
        phrase.push_str(text);
        leans_on = is_joining || text == "(";
    }
    if phrase.trim().is_empty() { Err("its pattern has no words".to_owned()) } else { Ok(phrase) }
}

fn token_text(token: &Value) -> Result<&str, String> {
    let Some(token) = token.as_object() else { return Err("is no object".to_owned()) };
    let is_text = |key: &str| TEXTS.contains(&key.to_uppercase().as_str());
    if let Some(other) = token.keys().find(|key| !is_text(key)) {
        return Err(format!("asks for `{}`, not for a text", shown(other)));
    }
    match token.values().collect::<Vec<_>>().as_slice() {
        [Value::String(text)] => Ok(text),
        [] => Err("can be anything".to_owned()),
        [_] => Err("asks for more than one text".to_owned()),
        _ => Err("asks for two things at once".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::formats::tests::{names, notes, read, refused, try_read};
    use crate::gazetteer::formats::{Format, Unreadable};

    fn taken(text: &str) -> Vec<(String, String, Vec<String>)> {
        let found = read(text, Format::Spacy);
        assert_eq!(notes(&found), Vec::<String>::new(), "{text}");
        found.entities.into_iter().map(|row| (row.entity.name, row.entity.kind, row.entity.aliases)).collect()
    }

    #[test]
    fn phrases_and_tokens_of_text_are_names() {
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
            let found = taken(&format!("{{\"label\": \"ORG\", \"pattern\": {pattern}}}\n"));
            assert_eq!(found, [(expected.to_owned(), "organisation".to_owned(), Vec::new())]);
        }
    }

    #[test]
    fn lines_with_one_id_are_one_entity() {
        let found = taken(
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
    fn each_refusal_has_its_line_and_reason() {
        let lines = [
            (r#"{"pattern": "A"}"#, "it has no `label`"),
            (r#"{"label": "ORG"}"#, "it has no `pattern`"),
            (r#"{"label": "ORG", "pattern": 1}"#, "neither a phrase nor a list of tokens"),
            (r#"{"label": "ORG", "pattern": []}"#, "has no words"),
            (r#"{"label": "ORG", "pattern": [{}]}"#, "token 1 of its pattern can be anything"),
            (r#"{"label": "ORG", "pattern": ["A"]}"#, "token 1 of its pattern is no object"),
            (
                r#"{"label": "ORG", "pattern": [{"LOWER": "a"}, {"POS": "NOUN"}]}"#,
                "token 2 of its pattern asks for `POS`",
            ),
            (r#"{"label": "ORG", "pattern": [{"LOWER": "a", "OP": "+"}]}"#, "asks for `OP`"),
            (r#"{"label": "ORG", "pattern": [{"LOWER": "a", "TEXT": "A"}]}"#, "two things at once"),
            (r#"{"label": "ORG", "pattern": [{"TEXT": {"REGEX": "^a"}}]}"#, "more than one text"),
            (r#"{"label": "NORP", "pattern": "Velinish"}"#, "`[kinds.norp]`"),
            (r#"{"label": "ORG", "pattern": " "}"#, "it has no name"),
            (r#"["ORG", "A"]"#, "a line has to be a JSON object"),
            ("{\"label\": \"ORG\"", "no JSON from column"),
        ];
        let text = lines.map(|(line, _)| line).join("\n");
        // The line that begins with a bracket is not the first, so that the text is no array.
        let found = read(&text, Format::Spacy);
        assert_eq!(names(&found), Vec::<&str>::new());
        let expected: Vec<(u32, &str)> = (1..).zip(lines.iter().map(|(_, why)| *why)).collect();
        refused(&found, &expected);
        assert_eq!(try_read("[\n{}\n]", Format::Spacy).unwrap_err(), Unreadable::Array);
    }

    #[test]
    fn depth_without_end_is_one_broken_line() {
        let deep = format!("{{\"label\":\"ORG\",\"pattern\":{}\n", "[".repeat(100_000));
        refused(&read(&deep, Format::Spacy), &[(1, "no JSON")]);
    }
}
