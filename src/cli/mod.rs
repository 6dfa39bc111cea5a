//! The command line: arguments, and one file a command.
//!
//! Arguments are read in two stages. [`arguments`] says what can be typed, and nothing else; help, completions and the man
//! page are made from it. [`resolve`] then looks, once, at what was typed, at the folder one is in, at the environment and
//! at the settings file ([`standing`](mod@standing)), and comes to a list of paths and a list of entities. Behind that no
//! command asks again.
//!
//! Each command asks `analysis/` one question and writes the answer as rows (`export/`). What could not be read is named on
//! standard error while the rest is served, and the exit code says so: 0 done, 1 done but something could not be read, 2
//! nothing could start. A reader of the pipe that leaves early is no failure.
//!
//! The limit: rows are written in the order of articles, so a command holds its output back until the articles before it
//! are read.

pub mod arguments;
pub mod articles;
pub mod check;
pub mod choice;
pub mod compare;
pub mod config;
pub mod cooccur;
pub mod entities;
pub mod formats;
pub mod import;
pub mod mentions;
pub mod notes;
pub mod output;
pub mod resolve;
pub mod standing;
pub mod suggest;
pub mod text;
pub mod wanted;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::{CommandFactory, Parser};

use crate::app::looks::Looks;
use crate::cli::arguments::{Arguments, Command};
use crate::cli::resolve::{Resolved, StartError};
use crate::cli::standing::standing;
use crate::config::Settings;
use crate::intake::Problem;
use crate::reader::Left;
use crate::store::files::reason;
use crate::term::signals::live_with_file_limits;

/// Done, but an input could not be read.
const SOME_UNREAD: u8 = 1;
/// Nothing could start.
const NOT_STARTED: u8 = 2;

/// Runs the program and gives its exit code. `arguments` begins with the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    live_with_file_limits();
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { NOT_STARTED } else { 0 });
        }
    };
    let is_command = arguments.command.is_some();
    match carry_out(arguments) {
        Ok(ended) => {
            let mut out = io::stderr().lock();
            for line in &ended.lines {
                let _ = writeln!(out, "{line}");
            }
            if ended.all_read { ExitCode::SUCCESS } else { ExitCode::from(SOME_UNREAD) }
        }
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let mut out = io::stderr().lock();
            let _ = match error.downcast_ref::<StartError>() {
                Some(StartError::List(problems)) => tell_list(&mut out, problems),
                _ => match unwritten(&error).filter(|_| is_command) {
                    Some(reason) => writeln!(out, "whoswho: standard output: {reason}"),
                    None => writeln!(out, "whoswho: {error:#}"),
                },
            };
            ExitCode::from(NOT_STARTED)
        }
    }
}

/// How many errors of a list are told where it is not the list that was asked about.
const MOST_TOLD: usize = 20;

fn tell_list<T: std::fmt::Display>(out: &mut impl Write, problems: &[T]) -> io::Result<()> {
    problems.iter().take(MOST_TOLD).try_for_each(|problem| writeln!(out, "{problem}"))?;
    match problems.len().saturating_sub(MOST_TOLD) {
        0 => Ok(()),
        more => writeln!(out, "whoswho: {more} more in the list; `whoswho check` names them all"),
    }
}

/// Why rows could not be written, in the system's words: what commands meet without a word of their own is met in writing.
fn unwritten(error: &anyhow::Error) -> Option<String> {
    let kind = error.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
    let of_json = || kind.map(|kind| reason(&io::Error::from(kind)));
    error.downcast_ref::<io::Error>().map(reason).or_else(of_json)
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let io_error = |cause: &(dyn std::error::Error + 'static)| {
        let kind = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json_kind = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        kind.or(json_kind) == Some(io::ErrorKind::BrokenPipe)
    };
    error.chain().any(io_error)
}

/// What is left to be said when a command has done its work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Lines for standard error, safe for a terminal.
    pub lines: Vec<String>,
    /// Whether all that was given could be read.
    pub all_read: bool,
}

impl From<Vec<Problem>> for Ended {
    fn from(problems: Vec<Problem>) -> Self {
        let lines = problems.iter().map(|problem| format!("whoswho: {problem}")).collect();
        Self { lines, all_read: problems.iter().all(|problem| problem.is_notice) }
    }
}

impl From<Left> for Ended {
    fn from(left: Left) -> Self {
        let Self { mut lines, all_read } = left.unread.into();
        let is_all_written = left.unwritten.is_empty();
        lines.extend(left.unwritten.into_iter().map(|words| format!("whoswho: {words}")));
        Self { lines, all_read: all_read && is_all_written }
    }
}

fn carry_out(arguments: Arguments) -> anyhow::Result<Ended> {
    let problems = match arguments.command {
        Some(Command::Import(import)) => return import::run(&import),
        None => return read(&arguments).map(Ended::from),
        Some(Command::Articles(rows)) => articles::run(&rows),
        Some(Command::Entities(rows)) => entities::run(&rows),
        Some(Command::Mentions(mentions)) => mentions::run(&mentions),
        Some(Command::Cooccur(cooccur)) => cooccur::run(&cooccur),
        Some(Command::Compare(rows)) => compare::run(&rows),
        Some(Command::Suggest(suggest)) => suggest::run(&suggest),
        Some(Command::Text(text)) => text::run(&text),
        Some(Command::Notes(sources)) => return notes::run(&sources),
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
    problems.map(Ended::from)
}

/// Opens the reader. What flags say comes before what the settings file says.
fn read(arguments: &Arguments) -> anyhow::Result<Left> {
    let standing = standing(arguments.sources.no_config);
    let state = resolve::state_folder().filter(|_| !arguments.fresh);
    let Resolved { paths, reason, list, new_list, door } =
        resolve::resolve_for_reader(&arguments.sources, &standing, state.as_deref())?;
    choice::some_path_exists(&paths)?;
    if !io::stdout().is_terminal() {
        anyhow::bail!(
            "the reader needs a terminal; for a pipe use a command, such as `whoswho text` or `whoswho mentions`"
        );
    }
    let set = standing.values;
    let looks = set.looks();
    let settings = Settings {
        notes: resolve::notes_file(&paths, set.notes.as_deref()),
        new_list,
        state,
        paths,
        keymap: Arc::new(set.keymap()),
        mouse: !arguments.no_mouse && set.mouse.unwrap_or(true),
        looks: Looks { theme: arguments.theme.unwrap_or(looks.theme), ..looks },
        sort: set.sort.unwrap_or_default(),
        config_problems: standing.problems,
        greeting: reason.to_string(),
    };
    crate::reader::run(&settings, &list, door).context("the terminal cannot be used")
}
