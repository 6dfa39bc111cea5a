//! From a key to an article, through whatever the file is packed in.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::article::feed::opml;
use crate::article::formats::{Format, Role};
use crate::article::sniff::{HEAD, is_text, sniff};
use crate::article::xml::decode_xml;
use crate::article::{Article, ArticleKey, office, pdf};
use crate::intake::container::{Container, Content, Item, Ready};
use crate::intake::contents::look_into;
use crate::intake::options::ReadOptions;
use crate::intake::parsing::{guarded, in_time, parse_bytes, parse_draft};
use crate::intake::paths::is_standard_input;
use crate::intake::problem::Problem;
use crate::store::files::{ReadError, Stamp, size, stamp};
use crate::store::unpack::{Packing, refused, unpack};
use crate::store::{self, Source};
use crate::text::sanitize::sanitize_line;

/// How deep archives may lie in archives, and packed files in packed files.
const DEEPEST: usize = 3;
/// How many containers are kept open, at the most.
const MOST_KEPT: usize = 64;
/// How much memory containers that are kept open may take, the last one aside.
const MOST_HELD: usize = 64 << 20;
/// Locks for opening containers; one container is opened by one thread, others by others.
const LOCKS: usize = 16;

/// Opens files and articles. Standard input, which can be read only once, is kept here; so are containers that were opened lately.
#[derive(Debug, Default)]
pub struct Door {
    options: ReadOptions,
    standard_input: Mutex<Option<Arc<[u8]>>>,
    kept: Mutex<VecDeque<Kept>>,
    opening: [Mutex<()>; LOCKS],
}

/// A container that was opened lately.
#[derive(Debug)]
struct Kept {
    address: Address,
    stamp: Option<Stamp>,
    container: Arc<Container>,
}

/// Where a container is: its file, and the files inside that lead to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Address {
    path: Arc<Path>,
    inside: Vec<Arc<str>>,
}

/// What a file gives.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// Its articles, in its own order, with about how many bytes each holds.
    pub articles: Vec<(ArticleKey, u64)>,
    /// What in it cannot be read.
    pub problems: Vec<Problem>,
    /// Files of no known type in it; its own name, where it is one.
    pub unknown: Vec<String>,
    /// Its own name and the reason, where it is of a known type and holds no articles.
    pub barren: Vec<String>,
    /// How many bytes were unpacked of files inside it.
    unpacked: u64,
}

impl Listing {
    /// A file that is one article of so many bytes.
    pub fn of_file(path: &Arc<Path>, size: u64) -> Self {
        let key = ArticleKey { path: Arc::clone(path), item: None };
        Self { articles: vec![(key, size)], ..Self::default() }
    }
}

impl Door {
    /// A door that reads as it is told.
    pub fn new(options: ReadOptions) -> Self {
        Self { options, ..Self::default() }
    }

    /// How it reads.
    pub fn options(&self) -> &ReadOptions {
        &self.options
    }

    /// Reads, decodes and parses an article.
    ///
    /// # Errors
    /// One line that names it and says what is wrong.
    pub fn open(&self, key: &ArticleKey) -> Result<Article, Problem> {
        let holds = || Problem::of_key(key, "holds many articles by now; open it again");
        self.open_if_one(key)?.ok_or_else(holds)
    }

    /// As [`Door::open`]; none where the file holds articles instead of being one.
    ///
    /// # Errors
    /// As [`Door::open`].
    pub(super) fn open_if_one(&self, key: &ArticleKey) -> Result<Option<Article>, Problem> {
        let problem = |message: String| Problem::of_key(key, message);
        let Some(name) = &key.item else {
            let (source, format) = self.file(&key.path).map_err(problem)?;
            let format = match format {
                Some(format) if format.role() == Role::Article => format,
                Some(_) => return Ok(None),
                None => Self::plain_or_nothing(&source).map_err(problem)?,
            };
            return self.article(key, &source, format).map_err(problem).map(Some);
        };
        let container = self.top(&key.path).map_err(problem)?;
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
            let item = container.items.get(at).ok_or("is not in it any more")?;
            place.push(at as u32);
            let article = match container.ready(item, &self.options)? {
                Ready::Draft(draft) => parse_draft(key, *draft)?,
                Ready::Bytes(bytes, format) => parse_bytes(key, bytes, format, self.options.extent)?,
                Ready::Holds(source, format) => {
                    let (source, format) = self.unpacked(source, Some(format), &item.name)?;
                    self.article(key, &source, format.unwrap_or(Format::Plain))?
                }
            };
            return Ok(Article { place, ..article });
        }
        let (at, rest) = container.find_outer(name).ok_or("is not in it any more")?;
        let item = container.items.get(at).ok_or("is not in it any more")?;
        place.push(at as u32);
        address.inside.push(Arc::clone(&item.name));
        let inner = self.inner(container, item, &address)?.ok_or("is not in it any more")?;
        self.open_in(&inner, address, key, rest, place)
    }

    /// The articles of a file. One that was named is read as plain text where it is of no known type; one that was found in a folder is
    /// not.
    ///
    /// # Errors
    /// One line that names the file and says what is wrong.
    pub(super) fn list(&self, path: &Arc<Path>, is_named: bool) -> Result<Listing, Problem> {
        let problem = |message: String| Problem::new(path, message);
        let (source, format) = self.file(path).map_err(problem)?;
        let mut listing = Listing::default();
        let format = match format {
            Some(format) => format,
            None if is_named => Self::plain_or_nothing(&source).map_err(problem)?,
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
            listing.barren.push(format!("{} (a PDF: pdftotext makes text of it)", sanitize_line(&name)));
            return Ok(listing);
        }
        if format == Format::Opml {
            return self.list_feeds(path, &source).map_err(problem);
        }
        if format.role() == Role::Article {
            return Ok(Listing::of_file(path, source.len()));
        }
        let container = match self.top(path) {
            Err(reason) if !is_named && is_often_something_else(format) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let reason = reason.split(';').next().unwrap_or_default();
                listing.barren.push(format!("{}: {reason}", sanitize_line(&name)));
                return Ok(listing);
            }
            container => container.map_err(problem)?,
        };
        let says_nothing =
            container.unknown.is_empty() && container.notices.is_empty() && container.broken.is_none();
        if container.items.is_empty() && says_nothing {
            listing.problems.push(Problem::notice(path, "holds no articles"));
        }
        let address = Address { path: Arc::clone(path), inside: Vec::new() };
        self.list_in(&container, &address, &mut listing);
        Ok(listing)
    }

    /// The article of a file that has this link, where its name is another.
    pub(super) fn by_link(&self, path: &Arc<Path>, link: &str) -> Option<ArticleKey> {
        let container = self.top(path).ok()?;
        let item = container.items.get(container.find_link(link)?)?;
        Some(ArticleKey { path: Arc::clone(path), item: Some(Arc::clone(&item.name)) })
    }

    /// The articles of feeds that a list of feeds names, as far as they are files here. Only feeds are opened, whatever a list names.
    fn list_feeds(&self, path: &Arc<Path>, source: &Source) -> Result<Listing, String> {
        let bytes = source.all(self.options.limits.parsed).map_err(|error| error.to_string())?;
        let listed = in_time(move || opml::local_feeds(&decode_xml(&bytes).text))??;
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
                    listing.problems.push(Problem::new(&feed, "is named in a list of feeds and is none"));
                }
                Err(message) => {
                    let list = path.file_name().unwrap_or_default().to_string_lossy();
                    let words = format!("{message} (it is named in {})", sanitize_line(&list));
                    listing.problems.push(Problem::new(&feed, words).of_file(path));
                }
            }
        }
        if listed.remote == 0 && listing.articles.is_empty() && listing.problems.is_empty() {
            listing.problems.push(Problem::notice(path, "a list without feeds"));
        }
        if listed.remote > 0 {
            let words = match listed.remote {
                1 => "1 feed is no file here and was not read: nothing is fetched".to_owned(),
                count => format!("{count} feeds are no files here and were not read: nothing is fetched"),
            };
            listing.problems.push(Problem::notice(path, words));
        }
        Ok(listing)
    }

    /// What a file of no known type is read as.
    fn plain_or_nothing(source: &Source) -> Result<Format, String> {
        match source.head(HEAD) {
            Ok(head) if let Some(advice) = office::advice(&head) => Err(advice.to_owned()),
            // Who names a file that is odd but may be text wants to see it; each control in it is shown as a picture.
            Ok(head) if is_text(&head) || !head.contains(&0) => Ok(Format::Plain),
            Ok(_) => {
                Err("neither text nor of a known type (`whoswho formats` lists what is read)".to_owned())
            }
            Err(error) => Err(error.to_string()),
        }
    }

    fn list_in(&self, container: &Container, address: &Address, listing: &mut Listing) {
        let before: String = address.inside.iter().flat_map(|step| [step, "#"]).collect();
        let key_of = |item: &Item| {
            let name = if before.is_empty() {
                Arc::clone(&item.name)
            } else {
                Arc::from(before.clone() + &item.name)
            };
            ArticleKey { path: Arc::clone(&address.path), item: Some(name) }
        };
        let own = || if before.is_empty() { None } else { Some(Arc::from(before.trim_end_matches('#'))) };
        listing.problems.extend(container.notices.iter().map(|words| {
            let key = ArticleKey { path: Arc::clone(&address.path), item: own() };
            Problem::notice_of_key(&key, words.as_str())
        }));
        listing.problems.extend(container.broken.iter().map(|words| {
            let key = ArticleKey { path: Arc::clone(&address.path), item: own() };
            Problem::of_key(&key, words.as_str())
        }));
        listing.unknown.extend(container.unknown.iter().map(|name| before.clone() + name));
        for item in &container.items {
            let holds = matches!(&item.content, Content::File(_, format) if format.role() != Role::Article);
            if !holds {
                listing.articles.push((key_of(item), item.size));
                continue;
            }
            let packed = size(&address.path).unwrap_or(0);
            if let Some(refused) = refused(listing.unpacked, packed, self.options.limits.unpacked) {
                listing.problems.push(Problem::of_key(&key_of(item), refused.to_string()));
                return;
            }
            listing.unpacked = listing.unpacked.saturating_add(item.size);
            let mut inner = address.clone();
            inner.inside.push(Arc::clone(&item.name));
            match self.inner(container, item, &inner) {
                Ok(Some(container)) => {
                    let inside =
                        container.items.iter().fold(0_u64, |all, item| all.saturating_add(item.size));
                    listing.unpacked = listing.unpacked.saturating_add(inside);
                    self.list_in(&container, &inner, listing);
                }
                Ok(None) => listing.articles.push((key_of(item), item.size)),
                Err(message) => listing.problems.push(Problem::of_key(&key_of(item), message)),
            }
        }
    }

    /// The container that a file in a container is, or is packed around; none where it is an article, packed.
    fn inner(
        &self,
        container: &Container,
        item: &Item,
        address: &Address,
    ) -> Result<Option<Arc<Container>>, String> {
        if address.inside.len() >= DEEPEST {
            return Err(format!("lies more than {DEEPEST} archives deep; unpack the outer ones"));
        }
        let stamp = stamp(&address.path);
        self.kept_or(address, stamp, || {
            let Ready::Holds(source, format) = container.ready(item, &self.options)? else { return Ok(None) };
            match self.unpacked(source, Some(format), &item.name)? {
                (_, None) => Err("of no known type".to_owned()),
                (_, Some(format)) if format.role() == Role::Article => Ok(None),
                (source, Some(format)) => look_into(None, &source, format, &self.options).map(Some),
            }
        })
    }

    /// The container that a file is.
    fn top(&self, path: &Arc<Path>) -> Result<Arc<Container>, String> {
        let address = Address { path: Arc::clone(path), inside: Vec::new() };
        let container = self.kept_or(&address, stamp(path), || {
            let (source, format) = self.file(path)?;
            match format.filter(|format| matches!(format.role(), Role::Container | Role::Archive)) {
                Some(format) => look_into(Some(path), &source, format, &self.options).map(Some),
                None => Ok(None),
            }
        });
        container?.ok_or_else(|| "holds no articles any more; open it again".to_owned())
    }

    /// A container that is open still and whose file is as it was, or the one that `open` opens.
    fn kept_or(
        &self,
        address: &Address,
        stamp: Option<Stamp>,
        open: impl FnOnce() -> Result<Option<Container>, String>,
    ) -> Result<Option<Arc<Container>>, String> {
        if let Some(kept) = self.kept(address, stamp) {
            return Ok(Some(kept));
        }
        let mut hasher = DefaultHasher::new();
        address.hash(&mut hasher);
        // An inner container is opened while its outer one is held, never the other way: the locks of one thread cannot wait for each
        // other, since an outer one is opened before, not during.
        let lock = self.opening.get(hasher.finish() as usize % LOCKS);
        let _opening = lock.map(|lock| lock.lock().unwrap_or_else(PoisonError::into_inner));
        if let Some(kept) = self.kept(address, stamp) {
            return Ok(Some(kept));
        }
        let Some(container) = guarded(open)?? else { return Ok(None) };
        let container = Arc::new(container);
        let mut all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|kept| kept.address != *address);
        all.push_front(Kept { address: address.clone(), stamp, container: Arc::clone(&container) });
        let mut held = 0;
        let mut number = 0;
        all.retain(|kept| {
            number += 1;
            held += kept.container.held();
            number == 1 || (number <= MOST_KEPT && held <= MOST_HELD)
        });
        Ok(Some(container))
    }

    fn kept(&self, address: &Address, stamp: Option<Stamp>) -> Option<Arc<Container>> {
        let mut all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let at = all.iter().position(|kept| kept.address == *address && kept.stamp == stamp)?;
        let kept = all.remove(at)?;
        let container = Arc::clone(&kept.container);
        all.push_front(kept);
        Some(container)
    }

    /// The article that a file is.
    fn article(&self, key: &ArticleKey, source: &Source, format: Format) -> Result<Article, String> {
        let bytes = source.all(self.options.limits.of(format)).map_err(|error| error.to_string())?;
        parse_bytes(key, bytes, format, self.options.extent)
    }

    /// A file's bytes, unpacked, and what they are.
    fn file(&self, path: &Path) -> Result<(Source, Option<Format>), String> {
        let source = self.source(path).map_err(|error| error.to_string())?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        self.unpacked(source, None, &name)
    }

    /// What is inside a packed file; a file that is not packed is given as it is. `format` is what the outermost one is, where it is
    /// known.
    fn unpacked(
        &self,
        mut source: Source,
        mut format: Option<Format>,
        name: &str,
    ) -> Result<(Source, Option<Format>), String> {
        let mut name = name;
        for _ in 0..=DEEPEST {
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
        Err(format!("packed more than {DEEPEST} times; unpack it first"))
    }

    fn source(&self, path: &Path) -> Result<Source, ReadError> {
        if !is_standard_input(path) {
            return Source::open(path);
        }
        let mut kept = self.standard_input.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = kept.as_ref() {
            return Ok(Source::of_bytes(Arc::clone(bytes)));
        }
        let bytes: Arc<[u8]> = Arc::from(store::read_standard_input()?);
        *kept = Some(Arc::clone(&bytes));
        Ok(Source::of_bytes(bytes))
    }
}

/// Whether files of a format often hold something else than articles, by which nobody who names their folder wants to be told that they
/// cannot be read.
fn is_often_something_else(format: Format) -> bool {
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
    fn a_file_with_nul_bytes_is_not_text_unless_marked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, b"PK\0\x01").unwrap();
        let door = Door::default();
        let problem = door.open(&ArticleKey::of_path(&path)).unwrap_err();
        assert!(problem.message.starts_with("neither text nor of a known type"), "{problem}");
        std::fs::write(&path, b"\xff\xfeK\0y\0i\0v\0").unwrap();
        assert_eq!(door.open(&ArticleKey::of_path(&path)).unwrap().text.all(), "Kyiv");
    }
}
