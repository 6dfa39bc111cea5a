//! Settings as plain data, resolved from the arguments, the settings file and the environment.
//!
//! `cli/` builds them and `reader/` uses them. No layer below these two knows about settings: each is passed what it
//! needs as arguments, so tests can pass anything and no function depends on where the program was started.
//!
//! The settings file, `config.toml`, is parsed by [`parse`], a function of its text alone: `cli/` finds the file and
//! reports its errors. Settings are a table ([`settings::SETTINGS`]) and so are commands; parsing, "did you mean" hints
//! and the text that [`default_file`] returns are derived from these two tables and cannot drift apart. Errors are
//! found with the code that parses the list of entities: all at once, each with line and column.
//!
//! Unlike a list, a settings file with errors is used: a setting with an error counts as not set, and all others apply.
//! One key for two commands, or a file that leaves no key to quit or to show the keys, is an error too; the default
//! keys of these commands then apply.
//!
//! Limitations: only the first TOML syntax error is reported, and then no setting applies; the file is read once, at
//! startup.

pub mod configuration;
pub mod file;
pub mod keys;
pub mod parser;
pub mod settings;
pub mod template;

#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use crate::analysis::listing::Sort;
use crate::app::input::keymap::Keymap;
use crate::app::state::display::DisplayOptions;
use crate::app::state::notice::Notice;
use crate::app::workspace::Workspace;

pub use configuration::Configuration;
pub use file::{MAX_FILE_SIZE, parse, try_parse};
pub use template::default_file;

/// Settings that the reader starts with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Files and folders, `-` for standard input.
    pub paths: Vec<PathBuf>,
    /// Path of the list that is created if there is none.
    pub new_list: PathBuf,
    /// Folder of saved sessions. None to save nothing.
    pub state_folder: Option<PathBuf>,
    /// The notes file.
    pub notes: PathBuf,
    /// The key bindings.
    pub keymap: Arc<Keymap>,
    /// True if the reader handles the mouse.
    pub mouse: bool,
    /// Display options of the page.
    pub display: DisplayOptions,
    /// Sort order of the article list.
    pub sort: Sort,
    /// Errors in the settings file, one line each.
    pub config_problems: Vec<String>,
    /// Message shown at startup, or empty.
    pub greeting: String,
}

impl Settings {
    /// Applies the mouse setting, the display options and the sort order to a fresh state, and shows the greeting and
    /// the errors.
    pub fn apply_to(&self, ws: &mut Workspace) {
        ws.mouse = self.mouse;
        ws.display = self.display;
        ws.sort = self.sort;
        if !self.greeting.is_empty() {
            ws.notify(self.greeting.clone());
        }
        ws.notices.report_all(self.config_problems.iter().map(Notice::problem).collect());
    }
}
