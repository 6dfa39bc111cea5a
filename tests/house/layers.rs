//! The layers: which may use which and which may access files; the length of files and of module documentation.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::rust_source::{Source, all_sources, without_comments, without_tests};

/// Each layer with the layers it may use directly. It may also use whatever those may use.
///
/// ```text
/// main -> cli -> reader -> shell -> views -> overlays -> ui -> app;   cli, reader -> intake -> {store, analysis}
/// reader -> {term, export} -> app -> analysis -> corpus -> {mention -> gazetteer, article} -> text;   store -> text
/// ```
///
/// `mention` reads articles, so `article` is below it. `store` uses the fingerprints in `text` for long names.
/// Settings contain the keymap, which is checked against the commands in `shell`.
const MAY_USE: &[(&str, &[&str])] = &[
    ("main", &["cli"]),
    ("cli", &["reader", "intake", "config"]),
    ("reader", &["shell", "term", "export", "intake", "config"]),
    ("shell", &["views"]),
    ("views", &["overlays"]),
    ("overlays", &["ui"]),
    ("ui", &["app"]),
    ("term", &["app"]),
    ("export", &["app"]),
    ("intake", &["store", "analysis"]),
    ("store", &["text"]),
    ("app", &["analysis"]),
    ("analysis", &["corpus"]),
    ("corpus", &["mention", "article"]),
    ("mention", &["gazetteer", "article"]),
    ("gazetteer", &["text"]),
    ("article", &["text"]),
    ("text", &[]),
    ("config", &["shell"]),
];

/// Layers that are not used transitively: only the layers named here may use them.
const NOT_TRANSITIVE: &[(&str, &[&str])] = &[("config", &["cli", "reader"]), ("main", &[]), ("lib", &[])];

/// Paths that a layer must not name, in addition to the layers it may not use.
const FORBIDDEN_PATHS: &[(&str, &[&str])] = &[
    (
        "app",
        &["ratatui", "crossterm", "std::fs", "std::io", "std::net", "std::env", "std::time", "std::thread"],
    ),
    (
        "text",
        &["std::fs", "std::io", "std::net", "std::env", "std::time", "std::thread", "ratatui", "crossterm"],
    ),
    ("article", &["std::fs", "std::io", "std::net", "std::env", "std::time", "ratatui", "crossterm"]),
    ("gazetteer", &["std::fs", "std::io", "std::net", "std::env", "std::time", "ratatui", "crossterm"]),
    ("mention", &["std::fs", "std::io", "std::net", "std::env", "std::time", "ratatui", "crossterm"]),
    ("corpus", &["std::fs", "std::io", "std::net", "std::env", "std::time", "ratatui", "crossterm"]),
    ("analysis", &["std::fs", "std::io", "std::net", "std::env", "std::time", "ratatui", "crossterm"]),
    ("intake", &["ratatui", "crossterm"]),
    ("store", &["ratatui", "crossterm"]),
    ("export", &["ratatui", "crossterm"]),
    ("ui", &["std::io", "std::net", "std::env", "std::time", "std::thread"]),
];

/// The only file outside `store/` that may access the file system. It opens the terminal device.
const TERMINAL_DEVICE: &str = "term/device.rs";

/// Methods that access the file system without naming `std::fs`.
const PATH_METHODS: &[&str] =
    &["is_dir", "is_file", "is_symlink", "exists", "try_exists", "canonicalize", "read_dir", "read_link"];

/// Maximum number of lines in a file, including tests.
const MAX_LINES: usize = 500;
/// Minimum number of lines of a folder's module documentation.
const MIN_DOC_LINES: usize = 5;

/// Returns all layers that a layer may use, directly or indirectly.
fn allowed_layers(layer: &str) -> BTreeSet<&'static str> {
    let mut all = BTreeSet::new();
    let mut pending: Vec<&str> = vec![layer];
    while let Some(next) = pending.pop() {
        let direct = MAY_USE.iter().find(|(name, _)| *name == next).map_or(&[][..], |(_, below)| below);
        for below in direct {
            if all.insert(*below) {
                pending.push(below);
            }
        }
    }
    for (restricted, users) in NOT_TRANSITIVE {
        if !users.contains(&layer) {
            all.remove(restricted);
        }
    }
    all
}

fn violations(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| source.path != "lib.rs") {
        let layer = source.layer();
        let allowed = allowed_layers(layer);
        let others = source.layers_named().into_iter().filter(|named| named != layer);
        let forbidden = others.filter(|named| !allowed.contains(named.as_str()));
        found.extend(forbidden.map(|named| format!("src/{}: {layer} must not use {named}", source.path)));
    }
    found
}

#[test]
fn layers_use_only_the_layers_below() {
    assert_eq!(violations(&all_sources()), Vec::<String>::new());
}

#[test]
fn folders_and_layers_correspond() {
    let sources = all_sources();
    let folders: BTreeSet<&str> = sources.iter().map(Source::layer).filter(|layer| *layer != "lib").collect();
    let layers: BTreeSet<&str> = MAY_USE.iter().map(|(name, _)| *name).collect();
    assert_eq!(folders, layers);
}

#[test]
fn layers_form_no_cycle() {
    for (layer, _) in MAY_USE {
        assert!(!allowed_layers(layer).contains(layer), "{layer} is below itself");
    }
}

#[test]
fn layers_name_no_forbidden_path() {
    let mut found = Vec::new();
    for source in all_sources() {
        let forbidden = FORBIDDEN_PATHS
            .iter()
            .filter(|(layer, _)| *layer == source.layer())
            .flat_map(|(_, paths)| *paths);
        found.extend(
            forbidden
                .filter(|path| source.names(path))
                .map(|path| format!("src/{} names {path}", source.path)),
        );
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn only_store_accesses_the_file_system() {
    let mut found = Vec::new();
    let sources = all_sources();
    let others = sources.iter().filter(|source| source.layer() != "store" && source.path != TERMINAL_DEVICE);
    for source in others {
        if source.names("std::fs") {
            found.push(format!("src/{} names std::fs", source.path));
        }
        let methods = PATH_METHODS.iter().filter(|method| source.calls(method));
        found.extend(methods.map(|method| format!("src/{} calls .{method}()", source.path)));
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn files_have_at_most_500_lines() {
    let sources = all_sources();
    let long: Vec<String> = sources
        .iter()
        .map(|source| (source.whole.lines().count(), &source.path))
        .filter(|(lines, _)| *lines > MAX_LINES)
        .map(|(lines, path)| format!("src/{path} has {lines} lines"))
        .collect();
    assert_eq!(long, Vec::<String>::new());
}

#[test]
fn every_folder_has_module_documentation() {
    let mut doc_lines: BTreeMap<String, usize> = BTreeMap::new();
    for source in all_sources() {
        let Some((folder, name)) = source.path.rsplit_once('/') else { continue };
        let lines = source.whole.lines().take_while(|line| line.starts_with("//!")).count();
        let entry = doc_lines.entry(folder.to_owned()).or_default();
        if name == "mod.rs" {
            *entry = lines;
        }
    }
    let short: Vec<_> = doc_lines.iter().filter(|(_, lines)| **lines < MIN_DOC_LINES).collect();
    assert!(short.is_empty(), "folders with too little documentation in mod.rs: {short:?}");
}

fn source(path: &str, whole: &str) -> Source {
    let code = without_tests(&without_comments(whole));
    Source { path: path.to_owned(), whole: whole.to_owned(), code }
}

#[test]
fn forbidden_uses_are_detected() {
    for (path, code, expected) in [
        ("app/a.rs", "use crate::ui::Theme;", "src/app/a.rs: app must not use ui"),
        ("app/a.rs", "use crate::{corpus::Index, ui::Theme};", "src/app/a.rs: app must not use ui"),
        ("app/a/b.rs", "use super::super::super::term::x;", "src/app/a/b.rs: app must not use term"),
        ("ui/mod.rs", "fn f() { crate::term::x() }", "src/ui/mod.rs: ui must not use term"),
        ("corpus/a.rs", "use crate::config::Settings;", "src/corpus/a.rs: corpus must not use config"),
        ("ui/a.rs", "use crate::config::Settings;", "src/ui/a.rs: ui must not use config"),
        ("main.rs", "use whoswho::app::x;", ""),
        ("article/a.rs", "use crate::mention::Mention;", "src/article/a.rs: article must not use mention"),
    ] {
        let found = violations(&[source(path, code)]);
        assert_eq!(found.join("\n"), expected, "{code}");
    }
}

#[test]
fn comments_strings_and_tests_are_ignored() {
    let harmless = r##"
//! crate::ui is not named here
/* nor crate::term /* nor */ here */
use super::selection; // crate::cli
const A: &str = "crate::ui::x \" crate::ui";
const B: &str = r#"crate::ui " std::fs"#;
const C: char = '"';
fn f<'a>(text: &'a str) -> &'a str { text }
#[cfg(test)]
mod tests { use crate::ui::Theme; fn g() { std::fs::read("{}"); } }
use crate::corpus::Index;
"##;
    let harmless = source("app/a.rs", harmless);
    assert_eq!(harmless.layers_named().into_iter().collect::<Vec<_>>(), ["corpus"]);
    assert!(!harmless.names("std::fs"));
    assert!(source("app/a.rs", "use std::{fmt, fs::File};").names("std::fs"));
    assert!(source("app/a.rs", "let x = std::fs::read(y);").names("std::fs"));
    assert!(source("app/a.rs", "if path.is_dir() {}").calls("is_dir"));
}
