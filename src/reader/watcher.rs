//! The thread that hears of the articles' files and tells the reader, as soon as they are at rest.

use std::collections::{BTreeSet, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::Sender;

use crate::app;
use crate::app::state::notice::Notice;
use crate::intake::inputs::may_be_article;
use crate::reader::inbox::Message;
use crate::store::{self, PathKind, Watch, is_standard_input};

/// How long nothing must happen before what happened is told: files are written in several steps.
const QUIET: Duration = Duration::from_millis(150);
/// How long it is collected at the most.
const LONGEST: Duration = Duration::from_secs(2);
/// Of more paths than this at once, the paths of the corpus themselves are told.
const MOST_PATHS: usize = 5_000;

/// Starts to watch what is behind the paths. `reload` is the key that reads all again, for the one line where they cannot be
/// watched.
///
/// # Errors
/// That no thread can be started.
pub fn start(paths: &[PathBuf], reload: &str, to: &Sender<Message>) -> io::Result<()> {
    let given: Vec<PathBuf> = paths.iter().filter(|path| !is_standard_input(path)).cloned().collect();
    if given.is_empty() {
        return Ok(());
    }
    let (to, reload) = (to.clone(), reload.to_owned());
    // A large tree takes time until all its folders are watched.
    thread::Builder::new().name("watching".to_owned()).spawn(move || watch(&given, &reload, &to))?;
    Ok(())
}

fn watch(given: &[PathBuf], reload: &str, to: &Sender<Message>) {
    let (heard, events) = crossbeam_channel::unbounded::<Vec<PathBuf>>();
    let roots: Vec<PathBuf> = given.iter().filter_map(|path| std::path::absolute(path).ok()).collect();
    let watch_all = || {
        let heard = heard.clone();
        Watch::below(given, move |paths| heard.send(paths).unwrap_or_default())
            .inspect_err(|reason| {
                tracing::warn!(reason, "articles not watched");
                let words =
                    format!("new and changed articles are not noticed ({reason}); {reload} reads all again");
                let _ = to.send(Message::Act(app::Message::Problem(Notice::problem(words))));
            })
            .ok()
    };
    let mut watch = watch_all();
    let mut links: HashSet<PathBuf> = HashSet::new();
    while let Ok(first) = events.recv() {
        let until = Instant::now() + LONGEST;
        let mut touched: BTreeSet<PathBuf> = first.into_iter().collect();
        while let Ok(more) = events.recv_deadline(until.min(Instant::now() + QUIET)) {
            touched.extend(more);
        }
        // What a link leads to that was made since is watched by the next watch only. One that is known is told here too, when the file
        // behind it changes; it costs one new watch.
        let new_links = touched.iter().filter(|path| store::is_link(path) && links.insert((*path).clone()));
        let has_new_link = new_links.count() > 0;
        if watch.is_none() || touched.iter().any(|path| roots.contains(path)) {
            // There is perhaps another folder behind the path now: the old watch holds on to the one before.
            drop(watch.take());
            watch = watch_all();
        } else if has_new_link {
            watch = watch_all();
        }
        let mut paths: Vec<PathBuf> = touched.iter().flat_map(|path| as_given(path, given)).collect();
        if paths.len() > MOST_PATHS {
            paths = given.to_vec();
        }
        if !paths.is_empty() && to.send(Message::Act(app::Message::Touched(paths))).is_err() {
            return;
        }
    }
}

/// Whether something at a path below the given ones may be about an article: nothing hidden is, since editors and downloads name
/// half-written files so, and no file of another kind. What is gone may have been a folder.
fn is_of_articles(below: &Path) -> bool {
    let is_hidden = |step: std::path::Component| step.as_os_str().as_encoded_bytes().starts_with(b".");
    !below.components().any(is_hidden)
}

/// A whole path as articles below the given ones are named, where it may be about one.
fn as_given<'a>(path: &'a Path, given: &'a [PathBuf]) -> impl Iterator<Item = PathBuf> + 'a {
    given.iter().filter_map(move |root| {
        let rest = path.strip_prefix(std::path::absolute(root).ok()?).ok()?;
        if rest.as_os_str().is_empty() {
            return Some(root.clone());
        }
        let is_other_file = || !may_be_article(path) && matches!(store::kind_of(path), Ok(PathKind::File));
        (is_of_articles(rest) && !is_other_file()).then(|| root.join(rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_as_it_was_given() {
        let here = std::env::current_dir().expect("a folder");
        let given = [PathBuf::from("news"), PathBuf::from("/data"), PathBuf::from(".")];
        let told = |path: &Path| as_given(path, &given).collect::<Vec<_>>();
        assert_eq!(
            told(&here.join("news/a.txt")),
            [PathBuf::from("news/a.txt"), PathBuf::from("./news/a.txt")]
        );
        assert_eq!(told(Path::new("/data/b.txt")), [PathBuf::from("/data/b.txt")]);
        assert_eq!(told(Path::new("/data")), [PathBuf::from("/data")]);
        assert_eq!(told(Path::new("/elsewhere")), Vec::<PathBuf>::new());
    }

    #[test]
    fn what_is_about_no_article_is_not_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let given = [folder.path().to_path_buf()];
        for (name, is_told) in [
            ("a.txt", true),
            ("load.part", true),
            (".git/HEAD", false),
            ("deep/.b.txt.swp", false),
            ("deep/b.md", true),
            ("whoswho-notes.md", false),
        ] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(&path, "words").expect("written");
            assert_eq!(as_given(&path, &given).count(), usize::from(is_told), "{name}");
        }
        let others = ["deep", "gone", "gone.txt"].map(|name| folder.path().join(name));
        assert!(others.iter().all(|path| as_given(path, &given).count() == 1), "a folder, or what was one");
    }
}
