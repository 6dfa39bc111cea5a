//! A file that holds articles, and what is known of them before they are read. How it is looked into stands in [`contents`](super::contents).

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use crate::article::data::{self, Columns};
use crate::article::feed::newsboat;
use crate::article::formats::{Format, Role};
use crate::article::{Draft, mail, mbox};
use crate::intake::options::ReadOptions;
use crate::store::files::ReadError;
use crate::store::newsboat::Newsboat;
use crate::store::{Archive, Source, archive};
use crate::text::unique_names::UniqueNames;

/// A container whose items are known.
#[derive(Debug)]
pub(super) struct Container {
    /// Its items, in its own order.
    pub items: Vec<Item>,
    /// Names of files in it that are of no known type.
    pub unknown: Vec<String>,
    /// What a person should know of it, a line each.
    pub notices: Vec<String>,
    /// Why what follows its last item could not be read.
    pub broken: Option<String>,
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
    /// A row of newsboat's store.
    Stored(i64),
}

/// What items are read from.
#[derive(Debug)]
pub(super) enum Holder {
    /// They are drafts.
    Nothing,
    /// Files in an archive.
    Archive(Archive),
    /// A mailbox.
    Mbox(Source),
    /// Objects.
    Json(Source),
    /// Rows.
    Table(Source, Table),
    /// Newsboat's store.
    Newsboat(Mutex<Newsboat>),
}

/// How a table is written.
#[derive(Debug)]
pub(super) struct Table {
    /// What stands between cells.
    pub delimiter: u8,
    /// Its encoding's name.
    pub encoding: &'static str,
    /// What its first row says of the others.
    pub columns: Columns,
}

/// An item before its name is known to be its own.
pub(super) struct Named {
    /// What it is called; none where it has no name.
    pub name: Option<String>,
    /// Where it is.
    pub content: Content,
    /// About how many bytes it holds.
    pub size: u64,
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
    /// A container of named items, in its order; one without a name is called by its number.
    pub fn new(holder: Holder, named: Vec<Named>) -> Self {
        let mut taken = UniqueNames::default();
        let mut places: HashMap<Arc<str>, usize> = HashMap::with_capacity(named.len());
        let mut items = Vec::with_capacity(named.len());
        for (place, Named { name, content, size }) in named.into_iter().enumerate() {
            let wanted = name.filter(|name| !name.trim().is_empty());
            let name: Arc<str> = Arc::from(taken.assign(&wanted.unwrap_or_else(|| (place + 1).to_string())));
            places.insert(Arc::clone(&name), place);
            items.push(Item { name, content, size });
        }
        Self { items, unknown: Vec::new(), notices: Vec::new(), broken: None, holder, places }
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

    /// An item by its link.
    pub fn find_link(&self, link: &str) -> Option<usize> {
        if let Holder::Newsboat(store) = &self.holder {
            let row = store.lock().unwrap_or_else(PoisonError::into_inner).with_link(link)?;
            return self
                .items
                .iter()
                .position(|item| matches!(item.content, Content::Stored(one) if one == row));
        }
        let has_link = |item: &Item| match &item.content {
            Content::Draft(draft) => draft.meta.url.as_deref() == Some(link),
            _ => false,
        };
        self.items.iter().position(has_link)
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
                    Holder::Table(_, table) => {
                        table.columns.read(&bytes, table.delimiter, Some(table.encoding))
                    }
                    Holder::Json(_) => data::item::read(&bytes, &options.fields),
                    _ => mail::read(&mbox::unquote(bytes)),
                };
                Ok(Ready::Draft(Box::new(draft?)))
            }
            (Content::Stored(row), Holder::Newsboat(store)) => {
                let item = store.lock().unwrap_or_else(PoisonError::into_inner).read(*row)?;
                Ok(Ready::Draft(Box::new(newsboat::draft(newsboat::StoredItem {
                    title: item.title,
                    author: item.author,
                    url: item.url,
                    feed: item.feed,
                    published: item.published,
                    content: item.content,
                    content_type: item.content_type,
                    undecoded: item.undecoded,
                }))))
            }
            _ => Err("changed while it was read; open it again".to_owned()),
        }
    }
}
