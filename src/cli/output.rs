//! What commands share: where rows go, and the man page.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use clap::CommandFactory;

use crate::app::commands::{COMMANDS, GROUPS};
use crate::cli::arguments::Arguments;
use crate::corpus::{Index, ReferentId};
use crate::export::rows::RowWriter;
use crate::export::{Column, Format};

/// Rows to standard output; a table's header is bold on a terminal.
///
/// # Errors
/// What writing meets.
pub fn rows(format: Format, columns: Vec<Column>) -> io::Result<RowWriter<BufWriter<StdoutLock<'static>>>> {
    let bold = io::stdout().is_terminal() && std::env::var_os("TERM").is_some_and(|term| term != "dumb");
    RowWriter::new(BufWriter::new(io::stdout().lock()), format, columns, bold)
}

/// The entity that a person means: by its name, its id, or a form of it, compared as forms are. Of a form that several
/// claim, the first in the list. None where nothing of that name is in these articles.
///
/// # Errors
/// That the list has no such entity; names the nearest.
pub fn entity_named(index: &Index, name: &str) -> anyhow::Result<Option<ReferentId>> {
    use crate::text::fold::fold_form;
    let gazetteer = index.gazetteer();
    let wanted = fold_form(name);
    let by_name = |(_, referent): &(ReferentId, &crate::mention::Referent)| {
        let entity = referent.entity();
        entity.is_some_and(|entity| {
            fold_form(&entity.name(gazetteer)) == wanted || entity.id(gazetteer) == name
        })
    };
    if let Some((number, _)) = index.referents().find(by_name) {
        return Ok(Some(number));
    }
    let by_form = gazetteer.ids().zip(&gazetteer.entries).find(|(_, entry)| {
        entry.id == name || entry.forms.iter().any(|form| fold_form(&form.text) == wanted)
    });
    if let Some((entry, _)) = by_form {
        let of_entry = |(_, referent): &(ReferentId, &crate::mention::Referent)| {
            referent.entity().is_some_and(|entity| entity.entry == entry)
        };
        return Ok(index.referents().find(of_entry).map(|(number, _)| number));
    }
    let names = gazetteer.entries.iter().map(|entry| entry.name.as_str());
    let near = names
        .max_by(|left, right| strsim::jaro_winkler(left, name).total_cmp(&strsim::jaro_winkler(right, name)));
    let shown = crate::text::sanitize::sanitize_line(name);
    match near.filter(|near| strsim::jaro_winkler(near, name) > 0.8) {
        Some(near) => anyhow::bail!("the list has no entity `{shown}`; did you mean `{near}`?"),
        None => anyhow::bail!("the list has no entity `{shown}`; `whoswho entities` prints all"),
    }
}

/// Writes the man page: the arguments, and the keys of the reader.
///
/// # Errors
/// What writing meets.
pub fn man_page(out: &mut impl Write) -> io::Result<()> {
    let man = clap_mangen::Man::new(Arguments::command());
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    man.render_subcommands_section(out)?;
    writeln!(out, ".SH KEYS")?;
    for (group, heading) in GROUPS {
        writeln!(out, ".SS {heading}")?;
        for command in COMMANDS.iter().filter(|command| command.group == *group) {
            let keys = command.keys.join(" ").replace('\\', "\\e").replace('-', "\\-");
            writeln!(out, ".TP\n\\&\\fB{keys}\\fR\n\\&{}", command.words)?;
        }
    }
    writeln!(out, ".SH EXIT STATUS")?;
    writeln!(out, "0: done. 1: done, but an input could not be read. 2: nothing could start.")?;
    man.render_version_section(out)
}
