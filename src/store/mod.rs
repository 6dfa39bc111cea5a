//! Files: the one place that opens them.
//!
//! Everything that the product reads comes in through [`read_file`] or [`read_standard_input`], and every folder through
//! [`walk()`]. A path may name anything: a device that never ends, a pipe that nobody writes to, a file of a hundred
//! gigabytes, a folder that links to itself. Each of these is told from an article here, and named with one line that
//! says what is wrong.
//!
//! What is written goes out through [`replace`], which puts a file in the place of another in one step: a full disk, a
//! power cut or somebody else's edit in between leaves the old file, never half of the new one.
//!
//! What the product remembers by itself, in [`memory`], is rows of a database: many small changes by several programs at once are
//! what a file that is written whole cannot take.
//!
//! Of other programs' files one is more than bytes: [`newsboat`]'s store is a database too, and is read while newsboat writes it.
//!
//! It bridges paths and bytes; what the bytes mean is not its business.
//!
//! The limit: a file is read whole. Above [`LARGEST`] bytes it is refused, since offsets are 32 bits wide.

pub mod archive;
pub mod files;
mod links;
pub mod memory;
pub mod newsboat;
pub mod notes;
pub mod refusals;
pub mod source;
pub mod unpack;
pub mod walk;
pub mod watch;
pub mod write;

pub use archive::Archive;
pub use files::{
    LARGEST, PathKind, is_link, is_missing, kind_of, read_file, read_small_file, read_standard_input,
};
pub use memory::Memory;
pub use notes::{NOTES_FILE, is_notes};
pub use refusals::Refusals;
pub use source::Source;
pub use walk::{is_barred, walk};
pub use watch::Watch;
pub use write::{WriteError, replace};
