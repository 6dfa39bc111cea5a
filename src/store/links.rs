//! Where links lead.
//!
//! A system tells of a change where a file really lies. Who reads it by a link knows it by the link's name; here the one becomes the other.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

/// The most links that are followed; of more the rest is not watched where it lies.
const MOST_LINKS: usize = 256;
/// The most files and folders that are looked at for them.
const MOST_LOOKED_AT: usize = 100_000;

/// A place that has another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// Where it really lies.
    pub real: PathBuf,
    /// As it is known.
    pub known: PathBuf,
    /// Whether it is a folder.
    pub is_folder: bool,
}

/// What these paths lead to, by themselves or by a link below them, as far as it lies under another name. Paths are whole.
pub(super) fn targets(roots: &[PathBuf]) -> Vec<Target> {
    let mut found: Vec<Target> = Vec::new();
    let mut folders: VecDeque<PathBuf> = VecDeque::new();
    for root in roots {
        found.extend(target(root));
        folders.push_back(root.clone());
    }
    let own = found.len();
    let mut looked_at = 0;
    while let Some(folder) = folders.pop_front() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            looked_at += 1;
            if looked_at > MOST_LOOKED_AT || found.len() - own >= MOST_LINKS {
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

/// A path by each name that it is known by: by its own, if one of these roots holds it, and by those of targets.
pub(super) fn known_as(path: &Path, roots: &[PathBuf], targets: &[Target]) -> Vec<PathBuf> {
    let own = roots.iter().any(|root| path.starts_with(root)).then(|| path.to_owned());
    let others = targets.iter().filter_map(|target| {
        let rest = path.strip_prefix(&target.real).ok()?;
        // A path joined to nothing ends in a stroke.
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
    fn links_are_found_and_paths_have_the_names_they_are_known_by() {
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
        let changed = known_as(&base.join("elsewhere/a.txt"), &roots, &targets);
        assert!(changed.contains(&base.join("news/deep/a.txt")), "{changed:?}");
        assert!(changed.contains(&base.join("news/all/a.txt")), "{changed:?}");
        assert_eq!(known_as(&base.join("elsewhere"), &roots, &targets[..0]), Vec::<PathBuf>::new());
    }

    #[test]
    fn links_without_end_have_one() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path().canonicalize().unwrap();
        std::fs::create_dir(base.join("news")).unwrap();
        std::fs::write(base.join("a.txt"), "a").unwrap();
        for number in 0..MOST_LINKS + 20 {
            symlink("../a.txt", base.join(format!("news/{number}.txt"))).unwrap();
        }
        assert_eq!(targets(&[base.join("news")]).len(), MOST_LINKS);
    }
}
