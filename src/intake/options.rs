//! Options for reading articles.

use crate::article::Format;
use crate::article::data::Fields;
use crate::article::html::Extent;

/// How articles are read.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// Format of every file, overriding detection.
    pub read_as: Option<Format>,
    /// How much of a web page is read.
    pub extent: Extent,
    /// Names of the columns and keys of data files.
    pub fields: Fields,
    /// Size limits.
    pub limits: Limits,
    /// True to list all articles with the same text, not just the first.
    pub keeps_duplicates: bool,
}

/// Size limits, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Maximum size of an article in any format but plain text and Markdown.
    pub parsed: u64,
    /// Maximum size of an article in plain text or Markdown.
    pub text: u64,
    /// Maximum size of what is unpacked from one file, or from one file in an archive.
    pub unpacked: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { parsed: 64 << 20, text: 2 << 30, unpacked: 2 << 30 }
    }
}

impl Limits {
    /// Returns the size limit for an article in a format.
    pub fn for_format(&self, format: Format) -> u64 {
        if matches!(format, Format::Plain | Format::Markdown) { self.text } else { self.parsed }
    }
}
