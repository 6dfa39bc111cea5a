//! `whoswho config`: checks the settings file, or prints the defaults or its path.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::arguments::ConfigAction;
use crate::cli::config_file;
use crate::cli::start_error::StartError;
use crate::config::{self, default_file};
use crate::intake::Problem;
use crate::intake::list::display_name;
use crate::text::plural::counted;
use crate::text::sanitize::sanitize_line;

/// Runs the command.
///
/// # Errors
/// If the file has problems (which are printed first) or cannot be read, there is no folder for it, or writing fails.
pub fn run(action: &ConfigAction) -> anyhow::Result<Vec<Problem>> {
    let mut out = io::stdout().lock();
    match action {
        ConfigAction::Default => out.write_all(default_file().as_bytes())?,
        ConfigAction::Path => writeln!(out, "{}", sanitize_line(&default_path()?.to_string_lossy()))?,
        ConfigAction::Check { file: Some(file) } => check(file, &mut out)?,
        ConfigAction::Check { file: None } => {
            let path = default_path()?;
            if config_file::exists(&path) {
                check(&path, &mut out)?;
            } else {
                let name = display_name(&path);
                writeln!(out, "no settings file: save the output of `whoswho config default` as {name}")?;
            }
        }
    }
    Ok(Vec::new())
}

fn default_path() -> Result<PathBuf, StartError> {
    let no_folder = || {
        StartError::Usage("no folder for a settings file: neither XDG_CONFIG_HOME nor HOME is set".to_owned())
    };
    config_file::default_path().ok_or_else(no_folder)
}

fn check(path: &Path, out: &mut impl Write) -> anyhow::Result<()> {
    let name = display_name(path);
    let text =
        config_file::read_text(path).map_err(|reason| StartError::Usage(format!("{name}: {reason}")))?;
    let (problems, consequence) = match config::try_parse(&text, &name) {
        Ok((_, problems)) if problems.len() == 1 => (problems, "the setting is ignored"),
        Ok((_, problems)) => (problems, "these settings are ignored"),
        Err(problems) => (problems, "no setting is used"),
    };
    for problem in &problems {
        writeln!(out, "{}", problem.in_one_line())?;
    }
    match problems.len() {
        0 => writeln!(out, "{name}: nothing to report")?,
        count => anyhow::bail!("{name}: {}; {consequence}", counted(count, "problem", "problems")),
    }
    Ok(())
}
