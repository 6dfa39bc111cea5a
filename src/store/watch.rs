//! Reports that files have changed.

use std::collections::HashSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecursiveMode, Watcher};

use super::files::{PathKind, is_missing, kind_of, reason};
use super::links::{self, Target};

/// Reports changes until it is dropped.
pub struct Watch {
    _watcher: notify::RecommendedWatcher,
}

impl Watch {
    /// Calls `changed`, on its own thread, whenever a file may have been written, replaced or removed. Nothing
    /// runs while nothing changes.
    ///
    /// Watches the folder, not the file: editors replace a file by another of the same name. If the path is a
    /// link, the folder of its target is watched too. If the folder itself is replaced, that is reported as a
    /// change; then a new watch is needed.
    ///
    /// # Errors
    /// The operating system's reason, in one line, which may name the folder.
    pub fn file(path: &Path, changed: impl Fn() + Send + 'static) -> Result<Self, String> {
        let mut places = vec![path.to_owned()];
        places.extend(path.canonicalize().ok().filter(|real| real != path));
        let names: Vec<OsString> =
            places.iter().filter_map(|place| place.file_name()).map(OsString::from).collect();
        let parents: Vec<PathBuf> = std::path::absolute(path)
            .ok()
            .and_then(|path| Some(path.parent()?.to_owned()))
            .into_iter()
            .collect();
        let folder = parents.first().cloned();
        let handler = move |event: notify::Result<Event>| {
            // An error means that something was missed: then the file may have changed too.
            let is_relevant = event.map_or(true, |event| {
                let is_watched = |path: &PathBuf| {
                    folder.as_ref() == Some(path)
                        || path.file_name().is_some_and(|name| names.iter().any(|watched| watched == name))
                };
                is_change(event.kind) && (event.need_rescan() || event.paths.iter().any(is_watched))
            });
            if is_relevant {
                changed();
            }
        };
        let mut watcher = notify::recommended_watcher(handler).map_err(|error| error.to_string())?;
        let mut folders: Vec<&Path> = Vec::new();
        for place in &places {
            let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty());
            let folder = folder.unwrap_or(Path::new("."));
            if !folders.contains(&folder) {
                watcher.watch(folder, RecursiveMode::NonRecursive).map_err(|error| error.to_string())?;
                folders.push(folder);
            }
        }
        watch_parents(&mut watcher, &parents);
        Ok(Self { _watcher: watcher })
    }
}

/// Watches the parents of these paths where the operating system allows it, to notice that a folder is
/// replaced.
fn watch_parents(watcher: &mut notify::RecommendedWatcher, paths: &[PathBuf]) {
    let parents: HashSet<&Path> = paths.iter().filter_map(|path| path.parent()).collect();
    for parent in parents {
        let _ = watcher.watch(parent, RecursiveMode::NonRecursive);
    }
}

impl Watch {
    /// Calls `touched`, on its own thread, with the absolute paths of files and folders at or below `paths` that may
    /// have been written, created, moved or removed. If something was missed, reports `paths` themselves. If one of
    /// them is a folder and was replaced, reports that path, and a new watch is needed. Nothing runs while nothing
    /// changes.
    ///
    /// Files that lie elsewhere and are reached through a link (at most 256 links) are watched there, and
    /// reported by the link's path. A link created later is reported like any file, and needs a new watch.
    ///
    /// # Errors
    /// The operating system's reason, in one line: it may refuse to watch many thousand folders.
    pub fn below(paths: &[PathBuf], touched: impl Fn(Vec<PathBuf>) + Send + 'static) -> Result<Self, String> {
        let all: Vec<PathBuf> = paths.iter().filter_map(|path| std::path::absolute(path).ok()).collect();
        let roots = all.clone();
        let targets = links::targets(&roots);
        let link_targets = targets.clone();
        let handler = move |event: notify::Result<Event>| match event {
            Ok(event) if event.need_rescan() => touched(all.clone()),
            Ok(event) if is_change(event.kind) => {
                let paths: Vec<PathBuf> = event
                    .paths
                    .iter()
                    .flat_map(|path| links::known_paths(path, &all, &link_targets))
                    .collect();
                if !paths.is_empty() {
                    touched(paths);
                }
            }
            Ok(_) => {}
            Err(_) => touched(all.clone()),
        };
        let mut watcher = notify::recommended_watcher(handler).map_err(|error| failure(&error))?;
        let mut places = HashSet::new();
        for root in &roots {
            let is_folder = matches!(kind_of(root), Ok(PathKind::Folder));
            let parent = root.parent().unwrap_or(root);
            let (place, mode) = if is_folder {
                (root.as_path(), RecursiveMode::Recursive)
            } else {
                (parent, RecursiveMode::NonRecursive)
            };
            // A missing file or folder is noticed through its parent when it appears, unless the parent is missing too.
            if !is_missing(place) && places.insert((place, is_folder)) {
                watcher.watch(place, mode).map_err(|error| failure(&error))?;
            }
        }
        let is_watched = |root: &Path| roots.iter().any(|other| other != root && root.starts_with(other));
        let folders = roots.iter().filter(|root| !is_file_or_device(root) && !is_watched(root));
        watch_parents(&mut watcher, &folders.cloned().collect::<Vec<_>>());
        watch_targets(&mut watcher, &roots, &targets);
        Ok(Self { _watcher: watcher })
    }
}

/// Watches what links lead to, where the operating system allows it and it is not watched already.
fn watch_targets(watcher: &mut notify::RecommendedWatcher, roots: &[PathBuf], targets: &[Target]) {
    let real: Vec<PathBuf> = roots.iter().filter_map(|root| root.canonicalize().ok()).collect();
    let mut places = HashSet::new();
    for target in targets {
        let is_watched = real
            .iter()
            .any(|root| target.real.starts_with(root) && target.real != *root && !is_file_or_device(root));
        let (place, mode) = if target.is_folder {
            (Some(target.real.as_path()), RecursiveMode::Recursive)
        } else {
            (target.real.parent(), RecursiveMode::NonRecursive)
        };
        // A root folder is watched under its own name, and a target that contains a root could bring in the whole disk.
        let contains_root = target.is_folder && real.iter().any(|root| root.starts_with(&target.real));
        if let Some(place) =
            place.filter(|place| !is_watched && !contains_root && places.insert(place.to_path_buf()))
        {
            let _ = watcher.watch(place, mode);
        }
    }
}

fn is_file_or_device(path: &Path) -> bool {
    matches!(kind_of(path), Ok(PathKind::File | PathKind::Other))
}

/// Returns the reason, without the paths that notify adds, which may contain anything.
fn failure(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::Io(error) => reason(error),
        notify::ErrorKind::MaxFilesWatch => "the system cannot watch any more folders".to_owned(),
        kind => format!("{kind:?}").chars().filter(|c| !c.is_control()).take(80).collect(),
    }
}

/// True if an event is a change and not just a read.
fn is_change(kind: EventKind) -> bool {
    !matches!(kind, EventKind::Access(access) if access != AccessKind::Close(AccessMode::Write))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn reports_changes_below_the_paths_but_not_beside_them() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(place("news/deep")).unwrap();
        std::fs::write(place("one.txt"), "one").unwrap();
        let (sender, changes) = std::sync::mpsc::channel();
        let paths = [place("news"), place("one.txt")];
        let watch = Watch::below(&paths, move |paths| sender.send(paths).unwrap_or_default()).unwrap();
        let reported = |path: &PathBuf| {
            let deadline = std::time::Instant::now() + Duration::from_secs(20);
            while std::time::Instant::now() < deadline {
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
            assert!(reported(&place(name)), "{name}");
        }
        std::fs::create_dir(place("news/made")).unwrap();
        assert!(reported(&place("news/made")));
        std::fs::remove_file(place("news/a.txt")).unwrap();
        assert!(reported(&place("news/a.txt")));
        drop(watch);
    }

    #[cfg(unix)]
    #[test]
    fn a_linked_file_is_watched_at_its_real_path() {
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
        let (sender, changes) = std::sync::mpsc::channel();
        let paths = [place("news"), place("root.txt")];
        let watch = Watch::below(&paths, move |paths| sender.send(paths).unwrap_or_default()).unwrap();
        let reported = |path: &PathBuf| {
            let deadline = std::time::Instant::now() + Duration::from_secs(20);
            while std::time::Instant::now() < deadline {
                if changes.recv_timeout(Duration::from_secs(1)).is_ok_and(|paths| paths.contains(path)) {
                    return true;
                }
            }
            false
        };
        std::fs::write(place("elsewhere/beside.txt"), "two").unwrap();
        assert!(
            changes.recv_timeout(Duration::from_millis(200)).is_err(),
            "what no link leads to is not reported"
        );
        std::fs::write(place("elsewhere/a.txt"), "two").unwrap();
        assert!(reported(&place("news/a.txt")));
        std::fs::write(place("elsewhere/a.txt"), "three").unwrap();
        assert!(reported(&place("root.txt")));
        std::fs::write(place("elsewhere/deep/b.txt"), "two").unwrap();
        assert!(reported(&place("news/deep/b.txt")));
        drop(watch);
    }

    #[test]
    fn reports_writing_and_replacing_a_file_but_not_reading_it_or_its_neighbours() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("entities.toml");
        std::fs::write(&path, "one").unwrap();
        let (sender, changes) = std::sync::mpsc::channel();
        let watch = Watch::file(&path, move || sender.send(()).unwrap_or_default()).unwrap();
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
