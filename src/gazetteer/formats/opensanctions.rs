//! OpenSanctions' `targets.simple.csv`: one row per target, with its names in `name` and `aliases`.
//!
//! A cell with several values is itself a row of CSV separated by `;`, so that a name may contain a `;`. Unlike in
//! FollowTheMoney's JSON, weak aliases cannot be distinguished from the others.

use std::borrow::Cow;

use super::ImportError;
use super::cells::{Rows, Table};
use super::csv::add_rows;
use super::import_builder::{ImportBuilder, is_wikidata_item};
use crate::gazetteer::edit::NewEntity;

/// The columns that are imported.
pub const COLUMNS: &[&str] = &["id", "schema", "name", "aliases", "birth_date", "countries"];

/// Reads a table.
///
/// # Errors
/// Returns an error if the header lacks a required column.
pub fn read(text: &str, builder: &mut ImportBuilder<'_>) -> Result<(), ImportError> {
    let table = Table::parse(text, COLUMNS).ok_or(ImportError::NoColumn("schema"))?;
    for column in ["id", "schema", "name"] {
        if table.column(column).is_none() {
            return Err(ImportError::NoColumn(column));
        }
    }
    add_rows(&table, builder, |cell| {
        let id = cell("id");
        let born =
            Some(cell("birth_date")).filter(|date| !date.is_empty()).map(|date| format!("born {date}"));
        let countries = Some(values(&cell("countries")).join(", ")).filter(|countries| !countries.is_empty());
        let note: Vec<String> = countries.into_iter().chain(born).collect();
        NewEntity {
            name: cell("name"),
            kind: cell("schema"),
            aliases: values(&cell("aliases")),
            note: Some(note.join(", ")),
            wikidata: Some(id.clone()).filter(|id| is_wikidata_item(id)),
            id: Some(id),
            url: None,
        }
    });
    Ok(())
}

/// Returns the values of a cell. A line break is part of a value. If the cell's quotes are broken, splits it at every
/// `;`.
fn values(cell: &str) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for row in Rows::new(cell, b';') {
        let Ok(cells) = row.cells else {
            values.clear();
            break;
        };
        let mut cells = cells.into_iter().map(Cow::into_owned);
        if let Some(last) = values.last_mut()
            && let Some(first) = cells.next()
        {
            last.push('\n');
            last.push_str(&first);
        }
        values.extend(cells);
    }
    if values.is_empty() { cell.split(';').map(str::to_owned).collect() } else { values }
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::formats::tests::{assert_skipped, names, read, try_read};
    use crate::gazetteer::formats::{Format, ImportError};

    const HEADER: &str = "\"id\",\"schema\",\"name\",\"aliases\",\"birth_date\",\"countries\",\"addresses\",\"identifiers\",\
         \"sanctions\",\"phones\",\"emails\",\"program_ids\",\"dataset\",\"first_seen\",\"last_seen\",\"last_change\"\n";

    fn file(rows: &[&str]) -> String {
        let tail = ",\"\",\"\",\"\",\"\",\"\",\"\",\"A list\",\"\",\"\",\"\"\n";
        let rows: Vec<String> = rows.iter().map(|row| format!("{row}{tail}")).collect();
        format!("{HEADER}{}", rows.concat())
    }

    #[test]
    fn target_becomes_an_entity() {
        let found = read(
            &file(&[
                "\"NK-1\",\"Person\",\"Ilan Torv\",\"Torv;\"\"Torv; the Elder\"\";Илан Торв\",\"1960-01-02\",\"cy;mt\"",
                "\"Q4242\",\"Company\",\"Torv Holding\",\"\",\"\",\"\"",
            ]),
            Format::OpenSanctions,
        );
        let person = &found.entities[0].entity;
        assert_eq!((person.name.as_str(), person.kind.as_str()), ("Ilan Torv", "person"));
        assert_eq!(person.aliases, ["Torv", "Torv; the Elder", "Илан Торв"]);
        assert_eq!((person.id.as_deref(), person.wikidata.as_deref()), (Some("NK-1"), None));
        assert_eq!(person.note.as_deref(), Some("cy, mt, born 1960-01-02"));
        let company = &found.entities[1].entity;
        assert_eq!((company.kind.as_str(), company.wikidata.as_deref()), ("organisation", Some("Q4242")));
        assert_eq!((&company.note, found.notes.len()), (&None, 0));
    }

    #[test]
    fn row_with_an_unknown_kind_or_without_a_name_is_skipped() {
        let found = read(
            &file(&[
                "\"NK-3\",\"Vessel\",\"SEA STAR\",\"\",\"\",\"\"",
                "\"NK-4\",\"Person\",\"\",\"\",\"\",\"\"",
            ]),
            Format::OpenSanctions,
        );
        assert_eq!(names(&found), Vec::<&str>::new());
        assert_skipped(&found, &[(2, "`[kinds.vessel]`"), (3, "it has no name")]);
    }

    #[test]
    fn aliases_with_broken_quotes_are_split_at_semicolons() {
        assert_eq!(super::values("\"a\"b;c"), ["\"a\"b", "c"]);
        assert_eq!(super::values(""), [""]);
        assert_eq!(super::values("a;b"), ["a", "b"]);
    }

    /// Regression: what followed the line break was lost.
    #[test]
    fn line_break_in_the_aliases_is_part_of_one() {
        assert_eq!(
            super::values("Torv;Ilan\nTorv;\"Torv; the Elder\"\n"),
            ["Torv", "Ilan\nTorv", "Torv; the Elder"]
        );
        assert_eq!(super::values("a;b\n\"c\"d;e"), ["a", "b\n\"c\"d", "e"]);
        let found = read(
            &file(&["\"NK-1\",\"Person\",\"Ilan Torv\",\"Torv;I.\nTorv;Torv Ilan\",\"\",\"\""]),
            Format::OpenSanctions,
        );
        assert_eq!(found.entities[0].entity.aliases, ["Torv", "I. Torv", "Torv Ilan"]);
    }

    #[test]
    fn table_without_a_schema_is_an_error() {
        let found = try_read("id,name\n1,A\n", Format::OpenSanctions);
        assert_eq!(found.unwrap_err(), ImportError::NoColumn("schema"));
    }
}
