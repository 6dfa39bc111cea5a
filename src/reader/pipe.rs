//! The article's text, for a command that the reader types.

use std::io::Write;
use std::process::{Command, Stdio};
use std::thread;

/// Runs a command of the reader's shell with a text as its standard input, and waits for it. What it writes goes to the terminal.
/// Gives what there is to say of its end: nothing where it went well.
///
/// # Errors
/// That the shell does not start, in one line.
pub fn run(command: &str, text: &str) -> Result<String, String> {
    let (shell, option) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let failed =
        |error: std::io::Error| format!("{shell} does not start: {}", crate::store::files::reason(&error));
    let mut child =
        Command::new(shell).arg(option).arg(command).stdin(Stdio::piped()).spawn().map_err(failed)?;
    let input = child.stdin.take();
    let ended = thread::scope(|scope| {
        scope.spawn(move || {
            if let Some(mut input) = input {
                let end: &[u8] = if text.ends_with('\n') { b"" } else { b"\n" };
                // A command that does not read to the end is no failure.
                let _ = input.write_all(text.as_bytes()).and_then(|()| input.write_all(end));
            }
        });
        child.wait()
    });
    let status = ended.map_err(failed)?;
    Ok(if status.success() { String::new() } else { format!("the command ended with {status}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_command_gets_the_text_and_need_not_read_it() {
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
