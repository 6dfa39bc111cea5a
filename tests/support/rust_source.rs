//! Rust source files without comments, tests and the contents of strings: enough to see which paths they use.

#![allow(dead_code, reason = "each test binary uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot continue has failed")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A file under `src/`.
pub struct Source {
    /// Its path below `src/`, with `/` between the parts.
    pub path: String,
    /// The unchanged file.
    pub whole: String,
    /// Its code without comments and items under `#[cfg(test)]`, with empty strings.
    pub code: String,
}

impl Source {
    /// Returns the folder directly below `src/` that contains the file, or the name without extension of a file in
    /// `src/` itself.
    pub fn layer(&self) -> &str {
        self.path.split('/').next().unwrap().trim_end_matches(".rs")
    }

    /// Returns the names of the modules that contain the code of this file, outermost first.
    pub fn modules(&self) -> Vec<&str> {
        let mut modules: Vec<&str> = self.path.trim_end_matches(".rs").split('/').collect();
        if matches!(modules.last(), Some(&("mod" | "lib" | "main"))) {
            modules.pop();
        }
        modules
    }

    /// Returns the top-level modules that the code names, through `crate::`, `whoswho::` or `super::` up to the root.
    pub fn layers_named(&self) -> BTreeSet<String> {
        let tokens = tokens(&self.code);
        let depth = self.modules().len();
        let mut named = BTreeSet::new();
        for at in 0..tokens.len() {
            let continued = at > 0 && tokens[at - 1] == "::";
            if continued || tokens.get(at + 1).is_none_or(|next| next != "::") {
                continue;
            }
            match tokens[at].as_str() {
                "crate" | "whoswho" => first_names(&tokens[at + 2..], &mut named),
                "super" => {
                    let supers = tokens[at..].chunks(2).take_while(|pair| *pair == ["super", "::"]).count();
                    if supers >= depth {
                        first_names(&tokens[at + 2 * supers..], &mut named);
                    }
                }
                _ => {}
            }
        }
        named
    }

    /// Returns true if the code names a path such as `std::fs`, directly or in a grouped `use`.
    pub fn names(&self, path: &str) -> bool {
        let parts: Vec<&str> = path.split("::").collect();
        let tokens = tokens(&self.code);
        (0..tokens.len()).any(|at| {
            let begins = at == 0 || tokens[at - 1] != "::" && tokens[at - 1] != ".";
            begins && reaches(&tokens[at..], &parts)
        })
    }

    /// Returns true if the code calls a method of this name.
    pub fn calls(&self, method: &str) -> bool {
        let tokens = tokens(&self.code);
        tokens.windows(3).any(|three| three[0] == "." && three[1] == method && three[2] == "(")
    }
}

/// Returns true if tokens begin with a path, possibly in a group (`a::{b, c}`).
fn reaches(tokens: &[String], parts: &[&str]) -> bool {
    let Some((first, rest)) = parts.split_first() else { return true };
    if tokens.first().is_none_or(|token| token != first) {
        return false;
    }
    if rest.is_empty() {
        return true;
    }
    if tokens.get(1).is_none_or(|token| token != "::") {
        return false;
    }
    branches(&tokens[2..]).any(|branch| reaches(branch, rest))
}

/// Collects the first name in each branch of the rest of a path, such as what follows `crate::`.
fn first_names(tokens: &[String], names: &mut BTreeSet<String>) {
    names.extend(branches(tokens).filter_map(|branch| branch.first().cloned()));
}

/// Returns the branches of the rest of a path: each branch of a group, else the rest itself.
fn branches(tokens: &[String]) -> impl Iterator<Item = &[String]> {
    let mut starts = vec![0];
    if tokens.first().is_some_and(|token| token == "{") {
        starts = vec![1];
        let mut depth = 0;
        for (at, token) in tokens.iter().enumerate() {
            match token.as_str() {
                "{" => depth += 1,
                "}" => depth -= 1,
                "," if depth == 1 => starts.push(at + 1),
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    starts.into_iter().map(|start| &tokens[start..]).filter(|branch| branch.first().is_some_and(|t| t != "}"))
}

/// Splits code into names, `::`, and single other characters; white space is dropped.
pub fn tokens(code: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        let length = if is_name(first) {
            rest.find(|c| !is_name(c)).unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        if !first.is_whitespace() {
            tokens.push(rest[..length].to_owned());
        }
        rest = &rest[length..];
    }
    tokens
}

/// Returns all files under `src/`, sorted by path; `code` is empty for those that contain only tests (`tests.rs`,
/// `*_tests.rs`).
pub fn all_sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    let source = |path: PathBuf| {
        let whole = std::fs::read_to_string(&path).unwrap();
        let parts: Vec<_> =
            path.strip_prefix(&root).unwrap().iter().map(|part| part.to_str().unwrap()).collect();
        let name = parts.join("/");
        let is_test = name.ends_with("/tests.rs") || name.ends_with("_tests.rs");
        let code = if is_test { String::new() } else { without_tests(&without_comments(&whole)) };
        Source { path: name, whole, code }
    };
    paths.into_iter().map(source).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            paths.push(path);
        }
    }
}

/// Removes comments and the contents of string and character literals.
pub fn without_comments(whole: &str) -> String {
    let characters: Vec<char> = whole.chars().collect();
    let is = |at: usize, c: char| characters.get(at) == Some(&c);
    let mut code = String::with_capacity(whole.len());
    let mut at = 0;
    while let Some(&here) = characters.get(at) {
        let in_name = at > 0 && (characters[at - 1].is_alphanumeric() || characters[at - 1] == '_');
        let hashes = characters[at + 1..].iter().take_while(|c| **c == '#').count();
        if here == '/' && is(at + 1, '/') {
            at += characters[at..].iter().take_while(|c| **c != '\n').count();
        } else if here == '/' && is(at + 1, '*') {
            let mut depth = 0;
            loop {
                if is(at, '/') && is(at + 1, '*') {
                    depth += 1;
                    at += 2;
                } else if is(at, '*') && is(at + 1, '/') {
                    depth -= 1;
                    at += 2;
                } else {
                    at += 1;
                }
                if depth == 0 || at >= characters.len() {
                    break;
                }
            }
        } else if here == 'r' && (!in_name || is(at - 1, 'b')) && is(at + 1 + hashes, '"') {
            at += hashes + 2;
            let closes = |at: usize| is(at, '"') && (1..=hashes).all(|next| is(at + next, '#'));
            while at < characters.len() && !closes(at) {
                at += 1;
            }
            at += hashes + 1;
            code.push_str("r\"\"");
        } else if here == '"' || here == '\'' && is_character(&characters[at..]) {
            at += 1;
            while at < characters.len() && characters[at] != here {
                at += if characters[at] == '\\' { 2 } else { 1 };
            }
            at += 1;
            code.push_str("\"\"");
        } else {
            code.push(here);
            at += 1;
        }
    }
    code
}

/// Returns true if an apostrophe begins a character literal, not a lifetime.
fn is_character(rest: &[char]) -> bool {
    rest.get(1) == Some(&'\\') || rest.get(2) == Some(&'\'')
}

/// Removes the items under `#[cfg(test)]` or `#[cfg(all(test, …))]`.
pub fn without_tests(code: &str) -> String {
    let mut kept = String::new();
    let mut rest = code;
    while let Some(at) = ["#[cfg(test)]", "#[cfg(all(test,"].iter().filter_map(|test| rest.find(test)).min() {
        kept.push_str(&rest[..at]);
        let item = &rest[at..];
        let mut depth = 0_i32;
        let end = item.char_indices().find(|(_, c)| {
            depth += i32::from(*c == '{') - i32::from(*c == '}');
            depth == 0 && matches!(c, ';' | '}')
        });
        rest = end.map_or("", |(end, _)| &item[end + 1..]);
    }
    kept + rest
}
