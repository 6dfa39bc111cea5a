//! A uniform view of TOML values: `[[entity]]` blocks and `entity = [{..}]`, or `[kinds.x]` and `kinds.x.color = ..`,
//! are the same thing to TOML, and to this parser.

use std::ops::Range;

use toml_edit::{Array, ArrayOfTables, Item, Key, Table, TableLike, Value};

/// A value and its span.
pub struct Node<'a> {
    /// Byte range of the value in the text. For a block, this is the range of its header. For all blocks of one name
    /// together, and for a table without a header of its own, it is the range of a key.
    pub span: Range<usize>,
    /// The value.
    pub shape: Shape<'a>,
}

/// A value by type.
pub enum Shape<'a> {
    /// A string.
    Text(&'a str),
    /// An integer.
    Integer(i64),
    /// A float.
    Float,
    /// A boolean.
    Boolean(bool),
    /// A date or a time.
    Date,
    /// An array.
    List(List<'a>),
    /// A table.
    Table(Fields<'a>),
}

impl Shape<'_> {
    /// Returns the type's name after `a` or `an`, for messages.
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
    /// Written in brackets. The range is the fallback span of a value.
    Values(&'a Array, Range<usize>),
    /// Written as `[[..]]` blocks. The range is the fallback span of a block.
    Tables(&'a ArrayOfTables, Range<usize>),
}

impl<'a> List<'a> {
    /// Returns the values in order, converted lazily.
    pub fn nodes(&self) -> Box<dyn Iterator<Item = Node<'a>> + 'a> {
        match self {
            Self::Values(array, fallback) => {
                let (array, fallback) = (*array, fallback.clone());
                Box::new(array.iter().map(move |value| value_node(value, &fallback)))
            }
            Self::Tables(tables, fallback) => {
                let (tables, fallback) = (*tables, fallback.clone());
                Box::new(tables.iter().map(move |table| table_node(table, &fallback)))
            }
        }
    }
}

/// A key and its value.
pub struct Field<'a> {
    /// The key, unquoted.
    pub key: &'a str,
    /// Byte range of the key.
    pub key_span: Range<usize>,
    /// The value.
    pub value: Node<'a>,
}

/// Returns the field with this key.
pub fn field<'f, 'a>(fields: &'f [Field<'a>], key: &str) -> Option<&'f Field<'a>> {
    fields.iter().find(|field| field.key == key)
}

/// A table whose fields are converted on demand, one level at a time, so that nothing here recurses into nested tables.
pub struct Fields<'a> {
    table: &'a dyn TableLike,
    /// Fallback for fields without a span.
    fallback: Range<usize>,
}

impl<'a> Fields<'a> {
    /// Returns the fields of the whole document.
    pub fn of_document(table: &'a Table) -> Self {
        Self { table, fallback: 0..0 }
    }

    /// Returns the fields in order.
    pub fn read(&self) -> Vec<Field<'a>> {
        let table = self.table;
        let read = |(key, item): (&'a str, &'a Item)| {
            let key_span = table.key(key).and_then(Key::span).unwrap_or_else(|| self.fallback.clone());
            let value = item_node(item, &key_span)?;
            Some(Field { key, key_span, value })
        };
        table.iter().filter_map(read).collect()
    }
}

fn item_node<'a>(item: &'a Item, fallback: &Range<usize>) -> Option<Node<'a>> {
    match item {
        Item::None => None,
        Item::Value(value) => Some(value_node(value, fallback)),
        Item::Table(table) => Some(table_node(table, fallback)),
        Item::ArrayOfTables(tables) => {
            Some(Node { span: fallback.clone(), shape: Shape::List(List::Tables(tables, fallback.clone())) })
        }
    }
}

fn table_node<'a>(table: &'a Table, fallback: &Range<usize>) -> Node<'a> {
    let span = table.span().filter(|span| !span.is_empty()).unwrap_or_else(|| fallback.clone());
    Node { shape: Shape::Table(Fields { table, fallback: span.clone() }), span }
}

fn value_node<'a>(value: &'a Value, fallback: &Range<usize>) -> Node<'a> {
    let span = value.span().unwrap_or_else(|| fallback.clone());
    let shape = match value {
        Value::String(text) => Shape::Text(text.value()),
        Value::Integer(number) => Shape::Integer(*number.value()),
        Value::Float(_) => Shape::Float,
        Value::Boolean(boolean) => Shape::Boolean(*boolean.value()),
        Value::Datetime(_) => Shape::Date,
        Value::Array(array) => Shape::List(List::Values(array, span.clone())),
        Value::InlineTable(table) => Shape::Table(Fields { table, fallback: span.clone() }),
    };
    Node { span, shape }
}
