//! A file that holds articles, and what is known of them before they are read.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::article::data::{self, table};
use crate::article::formats::{Format, Role};
use crate::article::sniff::{HEAD, sniff};
use crate::article::{Draft, mail, mbox};
use crate::intake::options::ReadOptions;
use crate::store::files::ReadError;
use crate::store::{Archive, NOTES_FILE, Source, archive};
use crate::text::decode::decode;
use crate::text::fingerprint::fingerprint;
use crate::text::sanitize::sanitize_line;

/// A longer name of an item, in characters, is cut: a feed may call an entry anything.
const LONGEST_NAME: usize = 240;

/// A mail's header beyond so many bytes has no say in its name.
const MOST_OF_A_HEADER: u64 = 16 * 1024;
/// How many items are tried before a file of data is said to hold no articles.
const TRIED: usize = 20;

/// A container whose items are known.
#[derive(Debug)]
pub(super) struct Container {
    /// Its items, in its own order.
    pub items: Vec<Item>,
    /// Names of files in it that are of no known type.
    pub unknown: Vec<String>,
    holder: Holder,
    places: HashMap<Arc<str>, usize>,
}

/// An article, or a file, in a container.
#[derive(Debug)]
pub(super) struct Item {
    /// Its name, the same however the container grows; one line, safe for a terminal.
    pub name: Arc<str>,
    /// Where it is.
    pub content: Content,
    /// About how many bytes it holds.
    pub size: u64,
}

/// Where an item is.
#[derive(Debug)]
pub(super) enum Content {
    /// It is here.
    Draft(Box<Draft>),
    /// Bytes of the container.
    Bytes(Range<u64>),
    /// A file of an archive.
    File(archive::Entry, Format),
}

/// What items are read from.
#[derive(Debug)]
enum Holder {
    Nothing,
    Archive(Archive),
    Mbox(Source),
    Json(Source),
    Table(Source, Table),
}

/// How a table is written.
#[derive(Debug)]
struct Table {
    delimiter: u8,
    encoding: &'static str,
    header: Vec<String>,
}

/// An item that is ready to be parsed.
pub(super) enum Ready {
    /// A draft.
    Draft(Box<Draft>),
    /// Bytes of an article of a format.
    Bytes(Vec<u8>, Format),
    /// A file that is packed, or holds articles itself.
    Holds(Source, Format),
}

impl Container {
    /// Looks into a file that holds articles.
    ///
    /// # Errors
    /// One line that says what is wrong with it.
    pub fn open(source: &Source, format: Format, options: &ReadOptions) -> Result<Self, String> {
        let told = |error: ReadError| error.to_string();
        match format {
            Format::Zip => Self::of_archive(Archive::zip(source).map_err(told)?, options).map_err(told),
            Format::Tar => Self::of_archive(Archive::tar(source).map_err(told)?, options).map_err(told),
            Format::Mbox => Self::of_mbox(source).map_err(told),
            Format::Json | Format::JsonLines => Self::of_json(&in_bytes(source, options)?, options),
            Format::Csv | Format::Tsv => Self::of_table(&in_bytes(source, options)?, options),
            _ => Err(format!("{} cannot be read yet", format.known().words)),
        }
    }

    fn of_mbox(source: &Source) -> Result<Self, ReadError> {
        let mut boundaries = mbox::Boundaries::default();
        let ranges = ranges(source, |chunk| match chunk {
            Some(chunk) => boundaries.feed(chunk),
            None => std::mem::take(&mut boundaries).finish(),
        })?;
        let named = ranges.into_iter().map(|range| {
            let head = range.start..range.end.min(range.start.saturating_add(MOST_OF_A_HEADER));
            let name = source.range(head, MOST_OF_A_HEADER).ok().and_then(|head| mail::name(&head));
            by_range(name, range)
        });
        Ok(Self::new(Holder::Mbox(source.clone()), named.collect(), Vec::new()))
    }

    fn of_json(source: &Source, options: &ReadOptions) -> Result<Self, String> {
        let mut elements = Some(data::Elements::new(&options.fields));
        let ranges = ranges(source, |chunk| match (chunk, &mut elements) {
            (Some(chunk), Some(elements)) => elements.feed(chunk),
            (None, elements) => elements.take().map(data::Elements::finish).unwrap_or_default(),
            _ => Vec::new(),
        });
        let ranges = ranges.map_err(|error| error.to_string())?;
        let read = |range: &Range<u64>| {
            let bytes =
                source.range(range.clone(), options.limits.parsed).map_err(|error| error.to_string())?;
            data::json::read(&bytes).map(|(value, _)| value)
        };
        // Where none of the first has a text, the file holds something else.
        let mut failure = None;
        let is_article = |range| {
            let outcome = read(range).and_then(|value| data::of_json(&value, &options.fields));
            outcome.map_err(|message| failure.get_or_insert(message).clone()).is_ok()
        };
        if !ranges.iter().take(TRIED).any(is_article) {
            return Err(failure.unwrap_or_else(|| "holds no objects".to_owned()));
        }
        let name = |range: &Range<u64>| data::item::name_of(&read(range).ok()?, &options.fields);
        let named = ranges.into_iter().map(|range| by_range(name(&range), range));
        Ok(Self::new(Holder::Json(source.clone()), named.collect(), Vec::new()))
    }

    fn of_table(source: &Source, options: &ReadOptions) -> Result<Self, String> {
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
            let bytes = source.range(range, options.limits.parsed)?;
            Ok(table::cells(&bytes, delimiter, Some(encoding)))
        };
        let header = cells(ranges.next().unwrap_or(0..0)).map_err(told)?;
        let ranges: Vec<Range<u64>> = ranges.collect();
        let first = ranges.first().cloned().map_or(Ok(Vec::new()), cells).map_err(told)?;
        table::of_record(&header, &first, &options.fields).or_else(|message| {
            // A first row may be empty where others are not.
            let others = ranges.iter().skip(1).take(TRIED).filter_map(|range| cells(range.clone()).ok());
            let mut others = others.map(|cells| table::of_record(&header, &cells, &options.fields));
            others.find_map(Result::ok).ok_or(message)
        })?;
        let name = |range: &Range<u64>| table::name_of(&header, &cells(range.clone()).ok()?, &options.fields);
        let named = ranges.into_iter().map(|range| by_range(name(&range), range)).collect();
        let table = Table { delimiter, encoding, header: header.clone() };
        Ok(Self::new(Holder::Table(source.clone(), table), named, Vec::new()))
    }

    /// The files of an archive, as those of a folder: hidden ones are passed over.
    fn of_archive(archive: Archive, options: &ReadOptions) -> Result<Self, ReadError> {
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
                (None, Err(_)) => ending.and_then(Format::of_ending),
            };
            match format {
                Some(format) => {
                    let content = Content::File(entry.clone(), format);
                    named.push((Some(entry.name.clone()), content, entry.size));
                }
                None => unknown.push(sanitize_line(&entry.name).into_owned()),
            }
        }
        Ok(Self::new(Holder::Archive(archive), named, unknown))
    }

    fn new(holder: Holder, named: Vec<(Option<String>, Content, u64)>, unknown: Vec<String>) -> Self {
        let mut places: HashMap<Arc<str>, usize> = HashMap::with_capacity(named.len());
        let mut items = Vec::with_capacity(named.len());
        for (place, (name, content, size)) in named.into_iter().enumerate() {
            let name = unique(name.as_deref(), place, &places);
            places.insert(Arc::clone(&name), place);
            items.push(Item { name, content, size });
        }
        Self { items, unknown, holder, places }
    }

    /// About how many bytes of memory it holds.
    pub fn held(&self) -> usize {
        let drafts = self.items.iter().map(|item| match &item.content {
            Content::Draft(draft) => draft.body.len(),
            _ => 0,
        });
        let source = match &self.holder {
            Holder::Mbox(source) | Holder::Json(source) | Holder::Table(source, _) => source.held(),
            _ => 0,
        };
        source + drafts.sum::<usize>()
    }

    /// An item by its whole name.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// The item whose name, with a `#` behind it, the whole name of an article in it begins with, and the rest of that name.
    pub fn find_outer<'a>(&self, name: &'a str) -> Option<(usize, &'a str)> {
        name.match_indices('#').find_map(|(at, _)| {
            let place = self.find(name.get(..at)?)?;
            Some((place, name.get(at + 1..)?))
        })
    }

    /// Gets an item ready.
    ///
    /// # Errors
    /// One line that says why it cannot be read.
    pub fn ready(&self, item: &Item, options: &ReadOptions) -> Result<Ready, String> {
        let told = |error: ReadError| error.to_string();
        match (&item.content, &self.holder) {
            (Content::Draft(draft), _) => Ok(Ready::Draft(draft.clone())),
            (Content::File(entry, format), Holder::Archive(archive)) if format.role() == Role::Article => {
                let bytes = archive.read(entry, options.limits.of(*format).min(options.limits.unpacked));
                Ok(Ready::Bytes(bytes.map_err(told)?, *format))
            }
            (Content::File(entry, format), Holder::Archive(archive)) => {
                let source = archive.extract(entry, options.limits.unpacked).map_err(told)?;
                Ok(Ready::Holds(source, *format))
            }
            (
                Content::Bytes(range),
                Holder::Mbox(source) | Holder::Json(source) | Holder::Table(source, _),
            ) => {
                let bytes = source.range(range.clone(), options.limits.parsed).map_err(told)?;
                let draft = match &self.holder {
                    Holder::Table(_, table) => table::read(
                        &bytes,
                        table.delimiter,
                        Some(table.encoding),
                        &table.header,
                        &options.fields,
                    ),
                    Holder::Json(_) => data::item::read(&bytes, &options.fields),
                    _ => mail::read(&mbox::unquoted(bytes)),
                };
                Ok(Ready::Draft(Box::new(draft?)))
            }
            _ => Err("changed while it was read; open it again".to_owned()),
        }
    }
}

/// An item that is a range of its container.
fn by_range(name: Option<String>, range: Range<u64>) -> (Option<String>, Content, u64) {
    let size = range.end.saturating_sub(range.start);
    (name, Content::Bytes(range), size)
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
        || steps.next_back().is_some_and(|file| file == NOTES_FILE || file == super::inputs::LIST_FILE)
}

/// A name that no item before has: one line, not too long; without a name the item's number.
fn unique(name: Option<&str>, place: usize, taken: &HashMap<Arc<str>, usize>) -> Arc<str> {
    let name = name.map(|name| sanitize_line(name.trim()).into_owned()).filter(|name| !name.is_empty());
    let mut name = name.unwrap_or_else(|| (place + 1).to_string());
    if let Some((cut, _)) = name.char_indices().nth(LONGEST_NAME) {
        let mark = fingerprint(name.as_bytes());
        name.truncate(cut);
        name = format!("{name}~{mark:016x}");
    }
    if !taken.contains_key(name.as_str()) {
        return Arc::from(name);
    }
    // Its number, since counting up from 2 for each of many that are all called the same would take long.
    (place + 1..)
        .map(|number| format!("{name}~{number}"))
        .find(|numbered| !taken.contains_key(numbered.as_str()))
        .map_or_else(|| Arc::from(name.as_str()), Arc::from)
}
