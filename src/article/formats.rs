//! The formats that are read, as a table.

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text; the article's text is the whole file.
    Plain,
    /// Markdown (`CommonMark`); the article's text is what the markup says, without the markup.
    Markdown,
    /// A web page.
    Html,
    /// RSS, Atom, RDF or JSON Feed: an entry is an article.
    Feed,
    /// A list of feeds; those that are local files are read.
    Opml,
    /// Newsboat's store.
    Newsboat,
    /// JSON: an array of objects, an object an article.
    Json,
    /// JSON Lines: an object a line, an object an article.
    JsonLines,
    /// Comma-separated (or semicolon-separated) values with a header: a row an article.
    Csv,
    /// Tab-separated values with a header: a row an article.
    Tsv,
    /// One mail.
    Mail,
    /// Many mails in one file.
    Mbox,
    /// An e-book: a chapter is an article.
    Epub,
    /// PDF, which is known and not read.
    Pdf,
    /// Files in one, each read as if it lay in a folder.
    Zip,
    /// As [`Format::Zip`].
    Tar,
    /// One file, packed.
    Gzip,
    /// As [`Format::Gzip`].
    Zstd,
    /// As [`Format::Gzip`].
    Xz,
    /// As [`Format::Gzip`].
    Bzip2,
}

/// What becomes of a file of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It is one article.
    Article,
    /// It holds articles.
    Container,
    /// It holds files.
    Archive,
    /// It is another file, packed.
    Packed,
}

/// What is known of a format.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// The format.
    pub format: Format,
    /// Its name behind `--as`.
    pub name: &'static str,
    /// Endings of files, in lower case, without the dot.
    pub endings: &'static [&'static str],
    /// What becomes of it.
    pub role: Role,
    /// What is read of it, in a line.
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

/// All formats, in the order in which people are told.
pub const FORMATS: &[Known] = &[
    known(Format::Plain, "text", &["txt", "text"], Role::Article, "plain text; what pdftotext prints too"),
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
        "web pages: the main text; --whole for all of it",
    ),
    known(
        Format::Feed,
        "feed",
        &["rss", "atom", "rdf", "xml"],
        Role::Container,
        "RSS, Atom, RDF and JSON Feed: an article an entry",
    ),
    known(
        Format::Opml,
        "opml",
        &["opml"],
        Role::Container,
        "lists of feeds, as far as the feeds are files here",
    ),
    known(
        Format::Newsboat,
        "newsboat",
        &["db"],
        Role::Container,
        "newsboat's cache.db, also while newsboat runs",
    ),
    known(
        Format::Mail,
        "mail",
        &["eml", "mht", "mhtml"],
        Role::Article,
        "a mail, its plain text or HTML part; a page that a browser saved in one file",
    ),
    known(Format::Mbox, "mbox", &["mbox", "mbx"], Role::Container, "mailboxes: an article a mail"),
    known(
        Format::JsonLines,
        "jsonl",
        &["jsonl", "ndjson"],
        Role::Container,
        "JSON Lines: an article an object",
    ),
    known(Format::Json, "json", &["json"], Role::Container, "JSON arrays: an article an object"),
    known(Format::Csv, "csv", &["csv"], Role::Container, "tables with a header: an article a row"),
    known(
        Format::Tsv,
        "tsv",
        &["tsv", "tab"],
        Role::Container,
        "tables with a header and tabs: an article a row",
    ),
    known(Format::Epub, "epub", &["epub"], Role::Container, "e-books: an article a chapter"),
    known(Format::Pdf, "pdf", &["pdf"], Role::Article, "not read itself: `pdftotext FILE - | whoswho -`"),
    known(Format::Zip, "zip", &["zip"], Role::Archive, "archives, read as folders"),
    known(Format::Tar, "tar", &["tar"], Role::Archive, "archives, read as folders"),
    known(Format::Gzip, "gzip", &["gz", "tgz"], Role::Packed, "any of these, packed"),
    known(Format::Zstd, "zstd", &["zst", "tzst"], Role::Packed, "any of these, packed"),
    known(Format::Xz, "xz", &["xz", "txz"], Role::Packed, "any of these, packed"),
    known(Format::Bzip2, "bzip2", &["bz2", "tbz2", "tbz"], Role::Packed, "any of these, packed"),
];

impl Format {
    /// The format that a file ending (without its dot) stands for.
    pub fn of_ending(ending: &str) -> Option<Self> {
        let has = |known: &&Known| known.endings.iter().any(|one| one.eq_ignore_ascii_case(ending));
        FORMATS.iter().find(has).map(|known| known.format)
    }

    /// The format of a name behind `--as`.
    pub fn of_name(name: &str) -> Option<Self> {
        FORMATS.iter().find(|known| known.name == name).map(|known| known.format)
    }

    /// What is known of it.
    pub fn known(self) -> &'static Known {
        FORMATS.iter().find(|known| known.format == self).unwrap_or(&FORMATS[0])
    }

    /// What becomes of a file of this format.
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
