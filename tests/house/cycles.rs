//! No file in the crate may use, directly or indirectly, a file that uses it.
//!
//! Files in a cycle cannot be read, tested or moved on their own.

use crate::support::module_graph::ModuleGraph;
use crate::support::rust_source::{Source, all_sources, without_tests};

#[test]
fn files_form_no_cycles() {
    let sources = all_sources();
    let graph = ModuleGraph::of(&sources);
    assert!(graph.cycles().is_empty(), "{:#?}", graph.cycles());
}

fn cycles_of(files: &[(&str, &str)]) -> Vec<Vec<String>> {
    let source = |(path, code): &(&str, &str)| Source {
        path: (*path).to_owned(),
        whole: (*code).to_owned(),
        code: without_tests(code),
    };
    let sources: Vec<Source> = files.iter().map(source).collect();
    let graph = ModuleGraph::of(&sources);
    graph.cycles().into_iter().map(|cycle| cycle.into_iter().map(str::to_owned).collect()).collect()
}

#[test]
fn cycles_are_detected_however_the_paths_are_written() {
    let b = ("b.rs", "use crate::a::A; pub struct B;");
    for a in [
        "use crate::b::B; pub struct A;",
        "use crate::{b::{B}, c}; pub struct A;",
        "use crate::b; fn f() -> b::B {}",
        "fn f() -> crate::b::B {}",
        "use super::b::*; pub struct A;",
        "use crate::b as c; fn f() -> c::B {}",
        "use crate::c::B; pub struct A;",
        "use crate::d; fn f() { d() }",
        "mod inner { use super::super::b::B; pub struct A; }",
        "use crate::b; mod inner { use super::b::B; } fn f() -> b::B {}",
        "fn f() { use crate::{c::B, b::B as D}; } fn g() { use std::fmt::Write as D; }",
    ] {
        let files = [
            ("a.rs", a),
            b,
            ("c.rs", "pub use crate::b::B;"),
            ("d.rs", "use crate::b::B; pub fn d() {}"),
            ("lib.rs", "mod a; mod b; mod c; mod d; pub use d::d;"),
        ];
        let cycle = if a.contains("crate::d") { vec!["a.rs", "b.rs", "d.rs"] } else { vec!["a.rs", "b.rs"] };
        assert_eq!(cycles_of(&files), [cycle], "{a}");
    }
}

#[test]
fn module_and_its_child_are_a_cycle_only_if_they_use_each_other() {
    let both = [("a/mod.rs", "mod b; use b::B; pub struct A;"), ("a/b.rs", "use super::A; pub struct B;")];
    assert_eq!(cycles_of(&both), [["a/b.rs", "a/mod.rs"]]);
    let re_exported = [
        ("a/mod.rs", "mod b; mod c; pub use b::B; pub use c::C;"),
        ("a/b.rs", "use super::C; pub struct B;"),
        ("a/c.rs", "pub struct C;"),
    ];
    assert!(cycles_of(&re_exported).is_empty());
}

#[test]
fn path_that_only_leads_through_a_folder_does_not_use_it() {
    for a in [
        "use crate::a::{c::{self, C}, d}; fn f() -> d::D {}",
        "pub(in crate::a) struct B;",
        "pub(super) struct B; mod inner { use super::B; pub(super) struct C; }",
        "#[cfg(all(test, unix))] mod tests { use super::super::*; } pub struct B;",
    ] {
        let files = [
            ("a/mod.rs", "mod b; mod c; mod d; pub use b::B; pub struct A;"),
            ("a/b.rs", a),
            ("a/c.rs", "pub struct C;"),
            ("a/d.rs", "pub struct D;"),
        ];
        assert!(cycles_of(&files).is_empty(), "{a}");
    }
}
