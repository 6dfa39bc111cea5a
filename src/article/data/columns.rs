//! Maps the columns of a table to fields, once per table: of many columns, only those named after a field are read
//! in each row.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::article::data::fields::{Field, Fields, all_fields, fold_key};
use crate::article::data::item;
use crate::article::data::table::split_cells;
use crate::article::draft::Draft;
use crate::text::decode::decode;

/// Maximum number of columns kept. There are some two hundred known names, each with several spellings.
const MAX_COLUMNS: usize = 500;
/// Values that programs write for an empty cell.
const EMPTY_VALUES: &[&str] = &["NULL", "null", "NaN", "nan", "None", "N/A", "\\N"];

/// The columns of a table that hold fields of an article.
#[derive(Clone, Debug)]
pub struct Columns {
    /// Index and name of each, in header order.
    kept: Vec<(usize, String)>,
    /// Index and name of those that may hold the row's id.
    ids: Vec<(usize, String)>,
    /// The error for each row, if the header names no text column.
    no_text_error: Option<String>,
    fields: Fields,
}

impl Columns {
    /// Selects the columns of `header` named after a field.
    pub fn new(header: &[String], fields: &Fields) -> Self {
        let named = |field: Field| fields.names(field).0.into_iter().map(fold_key);
        let texts = columns_named(header, &named(Field::Text).collect());
        let no_text_error = texts.is_empty().then(|| {
            let all_columns: Vec<(usize, String)> =
                header.iter().map(|name| name.trim().to_owned()).enumerate().collect();
            item::from_json(&to_object(&all_columns, &[]), fields).err().unwrap_or_default()
        });
        let kept = columns_named(header, &all_fields().flat_map(named).collect());
        let ids = columns_named(header, &named(Field::Id).collect());
        Self { kept, ids, no_text_error, fields: fields.clone() }
    }

    /// Returns the draft of a row. Cells beyond the header are ignored; missing cells are empty.
    ///
    /// # Errors
    /// Same as [`item::from_json`], with columns as keys.
    pub fn draft(&self, row: &[String]) -> Result<Draft, String> {
        match &self.no_text_error {
            Some(message) => Err(message.clone()),
            None => item::from_json(&to_object(&self.kept, row), &self.fields),
        }
    }

    /// Like [`Columns::draft`], from the bytes of a row. `encoding` is that of the table; None detects it per row.
    ///
    /// # Errors
    /// Same as [`Columns::draft`].
    pub fn read(&self, row: &[u8], delimiter: u8, encoding: Option<&str>) -> Result<Draft, String> {
        let decoded = decode(row, encoding);
        let draft = self.draft(&split_cells(&decoded.text, delimiter))?;
        Ok(Draft { undecoded: decoded.undecoded, ..draft })
    }

    /// Returns the id of a row. None if it has none.
    pub fn id(&self, row: &[String]) -> Option<String> {
        item::id_of(&to_object(&self.ids, row), &self.fields)
    }
}

/// Returns the columns whose folded name is in `names`. Of several with the same name, returns only the first.
fn columns_named(header: &[String], names: &HashSet<String>) -> Vec<(usize, String)> {
    let mut seen = HashSet::new();
    let columns = header.iter().map(|name| name.trim()).enumerate();
    let kept = columns.filter(|(_, name)| names.contains(&fold_key(name)) && seen.insert(*name));
    kept.take(MAX_COLUMNS).map(|(index, name)| (index, name.to_owned())).collect()
}

fn to_object(columns: &[(usize, String)], row: &[String]) -> Value {
    let mut object = Map::new();
    for (index, name) in columns.iter().filter(|(_, name)| !name.is_empty()) {
        let cell = row.get(*index).map_or("", |cell| cell.as_str());
        let cell = if EMPTY_VALUES.contains(&cell.trim()) { "" } else { cell };
        object.entry(name.as_str()).or_insert_with(|| Value::String(cell.to_owned()));
    }
    Value::Object(object)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn ragged_rows_are_read_by_their_header() {
        let header = strings(&["ID", " Headline ", "", "Full Text", "headline", "Author"]);
        let columns = Columns::new(&header, &Fields::default());
        let row = strings(&["7", "Talks", "x", "He left.", "Other", "NaN", "beyond"]);
        let draft = columns.draft(&row).unwrap();
        assert_eq!(draft.meta.title.as_deref(), Some("Talks"));
        assert_eq!(draft.meta.author, None);
        assert_eq!(draft.body, "He left.");
        assert_eq!(columns.id(&row).as_deref(), Some("7"));
        assert_eq!(columns.draft(&strings(&["8", "Talks"])).unwrap().body, "");
        let error = Columns::new(&strings(&["a", "b"]), &Fields::default()).draft(&row).unwrap_err();
        assert_eq!(error, "no text found; keys: a, b; name the text with --field text=KEY");
    }

    #[test]
    fn only_columns_named_after_fields_are_kept() {
        let mut header: Vec<String> = (0..20_000).map(|number| format!("column{number}")).collect();
        header.extend(strings(&["Body", "content.body", "Id", "bo-dy", "Body"]));
        let columns = Columns::new(&header, &Fields::default());
        let indexes =
            |columns: &[(usize, String)]| columns.iter().map(|(index, _)| *index).collect::<Vec<_>>();
        assert_eq!(indexes(&columns.kept), [20_000, 20_002, 20_003]);
        assert_eq!(indexes(&columns.ids), [20_002]);
        let custom = Columns::new(&header, &Fields::from_args(&["text=content.body", "id=column7"]).unwrap());
        assert_eq!(indexes(&custom.ids), [7]);
        let mut row = vec![String::new(); header.len()];
        row[20_001] = "He left.".to_owned();
        assert_eq!(custom.draft(&row).unwrap().body, "He left.");
        let many: Vec<String> = (1..2_000).map(|count| format!("te{}xt", "-".repeat(count))).collect();
        assert_eq!(Columns::new(&many, &Fields::default()).kept.len(), MAX_COLUMNS);
    }
}
