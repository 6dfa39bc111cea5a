//! Which format a text is, by what stands in it.

use super::cells::Table;
use super::json_lines::objects;
use super::{Format, Unreadable, csv, opensanctions};

/// How many lines of JSON may be broken before one says what the text is.
const LINES_LOOKED_AT: usize = 20;

/// The format of a text. A name of a file may lie, and a pipe has none.
///
/// # Errors
/// That there is nothing in it, or nothing that says what it is.
pub fn detect(text: &str) -> Result<Format, Unreadable> {
    let begins = text.trim_start();
    if begins.is_empty() {
        return Err(Unreadable::Empty);
    }
    if begins.starts_with(['{', '[']) {
        let looked_at = objects(text)?.take(LINES_LOOKED_AT).filter_map(|(_, object)| object.ok());
        for object in looked_at {
            if object.contains_key("pattern") {
                return Ok(Format::Spacy);
            }
            if object.contains_key("schema") {
                return Ok(Format::FollowTheMoney);
            }
        }
        return Err(Unreadable::Unknown);
    }
    let known: Vec<&str> = csv::COLUMNS.iter().chain(opensanctions::COLUMNS).copied().collect();
    let table = Table::of(text, &known).filter(|table| table.column("name").is_some());
    let table = table.ok_or(Unreadable::Unknown)?;
    let is_theirs = table.column("schema").is_some() && table.column("kind").is_none();
    Ok(if is_theirs { Format::OpenSanctions } else { Format::Csv })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_says_what_it_is() {
        for (text, expected) in [
            ("name,kind\n", Ok(Format::Csv)),
            ("\nKind;NAME;id\n", Ok(Format::Csv)),
            ("name\n", Ok(Format::Csv)),
            ("id,schema,name,aliases\n", Ok(Format::OpenSanctions)),
            ("name,kind,schema\n", Ok(Format::Csv)),
            ("{\"label\":\"ORG\",\"pattern\":\"A\"}\n", Ok(Format::Spacy)),
            ("{broken\n{}\n{\"schema\":\"Person\",\"id\":\"1\"}\n", Ok(Format::FollowTheMoney)),
            ("{\"a\":1}\n", Err(Unreadable::Unknown)),
            ("[{\"pattern\":1}]", Err(Unreadable::Array)),
            ("Some words, not a table.\n", Err(Unreadable::Unknown)),
            ("\"name,kind\n", Err(Unreadable::Unknown)),
            (" \n\t", Err(Unreadable::Empty)),
        ] {
            assert_eq!(detect(text), expected, "{text}");
        }
    }
}
