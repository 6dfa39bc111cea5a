//! Writes rows to standard output, and the man page.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use clap::{Command, CommandFactory};

use crate::app::input::command::groups;
use crate::cli::arguments::{Arguments, RowArguments};
use crate::export::rows::RowWriter;
use crate::export::{Column, Format, RowOptions};
use crate::shell::commands::specs;

/// Returns a writer of rows to standard output. On a terminal, the header of a table is bold, unless `TERM` is unset or
/// `dumb`.
///
/// # Errors
/// If writing fails.
pub fn rows(
    arguments: &RowArguments,
    columns: Vec<Column>,
) -> io::Result<RowWriter<BufWriter<StdoutLock<'static>>>> {
    rows_in(arguments.format, arguments.raw_csv, columns)
}

/// Like [`rows`], for a command that reads no articles.
///
/// # Errors
/// If writing fails.
pub fn rows_in(
    format: Format,
    raw_csv: bool,
    columns: Vec<Column>,
) -> io::Result<RowWriter<BufWriter<StdoutLock<'static>>>> {
    let bold_header =
        io::stdout().is_terminal() && std::env::var_os("TERM").is_some_and(|term| term != "dumb");
    let options = RowOptions { bold_header, raw_csv };
    RowWriter::new(BufWriter::new(io::stdout().lock()), format, columns, options)
}

/// Writes the man page: the arguments, and the keys of the reader.
///
/// # Errors
/// If writing fails.
pub fn man_page(out: &mut impl Write) -> io::Result<()> {
    let man = clap_mangen::Man::new(Arguments::command());
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    writeln!(out, ".SH COMMANDS")?;
    let mut command = Arguments::command();
    command.build();
    let subcommands = |command: &Command| -> Vec<Command> {
        command.get_subcommands().filter(|sub| sub.get_name() != "help").cloned().collect()
    };
    for sub in subcommands(&command).iter().flat_map(|sub| [vec![sub.clone()], subcommands(sub)].concat()) {
        let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
        let name = sub.get_bin_name().unwrap_or(sub.get_name());
        writeln!(out, ".SS {name}\n{about}")?;
        let mut options = Vec::new();
        clap_mangen::Man::new(sub.clone()).render_options_section(&mut options)?;
        // A heading would end the subsection; a new paragraph does not.
        out.write_all(String::from_utf8_lossy(&options).replace(".SH OPTIONS", ".PP").as_bytes())?;
    }
    writeln!(out, ".SH KEYS")?;
    for group in groups(specs()) {
        writeln!(out, ".SS {}", group.heading())?;
        for command in specs().iter().filter(|command| command.group == group) {
            let keys = command.keys.join(" ").replace('\\', "\\e").replace('-', "\\-");
            writeln!(out, ".TP\n\\&\\fB{keys}\\fR\n\\&{}", command.summary)?;
        }
    }
    writeln!(out, ".SH EXIT STATUS")?;
    writeln!(out, "0: success. 1: success, but some input could not be read. 2: failure.")?;
    man.render_version_section(out)
}
