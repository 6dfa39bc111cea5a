//! `whoswho config`: the settings file checked, printed and found.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::arguments::Config;
use crate::cli::resolve::StartError;
use crate::cli::standing;
use crate::config::default_file;
use crate::intake::Problem;
use crate::intake::list::shown_name;
use crate::text::sanitize::sanitize_line;

/// Runs the command.
///
/// # Errors
/// That the file has problems (behind the lines that name them), cannot be read, has no place, or what writing meets.
pub fn run(action: &Config) -> anyhow::Result<Vec<Problem>> {
    let mut out = io::stdout().lock();
    match action {
        Config::Default => out.write_all(default_file().as_bytes())?,
        Config::Path => writeln!(out, "{}", sanitize_line(&place()?.to_string_lossy()))?,
        Config::Check { file: Some(file) } => check(file, &mut out)?,
        Config::Check { file: None } => {
            let path = place()?;
            if standing::is_there(&path) {
                check(&path, &mut out)?;
            } else {
                let name = shown_name(&path);
                writeln!(out, "no settings file: `whoswho config default` prints one, to be kept as {name}")?;
            }
        }
    }
    Ok(Vec::new())
}

fn place() -> Result<PathBuf, StartError> {
    let nowhere = || {
        StartError::Usage("no place for a settings file: neither XDG_CONFIG_HOME nor HOME is set".to_owned())
    };
    standing::file().ok_or_else(nowhere)
}

fn check(path: &Path, out: &mut impl Write) -> anyhow::Result<()> {
    let name = shown_name(path);
    let read = standing::parsed(path, &name).map_err(|reason| StartError::Usage(format!("{name}: {reason}")));
    let (_, problems) = read?;
    for problem in &problems {
        writeln!(out, "{}", problem.in_one_line())?;
    }
    match problems.len() {
        0 => writeln!(out, "{name}: nothing to report")?,
        1 => anyhow::bail!("{name}: a problem; what it is about counts as not set"),
        several => anyhow::bail!("{name}: {several} problems; what they are about counts as not set"),
    }
    Ok(())
}
