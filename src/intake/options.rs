//! What a person may say of how articles are read.

use crate::article::Format;
use crate::article::data::Fields;
use crate::article::html::Extent;

/// How articles are read.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// What every file is, whatever it looks like.
    pub read_as: Option<Format>,
    /// How much of a web page is read.
    pub extent: Extent,
    /// What columns and keys of data are called.
    pub fields: Fields,
    /// What may be read at the most.
    pub limits: Limits,
    /// Whether articles with one text are all listed.
    pub keeps_duplicates: bool,
}

/// What may be read at the most, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// An article of any format but plain text and Markdown.
    pub parsed: u64,
    /// An article of plain text or Markdown.
    pub text: u64,
    /// What is unpacked from one file, or from one that lies in an archive.
    pub unpacked: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { parsed: 64 << 20, text: 2 << 30, unpacked: 2 << 30 }
    }
}

impl Limits {
    /// How large an article of a format may be.
    pub fn of(&self, format: Format) -> u64 {
        if matches!(format, Format::Plain | Format::Markdown) { self.text } else { self.parsed }
    }
}
