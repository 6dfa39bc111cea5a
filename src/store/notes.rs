//! The file of a corpus' notes: the user's own, to which passages are appended.

use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;

use super::files::{ReadError, read_file};
use super::write::{WriteError, replace};

/// Its name in the folder of the articles. A file whose name ends like this is not an article.
pub const NOTES_FILE: &str = "whoswho-notes.md";
/// Maximum number of tries if someone else writes at the same moment.
const MAX_TRIES: u32 = 10;

/// True if a path is a file of notes, by its name.
pub fn is_notes(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().ends_with(NOTES_FILE.as_bytes()))
}

/// Appends a section to a file, which is created with `head` if it is missing or empty. Existing content is
/// kept.
///
/// # Errors
/// Why nothing was written, in one line.
pub fn append(path: &Path, head: &str, section: &str) -> Result<(), String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Between reading and renaming, another process could be overwritten. Where folders cannot be locked, the
    // write goes ahead anyway.
    let lock = std::fs::create_dir_all(folder).and_then(|()| File::open(folder));
    let _locked = lock.as_ref().is_ok_and(|folder| folder.lock().is_ok());
    let mut tries = 0;
    loop {
        // A link to nothing is a file still to be created.
        let before = match read_file(path) {
            Ok(bytes) => Some(bytes),
            Err(ReadError::Io(error)) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(format!("{}: {error}", super::write::display_path(path))),
        };
        let mut new =
            before.clone().filter(|bytes| !bytes.is_empty()).unwrap_or_else(|| head.as_bytes().to_vec());
        if !new.ends_with(b"\n") {
            new.push(b'\n');
        }
        new.extend_from_slice(section.as_bytes());
        tries += 1;
        match replace(path, before.as_deref(), &new) {
            Ok(()) => return Ok(()),
            Err(WriteError::Changed(_)) if tries < MAX_TRIES => {}
            Err(error) => return Err(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            "an empty file is a new one"
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
        let made = std::fs::read_to_string(folder.path().join("elsewhere.md")).unwrap();
        assert_eq!(made, "# Notes\n\n## One\n");
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
