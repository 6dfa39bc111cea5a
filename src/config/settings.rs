//! All settings except keys: name, description, allowed values and default. Parsing, "did you mean" hints and the file
//! that `whoswho config default` prints are derived from this table.

use crate::analysis::listing::{SORTS, Sort};
use crate::app::geometry::MEASURES;
use crate::app::state::display::{DisplayOptions, Highlight, ThemeName};
use crate::config::parser::{Parser, one_of};
use crate::gazetteer::node::Node;

/// A setting.
pub struct Setting {
    /// Name in the file.
    pub name: &'static str,
    /// One-line description.
    pub description: &'static str,
    /// Allowed values, in words.
    pub allowed: fn() -> String,
    /// Default value, as TOML.
    pub default: fn() -> String,
    /// Parses its value, or reports what is wrong with it.
    pub parse: fn(&mut Parser<'_>, &Node<'_>),
}

/// All settings.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "theme",
        description: "Colour theme; terminal uses your terminal's own colours.",
        allowed: || one_of(&ThemeName::ALL.iter().map(|(name, _)| *name).collect::<Vec<_>>()),
        default: || quoted_name(ThemeName::ALL, DisplayOptions::default().theme),
        parse: |parser, node| parser.configuration.theme = parser.choice(node, "theme", ThemeName::ALL),
    },
    Setting {
        name: "measure",
        description: "Maximum width of a text line in columns, however wide the window is.",
        allowed: || format!("{} to {}", MEASURES.start(), MEASURES.end()),
        default: || DisplayOptions::default().measure.to_string(),
        parse: |parser, node| parser.configuration.measure = parser.number(node, MEASURES),
    },
    Setting {
        name: "justify",
        description: "Justify text: make lines end at the same column.",
        allowed: boolean,
        default: || DisplayOptions::default().justify.to_string(),
        parse: |parser, node| parser.configuration.justify = parser.boolean(node),
    },
    Setting {
        name: "hyphenate",
        description: "Hyphenate long words at the end of a line.",
        allowed: boolean,
        default: || DisplayOptions::default().hyphenate.to_string(),
        parse: |parser, node| parser.configuration.hyphenate = parser.boolean(node),
    },
    Setting {
        name: "highlight",
        description: "Which mentions are highlighted: all, only those of the selected entity, or none.",
        allowed: || one_of(&Highlight::ALL.iter().map(|(name, _)| *name).collect::<Vec<_>>()),
        default: || quoted_name(Highlight::ALL, DisplayOptions::default().highlight),
        parse: |parser, node| {
            parser.configuration.highlight = parser.choice(node, "highlight", Highlight::ALL);
        },
    },
    Setting {
        name: "mouse",
        description: "Handle the mouse; if false, it selects text as in any terminal.",
        allowed: boolean,
        default: || true.to_string(),
        parse: |parser, node| parser.configuration.mouse = parser.boolean(node),
    },
    Setting {
        name: "sort",
        description: "Sort order of the article list.",
        allowed: || one_of(&SORTS.iter().map(|(_, name)| *name).collect::<Vec<_>>()),
        default: || format!("\"{}\"", Sort::default().name()),
        parse: |parser, node| {
            let names: Vec<(&str, Sort)> = SORTS.iter().map(|(sort, name)| (*name, *sort)).collect();
            parser.configuration.sort = parser.choice(node, "sort", &names);
        },
    },
    Setting {
        name: "paths",
        description: "Articles to open if no path is given and the current folder has none.",
        allowed: || "files and folders, such as [\"~/news\", \"~/reports\"]".to_owned(),
        default: || "[]".to_owned(),
        parse: |parser, node| parser.configuration.paths = parser.paths(node).unwrap_or_default(),
    },
    Setting {
        name: "list",
        description: "List of entities to use if there is none with the articles or in the current folder.",
        allowed: || "a file, such as \"~/who.toml\"".to_owned(),
        default: || "\"\"".to_owned(),
        parse: |parser, node| parser.configuration.list = parser.path(node),
    },
    Setting {
        name: "notes",
        description: "Folder for notes; if not set, they go to whoswho-notes.md in the articles' folder.",
        allowed: || "a folder, such as \"~/notes\"".to_owned(),
        default: || "\"\"".to_owned(),
        parse: |parser, node| parser.configuration.notes = parser.path(node),
    },
];

fn boolean() -> String {
    "true or false".to_owned()
}

fn quoted_name<T: Copy + PartialEq>(all: &[(&str, T)], value: T) -> String {
    let name = all.iter().find(|(_, other)| *other == value).map_or("", |(name, _)| *name);
    format!("\"{name}\"")
}
