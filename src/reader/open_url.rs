//! Opens links with the system's opener.

use std::process::{Command, Stdio};
use std::thread;

/// The program used if `BROWSER` is unset or blank, or contains `:` or `%` and so is a list of programs or a template.
const OPENER: &str = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };

/// Opens a link in the background. The reader does not wait for the opener, whose output does not reach the screen. No
/// shell reads the link, and it cannot be taken for an option, since it begins with its scheme.
///
/// # Errors
/// If the opener, or the thread that reaps it, does not start. The error is one line.
pub fn open(url: &str) -> Result<(), String> {
    let named = std::env::var("BROWSER").ok().map(|value| value.trim().to_owned());
    let named = named.filter(|value| !value.is_empty() && !value.contains([':', '%']));
    let command = named.unwrap_or_else(|| OPENER.to_owned());
    let mut words = command.split_whitespace();
    let program = words.next().unwrap_or(OPENER);
    let started = Command::new(program)
        .args(words)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    match started {
        Ok(mut child) => {
            // Reap the process; its exit status does not matter.
            let waiting = thread::Builder::new().name("opener".to_owned()).spawn(move || child.wait());
            waiting.map(drop).map_err(|error| error.to_string())
        }
        Err(error) => Err(format!("{program} does not start: {}", crate::store::files::reason(&error))),
    }
}
