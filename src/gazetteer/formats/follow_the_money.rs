//! Entities of the FollowTheMoney model as JSON Lines: the exchange format of OpenSanctions, Aleph and similar tools.
//!
//! Each property has a list of values. The name of the entity is its caption or, without one, the first of its names,
//! aliases, former names and abbreviations; all others become aliases. Weak aliases are silently left out, since the
//! model itself says not to match them.

use serde_json::{Map, Value};

use super::ImportError;
use super::import_builder::{ImportBuilder, is_wikidata_item};
use super::json_lines::{add_objects, text, texts};
use super::kinds::RELATIONS;
use crate::gazetteer::edit::NewEntity;
use crate::text::quote::quoted;

/// The properties that contain names.
const NAMES: [&str; 4] = ["name", "alias", "previousName", "abbreviation"];
/// The properties that may describe the entity; the first present is used.
const NOTES: [&str; 4] = ["summary", "position", "description", "notes"];
/// The properties that may contain a web address; the first present is used.
const ADDRESSES: [&str; 2] = ["sourceUrl", "wikipediaUrl"];

/// Reads entities.
///
/// # Errors
/// Returns an error if the text is one JSON array.
pub fn read(text: &str, builder: &mut ImportBuilder<'_>) -> Result<(), ImportError> {
    add_objects(text, read_entity, builder)
}

fn read_entity(object: &Map<String, Value>) -> Result<NewEntity, String> {
    let Some(schema) = text(object, "schema") else { return Err("it has no `schema`".to_owned()) };
    if RELATIONS.contains(&schema.as_str()) {
        return Err(format!("`{}` is a relation between entities and has no name", quoted(&schema)));
    }
    let none = Map::new();
    let properties = object.get("properties").and_then(Value::as_object).unwrap_or(&none);
    let first_of = |keys: &[&str]| keys.iter().find_map(|key| texts(properties, key).into_iter().next());
    let mut names = NAMES.iter().flat_map(|key| texts(properties, key));
    let caption = text(object, "caption").filter(|caption| !caption.trim().is_empty());
    let name = caption.or_else(|| names.next()).unwrap_or_default();
    let topics = texts(properties, "topics");
    let topics = (!topics.is_empty()).then(|| format!("topics: {}", topics.join(", ")));
    let id = text(object, "id");
    let item = texts(properties, "wikidataId").into_iter().next();
    Ok(NewEntity {
        name,
        kind: schema,
        aliases: names.collect(),
        note: first_of(&NOTES).or(topics),
        wikidata: item.or_else(|| id.clone().filter(|id| is_wikidata_item(id))),
        url: first_of(&ADDRESSES),
        id,
    })
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::formats::Format;
    use crate::gazetteer::formats::tests::{assert_skipped, names, read};

    #[test]
    fn entity_has_its_names_and_description() {
        let found = read(
            r#"{"id":"NK-1","schema":"Person","caption":"Ilan Torv","properties":{"name":["Torv, Ilan","Ilan Torv"],"alias":["Илан Торв"],"previousName":["Ilan Torvsen"],"weakAlias":["Ilan"],"wikidataId":["Q4242"],"topics":["sanction"],"position":["Harbour master"],"notes":["Long."],"sourceUrl":["https://example.org/1"]}}
{"id":"Q77","schema":"PublicBody","properties":{"name":"Ministry of Tides","abbreviation":["MoT"],"alias":[1,null,{"id":"x"}],"topics":["gov","gov.national"]}}
"#,
            Format::FollowTheMoney,
        );
        let person = &found.entities[0].entity;
        assert_eq!((person.name.as_str(), person.kind.as_str()), ("Ilan Torv", "person"));
        assert_eq!(person.aliases, ["Torv, Ilan", "Илан Торв", "Ilan Torvsen"], "weak aliases stay out");
        assert_eq!((person.id.as_deref(), person.wikidata.as_deref()), (Some("NK-1"), Some("Q4242")));
        assert_eq!(person.note.as_deref(), Some("Harbour master"));
        assert_eq!(person.url.as_deref(), Some("https://example.org/1"));
        let body = &found.entities[1].entity;
        assert_eq!((body.name.as_str(), body.kind.as_str()), ("Ministry of Tides", "organisation"));
        assert_eq!(body.aliases, ["MoT"]);
        assert_eq!(body.wikidata.as_deref(), Some("Q77"));
        assert_eq!(body.note.as_deref(), Some("topics: gov, gov.national"));
        assert_eq!(found.notes, []);
    }

    #[test]
    fn each_skipped_line_has_a_reason() {
        let lines = [
            (r#"{"id":"a","properties":{"name":["A"]}}"#, "it has no `schema`"),
            (
                r#"{"schema":"Sanction","caption":"A"}"#,
                "`Sanction` is a relation between entities and has no name",
            ),
            (r#"{"schema":"Person","properties":{}}"#, "it has no name"),
            (r#"{"schema":"Person","properties":7}"#, "it has no name"),
            (r#"{"schema":"Vessel","caption":"SEA STAR"}"#, "the list has no kind `Vessel`"),
            (r#"{"schema":"Address","caption":"1 Quay, Port Velin"}"#, "`[kinds.address]`"),
            (r#"{"schema":"Person","caption":"\ud800"}"#, "invalid JSON"),
            ("null", "the line is not a JSON object"),
        ];
        let text = lines.map(|(line, _)| line).join("\n");
        let found = read(&text, Format::FollowTheMoney);
        assert_eq!(names(&found), Vec::<&str>::new());
        let expected: Vec<(u32, &str)> = (1..).zip(lines.iter().map(|(_, why)| *why)).collect();
        assert_skipped(&found, &expected);
    }
}
