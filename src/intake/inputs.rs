//! From the paths that a person named to the articles behind them.

use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::article::{ArticleKey, Format};
use crate::corpus::order::natural_paths;
use crate::intake::open::{Door, Listing};
use crate::intake::paths::STANDARD_INPUT;
pub use crate::intake::paths::{is_standard_input, may_be_article};
use crate::intake::problem::Problem;
use crate::store;
use crate::store::files::{ReadError, size as file_size};
use crate::text::sanitize::sanitize_line;

/// How many files of no known type are named; the others are counted.
const MOST_NAMED: usize = 5;
/// How many files are looked into before it is asked whether to go on.
const LOOKED_INTO_AT_ONCE: usize = 256;

/// An article that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub key: ArticleKey,
    /// About how many bytes it holds; 0 where nobody knows.
    pub size: u64,
}

/// The articles behind the paths and what could not be looked at. Files are in natural order, each once by the name that came first;
/// articles of one file are in the file's order. `go_on` is asked again and again, with how many were found so far; where it says no,
/// these are given. Standard input is not waited for: it stands for itself, at its place, until it [is looked into](piped).
///
/// In a folder a file with an ending of plain text or Markdown is taken for an article, and looked into only when it is read
/// (`read_each`): most folders hold nothing else, and opening each file twice takes its time. `thorough`
/// has all files looked into.
pub fn articles_of(
    paths: &[PathBuf],
    door: &Door,
    thorough: bool,
    mut go_on: impl FnMut(usize) -> bool,
) -> (Vec<Listed>, Vec<Problem>) {
    let mut found = Found { thorough, ..Found::default() };
    for path in paths {
        if is_standard_input(path) {
            found.articles.push(Listed { key: ArticleKey::of_path(path), size: 0 });
            continue;
        }
        let goes_on = match store::kind_of(path) {
            Ok(store::PathKind::Folder) => found.look_below(path, door, &mut go_on),
            Ok(_) => {
                found.look_into(&[Arc::from(path.as_path())], door, true);
                go_on(found.articles.len())
            }
            Err(error) => {
                match item_of(path) {
                    Some((file, item)) => found.take_items(&file, &item, door),
                    None => found.problems.push(Problem::new(path, missing(path, &error))),
                }
                true
            }
        };
        if !goes_on {
            break;
        }
    }
    let Found { mut articles, problems, .. } = found;
    let mut seen = HashSet::new();
    articles.retain(|listed| seen.insert((steps(&listed.key.path), listed.key.item.clone())));
    articles.sort_by(|left, right| natural_paths(&left.key.path, &right.key.path));
    (articles, problems)
}

/// The articles inside a file, and what in it cannot be read.
///
/// # Errors
/// That it cannot be looked into.
pub(super) fn inside(file: &ArticleKey, door: &Door) -> Result<(Vec<Listed>, Vec<Problem>), Problem> {
    let listing = door.list(&file.path, true)?;
    let listed = listing.articles.into_iter().filter(|(key, _)| key.item.is_some());
    Ok((listed.map(|(key, size)| Listed { key, size }).collect(), listing.problems))
}

/// The articles of standard input, which is waited for.
pub fn piped(door: &Door) -> (Vec<Listed>, Vec<Problem>) {
    let mut found = Found::default();
    found.look_into(&[Arc::from(Path::new(STANDARD_INPUT))], door, true);
    (found.articles, found.problems)
}

#[derive(Default)]
struct Found {
    thorough: bool,
    articles: Vec<Listed>,
    problems: Vec<Problem>,
    unknown: Vec<String>,
    barren: Vec<String>,
}

impl Found {
    /// What is to be said of the files that were passed over until now, a line for each reason.
    fn take_passed_over(&mut self) -> Vec<String> {
        let all = [(std::mem::take(&mut self.unknown), UNKNOWN), (std::mem::take(&mut self.barren), BARREN)];
        let some = all.iter().filter(|(files, _)| !files.is_empty());
        some.map(|(files, why)| passed_over_told(files, why)).collect()
    }

    /// Finds the articles below a folder; whether to go on.
    fn look_below(&mut self, folder: &Path, door: &Door, go_on: &mut impl FnMut(usize) -> bool) -> bool {
        let before = (self.articles.len(), self.problems.len());
        let mut files: Vec<Arc<Path>> = Vec::new();
        let mut goes_on = true;
        let known = self.articles.len();
        let visit = |file: PathBuf| {
            files.push(Arc::from(shortened(file)));
            goes_on = !files.len().is_multiple_of(LOOKED_INTO_AT_ONCE) || go_on(known);
            goes_on
        };
        let (problems, barren) = (&mut self.problems, &mut self.barren);
        let odd = |path: PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            barren.push(format!("{} (not a regular file)", sanitize_line(&name)));
        };
        store::walk(folder, may_be_article, visit, odd, |path, message| {
            problems.push(Problem::new(&path, message));
        });
        files.sort_by(|left, right| natural_paths(left, right));
        let (files, parts) = without_parts_of_pages(files);
        for batch in files.chunks(LOOKED_INTO_AT_ONCE) {
            if !goes_on {
                break;
            }
            self.look_into(batch, door, false);
            goes_on = go_on(self.articles.len());
        }
        let passed_over = self.take_passed_over();
        if (self.articles.len(), self.problems.len()) == before {
            let words = "no articles in it (`whoswho formats` lists what is read)".to_owned();
            let words = std::iter::once(words).chain(passed_over).collect::<Vec<_>>().join("; ");
            self.problems.push(Problem::new(folder, words));
        } else {
            self.problems.extend(passed_over.into_iter().map(|words| Problem::notice(folder, words)));
        }
        if parts > 0 {
            let words = match parts {
                1 => "1 file that belongs to a saved page".to_owned(),
                parts => format!("{parts} files that belong to saved pages"),
            };
            self.problems.push(Problem::notice(folder, format!("passed over: {words}")));
        }
        goes_on
    }

    /// Finds the articles of files, on all cores.
    fn look_into(&mut self, files: &[Arc<Path>], door: &Door, is_named: bool) {
        let takes_name = !is_named && !self.thorough && door.options().read_as.is_none();
        let list = |file: &Arc<Path>| match file_size(file).filter(|_| takes_name && is_text_by_name(file)) {
            Some(size) => Ok(Listing::of_file(file, size)),
            None => door.list(file, is_named),
        };
        let listings: Vec<_> = files.par_iter().map(list).collect();
        for listing in listings {
            match listing {
                Ok(listing) => {
                    let listed = listing.articles.into_iter().map(|(key, size)| Listed { key, size });
                    self.articles.extend(listed);
                    self.problems.extend(listing.problems);
                    self.unknown.extend(listing.unknown);
                    self.barren.extend(listing.barren);
                }
                Err(problem) => self.problems.push(problem),
            }
        }
        if let Some(file) = files.first().filter(|_| is_named) {
            let passed_over = self.take_passed_over();
            self.problems.extend(passed_over.into_iter().map(|words| Problem::notice(file, words)));
        }
    }

    /// One article of a file, or all of a file inside it, by its name.
    fn take_items(&mut self, file: &Path, item: &str, door: &Door) {
        match door.list(&Arc::from(file), true) {
            Ok(listing) => {
                let inside = format!("{item}#");
                let is_wanted = |key: &ArticleKey| {
                    key.item.as_deref().is_some_and(|name| name == item || name.starts_with(&inside))
                };
                let wanted = listing.articles.into_iter().filter(|(key, _)| is_wanted(key));
                let before = self.articles.len();
                self.articles.extend(wanted.map(|(key, size)| Listed { key, size }));
                if self.articles.len() == before {
                    match door.by_link(&Arc::from(file), item) {
                        Some(key) => self.articles.push(Listed { key, size: 0 }),
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

/// Whether a path that names no file may be opened all the same: it is standard input, or names an article of a file.
pub fn may_be_opened(path: &Path) -> bool {
    is_standard_input(path) || item_of(path).is_some()
}

/// A file and the name of an article in it, where a path that leads nowhere is both.
fn item_of(path: &Path) -> Option<(PathBuf, String)> {
    let whole = path.to_str()?;
    whole.match_indices('#').find_map(|(at, _)| {
        let (file, item) = (Path::new(whole.get(..at)?), whole.get(at + 1..)?);
        matches!(store::kind_of(file), Ok(store::PathKind::File))
            .then(|| (file.to_path_buf(), item.to_owned()))
    })
}

/// Why nothing is behind a path; where it leads through a file as if that were a folder, how what is in the file is named.
fn missing(path: &Path, error: &ReadError) -> String {
    let is_file = |step: &&Path| matches!(store::kind_of(step), Ok(store::PathKind::File));
    let Some(file) = path.ancestors().skip(1).find(is_file) else { return error.to_string() };
    let inside = path.strip_prefix(file).unwrap_or(path).to_string_lossy();
    let file = file.to_string_lossy();
    format!(
        "{} is a file, not a folder; an article in it is named {}#{}",
        sanitize_line(&file),
        sanitize_line(&file),
        sanitize_line(&inside)
    )
}

fn is_text_by_name(file: &Path) -> bool {
    let ending = file.extension().and_then(|ending| ending.to_str());
    matches!(ending.and_then(Format::from_extension), Some(Format::Plain | Format::Markdown))
}

/// Files that were passed over, in one line: how many, why, and the first names.
fn passed_over_told(files: &[String], why: &str) -> String {
    // One more takes no more room than the dots.
    let named = files.get(..MOST_NAMED).filter(|_| files.len() > MOST_NAMED + 1).unwrap_or(files);
    let more = if files.len() > named.len() { ", …" } else { "" };
    let several = if files.len() == 1 { "file" } else { "files" };
    format!("{} {several} {why}: {}{more}", files.len(), named.join(", "))
}

/// Why files were passed over: their content and their names say nothing.
const UNKNOWN: &str = "of no known type";
/// Why files were passed over whose type is known; behind each name stands the reason.
const BARREN: &str = "without articles";

/// What browsers put behind the name of a page, by the user's language, for the folder of its pictures and programs.
const PARTS_OF_PAGES: &[&str] = &[
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

/// Leaves out what browsers save beside a page: the files below `NAME_files/` beside `NAME.html`. Gives how many these were.
fn without_parts_of_pages(files: Vec<Arc<Path>>) -> (Vec<Arc<Path>>, usize) {
    let is_page = |path: &&Arc<Path>| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        ending
            .is_some_and(|ending| ["html", "htm", "xhtml"].iter().any(|one| one.eq_ignore_ascii_case(ending)))
    };
    let pages: HashSet<PathBuf> = files.iter().filter(is_page).map(|page| page.with_extension("")).collect();
    let is_part = |file: &Arc<Path>| {
        !pages.is_empty() && file.ancestors().skip(1).any(|folder| belongs_to(folder, &pages))
    };
    let count = files.len();
    let kept: Vec<_> = files.into_iter().filter(|file| !is_part(file)).collect();
    let parts = count - kept.len();
    (kept, parts)
}

/// Whether a folder is that of the parts of one of these pages, which are paths without endings.
fn belongs_to(folder: &Path, pages: &HashSet<PathBuf>) -> bool {
    let Some(name) = folder.file_name().and_then(|name| name.to_str()) else { return false };
    let mut stems = PARTS_OF_PAGES.iter().filter_map(|behind| name.strip_suffix(behind));
    stems.any(|stem| pages.contains(&folder.with_file_name(stem)))
}

/// A path without steps that go nowhere: `./a.txt` and `a.txt` are one article.
pub(super) fn steps(path: &Path) -> PathBuf {
    path.components().filter(|step| *step != Component::CurDir).collect()
}

/// A file found below `.` is named without it.
fn shortened(file: PathBuf) -> PathBuf {
    file.strip_prefix("./").map(Path::to_path_buf).unwrap_or(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::paths::LIST_FILE;

    fn names(articles: &[Listed], below: &Path) -> Vec<String> {
        articles
            .iter()
            .map(|listed| listed.key.to_string().replace(&format!("{}/", below.display()), ""))
            .collect()
    }

    #[test]
    fn folders_give_their_articles_in_natural_order_and_each_once() {
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
        let (articles, problems) = articles_of(&paths, &Door::default(), false, |_| true);
        assert_eq!(names(&articles, folder.path()), ["9.txt", "10.txt", "notes.md", "sub/1.TXT"]);
        assert_eq!(problems.len(), 2);
        assert!(
            problems[0].to_string().ends_with(": 2 files of no known type: a.docx, b"),
            "{}",
            problems[0]
        );
        assert!(problems[0].is_notice);
        assert!(problems[1].to_string().ends_with("none.txt: no such file or directory"));
        assert!(!problems[1].is_notice);
    }

    #[test]
    fn a_path_through_an_archive_is_told_how_its_files_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let archive = folder.path().join("pages.tar");
        std::fs::write(&archive, "x").unwrap();
        let (_, problems) = articles_of(&[archive.join("a/b.html")], &Door::default(), false, |_| true);
        let name = archive.display();
        let told = format!("{name} is a file, not a folder; an article in it is named {name}#a/b.html");
        assert_eq!(problems[0].message, told);
    }

    #[test]
    fn a_folder_of_nothing_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let (articles, problems) =
            articles_of(&[folder.path().to_path_buf()], &Door::default(), false, |_| true);
        assert!(articles.is_empty());
        assert!(problems[0].message.contains("no articles"));
    }

    #[test]
    fn what_browsers_save_beside_a_page_is_counted_and_not_read() {
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
            articles_of(&[folder.path().to_path_buf()], &Door::default(), false, |_| true);
        assert_eq!(names(&articles, folder.path()), ["Seite.htm", "other_files/c.txt", "page.html"]);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].to_string().ends_with(": passed over: 3 files that belong to saved pages"));
    }

    #[test]
    fn many_unknown_files_are_counted_and_the_first_are_named() {
        let unknown: Vec<String> = (1..=7).map(|number| format!("{number}.bin")).collect();
        let told = "7 files of no known type: 1.bin, 2.bin, 3.bin, 4.bin, 5.bin, …";
        assert_eq!(passed_over_told(&unknown, UNKNOWN), told);
        assert_eq!(passed_over_told(&unknown[..1], UNKNOWN), "1 file of no known type: 1.bin");
    }
}
