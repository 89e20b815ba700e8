//! Finds circles: files that import each other, directly or around.
//!
//! An import leads to the file that defines what is imported: a parent that only hands on what its
//! children define takes no part. Tests are left out, since they may look at anything.

use std::collections::{BTreeMap, BTreeSet};

use super::scan::{self, Found};

/// The sources of a crate: each file's path below `src/`, and its text.
pub type Sources = BTreeMap<String, String>;

/// The module path of a file: `["query", "frame"]` of `query/frame.rs`.
type Module = Vec<String>;

/// Returns every circle, each as its files in the order of their paths.
pub fn circles(sources: &Sources) -> Vec<Vec<String>> {
    let house = House::new(sources);
    let imports: BTreeMap<&str, BTreeSet<String>> = sources
        .keys()
        .filter(|path| !house.is_test(path))
        .map(|path| (path.as_str(), house.imports(path, &sources[path])))
        .collect();
    let reached: BTreeMap<&str, BTreeSet<&str>> = imports
        .keys()
        .map(|path| (*path, reachable(path, &imports)))
        .collect();
    let circle_of = |path: &&str| -> Vec<String> {
        let comes_back =
            |other: &&&str| reached[*path].contains(**other) && reached[**other].contains(*path);
        imports
            .keys()
            .filter(comes_back)
            .map(|other| (*other).to_owned())
            .collect()
    };
    let circles: BTreeSet<Vec<String>> = imports.keys().map(circle_of).collect();
    circles
        .into_iter()
        .filter(|circle| circle.len() > 1)
        .collect()
}

/// Returns every file that is imported by `path`, or by one that is.
fn reachable<'a>(path: &str, imports: &'a BTreeMap<&str, BTreeSet<String>>) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<&str> = vec![path];
    while let Some(path) = waiting.pop() {
        for import in imports.get(path).into_iter().flatten() {
            if reached.insert(import.as_str()) {
                waiting.push(import);
            }
        }
    }
    reached
}

/// Which modules there are, and what each hands on.
struct House {
    /// The file of each module.
    files: BTreeMap<Module, String>,
    /// Names that a module hands on, and the path they come from.
    handed_on: BTreeMap<Module, BTreeMap<String, Module>>,
    /// The files of modules that are only there for tests.
    tests: BTreeSet<String>,
}

impl House {
    fn new(sources: &Sources) -> Self {
        let files = sources.keys().map(|path| (module_of(path), path.clone()));
        let mut house = Self {
            files: files.collect(),
            handed_on: BTreeMap::new(),
            tests: BTreeSet::new(),
        };
        for (path, source) in sources {
            let module = module_of(path);
            for test in test_modules(source) {
                let below = [module.as_slice(), &[test]].concat();
                let inside = |of: &Module| of.starts_with(&below);
                let found: Vec<String> = house
                    .files
                    .iter()
                    .filter(|(of, _)| inside(of))
                    .map(|(_, path)| path.clone())
                    .collect();
                house.tests.extend(found);
            }
            let handed_on = exports(source)
                .into_iter()
                .flat_map(|line| scan::paths(&line));
            let handed_on = handed_on.filter_map(|found| {
                let target = house.absolute(&module, &found)?;
                Some((target.last()?.clone(), target))
            });
            let handed_on = handed_on.collect();
            house.handed_on.insert(module, handed_on);
        }
        house
    }

    fn is_test(&self, path: &str) -> bool {
        self.tests.contains(path)
    }

    /// Returns the files that a file imports from, itself left out.
    fn imports(&self, path: &str, source: &str) -> BTreeSet<String> {
        let module = module_of(path);
        let own = without_exports(&before_tests(source));
        let found = scan::paths(&own);
        let targets = found
            .iter()
            .filter_map(|found| self.absolute(&module, found));
        // A module around this one, and nothing in it: that is how far something may be seen.
        let targets = targets.filter(|target| !module.starts_with(target));
        let files = targets.filter_map(|target| self.file_of(&target));
        files
            .filter(|file| *file != path)
            .map(str::to_owned)
            .collect()
    }

    /// Returns where a path in a module leads, from the root of the crate on; [`None`] where it
    /// leads out of the crate, or nowhere but into the file itself.
    fn absolute(&self, module: &Module, found: &Found) -> Option<Module> {
        let names = found.names();
        let names = names.strip_prefix(&["self".to_owned()]).unwrap_or(names);
        if let [root, rest @ ..] = names
            && root == "crate"
        {
            return Some(rest.to_vec());
        }
        let ups = names.iter().take_while(|name| *name == "super").count();
        if ups == 0 {
            // A name by itself may be anything; a child is followed by what is taken from it.
            let [child, _, ..] = names else { return None };
            let child = [module.as_slice(), std::slice::from_ref(child)].concat();
            return self
                .files
                .contains_key(&child)
                .then(|| [module.as_slice(), names].concat());
        }
        let ups_of_file = ups.checked_sub(found.depth())?;
        let above = module.len().checked_sub(ups_of_file)?;
        Some([&module[..above], &names[ups..]].concat())
    }

    /// Returns the file that defines what a path from the root leads to.
    fn file_of(&self, target: &[String]) -> Option<&str> {
        let mut module = Module::new();
        for (place, name) in target.iter().enumerate() {
            let child = [module.as_slice(), std::slice::from_ref(name)].concat();
            if self.files.contains_key(&child) {
                module = child;
                continue;
            }
            let handed_on = self
                .handed_on
                .get(&module)
                .and_then(|names| names.get(name));
            return match handed_on {
                Some(from) if *from != target[..=place] => {
                    self.file_of(&[from.as_slice(), &target[place + 1..]].concat())
                }
                _ => self.files.get(&module).map(String::as_str),
            };
        }
        self.files.get(&module).map(String::as_str)
    }
}

fn module_of(path: &str) -> Module {
    let path = path.trim_end_matches(".rs");
    if path == "lib" || path == "main" {
        return vec![path.to_owned()];
    }
    path.split('/').map(str::to_owned).collect()
}

/// Returns the modules in files of their own that a source declares for tests alone.
fn test_modules(source: &str) -> Vec<String> {
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let declared = lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]");
    let names = declared.filter_map(|pair| pair[1].rsplit_once("mod ")?.1.strip_suffix(';'));
    names.map(str::to_owned).collect()
}

/// Returns a source without the tests that are written out in it.
fn before_tests(source: &str) -> String {
    let is_start = |pair: &[&str]| {
        pair[0] == "#[cfg(test)]" && pair[1].starts_with("mod ") && pair[1].ends_with('{')
    };
    let lines: Vec<&str> = source.lines().collect();
    let end = lines.windows(2).position(is_start).unwrap_or(lines.len());
    lines[..end].join("\n")
}

/// Returns the declarations with which a source hands names on, each without its `pub`.
fn exports(source: &str) -> Vec<String> {
    split_exports(source).0
}

fn without_exports(source: &str) -> String {
    split_exports(source).1
}

/// Splits a source into the `pub use` declarations at the start of a line, and all else.
fn split_exports(source: &str) -> (Vec<String>, String) {
    let (mut exports, mut rest, mut is_open) = (Vec::new(), String::new(), false);
    for line in source.lines() {
        let declaration = line.strip_prefix("pub").and_then(|line| {
            let line = line
                .strip_prefix("(crate)")
                .or(line.strip_prefix("(super)"))
                .unwrap_or(line);
            line.starts_with(" use ").then_some(line)
        });
        match (declaration, is_open) {
            (Some(line), _) => exports.push(line.to_owned()),
            (None, true) => {
                let last: &mut String = exports.last_mut().expect("one is open");
                last.push_str(line);
            }
            (None, false) => {
                rest.push_str(line);
                rest.push('\n');
                continue;
            }
        }
        is_open = !line.trim_end().ends_with(';');
    }
    (exports, rest)
}
