//! The parts of the layers: which parts of `app` may use which, that no view uses another, and which files may draw.

use crate::support::module_graph::ModuleGraph;
use crate::support::rust_source::{Source, all_sources};

/// The parts of `app`. Each may use itself and those to its right.
const PARTS_OF_APP: &[(&str, &[&str])] = &[
    (
        "mod",
        &[
            "actions",
            "document",
            "effect",
            "geometry",
            "input",
            "jobs",
            "message",
            "queries",
            "state",
            "workspace",
        ],
    ),
    (
        "actions",
        &["workspace", "message", "effect", "state", "queries", "jobs", "document", "geometry", "input"],
    ),
    ("workspace", &["effect", "state", "queries", "jobs", "document", "geometry", "input"]),
    ("message", &["state", "jobs", "input"]),
    ("effect", &["state", "jobs"]),
    ("state", &["queries", "jobs", "document", "geometry", "input"]),
    ("queries", &["jobs", "document"]),
    ("jobs", &[]),
    ("document", &[]),
    ("geometry", &[]),
    ("input", &[]),
];

/// Layers whose parts must not use each other, except that `mod` may use any part, and any part may use `draw_*` parts.
/// What else two parts share is in a layer below.
const SEPARATE: &[&str] = &["views", "overlays"];

/// Layers that may name ratatui; in the others, only files called `draw*.rs` may.
const DRAWN_BY_ANY_FILE: &[&str] = &["ui", "term"];

/// Layers that leave access to the outside to `reader`.
const INSIDE: &[&str] = &["shell", "views", "overlays"];

/// Paths that the layers in [`INSIDE`] must not name.
const OUTSIDE: &[&str] =
    &["crossterm", "std::fs", "std::io", "std::net", "std::env", "std::time", "std::thread", "std::process"];

/// Returns the layer and the part of a file. The part is the folder or the file directly below the layer.
fn part(path: &str) -> Option<(&str, &str)> {
    let (layer, rest) = path.split_once('/')?;
    let part = rest.split('/').next().unwrap_or(rest).trim_end_matches(".rs");
    Some((layer, part))
}

/// Returns the uses that the rules forbid, as sentences.
fn violations(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    let graph = ModuleGraph::of(sources);
    let uses = graph.uses.iter().flat_map(|(from, used)| used.iter().map(move |to| (from, to)));
    for (from, to) in uses {
        let (Some((layer, part_from)), Some((layer_to, part_to))) = (part(from), part(to)) else { continue };
        if layer != layer_to || part_from == part_to {
            continue;
        }
        if layer == "app" {
            let allowed = PARTS_OF_APP.iter().find(|(name, _)| *name == part_from);
            if !allowed.is_some_and(|(_, allowed)| allowed.contains(&part_to)) {
                found.push(format!("{from} must not use {to}"));
            }
        } else if SEPARATE.contains(&layer) && part_from != "mod" && !part_to.starts_with("draw_") {
            found.push(format!("{from} must not use {to}"));
        }
    }
    found
}

#[test]
fn parts_use_only_the_parts_below() {
    assert_eq!(violations(&all_sources()), Vec::<String>::new());
}

#[test]
fn every_part_of_app_is_in_the_table() {
    let parts: Vec<&str> = PARTS_OF_APP.iter().map(|(name, _)| *name).collect();
    for source in all_sources() {
        if let Some(("app", part)) = part(&source.path) {
            assert!(parts.contains(&part), "src/{} is in no part of the table", source.path);
        }
    }
}

#[test]
fn only_draw_files_draw() {
    let mut found = Vec::new();
    for source in all_sources() {
        let name = source.path.rsplit('/').next().unwrap_or_default();
        if !DRAWN_BY_ANY_FILE.contains(&source.layer())
            && !name.starts_with("draw")
            && source.names("ratatui")
        {
            found.push(format!("src/{} names ratatui", source.path));
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn shell_views_and_overlays_do_not_access_the_outside() {
    let mut found = Vec::new();
    for source in all_sources().iter().filter(|source| INSIDE.contains(&source.layer())) {
        let outside = OUTSIDE.iter().filter(|path| source.names(path));
        found.extend(outside.map(|path| format!("src/{} names {path}", source.path)));
    }
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn forbidden_uses_are_detected() {
    let source = |(path, code): &(&str, &str)| Source {
        path: (*path).to_owned(),
        whole: (*code).to_owned(),
        code: (*code).to_owned(),
    };
    for (path, code, expected) in [
        ("app/state/a.rs", "use crate::app::actions::b::f;", "app/state/a.rs must not use app/actions/b.rs"),
        ("views/one/mod.rs", "use crate::views::two::Two;", "views/one/mod.rs must not use views/two/mod.rs"),
        ("overlays/a.rs", "use crate::overlays::b::B;", "overlays/a.rs must not use overlays/b.rs"),
        ("app/actions/a.rs", "use crate::app::actions::b::f;", ""),
    ] {
        let files = [
            (path, code),
            ("app/actions/b.rs", "pub fn f() {}"),
            ("views/two/mod.rs", "pub struct Two;"),
            ("overlays/b.rs", "pub struct B;"),
        ];
        let sources: Vec<Source> = files.iter().map(source).collect();
        assert_eq!(violations(&sources).join("\n"), expected, "{code}");
    }
}
