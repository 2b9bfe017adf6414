//! The walls of the house: which folder of `src/` may import which. The order of the folders and what each may import are read from the
//! table "Folders" of `ARCHITECTURE.md`, so that the page and the code cannot disagree.
//!
//! Inside a folder no file may import one that imports it. The circles that there are still are in `tests/house/cycles.txt`, one on a
//! line; the list may only get shorter.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::rust::{CodePath, code, paths, test_modules};
use super::tree::{files, project};

/// A folder of `src/` and what it may import.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FolderRule {
    /// The folders that share a row of the table: `cmd` and `cli`.
    names: Vec<String>,
    /// The folders it may import; `None`: all above.
    imports: Option<BTreeSet<String>>,
}

/// The table of folders.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct FolderTable {
    /// Lowest first.
    rules: Vec<FolderRule>,
    /// Folders so low that every folder below them may import them.
    everywhere: BTreeSet<String>,
}

/// The words between backquotes.
fn quoted(text: &str) -> impl Iterator<Item = String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned)
}

impl FolderTable {
    /// Reads the table below the heading "Folders", and the sentence that names the folders that all may import.
    fn parse(page: &str) -> FolderTable {
        let section = page.split("\n## Folders\n").nth(1).unwrap_or("").split("\n## ").next().unwrap_or("");
        let mut table = FolderTable::default();
        for line in section.lines() {
            if let Some(rest) = line.split("may be imported by every folder below them").next().filter(|rest| *rest != line) {
                table.everywhere = quoted(rest).collect();
            }
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let [_, folder, _, imports, _] = cells.as_slice() else { continue };
            if folder.starts_with('`') {
                let all = imports.contains("all above");
                table
                    .rules
                    .push(FolderRule { names: quoted(folder).collect(), imports: (!all).then(|| quoted(imports).collect()) });
            }
        }
        table
    }

    fn place(&self, folder: &str) -> Option<usize> {
        self.rules.iter().position(|rule| rule.names.iter().any(|name| name == folder))
    }

    /// Returns the rule that an import breaks; nothing for one that is allowed.
    fn broken_rule(&self, from: &str, to: &str) -> Option<String> {
        if from == to {
            return None;
        }
        let Some(own) = self.place(from) else { return Some(format!("`{from}` has no row in the table")) };
        let Some(other) = self.place(to) else { return Some(format!("`{to}` has no row in the table")) };
        if other > own {
            return Some(format!("`{to}` is below `{from}` in the table, and a folder imports only folders above it"));
        }
        let rule = &self.rules[own];
        let allowed =
            other == own || rule.imports.as_ref().is_none_or(|imports| imports.contains(to)) || self.everywhere.contains(to);
        (!allowed).then(|| format!("the row of `{from}` does not name `{to}`"))
    }
}

/// A file of `src/`, by its path below it, with the names of its module: `view/lists/entry.rs` is `view`, `lists`, `entry`.
struct SourceModule {
    path: String,
    names: Vec<String>,
    code: String,
    paths: Vec<CodePath>,
}

fn module_names(path: &str) -> Vec<String> {
    let path = path.strip_suffix(".rs").unwrap_or(path);
    let path = path.strip_suffix("/mod").unwrap_or(path);
    path.split('/').map(str::to_owned).collect()
}

/// Reads the modules of a crate; files that only tests use are left out. `texts`: by path below `src/`.
fn modules(texts: &BTreeMap<String, String>) -> Vec<SourceModule> {
    let mut tests: BTreeSet<Vec<String>> = BTreeSet::new();
    for (path, text) in texts {
        let own = if path == "lib.rs" || path == "main.rs" { Vec::new() } else { module_names(path) };
        tests.extend(test_modules(text).into_iter().map(|name| own.iter().cloned().chain([name]).collect::<Vec<_>>()));
    }
    let is_test = |names: &[String]| (1..=names.len()).any(|n| tests.contains(&names[..n]));
    let read = |(path, text): (&String, &String)| {
        let code = code(text);
        let paths = paths(&code);
        SourceModule { path: path.clone(), names: module_names(path), code, paths }
    };
    let all = texts.iter().filter(|(path, _)| *path != "lib.rs" && *path != "main.rs").map(read);
    all.filter(|module| !is_test(&module.names)).collect()
}

/// Returns the names of a path from the top of the crate; nothing for one that does not begin there.
fn absolute(module: &SourceModule, path: &CodePath, all: &BTreeMap<Vec<String>, &SourceModule>) -> Option<Vec<String>> {
    let first = path.names.first()?.as_str();
    let rest = |n: usize| path.names[n..].iter().cloned();
    match first {
        "crate" => Some(rest(1).collect()),
        "self" => Some(module.names.iter().cloned().chain(rest(1)).collect()),
        "super" => {
            let ups = path.names.iter().take_while(|name| *name == "super").count();
            let base = module.names.len().checked_sub(ups)?;
            Some(module.names[..base].iter().cloned().chain(rest(ups)).collect())
        }
        _ => {
            let child: Vec<String> = module.names.iter().cloned().chain([first.to_owned()]).collect();
            all.contains_key(&child).then(|| child.into_iter().chain(rest(1)).collect())
        }
    }
}

/// Returns every import that breaks a rule, as `src/view/head.rs:7: … `.
fn broken_imports(table: &FolderTable, texts: &BTreeMap<String, String>) -> Vec<String> {
    let modules = modules(texts);
    let by_names: BTreeMap<Vec<String>, &SourceModule> = modules.iter().map(|m| (m.names.clone(), m)).collect();
    let mut out = Vec::new();
    for module in &modules {
        let Some(from) = module.names.first() else { continue };
        for path in &module.paths {
            let Some(to) = absolute(module, path, &by_names).and_then(|names| names.first().cloned()) else { continue };
            if let Some(rule) = table.broken_rule(from, &to) {
                out.push(format!("src/{}:{}: `{}`: {rule}", module.path, path.line, path.names.join("::")));
            }
        }
    }
    out.dedup();
    out
}

/// Returns the file that declares what a path names: where a module hands a name on, the module it has it from.
fn declaring<'m>(names: &[String], all: &BTreeMap<Vec<String>, &'m SourceModule>) -> Option<&'m SourceModule> {
    let depth = (1..=names.len()).rev().find(|n| all.contains_key(&names[..*n]))?;
    let module = all.get(&names[..depth])?;
    let Some(name) = names.get(depth) else { return Some(module) };
    let handed_on = module.paths.iter().filter(|path| path.is_reexport).find_map(|path| {
        let target = absolute(module, path, all)?;
        let last = target.last()?;
        if last == "*" {
            let child = all.get(&target[..target.len() - 1])?;
            return declares(&child.code, name).then_some(*child);
        }
        (last == name && target != names[..=depth]).then(|| declaring(&target, all)).flatten()
    });
    Some(handed_on.unwrap_or(module))
}

fn declares(code: &str, name: &str) -> bool {
    ["struct", "enum", "trait", "type", "fn", "const", "static"].iter().any(|kind| {
        code.split(&format!("{kind} {name}")).skip(1).any(|after| !after.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    })
}

/// Returns the files that one leads to, over any number of imports.
fn reached<'m>(imports: &BTreeMap<&'m str, BTreeSet<&'m str>>, from: &'m str) -> BTreeSet<&'m str> {
    let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(at) = next.pop() {
        next.extend(imports.get(at).into_iter().flatten().copied().filter(|to| seen.insert(*to)));
    }
    seen
}

/// Returns the circles of files inside each folder, each as its paths from A to Z.
fn circles(texts: &BTreeMap<String, String>) -> BTreeSet<String> {
    let modules = modules(texts);
    let all: BTreeMap<Vec<String>, &SourceModule> = modules.iter().map(|m| (m.names.clone(), m)).collect();
    let mut imports: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for module in &modules {
        for path in module.paths.iter().filter(|path| !path.is_reexport) {
            let target = absolute(module, path, &all).and_then(|names| declaring(&names, &all));
            if let Some(target) = target.filter(|t| t.path != module.path && t.names.first() == module.names.first()) {
                imports.entry(&module.path).or_default().insert(&target.path);
            }
        }
    }
    let reach: BTreeMap<&str, BTreeSet<&str>> = modules.iter().map(|m| (m.path.as_str(), reached(&imports, &m.path))).collect();
    let circle = |at: &str| -> Vec<&str> {
        let own = &reach[at];
        own.iter().copied().filter(|other| reach.get(other).is_some_and(|back| back.contains(at))).collect()
    };
    let all = modules.iter().map(|m| circle(&m.path)).filter(|circle| circle.len() > 1);
    all.map(|circle| circle.join(" ")).collect()
}

/// The files of `src/` by path below it.
fn sources(folder: &Path) -> BTreeMap<String, String> {
    let named = |(path, text): (std::path::PathBuf, String)| {
        let below = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
        (below, text)
    };
    files(folder, "rs").into_iter().map(named).collect()
}

#[test]
fn a_folder_imports_only_what_the_table_allows() {
    let page = std::fs::read_to_string(project().join("ARCHITECTURE.md")).unwrap();
    let table = FolderTable::parse(&page);
    let texts = sources(&project().join("src"));
    let rows: BTreeSet<String> = table.rules.iter().flat_map(|rule| rule.names.clone()).collect();
    let folders: BTreeSet<String> = modules(&texts).into_iter().filter_map(|m| m.names.first().cloned()).collect();
    assert_eq!(rows, folders, "the table Folders of ARCHITECTURE.md has a row for each folder of src/ and no other");
    for rule in &table.rules {
        let unknown: Vec<_> =
            rule.imports.iter().flatten().chain(&table.everywhere).filter(|name| !rows.contains(*name)).collect();
        assert!(unknown.is_empty(), "the row of {:?} names {unknown:?}, which is no folder", rule.names);
        for import in rule.imports.iter().flatten() {
            let (own, other) = (table.place(&rule.names[0]), table.place(import));
            assert!(other < own, "the row of {:?} names `{import}`, which is not above it", rule.names);
        }
    }
    let broken = broken_imports(&table, &texts);
    assert!(broken.is_empty(), "imports against the table Folders of ARCHITECTURE.md:\n{}", broken.join("\n"));
}

#[test]
fn circles_of_files_only_get_fewer() {
    let place = project().join("tests/house/cycles.txt");
    let listed: BTreeSet<String> = std::fs::read_to_string(&place).unwrap().lines().map(str::to_owned).collect();
    let found = circles(&sources(&project().join("src")));
    let is_part = |circle: &str| {
        let paths: BTreeSet<&str> = circle.split(' ').collect();
        listed.iter().any(|old| paths.iter().all(|path| old.split(' ').any(|p| p == *path)))
    };
    let new: Vec<&String> = found.iter().filter(|circle| !is_part(circle)).collect();
    assert!(new.is_empty(), "files of src/ import each other in a circle that tests/house/cycles.txt does not list: {new:#?}");
    if std::env::var_os("MINUTEBOOK_UPDATE").is_some() {
        std::fs::write(&place, found.iter().map(|circle| format!("{circle}\n")).collect::<String>()).unwrap();
        return;
    }
    let stale: Vec<&String> = listed.difference(&found).collect();
    assert!(stale.is_empty(), "circles that are smaller now or gone: {stale:#?}; cargo accept --test house layers");
}

mod tests {
    use super::*;

    const PAGE: &str = "# A\n\n## Folders\n\n`base` may be imported by every folder below them.\n\n| folder | holds | may import |\n| --- | --- | --- |\n\
                        | `base` | all | nothing |\n| `low` | a | nothing |\n| `middle` | b | `low` |\n| `high` | c | `middle` |\n| `top`, `shell` | d | all above |\n\n## B\n\n| `x` | y | `z` |\n";

    fn texts(files: &[(&str, &str)]) -> BTreeMap<String, String> {
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
    }

    fn broken(files: &[(&str, &str)]) -> Vec<String> {
        broken_imports(&FolderTable::parse(PAGE), &texts(files))
    }

    #[test]
    fn the_table_is_read() {
        let table = FolderTable::parse(PAGE);
        assert_eq!(table.rules.len(), 5);
        assert_eq!(table.rules[2].imports, Some(BTreeSet::from(["low".to_owned()])));
        assert_eq!(table.rules[4], FolderRule { names: vec!["top".to_owned(), "shell".to_owned()], imports: None });
        assert_eq!(table.everywhere, BTreeSet::from(["base".to_owned()]));
    }

    #[test]
    fn allowed_imports_pass() {
        let files = [
            ("low/mod.rs", "use crate::base::A;\npub struct B;\n"),
            ("middle/mod.rs", "use crate::low::B;\nuse self::part::C;\nmod part;\n"),
            ("middle/part.rs", "use super::D;\npub struct C;\n#[cfg(test)]\nmod tests {\n    use crate::high::E;\n}\n"),
            ("top.rs", "use crate::{low::B, high::E};\n"),
            ("shell/mod.rs", "use crate::top::F;\n"),
        ];
        assert_eq!(broken(&files), Vec::<String>::new());
    }

    #[test]
    fn an_import_from_below_is_found_with_its_file_and_line() {
        let found = broken(&[("low/deep/mod.rs", "//! Text.\n\nfn f() {\n    crate::high::g();\n}\n")]);
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("src/low/deep/mod.rs:4: `crate::high::g`: `high` is below `low`"), "{found:?}");
    }

    #[test]
    fn an_import_that_the_row_does_not_name_is_found() {
        let found = broken(&[("high.rs", "use crate::{\n    middle::A,\n    low::B,\n};\n")]);
        assert_eq!(found, ["src/high.rs:1: `crate::low::B`: the row of `high` does not name `low`"]);
    }

    #[test]
    fn an_import_by_way_of_super_is_found() {
        let found = broken(&[("low/mod.rs", "use super::middle::A;\n"), ("unknown.rs", "use crate::low::A;\n")]);
        assert_eq!(
            found,
            [
                "src/low/mod.rs:1: `super::middle::A`: `middle` is below `low` in the table, and a folder imports only folders above it",
                "src/unknown.rs:1: `crate::low::A`: `unknown` has no row in the table"
            ]
        );
    }

    #[test]
    fn files_that_import_each_other_are_a_circle() {
        let found = circles(&texts(&[
            ("low/mod.rs", "mod a;\nmod b;\nmod c;\nmod d;\npub use a::A;\npub use c::*;\n"),
            ("low/a.rs", "use super::b::B;\npub struct A;\n"),
            ("low/b.rs", "use super::A;\npub struct B;\n"),
            ("low/c.rs", "use super::d::D;\npub struct C;\n"),
            ("low/d.rs", "use super::C;\npub struct D;\n"),
        ]));
        assert_eq!(found, BTreeSet::from(["low/a.rs low/b.rs".to_owned(), "low/c.rs low/d.rs".to_owned()]));
    }

    #[test]
    fn a_name_that_a_module_hands_on_is_not_the_module_itself() {
        let found = circles(&texts(&[
            ("low/mod.rs", "mod a;\nmod b;\npub use a::A;\npub fn f() { b::g() }\n"),
            ("low/a.rs", "pub struct A;\n"),
            ("low/b.rs", "use super::A;\npub fn g() {}\n"),
        ]));
        assert_eq!(found, BTreeSet::new());
    }
}
