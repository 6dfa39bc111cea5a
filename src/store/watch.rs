//! Hearing that a file has changed.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecursiveMode, Watcher};

/// Hears of changes for as long as it lives.
pub struct Watch {
    _watcher: notify::RecommendedWatcher,
}

impl Watch {
    /// Calls `changed`, on a thread of its own, whenever a file was perhaps written, replaced or removed. Nothing runs
    /// while nothing changes.
    ///
    /// The folder is watched, not the file: editors replace a file by another of the same name. Behind a link the folder of
    /// what it leads to is watched too.
    ///
    /// # Errors
    /// The system's reason, in one line.
    pub fn file(path: &Path, changed: impl Fn() + Send + 'static) -> Result<Self, String> {
        let mut places = vec![path.to_owned()];
        places.extend(path.canonicalize().ok().filter(|real| real != path));
        let names: Vec<OsString> =
            places.iter().filter_map(|place| place.file_name()).map(OsString::from).collect();
        let heard = move |event: notify::Result<Event>| {
            // An error says that something was missed: then the file may have changed too.
            let concerns = event.map_or(true, |event| {
                let is_it =
                    |path: &PathBuf| path.file_name().is_some_and(|name| names.iter().any(|one| one == name));
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
        Ok(Self { _watcher: watcher })
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
