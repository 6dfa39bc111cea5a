//! Detects the format of a text by its content.

use super::cells::Table;
use super::json_lines::objects;
use super::{Format, ImportError, csv, opensanctions};

/// Maximum number of JSON lines searched for a key that identifies the format.
const MAX_LINES: usize = 20;

/// Detects the format of a text by its content, since a file name may be wrong and a pipe has none.
///
/// # Errors
/// Returns an error if the text is empty, one JSON array, or of an unknown format.
pub fn detect(text: &str) -> Result<Format, ImportError> {
    let start = text.trim_start();
    if start.is_empty() {
        return Err(ImportError::Empty);
    }
    if start.starts_with(['{', '[']) {
        for object in objects(text)?.take(MAX_LINES).filter_map(|(_, object)| object.ok()) {
            if object.contains_key("pattern") {
                return Ok(Format::Spacy);
            }
            if object.contains_key("schema") {
                return Ok(Format::FollowTheMoney);
            }
        }
        return Err(ImportError::Unknown);
    }
    let columns: Vec<&str> = csv::COLUMNS.iter().chain(opensanctions::COLUMNS).copied().collect();
    let table = Table::parse(text, &columns).filter(|table| table.column("name").is_some());
    let table = table.ok_or(ImportError::Unknown)?;
    let is_opensanctions = table.column("schema").is_some() && table.column("kind").is_none();
    Ok(if is_opensanctions { Format::OpenSanctions } else { Format::Csv })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_is_detected_by_content() {
        for (text, expected) in [
            ("name,kind\n", Ok(Format::Csv)),
            ("\nKind;NAME;id\n", Ok(Format::Csv)),
            ("name\n", Ok(Format::Csv)),
            ("id,schema,name,aliases\n", Ok(Format::OpenSanctions)),
            ("name,kind,schema\n", Ok(Format::Csv)),
            ("{\"label\":\"ORG\",\"pattern\":\"A\"}\n", Ok(Format::Spacy)),
            ("{broken\n{}\n{\"schema\":\"Person\",\"id\":\"1\"}\n", Ok(Format::FollowTheMoney)),
            ("{\"a\":1}\n", Err(ImportError::Unknown)),
            ("[{\"pattern\":1}]", Err(ImportError::Array)),
            ("Some words, not a table.\n", Err(ImportError::Unknown)),
            ("\"name,kind\n", Err(ImportError::Unknown)),
            (" \n\t", Err(ImportError::Empty)),
        ] {
            assert_eq!(detect(text), expected, "{text}");
        }
    }
}
