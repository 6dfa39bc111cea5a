//! Opens the article with a given key, through whatever archives and compression it is packed in.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::article::feed::opml;
use crate::article::formats::{Format, Role};
use crate::article::sniff::{HEAD, is_text, sniff};
use crate::article::xml::decode_xml;
use crate::article::{Article, ArticleKey, office, pdf};
use crate::intake::container::{Container, Content, Item, Loaded};
use crate::intake::contents::open_container;
use crate::intake::options::ReadOptions;
use crate::intake::parsing::{catch_panic, parse_bytes, parse_draft, with_time_limit};
use crate::intake::problem::Problem;
use crate::store::files::{ReadError, Stamp, size, stamp};
use crate::store::unpack::{Packing, size_error, unpack};
use crate::store::{self, Source, is_standard_input};
use crate::text::sanitize::sanitize_line;

/// Maximum nesting of archives in archives, and of compressed files in compressed files.
const MAX_DEPTH: usize = 3;
/// Maximum number of containers kept open.
const MAX_CACHED: usize = 64;
/// Maximum memory of the containers kept open, in bytes. The latest one is kept even if it is larger.
const MAX_CACHED_BYTES: usize = 64 << 20;
/// Number of locks for opening containers. With several, threads can open different containers at the same time.
const LOCK_COUNT: usize = 16;

/// Opens files and articles. Keeps standard input, which can be read only once, and recently opened containers.
#[derive(Debug, Default)]
pub struct ArticleReader {
    options: ReadOptions,
    standard_input: Mutex<Option<Arc<[u8]>>>,
    cache: Mutex<VecDeque<CachedContainer>>,
    opening: [Mutex<()>; LOCK_COUNT],
}

/// A recently opened container.
#[derive(Debug)]
struct CachedContainer {
    address: Address,
    stamp: Option<Stamp>,
    container: Arc<Container>,
}

/// Where a container is: its file, and the names inside it that lead to the container.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Address {
    path: Arc<Path>,
    inside: Vec<Arc<str>>,
}

/// What a file contains.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// Its articles, in its own order, each with its approximate size in bytes.
    pub articles: Vec<(ArticleKey, u64)>,
    /// What in it cannot be read.
    pub problems: Vec<Problem>,
    /// Names of files of unknown type in it, or its own name if its type is unknown.
    pub unknown: Vec<String>,
    /// Its own name and the reason, if its type is known but it contains no articles.
    pub without_articles: Vec<String>,
    /// Bytes unpacked so far from files inside it.
    unpacked: u64,
}

impl Listing {
    /// Lists a file that is a single article of `size` bytes.
    pub fn single(path: &Arc<Path>, size: u64) -> Self {
        let key = ArticleKey { path: Arc::clone(path), item: None };
        Self { articles: vec![(key, size)], ..Self::default() }
    }
}

impl ArticleReader {
    /// Creates a reader with these options.
    pub fn new(options: ReadOptions) -> Self {
        Self { options, ..Self::default() }
    }

    /// Returns its options.
    pub fn options(&self) -> &ReadOptions {
        &self.options
    }

    /// Reads, decodes and parses an article.
    ///
    /// # Errors
    /// One line that names it and says what is wrong.
    pub fn open(&self, key: &ArticleKey) -> Result<Article, Problem> {
        let is_container = || Problem::of_key(key, "now contains several articles; open it again");
        self.open_if_single(key)?.ok_or_else(is_container)
    }

    /// Like [`ArticleReader::open`]. None if the file contains articles instead of being one.
    ///
    /// # Errors
    /// The same as [`ArticleReader::open`].
    pub(super) fn open_if_single(&self, key: &ArticleKey) -> Result<Option<Article>, Problem> {
        let problem = |message: String| Problem::of_key(key, message);
        let Some(name) = &key.item else {
            let (source, format) = self.file(&key.path).map_err(problem)?;
            let format = match format {
                Some(format) if format.role() == Role::Article => format,
                Some(_) => return Ok(None),
                None => Self::plain_if_text(&source).map_err(problem)?,
            };
            return self.article(key, &source, format).map_err(problem).map(Some);
        };
        let container = self.outer(&key.path).map_err(problem)?;
        let address = Address { path: Arc::clone(&key.path), inside: Vec::new() };
        self.open_in(&container, address, key, name, Vec::new()).map_err(problem).map(Some)
    }

    fn open_in(
        &self,
        container: &Container,
        mut address: Address,
        key: &ArticleKey,
        name: &str,
        mut place: Vec<u32>,
    ) -> Result<Article, String> {
        if let Some(at) = container.find(name) {
            let item = container.items.get(at).ok_or("is no longer in the file")?;
            place.push(at as u32);
            let article = match container.load(item, &self.options)? {
                Loaded::Draft(draft) => parse_draft(key, *draft)?,
                Loaded::Bytes(bytes, format) => parse_bytes(key, bytes, format, self.options.extent)?,
                Loaded::Nested(source, format) => {
                    let (source, format) = self.unpacked(source, Some(format), &item.name)?;
                    self.article(key, &source, format.unwrap_or(Format::Plain))?
                }
            };
            return Ok(Article { place, ..article });
        }
        let (at, rest) = container.find_outer(name).ok_or("is no longer in the file")?;
        let item = container.items.get(at).ok_or("is no longer in the file")?;
        place.push(at as u32);
        address.inside.push(Arc::clone(&item.name));
        let inner = self.inner(container, item, &address)?.ok_or("is no longer in the file")?;
        self.open_in(&inner, address, key, rest, place)
    }

    /// Lists the articles in a file. A file of unknown type is read as plain text if it was named, but not if it was
    /// found in a folder.
    ///
    /// # Errors
    /// One line that names the file and says what is wrong.
    pub(super) fn list(&self, path: &Arc<Path>, is_named: bool) -> Result<Listing, Problem> {
        let problem = |message: String| Problem::new(path, message);
        let (source, format) = self.file(path).map_err(problem)?;
        let mut listing = Listing::default();
        let format = match format {
            Some(format) => format,
            None if is_named => Self::plain_if_text(&source).map_err(problem)?,
            None => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                listing.unknown.push(sanitize_line(&name).into_owned());
                return Ok(listing);
            }
        };
        if format == Format::Pdf {
            if is_named {
                return Err(problem(pdf::ADVICE.to_owned()));
            }
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            listing
                .without_articles
                .push(format!("{} (a PDF: pdftotext converts it to text)", sanitize_line(&name)));
            return Ok(listing);
        }
        if format == Format::Opml {
            return self.list_feeds(path, &source).map_err(problem);
        }
        if format.role() == Role::Article {
            return Ok(Listing::single(path, source.len()));
        }
        let container = match self.outer(path) {
            Err(reason) if !is_named && often_contains_no_articles(format) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let reason = reason.split(';').next().unwrap_or_default();
                listing.without_articles.push(format!("{}: {reason}", sanitize_line(&name)));
                return Ok(listing);
            }
            container => container.map_err(problem)?,
        };
        let has_no_messages =
            container.unknown.is_empty() && container.notices.is_empty() && container.broken.is_none();
        if container.items.is_empty() && has_no_messages {
            listing.problems.push(Problem::notice(path, "contains no articles"));
        }
        let address = Address { path: Arc::clone(path), inside: Vec::new() };
        self.list_in(&container, &address, &mut listing);
        Ok(listing)
    }

    /// Finds an article in a file by its link instead of its name.
    pub(super) fn find_by_link(&self, path: &Arc<Path>, link: &str) -> Option<ArticleKey> {
        let container = self.outer(path).ok()?;
        let item = container.items.get(container.find_link(link)?)?;
        Some(ArticleKey { path: Arc::clone(path), item: Some(Arc::clone(&item.name)) })
    }

    /// Lists the articles of the feeds that a list of feeds names, if they are local files. A named file that is not a
    /// feed is reported, and none of it is listed.
    fn list_feeds(&self, path: &Arc<Path>, source: &Source) -> Result<Listing, String> {
        let bytes = source.all(self.options.limits.parsed).map_err(|error| error.to_string())?;
        let listed = with_time_limit(move || opml::local_feeds(&decode_xml(&bytes).text))??;
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut listing = Listing::default();
        for local in listed.local {
            let feed: Arc<Path> = Arc::from(folder.join(local));
            match self.file(&feed) {
                Ok((_, Some(Format::Feed))) => match self.list(&feed, true) {
                    Ok(more) => {
                        listing.articles.extend(more.articles);
                        listing.problems.extend(more.problems);
                    }
                    Err(problem) => listing.problems.push(problem),
                },
                Ok(_) => {
                    listing
                        .problems
                        .push(Problem::new(&feed, "is named in a list of feeds but is not a feed"));
                }
                Err(message) => {
                    let list = path.file_name().unwrap_or_default().to_string_lossy();
                    let message = format!("{message} (it is named in {})", sanitize_line(&list));
                    listing.problems.push(Problem::new(&feed, message).of_file(path));
                }
            }
        }
        if listed.remote == 0 && listing.articles.is_empty() && listing.problems.is_empty() {
            listing.problems.push(Problem::notice(path, "a list of feeds that names none"));
        }
        if listed.remote > 0 {
            let message = match listed.remote {
                1 => "1 feed is not a local file and was not read: nothing is fetched".to_owned(),
                count => format!("{count} feeds are not local files and were not read: nothing is fetched"),
            };
            listing.problems.push(Problem::notice(path, message));
        }
        Ok(listing)
    }

    /// Returns the format that a file of unknown type is read as: plain text.
    ///
    /// # Errors
    /// If it is not text, or cannot be read.
    fn plain_if_text(source: &Source) -> Result<Format, String> {
        match source.head(HEAD) {
            Ok(head) if let Some(advice) = office::advice(&head) => Err(advice.to_owned()),
            // A named file that may be text is shown even if it is odd; control characters are replaced by
            // visible ones.
            Ok(head) if is_text(&head) || !head.contains(&0) => Ok(Format::Plain),
            Ok(_) => {
                Err("not text, and not a known type (`whoswho formats` lists the supported formats)"
                    .to_owned())
            }
            Err(error) => Err(error.to_string()),
        }
    }

    fn list_in(&self, container: &Container, address: &Address, listing: &mut Listing) {
        let prefix: String = address.inside.iter().flat_map(|name| [name, "#"]).collect();
        let key_of = |item: &Item| {
            let name = if prefix.is_empty() {
                Arc::clone(&item.name)
            } else {
                Arc::from(prefix.clone() + &item.name)
            };
            ArticleKey { path: Arc::clone(&address.path), item: Some(name) }
        };
        let own_name =
            || if prefix.is_empty() { None } else { Some(Arc::from(prefix.trim_end_matches('#'))) };
        listing.problems.extend(container.notices.iter().map(|message| {
            let key = ArticleKey { path: Arc::clone(&address.path), item: own_name() };
            Problem::notice_of_key(&key, message.as_str())
        }));
        listing.problems.extend(container.broken.iter().map(|message| {
            let key = ArticleKey { path: Arc::clone(&address.path), item: own_name() };
            Problem::of_key(&key, message.as_str())
        }));
        listing.unknown.extend(container.unknown.iter().map(|name| prefix.clone() + name));
        for item in &container.items {
            let is_nested =
                matches!(&item.content, Content::File(_, format) if format.role() != Role::Article);
            if !is_nested {
                listing.articles.push((key_of(item), item.size));
                continue;
            }
            let packed = size(&address.path).unwrap_or(0);
            if let Some(error) = size_error(listing.unpacked, packed, self.options.limits.unpacked) {
                listing.problems.push(Problem::of_key(&key_of(item), error.to_string()));
                return;
            }
            listing.unpacked = listing.unpacked.saturating_add(item.size);
            let mut inner = address.clone();
            inner.inside.push(Arc::clone(&item.name));
            match self.inner(container, item, &inner) {
                Ok(Some(container)) => {
                    let inside =
                        container.items.iter().fold(0_u64, |total, item| total.saturating_add(item.size));
                    listing.unpacked = listing.unpacked.saturating_add(inside);
                    self.list_in(&container, &inner, listing);
                }
                Ok(None) => listing.articles.push((key_of(item), item.size)),
                Err(message) => listing.problems.push(Problem::of_key(&key_of(item), message)),
            }
        }
    }

    /// Opens a file in a container as a container, unpacking it if needed. None if it is a compressed article.
    fn inner(
        &self,
        container: &Container,
        item: &Item,
        address: &Address,
    ) -> Result<Option<Arc<Container>>, String> {
        if address.inside.len() >= MAX_DEPTH {
            return Err(format!("is more than {MAX_DEPTH} archives deep; unpack the outer ones"));
        }
        let stamp = stamp(&address.path);
        self.cached_or_open(address, stamp, || {
            let Loaded::Nested(source, format) = container.load(item, &self.options)? else {
                return Ok(None);
            };
            match self.unpacked(source, Some(format), &item.name)? {
                (_, None) => Err("unknown file type".to_owned()),
                (_, Some(format)) if format.role() == Role::Article => Ok(None),
                (source, Some(format)) => open_container(None, &source, format, &self.options).map(Some),
            }
        })
    }

    /// Opens a file as a container.
    fn outer(&self, path: &Arc<Path>) -> Result<Arc<Container>, String> {
        let address = Address { path: Arc::clone(path), inside: Vec::new() };
        let container = self.cached_or_open(&address, stamp(path), || {
            let (source, format) = self.file(path)?;
            match format.filter(|format| matches!(format.role(), Role::Container | Role::Archive)) {
                Some(format) => open_container(Some(path), &source, format, &self.options).map(Some),
                None => Ok(None),
            }
        });
        container?.ok_or_else(|| "no longer contains articles; open it again".to_owned())
    }

    /// Returns a container that is still open and whose file has not changed, or the one that `open` opens.
    fn cached_or_open(
        &self,
        address: &Address,
        stamp: Option<Stamp>,
        open: impl FnOnce() -> Result<Option<Container>, String>,
    ) -> Result<Option<Arc<Container>>, String> {
        if let Some(cached) = self.cached(address, stamp) {
            return Ok(Some(cached));
        }
        let mut hasher = DefaultHasher::new();
        address.hash(&mut hasher);
        // An inner container is opened after its outer one, not while that is being opened, so a thread holds one lock
        // at a time and threads cannot deadlock.
        let lock = self.opening.get(hasher.finish() as usize % LOCK_COUNT);
        let _opening = lock.map(|lock| lock.lock().unwrap_or_else(PoisonError::into_inner));
        if let Some(cached) = self.cached(address, stamp) {
            return Ok(Some(cached));
        }
        let Some(container) = catch_panic(open)?? else { return Ok(None) };
        let container = Arc::new(container);
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        cache.retain(|cached| cached.address != *address);
        cache.push_front(CachedContainer {
            address: address.clone(),
            stamp,
            container: Arc::clone(&container),
        });
        let mut size = 0;
        let mut count = 0;
        cache.retain(|cached| {
            count += 1;
            size += cached.container.memory_size();
            count == 1 || (count <= MAX_CACHED && size <= MAX_CACHED_BYTES)
        });
        Ok(Some(container))
    }

    fn cached(&self, address: &Address, stamp: Option<Stamp>) -> Option<Arc<Container>> {
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        let at = cache.iter().position(|cached| cached.address == *address && cached.stamp == stamp)?;
        let cached = cache.remove(at)?;
        let container = Arc::clone(&cached.container);
        cache.push_front(cached);
        Some(container)
    }

    /// Reads a file that is an article.
    fn article(&self, key: &ArticleKey, source: &Source, format: Format) -> Result<Article, String> {
        let bytes = source.all(self.options.limits.for_format(format)).map_err(|error| error.to_string())?;
        parse_bytes(key, bytes, format, self.options.extent)
    }

    /// Opens and unpacks a file, and detects its format.
    fn file(&self, path: &Path) -> Result<(Source, Option<Format>), String> {
        let source = self.source(path).map_err(|error| error.to_string())?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        self.unpacked(source, None, &name)
    }

    /// Unpacks a compressed file; any other file is returned unchanged. Also returns the format of the result, if
    /// known. `format` is the outermost format, if known.
    fn unpacked(
        &self,
        mut source: Source,
        mut format: Option<Format>,
        name: &str,
    ) -> Result<(Source, Option<Format>), String> {
        let mut name = name;
        for _ in 0..=MAX_DEPTH {
            let (stem, ending) = match name.rsplit_once('.') {
                Some((stem, ending)) => (stem, Some(ending)),
                None => (name, None),
            };
            if format.is_none() {
                let head = source.head(HEAD).map_err(|error| error.to_string())?;
                format = sniff(&head, ending);
            }
            let Some(packing) = format.and_then(packing_of) else {
                return Ok((source, self.options.read_as.or(format)));
            };
            source =
                unpack(&source, packing, self.options.limits.unpacked).map_err(|error| error.to_string())?;
            name = stem;
            format = None;
        }
        Err(format!("compressed more than {MAX_DEPTH} times; unpack it first"))
    }

    fn source(&self, path: &Path) -> Result<Source, ReadError> {
        if !is_standard_input(path) {
            return Source::open(path);
        }
        let mut read = self.standard_input.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = read.as_ref() {
            return Ok(Source::from_bytes(Arc::clone(bytes)));
        }
        let bytes: Arc<[u8]> = Arc::from(store::read_standard_input()?);
        *read = Some(Arc::clone(&bytes));
        Ok(Source::from_bytes(bytes))
    }
}

/// True if files in this format often contain something other than articles, so that a user who names their folder does
/// not want to see them as errors.
fn often_contains_no_articles(format: Format) -> bool {
    matches!(format, Format::Json | Format::JsonLines | Format::Csv | Format::Tsv | Format::Newsboat)
}

fn packing_of(format: Format) -> Option<Packing> {
    match format {
        Format::Gzip => Some(Packing::Gzip),
        Format::Zstd => Some(Packing::Zstd),
        Format::Xz => Some(Packing::Xz),
        Format::Bzip2 => Some(Packing::Bzip2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_with_nul_bytes_is_text_only_with_a_byte_order_mark() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, b"PK\0\x01").unwrap();
        let reader = ArticleReader::default();
        let problem = reader.open(&ArticleKey::from_path(&path)).unwrap_err();
        assert!(problem.message.starts_with("not text, and not a known type"), "{problem}");
        std::fs::write(&path, b"\xff\xfeK\0y\0i\0v\0").unwrap();
        assert_eq!(reader.open(&ArticleKey::from_path(&path)).unwrap().text.as_str(), "Kyiv");
    }
}
