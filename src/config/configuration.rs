//! The contents of a settings file, as plain data.

use std::path::{Path, PathBuf};

use crate::analysis::listing::Sort;
use crate::app::input::keymap::{Keymap, Rebinding};
use crate::app::state::display::{DisplayOptions, Highlight, ThemeName};
use crate::shell::commands::specs;

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
    /// Articles to open if no path is given and the current folder has none.
    pub paths: Vec<PathBuf>,
    /// The list to use if there is none with the articles or in the current folder.
    pub list: Option<PathBuf>,
    /// The folder for notes.
    pub notes: Option<PathBuf>,
    /// Key bindings: no two commands share a key in one layer, and every view keeps a key to close it or quit and one
    /// to show the keys.
    pub keys: Vec<Rebinding>,
}

impl Configuration {
    /// Returns the display options, with defaults for those not set.
    pub fn display(&self) -> DisplayOptions {
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

    /// Resolves the paths: `~/` is the home folder, and other relative paths start in `folder`, the folder of the
    /// settings file.
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
