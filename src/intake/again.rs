//! Another look at files that were read before: which are new, which have changed, which are gone.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::article::ArticleKey;
use crate::corpus::segment::fingerprint;
use crate::corpus::{Index, Segment};
use crate::intake::inputs::{Listed, articles_of, piped, steps};
use crate::intake::open::Door;
use crate::intake::parsing::guarded;
use crate::intake::paths::is_standard_input;
use crate::intake::pipeline::LARGEST_BATCH;
use crate::intake::problem::{Problem, Problems};
use crate::intake::queue::Queue;
use crate::mention::Matcher;
use crate::store::{is_barred, is_missing};

/// What another look found.
#[derive(Debug, Default)]
pub struct Seen {
    /// New articles, and those with another text, matched.
    pub found: Vec<Segment>,
    /// Articles of the index that are behind the paths no more.
    pub gone: Vec<ArticleKey>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// Looks again at the articles behind the paths, of which an index knows some. Only those are read that were touched: whose file,
/// or a folder around it, is among `touched`. A file that was touched and holds what it held is as it was.
pub fn look_again(
    paths: &[PathBuf],
    door: &Door,
    matcher: &Matcher,
    index: &Index,
    touched: &[PathBuf],
) -> Seen {
    let (mut articles, mut problems) = articles_of(paths, door, true, |_| true);
    if let Some(at) = articles.iter().position(|listed| is_standard_input(&listed.key.path)) {
        // It was read to its end before.
        articles.splice(at..=at, piped(door).0);
    }
    // What is below a folder that cannot be listed for now is not gone.
    problems.retain(|problem| is_barred(Path::new(&problem.path)));
    let is_barred = |key: &ArticleKey| problems.iter().any(|problem| key.path.starts_with(&problem.path));
    let there: HashSet<&ArticleKey> = articles.iter().map(|listed| &listed.key).collect();
    let gone = index.all_keys().filter(|key| !there.contains(key) && !is_barred(key)).cloned().collect();
    let touched: HashSet<PathBuf> = touched.iter().map(|path| steps(path)).collect();
    let is_touched = |path: &Path| steps(path).ancestors().any(|step| touched.contains(step));
    let read = |key: &ArticleKey| {
        let article = match door.open(key) {
            // Gone since it was listed: another look will say so.
            Err(_) if is_missing(&key.path) => return Ok(None),
            opened => opened?,
        };
        if index.holds(key, fingerprint(&article), &article.place) {
            return Ok(None);
        }
        let found = guarded(|| matcher.find(&article));
        Ok(Some((article, found.map_err(|message| Problem::of_key(key, message))?)))
    };
    let wanted: Vec<Listed> =
        articles.iter().filter(|listed| is_touched(&listed.key.path)).cloned().collect();
    let mut seen = Seen { gone, problems, ..Seen::default() };
    let mut told = Problems::default();
    let mut queue = Queue::new(wanted);
    while let Some(batch) = queue.next(door, LARGEST_BATCH, |_| ()) {
        let outcomes: Vec<Result<Option<_>, Problem>> =
            batch.par_iter().map(|listed| read(&listed.key)).collect();
        let mut read = Vec::new();
        for outcome in outcomes {
            match outcome {
                Ok(found) => read.extend(found),
                Err(problem) => seen.problems.extend(told.one(problem)),
            }
        }
        if !read.is_empty() {
            let pairs = read.iter_mut().map(|(article, found)| (&*article, std::mem::take(found)));
            seen.found.push(Segment::new(pairs));
        }
    }
    seen.problems.extend(told.rest());
    seen
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
    fn new_changed_and_gone_articles_are_told_apart_and_untouched_ones_are_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for (name, text) in [("a.txt", "Kyiv."), ("b.txt", "Kyiv."), ("c.txt", "Kyiv."), ("d.txt", "Kyiv.")] {
            fs::write(path(name), text).unwrap();
        }
        let (paths, door, matcher) = ([folder.path().to_path_buf()], Door::default(), matcher());
        let (index, _) = read_now(&paths, &door, &matcher);
        fs::write(path("b.txt"), "Kyiv, Kyiv and Kyiv.").unwrap();
        fs::write(path("d.txt"), "Another text, of which nobody was told.").unwrap();
        fs::remove_file(path("c.txt")).unwrap();
        fs::create_dir(path("new")).unwrap();
        fs::write(path("new/e.txt"), "No name.").unwrap();
        fs::write(path("whoswho-notes.md"), "Kyiv.").unwrap();
        let touched = [path("a.txt"), path("b.txt"), path("c.txt"), path("new"), path("whoswho-notes.md")];
        let seen = look_again(&paths, &door, &matcher, &index, &touched);
        let names = |keys: &[ArticleKey]| -> Vec<String> {
            keys.iter()
                .map(|key| key.path.strip_prefix(folder.path()).unwrap().display().to_string())
                .collect()
        };
        let rows: Vec<ArticleKey> = seen.found[0].rows().iter().map(|row| row.key.clone()).collect();
        assert_eq!(names(&rows), ["b.txt", "new/e.txt"]);
        assert_eq!(seen.found[0].rows()[0].counted, 3);
        assert_eq!(names(&seen.gone), ["c.txt"]);
        assert!(seen.problems.is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn what_lies_in_a_folder_that_cannot_be_listed_is_not_gone() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("inner");
        fs::create_dir(&inner).unwrap();
        fs::write(inner.join("a.txt"), "Kyiv.").unwrap();
        fs::write(folder.path().join("b.txt"), "Kyiv.").unwrap();
        let (paths, door, matcher) = ([folder.path().to_path_buf()], Door::default(), matcher());
        let (index, _) = read_now(&paths, &door, &matcher);
        fs::set_permissions(&inner, fs::Permissions::from_mode(0o000)).unwrap();
        let seen = look_again(&paths, &door, &matcher, &index, &paths);
        // Who may do anything may list it all the same.
        let is_barred = is_barred(&inner);
        fs::set_permissions(&inner, fs::Permissions::from_mode(0o755)).unwrap();
        assert!(seen.gone.is_empty(), "{:?}", seen.gone);
        assert_eq!(seen.problems.len(), usize::from(is_barred));
        fs::remove_dir_all(&inner).unwrap();
        let seen = look_again(&paths, &door, &matcher, &index, &paths);
        assert_eq!((seen.gone.len(), seen.problems.len()), (1, 0));
    }
}
