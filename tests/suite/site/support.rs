//! A site in a folder of its own, built with the real binary.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;
use html5gum::{Token, Tokenizer};

/// A copy of a site that a test may change and build.
pub(crate) struct Site {
    home: tempfile::TempDir,
    /// The folder below `home`, so that a test can choose its name.
    folder: PathBuf,
}

impl Site {
    /// An empty folder.
    pub(crate) fn new() -> Site {
        Site::named("site")
    }

    /// An empty folder of that name.
    pub(crate) fn named(name: &str) -> Site {
        let home = crate::scratch::scratch();
        let folder = home.path().join(name);
        std::fs::create_dir_all(&folder).expect("a folder");
        Site { home, folder }
    }

    /// A copy of a folder of the project.
    pub(crate) fn copy(from: &str) -> Site {
        let site = Site::new();
        let from = project().join(from);
        for path in files(&from) {
            let to = site.folder.join(&path);
            std::fs::create_dir_all(to.parent().expect("a parent")).expect("a folder");
            std::fs::copy(from.join(&path), to).expect("a copy");
        }
        site
    }

    /// A copy of the project's own site.
    pub(crate) fn own() -> Site {
        Site::own_named("site")
    }

    /// A copy of the project's own site in a folder of that name.
    pub(crate) fn own_named(name: &str) -> Site {
        let site = Site::named(name);
        std::fs::copy(project().join("site.toml"), site.folder.join("site.toml")).expect("a copy");
        for path in files(&project().join("content")) {
            site.write(&format!("content/{path}"), std::fs::read(project().join("content").join(&path)).expect("a file"));
        }
        site
    }

    /// Writes a file of the site.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Site {
        let place = self.folder.join(path);
        std::fs::create_dir_all(place.parent().expect("a parent")).expect("a folder");
        std::fs::write(place, text).expect("a file");
        self
    }

    /// The folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder above it, for things that must stand outside.
    pub(crate) fn outside(&self) -> &Path {
        self.home.path()
    }

    /// Runs `minutebook` in the folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        Command::cargo_bin("minutebook").expect("the binary").current_dir(&self.folder).args(arguments).output().expect("it runs")
    }

    /// Builds as of a fixed day, and says what came out where it fails.
    pub(crate) fn build(&self) -> Built {
        self.build_with(&[])
    }

    /// Builds with further options.
    pub(crate) fn build_with(&self, options: &[&str]) -> Built {
        let mut arguments = vec!["build"];
        if !options.contains(&"--as-of") {
            arguments.extend(["--as-of", "2026-11-23"]);
        }
        arguments.extend(options);
        // Every edition that a test looks at is in one folder, one after the other.
        let is_other = options.iter().any(|option| matches!(*option, "--edition" | "--drafts"));
        if is_other && !options.contains(&"--out") {
            arguments.extend(["--out", "public", "--replace"]);
        }
        let output = self.run(&arguments);
        let stderr = text(&output.stderr);
        assert!(output.status.success(), "the build failed:\n{stderr}");
        // The summary has the seconds in it; `commands.rs` looks at that.
        let is_summary = |line: &&str| line.starts_with("Built ") || line.starts_with("To look at it: ");
        assert!(stderr.lines().any(|line| is_summary(&line)), "there is no summary:\n{stderr}");
        let stderr = stderr.split_inclusive('\n').filter(|line| !is_summary(line)).collect();
        Built { folder: self.folder.join("public"), stderr }
    }

    /// Builds and expects the exit code; gives what was said.
    pub(crate) fn fail(&self, code: i32, options: &[&str]) -> String {
        let mut arguments = vec!["build", "--as-of", "2026-11-23"];
        arguments.extend(options);
        let output = self.run(&arguments);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{said}");
        said
    }
}

/// A site that was built.
pub(crate) struct Built {
    /// The output folder.
    pub(crate) folder: PathBuf,
    /// What was said.
    pub(crate) stderr: String,
}

impl Built {
    /// A file of the output, as text.
    pub(crate) fn read(&self, path: &str) -> String {
        let place = self.folder.join(path);
        std::fs::read_to_string(&place).unwrap_or_else(|e| panic!("{path}: {e}; there is:\n{}", self.list().join("\n")))
    }

    /// The paths of all files, sorted.
    pub(crate) fn list(&self) -> Vec<String> {
        files(&self.folder)
    }

    /// The inside of a page's `<main>`.
    pub(crate) fn main(&self, path: &str) -> String {
        main_of(&self.read(path)).to_owned()
    }
}

/// The inside of `<main>`.
pub(crate) fn main_of(page: &str) -> &str {
    let from = page.find("<main").and_then(|i| page[i..].find('>').map(|j| i + j + 1)).unwrap_or(0);
    let to = page.rfind("</main>").unwrap_or(page.len());
    page[from..to].trim()
}

/// The folder of the project.
pub(crate) fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Whether expected files are to be written instead of compared.
pub(crate) fn updating() -> bool {
    std::env::var_os("MINUTEBOOK_UPDATE").is_some()
}

/// Returns true where tests of size run in full (`MINUTEBOOK_LONG=1`), for a night or a change to what they hold. Else, and in most of
/// `.ci/run`, they are as large as an edit can wait for.
pub(crate) fn is_long() -> bool {
    std::env::var_os("MINUTEBOOK_LONG").is_some()
}

/// The paths of all files below a folder, with `/`, sorted.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let mut all: Vec<String> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|e| e.expect("a readable folder"))
        .filter(|e| e.file_type().is_file())
        .map(|e| e.path().strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/"))
        .collect();
    all.sort();
    all
}

/// Bytes as text.
pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What a reader sees of some HTML: its text, elements apart by a space.
pub(crate) fn shown(html: &str) -> String {
    let mut out = String::new();
    for token in Tokenizer::new(html).flatten() {
        match token {
            Token::String(text) => out.push_str(&String::from_utf8_lossy(&text)),
            Token::StartTag(_) | Token::EndTag(_) => out.push(' '),
            _ => {}
        }
    }
    out
}

/// Words: runs of letters and digits.
pub(crate) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// How many of `wanted` stand in `there`, in order: the longest run of matches a reader would find going forward.
pub(crate) fn found_in_order(wanted: &[String], there: &[String]) -> usize {
    let mut at = 0;
    let mut found = 0;
    for word in wanted {
        if let Some(step) = there[at..].iter().position(|w| w == word) {
            at += step + 1;
            found += 1;
        }
    }
    found
}

/// What a page holds for the walk: the ids it has, and the links it makes, each with its attribute.
struct Links {
    ids: BTreeSet<String>,
    links: Vec<String>,
}

fn links_of(html: &str) -> Links {
    let mut found = Links { ids: BTreeSet::new(), links: Vec::new() };
    for token in Tokenizer::new(html).flatten() {
        let Token::StartTag(tag) = token else { continue };
        for (name, value) in &tag.attributes {
            let value = || text(value);
            match &***name {
                b"id" => {
                    found.ids.insert(value());
                }
                b"href" | b"src" => found.links.push(value()),
                _ => {}
            }
        }
    }
    found
}

/// The ids of a page.
pub(crate) fn ids_of(html: &str) -> BTreeSet<String> {
    links_of(html).ids
}

/// Walks every internal link of every page: the dead ones, as `page: link`. Also says how many links there were.
pub(crate) fn dead_links(folder: &Path) -> (Vec<String>, usize) {
    dead_links_of(files(folder), &|path| std::fs::read_to_string(folder.join(path)).expect("a page"))
}

/// The same of files by their paths, the pages among which are given as text.
pub(crate) fn dead_links_of(all: impl IntoIterator<Item = String>, page: &dyn Fn(&str) -> String) -> (Vec<String>, usize) {
    let all: BTreeSet<String> = all.into_iter().collect();
    let mut pages: BTreeMap<&str, Links> = BTreeMap::new();
    for path in all.iter().filter(|p| p.ends_with(".html")) {
        pages.insert(path, links_of(&page(path)));
    }
    let (mut dead, mut count) = (Vec::new(), 0);
    for (page, links) in &pages {
        for link in &links.links {
            if let Some(why) = why_dead(page, link, &all, &pages) {
                dead.push(format!("{page}: {link} ({why})"));
            }
            count += 1;
        }
    }
    (dead, count)
}

fn why_dead(page: &str, link: &str, all: &BTreeSet<String>, pages: &BTreeMap<&str, Links>) -> Option<&'static str> {
    let scheme = link
        .split_once(':')
        .is_some_and(|(s, _)| !s.is_empty() && s.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c)));
    if scheme || link.starts_with("//") {
        return None;
    }
    let (path, anchor) = link.split_once('#').map_or((link, None), |(p, a)| (p, Some(a)));
    let path = path.split('?').next().unwrap_or(path);
    let mut parts: Vec<String> = page.split('/').map(str::to_owned).collect();
    if path.starts_with('/') {
        parts.clear();
    } else if !path.is_empty() {
        parts.pop();
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return Some("leads out of the site");
                }
            }
            other => parts.push(decoded(other)),
        }
    }
    let mut target = parts.join("/");
    if path.ends_with('/') || path == "." || path == ".." || target.is_empty() {
        target = if target.is_empty() { "index.html".to_owned() } else { format!("{target}/index.html") };
    }
    if !all.contains(&target) {
        return Some("no such file");
    }
    let anchor = anchor.filter(|a| !a.is_empty() && *a != "top")?;
    let there = pages.get(target.as_str())?;
    (!there.ids.contains(&decoded(anchor))).then_some("no such anchor")
}

fn decoded(part: &str) -> String {
    let mut out = Vec::new();
    let bytes = part.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        let hex = (bytes[i] == b'%').then(|| part.get(i + 1..i + 3)).flatten().and_then(|h| u8::from_str_radix(h, 16).ok());
        out.push(hex.unwrap_or(bytes[i]));
        i += if hex.is_some() { 3 } else { 1 };
    }
    text(&out)
}
