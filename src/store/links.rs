//! Resolves links for watching files.
//!
//! The operating system reports a change at the real path of a file. Code that reads the file through a link knows it
//! by the link's path. This module maps the real path to the link's.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

/// Maximum number of links that are followed; the targets of further links are not watched.
const MAX_LINKS: usize = 256;
/// Maximum number of files and folders searched for links.
const MAX_SEARCHED: usize = 100_000;

/// A file or folder that is also known by another path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// Its real path.
    pub real: PathBuf,
    /// The path it is known by.
    pub known: PathBuf,
    /// True if it is a folder.
    pub is_folder: bool,
}

/// Returns a target for each of these paths, and for each link below them, whose real path differs, up to the limits
/// above. Folders that links below the paths lead to are not searched for further links. The paths must be absolute.
pub(super) fn targets(roots: &[PathBuf]) -> Vec<Target> {
    let mut found: Vec<Target> = Vec::new();
    let mut folders: VecDeque<PathBuf> = VecDeque::new();
    for root in roots {
        found.extend(target(root));
        folders.push_back(root.clone());
    }
    let root_count = found.len();
    let mut searched = 0;
    while let Some(folder) = folders.pop_front() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            searched += 1;
            if searched > MAX_SEARCHED || found.len() - root_count >= MAX_LINKS {
                return found;
            }
            match entry.file_type() {
                Ok(kind) if kind.is_symlink() => found.extend(target(&entry.path())),
                Ok(kind) if kind.is_dir() => folders.push_back(entry.path()),
                _ => {}
            }
        }
    }
    found
}

fn target(known: &Path) -> Option<Target> {
    let real = known.canonicalize().ok().filter(|real| real != known)?;
    let is_folder = real.is_dir();
    Some(Target { real, known: known.to_owned(), is_folder })
}

/// Returns every path by which `path` is known, sorted: its own, if it is a root or below one, and those through
/// targets.
pub(super) fn known_paths(path: &Path, roots: &[PathBuf], targets: &[Target]) -> Vec<PathBuf> {
    let own = roots.iter().any(|root| path.starts_with(root)).then(|| path.to_owned());
    let others = targets.iter().filter_map(|target| {
        let rest = path.strip_prefix(&target.real).ok()?;
        // Joining an empty path would append a slash.
        Some(if rest.as_os_str().is_empty() { target.known.clone() } else { target.known.join(rest) })
    });
    let mut all: Vec<PathBuf> = own.into_iter().chain(others).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn maps_real_paths_to_the_links_that_lead_to_them() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path().canonicalize().unwrap();
        std::fs::create_dir_all(base.join("news/deep")).unwrap();
        std::fs::create_dir_all(base.join("elsewhere")).unwrap();
        std::fs::write(base.join("elsewhere/a.txt"), "a").unwrap();
        symlink("../../elsewhere/a.txt", base.join("news/deep/a.txt")).unwrap();
        symlink("../elsewhere", base.join("news/all")).unwrap();
        symlink("nothing", base.join("news/dangling")).unwrap();
        symlink("..", base.join("news/up")).unwrap();
        let roots = [base.join("news")];
        let targets = targets(&roots);
        let known: Vec<&PathBuf> = targets.iter().map(|target| &target.known).collect();
        assert_eq!(known.len(), 3, "{known:?}");
        let changed = known_paths(&base.join("elsewhere/a.txt"), &roots, &targets);
        assert!(changed.contains(&base.join("news/deep/a.txt")), "{changed:?}");
        assert!(changed.contains(&base.join("news/all/a.txt")), "{changed:?}");
        assert_eq!(known_paths(&base.join("elsewhere"), &roots, &targets[..0]), Vec::<PathBuf>::new());
    }

    #[test]
    fn follows_a_limited_number_of_links() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path().canonicalize().unwrap();
        std::fs::create_dir(base.join("news")).unwrap();
        std::fs::write(base.join("a.txt"), "a").unwrap();
        for number in 0..MAX_LINKS + 20 {
            symlink("../a.txt", base.join(format!("news/{number}.txt"))).unwrap();
        }
        assert_eq!(targets(&[base.join("news")]).len(), MAX_LINKS);
    }
}
