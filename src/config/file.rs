//! `config.toml` into plain data, and what is wrong with it.

use std::path::{Path, PathBuf};

use crate::analysis::listing::Sort;
use crate::app::commands::specs;
use crate::app::input::keymap::{Keymap, Rebinding};
use crate::app::looks::{Highlight, Looks, ThemeName};
use crate::config::keys;
use crate::config::reading::Reading;
use crate::config::settings::SETTINGS;
use crate::gazetteer::node::Fields;
use crate::gazetteer::syntax::{self, Advice};
use crate::gazetteer::{Problem, Severity};

/// The largest file that is read, in bytes.
pub const LARGEST: u64 = 1 << 20;

/// The table of keys.
pub const KEYS: &str = "keys";

/// What to do about mistakes in the syntax of settings, by a part of TOML's own message.
const ADVICE: &[Advice] = &[
    ("missing escaped value", "in single quotes a backslash is only itself: '\\'"),
    ("duplicate key", "a setting may stand once"),
];

/// What a file of settings says; what it does not say is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Configuration {
    /// The set of colours.
    pub theme: Option<ThemeName>,
    /// The most columns of a line of text; one of [`crate::app::geometry::MEASURES`].
    pub measure: Option<u16>,
    /// Whether lines end at one column.
    pub justify: Option<bool>,
    /// Whether long words may be divided.
    pub hyphenate: Option<bool>,
    /// Which mentions stand out.
    pub highlight: Option<Highlight>,
    /// Whether the mouse reports to the reader.
    pub mouse: Option<bool>,
    /// What the list of articles is sorted by.
    pub sort: Option<Sort>,
    /// What opens where nothing is named; empty where it does not say.
    pub paths: Vec<PathBuf>,
    /// The list where none is with the articles.
    pub list: Option<PathBuf>,
    /// The folder for notes.
    pub notes: Option<PathBuf>,
    /// Keys: no two commands have one in one layer, and every view keeps a key that leaves it and one for help.
    pub keys: Vec<Rebinding>,
}

/// Reads settings. `file` is what problems call it. A byte order mark at the beginning is skipped.
///
/// Problems come in the order of the file, and what each is about is absent from what is given; all else counts. Of
/// mistakes in the syntax of TOML only the first is seen, and then nothing of the file counts, nor of one larger than
/// [`LARGEST`].
pub fn parse(text: &str, file: &str) -> (Configuration, Vec<Problem>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() as u64 > LARGEST {
        let message = format!("larger than {} KiB: nothing of it is read", LARGEST >> 10);
        return (Configuration::default(), vec![Problem::new(Severity::Error, file, 1, 1, &message)]);
    }
    let document = match syntax::document(text, ADVICE) {
        Ok(document) => document,
        Err(fault) => return (Configuration::default(), fault.problems(text, file)),
    };
    let mut reading = Reading::new(text);
    for field in Fields::of_document(document.as_table()).read() {
        if let Some(setting) = SETTINGS.iter().find(|setting| setting.name == field.key) {
            (setting.take)(&mut reading, &field.value);
        } else if field.key == KEYS {
            keys::read(&mut reading, &field.value);
        } else if specs().iter().any(|command| command.name == field.key) {
            let message = format!("unknown setting `{}`", field.key);
            reading.note(&field.key_span, &message, "it is a command: its keys stand under `[keys]`");
        } else {
            let names = SETTINGS.iter().map(|setting| setting.name).chain([KEYS]);
            let otherwise = format!("expected one of {}", names.clone().collect::<Vec<_>>().join(", "));
            reading.unknown(&field.key_span, "setting", field.key, names, &otherwise);
        }
    }
    reading.finish(file)
}

impl Configuration {
    /// How the page looks.
    pub fn looks(&self) -> Looks {
        let default = Looks::default();
        Looks {
            theme: self.theme.unwrap_or(default.theme),
            measure: self.measure.unwrap_or(default.measure),
            justify: self.justify.unwrap_or(default.justify),
            hyphenate: self.hyphenate.unwrap_or(default.hyphenate),
            highlight: self.highlight.unwrap_or(default.highlight),
        }
    }

    /// Which key runs what.
    pub fn keymap(&self) -> Keymap {
        Keymap::new(specs(), &self.keys)
    }

    /// The same with its paths as the system takes them: what begins with `~/` is in the home folder, what else is
    /// relative begins at the file's folder.
    #[must_use]
    pub fn placed(mut self, folder: &Path, home: Option<&Path>) -> Self {
        let place = |path: PathBuf| match (path.strip_prefix("~"), home) {
            (Ok(inside), Some(home)) => home.join(inside),
            _ => folder.join(path),
        };
        self.paths = self.paths.into_iter().map(place).collect();
        self.list = self.list.map(place);
        self.notes = self.notes.map(place);
        self
    }
}
