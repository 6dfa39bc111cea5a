//! Names of files as text, and names of a corpus and its articles that do not depend on how a path was spelled.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fmt::Write;
use std::path::{Component, Path, PathBuf};

use super::data::KeptKey;
use crate::text::fingerprint::fingerprint;

/// The path that stands for standard input.
const STANDARD_INPUT: &str = "-";
/// Of more paths than this the links are not followed: each costs several calls to the system before the first screen.
const MOST_RESOLVED: usize = 1_000;
/// A corpus of longer names is stored as their fingerprint, in bytes: a hundred thousand paths can be given at once.
const LONGEST_IDENTITY: usize = 8 << 10;

/// Bytes as text, one text for each: what is not UTF-8, controls and `%` become `%` and two hexadecimal digits a byte.
pub fn escaped(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let escape = |text: &mut String, bytes: &[u8]| {
        for byte in bytes {
            let _ = write!(text, "%{byte:02X}");
        }
    };
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            if c == '%' || c.is_control() {
                escape(&mut text, c.encode_utf8(&mut [0; 4]).as_bytes());
            } else {
                text.push(c);
            }
        }
        escape(&mut text, chunk.invalid());
    }
    text
}

/// The bytes that [`escaped`] made a text of; none where it made none such.
pub fn unescaped(text: &str) -> Option<Vec<u8>> {
    let mut pieces = text.split('%');
    let mut bytes = pieces.next()?.as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(piece.get(..2).filter(|digits| !digits.starts_with('+'))?, 16).ok()?);
        bytes.extend_from_slice(piece.get(2..)?.as_bytes());
    }
    Some(bytes)
}

/// A path as text; paths that differ have texts that differ.
pub fn path_text(path: &Path) -> String {
    #[cfg(unix)]
    let bytes = std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str());
    #[cfg(not(unix))]
    let bytes = path.as_os_str().as_encoded_bytes();
    escaped(bytes)
}

/// The path that a text is of; none where it is of none, or of one that this system cannot have.
pub fn text_path(text: &str) -> Option<PathBuf> {
    let bytes = unescaped(text).filter(|bytes| !bytes.is_empty() && !bytes.contains(&0))?;
    #[cfg(unix)]
    let path: OsString = std::os::unix::ffi::OsStringExt::from_vec(bytes);
    #[cfg(not(unix))]
    let path = OsString::from(String::from_utf8(bytes).ok()?);
    Some(PathBuf::from(path))
}

fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == STANDARD_INPUT
}

/// A path without steps that go nowhere: what lies below `.` is found without it.
fn steps(path: &Path) -> PathBuf {
    path.components().filter(|step| *step != Component::CurDir).collect()
}

/// A path below a folder; the folder itself where there is no rest.
fn below(folder: &Path, rest: &Path) -> PathBuf {
    if rest.as_os_str().is_empty() { folder.to_owned() } else { folder.join(rest) }
}

/// The paths of a corpus: as they were given, and where they really are. Making one asks the system; using it does not.
#[derive(Clone, Debug, Default)]
pub struct Roots {
    given: Vec<PathBuf>,
    real_of: HashMap<PathBuf, PathBuf>,
    given_of: HashMap<PathBuf, PathBuf>,
}

impl Roots {
    /// The paths of a corpus, as they were given. One that leads nowhere is taken as it is.
    pub fn new(given: &[PathBuf]) -> Self {
        let mut roots = Self { given: given.to_vec(), ..Self::default() };
        for path in given.iter().filter(|path| !is_standard_input(path)) {
            let whole = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            let followed =
                if given.len() > MOST_RESOLVED { None } else { std::fs::canonicalize(&whole).ok() };
            let real = followed.unwrap_or(whole);
            roots.real_of.entry(steps(path)).or_insert_with(|| real.clone());
            roots.given_of.entry(real).or_insert_with(|| path.clone());
        }
        roots
    }

    /// The name that the memory has for an article: `path` as the article has it, found below a path that was given.
    pub fn key(&self, path: &Path, item: Option<&str>) -> KeptKey {
        let item = item.map(str::to_owned);
        if is_standard_input(path) {
            return KeptKey { path: path.to_owned(), item };
        }
        let plain = steps(path);
        let real = plain.ancestors().find_map(|ancestor| {
            let real = self.real_of.get(ancestor)?;
            Some(below(real, plain.strip_prefix(ancestor).ok()?))
        });
        let path = real.unwrap_or_else(|| std::path::absolute(&plain).unwrap_or(plain));
        KeptKey { path, item }
    }

    /// The path that an article of this corpus has, of the name that the memory has for it; none where it lies below no path
    /// that was given. The file need not be there any more.
    pub fn path_of(&self, key: &KeptKey) -> Option<PathBuf> {
        if is_standard_input(&key.path) {
            return self.has_standard_input().then(|| key.path.clone());
        }
        key.path.ancestors().find_map(|ancestor| {
            let given = self.given_of.get(ancestor)?;
            let rest = key.path.strip_prefix(ancestor).ok()?;
            // A name that leads out again was never made here.
            if rest.components().any(|step| step == Component::ParentDir) {
                return None;
            }
            Some(if rest.as_os_str().is_empty() { given.clone() } else { below(&steps(given), rest) })
        })
    }

    /// The paths as they were given.
    pub fn given(&self) -> &[PathBuf] {
        &self.given
    }

    /// Whether standard input is one of them.
    pub fn has_standard_input(&self) -> bool {
        self.given.iter().any(|path| is_standard_input(path))
    }

    /// What tells this corpus from others: where its paths really are, in the order of their texts, a line each.
    pub(super) fn identity(&self) -> String {
        let mut lines: Vec<String> = self.given_of.keys().map(|path| path_text(path)).collect();
        if self.has_standard_input() {
            // No path that was made whole is this one.
            lines.push(STANDARD_INPUT.to_owned());
        }
        lines.sort_unstable();
        let all = lines.join("\n");
        if all.len() <= LONGEST_IDENTITY {
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
        fn every_path_has_a_text_of_its_own_and_comes_back(
            one in prop::collection::vec(prop_oneof![any::<u8>(), Just(b'%'), Just(b'/'), 0x80_u8..], 0..12),
            other in prop::collection::vec(prop_oneof![any::<u8>(), Just(b'%'), Just(b'4'), Just(b'1')], 0..6),
        ) {
            let text = escaped(&one);
            prop_assert!(!text.chars().any(char::is_control));
            prop_assert_eq!(unescaped(&text), Some(one.clone()));
            prop_assert_eq!(escaped(&other) == text, other == one);
        }

        #[test]
        fn no_text_breaks_the_way_back(text in "[%0-9A-Fa-f+é-]{0,12}") {
            if let Some(bytes) = unescaped(&text) {
                prop_assert!(unescaped(&escaped(&bytes)) == Some(bytes));
            }
            let _ = text_path(&text);
        }
    }

    #[test]
    fn an_article_has_one_name_however_its_corpus_was_given() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().canonicalize().unwrap();
        std::fs::create_dir_all(real.join("news/sub")).unwrap();
        std::fs::write(real.join("news/sub/a.txt"), "x").unwrap();
        let expected = KeptKey { path: real.join("news/sub/a.txt"), item: Some("1".to_owned()) };
        let mut spellings = vec![real.join("news"), real.join("./news"), real.join("news/sub/../../news")];
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(real.join("news"), real.join("link")).unwrap();
            spellings.push(real.join("link"));
        }
        for spelling in spellings {
            let roots = Roots::new(std::slice::from_ref(&spelling));
            let path = steps(&spelling).join("sub/a.txt");
            assert_eq!(roots.key(&path, Some("1")), expected);
            assert_eq!(roots.path_of(&expected), Some(path));
            assert_eq!(roots.identity(), path_text(&real.join("news")));
        }
        let other = Roots::new(&[real.join("news/sub")]);
        for outside in ["news/b.txt", "news/sub/../b.txt", "news/sub/../../../b.txt"] {
            assert_eq!(other.path_of(&KeptKey { path: real.join(outside), item: None }), None);
        }
    }

    #[test]
    fn a_corpus_of_here_names_its_articles_from_the_root_on() {
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
    fn the_order_and_the_number_of_paths_do_not_matter_to_a_corpus_but_each_path_does() {
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
    fn standard_input_is_no_file() {
        let roots = Roots::new(&[PathBuf::from("-")]);
        let key = roots.key(Path::new("-"), None);
        assert_eq!(key.path, Path::new("-"));
        assert_eq!(roots.path_of(&key), Some(PathBuf::from("-")));
        assert_eq!(Roots::new(&[]).path_of(&key), None);
    }
}
