//! Lists in other formats, and their merge into a list of ours.

use whoswho::gazetteer::formats::{Format, Imported, Kinds, detect, merge, read};
use whoswho::gazetteer::{edit, parse};

use super::check;

const LIST: &str = "[[entity]]\nname = \"Mara Lindqvist\"\nkind = \"person\"\naliases = [\"Lindqvist\"]\n\n[[entity]]\nname = \"Vesthaven\"\nkind = \"place\"\nwikidata = \"Q1\"\n";

pub fn run(data: &[u8]) {
    let text = check::text_of(data);
    let Ok(list) = parse(LIST, "list") else { panic!("the list is valid") };
    let kinds = Kinds::new(list.gazetteer.kinds.iter().map(|kind| kind.id.as_str()));
    let kinds = match kinds.with_default("person") {
        Ok(kinds) => kinds,
        Err(error) => panic!("{error}"),
    };
    let detected = detect(&text);
    for format in [Format::Csv, Format::Spacy, Format::OpenSanctions, Format::FollowTheMoney] {
        let read = check::deterministic(data, || read(&text, format, &kinds));
        match read {
            Ok(imported) => {
                check_imported(&imported, &text);
                if detected != Ok(format) {
                    continue;
                }
                let merged = merge(&list.gazetteer, imported.entities);
                merged.notes.iter().for_each(|note| check::message(&note.text));
                match edit::add(LIST, "list", &merged.additions) {
                    Ok(edited) => assert_eq!(edited.lines.len(), merged.additions.len()),
                    Err(error) => panic!("the additions cannot be written: {error}"),
                }
            }
            Err(error) => check::message(&error.to_string()),
        }
    }
}

fn check_imported(imported: &Imported, text: &str) {
    // Lines end in LF, CR LF or CR.
    let lines = text.matches(['\n', '\r']).count();
    let rows = imported.entities.iter().map(|row| row.line);
    for line in rows.chain(imported.notes.iter().map(|note| note.line)) {
        assert!((1..=lines + 1).contains(&(line as usize)), "there is no line {line}");
    }
    imported.notes.iter().for_each(|note| check::message(&note.text));
    let names = imported.entities.iter().map(|row| row.entity.name.len()).sum();
    check::bounded("names", names, text.len());
}
