//! Parses `config.toml` into plain data, with its errors.

use std::path::{Path, PathBuf};

use crate::analysis::listing::Sort;
use crate::app::commands::specs;
use crate::app::display::{DisplayOptions, Highlight, ThemeName};
use crate::app::input::keymap::{Keymap, Rebinding};
use crate::config::keys;
use crate::config::parser::Parser;
use crate::config::settings::SETTINGS;
use crate::gazetteer::node::Fields;
use crate::gazetteer::syntax::{self, Advice};
use crate::gazetteer::{Problem, Severity};

/// Maximum size of a settings file, in bytes.
pub const MAX_FILE_SIZE: u64 = 1 << 20;

/// Name of the table of keys.
pub const KEYS: &str = "keys";

/// Hints for syntax errors, by a part of the TOML parser's message.
const ADVICE: &[Advice] = &[
    ("missing escaped value", "write a backslash in single quotes: '\\'"),
    ("duplicate key", "each setting may appear only once"),
];

/// Contents of a settings file. A setting that is not set is None or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Configuration {
    /// Colour theme.
    pub theme: Option<ThemeName>,
    /// Maximum width of a text line in columns, in the range [`crate::app::geometry::MEASURES`].
    pub measure: Option<u16>,
    /// True to justify text.
    pub justify: Option<bool>,
    /// True to hyphenate long words.
    pub hyphenate: Option<bool>,
    /// Which mentions are highlighted.
    pub highlight: Option<Highlight>,
    /// True if the reader handles the mouse.
    pub mouse: Option<bool>,
    /// Sort order of the article list.
    pub sort: Option<Sort>,
    /// Articles to open if no path is given.
    pub paths: Vec<PathBuf>,
    /// The list to use if there is none with the articles.
    pub list: Option<PathBuf>,
    /// The folder for notes.
    pub notes: Option<PathBuf>,
    /// Key bindings: no two commands share a key in one layer, and every view keeps a key to leave it and one for help.
    pub keys: Vec<Rebinding>,
}

/// Parses settings. `file` is the name used in problems. A leading byte order mark is skipped.
///
/// Problems are in file order. A setting with a problem is left out; all others apply. Of TOML syntax errors only the
/// first is reported, and then nothing applies; nor does anything of a file larger than [`MAX_FILE_SIZE`].
pub fn parse(text: &str, file: &str) -> (Configuration, Vec<Problem>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() as u64 > MAX_FILE_SIZE {
        let message = format!("larger than {} KiB: nothing in it is read", MAX_FILE_SIZE >> 10);
        return (Configuration::default(), vec![Problem::new(Severity::Error, file, 1, 1, &message)]);
    }
    let document = match syntax::document(text, ADVICE) {
        Ok(document) => document,
        Err(fault) => return (Configuration::default(), fault.problems(text, file)),
    };
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
    parser.finish(file)
}

impl Configuration {
    /// Returns the display options, with defaults for those not set.
    pub fn looks(&self) -> DisplayOptions {
        let default = DisplayOptions::default();
        DisplayOptions {
            theme: self.theme.unwrap_or(default.theme),
            measure: self.measure.unwrap_or(default.measure),
            justify: self.justify.unwrap_or(default.justify),
            hyphenate: self.hyphenate.unwrap_or(default.hyphenate),
            highlight: self.highlight.unwrap_or(default.highlight),
        }
    }

    /// Returns the keymap with these bindings.
    pub fn keymap(&self) -> Keymap {
        Keymap::new(specs(), &self.keys)
    }

    /// Resolves the paths: `~/` is the home folder, and other relative paths start in `folder`, the settings file's own.
    #[must_use]
    pub fn with_resolved_paths(mut self, folder: &Path, home: Option<&Path>) -> Self {
        let resolve = |path: PathBuf| match (path.strip_prefix("~"), home) {
            (Ok(rest), Some(home)) => home.join(rest),
            _ => folder.join(path),
        };
        self.paths = self.paths.into_iter().map(resolve).collect();
        self.list = self.list.map(resolve);
        self.notes = self.notes.map(resolve);
        self
    }
}
