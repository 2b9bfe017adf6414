//! Whole folders in, parts and messages out: each file of `tests/parse/` holds the files of a folder and,
//! after `=== expected`, an outline of what they become and every message. `UPDATE=1 cargo test` writes
//! the last part anew, to be read through before it is committed.
#![expect(clippy::disallowed_methods, reason = "tests write the folders that they read")]

mod hostile;
mod outline;

use std::path::Path;

use super::{Parts, parse};
use crate::diag::{self, Diagnostic};
use crate::source::{self, Sources};

/// A folder with these files, read and parsed.
pub(crate) fn folder(files: &[(&str, &[u8])]) -> (Sources, Parts, Vec<Diagnostic>) {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("content")).unwrap();
    for (path, bytes) in files {
        let place = dir.path().join(path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, bytes).unwrap();
    }
    let settings = dir.path().join("site.toml");
    let settings = settings.exists().then_some(settings);
    let (sources, unread) =
        source::read_site(settings.as_deref(), None, &dir.path().join("content"), &Default::default()).unwrap();
    let mut problems = crate::diag::read_problems(&unread, &sources);
    let (parts, found) = parse(&sources, &|id| source::read_bytes(&sources, id));
    problems.extend(found);
    if parts.site.bare {
        problems.iter_mut().for_each(Diagnostic::soften);
    }
    (sources, parts, problems)
}

/// As [`folder`], with what each file was taken for.
pub(crate) fn parsed_folder(files: &[(&str, &[u8])]) -> (Sources, crate::parse::ContentFolder, Parts) {
    let (sources, parts, _) = folder(files);
    let folder = crate::parse::ContentFolder::of(&sources);
    (sources, folder, parts)
}

/// The files of a fixture, and what is expected of them. `\r` and `\ufeff` in a file stand for those characters.
fn sections(text: &str) -> (Vec<(String, String)>, String) {
    let mut files: Vec<(String, String)> = Vec::new();
    for part in text.split("=== ").skip(1) {
        let (name, body) = part.split_once('\n').unwrap_or((part, ""));
        files.push((name.trim().to_owned(), body.to_owned()));
    }
    let expected = files.pop().unwrap();
    assert_eq!(expected.0, "expected");
    for (_, body) in &mut files {
        *body = body.replace("\\r", "\r").replace("\\ufeff", "\u{feff}");
    }
    (files, expected.1)
}

fn run(path: &Path) -> Option<String> {
    let text = std::fs::read_to_string(path).unwrap();
    let (files, expected) = sections(&text);
    let bytes: Vec<(&str, &[u8])> = files.iter().map(|(p, t)| (p.as_str(), t.as_bytes())).collect();
    let (sources, parts, problems) = folder(&bytes);
    let mut shown = outline::outline(&parts, &sources);
    shown.push('\n');
    shown.push_str(&diag::plain(&problems, &sources));
    let shown = shown.trim_end().to_owned() + "\n";
    if shown == expected {
        return None;
    }
    if std::env::var_os("MINUTEBOOK_UPDATE").is_some() {
        let head = text.split("=== expected\n").next().unwrap();
        std::fs::write(path, format!("{head}=== expected\n{shown}")).unwrap();
        return None;
    }
    Some(format!("{}:\n--- expected\n{expected}\n--- found\n{shown}", path.display()))
}

#[test]
fn every_folder_becomes_what_its_fixture_says() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/parse");
    let mut paths: Vec<_> = std::fs::read_dir(home).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() > 10);
    let wrong: Vec<String> = paths.iter().filter_map(|p| run(p)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
