//! Maps the columns of a table to fields, once per table: of many columns, only those named after a field are read
//! in each row.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::article::data::fields::{Field, Fields, all_fields, folded};
use crate::article::data::item;
use crate::article::data::table::cells_of;
use crate::article::draft::Draft;
use crate::text::decode::decode;

/// Maximum number of columns kept. There are some two hundred known names, each with several spellings.
const MOST_KEPT: usize = 500;
/// Values that programs write for an empty cell.
const NOTHING: &[&str] = &["NULL", "null", "NaN", "nan", "None", "N/A", "\\N"];

/// The columns of a table that hold fields of an article.
#[derive(Clone, Debug)]
pub struct Columns {
    /// Index and name of each, in header order.
    kept: Vec<(usize, String)>,
    /// Those that may hold the row's id.
    names: Vec<(usize, String)>,
    /// The error for each row, if no column holds a text.
    without_text: Option<String>,
    fields: Fields,
}

impl Columns {
    /// Selects the columns of `header` named after a field.
    pub fn new(header: &[String], fields: &Fields) -> Self {
        let named = |field: Field| fields.names(field).0.into_iter().map(folded);
        let texts = columns_named(header, &named(Field::Text).collect());
        let without_text = texts.is_empty().then(|| {
            let whole: Vec<(usize, String)> =
                header.iter().map(|name| name.trim().to_owned()).enumerate().collect();
            item::of_json(&object_of(&whole, &[]), fields).err().unwrap_or_default()
        });
        let kept = columns_named(header, &all_fields().flat_map(named).collect());
        let of_name = columns_named(header, &named(Field::Id).collect());
        Self { kept, names: of_name, without_text, fields: fields.clone() }
    }

    /// Returns the draft of a row. Cells beyond the header are ignored, missing ones are empty.
    ///
    /// # Errors
    /// Same as [`item::of_json`], with columns as keys.
    pub fn draft(&self, row: &[String]) -> Result<Draft, String> {
        match &self.without_text {
            Some(message) => Err(message.clone()),
            None => item::of_json(&object_of(&self.kept, row), &self.fields),
        }
    }

    /// Like [`Columns::draft`], from the bytes of a row. `encoding` is that of the table; None detects it per row.
    ///
    /// # Errors
    /// Same as [`Columns::draft`].
    pub fn read(&self, row: &[u8], delimiter: u8, encoding: Option<&str>) -> Result<Draft, String> {
        let decoded = decode(row, encoding);
        let draft = self.draft(&cells_of(&decoded.text, delimiter))?;
        Ok(Draft { undecoded: decoded.undecoded, ..draft })
    }

    /// Returns the id of a row. None if it has none.
    pub fn name(&self, row: &[String]) -> Option<String> {
        item::name_of(&object_of(&self.names, row), &self.fields)
    }
}

/// Returns the columns whose folded name is in `names`; the first of several with the same name.
fn columns_named(header: &[String], names: &HashSet<String>) -> Vec<(usize, String)> {
    let mut seen = HashSet::new();
    let columns = header.iter().map(|name| name.trim()).enumerate();
    let kept = columns.filter(|(_, name)| names.contains(&folded(name)) && seen.insert(*name));
    kept.take(MOST_KEPT).map(|(place, name)| (place, name.to_owned())).collect()
}

fn object_of(columns: &[(usize, String)], row: &[String]) -> Value {
    let mut object = Map::new();
    for (place, name) in columns.iter().filter(|(_, name)| !name.is_empty()) {
        let cell = row.get(*place).map_or("", |cell| cell.as_str());
        let cell = if NOTHING.contains(&cell.trim()) { "" } else { cell };
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
    fn a_ragged_record_is_read_by_its_header() {
        let header = strings(&["ID", " Headline ", "", "Full Text", "headline", "Author"]);
        let columns = Columns::new(&header, &Fields::default());
        let row = strings(&["7", "Talks", "x", "He left.", "Other", "NaN", "beyond"]);
        let draft = columns.draft(&row).unwrap();
        assert_eq!(draft.meta.title.as_deref(), Some("Talks"));
        assert_eq!(draft.meta.author, None);
        assert_eq!(draft.body, "He left.");
        assert_eq!(columns.name(&row).as_deref(), Some("7"));
        assert_eq!(columns.draft(&strings(&["8", "Talks"])).unwrap().body, "");
        let error = Columns::new(&strings(&["a", "b"]), &Fields::default()).draft(&row).unwrap_err();
        assert_eq!(error, "no text found; keys: a, b; name the text with --field text=KEY");
    }

    #[test]
    fn of_twenty_thousand_columns_a_row_costs_those_that_fields_are_named_after() {
        let mut header: Vec<String> = (0..20_000).map(|number| format!("column{number}")).collect();
        header.extend(strings(&["Body", "content.body", "Id", "bo-dy", "Body"]));
        let columns = Columns::new(&header, &Fields::default());
        let places =
            |columns: &[(usize, String)]| columns.iter().map(|(place, _)| *place).collect::<Vec<_>>();
        assert_eq!(places(&columns.kept), [20_000, 20_002, 20_003]);
        assert_eq!(places(&columns.names), [20_002]);
        let own = Columns::new(&header, &Fields::with(&["text=content.body", "id=column7"]).unwrap());
        assert_eq!(places(&own.names), [7]);
        let mut row = vec![String::new(); header.len()];
        row[20_001] = "He left.".to_owned();
        assert_eq!(own.draft(&row).unwrap().body, "He left.");
        let many: Vec<String> = (1..2_000).map(|count| format!("te{}xt", "-".repeat(count))).collect();
        assert_eq!(Columns::new(&many, &Fields::default()).kept.len(), MOST_KEPT);
    }
}
