//! Table of the supported formats.

/// A file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text; the article's text is the whole file.
    Plain,
    /// Markdown (`CommonMark`); the article's text excludes the markup.
    Markdown,
    /// A web page.
    Html,
    /// RSS, Atom, RDF or JSON Feed: one article per entry.
    Feed,
    /// A list of feeds; only feeds that are local files are read.
    Opml,
    /// Newsboat's database.
    Newsboat,
    /// JSON: an object, an array of objects, or an API response with such an array. One article per object.
    Json,
    /// JSON Lines: one object per line, one article per object.
    JsonLines,
    /// Values separated by commas, semicolons, tabs or vertical bars, with a header: one article per row.
    Csv,
    /// Tab-separated values with a header: one article per row.
    Tsv,
    /// One email, or a web page that a browser saved as one file.
    Mail,
    /// A mailbox: many emails in one file.
    Mbox,
    /// An e-book: one article per chapter.
    Epub,
    /// PDF; recognised but not supported.
    Pdf,
    /// An archive whose files are read as if they were in a folder.
    Zip,
    /// Like [`Format::Zip`].
    Tar,
    /// One compressed file.
    Gzip,
    /// Like [`Format::Gzip`].
    Zstd,
    /// Like [`Format::Gzip`].
    Xz,
    /// Like [`Format::Gzip`].
    Bzip2,
}

/// What a file of a format contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// One article.
    Article,
    /// Several articles.
    Container,
    /// Several files.
    Archive,
    /// Another file, compressed.
    Compressed,
}

/// Describes a format.
#[derive(Clone, Copy, Debug)]
pub struct FormatInfo {
    /// The format.
    pub format: Format,
    /// Its name as a value of `--as`.
    pub name: &'static str,
    /// File extensions, in lower case, without the dot.
    pub extensions: &'static [&'static str],
    /// What such a file contains.
    pub role: Role,
    /// One line that says what is read from such a file.
    pub description: &'static str,
}

const fn info(
    format: Format,
    name: &'static str,
    extensions: &'static [&'static str],
    role: Role,
    description: &'static str,
) -> FormatInfo {
    FormatInfo { format, name, extensions, role, description }
}

/// All formats, in the order shown to users.
pub const FORMATS: &[FormatInfo] = &[
    info(Format::Plain, "text", &["txt", "text"], Role::Article, "plain text, including pdftotext output"),
    info(
        Format::Markdown,
        "markdown",
        &["md", "markdown", "mdown", "mkd"],
        Role::Article,
        "Markdown, with YAML, TOML or JSON front matter",
    ),
    info(
        Format::Html,
        "html",
        &["html", "htm", "xhtml", "xht"],
        Role::Article,
        "web pages: the main text, or all of it with --whole",
    ),
    info(
        Format::Feed,
        "feed",
        &["rss", "atom", "rdf", "xml"],
        Role::Container,
        "RSS, Atom, RDF and JSON Feed: one article per entry",
    ),
    info(Format::Opml, "opml", &["opml"], Role::Container, "lists of feeds, for feeds that are local files"),
    info(
        Format::Newsboat,
        "newsboat",
        &["db"],
        Role::Container,
        "newsboat's cache.db, even while newsboat is running",
    ),
    info(
        Format::Mail,
        "mail",
        &["eml", "mht", "mhtml"],
        Role::Article,
        "an email: its plain text or HTML part; a page saved by a browser as one file",
    ),
    info(Format::Mbox, "mbox", &["mbox", "mbx"], Role::Container, "mailboxes: one article per email"),
    info(
        Format::JsonLines,
        "jsonl",
        &["jsonl", "ndjson"],
        Role::Container,
        "JSON Lines: one article per object",
    ),
    info(
        Format::Json,
        "json",
        &["json"],
        Role::Container,
        "JSON: an object or an array, one article per object",
    ),
    info(Format::Csv, "csv", &["csv"], Role::Container, "tables with a header: one article per row"),
    info(
        Format::Tsv,
        "tsv",
        &["tsv", "tab"],
        Role::Container,
        "tab-separated tables with a header: one article per row",
    ),
    info(Format::Epub, "epub", &["epub"], Role::Container, "e-books: one article per chapter"),
    info(Format::Pdf, "pdf", &["pdf"], Role::Article, "not supported: use `pdftotext FILE - | whoswho -`"),
    info(Format::Zip, "zip", &["zip"], Role::Archive, "archives, read as folders"),
    info(Format::Tar, "tar", &["tar"], Role::Archive, "archives, read as folders"),
    info(Format::Gzip, "gzip", &["gz", "tgz"], Role::Compressed, "any of these, compressed"),
    info(Format::Zstd, "zstd", &["zst", "tzst"], Role::Compressed, "any of these, compressed"),
    info(Format::Xz, "xz", &["xz", "txz"], Role::Compressed, "any of these, compressed"),
    info(Format::Bzip2, "bzip2", &["bz2", "tbz2", "tbz"], Role::Compressed, "any of these, compressed"),
];

impl Format {
    /// Returns the format of a file extension, given without the dot and in upper or lower case.
    pub fn from_extension(extension: &str) -> Option<Self> {
        let has_extension =
            |info: &&FormatInfo| info.extensions.iter().any(|other| other.eq_ignore_ascii_case(extension));
        FORMATS.iter().find(has_extension).map(|info| info.format)
    }

    /// Returns the format of a `--as` name.
    pub fn from_name(name: &str) -> Option<Self> {
        FORMATS.iter().find(|info| info.name == name).map(|info| info.format)
    }

    /// Returns the entry of this format in [`FORMATS`].
    pub fn info(self) -> &'static FormatInfo {
        FORMATS.iter().find(|info| info.format == self).unwrap_or(&FORMATS[0])
    }

    /// Returns what a file of this format contains.
    pub fn role(self) -> Role {
        self.info().role
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_name_and_extensions() {
        for info in FORMATS {
            assert_eq!(info.format.info().name, info.name);
            assert_eq!(Format::from_name(info.name), Some(info.format));
            for extension in info.extensions {
                assert_eq!(Format::from_extension(extension), Some(info.format), "{extension}");
                assert_eq!(
                    Format::from_extension(&extension.to_uppercase()),
                    Some(info.format),
                    "{extension}"
                );
            }
        }
    }
}
