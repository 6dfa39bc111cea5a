//! Every setting but keys: its name, its words, what can stand there, and what stands in for it. The one place from which
//! reading, hints at what was meant, and the file that `whoswho config default` prints are made.

use crate::analysis::listing::{SORTS, Sort};
use crate::app::geometry::MEASURES;
use crate::app::looks::{Highlight, Looks, ThemeName};
use crate::config::reading::{Reading, one_of};
use crate::gazetteer::node::Node;

/// A setting.
pub struct Setting {
    /// Its name in the file.
    pub name: &'static str,
    /// What it is, in one line.
    pub words: &'static str,
    /// What can stand there, in words.
    pub values: fn() -> String,
    /// What stands in where it is not set, as TOML.
    pub default: fn() -> String,
    /// Reads its value, or notes what is wrong with it.
    pub take: fn(&mut Reading<'_>, &Node<'_>),
}

/// The table.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "theme",
        words: "The set of colours; terminal takes the terminal's own.",
        values: || one_of(&ThemeName::ALL.iter().map(|(name, _)| *name).collect::<Vec<_>>()),
        default: || in_quotes(ThemeName::ALL, Looks::default().theme),
        take: |reading, node| reading.configuration.theme = reading.choice(node, "theme", ThemeName::ALL),
    },
    Setting {
        name: "measure",
        words: "The most columns of a line of text, however wide the window is.",
        values: || format!("{} to {}", MEASURES.start(), MEASURES.end()),
        default: || Looks::default().measure.to_string(),
        take: |reading, node| reading.configuration.measure = reading.number(node, MEASURES),
    },
    Setting {
        name: "justify",
        words: "Whether lines end at one column.",
        values: truth,
        default: || Looks::default().justify.to_string(),
        take: |reading, node| reading.configuration.justify = reading.truth(node),
    },
    Setting {
        name: "hyphenate",
        words: "Whether long words may be divided at the end of a line.",
        values: truth,
        default: || Looks::default().hyphenate.to_string(),
        take: |reading, node| reading.configuration.hyphenate = reading.truth(node),
    },
    Setting {
        name: "highlight",
        words: "Which mentions stand out: all, those of the selected entity, none.",
        values: || one_of(&Highlight::ALL.iter().map(|(name, _)| *name).collect::<Vec<_>>()),
        default: || in_quotes(Highlight::ALL, Looks::default().highlight),
        take: |reading, node| {
            reading.configuration.highlight = reading.choice(node, "highlight", Highlight::ALL);
        },
    },
    Setting {
        name: "mouse",
        words: "Whether the mouse reports to the reader; if not, it selects text as in any terminal.",
        values: truth,
        default: || true.to_string(),
        take: |reading, node| reading.configuration.mouse = reading.truth(node),
    },
    Setting {
        name: "sort",
        words: "What the list of articles is sorted by.",
        values: || one_of(&SORTS.iter().map(|(_, name)| *name).collect::<Vec<_>>()),
        default: || format!("\"{}\"", Sort::default().name()),
        take: |reading, node| {
            let names: Vec<(&str, Sort)> = SORTS.iter().map(|(sort, name)| (*name, *sort)).collect();
            reading.configuration.sort = reading.choice(node, "sort", &names);
        },
    },
    Setting {
        name: "paths",
        words: "What opens where no path is given and the current folder has no seeds/.",
        values: || "files and folders, such as [\"~/news\", \"~/reports\"]".to_owned(),
        default: || "[]".to_owned(),
        take: |reading, node| reading.configuration.paths = reading.paths(node).unwrap_or_default(),
    },
    Setting {
        name: "list",
        words: "The list of entities where none is with the articles or in the current folder.",
        values: || "a file, such as \"~/who.toml\"".to_owned(),
        default: || "\"\"".to_owned(),
        take: |reading, node| reading.configuration.list = reading.path(node),
    },
    Setting {
        name: "notes",
        words: "A folder for notes; else they lie as whoswho-notes.md with the articles.",
        values: || "a folder, such as \"~/notes\"".to_owned(),
        default: || "\"\"".to_owned(),
        take: |reading, node| reading.configuration.notes = reading.path(node),
    },
];

fn truth() -> String {
    "true or false".to_owned()
}

fn in_quotes<T: Copy + PartialEq>(all: &[(&str, T)], value: T) -> String {
    let name = all.iter().find(|(_, known)| *known == value).map_or("", |(name, _)| *name);
    format!("\"{name}\"")
}
