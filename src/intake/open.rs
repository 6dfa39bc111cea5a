//! From a key to an article.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::article::{self, Article, ArticleKey, Format};
use crate::intake::inputs::{Problem, is_standard_input};
use crate::store;
use crate::text::decode::decode;

/// A file without a text encoding's mark that holds a NUL byte among its first bytes is no text.
const BYTES_LOOKED_AT: usize = 8 * 1024;
/// Byte order marks of encodings in which text holds NUL bytes.
const MARKS: &[&[u8]] = &[&[0xff, 0xfe], &[0xfe, 0xff]];

/// Opens articles. Standard input, which can be read only once, is kept here.
#[derive(Debug, Default)]
pub struct Door {
    standard_input: Mutex<Option<Arc<[u8]>>>,
}

impl Door {
    /// Reads, decodes and parses an article.
    ///
    /// # Errors
    /// One line that names it and says what is wrong.
    pub fn open(&self, key: &ArticleKey) -> Result<Article, Problem> {
        let problem = |message: String| Problem::new(&key.path, message);
        let bytes = self.bytes(&key.path).map_err(|error| problem(error.to_string()))?;
        if is_binary(&bytes) {
            return Err(problem("not text".to_owned()));
        }
        let ending = key.path.extension().and_then(|ending| ending.to_str());
        let format = ending.and_then(Format::of_ending).unwrap_or(Format::Plain);
        let work = || {
            let decoded = decode(&bytes, None);
            article::parse(key.clone(), format, decoded.text, decoded.undecoded)
        };
        guarded(work).map_err(problem)
    }

    fn bytes(&self, path: &Path) -> Result<Arc<[u8]>, store::files::ReadError> {
        if !is_standard_input(path) {
            return store::read_file(path).map(Arc::from);
        }
        let mut kept = self.standard_input.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = kept.as_ref() {
            return Ok(Arc::clone(bytes));
        }
        let bytes: Arc<[u8]> = Arc::from(store::read_standard_input()?);
        *kept = Some(Arc::clone(&bytes));
        Ok(bytes)
    }
}

/// Whether bytes are no text, as far as their beginning says: a NUL byte, and no byte order mark.
pub fn is_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..BYTES_LOOKED_AT.min(bytes.len())).unwrap_or_default();
    head.contains(&0) && !MARKS.iter().any(|mark| bytes.starts_with(mark))
}

/// Runs work of ours on an article; where it panics, the article is the problem, and the rest goes on.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work))
        .map_err(|_| "whoswho failed on this text; please report it with the file".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_with_nul_bytes_is_not_text_unless_marked() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, b"PK\0\x01").unwrap();
        let door = Door::default();
        let problem = door.open(&ArticleKey::of_path(&path)).unwrap_err();
        assert_eq!(problem.message, "not text");
        std::fs::write(&path, b"\xff\xfeK\0y\0i\0v\0").unwrap();
        assert_eq!(door.open(&ArticleKey::of_path(&path)).unwrap().text.all(), "Kyiv");
    }

    #[test]
    fn a_panic_is_a_problem_of_one_article() {
        assert!(guarded(|| panic!("broken")).is_err());
        assert_eq!(guarded(|| 1), Ok(1));
    }
}
