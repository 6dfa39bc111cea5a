//! Reads the list's file and prepares it for matching.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use crate::gazetteer::{self, Gazetteer};
use crate::mention::Matcher;
use crate::store;
use crate::store::log::gist;
use crate::text::decode::decode;
use crate::text::plural::counted;
use crate::text::sanitize::sanitize_line;

/// A list, ready for matching.
#[derive(Clone, Debug)]
pub struct List {
    /// Its matcher.
    pub matcher: Arc<Matcher>,
    /// Its source, for display.
    pub name: String,
    /// Its file, if any.
    pub path: Option<PathBuf>,
    /// Warnings for its author.
    pub warnings: Vec<gazetteer::Problem>,
    /// Content of the file; empty if there is none.
    pub bytes: Arc<[u8]>,
}

/// Why a list cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// It has errors. Warnings are included.
    #[error("{}", error_message(.0))]
    Mistakes(Vec<gazetteer::Problem>),
    /// It cannot be read, is not UTF-8, is too large, or no matcher can be built from it: one line that names it.
    #[error("{0}")]
    Unusable(String),
}

/// Returns the first error in one line, and how many more there are.
fn error_message(problems: &[gazetteer::Problem]) -> String {
    let mut errors = problems.iter().filter(|problem| problem.is_error());
    let Some(first) = errors.next() else { return "the list cannot be used".to_owned() };
    let more = errors.count();
    let more = if more == 0 { String::new() } else { format!(", and {more} more") };
    first.in_one_line() + &more
}

impl List {
    /// Creates an empty list.
    ///
    /// # Errors
    /// If the matcher cannot be built.
    pub fn none() -> Result<Self, ListError> {
        let parsed = gazetteer::Parsed { gazetteer: Gazetteer::default(), problems: Vec::new() };
        Self::compile(parsed, "none", None, Arc::default())
    }

    /// Reads a list and prepares it for matching. `name` is how problems refer to it.
    ///
    /// # Errors
    /// If it cannot be read, has mistakes, or no matcher can be built from it.
    pub fn open(path: &Path, name: &str) -> Result<Self, ListError> {
        Self::from_bytes(Arc::from(list_bytes(path, name)?), path, name)
    }

    /// Like [`List::open`], for bytes already read.
    ///
    /// # Errors
    /// The same as [`List::open`].
    pub fn from_bytes(bytes: Arc<[u8]>, path: &Path, name: &str) -> Result<Self, ListError> {
        let parsed = parse_list(&bytes, name)?;
        Self::compile(parsed, name, Some(path.to_owned()), bytes)
    }

    fn compile(
        parsed: gazetteer::Parsed,
        name: &str,
        path: Option<PathBuf>,
        bytes: Arc<[u8]>,
    ) -> Result<Self, ListError> {
        let started = Instant::now();
        let unusable = |reason| ListError::Unusable(format!("{name}: {reason}"));
        let matcher = Arc::new(Matcher::new(Arc::new(parsed.gazetteer)).map_err(unusable)?);
        let entries = &matcher.gazetteer().entries;
        tracing::info!(
            path = path.as_deref().map(tracing::field::debug),
            bytes = bytes.len(),
            entities = entries.len(),
            forms = entries.iter().map(|entry| entry.forms.len()).sum::<usize>(),
            patterns = entries.iter().map(|entry| entry.patterns.len()).sum::<usize>(),
            warnings = parsed.problems.len(),
            took = ?started.elapsed(),
            "list compiled"
        );
        Ok(Self { matcher, name: name.to_owned(), path, warnings: parsed.problems, bytes })
    }

    /// Summarises the list for the user: how many entities, and how many warnings.
    pub fn summary(&self) -> String {
        let entities = counted(self.matcher.gazetteer().entries.len(), "entity", "entities");
        match self.warnings.len() {
            0 => entities,
            count => {
                let warnings = counted(count, "warning", "warnings");
                format!("{entities}; {warnings}: `whoswho check` prints them")
            }
        }
    }
}

/// Maximum size of a list, in bytes: about half a million entities.
const MAX_SIZE: u64 = 64 << 20;

/// Maximum number of errors whose lines and columns are logged.
const MAX_LOGGED: usize = 20;

/// Reads the bytes of a list's file.
///
/// # Errors
/// If it cannot be read, or is larger than 64 MiB.
pub fn list_bytes(path: &Path, name: &str) -> Result<Vec<u8>, ListError> {
    store::read_small_file(path, MAX_SIZE).map_err(|error| {
        tracing::warn!(?path, reason = gist(&error.to_string()), "list not read");
        ListError::Unusable(format!("{name}: {error}"))
    })
}

/// Parses and checks a list.
///
/// # Errors
/// If it is not UTF-8 text or has mistakes. All mistakes are returned.
pub fn parse_list(bytes: &[u8], name: &str) -> Result<gazetteer::Parsed, ListError> {
    let text = list_text(bytes, name).map_err(|message| {
        tracing::warn!(name, bytes = bytes.len(), "list not in UTF-8");
        ListError::Unusable(message)
    })?;
    gazetteer::parse(text, name).map_err(|problems| {
        let errors = problems.iter().filter(|problem| problem.is_error());
        // Only the positions are logged, since the messages quote the list.
        let at: Vec<(u32, u32)> = errors.map(|problem| (problem.line, problem.column)).collect();
        tracing::warn!(name, errors = at.len(), at = ?at.get(..MAX_LOGGED).unwrap_or(&at), "list has errors");
        ListError::Mistakes(problems)
    })
}

/// Returns a list's bytes as text. TOML is UTF-8 only.
///
/// # Errors
/// One line: the line and column, from 1, of the first byte that is not UTF-8, what the file seems to be, and
/// what to do.
pub fn list_text<'a>(bytes: &'a [u8], name: &str) -> Result<&'a str, String> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => error,
    };
    let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
    let before = std::str::from_utf8(before).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let advice = match decode(bytes, None).encoding {
        "UTF-8" => "the character there is broken; retype it".to_owned(),
        other => format!("it seems to be {other}; save it as UTF-8"),
    };
    Err(format!("{name}:{line}:{column}: not UTF-8 text: {advice}"))
}

/// Returns the name of a list's file for display, without `..` steps where they can be resolved by name.
pub fn display_name(path: &Path) -> String {
    let mut parts: Vec<Component<'_>> = Vec::new();
    for part in path.components() {
        match (part, parts.last()) {
            (Component::ParentDir, Some(Component::Normal(_))) => {
                parts.pop();
            }
            (Component::CurDir, _) => {}
            (part, _) => parts.push(part),
        }
    }
    let path: PathBuf = if parts.is_empty() { path.to_path_buf() } else { parts.into_iter().collect() };
    sanitize_line(&path.to_string_lossy()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_not_in_utf8_is_reported_with_position_and_encoding() {
        let wide: Vec<u8> = "name = 'Київ'".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let cases: [(&[u8], &str); 2] = [
            (
                b"[[entity]]\nname = \"Andr\xe9 Beaupr\xe9\"\n",
                "a.toml:2:13: not UTF-8 text: it seems to be windows-1252; save it as UTF-8",
            ),
            (
                &[&[0xff, 0xfe], wide.as_slice()].concat(),
                "a.toml:1:1: not UTF-8 text: it seems to be UTF-16LE; save it as UTF-8",
            ),
        ];
        for (bytes, message) in cases {
            assert_eq!(list_text(bytes, "a.toml").err().unwrap_or_default(), message);
        }
        let cut = "name = 'Київ, Львів'\n# Оде".as_bytes();
        let message = list_text(&cut[..cut.len() - 1], "a.toml").unwrap_err();
        assert_eq!(message, "a.toml:2:5: not UTF-8 text: the character there is broken; retype it");
    }
}
