//! Where in the text of a list things stand, in bytes, for what is to be put beside them.

use std::ops::Range;

use toml_edit::{Array, Document, InlineTable, Item, Key, Table, TableLike, Value};

/// The places of one list.
pub struct Places {
    /// Where the entities stand.
    pub entities: Entities,
    /// Where the aliases of each stand, in the order of the text.
    aliases: Vec<Option<AliasPlace>>,
}

/// Where the entities stand.
pub enum Entities {
    /// There are none.
    None,
    /// In blocks; `end` is behind the last value of the last one.
    Blocks {
        /// Bytes.
        end: usize,
    },
    /// In `entity = [..]`.
    Array(ArrayPlace),
}

/// Where the aliases of an entity stand, or could.
pub enum AliasPlace {
    /// In brackets.
    Array(ArrayPlace),
    /// In blocks `[[entity.aliases]]`; `end` is behind the last value of the last one.
    Blocks {
        /// Bytes.
        end: usize,
    },
    /// Nowhere. Of `name` and `kind` the later one: where its key begins, and the byte behind its value.
    Key {
        /// Bytes.
        key: usize,
        /// Bytes.
        behind: usize,
    },
    /// Nowhere, in an entity in braces: the byte behind the later value of `name` and `kind`.
    InlineKey {
        /// Bytes.
        behind: usize,
    },
}

/// An array in brackets.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ArrayPlace {
    /// The byte behind the opening bracket.
    pub open: usize,
    /// The byte of the closing one.
    pub close: usize,
    /// The last value.
    pub last: Option<Range<usize>>,
}

impl Places {
    /// The places of a list, which is known to be right; none if it is not.
    pub fn find(text: &str) -> Option<Self> {
        let document = Document::parse(text).ok()?;
        let (entities, aliases) = match document.as_table().get("entity") {
            None => (Entities::None, Vec::new()),
            Some(Item::ArrayOfTables(tables)) => {
                let end = tables.iter().filter_map(end_of).max()?;
                (Entities::Blocks { end }, tables.iter().map(in_block).collect())
            }
            Some(Item::Value(Value::Array(array))) => {
                let aliases = array.iter().map(|value| in_braces(value.as_inline_table()?)).collect();
                (Entities::Array(of_array(array)?), aliases)
            }
            Some(_) => return None,
        };
        Some(Self { entities, aliases })
    }

    /// Where the aliases of the entity at this position of the list go.
    pub fn aliases_of(&self, position: usize) -> Option<&AliasPlace> {
        self.aliases.get(position)?.as_ref()
    }
}

/// Behind the last byte of a table and of all below it.
fn end_of(table: &Table) -> Option<usize> {
    let of_item = |item: &Item| match item {
        Item::None => None,
        Item::Value(value) => value.span().map(|span| span.end),
        Item::Table(table) => end_of(table),
        Item::ArrayOfTables(tables) => tables.iter().filter_map(end_of).max(),
    };
    let values = table.iter().filter_map(|(_, item)| of_item(item)).max();
    values.max(table.span().map(|span| span.end))
}

fn in_block(table: &Table) -> Option<AliasPlace> {
    match table.get("aliases") {
        Some(Item::ArrayOfTables(aliases)) => {
            Some(AliasPlace::Blocks { end: aliases.iter().filter_map(end_of).max()? })
        }
        Some(item) => Some(AliasPlace::Array(of_array(item.as_array()?)?)),
        None => later_of_name_and_kind(table).map(|(key, behind)| AliasPlace::Key { key, behind }),
    }
}

fn in_braces(table: &InlineTable) -> Option<AliasPlace> {
    match table.get("aliases") {
        Some(value) => Some(AliasPlace::Array(of_array(value.as_array()?)?)),
        None => later_of_name_and_kind(table).map(|(_, behind)| AliasPlace::InlineKey { behind }),
    }
}

/// Where the key begins and the value ends.
fn later_of_name_and_kind(table: &dyn TableLike) -> Option<(usize, usize)> {
    let place = |name| {
        let key = table.key(name).and_then(Key::span)?;
        Some((key.start, table.get(name)?.span()?.end))
    };
    place("name").max(place("kind"))
}

fn of_array(array: &Array) -> Option<ArrayPlace> {
    let span = array.span()?;
    let last = match array.iter().last() {
        Some(value) => Some(value.span()?),
        None => None,
    };
    Some(ArrayPlace { open: span.start + 1, close: span.end.checked_sub(1)?, last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_array_has_its_brackets_and_its_last_value() {
        let text = "[[entity]]\nname = 'A'\nkind = 'place'\naliases = [ 'B', { text = 'C' } , ] # c\n";
        let places = Places::find(text).unwrap();
        let Some(AliasPlace::Array(array)) = places.aliases_of(0) else { panic!("no array") };
        assert_eq!(&text[array.open - 1..array.open], "[");
        assert_eq!(&text[array.close..=array.close], "]");
        assert_eq!(&text[array.last.clone().unwrap()], "{ text = 'C' }");
        let Entities::Blocks { end } = places.entities else { panic!("no blocks") };
        assert_eq!(end, array.close + 1);
        assert!(places.aliases_of(1).is_none());
    }

    #[test]
    fn entities_end_behind_all_that_is_theirs() {
        let text = "[[entity]]\nkind = 'place'\nname = 'A'\n[kinds.x]\n[[entity.aliases]]\ntext = 'B'\n";
        let places = Places::find(text).unwrap();
        let Entities::Blocks { end } = places.entities else { panic!("no blocks") };
        assert_eq!(&text[end..], "\n");
        assert!(matches!(places.aliases_of(0), Some(AliasPlace::Blocks { end: last }) if *last == end));
    }

    #[test]
    fn an_entity_without_aliases_has_its_later_key() {
        let text = "[[entity]]\nkind = 'place'\n  \"name\" = 'A'\nnote = ''\n";
        let places = Places::find(text).unwrap();
        let Some(AliasPlace::Key { key, behind }) = places.aliases_of(0) else { panic!("no key") };
        assert_eq!(&text[*key..*behind], "\"name\" = 'A'");
    }
}
