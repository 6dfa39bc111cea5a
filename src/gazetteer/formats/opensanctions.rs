//! `targets.simple.csv` of OpenSanctions: a row a target, its names in `name` and `aliases`.
//!
//! A cell of several values is itself a row of CSV, separated by `;`, so that a name may hold one. Weak aliases stand
//! among the others and cannot be told from them here; JSON of FollowTheMoney tells them apart.

use super::Unreadable;
use super::cells::{Rows, Table};
use super::csv::rows;
use super::taking::{Taking, is_item};
use crate::gazetteer::edit::NewEntity;

/// The columns that are read.
pub const COLUMNS: &[&str] = &["id", "schema", "name", "aliases", "birth_date", "countries"];

/// Reads a table.
///
/// # Errors
/// That its header lacks a column that it needs.
pub fn read(text: &str, taking: &mut Taking<'_>) -> Result<(), Unreadable> {
    let table = Table::of(text, COLUMNS).ok_or(Unreadable::NoColumn("schema"))?;
    for column in ["id", "schema", "name"] {
        if table.column(column).is_none() {
            return Err(Unreadable::NoColumn(column));
        }
    }
    rows(&table, taking, |cell| {
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
            wikidata: Some(id.clone()).filter(|id| is_item(id)),
            id: Some(id),
            url: None,
        }
    });
    Ok(())
}

/// The values of a cell; as they stand between `;` where its quotes are broken.
fn values(cell: &str) -> Vec<String> {
    let row = Rows::new(cell, b';').next().and_then(|row| row.cells.ok());
    let plain = || cell.split(';').map(str::to_owned).collect();
    row.map_or_else(plain, |values| values.into_iter().map(std::borrow::Cow::into_owned).collect())
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::formats::tests::{names, read, refused, try_read};
    use crate::gazetteer::formats::{Format, Unreadable};

    const HEADER: &str = "\"id\",\"schema\",\"name\",\"aliases\",\"birth_date\",\"countries\",\"addresses\",\"identifiers\",\
         \"sanctions\",\"phones\",\"emails\",\"program_ids\",\"dataset\",\"first_seen\",\"last_seen\",\"last_change\"\n";

    fn file(rows: &[&str]) -> String {
        let tail = ",\"\",\"\",\"\",\"\",\"\",\"\",\"A list\",\"\",\"\",\"\"\n";
        let rows: Vec<String> = rows.iter().map(|row| format!("{row}{tail}")).collect();
        format!("{HEADER}{}", rows.concat())
    }

    #[test]
    fn a_target_is_an_entity() {
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
    fn what_is_no_kind_of_the_list_is_refused() {
        let found = read(
            &file(&[
                "\"NK-3\",\"Vessel\",\"SEA STAR\",\"\",\"\",\"\"",
                "\"NK-4\",\"Person\",\"\",\"\",\"\",\"\"",
            ]),
            Format::OpenSanctions,
        );
        assert_eq!(names(&found), Vec::<&str>::new());
        refused(&found, &[(2, "`[kinds.vessel]`"), (3, "it has no name")]);
    }

    #[test]
    fn broken_quotes_among_aliases_divide_them_all_the_same() {
        assert_eq!(super::values("\"a\"b;c"), ["\"a\"b", "c"]);
        assert_eq!(super::values(""), [""]);
        assert_eq!(super::values("a;b"), ["a", "b"]);
    }

    #[test]
    fn a_table_without_a_schema_is_another() {
        let found = try_read("id,name\n1,A\n", Format::OpenSanctions);
        assert_eq!(found.unwrap_err(), Unreadable::NoColumn("schema"));
    }
}
