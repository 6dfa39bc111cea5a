//! A table with a header: `name`, `kind`, `aliases`, and what else a list has.
//!
//! A cell of aliases is divided at `;` and at `|`: no name holds either, and a table whose columns are separated by `;`
//! can still be written without quotes.

use super::cells::Table;
use super::taking::Taking;
use super::{Unreadable, Weight, shown};
use crate::gazetteer::edit::NewEntity;
use crate::gazetteer::nearest::nearest;

/// The columns that are read.
pub const COLUMNS: &[&str] = &["name", "kind", "aliases", "id", "note", "wikidata", "url"];

/// What divides aliases.
const DIVIDERS: [char; 2] = [';', '|'];

/// Reads a table.
///
/// # Errors
/// That its header lacks a column that it needs, or has one twice.
pub fn read(text: &str, taking: &mut Taking<'_>) -> Result<(), Unreadable> {
    let table = Table::of(text, COLUMNS).ok_or(Unreadable::NoColumn("name"))?;
    for column in COLUMNS {
        if table.header.iter().filter(|name| name == column).count() > 1 {
            return Err(Unreadable::ColumnTwice(column));
        }
    }
    if table.column("name").is_none() {
        return Err(Unreadable::NoColumn("name"));
    }
    if table.column("kind").is_none() && !taking.kinds().has_default() {
        return Err(Unreadable::NoKind);
    }
    unused(&table, taking);
    rows(&table, taking, |cell| {
        let one = |name: &str| Some(cell(name)).filter(|text| !text.is_empty());
        NewEntity {
            name: cell("name"),
            kind: cell("kind"),
            aliases: cell("aliases").split(DIVIDERS).map(str::to_owned).collect(),
            id: one("id"),
            note: one("note"),
            wikidata: one("wikidata"),
            url: one("url"),
        }
    });
    Ok(())
}

/// Takes each row of a table. What stands in which column is asked by `read` through the column's name.
pub fn rows(table: &Table<'_>, taking: &mut Taking<'_>, read: impl Fn(&dyn Fn(&str) -> String) -> NewEntity) {
    let columns = table.header.len();
    for row in table.rows.clone() {
        let cells = match row.cells {
            Ok(cells) => cells,
            Err(why) => {
                taking.refuse(row.line, why);
                continue;
            }
        };
        if cells.iter().skip(columns).any(|cell| !cell.trim().is_empty()) {
            let why = format!(
                "{} cells under {columns} columns; a cell that holds the separator stands in double quotes",
                cells.len()
            );
            taking.refuse(row.line, &why);
            continue;
        }
        let cell = |name: &str| {
            let cell = table.column(name).and_then(|column| cells.get(column));
            cell.map(|cell| cell.trim().to_owned()).unwrap_or_default()
        };
        taking.take(row.line, read(&cell));
    }
}

/// Says which columns are not read.
fn unused(table: &Table<'_>, taking: &mut Taking<'_>) {
    for name in table.header.iter().filter(|name| !name.is_empty() && !COLUMNS.contains(&name.as_str())) {
        let meant = nearest(name, COLUMNS.iter().copied());
        let meant = meant.map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default();
        taking.note(table.line, Weight::Remark, format!("the column `{}` is not used{meant}", shown(name)));
    }
}

#[cfg(test)]
mod tests {
    use crate::gazetteer::formats::tests::{names, notes, read, read_with_default, refused};
    use crate::gazetteer::formats::{Format, Unreadable};

    #[test]
    fn columns_are_found_by_name_in_any_order_and_case() {
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
    fn a_table_is_separated_by_semicolons_or_tabs_too() {
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
    fn each_refusal_has_its_line_and_reason() {
        let long = "x".repeat(1_001);
        let text = format!(
            "name,kind,aliases\n,person\nMara Okello,weapon\nMara Okello,\n{{x}} plan,plan\n\u{1b}[2J,plan\n\
             {long},plan\n\u{200b},plan\n\"open,plan\n\"a\"b,plan\na,plan,b,c\nbroken \u{fffd},place\n"
        );
        let expected = [
            (2, "it has no name"),
            (3, "the list has no kind `weapon`; define it there with `[kinds.weapon]`"),
            (4, "it has no kind; give all rows without one a kind with --kind"),
            (5, "has braces"),
            (6, "holds a control character"),
            (7, "has more than 1,000 characters"),
            (8, "holds nothing that can be seen"),
            (9, "text stands behind a closing quote"),
            (10, "text stands behind a closing quote"),
            (11, "4 cells under 3 columns"),
            (12, "holds a character that could not be read"),
        ];
        let found = read(&text, Format::Csv);
        assert_eq!(names(&found), Vec::<&str>::new());
        refused(&found, &expected);
    }

    #[test]
    fn a_part_that_cannot_be_taken_is_left_out() {
        let text = "name,kind,aliases,wikidata,url,id\n\
                    Port Velin,place,Ve\u{7}lin;Velin,Zagreb,not an address,\u{202e}id\n";
        let found = read(text, Format::Csv);
        let entity = &found.entities[0].entity;
        assert_eq!(entity.aliases, ["Velin"]);
        assert_eq!((&entity.wikidata, &entity.url, &entity.id), (&None, &None, &None));
        let notes = notes(&found);
        assert_eq!(notes.len(), 4, "{notes:?}");
        assert!(notes.iter().all(|note| note.starts_with("2 Part") && note.ends_with("taken without it")));
    }

    #[test]
    fn rows_that_give_no_kind_get_the_one_that_was_given() {
        let found = read_with_default("name\nMara Okello\n", Format::Csv, "person").unwrap();
        assert_eq!(found.entities[0].entity.kind, "person");
        let found = read_with_default("name,kind\nA,\nB,place\n", Format::Csv, "event").unwrap();
        assert_eq!(found.entities[0].entity.kind, "event");
        assert_eq!(found.entities[1].entity.kind, "place");
    }

    #[test]
    fn a_header_that_cannot_be_right_stops_it() {
        let read = |text: &str| crate::gazetteer::formats::tests::try_read(text, Format::Csv).unwrap_err();
        assert_eq!(read("nome,kind\nA,place\n"), Unreadable::NoColumn("name"));
        assert_eq!(read("name\nA\n"), Unreadable::NoKind);
        assert_eq!(read("name,kind,NAME\nA,place,B\n"), Unreadable::ColumnTwice("name"));
        assert_eq!(read(" \n"), Unreadable::Empty);
    }

    #[test]
    fn columns_that_are_not_used_are_named() {
        let found = read("name,kind,alias,\u{1b}colour,\nA,place,B,red,\n", Format::Csv);
        let notes = notes(&found);
        assert_eq!(notes[0], "1 Remark the column `alias` is not used; did you mean `aliases`?");
        assert!(notes[1].starts_with("1 Remark the column `␛colour`"), "{notes:?}");
        assert_eq!(notes.len(), 2);
    }
}
