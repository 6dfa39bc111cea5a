//! The command line: arguments, and one file per command.
//!
//! Arguments are processed in two stages. [`arguments`] only defines the syntax; help, completions and the man page are
//! generated from it. [`resolve`] and [`choice`] then determine the paths and the list of entities from the arguments,
//! the current folder, the environment and the settings file ([`config_file`]). Commands do not do this themselves.
//!
//! Most commands ask `analysis/` one question and write the answer as rows (`export/`). If some inputs cannot be read,
//! the others are still processed, and the unread ones are reported on standard error at the end. The exit code is 0
//! for success, 1 if some input could not be read, 2 for failure. A pipe closed early by its reader is not a failure.
//!
//! Limitation: most commands write rows only once all articles have been read. `mentions`, `text` and a `concordance`
//! in article order write the output of an article once it and all articles before it have been read.

pub mod arguments;
pub mod articles;
pub mod check;
pub mod choice;
pub mod compare;
pub mod compare_arguments;
pub mod concordance;
pub mod concordance_table;
pub mod config;
pub mod config_file;
pub mod cooccur;
pub mod differences;
pub mod entities;
pub mod entity_query;
pub mod formats;
pub mod import;
pub mod import_arguments;
pub mod log;
pub mod mentions;
pub mod notes;
pub mod outcome;
pub mod output;
pub mod overview;
pub mod overview_table;
pub mod passages;
pub mod provisional;
pub mod quotes;
pub mod reports;
pub mod resolve;
pub mod source_arguments;
pub mod start_error;
pub mod suggest;
pub mod text;
pub mod timeline;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::{CommandFactory, Parser};

use crate::app::state::display::DisplayOptions;
use crate::cli::arguments::{Arguments, Command};
use crate::cli::outcome::Outcome;
use crate::cli::resolve::Resolved;
use crate::cli::start_error::StartError;
use crate::config::Settings;
use crate::gazetteer::Problem as ListProblem;
use crate::reader::Problems;
use crate::store::files::reason;
use crate::term::signals::handle_file_size_limit;

/// Exit code if some input could not be read.
const EXIT_INCOMPLETE: u8 = 1;
/// Exit code of a failure.
const EXIT_FAILURE: u8 = 2;

/// Runs the program and returns its exit code. `arguments` starts with the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    handle_file_size_limit();
    let raw_arguments: Vec<OsString> = arguments.into_iter().collect();
    let arguments = match Arguments::try_parse_from(log::move_log_option(&raw_arguments)) {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { EXIT_FAILURE } else { 0 });
        }
    };
    if let Some(path) = &arguments.log
        && let Err(message) = log::start(path, &raw_arguments)
    {
        let _ = writeln!(io::stderr().lock(), "whoswho: {message}");
        return ExitCode::from(EXIT_FAILURE);
    }
    let is_command = arguments.command.is_some();
    match run_command(arguments) {
        Ok(outcome) => {
            let exit = if outcome.all_read { 0 } else { EXIT_INCOMPLETE };
            log::end(exit, outcome.lines.len());
            let mut out = io::stderr().lock();
            for line in &outcome.lines {
                let _ = writeln!(out, "{line}");
            }
            ExitCode::from(exit)
        }
        Err(error) if is_closed_pipe(&error) => {
            log::fail(0, &error);
            ExitCode::SUCCESS
        }
        Err(error) => {
            log::fail(EXIT_FAILURE, &error);
            let mut out = io::stderr().lock();
            let _ = match error.downcast_ref::<StartError>() {
                Some(StartError::List(problems)) => print_list_problems(&mut out, problems),
                _ => match write_error(&error).filter(|_| is_command) {
                    Some(reason) => writeln!(out, "whoswho: standard output: {reason}"),
                    None => writeln!(out, "whoswho: {error:#}"),
                },
            };
            ExitCode::from(EXIT_FAILURE)
        }
    }
}

/// Maximum number of errors and warnings that commands other than `check` print if the list has errors.
const MAX_LIST_PROBLEMS: usize = 20;

/// Prints the errors, then the warnings, so that no error is left out in favour of a warning.
fn print_list_problems(out: &mut impl Write, problems: &[ListProblem]) -> io::Result<()> {
    let (errors, warnings): (Vec<_>, Vec<_>) = problems.iter().partition(|problem| problem.is_error());
    let mut shown = errors.into_iter().chain(warnings).take(MAX_LIST_PROBLEMS);
    shown.try_for_each(|problem| writeln!(out, "{problem}"))?;
    match problems.len().saturating_sub(MAX_LIST_PROBLEMS) {
        0 => Ok(()),
        more => writeln!(out, "whoswho: {more} more in the list; run `whoswho check` to see them all"),
    }
}

/// Returns the reason if the error is a bare I/O error or one from writing JSON, which commands return only for failed
/// writes.
fn write_error(error: &anyhow::Error) -> Option<String> {
    let kind = error.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
    let json_reason = || kind.map(|kind| reason(&io::Error::from(kind)));
    error.downcast_ref::<io::Error>().map(reason).or_else(json_reason)
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io_error = |cause: &(dyn std::error::Error + 'static)| {
        let kind = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json_kind = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        kind.or(json_kind) == Some(io::ErrorKind::BrokenPipe)
    };
    error.chain().any(io_error)
}

fn run_command(arguments: Arguments) -> anyhow::Result<Outcome> {
    let problems = match arguments.command {
        Some(Command::Import(import)) => return import::run(&import),
        None => return open_reader(&arguments).map(Outcome::from),
        Some(Command::Articles(rows)) => articles::run(&rows),
        Some(Command::Entities(rows)) => entities::run(&rows),
        Some(Command::Mentions(mentions)) => mentions::run(&mentions),
        Some(Command::Concordance(concordance)) => concordance::run(&concordance),
        Some(Command::Cooccur(cooccur)) => cooccur::run(&cooccur),
        Some(Command::Compare(compare)) => compare::run(&compare),
        Some(Command::Quotes(quotes)) => quotes::run(&quotes),
        Some(Command::Timeline(rows)) => timeline::run(&rows),
        Some(Command::Passages(passages)) => passages::run(&passages),
        Some(Command::Overview(overview)) => overview::run(&overview),
        Some(Command::Differences(differences)) => differences::run(&differences),
        Some(Command::Suggest(suggest)) => suggest::run(&suggest),
        Some(Command::Text(text)) => text::run(&text),
        Some(Command::Notes(notes)) => return notes::run(&notes),
        Some(Command::Check(check)) => check::run(&check),
        Some(Command::Config { action }) => config::run(&action),
        Some(Command::Formats { format }) => formats::run(format).map(|()| Vec::new()),
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "whoswho", &mut script);
            io::stdout().write_all(&script)?;
            Ok(Vec::new())
        }
        Some(Command::Man) => {
            output::man_page(&mut io::stdout().lock())?;
            Ok(Vec::new())
        }
    };
    problems.map(Outcome::from)
}

/// Opens the reader. Flags take precedence over the settings file.
fn open_reader(arguments: &Arguments) -> anyhow::Result<Problems> {
    let config = config_file::load(arguments.sources.no_config);
    let state_folder = resolve::state_folder().filter(|_| !arguments.fresh);
    let Resolved { paths, reason, list, new_list, article_reader } =
        resolve::resolve_for_reader(&arguments.sources, &config, state_folder.as_deref())?;
    choice::some_path_exists(&paths)?;
    if !io::stdout().is_terminal() {
        anyhow::bail!(
            "the reader needs a terminal; in a pipe, use a command such as `whoswho text` or `whoswho mentions`"
        );
    }
    let values = config.values;
    let display = values.display();
    let settings = Settings {
        notes: resolve::notes_file(&paths, values.notes.as_deref()),
        new_list,
        state_folder,
        paths,
        keymap: Arc::new(values.keymap()),
        mouse: !arguments.no_mouse && values.mouse.unwrap_or(true),
        display: DisplayOptions { theme: arguments.theme.unwrap_or(display.theme), ..display },
        sort: values.sort.unwrap_or_default(),
        config_problems: config.problems,
        greeting: reason.to_string(),
    };
    crate::reader::run(&settings, &list, article_reader).context("cannot use the terminal")
}
