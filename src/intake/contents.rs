//! Opens files that contain articles: one function per format, from bytes to named items.
//!
//! An item's name is what its file calls it (a guid, a Message-ID, an id, the name of a file), so it stays the
//! same when the file grows. Items without a name are numbered, since mailboxes and dumps grow at the end.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Mutex;

use crate::article::data::{self, Columns, table};
use crate::article::formats::Format;
use crate::article::sniff::{HEAD, sniff};
use crate::article::{Draft, epub, feed, mail, mbox};
use crate::intake::container::{Backing, Container, Content, NewItem, Table};
use crate::intake::options::ReadOptions;
use crate::intake::parsing::with_time_limit;
use crate::intake::paths::LIST_FILE;
use crate::store::files::ReadError;
use crate::store::newsboat::Newsboat;
use crate::store::{Archive, Source, archive, is_notes};
use crate::text::decode::decode;
use crate::text::sanitize::sanitize_line;

/// Maximum number of bytes of a mail's header searched for its name.
const MAX_HEADER: u64 = 16 * 1024;
/// Number of items tried before a data file is reported to contain no articles. In a table, the first row is tried too.
const SAMPLE_SIZE: usize = 20;
/// Assumed size of a newsboat item, in bytes.
const TYPICAL_BODY: u64 = 8 * 1024;

/// Number of bytes that tell a database from a compressed file: the length of the signature of SQLite files.
const MAGIC_LEN: usize = 16;

/// Opens a file that contains articles.
///
/// # Errors
/// One line that says what is wrong with it.
pub(super) fn open_container(
    path: Option<&Path>,
    source: &Source,
    format: Format,
    options: &ReadOptions,
) -> Result<Container, String> {
    let message = |error: ReadError| error.to_string();
    match format {
        Format::Zip => {
            Ok(from_archive(Archive::zip(source, options.limits.unpacked).map_err(message)?, options))
        }
        Format::Tar => Ok(from_archive(Archive::tar(source).map_err(message)?, options)),
        Format::Mbox => from_mbox(source).map_err(message),
        Format::Json | Format::JsonLines => from_json(&to_utf8(source, options)?, options),
        Format::Csv | Format::Tsv => from_table(&to_utf8(source, options)?, options),
        Format::Feed => from_feed(source, options),
        Format::Epub => from_book(&Archive::zip(source, options.limits.unpacked).map_err(message)?, options),
        Format::Newsboat => match path {
            // SQLite can only open a file, not what was unpacked or came through a pipe.
            Some(path) if is_whole_file(source, path) => from_newsboat(path),
            _ => Err("a database inside another file; unpack it first".to_owned()),
        },
        Format::Opml => Err("a list of feeds inside another file; unpack it first".to_owned()),
        other => Err(format!("does not contain articles: {}", other.info().description)),
    }
}

/// Creates a container of items that are drafts already.
fn from_drafts(drafts: impl Iterator<Item = (String, Draft)>) -> Container {
    let items = drafts.map(|(name, draft)| {
        let size = draft.body.len() as u64;
        NewItem { name: Some(name), content: Content::Draft(Box::new(draft)), size }
    });
    Container::new(Backing::InMemory, items.collect())
}

fn from_feed(source: &Source, options: &ReadOptions) -> Result<Container, String> {
    let bytes = source.all(options.limits.parsed).map_err(|error| error.to_string())?;
    let entries = with_time_limit(move || feed::read(&bytes))??;
    let mut container = from_drafts(entries.into_iter().map(|entry| (entry.name, entry.draft)));
    if container.items.is_empty() {
        container.notices.push("a feed without entries".to_owned());
    }
    Ok(container)
}

fn from_book(archive: &Archive, options: &ReadOptions) -> Result<Container, String> {
    let (archive, max_size) = (archive.clone(), options.limits.parsed);
    let book = with_time_limit(move || {
        let files: HashMap<&str, &archive::Entry> =
            archive.entries().iter().map(|entry| (entry.name.as_str(), entry)).collect();
        epub::chapters(&mut |name| archive.read(files.get(name)?, max_size).ok())
    })??;
    let mut container = from_drafts(book.chapters.into_iter().map(|chapter| (chapter.name, chapter.draft)));
    match book.encrypted {
        0 => {}
        1 => container.notices.push("1 chapter is encrypted and was not read".to_owned()),
        count => container.notices.push(format!("{count} chapters are encrypted and were not read")),
    }
    Ok(container)
}

/// True if a source is the file at a path, not what was unpacked from it. Only the start is compared, since newsboat
/// may be writing to the file.
fn is_whole_file(source: &Source, path: &Path) -> bool {
    let file = Source::open(path).and_then(|file| file.head(MAGIC_LEN));
    file.is_ok_and(|head| source.head(MAGIC_LEN).is_ok_and(|start| start == head))
}

fn from_newsboat(path: &Path) -> Result<Container, String> {
    let store = Newsboat::open(path)?;
    let rows = store.list()?;
    // The size of a body is unknown until it is read; most are a few thousand bytes.
    let items = rows.into_iter().map(|row| NewItem {
        name: Some(row.name),
        content: Content::NewsboatRow(row.rowid),
        size: TYPICAL_BODY,
    });
    Ok(Container::new(Backing::Newsboat(Mutex::new(store)), items.collect()))
}

fn from_mbox(source: &Source) -> Result<Container, ReadError> {
    let mut boundaries = mbox::Boundaries::default();
    let ranges = ranges(source, |chunk| match chunk {
        Some(chunk) => boundaries.feed(chunk),
        None => std::mem::take(&mut boundaries).finish(),
    })?;
    let items = ranges.into_iter().map(|range| {
        let head = range.start..range.end.min(range.start.saturating_add(MAX_HEADER));
        let name = source.range(head, MAX_HEADER).ok().and_then(|head| mail::message_id(&head));
        range_item(name, range)
    });
    Ok(Container::new(Backing::Mbox(source.clone()), items.collect()))
}

fn from_json(source: &Source, options: &ReadOptions) -> Result<Container, String> {
    let mut elements = Some(data::Elements::new(&options.fields));
    let ranges = ranges(source, |chunk| match (chunk, &mut elements) {
        (Some(chunk), Some(elements)) => elements.feed(chunk),
        (None, elements) => elements.take().map(data::Elements::finish).unwrap_or_default(),
        _ => Vec::new(),
    });
    let ranges = ranges.map_err(|error| error.to_string())?;
    let read = |range: &Range<u64>| {
        let bytes = source.range(range.clone(), options.limits.parsed).map_err(|error| error.to_string())?;
        data::json::read(&bytes).map(|(value, _)| value)
    };
    // If none of the first items can be read as an article, the file contains something else.
    let mut failure = None;
    let is_article = |range| {
        let outcome = read(range).and_then(|value| data::from_json(&value, &options.fields));
        outcome.map_err(|message| failure.get_or_insert(message).clone()).is_ok()
    };
    if !ranges.iter().take(SAMPLE_SIZE).any(is_article) {
        return Err(failure.unwrap_or_else(|| "contains no objects".to_owned()));
    }
    let name = |range: &Range<u64>| data::item::id_of(&read(range).ok()?, &options.fields);
    let items = ranges.into_iter().map(|range| range_item(name(&range), range));
    Ok(Container::new(Backing::Json(source.clone()), items.collect()))
}

fn from_table(source: &Source, options: &ReadOptions) -> Result<Container, String> {
    let message = |error: ReadError| error.to_string();
    let head = source.head(HEAD * 8).map_err(message)?;
    let dialect = table::dialect(&head);
    let (delimiter, encoding) = (dialect.delimiter, decode(&head, None).encoding);
    let mut rows = Some(table::Rows::new(dialect));
    let mut ranges = ranges(source, |chunk| match (chunk, &mut rows) {
        (Some(chunk), Some(rows)) => rows.feed(chunk),
        (None, rows) => rows.take().map(table::Rows::finish).unwrap_or_default(),
        _ => Vec::new(),
    })
    .map_err(message)?
    .into_iter();
    let cells = |range: Range<u64>| {
        let bytes = source.range(range, options.limits.parsed.min(table::MAX_RECORD_LEN))?;
        Ok(table::cells(&bytes, delimiter, Some(encoding)))
    };
    let header = cells(ranges.next().unwrap_or(0..0)).map_err(message)?;
    let ranges: Vec<Range<u64>> = ranges.collect();
    let first = ranges.first().cloned().map_or(Ok(Vec::new()), cells).map_err(message)?;
    let columns = Columns::new(&header, &options.fields);
    columns.draft(&first).or_else(|message| {
        // The first row may be empty while others are not.
        let others = ranges.iter().skip(1).take(SAMPLE_SIZE).filter_map(|range| cells(range.clone()).ok());
        let mut others = others.map(|cells| columns.draft(&cells));
        others.find_map(Result::ok).ok_or(message)
    })?;
    let name = |range: &Range<u64>| columns.id(&cells(range.clone()).ok()?);
    let items = ranges.into_iter().map(|range| range_item(name(&range), range)).collect();
    let table = Table { delimiter, encoding, columns };
    Ok(Container::new(Backing::Table(source.clone(), table), items))
}

/// Lists the files in an archive, except those that [are skipped](is_skipped).
fn from_archive(archive: Archive, options: &ReadOptions) -> Container {
    let mut items = Vec::new();
    let mut unknown = Vec::new();
    for entry in archive.entries() {
        if is_skipped(&entry.name) {
            continue;
        }
        let ending = entry.name.rsplit_once('.').map(|(_, ending)| ending);
        // A file that cannot be read is reported when it is opened.
        let format = match (options.read_as, archive.head(entry, HEAD)) {
            (Some(format), _) => Some(format),
            (None, Ok(head)) => sniff(&head, ending),
            (None, Err(_)) => ending.and_then(Format::from_extension),
        };
        match format {
            Some(format) => {
                let content = Content::File(entry.clone(), format);
                items.push(NewItem { name: Some(entry.name.clone()), content, size: entry.size });
            }
            None => unknown.push(sanitize_line(&entry.name).into_owned()),
        }
    }
    let broken = archive.broken().map(|why| format!("{why}; nothing after this point was read"));
    let mut container = Container::new(Backing::Archive(archive), items);
    container.unknown = unknown;
    container.broken = broken;
    container
}

/// Creates an item that is a byte range of its container.
fn range_item(name: Option<String>, range: Range<u64>) -> NewItem {
    let size = range.end.saturating_sub(range.start);
    NewItem { name, content: Content::Bytes(range), size }
}

/// Returns the ranges that `scan` finds. `scan` is called with each chunk, then with None at the end.
fn ranges(
    source: &Source,
    mut scan: impl FnMut(Option<&[u8]>) -> Vec<Range<u64>>,
) -> Result<Vec<Range<u64>>, ReadError> {
    let mut found = Vec::new();
    source.for_each_chunk(|chunk| {
        found.extend(scan(Some(chunk)));
        true
    })?;
    found.extend(scan(None));
    Ok(found)
}

/// Converts UTF-16 and UTF-32 data to UTF-8, so that the scanners can look for single bytes such as quotes. Data with
/// no NUL byte near its start is in neither, and is returned unchanged.
fn to_utf8(source: &Source, options: &ReadOptions) -> Result<Source, String> {
    let message = |error: ReadError| error.to_string();
    let head = source.head(HEAD).map_err(message)?;
    if !head.contains(&0) {
        return Ok(source.clone());
    }
    let bytes = source.all(options.limits.parsed).map_err(message)?;
    Ok(Source::from_bytes(decode(&bytes, None).text.into_bytes().into()))
}

/// True if a file in an archive is skipped: it is hidden or in a hidden folder, was added by macOS, or is a notes file
/// or the list.
fn is_skipped(name: &str) -> bool {
    let mut components = name.split('/');
    let is_hidden = |name: &str| name.starts_with('.') && name != "." && name != "..";
    components.clone().any(|name| is_hidden(name) || name == "__MACOSX")
        || components.next_back().is_some_and(|file| is_notes(Path::new(file)) || file == LIST_FILE)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Regression: only notes called exactly `whoswho-notes.md` were skipped.
    #[test]
    fn notes_in_an_archive_are_skipped_whatever_comes_before_their_name() {
        for skipped in ["whoswho-notes.md", "news/gaza-whoswho-notes.md", "entities.toml", ".a/b.txt"] {
            assert!(is_skipped(skipped), "{skipped}");
        }
        for read in ["notes.md", "whoswho-notes.md/a.txt", "whoswho-notes.md.txt", "./a.txt"] {
            assert!(!is_skipped(read), "{read}");
        }
    }

    /// Regression: a database that had grown since it was opened was taken for one inside another file.
    #[test]
    fn newsboat_may_enlarge_its_store_while_it_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cache.db");
        let store = rusqlite::Connection::open(&path).unwrap();
        store
            .execute_batch(
                "CREATE TABLE rss_feed (rssurl, title); CREATE TABLE rss_item (id, guid, title, content)",
            )
            .unwrap();
        let source = Source::open(&path).unwrap();
        store
            .execute_batch("INSERT INTO rss_item VALUES (1, 'a', 'A report', hex(zeroblob(20000)))")
            .unwrap();
        assert_ne!(Source::open(&path).unwrap().len(), source.len());
        let open =
            |path: &Path| open_container(Some(path), &source, Format::Newsboat, &ReadOptions::default());
        assert_eq!(open(&path).unwrap().items.len(), 1);
        let packed = folder.path().join("cache.db.gz");
        std::fs::write(&packed, b"\x1f\x8b\x08").unwrap();
        assert_eq!(open(&packed).unwrap_err(), "a database inside another file; unpack it first");
    }
}
