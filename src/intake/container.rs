//! A file that holds articles, and what is known of them before they are read.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::article::Draft;
use crate::article::formats::{Format, Role};
use crate::article::sniff::{HEAD, sniff};
use crate::intake::options::ReadOptions;
use crate::store::{Archive, NOTES_FILE, Source, archive};
use crate::text::fingerprint::fingerprint;
use crate::text::sanitize::sanitize_line;

/// A longer name of an item, in characters, is cut: a feed may call an entry anything.
const LONGEST_NAME: usize = 240;

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
    Bytes(Source),
    Archive(Archive),
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
        let told = |error: crate::store::files::ReadError| error.to_string();
        match format {
            Format::Zip => Self::of_archive(Archive::zip(source).map_err(told)?, options).map_err(told),
            Format::Tar => Self::of_archive(Archive::tar(source).map_err(told)?, options).map_err(told),
            _ => Err(format!("{} cannot be read yet", format.known().words)),
        }
    }

    /// The files of an archive, as those of a folder: hidden ones are passed over.
    fn of_archive(archive: Archive, options: &ReadOptions) -> Result<Self, crate::store::files::ReadError> {
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
            Holder::Bytes(source) => source.held(),
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
        let told = |error: crate::store::files::ReadError| error.to_string();
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
            (Content::Bytes(range), Holder::Bytes(source)) => {
                let bytes = source.range(range.clone(), options.limits.parsed).map_err(told)?;
                Ok(Ready::Bytes(bytes, Format::Plain))
            }
            _ => Err("changed while it was read; open it again".to_owned()),
        }
    }
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
