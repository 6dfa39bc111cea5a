//! The thread that watches the articles' files and reports changes once they have settled.

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

/// How long there must be no further change before changes are reported: files are written in several steps.
const QUIET: Duration = Duration::from_millis(150);
/// Maximum time for which changes are collected, even if more keep coming.
const MAX_DELAY: Duration = Duration::from_secs(2);
/// Maximum number of paths reported at once. If there are more, the paths as given are reported instead.
const MAX_PATHS: usize = 5_000;

/// Starts watching the paths, except standard input. `reload` is the key that reads everything again, named in the
/// message if they cannot be watched.
///
/// # Errors
/// If the thread cannot be started.
pub fn start(paths: &[PathBuf], reload: &str, to: &Sender<Message>) -> io::Result<()> {
    let given: Vec<PathBuf> = paths.iter().filter(|path| !is_standard_input(path)).cloned().collect();
    if given.is_empty() {
        return Ok(());
    }
    let (to, reload) = (to.clone(), reload.to_owned());
    // Starting to watch all folders of a large tree takes time.
    thread::Builder::new().name("watching".to_owned()).spawn(move || watch(&given, &reload, &to))?;
    Ok(())
}

fn watch(given: &[PathBuf], reload: &str, to: &Sender<Message>) {
    let (sender, events) = crossbeam_channel::unbounded::<Vec<PathBuf>>();
    let roots: Vec<PathBuf> = given.iter().filter_map(|path| std::path::absolute(path).ok()).collect();
    let watch_all = || {
        let sender = sender.clone();
        Watch::below(given, move |paths| sender.send(paths).unwrap_or_default())
            .inspect_err(|reason| {
                tracing::warn!(reason, "articles not watched");
                let message =
                    format!("new and changed articles are not noticed ({reason}); {reload} reads all again");
                let _ = to.send(Message::Act(app::Message::Problem(Notice::problem(message))));
            })
            .ok()
    };
    let mut watch = watch_all();
    let mut links: HashSet<PathBuf> = HashSet::new();
    while let Ok(first) = events.recv() {
        let until = Instant::now() + MAX_DELAY;
        let mut touched: BTreeSet<PathBuf> = first.into_iter().collect();
        while let Ok(more) = events.recv_deadline(until.min(Instant::now() + QUIET)) {
            touched.extend(more);
        }
        // The target of a new symlink is covered only by a new watch. An old symlink is reported too when its target
        // changes, which costs one needless new watch.
        let new_links = touched.iter().filter(|path| store::is_link(path) && links.insert((*path).clone()));
        let has_new_link = new_links.count() > 0;
        if watch.is_none() || touched.iter().any(|path| roots.contains(path)) {
            // The path may be another folder now; the old watch stays with the previous one.
            drop(watch.take());
            watch = watch_all();
        } else if has_new_link {
            watch = watch_all();
        }
        let mut paths: Vec<PathBuf> = touched.iter().flat_map(|path| as_given(path, given)).collect();
        if paths.len() > MAX_PATHS {
            paths = given.to_vec();
        }
        if !paths.is_empty() && to.send(Message::Act(app::Message::Touched(paths))).is_err() {
            return;
        }
    }
}

/// True if no part of a path below a given one is hidden: editors and downloads give half-written files hidden names.
fn is_visible(below: &Path) -> bool {
    let is_hidden = |step: std::path::Component| step.as_os_str().as_encoded_bytes().starts_with(b".");
    !below.components().any(is_hidden)
}

/// Maps an absolute path to the paths under which it may be an article, written as the user gave them. A path that no
/// longer exists may have been a folder.
fn as_given<'a>(path: &'a Path, given: &'a [PathBuf]) -> impl Iterator<Item = PathBuf> + 'a {
    given.iter().filter_map(move |root| {
        let rest = path.strip_prefix(std::path::absolute(root).ok()?).ok()?;
        if rest.as_os_str().is_empty() {
            return Some(root.clone());
        }
        let is_other_file = || !may_be_article(path) && matches!(store::kind_of(path), Ok(PathKind::File));
        (is_visible(rest) && !is_other_file()).then(|| root.join(rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_is_reported_as_it_was_given() {
        let here = std::env::current_dir().expect("a folder");
        let given = [PathBuf::from("news"), PathBuf::from("/data"), PathBuf::from(".")];
        let reported = |path: &Path| as_given(path, &given).collect::<Vec<_>>();
        assert_eq!(
            reported(&here.join("news/a.txt")),
            [PathBuf::from("news/a.txt"), PathBuf::from("./news/a.txt")]
        );
        assert_eq!(reported(Path::new("/data/b.txt")), [PathBuf::from("/data/b.txt")]);
        assert_eq!(reported(Path::new("/data")), [PathBuf::from("/data")]);
        assert_eq!(reported(Path::new("/elsewhere")), Vec::<PathBuf>::new());
    }

    #[test]
    fn files_that_cannot_be_articles_are_not_reported() {
        let folder = tempfile::tempdir().expect("a folder");
        let given = [folder.path().to_path_buf()];
        for (name, is_reported) in [
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
            assert_eq!(as_given(&path, &given).count(), usize::from(is_reported), "{name}");
        }
        let others = ["deep", "gone", "gone.txt"].map(|name| folder.path().join(name));
        assert!(others.iter().all(|path| as_given(path, &given).count() == 1), "a folder, or a missing path");
    }
}
