//! A file that contains articles, and what is known about its items before they are read.
//! [`contents`](super::contents) opens it.

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

/// An open container with the list of its items.
#[derive(Debug)]
pub(super) struct Container {
    /// The items, in the container's own order.
    pub items: Vec<Item>,
    /// Names of files in it whose type is unknown.
    pub unknown: Vec<String>,
    /// Remarks for the user, one line each.
    pub notices: Vec<String>,
    /// Why nothing after the last item could be read. None if everything was read.
    pub broken: Option<String>,
    backing: Backing,
    by_name: HashMap<Arc<str>, usize>,
}

/// An article, or a file, in a container.
#[derive(Debug)]
pub(super) struct Item {
    /// Its name, which stays the same when the container grows. One line, safe for a terminal.
    pub name: Arc<str>,
    /// Where the item is.
    pub content: Content,
    /// Approximate size in bytes.
    pub size: u64,
}

/// Where an item is.
#[derive(Debug)]
pub(super) enum Content {
    /// In memory.
    Draft(Box<Draft>),
    /// A byte range of the container.
    Bytes(Range<u64>),
    /// A file in an archive.
    File(archive::Entry, Format),
    /// A row of newsboat's database.
    NewsboatRow(i64),
}

/// What the items are read from.
#[derive(Debug)]
pub(super) enum Backing {
    /// The items are drafts in memory.
    InMemory,
    /// Files in an archive.
    Archive(Archive),
    /// Mails in a mailbox.
    Mbox(Source),
    /// JSON objects.
    Json(Source),
    /// Rows in a table.
    Table(Source, Table),
    /// Newsboat's database.
    Newsboat(Mutex<Newsboat>),
}

/// How a table is written.
#[derive(Debug)]
pub(super) struct Table {
    /// Separator between cells.
    pub delimiter: u8,
    /// Name of its encoding.
    pub encoding: &'static str,
    /// Meaning of the columns, from the header row.
    pub columns: Columns,
}

/// An item before its name is made unique.
pub(super) struct NewItem {
    /// Its own name, if it has one.
    pub name: Option<String>,
    /// Where the item is.
    pub content: Content,
    /// Approximate size in bytes.
    pub size: u64,
}

/// An item that is ready to be parsed.
pub(super) enum Loaded {
    /// A draft.
    Draft(Box<Draft>),
    /// The bytes of an article in a format.
    Bytes(Vec<u8>, Format),
    /// A compressed file, or another container.
    Nested(Source, Format),
}

impl Container {
    /// Creates a container from items in the container's order. An item without a name is named by its number, from 1.
    pub fn new(backing: Backing, new_items: Vec<NewItem>) -> Self {
        let mut names = UniqueNames::default();
        let mut by_name: HashMap<Arc<str>, usize> = HashMap::with_capacity(new_items.len());
        let mut items = Vec::with_capacity(new_items.len());
        for (index, NewItem { name, content, size }) in new_items.into_iter().enumerate() {
            let own_name = name.filter(|name| !name.trim().is_empty());
            let name: Arc<str> =
                Arc::from(names.assign(&own_name.unwrap_or_else(|| (index + 1).to_string())));
            by_name.insert(Arc::clone(&name), index);
            items.push(Item { name, content, size });
        }
        Self { items, unknown: Vec::new(), notices: Vec::new(), broken: None, backing, by_name }
    }

    /// Returns the approximate memory use in bytes.
    pub fn memory_size(&self) -> usize {
        let drafts = self.items.iter().map(|item| match &item.content {
            Content::Draft(draft) => draft.body.len(),
            _ => 0,
        });
        let source = match &self.backing {
            Backing::Mbox(source) | Backing::Json(source) | Backing::Table(source, _) => source.memory_size(),
            _ => 0,
        };
        source + drafts.sum::<usize>()
    }

    /// Returns the index of the item with this full name.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// Returns the index of the item with this link. Always None for archives, mailboxes and data files, whose links
    /// are unknown until the items are read.
    pub fn find_link(&self, link: &str) -> Option<usize> {
        if let Backing::Newsboat(store) = &self.backing {
            let row = store.lock().unwrap_or_else(PoisonError::into_inner).row_with_link(link)?;
            return self
                .items
                .iter()
                .position(|item| matches!(item.content, Content::NewsboatRow(rowid) if rowid == row));
        }
        let has_link = |item: &Item| match &item.content {
            Content::Draft(draft) => draft.meta.url.as_deref() == Some(link),
            _ => false,
        };
        self.items.iter().position(has_link)
    }

    /// Splits the name of a nested article, `OUTER#REST`: returns the index of the item `OUTER`, and `REST`.
    pub fn find_outer<'a>(&self, name: &'a str) -> Option<(usize, &'a str)> {
        name.match_indices('#').find_map(|(at, _)| {
            let index = self.find(name.get(..at)?)?;
            Some((index, name.get(at + 1..)?))
        })
    }

    /// Reads an item.
    ///
    /// # Errors
    /// One line that says why it cannot be read.
    pub fn load(&self, item: &Item, options: &ReadOptions) -> Result<Loaded, String> {
        let message = |error: ReadError| error.to_string();
        match (&item.content, &self.backing) {
            (Content::Draft(draft), _) => Ok(Loaded::Draft(draft.clone())),
            (Content::File(entry, format), Backing::Archive(archive)) if format.role() == Role::Article => {
                let bytes =
                    archive.read(entry, options.limits.for_format(*format).min(options.limits.unpacked));
                Ok(Loaded::Bytes(bytes.map_err(message)?, *format))
            }
            (Content::File(entry, format), Backing::Archive(archive)) => {
                let source = archive.extract(entry, options.limits.unpacked).map_err(message)?;
                Ok(Loaded::Nested(source, *format))
            }
            (
                Content::Bytes(range),
                Backing::Mbox(source) | Backing::Json(source) | Backing::Table(source, _),
            ) => {
                let bytes = source.range(range.clone(), options.limits.parsed).map_err(message)?;
                let draft = match &self.backing {
                    Backing::Table(_, table) => {
                        table.columns.read(&bytes, table.delimiter, Some(table.encoding))
                    }
                    Backing::Json(_) => data::item::read(&bytes, &options.fields),
                    _ => mail::read(&mbox::unquote(bytes)),
                };
                Ok(Loaded::Draft(Box::new(draft?)))
            }
            (Content::NewsboatRow(row), Backing::Newsboat(store)) => {
                let item = store.lock().unwrap_or_else(PoisonError::into_inner).read(*row)?;
                Ok(Loaded::Draft(Box::new(newsboat::draft(newsboat::StoredItem {
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
            _ => Err("changed while it was being read; open it again".to_owned()),
        }
    }
}
