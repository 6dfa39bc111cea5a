//! One view of a TOML value, however it is written: `[[entity]]` blocks and `entity = [{..}]`, `[kinds.x]` and
//! `kinds.x.color = ..` are the same thing to TOML, and to a reader of it.

use std::ops::Range;

use toml_edit::{Array, ArrayOfTables, Item, Key, Table, TableLike, Value};

/// A value and its place, in bytes of the text.
pub struct Node<'a> {
    /// From its first byte to behind its last; for a block only its header.
    pub span: Range<usize>,
    /// What it is.
    pub shape: Shape<'a>,
}

/// What a value is.
pub enum Shape<'a> {
    /// A string.
    Text(&'a str),
    /// An integer.
    Integer(i64),
    /// A number with a fraction.
    Float,
    /// True or false.
    Boolean(bool),
    /// A date or a time.
    Date,
    /// An array.
    List(List<'a>),
    /// A table.
    Table(Fields<'a>),
}

impl Shape<'_> {
    /// What to call it in "found ..".
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Text(_) => "a string",
            Self::Integer(_) => "an integer",
            Self::Float => "a float",
            Self::Boolean(_) => "a boolean",
            Self::Date => "a date",
            Self::List(_) => "an array",
            Self::Table(_) => "a table",
        }
    }
}

/// The values of an array.
pub enum List<'a> {
    /// Written in brackets.
    Values(&'a Array, Range<usize>),
    /// Written as blocks.
    Tables(&'a ArrayOfTables, Range<usize>),
}

impl<'a> List<'a> {
    /// The values, in order, each read only when it is its turn.
    pub fn nodes(&self) -> Box<dyn Iterator<Item = Node<'a>> + 'a> {
        match self {
            Self::Values(array, around) => {
                let (array, around) = (*array, around.clone());
                Box::new(array.iter().map(move |value| of_value(value, &around)))
            }
            Self::Tables(tables, around) => {
                let (tables, around) = (*tables, around.clone());
                Box::new(tables.iter().map(move |table| of_table(table, &around)))
            }
        }
    }
}

/// A key of a table with its value.
pub struct Field<'a> {
    /// The key, unquoted.
    pub key: &'a str,
    /// Its place.
    pub key_span: Range<usize>,
    /// Its value.
    pub value: Node<'a>,
}

/// The field with this key.
pub fn field<'f, 'a>(fields: &'f [Field<'a>], key: &str) -> Option<&'f Field<'a>> {
    fields.iter().find(|field| field.key == key)
}

/// A table whose fields are read only when they are asked for: how deep a list nests is for its writer to say.
pub struct Fields<'a> {
    table: &'a dyn TableLike,
    /// The place to name for what has none of its own.
    around: Range<usize>,
}

impl<'a> Fields<'a> {
    /// The fields of the whole document.
    pub fn of_document(table: &'a Table) -> Self {
        Self { table, around: 0..0 }
    }

    /// The fields, in order.
    pub fn read(&self) -> Vec<Field<'a>> {
        let table = self.table;
        let read = |(key, item): (&'a str, &'a Item)| {
            let key_span = table.key(key).and_then(Key::span).unwrap_or_else(|| self.around.clone());
            let value = of_item(item, &key_span)?;
            Some(Field { key, key_span, value })
        };
        table.iter().filter_map(read).collect()
    }
}

fn of_item<'a>(item: &'a Item, around: &Range<usize>) -> Option<Node<'a>> {
    match item {
        Item::None => None,
        Item::Value(value) => Some(of_value(value, around)),
        Item::Table(table) => Some(of_table(table, around)),
        Item::ArrayOfTables(tables) => {
            Some(Node { span: around.clone(), shape: Shape::List(List::Tables(tables, around.clone())) })
        }
    }
}

fn of_table<'a>(table: &'a Table, around: &Range<usize>) -> Node<'a> {
    let span = table.span().filter(|span| !span.is_empty()).unwrap_or_else(|| around.clone());
    Node { shape: Shape::Table(Fields { table, around: span.clone() }), span }
}

fn of_value<'a>(value: &'a Value, around: &Range<usize>) -> Node<'a> {
    let span = value.span().unwrap_or_else(|| around.clone());
    let shape = match value {
        Value::String(text) => Shape::Text(text.value()),
        Value::Integer(number) => Shape::Integer(*number.value()),
        Value::Float(_) => Shape::Float,
        Value::Boolean(truth) => Shape::Boolean(*truth.value()),
        Value::Datetime(_) => Shape::Date,
        Value::Array(array) => Shape::List(List::Values(array, span.clone())),
        Value::InlineTable(table) => Shape::Table(Fields { table, around: span.clone() }),
    };
    Node { span, shape }
}
