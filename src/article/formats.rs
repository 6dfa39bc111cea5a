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
    /// JSON: an array of objects, one article per object.
    Json,
    /// JSON Lines: one object per line, one article per object.
    JsonLines,
    /// Comma-separated (or semicolon-separated) values with a header: one article per row.
    Csv,
    /// Tab-separated values with a header: one article per row.
    Tsv,
    /// One mail.
    Mail,
    /// A mailbox: many mails in one file.
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
    Packed,
}

/// Describes a format.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// The format.
    pub format: Format,
    /// Its name as a value of `--as`.
    pub name: &'static str,
    /// File extensions, in lower case, without the dot.
    pub endings: &'static [&'static str],
    /// What such a file contains.
    pub role: Role,
    /// One line on what is read from it.
    pub words: &'static str,
}

const fn known(
    format: Format,
    name: &'static str,
    endings: &'static [&'static str],
    role: Role,
    words: &'static str,
) -> Known {
    Known { format, name, endings, role, words }
}

/// All formats, in the order shown to users.
pub const FORMATS: &[Known] = &[
    known(Format::Plain, "text", &["txt", "text"], Role::Article, "plain text, including pdftotext output"),
    known(
        Format::Markdown,
        "markdown",
        &["md", "markdown", "mdown", "mkd"],
        Role::Article,
        "Markdown, with YAML, TOML or JSON front matter",
    ),
    known(
        Format::Html,
        "html",
        &["html", "htm", "xhtml", "xht"],
        Role::Article,
        "web pages: the main text, or all of it with --whole",
    ),
    known(
        Format::Feed,
        "feed",
        &["rss", "atom", "rdf", "xml"],
        Role::Container,
        "RSS, Atom, RDF and JSON Feed: one article per entry",
    ),
    known(
        Format::Opml,
        "opml",
        &["opml"],
        Role::Container,
        "lists of feeds, for feeds that are local files",
    ),
    known(
        Format::Newsboat,
        "newsboat",
        &["db"],
        Role::Container,
        "newsboat's cache.db, even while newsboat is running",
    ),
    known(
        Format::Mail,
        "mail",
        &["eml", "mht", "mhtml"],
        Role::Article,
        "a mail: its plain text or HTML part; a page saved by a browser as one file",
    ),
    known(Format::Mbox, "mbox", &["mbox", "mbx"], Role::Container, "mailboxes: one article per mail"),
    known(
        Format::JsonLines,
        "jsonl",
        &["jsonl", "ndjson"],
        Role::Container,
        "JSON Lines: one article per object",
    ),
    known(Format::Json, "json", &["json"], Role::Container, "JSON arrays: one article per object"),
    known(Format::Csv, "csv", &["csv"], Role::Container, "tables with a header: one article per row"),
    known(
        Format::Tsv,
        "tsv",
        &["tsv", "tab"],
        Role::Container,
        "tab-separated tables with a header: one article per row",
    ),
    known(Format::Epub, "epub", &["epub"], Role::Container, "e-books: one article per chapter"),
    known(Format::Pdf, "pdf", &["pdf"], Role::Article, "not supported: use `pdftotext FILE - | whoswho -`"),
    known(Format::Zip, "zip", &["zip"], Role::Archive, "archives, read as folders"),
    known(Format::Tar, "tar", &["tar"], Role::Archive, "archives, read as folders"),
    known(Format::Gzip, "gzip", &["gz", "tgz"], Role::Packed, "any of these, compressed"),
    known(Format::Zstd, "zstd", &["zst", "tzst"], Role::Packed, "any of these, compressed"),
    known(Format::Xz, "xz", &["xz", "txz"], Role::Packed, "any of these, compressed"),
    known(Format::Bzip2, "bzip2", &["bz2", "tbz2", "tbz"], Role::Packed, "any of these, compressed"),
];

impl Format {
    /// Returns the format of a file extension (without the dot).
    pub fn of_ending(ending: &str) -> Option<Self> {
        let has = |known: &&Known| known.endings.iter().any(|one| one.eq_ignore_ascii_case(ending));
        FORMATS.iter().find(has).map(|known| known.format)
    }

    /// Returns the format of a `--as` name.
    pub fn of_name(name: &str) -> Option<Self> {
        FORMATS.iter().find(|known| known.name == name).map(|known| known.format)
    }

    /// Describes this format.
    pub fn known(self) -> &'static Known {
        FORMATS.iter().find(|known| known.format == self).unwrap_or(&FORMATS[0])
    }

    /// What a file of this format contains.
    pub fn role(self) -> Role {
        self.known().role
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_known_once_by_its_name_and_its_endings() {
        for known in FORMATS {
            assert_eq!(known.format.known().name, known.name);
            assert_eq!(Format::of_name(known.name), Some(known.format));
            for ending in known.endings {
                assert_eq!(Format::of_ending(ending), Some(known.format), "{ending}");
                assert_eq!(Format::of_ending(&ending.to_uppercase()), Some(known.format), "{ending}");
            }
        }
    }
}
