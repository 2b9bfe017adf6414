//! Stages on real folders, killed before every step.
#![expect(clippy::disallowed_methods, reason = "tests read and write as they like")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::label::OutputLabel;
use super::place::{MARK, Place, Replace, STAGED};
use super::step::Steps;
use super::swap::Way;
use super::trial::{proven, put, put_copy};
use super::{LedgerFile, Stage, Summary, WriteError};

/// Files by path; folders too, with a slash.
type Tree = BTreeMap<String, Vec<u8>>;

fn tree(folder: &Path) -> Tree {
    let all = walkdir::WalkDir::new(folder).min_depth(1).into_iter().map(Result::unwrap);
    all.map(|e| {
        let path = e.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        if e.file_type().is_dir() { (path + "/", Vec::new()) } else { (path, fs::read(e.path()).unwrap()) }
    })
    .collect()
}

/// A tree without and with the dotfiles at its top; the program's own marks are in neither.
fn parts(folder: &Path) -> (Tree, Tree) {
    let all = tree(folder).into_iter().filter(|(p, _)| p != MARK && p != STAGED);
    all.partition(|(path, _)| !path.starts_with('.'))
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

fn build(out: &Path, files: &Tree, way: Way, steps: Steps) -> Result<Summary, WriteError> {
    let mut stage = Stage::open_in_steps(Place::of(out, Replace::Marked)?, steps)?.settled(false);
    stage.way = way;
    for (path, bytes) in files.iter().filter(|(p, _)| !p.ends_with('/')) {
        put(&stage, path, bytes)?;
    }
    stage.publish(proven(), None)
}

fn work(out: &Path) -> PathBuf {
    out.with_file_name(format!(".{}.minutebook-stage", out.file_name().unwrap().to_str().unwrap()))
}

fn site(files: &[(&str, &str)]) -> Tree {
    let mut all: Tree = files.iter().map(|(p, t)| ((*p).to_owned(), t.as_bytes().to_vec())).collect();
    for (path, _) in files {
        all.extend(path.match_indices('/').map(|(at, _)| (path[..=at].to_owned(), Vec::new())));
    }
    all
}

#[test]
fn publishes_keeps_and_removes() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("the site of a group/public");
    let one = site(&[("index.html", "one"), ("a/index.html", "a"), ("a/b/c.pdf", "pdf")]);
    let summary = build(&out, &one, Way::Exchange, Steps::default()).unwrap();
    assert_eq!(summary, Summary { written: 3, changed: 0, kept: 0, removed: 0 });
    assert_eq!(parts(&out), (one, Tree::new()));
    write(&out, &[(".nojekyll", ""), (".git/HEAD", "ref: x"), (".well-known/security.txt", "Contact: x")]);
    let before = fs::metadata(out.join("a/index.html")).unwrap();
    let two = site(&[("index.html", "two"), ("a/index.html", "a"), ("new.html", "n")]);
    let summary = build(&out, &two, Way::Exchange, Steps::default()).unwrap();
    assert_eq!(summary, Summary { written: 2, changed: 1, kept: 1, removed: 1 });
    let (files, dotfiles) = parts(&out);
    assert_eq!(files, two);
    assert_eq!(dotfiles[".git/HEAD"], b"ref: x");
    assert_eq!(dotfiles.len(), 5);
    assert!(super::tree::one_file(&before, &fs::metadata(out.join("a/index.html")).unwrap()));
    assert_eq!(fs::read_dir(out.parent().unwrap()).unwrap().count(), 1, "nothing is left beside the output");
}

fn publish(out: &Path, files: &Tree, ledger: &LedgerFile, way: Way, steps: Steps) -> Result<Summary, WriteError> {
    let mut stage = Stage::open_in_steps(Place::of(out, Replace::Marked)?, steps)?.settled(false);
    stage.way = way;
    for (path, bytes) in files.iter().filter(|(p, _)| !p.ends_with('/')) {
        put(&stage, path, bytes)?;
    }
    stage.publish(proven(), Some(ledger))
}

/// Killed before every step: the ledger never lacks what is published, and publishing again ends it.
#[test]
fn a_ledger_never_lacks_what_is_published() {
    let old = site(&[("index.html", "old"), ("a/index.html", "a")]);
    let new = site(&[("index.html", "new"), ("a/index.html", "a"), ("b/index.html", "b")]);
    for way in [Way::Exchange, Way::TwoRenames, Way::Empty] {
        for step in 0.. {
            let dir = tempfile::tempdir().unwrap();
            let (out, place) = (dir.path().join("public"), dir.path().join("permalinks.txt"));
            let first = LedgerFile { place: place.clone(), before: None, text: "/\n/a/\n".to_owned() };
            publish(&out, &old, &first, way, Steps::default()).unwrap();
            let second = LedgerFile { place: place.clone(), before: Some(first.text.clone()), text: "/\n/a/\n/b/\n".to_owned() };
            let killed = publish(&out, &new, &second, way, Steps::stop_after(step)).is_err();
            drop(Stage::open(&out, Replace::Marked).unwrap());
            let (files, ledger) = (parts(&out).0, fs::read_to_string(&place).unwrap());
            assert!(files == old || files == new, "{way:?}, step {step}");
            assert!(ledger == first.text || ledger == second.text, "{way:?}, step {step}: {ledger}");
            assert!(files == old || ledger == second.text, "{way:?}, step {step}: published and not recorded");
            let again = LedgerFile { before: Some(ledger), ..second.clone() };
            publish(&out, &new, &again, way, Steps::default()).unwrap();
            assert_eq!((parts(&out).0, fs::read_to_string(&place).unwrap()), (new.clone(), second.text));
            let beside: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
            assert_eq!(beside.len(), 2, "{beside:?}");
            if !killed {
                break;
            }
        }
    }
}

#[test]
fn a_ledger_that_somebody_else_changed_is_not_written_over() {
    let dir = tempfile::tempdir().unwrap();
    let (out, place) = (dir.path().join("public"), dir.path().join("permalinks.txt"));
    let old = site(&[("index.html", "old")]);
    build(&out, &old, Way::Exchange, Steps::default()).unwrap();
    fs::write(&place, "/theirs/\n").unwrap();
    let new = site(&[("index.html", "new")]);
    for before in [None, Some("/ours/\n".to_owned())] {
        let ledger = LedgerFile { place: place.clone(), before, text: "/\n".to_owned() };
        let error = publish(&out, &new, &ledger, Way::Exchange, Steps::default()).unwrap_err();
        assert!(error.to_string().contains("was changed while the site was made"), "{error}");
        assert_eq!((parts(&out).0, fs::read_to_string(&place).unwrap()), (old.clone(), "/theirs/\n".to_owned()));
    }
}

#[test]
fn a_stage_that_is_dropped_leaves_the_old_site() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("public");
    let old = site(&[("index.html", "old")]);
    build(&out, &old, Way::Exchange, Steps::default()).unwrap();
    let stage = Stage::open(&out, Replace::Marked).unwrap();
    put(&stage, "index.html", b"new").unwrap();
    assert!(matches!(Stage::open(&out, Replace::Marked), Err(WriteError::Busy { .. })));
    drop(stage);
    assert_eq!(parts(&out).0, old);
    assert!(!work(&out).exists());
    let stage = Stage::open(&out, Replace::Marked).unwrap();
    put(&stage, "a.html", b"1").unwrap();
    assert!(put(&stage, "a.html", b"2").is_err());
    assert!(matches!(stage.publish(proven(), None), Err(WriteError::Incomplete)));
    assert_eq!(parts(&out).0, old);
    assert!(!work(&out).exists());
}

#[test]
fn copies_attachments_and_never_links_the_source() {
    let dir = tempfile::tempdir().unwrap();
    let (out, source) = (dir.path().join("public"), dir.path().join("report.pdf"));
    fs::write(&source, vec![7; 200_000]).unwrap();
    for kept in [0, 1] {
        let stage = Stage::open(&out, Replace::Marked).unwrap();
        put_copy(&stage, "reports/report.pdf", &source).unwrap();
        assert_eq!(stage.publish(proven(), None).unwrap().kept, kept);
        let (a, b) = (fs::metadata(&source).unwrap(), fs::metadata(out.join("reports/report.pdf")).unwrap());
        assert!(!super::tree::one_file(&a, &b));
        assert_eq!(fs::read(out.join("reports/report.pdf")).unwrap(), vec![7; 200_000]);
    }
    let mut longer = vec![7; 200_000];
    longer[199_999] = 8;
    fs::write(&source, &longer).unwrap();
    let stage = Stage::open(&out, Replace::Marked).unwrap();
    put_copy(&stage, "reports/report.pdf", &source).unwrap();
    assert_eq!(stage.publish(proven(), None).unwrap(), Summary { written: 1, changed: 1, kept: 0, removed: 0 });
    assert_eq!(fs::read(out.join("reports/report.pdf")).unwrap(), longer);
    assert!(put_copy(&Stage::open(&out, Replace::Marked).unwrap(), "a", dir.path()).is_err());
}

#[test]
fn refuses_a_folder_that_is_not_its_own() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("Documents");
    write(&out, &[("letter.odt", "dear"), (".gitignore", "*")]);
    let error = Stage::open(&out, Replace::Marked).unwrap_err();
    assert!(error.to_string().contains("holds `letter.odt`, which minutebook did not write"), "{error}");
    assert!(error.to_string().contains("--replace"), "{error}");
    assert!(!work(&out).exists());
    write(&out, &[(".minutebook", "")]);
    drop(Stage::open(&out, Replace::Marked).unwrap());
    assert_eq!(fs::read(out.join("letter.odt")).unwrap(), b"dear");
    assert!(matches!(Stage::open(&out.join("letter.odt"), Replace::Marked), Err(WriteError::NotAFolder { .. })));
    assert!(matches!(Stage::open(Path::new("/"), Replace::Marked), Err(WriteError::NotAFolder { .. })));
}

#[test]
fn a_home_with_dotfiles_alone_is_not_ours() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("ann");
    write(&out, &[(".profile", "PATH"), (".ssh/config", "Host *"), (".git/HEAD", "x")]);
    let error = Stage::open(&out, Replace::Marked).unwrap_err();
    assert!(matches!(&error, WriteError::NotOurs { found, .. } if found == ".profile"), "{error}");
}

#[test]
fn a_home_page_is_no_mark() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("public_html");
    write(&out, &[("index.html", "my family"), ("photos/1.jpg", "jpg"), (".htaccess", "deny")]);
    let error = Stage::open(&out, Replace::Marked).unwrap_err();
    assert!(matches!(&error, WriteError::NotOurs { found, .. } if found == "index.html"), "{error}");
    assert_eq!(parts(&out).0, site(&[("index.html", "my family"), ("photos/1.jpg", "jpg")]));
    let stage = Stage::open(&out, Replace::Any).unwrap().settled(false);
    put(&stage, "index.html", b"minutes").unwrap();
    stage.publish(proven(), None).unwrap();
    let dotfiles = site(&[(".htaccess", "deny")]);
    assert_eq!(parts(&out), (site(&[("index.html", "minutes")]), dotfiles));
    drop(Stage::open(&out, Replace::Marked).expect("it bears the mark now"));
}

#[cfg(unix)]
#[test]
fn a_link_stands_for_its_folder() {
    let dir = tempfile::tempdir().unwrap();
    let (real, link) = (dir.path().join("real"), dir.path().join("link"));
    write(&real, &[(".htaccess", "deny")]);
    std::os::unix::fs::symlink(&real, &link).unwrap();
    let new = site(&[("index.html", "new")]);
    build(&link, &new, Way::Exchange, Steps::default()).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(parts(&real), (new, site(&[(".htaccess", "deny")])));
    std::os::unix::fs::symlink(dir.path().join("gone"), dir.path().join("dangling")).unwrap();
    let error = Stage::open(&dir.path().join("dangling"), Replace::Marked).unwrap_err();
    assert!(error.to_string().contains("a link that leads nowhere"));
    // Killed between two renames, when the link leads nowhere for a while.
    write(&work(&real), &[("site/.minutebook-staged", "")]);
    fs::rename(&real, work(&real).join("old")).unwrap();
    drop(Stage::open(&link, Replace::Marked).unwrap());
    assert_eq!(parts(&real), (site(&[("index.html", "new")]), site(&[(".htaccess", "deny")])));
}

#[test]
fn dotfiles_made_after_a_kill_are_kept_beside_the_old_ones() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("public");
    build(&out, &site(&[("index.html", "new")]), Way::Exchange, Steps::default()).unwrap();
    write(
        &work(&out).join("site"),
        &[("index.html", "old"), (".well-known/a", "1"), (".well-known/b", "old"), (".domains", "old")],
    );
    write(&out, &[(".well-known/b", "new"), (".well-known/c", "3"), (".domains", "new")]);
    drop(Stage::open(&out, Replace::Marked).unwrap());
    let (files, dotfiles) = parts(&out);
    assert_eq!(files, site(&[("index.html", "new")]));
    let expected = [
        (".domains", "new"),
        (".domains.minutebook-old", "old"),
        (".well-known/a", "1"),
        (".well-known/b", "new"),
        (".well-known/b.minutebook-old", "old"),
        (".well-known/c", "3"),
    ];
    assert_eq!(dotfiles, site(&expected));
}

#[test]
fn a_folder_made_between_the_renames_is_not_taken_for_the_site() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("public");
    write(
        &work(&out),
        &[("old/index.html", "old"), ("old/.git/HEAD", "x"), ("old/.minutebook", ""), ("site/.minutebook-staged", "")],
    );
    write(&out, &[("mine.txt", "mine")]);
    assert!(matches!(Stage::open(&out, Replace::Marked), Err(WriteError::Stuck { .. })));
    assert_eq!(fs::read(out.join("mine.txt")).unwrap(), b"mine");
    fs::remove_file(out.join("mine.txt")).unwrap();
    drop(Stage::open(&out, Replace::Marked).unwrap());
    assert_eq!(parts(&out), (site(&[("index.html", "old")]), site(&[(".git/HEAD", "x")])));
}

/// Kills a build before its step `at`, and the next build's recovery before its step `then`; then lets one run.
fn killed(old: Option<&Tree>, dotfiles: &Tree, new: &Tree, way: Way, at: u32, then: u32) -> Result<bool, TestCaseError> {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("public");
    if let Some(old) = old {
        build(&out, old, Way::Exchange, Steps::default()).unwrap();
    }
    for (path, bytes) in dotfiles.iter().filter(|(p, _)| !p.ends_with('/')) {
        write(&out, &[(path, std::str::from_utf8(bytes).unwrap())]);
    }
    let existed = out.exists();
    let whole = |files: &Tree, exists: bool| files == new || exists == existed && *files == old.cloned().unwrap_or_default();
    let done = match build(&out, new, way, Steps::stop_after(at)) {
        Err(WriteError::Killed) => false,
        other => {
            other.unwrap();
            true
        }
    };
    let now = || if out.exists() { parts(&out) } else { Default::default() };
    if way == Way::Exchange {
        let (files, dots) = now();
        prop_assert!(whole(&files, out.exists()), "not whole at the kill: {files:?}");
        let of_files = |t: &Tree| t.keys().filter(|k| !k.contains('/')).cloned().collect::<Vec<_>>();
        prop_assert_eq!(of_files(&dots), of_files(dotfiles), "a dotfile was absent at the kill");
    }
    let mut again = then;
    // A recovery that is killed ever later, until one gets through.
    while let Err(error) = Stage::open_in_steps(Place::of(&out, Replace::Marked)?, Steps::stop_after(again)) {
        prop_assert!(matches!(error, WriteError::Killed), "{}", error);
        again += 1 + then;
    }
    drop(Stage::open(&out, Replace::Marked).unwrap());
    let (files, dots) = now();
    prop_assert!(whole(&files, out.exists()), "not whole after recovery: {files:?}");
    prop_assert_eq!(&dots, dotfiles);
    prop_assert!(!work(&out).exists());
    prop_assert!(!out.join(STAGED).exists());
    let summary = build(&out, new, way, Steps::default()).unwrap();
    let (files, dots) = now();
    prop_assert_eq!(&files, new);
    prop_assert_eq!(&dots, dotfiles);
    prop_assert_eq!(summary.written + summary.kept, new.keys().filter(|k| !k.ends_with('/')).count() as u64);
    Ok(done)
}

const WAYS: [Way; 3] = [Way::Exchange, Way::TwoRenames, Way::Empty];

#[test]
fn killed_before_every_step() {
    let old = site(&[("index.html", "old"), ("a/x.html", "same"), ("b/c/y.html", "gone")]);
    let new = site(&[("index.html", "new"), ("a/x.html", "same"), ("d/z.html", "more")]);
    let dots = site(&[(".gitignore", "*"), (".git/HEAD", "ref"), (".git/refs/main", "1"), (".well-known/x", "y")]);
    for (old, dots) in [(Some(&old), &dots), (Some(&old), &Tree::new()), (None, &dots), (None, &Tree::new())] {
        for way in WAYS {
            for then in 0..6 {
                let mut at = 0;
                while !killed(old, dots, &new, way, at, then).unwrap() {
                    at += 1;
                }
                assert!(at > 5, "a build has more steps than that");
            }
        }
    }
}

/// Trees in which a name is always a file or always a folder.
/// Names of the folders and files of a site.
const PLAIN: ([&str; 3], [&str; 4]) = (["d0", "d1", "d2"], ["f0", "f1", "f2", "f3"]);

/// Files in folders of some names.
fn any_tree(folders: [&'static str; 3], names: [&'static str; 4]) -> impl Strategy<Value = Tree> {
    let path = (prop::collection::vec(prop::sample::select(folders.to_vec()), 0..3), prop::sample::select(names.to_vec()));
    let file = (path, prop::sample::select(vec!["", "one", "two"]));
    prop::collection::vec(file, 0..8).prop_map(move |files| {
        let files: BTreeMap<String, &str> = files
            .into_iter()
            .map(|((folders, name), text)| (folders.iter().map(|f| format!("{f}/")).collect::<String>() + name, text))
            .collect();
        site(&files.iter().map(|(p, t)| (p.as_str(), *t)).collect::<Vec<_>>())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::default())]

    #[test]
    fn any_kill_leaves_one_whole_site(
        old in prop::option::of(any_tree(PLAIN.0, PLAIN.1)),
        dotfiles in any_tree([".git", ".well-known", ".github"], [".nojekyll", ".htaccess", ".gitignore", ".domains"]),
        new in any_tree(PLAIN.0, PLAIN.1),
        way in prop::sample::select(WAYS.to_vec()),
        at in 0..60u32,
        then in 0..12u32,
    ) {
        killed(old.as_ref(), &dotfiles, &new, way, at, then)?;
    }
}

#[test]
fn another_site_or_edition_is_not_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    let label = |edition: &str, title: &str, base_url: &str| OutputLabel {
        edition: edition.into(),
        title: title.into(),
        base_url: base_url.into(),
    };
    let publish = |label: OutputLabel, replace| -> Result<(), WriteError> {
        let stage = Stage::open_for(&out, replace, label)?.settled(false);
        put(&stage, "a", b"a")?;
        stage.publish(proven(), None).map(|_| ())
    };
    let (quay, marked) = (label("public", "The  Quay", "https://quay.example/"), Replace::Marked);
    publish(quay.clone(), marked).unwrap();
    assert_eq!(OutputLabel::of_folder(&out), label("public", "The Quay", "https://quay.example/"));
    publish(quay.clone(), marked).unwrap();
    publish(label("public", "Renamed", "https://quay.example/"), marked).unwrap();
    publish(label("public", "Renamed", "https://moved.example/"), marked).unwrap();
    for other in [
        label("internal", "Renamed", "https://moved.example/"),
        label("public", "Other", "https://other.example/"),
        label("public", "Other", ""),
    ] {
        let refused = publish(other, marked).unwrap_err();
        assert!(matches!(refused, WriteError::OtherSite { .. }), "{refused}");
        assert!(refused.to_string().contains("holds the public edition of \"Renamed\""), "{refused}");
    }
    publish(label("internal", "Other", ""), Replace::Any).unwrap();
    assert_eq!(OutputLabel::of_folder(&out), label("internal", "Other", ""));
    // A mark of an earlier version says nothing of the site.
    fs::write(out.join(MARK), "This folder was written by minutebook.\n").unwrap();
    publish(quay, marked).unwrap();
}

#[test]
#[cfg(unix)]
fn nobody_else_can_write_to_what_is_published() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    // A umask is of the whole process, so that a folder that anybody may write to stands for one of 000.
    let modes = super::modes::Modes::of_mode(0o666);
    let file = out.join("file");
    fs::create_dir(&out).unwrap();
    fs::write(&file, "x").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o666)).unwrap();
    fs::set_permissions(&out, fs::Permissions::from_mode(0o777)).unwrap();
    modes.open_file(&fs::File::open(&file).unwrap()).unwrap();
    modes.open_folder(&out).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&file), mode(&out)), (0o664, 0o775));
}
