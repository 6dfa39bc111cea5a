//! Finds the byte offsets at which to insert into the text of a list.

use std::ops::Range;

use toml_edit::{Array, Document, InlineTable, Item, Key, Table, TableLike, Value};

/// The locations in a list.
pub struct Locations {
    /// Location of the entities.
    pub entities: Entities,
    /// Location of the aliases of each entity, in file order.
    aliases: Vec<Option<AliasLocation>>,
}

/// Location of the entities.
pub enum Entities {
    /// There are no entities.
    None,
    /// In `[[entity]]` blocks.
    Blocks {
        /// End of the last value, in bytes.
        end: usize,
    },
    /// In `entity = [..]`.
    Array(ArrayLocation),
}

/// Location of the aliases of an entity, or where to add them.
pub enum AliasLocation {
    /// In `aliases = [..]`.
    Array(ArrayLocation),
    /// In `[[entity.aliases]]` blocks.
    Blocks {
        /// End of the last value, in bytes.
        end: usize,
    },
    /// No aliases; add them after the later of the keys `name` and `kind`.
    Key {
        /// Start of that key, in bytes.
        key_start: usize,
        /// End of its value, in bytes.
        value_end: usize,
    },
    /// No aliases, in an inline table; add them after the later of the keys `name` and `kind`.
    InlineKey {
        /// End of that key's value, in bytes.
        value_end: usize,
    },
}

/// An array in brackets.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ArrayLocation {
    /// Byte offset after the opening bracket.
    pub open: usize,
    /// Byte offset of the closing bracket.
    pub close: usize,
    /// Byte range of the last value.
    pub last: Option<Range<usize>>,
}

impl Locations {
    /// Finds the locations in a valid list. None if the text is not TOML, or its entities cannot be located.
    pub fn find(text: &str) -> Option<Self> {
        let document = Document::parse(text).ok()?;
        let (entities, aliases) = match document.as_table().get("entity") {
            None => (Entities::None, Vec::new()),
            Some(Item::ArrayOfTables(tables)) => {
                let end = tables.iter().filter_map(table_end).max()?;
                (Entities::Blocks { end }, tables.iter().map(aliases_in_block).collect())
            }
            Some(Item::Value(Value::Array(array))) => {
                let aliases =
                    array.iter().map(|value| aliases_in_inline_table(value.as_inline_table()?)).collect();
                (Entities::Array(array_location(array)?), aliases)
            }
            Some(_) => return None,
        };
        Some(Self { entities, aliases })
    }

    /// Returns the location of the aliases of the entity at this position.
    pub fn aliases_of(&self, position: usize) -> Option<&AliasLocation> {
        self.aliases.get(position)?.as_ref()
    }
}

/// Returns the end of a table and its subtables, in bytes.
fn table_end(table: &Table) -> Option<usize> {
    let item_end = |item: &Item| match item {
        Item::None => None,
        Item::Value(value) => value.span().map(|span| span.end),
        Item::Table(table) => table_end(table),
        Item::ArrayOfTables(tables) => tables.iter().filter_map(table_end).max(),
    };
    let values = table.iter().filter_map(|(_, item)| item_end(item)).max();
    values.max(table.span().map(|span| span.end))
}

fn aliases_in_block(table: &Table) -> Option<AliasLocation> {
    match table.get("aliases") {
        Some(Item::ArrayOfTables(aliases)) => {
            Some(AliasLocation::Blocks { end: aliases.iter().filter_map(table_end).max()? })
        }
        Some(item) => Some(AliasLocation::Array(array_location(item.as_array()?)?)),
        None => later_of_name_and_kind(table)
            .map(|(key_start, value_end)| AliasLocation::Key { key_start, value_end }),
    }
}

fn aliases_in_inline_table(table: &InlineTable) -> Option<AliasLocation> {
    match table.get("aliases") {
        Some(value) => Some(AliasLocation::Array(array_location(value.as_array()?)?)),
        None => later_of_name_and_kind(table).map(|(_, value_end)| AliasLocation::InlineKey { value_end }),
    }
}

/// Returns the start of the later of the keys `name` and `kind`, and the end of its value, in bytes.
fn later_of_name_and_kind(table: &dyn TableLike) -> Option<(usize, usize)> {
    let location = |name| {
        let key = table.key(name).and_then(Key::span)?;
        Some((key.start, table.get(name)?.span()?.end))
    };
    location("name").max(location("kind"))
}

fn array_location(array: &Array) -> Option<ArrayLocation> {
    let span = array.span()?;
    let last = match array.iter().last() {
        Some(value) => Some(value.span()?),
        None => None,
    };
    Some(ArrayLocation { open: span.start + 1, close: span.end.checked_sub(1)?, last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn array_is_located_by_its_brackets_and_last_value() {
        let text = "[[entity]]\nname = 'A'\nkind = 'place'\naliases = [ 'B', { text = 'C' } , ] # c\n";
        let locations = Locations::find(text).unwrap();
        let Some(AliasLocation::Array(array)) = locations.aliases_of(0) else { panic!("no array") };
        assert_eq!(&text[array.open - 1..array.open], "[");
        assert_eq!(&text[array.close..=array.close], "]");
        assert_eq!(&text[array.last.clone().unwrap()], "{ text = 'C' }");
        let Entities::Blocks { end } = locations.entities else { panic!("no blocks") };
        assert_eq!(end, array.close + 1);
        assert!(locations.aliases_of(1).is_none());
    }

    #[test]
    fn entities_end_after_their_last_value() {
        let text = "[[entity]]\nkind = 'place'\nname = 'A'\n[kinds.x]\n[[entity.aliases]]\ntext = 'B'\n";
        let locations = Locations::find(text).unwrap();
        let Entities::Blocks { end } = locations.entities else { panic!("no blocks") };
        assert_eq!(&text[end..], "\n");
        assert!(matches!(locations.aliases_of(0), Some(AliasLocation::Blocks { end: last }) if *last == end));
    }

    #[test]
    fn entity_without_aliases_is_located_by_its_later_key() {
        let text = "[[entity]]\nkind = 'place'\n  \"name\" = 'A'\nnote = ''\n";
        let locations = Locations::find(text).unwrap();
        let Some(AliasLocation::Key { key_start, value_end }) = locations.aliases_of(0) else {
            panic!("no key")
        };
        assert_eq!(&text[*key_start..*value_end], "\"name\" = 'A'");
    }
}
