//! Finds which source files use which others, from the paths in their code, and the cycles among them.
//!
//! Paths are resolved as by the compiler, as far as that is possible without types: through `use`, groups, `self`,
//! `super`, imported modules and re-exports, down to the file that defines the first item that is not a module. Globs
//! of modules are followed; methods and macros are not.

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::rust_source::{Source, tokens};

/// A module or item path, from the root of the crate.
type Path = Vec<String>;

/// Maximum length of a chain of imports.
const MAX_IMPORTS: usize = 8;

/// The files in the crate, each with the files that it uses.
pub struct ModuleGraph {
    /// Paths below `src/`, each with the files that it uses, except itself.
    pub uses: BTreeMap<String, BTreeSet<String>>,
}

/// A file, while the graph is being built.
struct File<'a> {
    path: &'a str,
    /// The file's own module, then the inline modules in it.
    modules: Vec<Path>,
    tokens: Vec<String>,
    /// The module of each token, as an index into `modules`.
    module_at: Vec<usize>,
    /// Imported paths, by the module that imports (an index into `modules`) and the name there.
    imports: HashMap<(usize, String), Path>,
    /// The paths of all imports. `imports` may miss some, since two blocks in a module may import different items under
    /// one name.
    imported: Vec<Path>,
    /// Modules imported by a glob.
    globs: Vec<Path>,
}

impl ModuleGraph {
    /// Builds the graph.
    pub fn of(sources: &[Source]) -> Self {
        let modules: HashMap<Path, &str> =
            sources.iter().map(|source| (module_of(source), source.path.as_str())).collect();
        let files: Vec<File<'_>> = sources.iter().map(|source| File::of(source, &modules)).collect();
        let by_module: HashMap<&Path, &File<'_>> = files.iter().map(|file| (file.module(), file)).collect();
        let uses = files.iter().map(|file| {
            let mut paths = file.paths_named(&modules);
            // Importing a module, or naming it in a visibility (`pub(in crate::mention)`), does not count as using it;
            // naming one of its items does.
            paths.retain(|path| !by_module.contains_key(path) || is_also_item(path, &by_module));
            let used = paths.iter().chain(&file.globs).filter_map(|path| defined_in(path, &by_module, 0));
            (file.path.to_owned(), used.filter(|used| *used != file.path).map(str::to_owned).collect())
        });
        Self { uses: uses.collect() }
    }

    /// Returns the cycles, as sets of files that all reach each other, largest first.
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
    fn of(source: &'a Source, files: &HashMap<Path, &str>) -> Self {
        let tokens = tokens(&source.code);
        let (modules, module_at) = inline_modules(&tokens, module_of(source));
        let mut file = Self {
            path: &source.path,
            modules,
            tokens,
            module_at,
            imports: HashMap::new(),
            imported: Vec::new(),
            globs: Vec::new(),
        };
        let mut imports = Vec::new();
        for at in (0..file.tokens.len()).filter(|at| file.tokens[*at] == "use") {
            let mut found = Vec::new();
            leaves(&file.tokens[at + 1..], &Path::new(), &mut found);
            imports.extend(found.into_iter().map(|(name, path)| (file.module_at[at], name, path)));
        }
        for (module, name, path) in imports {
            let Some(path) = file.absolute(&path, module, files) else { continue };
            if name == "*" {
                file.globs.push(path);
            } else {
                file.imported.push(path.clone());
                file.imports.insert((module, name), path);
            }
        }
        file
    }

    fn module(&self) -> &Path {
        &self.modules[0]
    }

    /// Resolves a path in a module to one from the root. Returns None if it leads out of the crate.
    fn absolute(&self, path: &[String], module: usize, files: &HashMap<Path, &str>) -> Option<Path> {
        let (first, rest) = path.split_first()?;
        let here = &self.modules[module];
        let child = || [here.as_slice(), std::slice::from_ref(first)].concat();
        match first.as_str() {
            "crate" | "whoswho" => Some(rest.to_vec()),
            "self" => Some([here, rest].concat()),
            "super" => {
                let supers = path.iter().take_while(|part| *part == "super").count();
                let depth = here.len().checked_sub(supers)?;
                Some([&here[..depth], &path[supers..]].concat())
            }
            _ => match self.imports.get(&(module, first.clone())) {
                Some(imported) => Some([imported, rest].concat()),
                None if files.contains_key(&child()) => Some([&child(), rest].concat()),
                None => None,
            },
        }
    }

    /// Returns every path in the crate that the code names, including those it imports.
    fn paths_named(&self, files: &HashMap<Path, &str>) -> Vec<Path> {
        let mut paths = self.imported.clone();
        for at in 0..self.tokens.len() {
            let is_first = at == 0 || self.tokens[at - 1] != "::";
            if is_first && self.tokens.get(at + 1).is_some_and(|next| next == "::") {
                let parts =
                    self.tokens[at..].chunks(2).take_while(|pair| pair.get(1).is_some_and(|c| c == "::"));
                let parts = parts.count();
                let path: Path = self.tokens[at..].iter().step_by(2).take(parts + 1).cloned().collect();
                // Groups are skipped: their leaves are among the imports.
                if path.last().is_some_and(|last| last != "{" && last != "*") {
                    paths.extend(self.absolute(&path, self.module_at[at], files));
                }
            }
        }
        paths
    }
}

/// Returns the modules in a file, its own first, and for each token the index of its module.
fn inline_modules(tokens: &[String], own: Path) -> (Vec<Path>, Vec<usize>) {
    let mut modules = vec![own];
    let mut module_at = Vec::with_capacity(tokens.len());
    // The enclosing modules, outermost first, each with the brace depth of its contents.
    let mut enclosing = vec![(0, 0)];
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        let (module, inside) = enclosing[enclosing.len() - 1];
        module_at.push(module);
        if token == "{" {
            depth += 1;
            if at >= 2 && tokens[at - 2] == "mod" {
                modules.push([&modules[module][..], &tokens[at - 1..at]].concat());
                enclosing.push((modules.len() - 1, depth));
            }
        } else if token == "}" {
            if enclosing.len() > 1 && depth == inside {
                enclosing.pop();
            }
            depth -= 1;
        }
    }
    (modules, module_at)
}

/// Collects the leaves of a `use` tree: the name that each imports, and its path as written.
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
    // A path that begins with `::` leads to another crate.
    if first == "::" {
        return;
    }
    let path: Path = before.iter().chain([first]).cloned().collect();
    match tokens.get(1).map(String::as_str) {
        Some("::") => leaves(&tokens[2..], &path, found),
        _ if first == "*" => found.push(("*".to_owned(), before.to_vec())),
        Some("as") => found.extend(tokens.get(2).map(|name| (name.clone(), path))),
        // `self` in a group imports the module before the group.
        _ if first == "self" && !before.is_empty() => {
            found.extend(before.last().map(|name| (name.clone(), before.to_vec())));
        }
        _ => found.push((first.clone(), path)),
    }
}

/// Returns true if a module has the same name as an item that its parent imports, as in `pub use slug::slug`.
fn is_also_item(module: &[String], files: &HashMap<&Path, &File<'_>>) -> bool {
    let Some((name, parent)) = module.split_last() else { return false };
    files.get(&parent.to_vec()).is_some_and(|file| file.imports.contains_key(&(0, name.clone())))
}

/// Returns the file that defines the item at a path: the file of the longest prefix that is a module, or the one from
/// which that module imports the next name.
fn defined_in<'a>(path: &[String], files: &HashMap<&Path, &'a File<'_>>, imports: usize) -> Option<&'a str> {
    let length = (0..=path.len()).rev().find(|length| files.contains_key(&path[..*length].to_vec()))?;
    let file = files[&path[..length].to_vec()];
    let Some(item) = path.get(length).filter(|_| imports < MAX_IMPORTS) else { return Some(file.path) };
    match file.imports.get(&(0, item.clone())) {
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
