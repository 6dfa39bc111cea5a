//! Tests of what all formats share: merging of rows, and that every imported entity can be written. Also helpers for
//! the tests of single formats.

use proptest::prelude::*;

use super::cells::Rows;
use super::import_builder::ImportBuilder;
use super::{
    Format, ImportError, Imported, Kinds, NoteKind, Row, detect, merge, read as read_with_kinds, to_toml,
};
use crate::gazetteer::edit::{Addition, NewEntity, add};
use crate::gazetteer::{Gazetteer, parse};

fn built_in() -> Kinds {
    Kinds::new(Gazetteer::default().kinds.iter().map(|kind| kind.id.as_str()))
}

/// Reads a text with the built-in kinds.
pub fn try_read(text: &str, format: Format) -> Result<Imported, ImportError> {
    read_with_kinds(text, format, &built_in())
}

/// The same as [`try_read`], but panics on errors.
pub fn read(text: &str, format: Format) -> Imported {
    try_read(text, format).unwrap()
}

/// The same as [`try_read`], with a default kind.
pub fn read_with_default(text: &str, format: Format, kind: &str) -> Result<Imported, ImportError> {
    read_with_kinds(text, format, &built_in().with_default(kind).unwrap())
}

/// Returns the names of the imported entities.
pub fn names(found: &Imported) -> Vec<&str> {
    found.entities.iter().map(|row| row.entity.name.as_str()).collect()
}

/// Returns each note as `LINE KIND TEXT`.
pub fn notes(found: &Imported) -> Vec<String> {
    found.notes.iter().map(|note| format!("{} {:?} {}", note.line, note.kind, note.text)).collect()
}

/// Asserts that the notes are exactly these skipped rows, each with a reason that contains the given words.
#[track_caller]
pub fn assert_skipped(found: &Imported, expected: &[(u32, &str)]) {
    let notes = notes(found);
    assert_eq!(notes.len(), expected.len(), "{notes:#?}");
    for ((line, why), note) in expected.iter().zip(&notes) {
        assert!(
            note.starts_with(&format!("{line} SkippedRow skipped: ")) && note.contains(why),
            "{why}: {note}"
        );
        assert!(!note.contains(char::is_control), "{note:?}");
    }
}

#[test]
fn rows_with_the_same_name_are_merged_and_reported() {
    let found = read(
        "name,kind,aliases,note\nmara okello,person,Okello,\nMara Okello,person,M. Okello;OKELLO;Mara  okello,of Velin\n\
         Mara Okello,organisation,,\n",
        Format::Csv,
    );
    assert_eq!(names(&found), ["Mara Okello", "Mara Okello"]);
    let first = &found.entities[0];
    assert_eq!(
        (first.line, &first.entity.aliases[..]),
        (2, &["Okello".to_owned(), "M. Okello".to_owned()][..])
    );
    assert_eq!(first.entity.note.as_deref(), Some("of Velin"));
    assert_eq!(notes(&found), ["3 Remark `Mara Okello` is merged with line 2: the same entity"]);
}

#[test]
fn rows_with_the_same_wikidata_item_are_merged() {
    let found = read(
        "name,kind,wikidata\nMara Okello,person,Q1\nMara A. Okello,person,https://www.wikidata.org/wiki/Q1\n\
         Mara Okello,person,Q2\n",
        Format::Csv,
    );
    assert_eq!(names(&found), ["Mara Okello"]);
    assert_eq!(found.entities[0].entity.aliases, ["Mara A. Okello"]);
    let notes = notes(&found);
    assert!(notes[0].starts_with("3 Remark `Mara A. Okello` is merged with line 2"), "{notes:?}");
    assert!(notes[1].starts_with("4 SkippedRow skipped: line 2 has `Mara Okello` with another"), "{notes:?}");
}

#[test]
fn rows_beyond_the_maximum_number_of_forms_are_skipped() {
    let kinds = built_in();
    let mut builder = ImportBuilder::new(&kinds).with_max_forms(3);
    let row = |name: &str, aliases: &[&str]| NewEntity {
        name: name.to_owned(),
        kind: "place".to_owned(),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        ..NewEntity::default()
    };
    builder.add_row(1, row("A", &["B", "b"]));
    builder.add_row(2, row("C", &["D"]));
    builder.add_row(3, row("a", &["E", "F"]));
    builder.add_row(4, row("a", &["G"]));
    let found = builder.finish();
    assert_eq!(names(&found), ["A"]);
    assert_eq!(found.entities[0].entity.aliases, ["B", "G"]);
    let skipped = found.notes.iter().filter(|note| note.kind == NoteKind::SkippedRow);
    assert_eq!(skipped.map(|note| note.line).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn note_is_clipped_and_sanitised() {
    let text = format!("name,kind,note\nA,place,\"\u{1b}[2J {}\"\n", "x".repeat(2_000));
    let found = read(&text, Format::Csv);
    let note = found.entities[0].entity.note.as_deref().unwrap();
    assert_eq!((note.chars().count(), note.chars().next()), (1_001, Some('␛')));
}

const LIST: &str = "[[entity]]\nname='Port Velin'\nkind='place'\naliases=['Velin']\n\
    [[entity]]\nname='Mara Okello'\nkind='person'\naliases=['Okello', 'M. Okello', {text='The Captain', weak=true}]\nwikidata='Q1'\n\
    [[entity]]\nname='Harbour Trust'\nid='trust'\nkind='organisation'\naliases=['Union']\n\
    [[entity]]\nname='Union Bank'\nkind='organisation'\naliases=['Union']\n";

/// Merges CSV rows into [`LIST`]; returns each addition and each note.
fn merged(rows: &str) -> (Vec<String>, Vec<String>) {
    let list = parse(LIST, "list").unwrap().gazetteer;
    let found = read(&format!("name,kind,aliases,id,wikidata\n{rows}"), Format::Csv);
    assert_eq!(found.notes, []);
    let merged = merge(&list, found.entities);
    add(LIST, "list", &merged.additions).unwrap();
    let describe = |addition: &Addition| match addition {
        Addition::Entity(entity) => format!("{} {:?} {:?}", entity.name, entity.aliases, entity.id),
        Addition::Alias { id, text } => format!("{id}: {text}"),
    };
    let notes = merged.notes.iter().map(|note| format!("{:?} {}", note.kind, note.text)).collect();
    (merged.additions.iter().map(describe).collect(), notes)
}

#[test]
fn listed_entity_gets_only_its_new_aliases() {
    for (row, expected) in [
        ("PORT VELIN,place,velin;Velinport", "port-velin: Velinport"),
        ("Velin,place,Old Velin", "port-velin: Old Velin"),
        ("Velinport,place,Port Velin", "port-velin: Velinport"),
        ("Velinport,place,Velin", "port-velin: Velinport"),
        ("The Trust,organisation,,trust", "trust: The Trust"),
        ("Mara A. Okello,person,,,Q1", "mara-okello: Mara A. Okello"),
        ("Mara A. Okello,person,M. Okello", "mara-okello: Mara A. Okello"),
        ("Okello,person,", ""),
    ] {
        let (additions, notes) = merged(row);
        assert_eq!((additions.join("\n").as_str(), notes.len()), (expected, 0), "{row}: {notes:?}");
    }
}

#[test]
fn similar_row_is_a_new_entity() {
    for (row, expected, note) in [
        ("Velin,person,", "Velin [] None", Some("Remark `Velin` is also a form of Port Velin")),
        (
            "Tomas Okello,person,Okello",
            "Tomas Okello [\"Okello\"] None",
            Some("Remark `Okello` is also a form of Mara Okello"),
        ),
        (
            "The Captain,person,",
            "The Captain [] None",
            Some("Remark `The Captain` is also a form of Mara Okello"),
        ),
        (
            "Mara B. Okello,person,M. Okello,,Q9",
            "Mara B. Okello [\"M. Okello\"] None",
            Some("Remark `M. Okello`"),
        ),
        ("Trust,place,,trust", "Trust [] None", Some("Remark the id `trust` is taken; Trust gets another")),
        ("Sund,place,,sund-1", "Sund [] Some(\"sund-1\")", None),
    ] {
        let (additions, notes) = merged(row);
        assert_eq!(additions, [expected], "{row}");
        assert!(notes.iter().zip(note).all(|(note, start)| note.starts_with(start)), "{notes:?}");
        assert_eq!(notes.len(), usize::from(note.is_some()), "{notes:?}");
    }
}

/// Regression: the note ignored priorities, which decide between two entities with the same form.
#[test]
fn shared_form_is_noted_only_if_the_priorities_are_equal() {
    let rows = read("name,kind\nVelin,person\n", Format::Csv).entities;
    for (priority, notes) in [(0, 1), (1, 0), (-1, 0)] {
        let list = LIST.replacen("kind='place'", &format!("kind='place'\npriority={priority}"), 1);
        let merged = merge(&parse(&list, "list").unwrap().gazetteer, rows.clone());
        assert_eq!((merged.additions.len(), merged.notes.len()), (1, notes), "{priority}");
    }
}

#[test]
fn ambiguous_row_is_skipped() {
    for (row, note) in [
        ("Union,organisation,", "SkippedRow skipped: `Union` may be Harbour Trust or Union Bank in the list"),
        ("Mara Okello,person,,,Q9", "SkippedRow skipped: `Mara Okello` is listed with another Wikidata item"),
    ] {
        let (additions, notes) = merged(row);
        assert_eq!((additions.len(), notes.len()), (0, 1), "{row}");
        assert!(notes[0].starts_with(note), "{notes:?}");
    }
}

#[test]
fn id_taken_by_a_slug_is_not_used_twice() {
    let (additions, notes) = merged("Sund,place,\nSund,person,\nNorth,place,,sund-2\nSund,event,,sund\n");
    assert_eq!(additions, ["Sund [] None", "Sund [] None", "North [] None", "Sund [] None"]);
    assert_eq!(notes.len(), 2, "{notes:?}");
}

#[test]
fn entities_of_custom_kinds_are_printed() {
    let list = parse("[kinds.\"sea ship\"]\n[kinds.vessel]\n", "list").unwrap().gazetteer;
    let kinds = Kinds::new(list.kinds.iter().map(|kind| kind.id.as_str()));
    let found = read_with_kinds("name,kind\nA,Vessel\nB,sea ship\nC,place\n", Format::Csv, &kinds).unwrap();
    let text = to_toml(&merge(&list, found.entities).additions).unwrap();
    assert!(text.starts_with("[[entity]]\nname = \"A\"\nkind = \"vessel\"\n"), "{text}");
    let whole = format!("[kinds.\"sea ship\"]\n[kinds.vessel]\n\n{text}");
    assert_eq!(parse(&whole, "list").unwrap().gazetteer.entries.len(), 3);
    assert_eq!(to_toml(&[]).unwrap(), "");
}

/// Generates a text in one of the formats, with values that are equal, fold alike or are invalid.
fn file(ids: &'static [&'static str]) -> impl Strategy<Value = (Format, String)> {
    let word = || {
        prop_oneof![
            8 => "[AaBb][ -]?[AaBbÁá]{0,2}",
            1 => prop::sample::select(vec!["", " ", "{a}", "\u{200b}", "A\u{1b}", "'\"\\", "a;b", "=", "\u{fffd}", "A\nB"])
                .prop_map(str::to_owned),
            1 => any::<String>(),
        ]
    };
    let kind = || prop::sample::select(vec!["person", "GPE", "ORG", "Company", "vessel", ""]);
    let id = || prop::sample::select(ids);
    let row = (word(), kind(), prop::collection::vec(word(), 0..3), id(), id());
    let formats = [Format::Csv, Format::Spacy, Format::OpenSanctions, Format::FollowTheMoney];
    (prop::sample::select(formats.to_vec()), prop::collection::vec(row, 1..8)).prop_map(|(format, rows)| {
        let quote = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        let mut text = match format {
            Format::Csv => "name,kind,aliases,id,wikidata\n",
            Format::OpenSanctions => "name,schema,aliases,id,dataset\n",
            Format::Spacy | Format::FollowTheMoney => "\n",
        }
        .to_owned();
        for (name, kind, aliases, id, item) in rows {
            let line = match format {
                Format::Csv | Format::OpenSanctions => {
                    [&name, kind, &aliases.join(";"), id, item].map(quote).join(",")
                }
                Format::Spacy => serde_json::json!({"label": kind, "pattern": name, "id": id}).to_string(),
                Format::FollowTheMoney => serde_json::json!({
                    "schema": kind, "id": id, "properties": {"name": [name], "alias": aliases, "wikidataId": [item]},
                })
                .to_string(),
            };
            text.push_str(&line);
            text.push('\n');
        }
        (format, text)
    })
}

/// Returns the list `text` with the rows merged in.
fn written(text: &str, rows: Vec<Row>) -> String {
    let list = parse(text, "list").unwrap().gazetteer;
    add(text, "list", &merge(&list, rows).additions).unwrap().text
}

proptest! {
    #[test]
    fn imported_entities_can_be_written_and_are_then_listed((format, text) in file(&["", "NK-1", "NK-2", "Q1", "Q2"])) {
        let found = read(&text.replacen('\n', "\n\n", 1), format).entities;
        for list in ["", LIST] {
            let once = written(list, found.clone());
            prop_assert_eq!(&written(&once, found.clone()), &once, "a second import adds nothing");
        }
        let printed = to_toml(&merge(&Gazetteer::default(), found).additions).unwrap();
        prop_assert!(parse(&printed, "printed").is_ok());
    }

    #[test]
    fn every_row_is_imported_or_reported((format, text) in file(&[""])) {
        let found = read(&text, format);
        let mut lines: Vec<u32> = found.entities.iter().map(|row| row.line).collect();
        lines.extend(found.notes.iter().map(|note| note.line));
        let is_table = matches!(format, Format::Csv | Format::OpenSanctions);
        if is_table {
            let rows = Rows::new(&text, b',').skip(1);
            prop_assert!(rows.into_iter().all(|row| lines.contains(&row.line)), "{lines:?}");
        } else {
            let rows = (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty());
            prop_assert!(rows.into_iter().all(|(line, _)| lines.contains(&line)), "{lines:?}");
        }
        prop_assert!(found.notes.iter().all(|note| !note.text.contains(char::is_control)));
    }

    #[test]
    fn any_text_can_be_read(text: String, tail in "[\"{}\\[\\],;:a-e\n]{0,80}") {
        for text in [&text, &format!("name,kind\n{tail}"), &format!("{{{tail}")] {
            let _ = detect(text);
            for format in [Format::Csv, Format::Spacy, Format::OpenSanctions, Format::FollowTheMoney] {
                let _ = try_read(text, format);
            }
        }
    }
}
