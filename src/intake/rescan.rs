//! Scans paths that were read before, to find which articles are new, changed or gone.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use rayon::prelude::*;

use crate::article::ArticleKey;
use crate::corpus::segment::fingerprint;
use crate::corpus::{Index, Segment};
use crate::intake::inputs::{FoundArticle, find_articles, standard_input_articles};
use crate::intake::open::ArticleReader;
use crate::intake::parsing::catch_panic;
use crate::intake::pipeline::MAX_BATCH;
use crate::intake::problem::{Problem, ProblemLimiter};
use crate::intake::queue::Queue;
use crate::mention::Matcher;
use crate::store::{is_missing, is_standard_input, is_unlistable, without_cur_dir};

/// What a rescan found.
#[derive(Debug, Default)]
pub struct Rescan {
    /// New and changed articles, matched.
    pub found: Vec<Segment>,
    /// Articles of the index that the paths no longer contain.
    pub gone: Vec<ArticleKey>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// Scans the paths again and compares the articles there with those of an index. Reads the text only of articles whose
/// file, or a folder above it, is in `touched`. The paths in `touched` must have the same form as those in `paths`,
/// relative or absolute. A touched file with the same content counts as unchanged.
pub fn rescan(
    paths: &[PathBuf],
    reader: &ArticleReader,
    matcher: &Matcher,
    index: &Index,
    touched: &[PathBuf],
) -> Rescan {
    let started = Instant::now();
    let (mut articles, mut problems) = find_articles(paths, reader, true, |_| true);
    if let Some(at) = articles.iter().position(|listed| is_standard_input(&listed.key.path)) {
        // Standard input has been read to its end and is kept, so listing its articles does not block.
        articles.splice(at..=at, standard_input_articles(reader).0);
    }
    // Articles in a file or folder that cannot be listed right now are not gone.
    problems.retain(|problem| is_unlistable(Path::new(&problem.path)));
    problems.iter().for_each(Problem::log);
    let is_unlistable = |key: &ArticleKey| problems.iter().any(|problem| key.path.starts_with(&problem.path));
    let present: HashSet<&ArticleKey> = articles.iter().map(|listed| &listed.key).collect();
    let gone =
        index.all_keys().filter(|key| !present.contains(key) && !is_unlistable(key)).cloned().collect();
    let touched: HashSet<PathBuf> = touched.iter().map(|path| without_cur_dir(path)).collect();
    let is_touched =
        |path: &Path| without_cur_dir(path).ancestors().any(|ancestor| touched.contains(ancestor));
    let read = |key: &ArticleKey| {
        let article = match reader.open(key) {
            // Removed since it was listed; the next rescan reports it.
            Err(_) if is_missing(&key.path) => return Ok(None),
            opened => opened?,
        };
        if index.holds(key, fingerprint(&article), &article.place) {
            return Ok(None);
        }
        let found = catch_panic(|| matcher.find(&article));
        Ok(Some((article, found.map_err(|message| Problem::of_key(key, message))?)))
    };
    let to_read: Vec<FoundArticle> =
        articles.iter().filter(|listed| is_touched(&listed.key.path)).cloned().collect();
    let mut rescan = Rescan { gone, problems, ..Rescan::default() };
    let mut limiter = ProblemLimiter::default();
    let mut queue = Queue::new(to_read);
    while let Some(batch) = queue.next(reader, MAX_BATCH, |_| ()) {
        let outcomes: Vec<Result<Option<_>, Problem>> =
            batch.par_iter().map(|listed| read(&listed.key)).collect();
        let mut read = Vec::new();
        for outcome in outcomes {
            match outcome {
                Ok(found) => read.extend(found),
                Err(problem) => rescan.problems.extend(limiter.admit(problem)),
            }
        }
        if !read.is_empty() {
            let pairs = read.iter_mut().map(|(article, found)| (&*article, std::mem::take(found)));
            rescan.found.push(Segment::new(pairs));
        }
    }
    rescan.problems.extend(limiter.summaries());
    tracing::info!(
        touched = touched.len(),
        found = rescan.found.iter().map(|segment| segment.rows().len()).sum::<usize>(),
        gone = rescan.gone.len(),
        took = ?started.elapsed(),
        "rescanned"
    );
    rescan
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Arc;

    use super::*;
    use crate::intake::pipeline::read_now;

    fn matcher() -> Matcher {
        let list = "[[entity]]\nname = 'Kyiv'\nkind = 'place'\n";
        let parsed = crate::gazetteer::parse(list, "entities.toml").unwrap();
        Matcher::new(Arc::new(parsed.gazetteer)).unwrap()
    }

    #[test]
    fn finds_new_changed_and_gone_articles_without_reading_untouched_ones() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for (name, text) in [("a.txt", "Kyiv."), ("b.txt", "Kyiv."), ("c.txt", "Kyiv."), ("d.txt", "Kyiv.")] {
            fs::write(path(name), text).unwrap();
        }
        let (paths, reader, matcher) = ([folder.path().to_path_buf()], ArticleReader::default(), matcher());
        let (index, _) = read_now(&paths, &reader, &matcher);
        fs::write(path("b.txt"), "Kyiv, Kyiv and Kyiv.").unwrap();
        fs::write(path("d.txt"), "Another text, changed without notice.").unwrap();
        fs::remove_file(path("c.txt")).unwrap();
        fs::create_dir(path("new")).unwrap();
        fs::write(path("new/e.txt"), "No name.").unwrap();
        fs::write(path("whoswho-notes.md"), "Kyiv.").unwrap();
        let touched = [path("a.txt"), path("b.txt"), path("c.txt"), path("new"), path("whoswho-notes.md")];
        let rescan = rescan(&paths, &reader, &matcher, &index, &touched);
        let names = |keys: &[ArticleKey]| -> Vec<String> {
            keys.iter()
                .map(|key| key.path.strip_prefix(folder.path()).unwrap().display().to_string())
                .collect()
        };
        let rows: Vec<ArticleKey> = rescan.found[0].rows().iter().map(|row| row.key.clone()).collect();
        assert_eq!(names(&rows), ["b.txt", "new/e.txt"]);
        assert_eq!(rescan.found[0].rows()[0].counted, 3);
        assert_eq!(names(&rescan.gone), ["c.txt"]);
        assert!(rescan.problems.is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn articles_in_an_unlistable_folder_are_not_gone() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("inner");
        fs::create_dir(&inner).unwrap();
        fs::write(inner.join("a.txt"), "Kyiv.").unwrap();
        fs::write(folder.path().join("b.txt"), "Kyiv.").unwrap();
        let (paths, reader, matcher) = ([folder.path().to_path_buf()], ArticleReader::default(), matcher());
        let (index, _) = read_now(&paths, &reader, &matcher);
        fs::set_permissions(&inner, fs::Permissions::from_mode(0o000)).unwrap();
        let found = rescan(&paths, &reader, &matcher, &index, &paths);
        // The superuser can list it anyway.
        let is_unlistable = is_unlistable(&inner);
        fs::set_permissions(&inner, fs::Permissions::from_mode(0o755)).unwrap();
        assert!(found.gone.is_empty(), "{:?}", found.gone);
        assert_eq!(found.problems.len(), usize::from(is_unlistable));
        fs::remove_dir_all(&inner).unwrap();
        let found = rescan(&paths, &reader, &matcher, &index, &paths);
        assert_eq!((found.gone.len(), found.problems.len()), (1, 0));
    }
}
