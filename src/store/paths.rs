//! Classifies and shortens paths without accessing the file system.

use std::path::{Component, Path, PathBuf};

/// The path that means standard input.
pub const STANDARD_INPUT: &str = "-";

/// True if the path means standard input.
pub fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == STANDARD_INPUT
}

/// Removes `.` components: `./a.txt` and `a.txt` are the same article. `.` alone becomes the empty path.
pub fn without_cur_dir(path: &Path) -> PathBuf {
    path.components().filter(|component| *component != Component::CurDir).collect()
}
