//! E-books (EPUB 2 and 3): the chapters, in reading order.
//!
//! A book is a zip archive, which the caller unpacks file by file. `META-INF/container.xml` names the package; the
//! package lists the files and their order (`spine`); a table of contents, which is a page (`nav`), an NCX file or
//! both, names the chapters. Only the container and the package are required: a chapter missing from the contents is
//! named after its first heading, if it has one.
//!
//! DRM encrypts chapters and lists them in `META-INF/encryption.xml`. Obfuscated fonts are listed there too, and
//! are ignored.

use std::collections::{HashMap, HashSet};

use crate::article::draft::{Draft, Markup};
use crate::article::feed::dates::to_iso;
use crate::article::language_code;
use crate::article::line::{one_line, one_line_of_html, visible_chars};
use crate::article::link::{has_scheme, percent_decode, remove_dot_segments};
use crate::article::model::Meta;
use crate::article::xml::element::{Element, children, find};
use crate::article::xml::entities::unescape;
use crate::article::xml::{Event, Scanner, Tag, decode_xml};

/// Maximum number of pages read as chapters; later ones are left out.
const MAX_CHAPTERS: usize = 10_000;
/// Maximum size of a book's decoded pages in bytes, markup included.
const MAX_TEXT_BYTES: usize = 256 << 20;
/// Minimum number of characters in a chapter, without white space; anything shorter is a cover or picture page.
const MIN_CHAPTER_CHARS: usize = 20;
/// Headings that can name a chapter missing from the table of contents.
const HEADINGS: &[&str] = &["h1", "h2", "h3"];

/// A chapter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// Its path in the book, unique among the chapters.
    pub name: String,
    /// Its content.
    pub draft: Draft,
}

/// A book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    /// Its chapters, in reading order. Pages that are missing, encrypted or shorter than 20 characters are left out.
    pub chapters: Vec<Chapter>,
    /// Number of chapters that are encrypted.
    pub encrypted: usize,
}

/// A file listed in the package.
struct ManifestItem {
    path: String,
    is_page: bool,
}

/// The package: metadata and files of the book.
#[derive(Default)]
struct Package {
    meta: Meta,
    files: HashMap<String, ManifestItem>,
    /// File ids, in reading order.
    spine: Vec<String>,
    /// Path of the first page that is a table of contents.
    nav: Option<String>,
    ncx: Option<String>,
}

/// Reads the chapters of a book. `get` returns the unpacked bytes of a file in the book by its path.
///
/// # Errors
/// Returns a one-line message if the file is not an e-book or lacks its package, if no chapter is left (because some
/// are encrypted, or none has text), or if the pages are too large in all.
pub fn chapters(get: &mut dyn FnMut(&str) -> Option<Vec<u8>>) -> Result<Book, String> {
    let mut read_text = |path: &str| get(path).map(|bytes| decode_xml(&bytes));
    let container =
        read_text("META-INF/container.xml").ok_or("not an e-book: META-INF/container.xml is missing")?;
    let package_path =
        package_path(&container.text).ok_or("not an e-book: META-INF/container.xml names no package")?;
    let package = read_text(&package_path).ok_or_else(|| {
        format!("the e-book is incomplete: {} is missing", one_line(&package_path).unwrap_or_default())
    })?;
    let package = read_package(&package.text, &package_path);
    let encrypted = read_text("META-INF/encryption.xml")
        .map(|encryption| encrypted_files(&encryption.text))
        .unwrap_or_default();

    let mut titles = HashMap::new();
    for path in contents_files(&package) {
        if let Some(contents) = read_text(&path) {
            read_contents(&contents.text, &path, &mut titles);
        }
    }

    let mut book = Book::default();
    let mut seen = HashSet::new();
    let mut size = 0_usize;
    let listed = package.spine.iter().filter_map(|id| package.files.get(id)).filter(|file| file.is_page);
    for file in listed.filter(|file| seen.insert(file.path.clone())).take(MAX_CHAPTERS) {
        if encrypted.contains(&file.path) {
            book.encrypted += 1;
            continue;
        }
        let Some(decoded) = read_text(&file.path) else { continue };
        size += decoded.text.len();
        if size > MAX_TEXT_BYTES {
            return Err(format!(
                "the pages of the e-book have more than {} MiB in all",
                MAX_TEXT_BYTES >> 20
            ));
        }
        let draft = chapter(&decoded.text, titles.get(&file.path), &package.meta);
        book.chapters.extend(draft.map(|draft| Chapter {
            name: file.path.clone(),
            draft: Draft { undecoded: decoded.undecoded, ..draft },
        }));
    }
    if book.chapters.is_empty() {
        return Err(no_chapters_error(&book));
    }
    Ok(book)
}

fn no_chapters_error(book: &Book) -> String {
    if book.encrypted > 0 {
        return "the e-book is locked (DRM): its chapters are encrypted, and only the seller's software can read them".to_owned();
    }
    "the e-book has no chapter with text".to_owned()
}

/// Returns the path of the package named in the container.
fn package_path(container: &str) -> Option<String> {
    let path = find(container, &["rootfile"])?.tag.attribute("full-path")?;
    Some(remove_dot_segments(&percent_decode(path.trim()))).filter(|path| !path.is_empty())
}

fn read_package(text: &str, package_path: &str) -> Package {
    let mut package = Package::default();
    let mut authors = Vec::new();
    let meta = find(text, &["metadata"]);
    for child in meta.iter().flat_map(Element::children) {
        let line = || one_line_of_html(&child.text());
        match child.tag.local_name() {
            "title" if package.meta.source.is_none() => package.meta.source = line(),
            "creator" => authors.extend(line()),
            "date" if package.meta.date.is_none() => package.meta.date = line(),
            "language" if package.meta.language.is_none() => {
                package.meta.language = line().and_then(|tag: String| language_code::parse(&tag));
            }
            _ => {}
        }
    }
    package.meta.author = Some(authors.join(", ")).filter(|names| !names.is_empty());
    package.meta.date = package.meta.date.map(|date| to_iso(&date).unwrap_or(date));

    let mut ncx_id = None;
    for event in Scanner::new(text) {
        let Event::Start(tag) = event else { continue };
        match tag.local_name() {
            "item" => package.add_item(tag, package_path),
            "spine" => ncx_id = tag.attribute("toc"),
            "itemref" => package.spine.extend(tag.attribute("idref").map(|id| id.trim().to_owned())),
            _ => {}
        }
    }
    if let Some(file) = ncx_id.and_then(|id| package.files.get(id.trim())) {
        package.ncx = Some(file.path.clone());
    }
    package
}

impl Package {
    fn add_item(&mut self, tag: Tag<'_>, package_path: &str) {
        let (Some(id), Some(href)) = (tag.attribute("id"), tag.attribute("href")) else { return };
        let Some(path) = resolve_path(&href, package_path) else { return };
        let kind = tag.attribute("media-type").unwrap_or_default().to_ascii_lowercase();
        if kind == "application/x-dtbncx+xml" {
            self.ncx.get_or_insert_with(|| path.clone());
        }
        let is_contents = tag
            .attribute("properties")
            .is_some_and(|values| values.split_whitespace().any(|value| value == "nav"));
        if is_contents {
            self.nav.get_or_insert_with(|| path.clone());
        }
        let is_page = kind.is_empty() || kind.contains("html") || kind == "text/x-oeb1-document";
        self.files.entry(id.trim().to_owned()).or_insert(ManifestItem { path, is_page });
    }
}

/// Returns the paths of the tables of contents: the page, then the NCX file.
fn contents_files(package: &Package) -> Vec<String> {
    package.nav.iter().chain(&package.ncx).cloned().collect()
}

/// Resolves a reference in the file `from` to a path in the book. None if it is empty or an absolute URL.
fn resolve_path(reference: &str, from: &str) -> Option<String> {
    let reference = reference.split(['#', '?']).next()?.trim();
    if reference.is_empty() || has_scheme(reference) {
        return None;
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    Some(remove_dot_segments(&format!("{folder}/{}", percent_decode(reference))))
        .filter(|path| !path.is_empty())
}

/// Returns the paths of the encrypted files, except obfuscated fonts.
fn encrypted_files(text: &str) -> HashSet<String> {
    let mut files = HashSet::new();
    let mut is_obfuscated_font = false;
    for event in Scanner::new(text) {
        let Event::Start(tag) = event else { continue };
        match tag.local_name() {
            "EncryptedData" => is_obfuscated_font = false,
            "EncryptionMethod" if !is_obfuscated_font => {
                let algorithm = tag.attribute("Algorithm").unwrap_or_default();
                is_obfuscated_font = algorithm.contains("idpf.org/2008/embedding")
                    || algorithm.contains("ns.adobe.com/pdf/enc");
            }
            // Paths are relative to the root of the archive.
            "CipherReference" if !is_obfuscated_font => {
                files.extend(tag.attribute("URI").and_then(|path| resolve_path(&path, "")));
            }
            _ => {}
        }
    }
    files
}

/// Collects the titles that a table of contents gives to files. The first title of a file wins.
fn read_contents(text: &str, path: &str, titles: &mut HashMap<String, String>) {
    let mut add_title = |reference: &str, title: &str| {
        if let (Some(file), Some(title)) = (resolve_path(reference, path), one_line(title)) {
            titles.entry(file).or_insert(title);
        }
    };
    // A page may also contain page lists and landmarks, each in its own `nav` element.
    let navs = Scanner::new(text)
        .filter(|event| matches!(event, Event::Start(tag) if tag.local_name() == "nav"))
        .count();
    let contents = (navs > 1).then(|| toc_element(text)).flatten();
    let mut label = String::new();
    let mut link = None;
    for event in Scanner::new(contents.unwrap_or(text)) {
        match event {
            Event::Start(tag) => match tag.local_name() {
                "a" => {
                    link = tag.attribute("href");
                    label.clear();
                }
                "navLabel" => label.clear(),
                "content" => add_title(&tag.attribute("src").unwrap_or_default(), &label),
                _ => {}
            },
            Event::End(end) if end.rsplit(':').next() == Some("a") => {
                add_title(&link.take().unwrap_or_default(), &label);
            }
            Event::End(_) => {}
            Event::Text(piece) => label.push_str(&unescape(piece)),
            Event::CData(piece) => label.push_str(piece),
        }
    }
}

/// Returns the content of the `nav` element that is the table of contents.
fn toc_element(text: &str) -> Option<&str> {
    let mut scanner = Scanner::new(text);
    loop {
        let before = scanner.clone();
        if let Event::Start(tag) = scanner.next()?
            && tag.local_name() == "nav"
            && tag
                .attribute("epub:type")
                .is_some_and(|kinds| kinds.split_whitespace().any(|kind| kind == "toc"))
        {
            return children(before.rest()).next().map(|nav| nav.inside);
        }
    }
}

/// Returns the draft of a chapter. None if it has too little text.
fn chapter(text: &str, title: Option<&String>, book: &Meta) -> Option<Draft> {
    let whole = Element { tag: Tag { name: "html", attributes: "", is_self_closing: false }, inside: text };
    let body = find(text, &["body"]).unwrap_or(whole).html();
    if visible_chars(&body, true) < MIN_CHAPTER_CHARS {
        return None;
    }
    let heading = || find(&body, HEADINGS).and_then(|heading| one_line(&heading.text()));
    let title = title.cloned().or_else(heading);
    let meta = Meta { title, ..book.clone() };
    Some(Draft { meta, body, markup: Markup::Html, ..Draft::default() })
}

#[cfg(test)]
#[path = "epub_tests.rs"]
mod tests;
