//! A table with a header: `name`, `kind`, `aliases` and other keys of an entity ([`COLUMNS`]).
//!
//! Aliases are separated by `;` or `|`: hardly any name contains either, and with `|` a table whose columns are
//! separated by `;` needs no quotes.

use super::cells::Table;
use super::import_builder::ImportBuilder;
use super::{ImportError, NoteKind};
use crate::gazetteer::did_you_mean::nearest;
use crate::gazetteer::edit::NewEntity;
use crate::text::plural::counted;
use crate::text::quote::{did_you_mean, quoted};

/// The columns that are imported.
pub const COLUMNS: &[&str] = &["name", "kind", "aliases", "id", "note", "wikidata", "url"];

/// Separators of aliases.
const ALIAS_SEPARATORS: [char; 2] = [';', '|'];

/// Reads a table.
///
/// # Errors
/// Returns an error if the header lacks a required column, repeats one of [`COLUMNS`], or cannot be read.
pub fn read(text: &str, builder: &mut ImportBuilder<'_>) -> Result<(), ImportError> {
    let table = Table::parse(text, COLUMNS).ok_or(ImportError::NoColumn("name"))?;
    for column in COLUMNS {
        if table.header.iter().filter(|name| name == column).count() > 1 {
            return Err(ImportError::ColumnTwice(column));
        }
    }
    if table.column("name").is_none() {
        return Err(ImportError::NoColumn("name"));
    }
    if table.column("kind").is_none() && !builder.kinds().has_default() {
        return Err(ImportError::NoKind);
    }
    note_unused_columns(&table, builder);
    add_rows(&table, builder, |cell| {
        let optional = |name: &str| Some(cell(name)).filter(|text| !text.is_empty());
        NewEntity {
            name: cell("name"),
            kind: cell("kind"),
            aliases: cell("aliases").split(ALIAS_SEPARATORS).map(str::to_owned).collect(),
            id: optional("id"),
            note: optional("note"),
            wikidata: optional("wikidata"),
            url: optional("url"),
        }
    });
    Ok(())
}

/// Adds each valid row of a table, and a note about each row that is skipped. `read` builds the entity; it is passed a
/// function that returns the trimmed cell in a named column, which is empty if there is none.
pub fn add_rows(
    table: &Table<'_>,
    builder: &mut ImportBuilder<'_>,
    read: impl Fn(&dyn Fn(&str) -> String) -> NewEntity,
) {
    let columns = table.header.len();
    for row in table.rows.clone() {
        let cells = match row.cells {
            Ok(cells) => cells,
            Err(why) => {
                builder.skip(row.line, why);
                continue;
            }
        };
        if cells.iter().skip(columns).any(|cell| !cell.trim().is_empty()) {
            let why = format!(
                "{} for {}; put a cell that contains the separator in double quotes",
                counted(cells.len(), "cell", "cells"),
                counted(columns, "column", "columns")
            );
            builder.skip(row.line, &why);
            continue;
        }
        let cell = |name: &str| {
            let cell = table.column(name).and_then(|column| cells.get(column));
            cell.map(|cell| cell.trim().to_owned()).unwrap_or_default()
        };
        builder.add_row(row.line, read(&cell));
    }
}

/// Adds a note about each column that has a name but is not imported.
fn note_unused_columns(table: &Table<'_>, builder: &mut ImportBuilder<'_>) {
    for name in table.header.iter().filter(|name| !name.is_empty() && !COLUMNS.contains(&name.as_str())) {
        let meant = nearest(name, COLUMNS.iter().copied());
        let meant = meant.map(|meant| format!("; {}", did_you_mean(meant))).unwrap_or_default();
        builder.note(
            table.line,
            NoteKind::Remark,
            format!("the column `{}` is not used{meant}", quoted(name)),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::formats::tests::{assert_skipped, names, notes, read, read_with_default};
    use crate::gazetteer::formats::{Format, ImportError};

    #[test]
    fn columns_may_have_any_order_and_case() {
        let found = read(
            "URL,aliases,Note,KIND,Name,id,wikidata\n\
             https://example.org/okello,M. Okello; Okello ;|Mara O.,harbour master,person,Mara Okello,okello,Q42\n",
            Format::Csv,
        );
        let entity = &found.entities[0].entity;
        assert_eq!((entity.name.as_str(), entity.kind.as_str()), ("Mara Okello", "person"));
        assert_eq!(entity.aliases, ["M. Okello", "Okello", "Mara O."]);
        assert_eq!(entity.id.as_deref(), Some("okello"));
        assert_eq!(entity.note.as_deref(), Some("harbour master"));
        assert_eq!(entity.wikidata.as_deref(), Some("Q42"));
        assert_eq!(entity.url.as_deref(), Some("https://example.org/okello"));
        assert_eq!((found.entities[0].line, found.notes.len()), (2, 0));
    }

    #[test]
    fn semicolons_and_tabs_separate_columns_too() {
        for text in [
            "name;kind;aliases\nPort Velin;place;Velin|Velinport\n",
            "name;kind;aliases\nPort Velin;place;\"Velin;Velinport\"\n",
            "name\tkind\taliases\r\nPort Velin\tplace\tVelin;Velinport\r\n",
        ] {
            let found = read(text, Format::Csv);
            assert_eq!(found.entities[0].entity.aliases, ["Velin", "Velinport"], "{text}");
        }
    }

    #[test]
    fn each_skipped_row_has_a_line_and_a_reason() {
        let long = "x".repeat(1_001);
        let text = format!(
            "name,kind,aliases\n,person\nMara Okello,weapon\nMara Okello,\n{{x}} plan,plan\n\u{1b}[2J,plan\n\
             {long},plan\n\u{200b},plan\n\"open,plan\n\"a\"b,plan\na,plan,b,c\nbroken \u{fffd},place\n"
        );
        let expected = [
            (2, "it has no name"),
            (3, "the list has no kind `weapon`; define it there with `[kinds.weapon]`"),
            (4, "it has no kind; set one for such rows with --kind"),
            (5, "has braces"),
            (6, "contains a control character"),
            (7, "has more than 1,000 characters"),
            (8, "has no visible characters"),
            (9, "text after a closing quote"),
            (10, "text after a closing quote"),
            (11, "4 cells for 3 columns"),
            (12, "contains a character that could not be decoded"),
        ];
        let found = read(&text, Format::Csv);
        assert_eq!(names(&found), Vec::<&str>::new());
        assert_skipped(&found, &expected);
    }

    #[test]
    fn invalid_part_is_left_out() {
        let text = "name,kind,aliases,wikidata,url,id\n\
                    Port Velin,place,Ve\u{7}lin;Velin,Zagreb,not an address,\u{202e}id\n";
        let found = read(text, Format::Csv);
        let entity = &found.entities[0].entity;
        assert_eq!(entity.aliases, ["Velin"]);
        assert_eq!((&entity.wikidata, &entity.url, &entity.id), (&None, &None, &None));
        let notes = notes(&found);
        assert_eq!(notes.len(), 4, "{notes:?}");
        assert!(
            notes
                .iter()
                .all(|note| note.starts_with("2 SkippedPart") && note.ends_with("imported without it"))
        );
    }

    #[test]
    fn rows_without_a_kind_get_the_default() {
        let found = read_with_default("name\nMara Okello\n", Format::Csv, "person").unwrap();
        assert_eq!(found.entities[0].entity.kind, "person");
        let found = read_with_default("name,kind\nA,\nB,place\n", Format::Csv, "event").unwrap();
        assert_eq!(found.entities[0].entity.kind, "event");
        assert_eq!(found.entities[1].entity.kind, "place");
    }

    #[test]
    fn invalid_header_is_an_error() {
        let read = |text: &str| crate::gazetteer::formats::tests::try_read(text, Format::Csv).unwrap_err();
        assert_eq!(read("nome,kind\nA,place\n"), ImportError::NoColumn("name"));
        assert_eq!(read("name\nA\n"), ImportError::NoKind);
        assert_eq!(read("name,kind,NAME\nA,place,B\n"), ImportError::ColumnTwice("name"));
        assert_eq!(read(" \n"), ImportError::Empty);
    }

    #[test]
    fn one_column_is_singular() {
        let found = read_with_default("name\nKyiv, city\n", Format::Csv, "place").unwrap();
        assert_skipped(&found, &[(2, "2 cells for 1 column; ")]);
    }

    #[test]
    fn unused_columns_are_reported() {
        let found = read("name,kind,alias,\u{1b}colour,\nA,place,B,red,\n", Format::Csv);
        let notes = notes(&found);
        assert_eq!(notes[0], "1 Remark the column `alias` is not used; did you mean `aliases`?");
        assert!(notes[1].starts_with("1 Remark the column `␛colour`"), "{notes:?}");
        assert_eq!(notes.len(), 2);
    }
}
