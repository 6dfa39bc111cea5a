//! Settings, as plain data: what the arguments, the settings file and the environment come to, once they are resolved.
//!
//! `cli/` makes them and `reader/` reads them. Nothing below these two knows that settings exist: whatever a floor needs
//! it is given as an argument, so that a test can hand it anything and no function depends on where the program was
//! started. It bridges what was typed or written down and what the run loop begins with.
//!
//! The settings file, `config.toml`, is read by [`parse`], a function of its text alone: `cli/` finds the file and tells
//! what is wrong with it. Settings are a table ([`settings::SETTINGS`]) and so are commands; reading, the hint at the word
//! that was probably meant, and the file that [`default_file`] prints come from these two tables and cannot drift apart.
//! Mistakes are found as in the list of entities, by the same means: each with its line and column, all at once.
//!
//! Other than a list, settings with mistakes are used: what a mistake is about is as if it were not set, and a person who
//! mistyped one key still reads with all others. Two commands with one key, or a file that would leave no key to quit or
//! to see the keys, are mistakes too; the keys that these commands have by themselves stand in.
//!
//! The limits: TOML is parsed in one go, so of mistakes in the syntax only the first is seen and nothing counts; a file is
//! read once, when the program starts.

pub mod file;
pub mod keys;
pub mod reading;
pub mod settings;
pub mod written;

#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use crate::analysis::listing::Sort;
use crate::app::input::keymap::Keymap;
use crate::app::looks::Looks;
use crate::app::overlays::messages::{self, Told};
use crate::app::state::State;

pub use file::{Configuration, LARGEST, parse};
pub use written::default_file;

/// What the reader is started with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Files and folders, `-` for standard input.
    pub paths: Vec<PathBuf>,
    /// Where a list is made where there is none.
    pub new_list: PathBuf,
    /// Where the reader keeps what it remembers, if there is such a place.
    pub state: Option<PathBuf>,
    /// The file that passages are collected into.
    pub notes: PathBuf,
    /// Which key runs what.
    pub keymap: Arc<Keymap>,
    /// Whether the mouse reports to the reader.
    pub mouse: bool,
    /// How the page looks.
    pub looks: Looks,
    /// What the list of articles is sorted by.
    pub sort: Sort,
    /// What is wrong with the settings file, a line each that fits into the message area.
    pub config_problems: Vec<String>,
    /// What is said when the reader opens; empty where nothing is.
    pub greeting: String,
}

impl Settings {
    /// Puts into a fresh state what a person set, and tells what could not be used.
    pub fn put_into(&self, state: &mut State) {
        state.mouse = self.mouse;
        state.looks = self.looks;
        state.sort = self.sort;
        if !self.greeting.is_empty() {
            state.say(self.greeting.clone());
        }
        messages::take_all(state, self.config_problems.iter().map(Told::problem).collect());
    }
}
