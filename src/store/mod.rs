//! Reads and writes files. No other module opens them.
//!
//! Files are read through [`read_file`], [`read_small_file`] or [`Source`], standard input through
//! [`read_standard_input`], and folders of articles through [`walk()`]. A path may name anything: a device that never
//! ends, a pipe that nobody writes to, a file of a hundred gigabytes, a folder that links to itself. All of these are
//! rejected here with a one-line message, except that a [`Source`] may have any size, since it is read in parts.
//!
//! Lists and notes are written through [`replace`], which swaps in a whole file in one step: a full disk, a power cut
//! or someone else's edit in between leaves what was there, never half of the new file.
//!
//! Session state, in [`memory`], is kept in a database: many small changes by several programs at once do not
//! suit a file that is rewritten whole.
//!
//! The database of one other program is queried here too: [`newsboat`]'s, even while newsboat writes to it.
//!
//! Apart from compressed files, archives and databases, this module turns paths into bytes, and does not care what the
//! bytes mean.
//!
//! For bug reports, the program can log to a file, opened by [`log`] and written through the `tracing` macros.
//!
//! Limitation: [`read_file`] and [`read_standard_input`] read everything into memory, and reject more than
//! [`MAX_FILE_SIZE`] bytes.

pub mod archive;
pub mod files;
pub mod ignored_names;
mod links;
pub mod log;
pub mod memory;
pub mod newsboat;
pub mod notes;
pub mod paths;
pub mod source;
pub mod unpack;
pub mod walk;
pub mod watch;
pub mod write;

pub use archive::Archive;
pub use files::{
    MAX_FILE_SIZE, PathKind, is_link, is_missing, kind_of, read_file, read_small_file, read_standard_input,
};
pub use ignored_names::IgnoredNames;
pub use memory::Memory;
pub use notes::{NOTES_FILE, is_notes};
pub use paths::{STANDARD_INPUT, is_standard_input, without_cur_dir};
pub use source::Source;
pub use walk::{is_unlistable, walk};
pub use watch::Watch;
pub use write::{WriteError, replace};
