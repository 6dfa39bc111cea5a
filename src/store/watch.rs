//! Hearing that a file has changed.

use std::collections::HashSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecursiveMode, Watcher};

use super::files::{PathKind, is_missing, kind_of, reason};
use super::links::{self, Target};

/// Hears of changes for as long as it lives.
pub struct Watch {
    _watcher: notify::RecommendedWatcher,
}

impl Watch {
    /// Calls `changed`, on a thread of its own, whenever a file was perhaps written, replaced or removed. Nothing runs
    /// while nothing changes.
    ///
    /// The folder is watched, not the file: editors replace a file by another of the same name. Behind a link the folder of
    /// what it leads to is watched too. Where the folder itself is replaced by another, that is told as a change; then a new watch is
    /// needed.
    ///
    /// # Errors
    /// The system's reason, in one line.
    pub fn file(path: &Path, changed: impl Fn() + Send + 'static) -> Result<Self, String> {
        let mut places = vec![path.to_owned()];
        places.extend(path.canonicalize().ok().filter(|real| real != path));
        let names: Vec<OsString> =
            places.iter().filter_map(|place| place.file_name()).map(OsString::from).collect();
        let above: Vec<PathBuf> = std::path::absolute(path)
            .ok()
            .and_then(|path| Some(path.parent()?.to_owned()))
            .into_iter()
            .collect();
        let folder = above.first().cloned();
        let heard = move |event: notify::Result<Event>| {
            // An error says that something was missed: then the file may have changed too.
            let concerns = event.map_or(true, |event| {
                let is_it = |path: &PathBuf| {
                    folder.as_ref() == Some(path)
                        || path.file_name().is_some_and(|name| names.iter().any(|one| one == name))
                };
                is_change(event.kind) && (event.need_rescan() || event.paths.iter().any(is_it))
            });
            if concerns {
                changed();
            }
        };
        let mut watcher = notify::recommended_watcher(heard).map_err(|error| error.to_string())?;
        let mut folders: Vec<&Path> = Vec::new();
        for place in &places {
            let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
            let folder = folder.unwrap_or(Path::new("."));
            if !folders.contains(&folder) {
                watcher.watch(folder, RecursiveMode::NonRecursive).map_err(|error| error.to_string())?;
                folders.push(folder);
            }
        }
        watch_parents(&mut watcher, &above);
        Ok(Self { _watcher: watcher })
    }
}

/// Watches the folders around these paths, as far as the system lets us: there it is heard that a path has another folder behind it.
fn watch_parents(watcher: &mut notify::RecommendedWatcher, paths: &[PathBuf]) {
    let parents: HashSet<&Path> = paths.iter().filter_map(|path| path.parent()).collect();
    for parent in parents {
        let _ = watcher.watch(parent, RecursiveMode::NonRecursive);
    }
}

impl Watch {
    /// Calls `touched`, on a thread of its own, with the whole paths of files and folders below these paths that were perhaps written,
    /// made, moved or removed; with the paths themselves where something was missed, or where one has another folder behind it than
    /// before: then a new watch is needed. Nothing runs while nothing changes.
    ///
    /// What lies elsewhere and is reached by a link, of 256 at the most, is watched there, and told by the link's path. A link that is made later is told
    /// as any file, and needs a new watch.
    ///
    /// # Errors
    /// The system's reason, in one line: of many thousand folders a system may refuse to watch all.
    pub fn below(paths: &[PathBuf], touched: impl Fn(Vec<PathBuf>) + Send + 'static) -> Result<Self, String> {
        let all: Vec<PathBuf> = paths.iter().filter_map(|path| std::path::absolute(path).ok()).collect();
        let roots = all.clone();
        let targets = links::targets(&roots);
        let known = targets.clone();
        let heard = move |event: notify::Result<Event>| match event {
            Ok(event) if event.need_rescan() => touched(all.clone()),
            Ok(event) if is_change(event.kind) => {
                let paths: Vec<PathBuf> =
                    event.paths.iter().flat_map(|path| links::known_as(path, &all, &known)).collect();
                if !paths.is_empty() {
                    touched(paths);
                }
            }
            Ok(_) => {}
            Err(_) => touched(all.clone()),
        };
        let mut watcher = notify::recommended_watcher(heard).map_err(|error| one_line(&error))?;
        let mut places = HashSet::new();
        for root in &roots {
            let is_folder = matches!(kind_of(root), Ok(PathKind::Folder));
            let parent = root.parent().unwrap_or(root);
            let (place, mode) = if is_folder {
                (root.as_path(), RecursiveMode::Recursive)
            } else {
                (parent, RecursiveMode::NonRecursive)
            };
            // One that is gone is heard of above it, when it comes back.
            if !is_missing(place) && places.insert((place, is_folder)) {
                watcher.watch(place, mode).map_err(|error| one_line(&error))?;
            }
        }
        let is_watched = |root: &Path| roots.iter().any(|other| other != root && root.starts_with(other));
        let folders = roots.iter().filter(|root| !is_file(root) && !is_watched(root));
        watch_parents(&mut watcher, &folders.cloned().collect::<Vec<_>>());
        watch_targets(&mut watcher, &roots, &targets);
        Ok(Self { _watcher: watcher })
    }
}

/// Watches what links lead to, as far as the system lets us, where it is not watched already.
fn watch_targets(watcher: &mut notify::RecommendedWatcher, roots: &[PathBuf], targets: &[Target]) {
    let real: Vec<PathBuf> = roots.iter().filter_map(|root| root.canonicalize().ok()).collect();
    let mut places = HashSet::new();
    for target in targets {
        let is_watched =
            real.iter().any(|root| target.real.starts_with(root) && target.real != *root && !is_file(root));
        let (place, mode) = if target.is_folder {
            (Some(target.real.as_path()), RecursiveMode::Recursive)
        } else {
            (target.real.parent(), RecursiveMode::NonRecursive)
        };
        // A root that is a folder is watched under its own name; a folder around all of them would bring the whole disk.
        let is_around = target.is_folder && real.iter().any(|root| root.starts_with(&target.real));
        if let Some(place) =
            place.filter(|place| !is_watched && !is_around && places.insert(place.to_path_buf()))
        {
            let _ = watcher.watch(place, mode);
        }
    }
}

fn is_file(path: &Path) -> bool {
    matches!(kind_of(path), Ok(PathKind::File | PathKind::Other))
}

/// The reason without the paths that notify adds, which may hold anything.
fn one_line(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::Io(error) => reason(error),
        notify::ErrorKind::MaxFilesWatch => "the system watches no more folders".to_owned(),
        kind => format!("{kind:?}").chars().filter(|c| !c.is_control()).take(80).collect(),
    }
}

/// Whether an event tells of a change, not of somebody who only reads.
fn is_change(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn what_happens_below_paths_is_heard_and_what_happens_beside_them_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(place("news/deep")).unwrap();
        std::fs::write(place("one.txt"), "one").unwrap();
        let (heard, changes) = std::sync::mpsc::channel();
        let paths = [place("news"), place("one.txt")];
        let watch = Watch::below(&paths, move |paths| heard.send(paths).unwrap_or_default()).unwrap();
        let told = |path: &PathBuf| {
            let until = std::time::Instant::now() + Duration::from_secs(20);
            while std::time::Instant::now() < until {
                if changes.recv_timeout(Duration::from_secs(1)).is_ok_and(|paths| paths.contains(path)) {
                    return true;
                }
            }
            false
        };
        std::fs::write(place("beside.txt"), "no").unwrap();
        std::fs::read(place("one.txt")).unwrap();
        assert!(changes.recv_timeout(Duration::from_millis(200)).is_err());
        for name in ["news/a.txt", "news/deep/b.txt", "one.txt"] {
            std::fs::write(place(name), "new").unwrap();
            assert!(told(&place(name)), "{name}");
        }
        std::fs::create_dir(place("news/made")).unwrap();
        assert!(told(&place("news/made")));
        std::fs::remove_file(place("news/a.txt")).unwrap();
        assert!(told(&place("news/a.txt")));
        drop(watch);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_reached_by_a_link_is_watched_where_it_lies() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(place("news")).unwrap();
        std::fs::create_dir_all(place("elsewhere/deep")).unwrap();
        for name in ["elsewhere/a.txt", "elsewhere/beside.txt", "elsewhere/deep/b.txt", "one.txt"] {
            std::fs::write(place(name), "one").unwrap();
        }
        symlink("../elsewhere/a.txt", place("news/a.txt")).unwrap();
        symlink("../elsewhere/deep", place("news/deep")).unwrap();
        symlink("elsewhere/a.txt", place("root.txt")).unwrap();
        let (heard, changes) = std::sync::mpsc::channel();
        let paths = [place("news"), place("root.txt")];
        let watch = Watch::below(&paths, move |paths| heard.send(paths).unwrap_or_default()).unwrap();
        let told = |path: &PathBuf| {
            let until = std::time::Instant::now() + Duration::from_secs(20);
            while std::time::Instant::now() < until {
                if changes.recv_timeout(Duration::from_secs(1)).is_ok_and(|paths| paths.contains(path)) {
                    return true;
                }
            }
            false
        };
        std::fs::write(place("elsewhere/beside.txt"), "two").unwrap();
        assert!(
            changes.recv_timeout(Duration::from_millis(200)).is_err(),
            "what no link leads to is not heard"
        );
        std::fs::write(place("elsewhere/a.txt"), "two").unwrap();
        assert!(told(&place("news/a.txt")));
        std::fs::write(place("elsewhere/a.txt"), "three").unwrap();
        assert!(told(&place("root.txt")));
        std::fs::write(place("elsewhere/deep/b.txt"), "two").unwrap();
        assert!(told(&place("news/deep/b.txt")));
        drop(watch);
    }

    #[test]
    fn writing_and_replacing_a_file_are_heard_and_its_neighbours_and_readers_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("entities.toml");
        std::fs::write(&path, "one").unwrap();
        let (heard, changes) = std::sync::mpsc::channel();
        let watch = Watch::file(&path, move || heard.send(()).unwrap_or_default()).unwrap();
        let soon = Duration::from_secs(20);
        let quiet = Duration::from_millis(200);
        let settle = || while changes.recv_timeout(quiet).is_ok() {};

        std::fs::write(folder.path().join("a.txt"), "article").unwrap();
        std::fs::read(&path).unwrap();
        assert!(changes.recv_timeout(quiet).is_err());
        std::fs::write(&path, "two").unwrap();
        assert!(changes.recv_timeout(soon).is_ok());
        settle();
        let other = folder.path().join("entities.toml~");
        std::fs::write(&other, "three").unwrap();
        std::fs::rename(&other, &path).unwrap();
        assert!(changes.recv_timeout(soon).is_ok());
        settle();
        drop(watch);
        std::fs::write(&path, "four").unwrap();
        assert!(changes.recv_timeout(quiet).is_err());
    }
}
