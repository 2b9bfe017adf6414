//! Builds that are killed outright, at any moment, and disks that are full. The tests start their own program again as the build that dies.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "tests read and write as they like")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use rayon::prelude::*;

use super::trial::{proven, put};
use super::{Replace, Stage, WriteError};

/// Says to the helpers below where to work; without it they have nothing to do.
const PLACE: &str = "MINUTEBOOK_TEST_PLACE";
const DOTFILES: [(&str, &str); 4] = [
    (".gitignore", "*\n"),
    (".htaccess", "Require all granted\n"),
    (".git/HEAD", "ref: x\n"),
    (".well-known/security.txt", "y\n"),
];

fn place() -> Option<PathBuf> {
    std::env::var_os(PLACE).map(PathBuf::from)
}

/// The files of a generation: some only in every other one, some the same in all.
fn files(generation: u64) -> Vec<(String, String)> {
    let page = |n| (format!("meetings/{}/{n}/index.html", n % 7), format!("{generation} {}", "minutes ".repeat(200)));
    let mut all: Vec<_> = (0..120).map(page).collect();
    all.push(("index.html".to_owned(), generation.to_string()));
    all.extend((0..40).map(|n| (format!("assets/{n}.css"), "body {}".repeat(100))));
    all.push((format!("only/{generation}.html"), generation.to_string()));
    all
}

fn build(out: &Path, generation: u64) -> Result<(), WriteError> {
    let stage = Stage::open(out, Replace::Marked)?.settled(false);
    files(generation).par_iter().try_for_each(|(path, text)| put(&stage, path, text))?;
    stage.publish(proven(), None).map(|_| ())
}

fn write_dotfiles(out: &Path) {
    for (path, text) in DOTFILES {
        fs::create_dir_all(out.join(path).parent().unwrap()).unwrap();
        fs::write(out.join(path), text).unwrap();
    }
}

fn check_dotfiles(out: &Path) {
    for (path, text) in DOTFILES {
        assert_eq!(fs::read_to_string(out.join(path)).unwrap_or_default(), text, "{path}");
    }
}

/// Checks that the folder is one generation, whole, and says which.
fn check_whole(out: &Path) -> u64 {
    let generation = fs::read_to_string(out.join("index.html")).unwrap().parse().unwrap();
    let expected = files(generation);
    for (path, text) in &expected {
        assert_eq!(fs::read_to_string(out.join(path)).unwrap_or_default(), *text, "{path} of generation {generation}");
    }
    let names: BTreeSet<PathBuf> = expected.iter().map(|(p, _)| out.join(p)).collect();
    let there = walkdir::WalkDir::new(out).into_iter().flatten().filter(|e| e.file_type().is_file());
    let there: BTreeSet<PathBuf> =
        there.map(|e| e.into_path()).filter(|p| !p.strip_prefix(out).unwrap().to_str().unwrap().starts_with('.')).collect();
    assert_eq!(there, names);
    generation
}

fn helper(name: &str, place: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([name, "--exact", "--nocapture"]).env(PLACE, place).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Not a test of its own: builds one generation after the other until it is killed.
#[test]
fn builds_until_it_is_killed() {
    let Some(out) = place() else { return };
    let mut generation = check_whole(&out);
    loop {
        generation += 1;
        build(&out, generation).unwrap();
    }
}

#[test]
fn a_build_killed_at_any_moment_leaves_one_whole_site() {
    if place().is_some() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("the public site");
    let beside = dir.path().join(".the public site.minutebook-stage");
    build(&out, 1).unwrap();
    write_dotfiles(&out);
    let begun = std::time::Instant::now();
    build(&out, 2).unwrap();
    let one_build = u64::try_from(begun.elapsed().as_micros()).unwrap();
    let (mut random, mut recovered, mut last) = (0x2012_0417_u64, 0, 2);
    for _ in 0..40 {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let mut child = helper("write::kills::builds_until_it_is_killed", &out).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(10_000 + random % (5 * one_build)));
        assert!(child.try_wait().unwrap().is_none(), "the helper ended by itself");
        child.kill().unwrap();
        child.wait().unwrap();
        // Visitors see one whole site even before anything is recovered.
        check_whole(&out);
        recovered += u32::from(beside.exists());
        drop(Stage::open(&out, Replace::Marked).unwrap());
        last = check_whole(&out);
        check_dotfiles(&out);
        assert!(!beside.exists());
    }
    assert!(recovered > 3 && last > 3, "too few kills fell into a build: {recovered} of 40, generation {last}");
}

#[test]
fn two_builds_at_once_are_kept_apart() {
    if place().is_some() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("public");
    build(&out, 1).unwrap();
    let mut child = helper("write::kills::builds_until_it_is_killed", &out).spawn().unwrap();
    let (mut busy, mut gave_way) = (0, false);
    for _ in 0..2000 {
        match Stage::open(&out, Replace::Marked) {
            Err(WriteError::Busy { .. }) => busy += 1,
            Err(other) => panic!("{other}"),
            Ok(stage) => drop(stage),
        }
        // The other build may as well have found us at work, and given way.
        gave_way = child.try_wait().unwrap().is_some();
        if busy > 20 || gave_way {
            break;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    let _ = child.kill();
    child.wait().unwrap();
    drop(Stage::open(&out, Replace::Marked).unwrap());
    check_whole(&out);
    assert!(busy > 0 || gave_way);
}

/// Not a test of its own: a build for which there is no room; says how it failed.
#[test]
fn builds_without_room() {
    let Some(out) = place() else { return };
    let stage = Stage::open(&out, Replace::Marked).unwrap();
    let page = vec![b'x'; 40_000];
    let failed = (0..100).find_map(|n| put(&stage, &format!("{n}/index.html"), &page).err()).expect("there was room after all");
    fs::write(std::env::var_os("MINUTEBOOK_TEST_SAYS").unwrap(), failed.to_string()).unwrap();
    assert!(matches!(stage.publish(proven(), None), Err(WriteError::Incomplete)));
    // The room is free again.
    check_whole(&out);
    check_dotfiles(&out);
}

/// Not a test of its own: builds the second generation over the first, or says why not.
#[test]
fn builds_once() {
    let Some(out) = place() else { return };
    let says = build(&out, 2).map(|()| String::new()).unwrap_or_else(|e| e.to_string());
    if says.is_empty() {
        assert_eq!(check_whole(&out), 2);
        check_dotfiles(&out);
    }
    fs::write(std::env::var_os("MINUTEBOOK_TEST_SAYS").unwrap(), says).unwrap();
}

/// Runs a helper under a shell whose line ends by running `"$@"`. Gives what the helper said.
fn under(shell: &[&str], name: &str, says: &Path, out: &Path) -> String {
    let mut command = Command::new(shell[0]);
    command.args(&shell[1..]).arg("sh").arg(std::env::current_exe().unwrap()).args([name, "--exact", "--nocapture"]);
    let run: Output = command.env(PLACE, out).env("MINUTEBOOK_TEST_SAYS", says).output().unwrap();
    assert!(run.status.success(), "{run:?}");
    fs::read_to_string(says).unwrap()
}

/// Runs a helper with a file system mounted by a line of shell; `None`, and says so, where nothing may be mounted.
#[cfg(target_os = "linux")]
fn mounted(mount: &str, name: &str, dir: &Path) -> Option<String> {
    build(&dir.join("first"), 1).unwrap();
    write_dotfiles(&dir.join("first"));
    fs::create_dir(dir.join("disk")).unwrap();
    // What a trial leaves is on a disk that goes away with it.
    let script = format!("cd '{}' && mount -t tmpfs -o size=2m none disk && {mount}", dir.display());
    let run = format!("{script} && exec \"$@\"");
    let root = ["unshare", "--mount", "sh", "-c"];
    let user = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c"];
    for way in [&root[..], &user[..]] {
        let probe = Command::new(way[0]).args(&way[1..]).arg(&script).output();
        if probe.is_ok_and(|o| o.status.success()) {
            return Some(under(&[way, &[&run]].concat(), name, &dir.join("says"), &dir.join("disk/public")));
        }
    }
    eprintln!("no file system may be mounted here (`{mount}`): that build was not tried");
    None
}

#[test]
fn a_file_that_may_not_grow_leaves_the_old_site() {
    if place().is_some() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let (out, says) = (dir.path().join("public"), dir.path().join("says"));
    build(&out, 1).unwrap();
    write_dotfiles(&out);
    // Files may not grow past 8 KB: the nearest thing to a full disk that needs no rights.
    let text = under(&["sh", "-c", "trap '' XFSZ; ulimit -f 16; exec \"$@\""], "write::kills::builds_without_room", &says, &out);
    assert!(text.starts_with("cannot write `") && text.contains("0/index.html`: file too large"), "{text}");
    check_whole(&out);
    assert!(!dir.path().join(".public.minutebook-stage").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_old_site() {
    if place().is_some() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let mount = "cp -a first disk/public";
    if let Some(says) = mounted(mount, "write::kills::builds_without_room", dir.path()) {
        assert!(says.contains(": no space left on device; make room and build again"), "{says}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_mount_point_is_refused_with_the_way_out() {
    if place().is_some() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let mount = "cp -a first disk/public && mount --bind first disk/public";
    if let Some(says) = mounted(mount, "write::kills::builds_once", dir.path()) {
        assert!(says.contains("public` is a mount point, and a mount point cannot be exchanged in one step"), "{says}");
        assert!(says.contains("--out \"") && says.contains("public/site\""), "{says}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_mount_point_inside_the_output_is_refused() {
    if place().is_some() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let mount = "cp -a first disk/public && mkdir disk/public/uploads && mount -t tmpfs none disk/public/uploads";
    if let Some(says) = mounted(mount, "write::kills::builds_once", dir.path()) {
        assert!(says.contains("public/uploads` is a mount point, and a build could neither keep nor replace it"), "{says}");
    }
}

/// A folder of the lower layer of an overlay, as in a container's image, cannot be renamed at all.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_of_a_container_image_is_replaced() {
    if place().is_some() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let mount = "mkdir -p lower && mount -t tmpfs none lower && mkdir lower/up lower/work lower/low && cp -a first lower/low/public \
                 && mount -t overlay -o redirect_dir=off,lowerdir=lower/low,upperdir=lower/up,workdir=lower/work none disk";
    if let Some(says) = mounted(mount, "write::kills::builds_once", dir.path()) {
        assert_eq!(says, "");
    }
}
