//! The house stays the house: who may use whom, who may touch files, how long a file and how short an essay may be.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::rust_source::{Source, all_sources, without_comments, without_tests};

/// Each floor with what it may use directly, as DESIGN draws it; what those use, it may use too.
///
/// ```text
/// main -> cli -> reader -> {ui, term, export} -> app;   cli, reader -> intake -> {store, analysis}
/// app -> analysis -> corpus -> {mention -> gazetteer, article} -> text
/// ```
///
/// `mention` reads articles, so `article` is below it; `store` tells long names apart by their fingerprints. Settings hold the keymap, which is of `app`.
const MAY_USE: &[(&str, &[&str])] = &[
    ("main", &["cli"]),
    ("cli", &["reader", "intake", "config"]),
    ("reader", &["ui", "term", "export", "intake", "config"]),
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
    ("config", &["app"]),
];

/// Floors whose use is not handed on: only those that are allowed it by name may use them.
const NOT_HANDED_ON: &[(&str, &[&str])] = &[("config", &["cli", "reader"]), ("main", &[]), ("lib", &[])];

/// What a floor must not name, beside what the directions forbid.
const NEVER: &[(&str, &[&str])] = &[
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

/// The one file outside `store/` that opens something: the terminal's own device.
const OPENS_THE_TERMINAL: &str = "term/device.rs";

/// Ways to look at the file system without naming `std::fs`.
const PATH_METHODS: &[&str] =
    &["is_dir", "is_file", "is_symlink", "exists", "try_exists", "canonicalize", "read_dir", "read_link"];

/// The most lines of a file, tests included.
const MOST_LINES: usize = 500;
/// The least lines of a folder's essay.
const LEAST_ESSAY: usize = 5;

/// All that a floor may use, by itself or through others.
fn allowed(layer: &str) -> BTreeSet<&'static str> {
    let mut all = BTreeSet::new();
    let mut ahead: Vec<&str> = vec![layer];
    while let Some(next) = ahead.pop() {
        let direct = MAY_USE.iter().find(|(name, _)| *name == next).map_or(&[][..], |(_, below)| below);
        for below in direct {
            if all.insert(*below) {
                ahead.push(below);
            }
        }
    }
    for (guarded, users) in NOT_HANDED_ON {
        if !users.contains(&layer) {
            all.remove(guarded);
        }
    }
    all
}

fn violations(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| source.path != "lib.rs") {
        let layer = source.layer();
        let allowed = allowed(layer);
        let outside = source.layers_named().into_iter().filter(|named| named != layer);
        let forbidden = outside.filter(|named| !allowed.contains(named.as_str()));
        found.extend(forbidden.map(|named| format!("src/{}: {layer} must not use {named}", source.path)));
    }
    found
}

#[test]
fn imports_point_down_the_house() {
    assert_eq!(violations(&all_sources()), Vec::<String>::new());
}

#[test]
fn every_folder_is_a_floor_and_every_floor_a_folder() {
    let sources = all_sources();
    let folders: BTreeSet<&str> = sources.iter().map(Source::layer).filter(|layer| *layer != "lib").collect();
    let floors: BTreeSet<&str> = MAY_USE.iter().map(|(name, _)| *name).collect();
    assert_eq!(folders, floors);
}

#[test]
fn no_floor_reaches_itself_from_below() {
    for (layer, _) in MAY_USE {
        assert!(!allowed(layer).contains(layer), "{layer} stands above itself");
    }
}

#[test]
fn what_a_floor_never_touches() {
    let mut found = Vec::new();
    for source in all_sources() {
        let never = NEVER.iter().filter(|(layer, _)| *layer == source.layer()).flat_map(|(_, never)| *never);
        found.extend(
            never.filter(|path| source.names(path)).map(|path| format!("src/{} names {path}", source.path)),
        );
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn only_the_store_looks_at_files() {
    let mut found = Vec::new();
    let sources = all_sources();
    let others =
        sources.iter().filter(|source| source.layer() != "store" && source.path != OPENS_THE_TERMINAL);
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
fn files_are_short_enough_to_be_read() {
    let sources = all_sources();
    let long: Vec<String> = sources
        .iter()
        .map(|source| (source.whole.lines().count(), &source.path))
        .filter(|(lines, _)| *lines > MOST_LINES)
        .map(|(lines, path)| format!("src/{path} has {lines} lines"))
        .collect();
    assert_eq!(long, Vec::<String>::new());
}

#[test]
fn every_folder_opens_with_its_essay() {
    let mut essays: BTreeMap<String, usize> = BTreeMap::new();
    for source in all_sources() {
        let Some((folder, name)) = source.path.rsplit_once('/') else { continue };
        let lines = source.whole.lines().take_while(|line| line.starts_with("//!")).count();
        let entry = essays.entry(folder.to_owned()).or_default();
        if name == "mod.rs" {
            *entry = lines;
        }
    }
    let short: Vec<_> = essays.iter().filter(|(_, lines)| **lines < LEAST_ESSAY).collect();
    assert!(short.is_empty(), "folders whose mod.rs says too little: {short:?}");
}

fn source(path: &str, whole: &str) -> Source {
    let code = without_tests(&without_comments(whole));
    Source { path: path.to_owned(), whole: whole.to_owned(), code }
}

#[test]
fn the_test_sees_what_it_forbids() {
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
fn the_test_lets_pass_what_is_no_code() {
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
    let read = source("app/a.rs", harmless);
    assert_eq!(read.layers_named().into_iter().collect::<Vec<_>>(), ["corpus"]);
    assert!(!read.names("std::fs"));
    assert!(source("app/a.rs", "use std::{fmt, fs::File};").names("std::fs"));
    assert!(source("app/a.rs", "let x = std::fs::read(y);").names("std::fs"));
    assert!(source("app/a.rs", "if path.is_dir() {}").calls("is_dir"));
}
