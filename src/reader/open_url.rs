//! The system's opener of links.

use std::process::{Command, Stdio};
use std::thread;

/// What opens a link where `BROWSER` names nothing, by system.
const OPENER: &str = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };

/// Has the system open a link, aside: nothing waits for it, and its words do not reach the screen. No shell reads the link,
/// and it is no option, since it begins with its scheme.
///
/// # Errors
/// That the opener does not start, in one line.
pub fn open(url: &str) -> Result<(), String> {
    let named = std::env::var("BROWSER").ok().map(|value| value.trim().to_owned());
    let named = named.filter(|value| !value.is_empty() && !value.contains([':', '%']));
    let words = named.unwrap_or_else(|| OPENER.to_owned());
    let mut words = words.split_whitespace();
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
            // It is waited for so that nothing of it is left behind; how it ends is its own business.
            let waiting = thread::Builder::new().name("opener".to_owned()).spawn(move || child.wait());
            waiting.map(drop).map_err(|error| error.to_string())
        }
        Err(error) => Err(format!("{program} does not start: {}", crate::store::files::reason(&error))),
    }
}
