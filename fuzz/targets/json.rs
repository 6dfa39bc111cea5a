//! JSON in all its layouts: the ranges of its objects, and their articles.

use whoswho::article::data::{Elements, Fields, item, json};
use whoswho::article::parse_draft;

use super::check;

/// How many objects of a file are read.
const MAX_OBJECTS: usize = 16;

pub fn run(data: &[u8]) {
    let own = ["text=body.text", "title=name", "author=by.name", "date=when"];
    let fields = if data.len().is_multiple_of(3) { Fields::from_args(&own) } else { Ok(Fields::default()) };
    let fields = fields.unwrap_or_else(|error| panic!("{error}"));
    let objects = check::however_split(data, |pieces| {
        let mut elements = Elements::new(&fields);
        let mut found = Vec::new();
        for piece in pieces {
            found.extend(elements.feed(piece));
        }
        found.extend(elements.finish());
        found
    });
    check::ranges(&objects, data.len());
    for range in objects.iter().take(MAX_OBJECTS) {
        let bytes = check::bytes_of(data, range);
        assert_eq!(bytes.first(), Some(&b'{'), "an object begins with its brace");
        read(bytes, &fields);
    }
    read(data, &fields);
}

fn read(bytes: &[u8], fields: &Fields) {
    if let Ok((value, _)) = json::read(bytes)
        && let Some(name) = item::id_of(&value, fields)
    {
        check::line("a name", &name);
    }
    match check::deterministic(bytes, || item::read(bytes, fields)) {
        Ok(draft) => {
            check::draft(&draft, bytes.len());
            check::article(&parse_draft(check::key(), draft), bytes.len());
        }
        Err(error) => check::message(&error),
    }
}
