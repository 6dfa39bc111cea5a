//! The notes file of a corpus: the user's own file, to which passages are appended.

use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;

use super::files::{ReadError, read_file};
use super::write::{WriteError, replace};

/// The file's name in the folder of the articles. A file whose name ends with this is not an article, unless the user
/// names it.
pub const NOTES_FILE: &str = "whoswho-notes.md";
/// Maximum number of attempts if someone else writes at the same moment.
const MAX_TRIES: u32 = 10;

/// True if a path is a notes file, judged by the end of its name.
pub fn is_notes(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().ends_with(NOTES_FILE.as_bytes()))
}

/// Why a section was not removed.
#[derive(Debug, thiserror::Error)]
pub enum RemoveError {
    /// The file does not end with the section, or is gone.
    #[error("{0} has changed since")]
    Changed(String),
    /// The file could not be read or written; trying again may work. One line.
    #[error("{0}")]
    Failed(String),
}

/// Appends a section to a file, which is created with `head` if it is missing or empty. Existing content is
/// kept. Returns the bytes that were added at the end, without the head: [`remove`] removes them again.
///
/// # Errors
/// Why nothing was written, in one line.
pub fn append(path: &Path, head: &str, section: &str) -> Result<Vec<u8>, String> {
    let folder = folder_of(path);
    let _locked = std::fs::create_dir_all(folder).ok().and_then(|()| lock(folder));
    let mut tries = 0;
    loop {
        // A dangling link counts as a missing file.
        let before = match read_file(path) {
            Ok(bytes) => Some(bytes),
            Err(ReadError::Io(error)) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(format!("{}: {error}", super::write::display_path(path))),
        };
        let mut new =
            before.clone().filter(|bytes| !bytes.is_empty()).unwrap_or_else(|| head.as_bytes().to_vec());
        let kept = new.len();
        if !new.ends_with(b"\n") {
            new.push(b'\n');
        }
        new.extend_from_slice(section.as_bytes());
        tries += 1;
        match replace(path, before.as_deref(), &new) {
            Ok(()) => return Ok(new.split_off(kept)),
            Err(WriteError::Changed(_)) if tries < MAX_TRIES => {}
            Err(error) => return Err(error.to_string()),
        }
    }
}

/// Removes the bytes that [`append`] added to a file, if the file still ends with exactly these.
///
/// # Errors
/// If nothing was removed.
pub fn remove(path: &Path, appended: &[u8]) -> Result<(), RemoveError> {
    let _locked = lock(folder_of(path));
    let now = match read_file(path) {
        Ok(bytes) => bytes,
        Err(ReadError::Io(error)) if error.kind() == ErrorKind::NotFound => {
            return Err(RemoveError::Changed(super::write::display_path(path)));
        }
        Err(error) => {
            return Err(RemoveError::Failed(format!("{}: {error}", super::write::display_path(path))));
        }
    };
    let Some(kept) = now.strip_suffix(appended) else {
        return Err(RemoveError::Changed(super::write::display_path(path)));
    };
    replace(path, Some(&now), kept).map_err(|error| RemoveError::Failed(error.to_string()))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Locks a folder until the returned file is closed. Without the lock, what another `whoswho` appends between the last
/// check and the renaming would be lost. Where folders cannot be locked, the write goes ahead anyway.
fn lock(folder: &Path) -> Option<File> {
    File::open(folder).ok().filter(|folder| folder.lock().is_ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_was_appended_is_removed_unless_the_file_was_edited_there() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(NOTES_FILE);
        std::fs::write(&file, "mine, without a line end").unwrap();
        let appended = append(&file, "# Notes\n", "\n## One\n").unwrap();
        remove(&file, &appended).unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine, without a line end");
        let appended = append(&file, "# Notes\n", "\n## One\n").unwrap();
        // An edit before the section is kept. With an edit in it or after it, nothing is removed.
        let text = std::fs::read_to_string(&file).unwrap();
        for edited in [format!("{text}more\n"), text.replace("One", "Ona"), String::new()] {
            std::fs::write(&file, &edited).unwrap();
            let error = remove(&file, &appended).unwrap_err();
            assert!(matches!(error, RemoveError::Changed(_)), "{error}");
            assert!(error.to_string().ends_with("has changed since"), "{error}");
            assert_eq!(std::fs::read_to_string(&file).unwrap(), edited);
        }
        std::fs::write(&file, format!("new {text}")).unwrap();
        remove(&file, &appended).unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "new mine, without a line end");
        std::fs::remove_file(&file).unwrap();
        assert!(matches!(remove(&file, &appended), Err(RemoveError::Changed(_))));
        assert!(!file.exists(), "a deleted file is not created again");
    }

    #[test]
    fn a_note_in_a_new_file_leaves_the_head() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(NOTES_FILE);
        let appended = append(&file, "# Notes\n", "\n## One\n").unwrap();
        remove(&file, &appended).unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "# Notes\n");
        append(&file, "# Notes\n", "\n## Two\n").unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "# Notes\n\n## Two\n");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn removing_sections_in_reverse_restores_the_file(own in "[a\n]{1,5}", sections in prop::collection::vec("\n[a#\n]{0,5}", 0..6)) {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join(NOTES_FILE);
            std::fs::write(&file, &own).unwrap();
            let appended: Vec<Vec<u8>> =
                sections.iter().map(|section| append(&file, "# Notes\n", section).unwrap()).collect();
            for section in appended.iter().rev() {
                remove(&file, section).unwrap();
            }
            prop_assert_eq!(std::fs::read_to_string(&file).unwrap(), own);
        }
    }

    #[test]
    fn appends_and_keeps_existing_content() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep").join(NOTES_FILE);
        append(&file, "# Notes\n", "\n## One\n").unwrap();
        let mut mine = std::fs::read_to_string(&file).unwrap();
        assert_eq!(mine, "# Notes\n\n## One\n");
        mine.push_str("my own words, without a line end");
        std::fs::write(&file, &mine).unwrap();
        append(&file, "# Notes\n", "\n## Two\n").unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap(), format!("{mine}\n\n## Two\n"));
        assert!(append(folder.path(), "", "x").unwrap_err().contains("not a regular file"));
        std::fs::write(&file, "").unwrap();
        append(&file, "# Notes\n", "\n## Three\n").unwrap();
        assert_eq!(
            std::fs::read_to_string(&file).unwrap(),
            "# Notes\n\n## Three\n",
            "an empty file counts as new"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_dangling_link_is_kept_and_its_target_is_created() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join(NOTES_FILE);
        std::os::unix::fs::symlink("elsewhere.md", &link).unwrap();
        append(&link, "# Notes\n", "\n## One\n").unwrap();
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
        let target = std::fs::read_to_string(folder.path().join("elsewhere.md")).unwrap();
        assert_eq!(target, "# Notes\n\n## One\n");
    }

    #[test]
    fn concurrent_appends_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(NOTES_FILE);
        append(&file, "head\n", "first\n").unwrap();
        std::thread::scope(|scope| {
            for name in ["a", "b"] {
                let file = &file;
                scope.spawn(move || {
                    for number in 0..5 {
                        append(file, "head\n", &format!("{name}{number}\n")).unwrap();
                    }
                });
            }
        });
        let text = std::fs::read_to_string(&file).unwrap();
        assert_eq!(text.lines().count(), 12, "{text}");
    }
}
