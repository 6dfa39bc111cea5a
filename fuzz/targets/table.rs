//! CSV tables: dialects, records and cells.

use whoswho::article::data::{Columns, Fields, table};
use whoswho::article::parse_draft;
use whoswho::text::decode::decode;

use super::check;

/// How many records of a table are read.
const MAX_RECORDS: usize = 16;

pub fn run(data: &[u8]) {
    let dialect = table::dialect(data);
    assert!(dialect.start <= data.len() as u64);
    let records = check::however_split(data, |pieces| {
        let mut rows = table::Rows::new(dialect);
        let mut found = Vec::new();
        for piece in pieces {
            found.extend(rows.feed(piece));
        }
        found.extend(rows.finish());
        found
    });
    check::ranges(&records, data.len());
    let fields = Fields::default();
    let encoding = decode(data, None).encoding;
    let cells = |bytes: &[u8]| table::cells(bytes, dialect.delimiter, Some(encoding));
    let Some((first, records)) = records.split_first() else { return };
    let columns = Columns::new(&cells(check::bytes_of(data, first)), &fields);
    for range in records.iter().take(MAX_RECORDS) {
        let bytes = check::bytes_of(data, range);
        let cells = cells(bytes);
        check::bounded("cells", cells.iter().map(String::len).sum(), bytes.len());
        if let Some(name) = columns.id(&cells) {
            check::line("a name", &name);
        }
        match check::deterministic(bytes, || columns.read(bytes, dialect.delimiter, Some(encoding))) {
            Ok(draft) => {
                check::draft(&draft, bytes.len());
                check::article(&parse_draft(check::key(), draft), bytes.len());
            }
            Err(error) => check::message(&error),
        }
    }
}
