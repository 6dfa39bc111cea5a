//! `--log`: logs how the program was started and how it ended.

use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal};
use std::path::Path;

use clap::CommandFactory;

use crate::cli::arguments::Arguments;
use crate::store;
use crate::store::files::reason;
use crate::store::log::{gist, without_item};
use crate::text::sanitize::sanitize_line;

/// The option that starts a log.
const OPTION: &str = "--log";
/// Options whose value is a name from the list.
const OPTIONS_WITH_NAMES: &[&str] = &["--entity", "--with"];
/// The command whose first argument is a name from the list.
const COMMAND_WITH_NAME: &str = "concordance";
/// Environment variables that determine what is sent to the terminal. They are logged with their values.
const TERMINAL_VARIABLES: &[&str] =
    &["TERM", "COLORTERM", "COLORFGBG", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "LANG", "LC_ALL", "LC_CTYPE"];
/// Environment variables for which it only matters whether they are set.
const FLAG_VARIABLES: &[&str] = &["NO_COLOR", "TMUX", "STY", "SSH_CONNECTION"];

/// Starts the log and logs the system, the terminal and the arguments.
///
/// # Errors
/// If the log cannot be started. The message is one line.
pub fn start(path: &Path, arguments: &[OsString]) -> Result<(), String> {
    store::log::start(path).map_err(|error| {
        format!("{OPTION} {}: {}", sanitize_line(&path.to_string_lossy()), reason(&error))
    })?;
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        debug = cfg!(debug_assertions),
        os = std::env::consts::OS,
        arch = std::env::consts::ARCH,
        cores = std::thread::available_parallelism().map_or(0, usize::from),
        process = std::process::id(),
        "whoswho"
    );
    let value = |name: &&'static str| Some((*name, std::env::var(name).ok()?));
    tracing::info!(
        stdin = io::stdin().is_terminal(),
        stdout = io::stdout().is_terminal(),
        stderr = io::stderr().is_terminal(),
        variables = ?TERMINAL_VARIABLES.iter().filter_map(value).collect::<Vec<_>>(),
        set = ?FLAG_VARIABLES.iter().filter(|name| std::env::var_os(name).is_some()).collect::<Vec<_>>(),
        "environment"
    );
    let folder = std::env::current_dir().unwrap_or_default();
    let arguments = without_entity(arguments.get(1..).unwrap_or_default());
    tracing::info!(?folder, arguments = ?loggable(&arguments), "started");
    Ok(())
}

/// Logs a normal exit.
pub fn end(exit: u8, lines: usize) {
    tracing::info!(exit, lines, "ended");
}

/// Logs an exit with an error, without the text that its message quotes.
pub fn fail(exit: u8, error: &anyhow::Error) {
    let system_reason = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<io::Error>().filter(|error| error.raw_os_error().is_some()).map(reason)
    };
    let causes = error
        .chain()
        .map(|cause| system_reason(cause).unwrap_or_else(|| gist(&cause.to_string()).to_owned()));
    tracing::error!(exit, causes = ?causes.collect::<Vec<_>>(), "failed");
}

/// Returns the arguments with `…` in place of each name from the list that is the value of an option, and of each item
/// of a file.
pub fn loggable(arguments: &[impl AsRef<OsStr>]) -> Vec<String> {
    let mut is_name = false;
    let mut elide = |argument: &OsStr| {
        let text = argument.to_string_lossy();
        if std::mem::take(&mut is_name) {
            return "…".to_owned();
        }
        is_name = OPTIONS_WITH_NAMES.contains(&&*text);
        match text.split_once('=') {
            Some((option, _)) if OPTIONS_WITH_NAMES.contains(&option) => format!("{option}=…"),
            _ => match without_item(&text) {
                whole if whole.len() == text.len() => whole.to_owned(),
                file => format!("{file}#…"),
            },
        }
    };
    arguments.iter().map(|argument| elide(argument.as_ref())).collect()
}

/// Returns the arguments with `…` in place of the entity of `concordance`, its first positional argument.
fn without_entity(arguments: &[OsString]) -> Vec<OsString> {
    let mut arguments = arguments.to_vec();
    let command = Arguments::command();
    let Some(command) = command.find_subcommand(COMMAND_WITH_NAME) else { return arguments };
    let takes_value = |text: &str| {
        let is_named = |option: &clap::Arg| {
            option.get_long().is_some_and(|long| text.strip_prefix("--") == Some(long))
                || option.get_short().is_some_and(|short| text.strip_prefix('-') == Some(&short.to_string()))
        };
        let mut options = command.get_opts().filter(|option| option.get_action().takes_values());
        text == OPTION || options.any(is_named)
    };
    let mut is_command_found = false;
    let (mut is_value, mut is_option_allowed) = (false, true);
    for argument in &mut arguments {
        let text = argument.to_string_lossy().into_owned();
        if std::mem::take(&mut is_value) {
            continue;
        }
        if is_option_allowed && text.starts_with('-') && text != "-" {
            is_option_allowed = text != "--";
            is_value = takes_value(&text);
        } else if is_command_found {
            *argument = OsString::from("…");
            break;
        } else if text == COMMAND_WITH_NAME {
            is_command_found = true;
        } else {
            break;
        }
    }
    arguments
}

/// Moves a leading `--log FILE` to after the command, since the parser would treat a command that follows other
/// arguments as a path.
pub fn move_log_option(arguments: &[OsString]) -> Vec<OsString> {
    let mut moved = arguments.to_vec();
    let is_option = |argument: &OsString| argument == OPTION;
    let is_option_with_value = |argument: &OsString| {
        argument.to_string_lossy().strip_prefix(OPTION).is_some_and(|rest| rest.starts_with('='))
    };
    let len = match arguments.get(1) {
        Some(first) if is_option(first) => 2,
        Some(first) if is_option_with_value(first) => 1,
        _ => return moved,
    };
    if arguments.get(len + 1).is_some_and(|next| is_command(next))
        && let Some(part) = moved.get_mut(1..len + 2)
    {
        part.rotate_left(len);
    }
    moved
}

fn is_command(argument: &OsStr) -> bool {
    Arguments::command().get_subcommands().any(|command| argument == command.get_name())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn arguments_are_logged_without_names() {
        for (line, expected) in [
            ("reports -e people.toml --fresh", "reports -e people.toml --fresh"),
            ("mentions a.txt --entity Marker --nested", "mentions a.txt --entity … --nested"),
            ("mentions --entity=Marker a.txt", "mentions --entity=… a.txt"),
            ("concordance --with Marker --with=Marker a.txt", "concordance --with … --with=… a.txt"),
            ("news.xml#https://example.org/marker", "news.xml#…"),
            ("--field text=body", "--field text=body"),
        ] {
            assert_eq!(loggable(&words(line)), expected.split(' ').collect::<Vec<_>>());
        }
    }

    #[test]
    fn entity_of_a_concordance_is_not_logged() {
        for (line, expected) in [
            ("concordance Marker a.txt", "concordance … a.txt"),
            (
                "concordance --sort left -e l.toml Marker a.txt b",
                "concordance --sort left -e l.toml … a.txt b",
            ),
            (
                "concordance --sort=left -el.toml --raw-csv Marker",
                "concordance --sort=left -el.toml --raw-csv …",
            ),
            ("concordance --with other Marker b", "concordance --with other … b"),
            ("concordance a --log x", "concordance … --log x"),
            ("--log x concordance Marker b", "--log x concordance … b"),
            ("--log=x concordance --log y Marker", "--log=x concordance --log y …"),
            ("concordance --sort right -- -Marker b", "concordance --sort right -- … b"),
            ("concordance - b", "concordance … b"),
            ("concordance", "concordance"),
            ("mentions concordance a.txt", "mentions concordance a.txt"),
            ("a.txt concordance b", "a.txt concordance b"),
        ] {
            assert_eq!(without_entity(&words(line)), words(expected));
        }
    }

    #[test]
    fn log_option_may_precede_the_command() {
        for (line, expected) in [
            ("whoswho --log x articles a.txt", "whoswho articles --log x a.txt"),
            ("whoswho --log=x articles a.txt", "whoswho articles --log=x a.txt"),
            ("whoswho articles a.txt --log x", "whoswho articles a.txt --log x"),
            ("whoswho --log x a.txt articles", "whoswho --log x a.txt articles"),
            ("whoswho --log articles", "whoswho --log articles"),
            ("whoswho --logs x articles", "whoswho --logs x articles"),
            ("whoswho", "whoswho"),
        ] {
            assert_eq!(move_log_option(&words(line)), words(expected));
        }
    }
}
