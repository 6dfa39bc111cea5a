//! Which file of the crate uses which, by the paths that their code names, and the cycles among them.
//!
//! Paths are resolved as the compiler does it, as far as that can be seen without types: through `use`, groups, `self`,
//! `super`, imported modules and re-exports, down to the file that defines the first item that is no module. Methods and
//! macros are not followed; globs of modules are.

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::rust_source::{Source, tokens};

/// A module or item path, from the root of the crate.
type Path = Vec<String>;

/// How often an import may lead to another import.
const MAX_IMPORTS: usize = 8;

/// The files of the crate with what each of them uses.
pub struct ModuleGraph {
    /// Paths below `src/`, each with the files that it uses, itself left out.
    pub uses: BTreeMap<String, BTreeSet<String>>,
}

/// A file while the graph is made.
struct File<'a> {
    path: &'a str,
    module: Path,
    tokens: Vec<String>,
    /// What `use` brings in: the name here, and the path that it stands for.
    imports: HashMap<String, Path>,
    /// Modules whose items are all brought in.
    globs: Vec<Path>,
}

impl ModuleGraph {
    /// Reads the graph out of the sources.
    pub fn of(sources: &[Source]) -> Self {
        let modules: HashMap<Path, &str> =
            sources.iter().map(|source| (module_of(source), source.path.as_str())).collect();
        let files: Vec<File<'_>> = sources.iter().map(|source| File::of(source, &modules)).collect();
        let by_module: HashMap<&Path, &File<'_>> = files.iter().map(|file| (&file.module, file)).collect();
        let uses = files.iter().map(|file| {
            let used =
                file.paths_named(&modules).into_iter().filter_map(|path| defined_in(&path, &by_module, 0));
            (file.path.to_owned(), used.filter(|used| *used != file.path).map(str::to_owned).collect())
        });
        Self { uses: uses.collect() }
    }

    /// The sets of files that all reach each other, largest first; files in no cycle are left out.
    pub fn cycles(&self) -> Vec<BTreeSet<&str>> {
        let reached: BTreeMap<&str, BTreeSet<&str>> =
            self.uses.keys().map(|file| (file.as_str(), self.reached_from(file))).collect();
        let mut cycles: Vec<BTreeSet<&str>> = Vec::new();
        for (file, reaches) in &reached {
            if !reaches.contains(file) || cycles.iter().any(|cycle| cycle.contains(file)) {
                continue;
            }
            let back = |other: &&&str| reached.get(**other).is_some_and(|back| back.contains(file));
            cycles.push(reaches.iter().filter(back).copied().collect());
        }
        cycles.sort_by_key(|cycle| std::cmp::Reverse(cycle.len()));
        cycles
    }

    fn reached_from(&self, file: &str) -> BTreeSet<&str> {
        let mut reached = BTreeSet::new();
        let mut pending = vec![file];
        while let Some(next) = pending.pop() {
            for used in self.uses.get(next).into_iter().flatten() {
                if reached.insert(used.as_str()) {
                    pending.push(used);
                }
            }
        }
        reached
    }
}

impl<'a> File<'a> {
    fn of(source: &'a Source, modules: &HashMap<Path, &str>) -> Self {
        let (module, tokens) = (module_of(source), tokens(&source.code));
        let mut file =
            Self { path: &source.path, module, tokens, imports: HashMap::new(), globs: Vec::new() };
        let mut imports = Vec::new();
        for at in (0..file.tokens.len()).filter(|at| file.tokens[*at] == "use") {
            leaves(&file.tokens[at + 1..], &Path::new(), &mut imports);
        }
        for (name, path) in imports {
            let path = file.absolute(&path, modules);
            match name.as_str() {
                "*" => file.globs.extend(path),
                _ => drop(path.map(|path| file.imports.insert(name, path))),
            }
        }
        file
    }

    /// A path from the root. None where it leads out of the crate.
    fn absolute(&self, path: &[String], modules: &HashMap<Path, &str>) -> Option<Path> {
        let (first, rest) = path.split_first()?;
        let child = || [self.module.as_slice(), std::slice::from_ref(first)].concat();
        match first.as_str() {
            "crate" | "whoswho" => Some(rest.to_vec()),
            "self" => Some([&self.module, rest].concat()),
            "super" => {
                let supers = path.iter().take_while(|part| *part == "super").count();
                let depth = self.module.len().checked_sub(supers)?;
                Some([&self.module[..depth], &path[supers..]].concat())
            }
            name if self.imports.contains_key(name) => Some([&self.imports[name], rest].concat()),
            _ if modules.contains_key(&child()) => Some([&child(), rest].concat()),
            _ => None,
        }
    }

    /// Every path of the crate that the code names, those of its imports too.
    fn paths_named(&self, modules: &HashMap<Path, &str>) -> Vec<Path> {
        let mut paths: Vec<Path> = self.imports.values().chain(&self.globs).cloned().collect();
        // What only leads to something is no use of it: an imported module counts where one of its items is named.
        paths.retain(|path| !modules.contains_key(path) || self.globs.contains(path));
        for at in 0..self.tokens.len() {
            let is_first = at == 0 || self.tokens[at - 1] != "::";
            if is_first && self.tokens.get(at + 1).is_some_and(|next| next == "::") {
                let parts =
                    self.tokens[at..].chunks(2).take_while(|pair| pair.get(1).is_some_and(|c| c == "::"));
                let parts = parts.count();
                let path: Path = self.tokens[at..].iter().step_by(2).take(parts + 1).cloned().collect();
                paths.extend(self.absolute(&path, modules));
            }
        }
        paths
    }
}

/// The leaves of a `use` tree: the name that each brings in, and its path as written.
fn leaves(tokens: &[String], before: &[String], found: &mut Vec<(String, Path)>) {
    let Some(first) = tokens.first() else { return };
    if first == "{" {
        let mut depth = 0;
        let mut starts = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            match token.as_str() {
                "{" => depth += 1,
                "}" => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
            if depth == 1 && matches!(token.as_str(), "{" | ",") {
                starts.push(at + 1);
            }
        }
        for start in starts.into_iter().filter(|start| tokens.get(*start).is_some_and(|token| token != "}")) {
            leaves(&tokens[start..], before, found);
        }
        return;
    }
    // A path may begin with the root of all crates.
    if first == "::" {
        return;
    }
    let path: Path = before.iter().chain([first]).cloned().collect();
    match tokens.get(1).map(String::as_str) {
        Some("::") => leaves(&tokens[2..], &path, found),
        _ if first == "*" => found.push(("*".to_owned(), before.to_vec())),
        Some("as") => found.extend(tokens.get(2).map(|name| (name.clone(), path))),
        // `self` in a group brings in the module before it.
        _ if first == "self" && !before.is_empty() => {
            found.extend(before.last().map(|name| (name.clone(), before.to_vec())));
        }
        _ => found.push((first.clone(), path)),
    }
}

/// The file that defines what a path names: that of the longest module in it, or what that module imports the next name from.
fn defined_in<'a>(path: &[String], files: &HashMap<&Path, &'a File<'_>>, imports: usize) -> Option<&'a str> {
    let length = (0..=path.len()).rev().find(|length| files.contains_key(&path[..*length].to_vec()))?;
    let file = files[&path[..length].to_vec()];
    let Some(item) = path.get(length).filter(|_| imports < MAX_IMPORTS) else { return Some(file.path) };
    match file.imports.get(item) {
        Some(imported) => {
            let imported = [imported, &path[length + 1..]].concat();
            defined_in(&imported, files, imports + 1).or(Some(file.path))
        }
        None => Some(file.path),
    }
}

fn module_of(source: &Source) -> Path {
    source.modules().into_iter().map(str::to_owned).collect()
}
