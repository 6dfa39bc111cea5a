use tempfile::TempDir;

use super::*;

const OLD: &[u8] = b"\xef\xbb\xbfold\r\n\xff";
const NEW: &[u8] = b"new \x00 bytes";

/// Creates a folder with a file `list` that contains [`OLD`].
fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list");
    fs::write(&path, OLD).unwrap();
    (folder, path)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort_unstable();
    names
}

/// True if this process may write where permissions forbid it.
#[cfg(unix)]
fn ignores_permissions(folder: &Path) -> bool {
    File::create(folder.join("probe")).is_ok()
}

#[test]
fn writes_exactly_the_new_bytes() {
    let (folder, path) = place();
    replace(&path, Some(OLD), NEW).unwrap();
    assert_eq!(fs::read(&path).unwrap(), NEW);
    replace(&path, Some(NEW), b"").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"");
    replace(&path, Some(b""), OLD).unwrap();
    assert_eq!(fs::read(&path).unwrap(), OLD);
    assert_eq!(names(folder.path()), ["list"]);
}

#[test]
fn a_missing_file_is_created_with_its_folders() {
    let (folder, _) = place();
    let path = folder.path().join("a/b/list");
    replace(&path, None, NEW).unwrap();
    assert_eq!(fs::read(&path).unwrap(), NEW);
    assert_eq!(names(path.parent().unwrap()), ["list"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let ordinary = folder.path().join("ordinary");
        fs::write(&ordinary, "").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&path), mode(&ordinary));
    }
}

#[test]
fn a_file_changed_in_the_meantime_is_left_alone() {
    let (folder, path) = place();
    for expected in [&b""[..], b"other", &OLD[..OLD.len() - 1], b"\xef\xbb\xbfold\r\n\xff\n"] {
        let error = replace(&path, Some(expected), NEW).unwrap_err();
        assert!(matches!(&error, WriteError::Changed(at) if *at == path), "{error}");
        assert!(
            error.to_string().ends_with(
                "was changed by someone else in the meantime; nothing was written, reload it first"
            )
        );
    }
    assert_eq!(fs::read(&path).unwrap(), OLD);
    let gone = folder.path().join("gone");
    assert!(matches!(replace(&gone, Some(OLD), NEW), Err(WriteError::Changed(_))));
    assert_eq!(names(folder.path()), ["list"]);
}

#[test]
fn a_file_that_appears_in_the_meantime_is_left_alone() {
    let (folder, path) = place();
    assert!(matches!(replace(&path, None, NEW), Err(WriteError::Changed(_))));
    // The other file appears after the check, just before the new file gets its name.
    let written = tempfile::NamedTempFile::new_in(folder.path()).unwrap();
    assert!(matches!(create_new(written, &path), Err(WriteError::Changed(_))));
    assert_eq!(fs::read(&path).unwrap(), OLD);
    assert_eq!(names(folder.path()), ["list"]);
}

#[test]
fn a_folder_is_rejected() {
    let (folder, path) = place();
    let error = replace(folder.path(), None, NEW).unwrap_err();
    assert!(matches!(error, WriteError::Folder(_)), "{error}");
    let inside = replace(&path.join("list"), None, NEW).unwrap_err();
    assert!(matches!(inside, WriteError::Other { .. }), "{inside}");
    assert_eq!(fs::read(&path).unwrap(), OLD);
    assert_eq!(names(folder.path()), ["list"]);
}

#[test]
fn system_errors_become_messages() {
    let message =
        |kind: ErrorKind| WriteError::from_io(Path::new("a\u{1b}/list"), &io::Error::from(kind)).to_string();
    assert_eq!(
        message(ErrorKind::StorageFull),
        "a␛/list was not written: no storage space; make room and try again"
    );
    // Regression: the advice was to make room.
    let too_large = message(ErrorKind::FileTooLarge);
    assert!(too_large.ends_with("; raise the limit, or write it elsewhere"), "{too_large}");
    assert!(message(ErrorKind::ReadOnlyFilesystem).contains("a␛/list cannot be written to"));
    assert!(message(ErrorKind::TimedOut).starts_with("a␛/list was not written: "));
    for kind in
        [ErrorKind::StorageFull, ErrorKind::PermissionDenied, ErrorKind::Other, ErrorKind::IsADirectory]
    {
        assert_eq!(message(kind).lines().count(), 1);
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn the_mode_is_kept() {
        let (_folder, path) = place();
        for mode in [0o600, 0o640, 0o664, 0o755] {
            set_mode(&path, mode);
            let before = fs::read(&path).unwrap();
            replace(&path, Some(&before), NEW).unwrap();
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, mode);
        }
    }

    #[test]
    fn links_are_kept_and_their_target_is_written() {
        let (folder, path) = place();
        let elsewhere = folder.path().join("elsewhere");
        fs::create_dir(&elsewhere).unwrap();
        symlink("../list", elsewhere.join("second")).unwrap();
        symlink("elsewhere/second", folder.path().join("first")).unwrap();
        let first = folder.path().join("first");
        replace(&first, Some(OLD), NEW).unwrap();
        assert_eq!(fs::read(&path).unwrap(), NEW);
        assert!(fs::symlink_metadata(&first).unwrap().is_symlink());
        assert!(fs::symlink_metadata(elsewhere.join("second")).unwrap().is_symlink());
        assert!(!fs::symlink_metadata(&path).unwrap().is_symlink());
        assert_eq!(names(folder.path()), ["elsewhere", "first", "list"]);
        assert_eq!(names(&elsewhere), ["second"]);
    }

    #[test]
    fn a_dangling_link_creates_its_target() {
        let (folder, _) = place();
        let link = folder.path().join("link");
        symlink("deep/new", &link).unwrap();
        replace(&link, None, NEW).unwrap();
        assert_eq!(fs::read(folder.path().join("deep/new")).unwrap(), NEW);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }

    /// Regression: a chain of exactly as many links as allowed was rejected.
    #[test]
    fn a_chain_of_as_many_links_as_allowed_is_followed() {
        let (folder, path) = place();
        let link = |number: usize| folder.path().join(number.to_string());
        symlink(&path, link(1)).unwrap();
        for number in 2..=MAX_LINKS + 1 {
            symlink(link(number - 1), link(number)).unwrap();
        }
        assert_eq!(follow_links(&link(MAX_LINKS)).unwrap(), path);
        let error = follow_links(&link(MAX_LINKS + 1)).unwrap_err();
        assert!(error.to_string().contains("too many links"), "{error}");
    }

    #[test]
    fn a_link_to_itself_is_an_error() {
        let (folder, _) = place();
        let link = folder.path().join("link");
        symlink("link", &link).unwrap();
        let error = replace(&link, None, NEW).unwrap_err();
        assert!(error.to_string().ends_with("too many links, or one that leads back to itself"), "{error}");
    }

    #[test]
    fn devices_are_rejected() {
        assert!(matches!(replace(Path::new("/dev/null"), None, NEW), Err(WriteError::NotAFile(_))));
    }

    #[test]
    fn a_read_only_file_is_left_alone() {
        let (folder, path) = place();
        set_mode(&path, 0o444);
        let error = replace(&path, Some(OLD), NEW).unwrap_err();
        assert!(matches!(&error, WriteError::ReadOnly { path: at, .. } if *at == path), "{error}");
        assert_eq!(fs::read(&path).unwrap(), OLD);
        assert_eq!(names(folder.path()), ["list"]);
    }

    #[test]
    fn a_read_only_folder_is_named_in_the_error() {
        let (folder, path) = place();
        set_mode(folder.path(), 0o555);
        if ignores_permissions(folder.path()) {
            return;
        }
        let error = replace(&path, Some(OLD), NEW).unwrap_err();
        assert!(matches!(&error, WriteError::ReadOnly { path: at, .. } if *at == folder.path()), "{error}");
        let new = replace(&folder.path().join("new/list"), None, NEW).unwrap_err();
        assert!(matches!(new, WriteError::ReadOnly { .. }), "{new}");
        assert_eq!(fs::read(&path).unwrap(), OLD);
        assert_eq!(names(folder.path()), ["list"]);
        set_mode(folder.path(), 0o755);
    }
}
