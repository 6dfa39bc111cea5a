//! Finds the articles in the paths that the user names.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;

use crate::article::{ArticleKey, Format};
use crate::corpus::order::natural_paths;
use crate::intake::open::{ArticleReader, Listing};
pub use crate::intake::paths::may_be_article;
use crate::intake::problem::Problem;
use crate::store::files::{ReadError, size as file_size};
use crate::store::{self, is_standard_input, without_cur_dir};
use crate::text::plural::counted;
use crate::text::sanitize::sanitize_line;

/// Number of skipped files named in a longer list; the others are only counted.
const MAX_NAMED: usize = 5;
/// Number of files listed between two calls of `keep_going`.
const FILES_PER_BATCH: usize = 256;

/// An article that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundArticle {
    /// Its key.
    pub key: ArticleKey,
    /// Approximate size in bytes; 0 if unknown.
    pub size: u64,
}

/// Finds the articles in the paths, and what could not be listed. Files are in natural order, and articles in one file
/// are in the file's order. Of paths that differ only in `.` components, the first counts. `keep_going` is called
/// repeatedly with the number of articles found so far; if it returns false, the search ends and the articles found by
/// then are returned. Standard input is not waited for: it counts as one article until it
/// [is read](standard_input_articles).
///
/// In a folder, a file with a plain text or Markdown extension is taken to be one article and checked only when
/// it is read (`read_each`): most folders contain nothing else, and opening each file twice takes time. With
/// `thorough`, or if the format of all files is set, every file is checked.
pub fn find_articles(
    paths: &[PathBuf],
    reader: &ArticleReader,
    thorough: bool,
    mut keep_going: impl FnMut(usize) -> bool,
) -> (Vec<FoundArticle>, Vec<Problem>) {
    let started = Instant::now();
    tracing::debug!(paths = paths.len(), thorough, "walking");
    let mut found = Finder { thorough, ..Finder::default() };
    for path in paths {
        if is_standard_input(path) {
            found.articles.push(FoundArticle { key: ArticleKey::from_path(path), size: 0 });
            continue;
        }
        let should_continue = match store::kind_of(path) {
            Ok(store::PathKind::Folder) => found.find_below(path, reader, &mut keep_going),
            Ok(_) => {
                found.find_in(&[Arc::from(path.as_path())], reader, true);
                keep_going(found.articles.len())
            }
            Err(error) => {
                match split_item(path) {
                    Some((file, item)) => found.add_items(&file, &item, reader),
                    None => found.problems.push(Problem::new(path, missing_message(path, &error))),
                }
                true
            }
        };
        if !should_continue {
            break;
        }
    }
    let Finder { mut articles, problems, .. } = found;
    let mut seen = HashSet::new();
    articles.retain(|listed| seen.insert((without_cur_dir(&listed.key.path), listed.key.item.clone())));
    articles.sort_by(|left, right| natural_paths(&left.key.path, &right.key.path));
    tracing::info!(
        articles = articles.len(),
        bytes = articles.iter().fold(0, |bytes: u64, listed| bytes.saturating_add(listed.size)),
        took = ?started.elapsed(),
        "walked"
    );
    (articles, problems)
}

/// Returns the articles inside a file, and what in it cannot be read.
///
/// # Errors
/// If the file cannot be listed.
pub(super) fn articles_inside(
    file: &ArticleKey,
    reader: &ArticleReader,
) -> Result<(Vec<FoundArticle>, Vec<Problem>), Problem> {
    let listing = reader.list(&file.path, true)?;
    let listed = listing.articles.into_iter().filter(|(key, _)| key.item.is_some());
    Ok((listed.map(|(key, size)| FoundArticle { key, size }).collect(), listing.problems))
}

/// Reads standard input to its end and returns its articles.
pub fn standard_input_articles(reader: &ArticleReader) -> (Vec<FoundArticle>, Vec<Problem>) {
    let mut found = Finder::default();
    found.find_in(&[Arc::from(Path::new(store::STANDARD_INPUT))], reader, true);
    (found.articles, found.problems)
}

/// Collects articles, and what could not be read or was skipped.
#[derive(Default)]
struct Finder {
    thorough: bool,
    articles: Vec<FoundArticle>,
    problems: Vec<Problem>,
    unknown: Vec<String>,
    without_articles: Vec<String>,
}

impl Finder {
    /// Takes the files skipped so far, and returns one line per reason.
    fn take_skipped(&mut self) -> Vec<String> {
        let by_reason = [
            (std::mem::take(&mut self.unknown), UNKNOWN_TYPE),
            (std::mem::take(&mut self.without_articles), WITHOUT_ARTICLES),
        ];
        let skipped = by_reason.iter().filter(|(files, _)| !files.is_empty());
        skipped.map(|(files, why)| skipped_message(files, why)).collect()
    }

    /// Finds the articles below a folder. Returns false if `keep_going` returned false.
    fn find_below(
        &mut self,
        folder: &Path,
        reader: &ArticleReader,
        keep_going: &mut impl FnMut(usize) -> bool,
    ) -> bool {
        let before = (self.articles.len(), self.problems.len());
        let mut files: Vec<Arc<Path>> = Vec::new();
        let mut should_continue = true;
        let found_before = self.articles.len();
        let visit = |file: PathBuf| {
            files.push(Arc::from(strip_cur_dir(file)));
            should_continue = !files.len().is_multiple_of(FILES_PER_BATCH) || keep_going(found_before);
            should_continue
        };
        let (problems, without_articles) = (&mut self.problems, &mut self.without_articles);
        let irregular = |path: PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            without_articles.push(format!("{} (not a regular file)", sanitize_line(&name)));
        };
        store::walk(folder, may_be_article, visit, irregular, |path, message| {
            problems.push(Problem::new(&path, message));
        });
        files.sort_by(|left, right| natural_paths(left, right));
        let (files, parts) = without_saved_page_parts(files);
        for batch in files.chunks(FILES_PER_BATCH) {
            if !should_continue {
                break;
            }
            self.find_in(batch, reader, false);
            should_continue = keep_going(self.articles.len());
        }
        let skipped = self.take_skipped();
        if (self.articles.len(), self.problems.len()) == before {
            let message = "no articles found (`whoswho formats` lists the supported formats)".to_owned();
            let message = std::iter::once(message).chain(skipped).collect::<Vec<_>>().join("; ");
            self.problems.push(Problem::new(folder, message));
        } else {
            self.problems.extend(skipped.into_iter().map(|message| Problem::notice(folder, message)));
        }
        if parts > 0 {
            let described = match parts {
                1 => "1 file that belongs to a saved page".to_owned(),
                parts => format!("{parts} files that belong to saved pages"),
            };
            self.problems.push(Problem::notice(folder, format!("skipped: {described}")));
        }
        should_continue
    }

    /// Finds the articles in files, on all cores.
    fn find_in(&mut self, files: &[Arc<Path>], reader: &ArticleReader, is_named: bool) {
        let trusts_name = !is_named && !self.thorough && reader.options().read_as.is_none();
        let list = |file: &Arc<Path>| match file_size(file).filter(|_| trusts_name && is_text_by_name(file)) {
            Some(size) => Ok(Listing::single(file, size)),
            None => reader.list(file, is_named),
        };
        let listings: Vec<_> = files.par_iter().map(list).collect();
        for listing in listings {
            match listing {
                Ok(listing) => {
                    let listed = listing.articles.into_iter().map(|(key, size)| FoundArticle { key, size });
                    self.articles.extend(listed);
                    self.problems.extend(listing.problems);
                    self.unknown.extend(listing.unknown);
                    self.without_articles.extend(listing.without_articles);
                }
                Err(problem) => self.problems.push(problem),
            }
        }
        if let Some(file) = files.first().filter(|_| is_named) {
            let skipped = self.take_skipped();
            self.problems.extend(skipped.into_iter().map(|message| Problem::notice(file, message)));
        }
    }

    /// Adds the article in `file` whose name or link is `item`. If `item` is the name of an inner file, adds all
    /// articles in that.
    fn add_items(&mut self, file: &Path, item: &str, reader: &ArticleReader) {
        match reader.list(&Arc::from(file), true) {
            Ok(listing) => {
                let nested_prefix = format!("{item}#");
                let is_wanted = |key: &ArticleKey| {
                    key.item.as_deref().is_some_and(|name| name == item || name.starts_with(&nested_prefix))
                };
                let wanted = listing.articles.into_iter().filter(|(key, _)| is_wanted(key));
                let before = self.articles.len();
                self.articles.extend(wanted.map(|(key, size)| FoundArticle { key, size }));
                if self.articles.len() == before {
                    match reader.find_by_link(&Arc::from(file), item) {
                        Some(key) => self.articles.push(FoundArticle { key, size: 0 }),
                        None => self.problems.push(Problem::new(
                            file,
                            format!(
                                "has no article `{}`; `whoswho articles FILE` lists them",
                                sanitize_line(item)
                            ),
                        )),
                    }
                }
            }
            Err(problem) => self.problems.push(problem),
        }
    }
}

/// True if a path that names no file can be opened anyway: it is standard input, or names an article in a file.
pub fn may_be_opened(path: &Path) -> bool {
    is_standard_input(path) || split_item(path).is_some()
}

/// Splits a path that does not exist into a file and the name of an article in it, at the first `#` that follows the
/// path of a file. None if there is no such `#`.
fn split_item(path: &Path) -> Option<(PathBuf, String)> {
    let whole = path.to_str()?;
    whole.match_indices('#').find_map(|(at, _)| {
        let (file, item) = (Path::new(whole.get(..at)?), whole.get(at + 1..)?);
        matches!(store::kind_of(file), Ok(store::PathKind::File))
            .then(|| (file.to_path_buf(), item.to_owned()))
    })
}

/// Describes why a path cannot be opened. If it treats a file as a folder, says how the articles in the file are named.
fn missing_message(path: &Path, error: &ReadError) -> String {
    let is_file = |ancestor: &&Path| matches!(store::kind_of(ancestor), Ok(store::PathKind::File));
    let Some(file) = path.ancestors().skip(1).find(is_file) else { return error.to_string() };
    let inner = path.strip_prefix(file).unwrap_or(path).to_string_lossy();
    let file = file.to_string_lossy();
    format!(
        "{} is a file, not a folder; an article in it is named {}#{}",
        sanitize_line(&file),
        sanitize_line(&file),
        sanitize_line(&inner)
    )
}

fn is_text_by_name(file: &Path) -> bool {
    let extension = file.extension().and_then(|extension| extension.to_str());
    matches!(extension.and_then(Format::from_extension), Some(Format::Plain | Format::Markdown))
}

/// Describes skipped files in one line: how many, why, and the first names.
fn skipped_message(files: &[String], why: &str) -> String {
    // A single further name is shown too, instead of an ellipsis.
    let named = files.get(..MAX_NAMED).filter(|_| files.len() > MAX_NAMED + 1).unwrap_or(files);
    let more = if files.len() > named.len() { ", …" } else { "" };
    format!("{} {why}: {}{more}", counted(files.len(), "file", "files"), named.join(", "))
}

/// Why files were skipped: neither content nor name shows their type.
const UNKNOWN_TYPE: &str = "of unknown type";
/// Why files of a known type were skipped; the reason follows each name.
const WITHOUT_ARTICLES: &str = "without articles";

/// What browsers append to a page's name, by language, for the folder of its images and scripts.
const SAVED_PAGE_SUFFIXES: &[&str] = &[
    "_files",
    "-Dateien",
    "_fichiers",
    "-filer",
    "_archivos",
    "_arquivos",
    "_ficheiros",
    "_file",
    "_bestanden",
    "_elemei",
    "_fitxers",
    "_fájlok",
    "_pliki",
    "_soubory",
    "_subory",
    "_datoteke",
    "_fajlovi",
    "_failid",
    "_fails",
    "_bylos",
    "_tiedostot",
    "_dosyalar",
    "_файлы",
    "_файли",
    "_файлове",
    "_αρχεία",
    "_文件",
    "_檔案",
    "_ファイル",
    "_파일",
    "_fişiere",
];

/// Leaves out what browsers save beside a page: the files below `NAME_files/` beside `NAME.html`. Also returns
/// how many there were.
fn without_saved_page_parts(files: Vec<Arc<Path>>) -> (Vec<Arc<Path>>, usize) {
    let is_page = |path: &&Arc<Path>| {
        let extension = path.extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|extension| {
            ["html", "htm", "xhtml"].iter().any(|html| html.eq_ignore_ascii_case(extension))
        })
    };
    let pages: HashSet<PathBuf> = files.iter().filter(is_page).map(|page| page.with_extension("")).collect();
    let is_part = |file: &Arc<Path>| {
        !pages.is_empty() && file.ancestors().skip(1).any(|folder| is_saved_page_folder(folder, &pages))
    };
    let count = files.len();
    let kept: Vec<_> = files.into_iter().filter(|file| !is_part(file)).collect();
    let parts = count - kept.len();
    (kept, parts)
}

/// True if a folder contains the parts of one of these pages, which are paths without extensions.
fn is_saved_page_folder(folder: &Path, pages: &HashSet<PathBuf>) -> bool {
    let Some(name) = folder.file_name().and_then(|name| name.to_str()) else { return false };
    let mut stems = SAVED_PAGE_SUFFIXES.iter().filter_map(|suffix| name.strip_suffix(suffix));
    stems.any(|stem| pages.contains(&folder.with_file_name(stem)))
}

/// Removes the leading `./` of a file found below `.`.
fn strip_cur_dir(file: PathBuf) -> PathBuf {
    file.strip_prefix("./").map(Path::to_path_buf).unwrap_or(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::paths::LIST_FILE;

    fn names(articles: &[FoundArticle], below: &Path) -> Vec<String> {
        articles
            .iter()
            .map(|listed| listed.key.to_string().replace(&format!("{}/", below.display()), ""))
            .collect()
    }

    #[test]
    fn a_folder_lists_each_article_once_in_natural_order() {
        let folder = tempfile::tempdir().unwrap();
        let files =
            ["10.txt", "9.txt", "notes.md", ".hidden.txt", store::NOTES_FILE, LIST_FILE, "a.docx", "b"];
        for name in files {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        std::fs::create_dir(folder.path().join("sub")).unwrap();
        std::fs::write(folder.path().join("sub/1.TXT"), "x").unwrap();
        let paths =
            [folder.path().to_path_buf(), folder.path().join("9.txt"), folder.path().join("none.txt")];
        let (articles, problems) = find_articles(&paths, &ArticleReader::default(), false, |_| true);
        assert_eq!(names(&articles, folder.path()), ["9.txt", "10.txt", "notes.md", "sub/1.TXT"]);
        assert_eq!(problems.len(), 2);
        assert!(problems[0].to_string().ends_with(": 2 files of unknown type: a.docx, b"), "{}", problems[0]);
        assert!(problems[0].is_notice);
        assert!(problems[1].to_string().ends_with("none.txt: no such file or directory"));
        assert!(!problems[1].is_notice);
    }

    #[test]
    fn a_path_through_an_archive_says_how_to_name_its_files() {
        let folder = tempfile::tempdir().unwrap();
        let archive = folder.path().join("pages.tar");
        std::fs::write(&archive, "x").unwrap();
        let (_, problems) =
            find_articles(&[archive.join("a/b.html")], &ArticleReader::default(), false, |_| true);
        let name = archive.display();
        let message = format!("{name} is a file, not a folder; an article in it is named {name}#a/b.html");
        assert_eq!(problems[0].message, message);
    }

    #[test]
    fn a_folder_without_articles_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let (articles, problems) =
            find_articles(&[folder.path().to_path_buf()], &ArticleReader::default(), false, |_| true);
        assert!(articles.is_empty());
        assert!(problems[0].message.contains("no articles"));
    }

    #[test]
    fn parts_of_a_saved_page_are_counted_but_not_read() {
        let folder = tempfile::tempdir().unwrap();
        for inner in ["page_files/deep", "other_files", "Seite-Dateien"] {
            std::fs::create_dir_all(folder.path().join(inner)).unwrap();
        }
        for name in [
            "page.html",
            "page_files/ad.html",
            "page_files/deep/b.js",
            "other_files/c.txt",
            "Seite.htm",
            "Seite-Dateien/ad.html",
        ] {
            std::fs::write(folder.path().join(name), "<html>x").unwrap();
        }
        let (articles, problems) =
            find_articles(&[folder.path().to_path_buf()], &ArticleReader::default(), false, |_| true);
        assert_eq!(names(&articles, folder.path()), ["Seite.htm", "other_files/c.txt", "page.html"]);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].to_string().ends_with(": skipped: 3 files that belong to saved pages"));
    }

    #[test]
    fn only_the_first_unknown_files_are_named() {
        let unknown: Vec<String> = (1..=7).map(|number| format!("{number}.bin")).collect();
        let message = "7 files of unknown type: 1.bin, 2.bin, 3.bin, 4.bin, 5.bin, …";
        assert_eq!(skipped_message(&unknown, UNKNOWN_TYPE), message);
        assert_eq!(skipped_message(&unknown[..1], UNKNOWN_TYPE), "1 file of unknown type: 1.bin");
    }
}
