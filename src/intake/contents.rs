//! What is inside files that hold articles: one function a format, from bytes to items with names.
//!
//! An item's name is what its file calls it (a guid, a Message-ID, an id, the name of a file), so that it stays the same when the file grows. Items of data
//! without one are numbered, since dumps grow at their end.

use std::collections::HashMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Mutex;

use crate::article::data::{self, Columns, table};
use crate::article::formats::Format;
use crate::article::sniff::{HEAD, sniff};
use crate::article::{Draft, epub, feed, mail, mbox};
use crate::intake::container::{Container, Content, Holder, Named, Table};
use crate::intake::options::ReadOptions;
use crate::intake::parsing::in_time;
use crate::intake::paths::LIST_FILE;
use crate::store::files::{self, ReadError};
use crate::store::newsboat::Newsboat;
use crate::store::{Archive, NOTES_FILE, Source, archive};
use crate::text::decode::decode;
use crate::text::sanitize::sanitize_line;

/// A mail's header beyond so many bytes has no say in its name.
const MOST_OF_A_HEADER: u64 = 16 * 1024;
/// How many items are tried before a file of data is said to hold no articles.
const TRIED: usize = 20;
/// About how many bytes an item of newsboat's holds.
const USUAL_BODY: u64 = 8 * 1024;

/// Looks into a file that holds articles.
///
/// # Errors
/// One line that says what is wrong with it.
pub(super) fn look_into(
    path: Option<&Path>,
    source: &Source,
    format: Format,
    options: &ReadOptions,
) -> Result<Container, String> {
    let told = |error: ReadError| error.to_string();
    match format {
        Format::Zip => Ok(of_archive(Archive::zip(source, options.limits.unpacked).map_err(told)?, options)),
        Format::Tar => Ok(of_archive(Archive::tar(source).map_err(told)?, options)),
        Format::Mbox => of_mbox(source).map_err(told),
        Format::Json | Format::JsonLines => of_json(&in_bytes(source, options)?, options),
        Format::Csv | Format::Tsv => of_table(&in_bytes(source, options)?, options),
        Format::Feed => of_feed(source, options),
        Format::Epub => of_book(&Archive::zip(source, options.limits.unpacked).map_err(told)?, options),
        Format::Newsboat => match path {
            // What was unpacked, or came through a pipe, is no file that SQLite could open.
            Some(path) if files::size(path) == Some(source.len()) => of_newsboat(path),
            _ => Err("a database inside another file; unpack it first".to_owned()),
        },
        Format::Opml => Err("a list of feeds inside another file; unpack it first".to_owned()),
        other => Err(format!("no file that holds articles: {}", other.info().description)),
    }
}

/// Items that are drafts already.
fn of_drafts(drafts: impl Iterator<Item = (String, Draft)>) -> Container {
    let named = drafts.map(|(name, draft)| {
        let size = draft.body.len() as u64;
        Named { name: Some(name), content: Content::Draft(Box::new(draft)), size }
    });
    Container::new(Holder::Nothing, named.collect())
}

fn of_feed(source: &Source, options: &ReadOptions) -> Result<Container, String> {
    let bytes = source.all(options.limits.parsed).map_err(|error| error.to_string())?;
    let entries = in_time(move || feed::read(&bytes))??;
    let mut container = of_drafts(entries.into_iter().map(|entry| (entry.name, entry.draft)));
    if container.items.is_empty() {
        container.notices.push("a feed without entries".to_owned());
    }
    Ok(container)
}

fn of_book(archive: &Archive, options: &ReadOptions) -> Result<Container, String> {
    let (archive, most) = (archive.clone(), options.limits.parsed);
    let book = in_time(move || {
        let files: HashMap<&str, &archive::Entry> =
            archive.entries().iter().map(|entry| (entry.name.as_str(), entry)).collect();
        epub::chapters(&mut |name| archive.read(files.get(name)?, most).ok())
    })??;
    let mut container = of_drafts(book.chapters.into_iter().map(|chapter| (chapter.name, chapter.draft)));
    match book.locked {
        0 => {}
        1 => container.notices.push("1 chapter is encrypted and was not read".to_owned()),
        count => container.notices.push(format!("{count} chapters are encrypted and were not read")),
    }
    Ok(container)
}

fn of_newsboat(path: &Path) -> Result<Container, String> {
    let store = Newsboat::open(path)?;
    let rows = store.list()?;
    // How long a body is, only reading it tells; most are of a few thousand bytes.
    let named = rows.into_iter().map(|row| Named {
        name: Some(row.name),
        content: Content::Stored(row.rowid),
        size: USUAL_BODY,
    });
    Ok(Container::new(Holder::Newsboat(Mutex::new(store)), named.collect()))
}

fn of_mbox(source: &Source) -> Result<Container, ReadError> {
    let mut boundaries = mbox::Boundaries::default();
    let ranges = ranges(source, |chunk| match chunk {
        Some(chunk) => boundaries.feed(chunk),
        None => std::mem::take(&mut boundaries).finish(),
    })?;
    let named = ranges.into_iter().map(|range| {
        let head = range.start..range.end.min(range.start.saturating_add(MOST_OF_A_HEADER));
        let name = source.range(head, MOST_OF_A_HEADER).ok().and_then(|head| mail::message_id(&head));
        by_range(name, range)
    });
    Ok(Container::new(Holder::Mbox(source.clone()), named.collect()))
}

fn of_json(source: &Source, options: &ReadOptions) -> Result<Container, String> {
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
    // Where none of the first has a text, the file holds something else.
    let mut failure = None;
    let is_article = |range| {
        let outcome = read(range).and_then(|value| data::from_json(&value, &options.fields));
        outcome.map_err(|message| failure.get_or_insert(message).clone()).is_ok()
    };
    if !ranges.iter().take(TRIED).any(is_article) {
        return Err(failure.unwrap_or_else(|| "holds no objects".to_owned()));
    }
    let name = |range: &Range<u64>| data::item::id_of(&read(range).ok()?, &options.fields);
    let named = ranges.into_iter().map(|range| by_range(name(&range), range));
    Ok(Container::new(Holder::Json(source.clone()), named.collect()))
}

fn of_table(source: &Source, options: &ReadOptions) -> Result<Container, String> {
    let told = |error: ReadError| error.to_string();
    let head = source.head(HEAD * 8).map_err(told)?;
    let dialect = table::dialect(&head);
    let (delimiter, encoding) = (dialect.delimiter, decode(&head, None).encoding);
    let mut rows = Some(table::Rows::new(dialect));
    let mut ranges = ranges(source, |chunk| match (chunk, &mut rows) {
        (Some(chunk), Some(rows)) => rows.feed(chunk),
        (None, rows) => rows.take().map(table::Rows::finish).unwrap_or_default(),
        _ => Vec::new(),
    })
    .map_err(told)?
    .into_iter();
    let cells = |range: Range<u64>| {
        let bytes = source.range(range, options.limits.parsed.min(table::MAX_RECORD_LEN))?;
        Ok(table::cells(&bytes, delimiter, Some(encoding)))
    };
    let header = cells(ranges.next().unwrap_or(0..0)).map_err(told)?;
    let ranges: Vec<Range<u64>> = ranges.collect();
    let first = ranges.first().cloned().map_or(Ok(Vec::new()), cells).map_err(told)?;
    let columns = Columns::new(&header, &options.fields);
    columns.draft(&first).or_else(|message| {
        // A first row may be empty where others are not.
        let others = ranges.iter().skip(1).take(TRIED).filter_map(|range| cells(range.clone()).ok());
        let mut others = others.map(|cells| columns.draft(&cells));
        others.find_map(Result::ok).ok_or(message)
    })?;
    let name = |range: &Range<u64>| columns.id(&cells(range.clone()).ok()?);
    let named = ranges.into_iter().map(|range| by_range(name(&range), range)).collect();
    let table = Table { delimiter, encoding, columns };
    Ok(Container::new(Holder::Table(source.clone(), table), named))
}

/// The files of an archive, as those of a folder: hidden ones are passed over.
fn of_archive(archive: Archive, options: &ReadOptions) -> Container {
    let mut named = Vec::new();
    let mut unknown = Vec::new();
    for entry in archive.entries() {
        if is_passed_over(&entry.name) {
            continue;
        }
        let ending = entry.name.rsplit_once('.').map(|(_, ending)| ending);
        // One that cannot be read is told when it is opened.
        let format = match (options.read_as, archive.head(entry, HEAD)) {
            (Some(format), _) => Some(format),
            (None, Ok(head)) => sniff(&head, ending),
            (None, Err(_)) => ending.and_then(Format::from_extension),
        };
        match format {
            Some(format) => {
                let content = Content::File(entry.clone(), format);
                named.push(Named { name: Some(entry.name.clone()), content, size: entry.size });
            }
            None => unknown.push(sanitize_line(&entry.name).into_owned()),
        }
    }
    let broken = archive.broken().map(|why| format!("{why}; what follows in it was not read"));
    let mut container = Container::new(Holder::Archive(archive), named);
    container.unknown = unknown;
    container.broken = broken;
    container
}

/// An item that is a range of its container.
fn by_range(name: Option<String>, range: Range<u64>) -> Named {
    let size = range.end.saturating_sub(range.start);
    Named { name, content: Content::Bytes(range), size }
}

/// The ranges that a scanner finds: it is given each chunk, and nothing at the end.
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

/// Data as bytes in which a quote is a quote: UTF-16 and UTF-32 become UTF-8.
fn in_bytes(source: &Source, options: &ReadOptions) -> Result<Source, String> {
    let told = |error: ReadError| error.to_string();
    let head = source.head(HEAD).map_err(told)?;
    if !head.contains(&0) {
        return Ok(source.clone());
    }
    let bytes = source.all(options.limits.parsed).map_err(told)?;
    Ok(Source::of_bytes(decode(&bytes, None).text.into_bytes().into()))
}

/// Whether a file of an archive is passed over, as in a folder: hidden files, what macOS adds, and the reader's own.
fn is_passed_over(name: &str) -> bool {
    let mut steps = name.split('/');
    let is_hidden = |step: &str| step.starts_with('.') && step != "." && step != "..";
    steps.clone().any(|step| is_hidden(step) || step == "__MACOSX")
        || steps.next_back().is_some_and(|file| file == NOTES_FILE || file == LIST_FILE)
}
