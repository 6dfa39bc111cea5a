//! Pipes the article's text into a shell command.

use std::io::Write;
use std::process::{Command, Stdio};
use std::thread;

/// Runs a shell command with `text` as its standard input, ended by a line break, and waits for it. Its output goes to
/// the terminal. Returns a message about its exit status, empty on success.
///
/// # Errors
/// If the shell does not start or cannot be waited for. The error is one line.
pub fn run(command: &str, text: &str) -> Result<String, String> {
    let (shell, option) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let failed =
        |error: std::io::Error| format!("{shell} does not start: {}", crate::store::files::reason(&error));
    let mut child =
        Command::new(shell).arg(option).arg(command).stdin(Stdio::piped()).spawn().map_err(failed)?;
    let input = child.stdin.take();
    let exit = thread::scope(|scope| {
        scope.spawn(move || {
            if let Some(mut input) = input {
                let end: &[u8] = if text.ends_with('\n') { b"" } else { b"\n" };
                // A command need not read all of it.
                let _ = input.write_all(text.as_bytes()).and_then(|()| input.write_all(end));
            }
        });
        child.wait()
    });
    let status = exit.map_err(failed)?;
    Ok(if status.success() { String::new() } else { format!("the command ended with {status}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn command_gets_the_text_and_need_not_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("out");
        let text = "Zelensky said: $(no) `no`\n".repeat(20_000);
        assert_eq!(run(&format!("cat > {}", file.display()), &text), Ok(String::new()));
        assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
        assert_eq!(run(&format!("cat > {}", file.display()), "no line end"), Ok(String::new()));
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "no line end\n");
        assert_eq!(run("true", &text), Ok(String::new()));
        assert!(run("exit 3", &text).unwrap().contains('3'));
    }
}
