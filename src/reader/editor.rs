//! Opens the user's editor at a line of a file.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

/// The editor that is used if no variable names one.
const FALLBACK: &str = "vi";

/// How the line number is passed to an editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineStyle {
    /// `+12 FILE`, as in vi.
    Plus,
    /// `FILE:12`.
    Colon,
    /// `--goto FILE:12`.
    Goto,
    /// `--line 12 FILE`.
    Option,
}

/// Program names of the editors that do not take the line as vi does.
const STYLES: &[(&str, LineStyle)] = &[
    ("hx", LineStyle::Colon),
    ("helix", LineStyle::Colon),
    ("subl", LineStyle::Colon),
    ("zed", LineStyle::Colon),
    ("code", LineStyle::Goto),
    ("codium", LineStyle::Goto),
    ("cursor", LineStyle::Goto),
    ("kate", LineStyle::Option),
    ("mate", LineStyle::Option),
];

/// Runs the editor named by `VISUAL` or `EDITOR`, else vi, on a file and waits for it. The variable may contain
/// options, separated by spaces; no shell is involved.
///
/// # Errors
/// If the editor does not start or fails. The error is one line.
pub fn edit(path: &Path, line: u32) -> Result<(), String> {
    let named = ["VISUAL", "EDITOR"].into_iter().filter_map(|name| std::env::var(name).ok());
    let named = named.map(|value| value.trim().to_owned()).find(|value| !value.is_empty());
    let command = named.unwrap_or_else(|| FALLBACK.to_owned());
    let mut words = command.split_whitespace();
    let program = words.next().unwrap_or(FALLBACK);
    let outcome = Command::new(program).args(words).args(arguments(program, path, line)).status();
    match outcome {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{program}: {status}")),
        Err(error) => {
            let reason = crate::store::files::reason(&error);
            Err(format!("{program} does not start: {reason}; set VISUAL or EDITOR to your editor"))
        }
    }
}

fn arguments(program: &str, path: &Path, line: u32) -> Vec<OsString> {
    let name = Path::new(program).file_stem().and_then(|name| name.to_str()).unwrap_or(program);
    let style =
        STYLES.iter().find(|(editor, _)| *editor == name).map_or(LineStyle::Plus, |(_, style)| *style);
    // `./` keeps a name that starts with `-` from being read as an option.
    let is_option = path.as_os_str().to_string_lossy().starts_with('-');
    let path = if is_option { Path::new(".").join(path) } else { path.to_owned() };
    let with_line = || {
        let mut text = path.clone().into_os_string();
        text.push(format!(":{line}"));
        text
    };
    match style {
        LineStyle::Plus => vec![format!("+{line}").into(), path.into_os_string()],
        LineStyle::Colon => vec![with_line()],
        LineStyle::Goto => vec!["--goto".into(), with_line()],
        LineStyle::Option => vec!["--line".into(), line.to_string().into(), path.into_os_string()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_editor_gets_the_line_in_its_own_syntax() {
        let joined = |program: &str, path: &str| {
            let words = arguments(program, Path::new(path), 12);
            words.into_iter().map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(joined("vi", "a b.toml"), "+12 a b.toml");
        assert_eq!(joined("/usr/bin/nano", "list.toml"), "+12 list.toml");
        assert_eq!(joined("hx", "list.toml"), "list.toml:12");
        assert_eq!(joined("/opt/bin/code", "list.toml"), "--goto list.toml:12");
        assert_eq!(joined("kate", "list.toml"), "--line 12 list.toml");
        assert_eq!(joined("vi", "-rf.toml"), "+12 ./-rf.toml");
    }
}
