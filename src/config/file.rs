//! Parses `config.toml` into plain data, with its errors.

use crate::config::configuration::Configuration;
use crate::config::keys;
use crate::config::parser::Parser;
use crate::config::settings::SETTINGS;
use crate::gazetteer::node::Fields;
use crate::gazetteer::syntax::{self, Advice};
use crate::gazetteer::{Problem, Severity};
use crate::shell::commands::specs;

/// Maximum size of a settings file, in bytes.
pub const MAX_FILE_SIZE: u64 = 1 << 20;

/// Name of the table of keys.
pub const KEYS: &str = "keys";

/// Texts, each with a hint. The hint is given for a syntax error if the TOML parser's message contains the text.
const ADVICE: &[Advice] = &[
    ("missing escaped value", "write a backslash in single quotes: '\\'"),
    ("duplicate key", "each setting may appear only once"),
];

/// Parses settings. `file` is the name used in problems. A leading byte order mark is skipped.
///
/// Problems are in file order. A setting with a problem is left out; all others apply. If [`try_parse`] fails, none
/// applies.
pub fn parse(text: &str, file: &str) -> (Configuration, Vec<Problem>) {
    try_parse(text, file).unwrap_or_else(|problems| (Configuration::default(), problems))
}

/// Like [`parse`], but fails if no setting applies.
///
/// # Errors
/// The problem, if the text is not TOML, or is larger than [`MAX_FILE_SIZE`]. Only the first syntax error is reported.
pub fn try_parse(text: &str, file: &str) -> Result<(Configuration, Vec<Problem>), Vec<Problem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() as u64 > MAX_FILE_SIZE {
        let message = format!("larger than {} KiB: nothing in it is read", MAX_FILE_SIZE >> 10);
        return Err(vec![Problem::new(Severity::Error, file, 1, 1, &message)]);
    }
    let document = syntax::document(text, ADVICE).map_err(|error| error.problems(text, file))?;
    let mut parser = Parser::new(text);
    for field in Fields::of_document(document.as_table()).read() {
        if let Some(setting) = SETTINGS.iter().find(|setting| setting.name == field.key) {
            (setting.parse)(&mut parser, &field.value);
        } else if field.key == KEYS {
            keys::read(&mut parser, &field.value);
        } else if specs().iter().any(|command| command.name == field.key) {
            let message = format!("unknown setting `{}`", field.key);
            parser.add_problem(&field.key_span, &message, "this is a command: set its keys under `[keys]`");
        } else {
            let names = SETTINGS.iter().map(|setting| setting.name).chain([KEYS]);
            let fallback = format!("expected one of {}", names.clone().collect::<Vec<_>>().join(", "));
            parser.unknown(&field.key_span, "setting", field.key, names, &fallback);
        }
    }
    Ok(parser.finish(file))
}
