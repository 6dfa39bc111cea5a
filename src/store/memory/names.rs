//! Encodes paths as text, and names a corpus and its articles independently of how their paths were spelled.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fmt::Write;
use std::path::{Component, Path, PathBuf};

use super::data::ArticleName;
use crate::store::paths::{STANDARD_INPUT, is_standard_input, without_cur_dir};
use crate::text::fingerprint::fingerprint;

/// With more paths than this, no links are resolved: each costs several system calls before the first screen.
const MAX_RESOLVED: usize = 1_000;
/// An identity longer than this many bytes is stored as its fingerprint: a hundred thousand paths can be given
/// at once.
const MAX_IDENTITY_LEN: usize = 8 << 10;

/// Encodes bytes as text, reversibly: invalid UTF-8, control characters and `%` become `%` and two hexadecimal
/// digits per byte.
pub fn escape(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let push_escaped = |text: &mut String, bytes: &[u8]| {
        for byte in bytes {
            let _ = write!(text, "%{byte:02X}");
        }
    };
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            if c == '%' || c.is_control() {
                push_escaped(&mut text, c.encode_utf8(&mut [0; 4]).as_bytes());
            } else {
                text.push(c);
            }
        }
        push_escaped(&mut text, chunk.invalid());
    }
    text
}

/// Decodes text made by [`escape`]. None if it is not well-formed.
pub fn unescape(text: &str) -> Option<Vec<u8>> {
    let mut pieces = text.split('%');
    let mut bytes = pieces.next()?.as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(piece.get(..2).filter(|digits| !digits.starts_with('+'))?, 16).ok()?);
        bytes.extend_from_slice(piece.get(2..)?.as_bytes());
    }
    Some(bytes)
}

/// Returns a path as text. Different paths have different texts.
pub fn path_text(path: &Path) -> String {
    #[cfg(unix)]
    let bytes = std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str());
    #[cfg(not(unix))]
    let bytes = path.as_os_str().as_encoded_bytes();
    escape(bytes)
}

/// Decodes a path made by [`path_text`]. None if it is not well-formed, or not a path on this system.
pub fn path_from_text(text: &str) -> Option<PathBuf> {
    let bytes = unescape(text).filter(|bytes| !bytes.is_empty() && !bytes.contains(&0))?;
    #[cfg(unix)]
    let path: OsString = std::os::unix::ffi::OsStringExt::from_vec(bytes);
    #[cfg(not(unix))]
    let path = OsString::from(String::from_utf8(bytes).ok()?);
    Some(PathBuf::from(path))
}

/// Joins a folder and a path below it. Returns the folder itself if the path is empty.
fn join(folder: &Path, rest: &Path) -> PathBuf {
    if rest.as_os_str().is_empty() { folder.to_owned() } else { folder.join(rest) }
}

/// The paths of a corpus, as given and with links resolved. Links are resolved only on creation.
#[derive(Clone, Debug, Default)]
pub struct Roots {
    given: Vec<PathBuf>,
    real_of: HashMap<PathBuf, PathBuf>,
    given_of: HashMap<PathBuf, PathBuf>,
}

impl Roots {
    /// Creates the roots from paths as given. A path that cannot be resolved is only made absolute, as are all paths if
    /// there are more than 1,000.
    pub fn new(given: &[PathBuf]) -> Self {
        let mut roots = Self { given: given.to_vec(), ..Self::default() };
        for path in given.iter().filter(|path| !is_standard_input(path)) {
            let absolute = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            let resolved =
                if given.len() > MAX_RESOLVED { None } else { std::fs::canonicalize(&absolute).ok() };
            let real = resolved.unwrap_or(absolute);
            roots.real_of.entry(without_cur_dir(path)).or_insert_with(|| real.clone());
            roots.given_of.entry(real).or_insert_with(|| path.clone());
        }
        roots
    }

    /// Returns the key that identifies an article in the memory. Its path should be one of the given paths or below
    /// one; any other path is only made absolute.
    pub fn key(&self, path: &Path, item: Option<&str>) -> ArticleName {
        let item = item.map(str::to_owned);
        if is_standard_input(path) {
            return ArticleName { path: path.to_owned(), item };
        }
        let plain = without_cur_dir(path);
        let real = plain.ancestors().find_map(|ancestor| {
            let real = self.real_of.get(ancestor)?;
            Some(join(real, plain.strip_prefix(ancestor).ok()?))
        });
        let path = real.unwrap_or_else(|| std::path::absolute(&plain).unwrap_or(plain));
        ArticleName { path, item }
    }

    /// Returns the path of an article in this corpus, from its key. None if it is neither a given path nor below one.
    /// The file need not exist.
    pub fn path_of(&self, key: &ArticleName) -> Option<PathBuf> {
        if is_standard_input(&key.path) {
            return self.has_standard_input().then(|| key.path.clone());
        }
        key.path.ancestors().find_map(|ancestor| {
            let given = self.given_of.get(ancestor)?;
            let rest = key.path.strip_prefix(ancestor).ok()?;
            // `key` makes no path that leaves its root.
            if rest.components().any(|component| component == Component::ParentDir) {
                return None;
            }
            Some(if rest.as_os_str().is_empty() {
                given.clone()
            } else {
                join(&without_cur_dir(given), rest)
            })
        })
    }

    /// Returns the paths as given.
    pub fn given(&self) -> &[PathBuf] {
        &self.given
    }

    /// True if standard input is one of them.
    pub fn has_standard_input(&self) -> bool {
        self.given.iter().any(|path| is_standard_input(path))
    }

    /// Identifies this corpus: the texts of its real paths, sorted, one per line. If these are too long, their number,
    /// length and fingerprint.
    pub(super) fn identity(&self) -> String {
        let mut lines: Vec<String> = self.given_of.keys().map(|path| path_text(path)).collect();
        if self.has_standard_input() {
            // No absolute path equals this.
            lines.push(STANDARD_INPUT.to_owned());
        }
        lines.sort_unstable();
        let all = lines.join("\n");
        if all.len() <= MAX_IDENTITY_LEN {
            return all;
        }
        format!("{} paths of {} bytes: {:016x}", lines.len(), all.len(), fingerprint(all.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn escaping_is_injective_and_reversible(
            bytes in prop::collection::vec(prop_oneof![any::<u8>(), Just(b'%'), Just(b'/'), 0x80_u8..], 0..12),
            other in prop::collection::vec(prop_oneof![any::<u8>(), Just(b'%'), Just(b'4'), Just(b'1')], 0..6),
        ) {
            let text = escape(&bytes);
            prop_assert!(!text.chars().any(char::is_control));
            prop_assert_eq!(unescape(&text), Some(bytes.clone()));
            prop_assert_eq!(escape(&other) == text, other == bytes);
        }

        #[test]
        fn unescaping_any_text_is_safe(text in "[%0-9A-Fa-f+é-]{0,12}") {
            if let Some(bytes) = unescape(&text) {
                prop_assert!(unescape(&escape(&bytes)) == Some(bytes));
            }
            let _ = path_from_text(&text);
        }
    }

    #[test]
    fn an_article_has_one_key_however_its_corpus_is_given() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().canonicalize().unwrap();
        std::fs::create_dir_all(real.join("news/sub")).unwrap();
        std::fs::write(real.join("news/sub/a.txt"), "x").unwrap();
        let expected = ArticleName { path: real.join("news/sub/a.txt"), item: Some("1".to_owned()) };
        let mut spellings = vec![real.join("news"), real.join("./news"), real.join("news/sub/../../news")];
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(real.join("news"), real.join("link")).unwrap();
            spellings.push(real.join("link"));
        }
        for spelling in spellings {
            let roots = Roots::new(std::slice::from_ref(&spelling));
            let path = without_cur_dir(&spelling).join("sub/a.txt");
            assert_eq!(roots.key(&path, Some("1")), expected);
            assert_eq!(roots.path_of(&expected), Some(path));
            assert_eq!(roots.identity(), path_text(&real.join("news")));
        }
        let other = Roots::new(&[real.join("news/sub")]);
        for outside in ["news/b.txt", "news/sub/../b.txt", "news/sub/../../../b.txt"] {
            assert_eq!(other.path_of(&ArticleName { path: real.join(outside), item: None }), None);
        }
    }

    #[test]
    fn keys_in_the_current_folder_are_absolute() {
        let here = std::env::current_dir().unwrap().canonicalize().unwrap();
        let roots = Roots::new(&[PathBuf::from(".")]);
        let key = roots.key(Path::new("Cargo.toml"), None);
        assert_eq!(key.path, here.join("Cargo.toml"));
        assert_eq!(roots.path_of(&key), Some(PathBuf::from("Cargo.toml")));
        let file = Roots::new(&[PathBuf::from("./Cargo.toml")]);
        assert_eq!(file.key(Path::new("./Cargo.toml"), None), key);
        assert_eq!(file.path_of(&key), Some(PathBuf::from("./Cargo.toml")));
        assert_eq!(Roots::new(&[]).key(Path::new("Cargo.toml"), None), key);
    }

    #[test]
    fn identity_ignores_order_and_repetition_of_paths() {
        let paths =
            |names: &[&str]| Roots::new(&names.iter().map(PathBuf::from).collect::<Vec<_>>()).identity();
        assert_eq!(paths(&["/none/b", "/none/a", "/none/b"]), paths(&["/none/a", "/none/b"]));
        assert_ne!(paths(&["/none/a"]), paths(&["/none/a", "-"]));
        assert_eq!(paths(&["-"]), "-");
        let many = |end: usize| {
            Roots::new(&(0..end).map(|n| PathBuf::from(format!("/none/{n}"))).collect::<Vec<_>>()).identity()
        };
        assert!(many(5_000).len() < 100, "{}", many(5_000));
        assert_ne!(many(5_000), many(5_001));
    }

    #[test]
    fn standard_input_keeps_its_path() {
        let roots = Roots::new(&[PathBuf::from("-")]);
        let key = roots.key(Path::new("-"), None);
        assert_eq!(key.path, Path::new("-"));
        assert_eq!(roots.path_of(&key), Some(PathBuf::from("-")));
        assert_eq!(Roots::new(&[]).path_of(&key), None);
    }
}
