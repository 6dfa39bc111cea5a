//! Settings, as plain data: what the arguments and the environment come to, once they are resolved.
//!
//! `cli/` makes them and `reader/` reads them. Nothing below these two knows that settings exist: whatever a floor needs
//! it is given as an argument, so that a test can hand it anything and no function depends on where the program was
//! started. It bridges what was typed and what the run loop begins with.
//!
//! The limit: there is no configuration file yet; arguments are all there is.

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::keymap::Keymap;

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
}
