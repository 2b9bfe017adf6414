//! The program as it is typed: a first site and exit codes.
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

pub(crate) fn minutebook(here: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_minutebook")).args(words).current_dir(here).output().unwrap()
}

pub(crate) fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_first_site_builds_as_it_is() {
    let dir = crate::scratch::scratch();
    let made = minutebook(dir.path(), &["init", "Safer Harbours Group"]);
    assert_eq!(code(&made), Some(0), "{made:?}");
    assert!(words(&made.stdout).contains("cd \"Safer Harbours Group\"\n  minutebook build\n"));
    let site = dir.path().join("Safer Harbours Group");
    let built = minutebook(&site, &["build"]);
    assert_eq!(code(&built), Some(0), "{}", words(&built.stderr));
    let said = words(&built.stderr);
    let (line, look) = said.split_once('\n').unwrap();
    assert!(
        line.starts_with("Built ")
            && line.contains(" pages (5 documents) to public in 0.")
            && line.ends_with(" 0 changed, 0 removed."),
        "{line}"
    );
    assert!(look.starts_with("To look at it: `minutebook serve`") && look.lines().count() == 1, "{look}");
    let page = fs::read_to_string(site.join("public/safer-harbours-group/2026-03-11/index.html")).unwrap();
    for needed in ["id=\"2.1\"", "Sam Sample", "29 May 2026"] {
        assert!(page.contains(needed), "{needed}");
    }
    assert!(site.join("public/.gitignore").is_file());
    let again = minutebook(&site, &["build", "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_slice(&again.stdout).unwrap();
    assert_eq!((&answer["ok"], &answer["written"], &answer["removed"]), (&true.into(), &0.into(), &0.into()), "{answer}");
    let twice = minutebook(&site, &["init"]);
    assert_eq!(code(&twice), Some(2));
    assert!(words(&twice.stderr).contains("`./site.toml`") && words(&twice.stderr).contains("nothing was written"));
}

/// The name of a folder is the name of the group in it, whatever it is; with the example and without.
#[test]
fn a_first_site_has_the_name_it_was_given() {
    let dir = crate::scratch::scratch();
    for (name, folder) in [
        ("Harbour Board", "harbour-board"),
        ("Grŵp Môr a’r Arfordir", "grwp-mor-ar-arfordir"),
        ("Comité “Ouest” & Fils", "comite-ouest-fils"),
        ("O'Neill's #1 [Group] _x_", "oneills-1-group-x"),
        ("say \"yes\" \\ no", "say-yes-no"),
        ("Reports", "reports-group"),
        ("search", "search-group"),
        ("議事録委員会", "議事録委員会"),
        ("Ärzte für Ämter", "arzte-fur-amter"),
        ("2026", "2026"),
    ] {
        if cfg!(windows) && name.contains(['"', '\\']) {
            continue;
        }
        for empty in [&[][..], &["--empty"]] {
            let home = dir.path().join(format!("{}", empty.len()));
            fs::create_dir_all(&home).unwrap();
            let made = minutebook(&home, &[&["init"][..], empty, &["--", name]].concat());
            assert_eq!(code(&made), Some(0), "{name}: {made:?}");
            let site = home.join(name);
            let built = minutebook(&site, &["build", "--strict", "--as-of", "2026-04-01"]);
            assert_eq!(code(&built), Some(0), "{name}: {}", words(&built.stderr));
            let checked = minutebook(&site, &["check", "--as-of", "2026-04-01"]);
            assert_eq!(words(&checked.stdout), "", "{name}: a new site has nothing to be told");
            let page = fs::read_to_string(site.join("public").join(folder).join("index.html")).unwrap();
            let shown = crate::site::support::shown(&page);
            assert!(shown.split_whitespace().collect::<Vec<_>>().join(" ").contains(name), "{name}: {shown}");
            assert!(!page.contains("xample Group") && !page.contains("example-group"), "{name}");
            let next = minutebook(&site, &["new", "meeting", folder, "2026-06-10"]);
            assert_eq!(code(&next), Some(0), "{name}: {next:?}");
        }
    }
}

#[test]
fn bare_minutes_build_twice_in_their_own_folder() {
    let dir = crate::scratch::scratch();
    fs::write(dir.path().join("2026-03-11.md"), "# Minutes\n\n## 1. Welcome\n\n1.1 Everybody came.\n").unwrap();
    for _ in 0..2 {
        let built = minutebook(dir.path(), &["build", "--as-of", "2026-11-23"]);
        assert_eq!(code(&built), Some(0), "{}", words(&built.stderr));
    }
    let all = walkdir::WalkDir::new(dir.path().join("public")).into_iter().flatten();
    let pages = all.filter(|e| e.path().extension().is_some_and(|x| x == "html"));
    let with_it = pages.filter(|e| fs::read_to_string(e.path()).unwrap().contains("Everybody came.")).count();
    assert_eq!(with_it, 1);
}

#[test]
fn the_exit_code_says_what_kind_of_failure() {
    let dir = crate::scratch::scratch();
    let here = dir.path();
    assert_eq!(code(&minutebook(here, &["--help"])), Some(0));
    assert_eq!(code(&minutebook(here, &["--version"])), Some(0));
    assert_eq!(code(&minutebook(here, &["completions", "bash"])), Some(0));
    assert_eq!(code(&minutebook(here, &["publsih"])), Some(2));
    assert_eq!(code(&minutebook(here, &["build", "--as-of", "2012-02-30"])), Some(2));
    assert_eq!(code(&minutebook(here, &["build", "--content", "missing"])), Some(3));
    fs::create_dir_all(here.join("content")).unwrap();
    fs::write(here.join("site.toml"), "title = \"Harbour\"\n").unwrap();
    fs::write(here.join("content/about.md"), "+++\ntitel = \"x\"\n+++\n").unwrap();
    assert_eq!(code(&minutebook(here, &["build"])), Some(1));
    assert!(!here.join("public").exists());
    fs::write(here.join("content/about.md"), "# About\n").unwrap();
    assert_eq!(code(&minutebook(here, &["build", "--out", "."])), Some(2));
    fs::create_dir_all(here.join("letters")).unwrap();
    fs::write(here.join("letters/dear.txt"), "dear").unwrap();
    let refused = minutebook(here, &["build", "--out", "letters"]);
    assert_eq!(code(&refused), Some(2));
    assert!(words(&refused.stderr).contains("holds `dear.txt`, which minutebook did not write"));
    assert_eq!(code(&minutebook(here, &["build"])), Some(0));
}

#[test]
fn a_folder_without_content_is_told_how_to_begin() {
    let dir = crate::scratch::scratch();
    let here = dir.path();
    for (name, files) in [("empty", &[][..]), ("pictures", &["beach.jpg"]), ("settings", &["site.toml", "content/photo.png"])] {
        let folder = here.join(name);
        fs::create_dir_all(&folder).unwrap();
        for file in files {
            fs::create_dir_all(folder.join(file).parent().unwrap()).unwrap();
            fs::write(folder.join(file), "").unwrap();
        }
        for command in ["build", "publish", "serve", "check"] {
            let output = minutebook(&folder, &[command]);
            let said = words(&output.stderr);
            assert_eq!(code(&output), Some(2), "{name}, {command}: {said}");
            assert!(said.starts_with("error: there is no content in `"), "{name}, {command}: {said}");
            assert!(said.contains("`minutebook init NAME`") && said.contains(&format!("{command} --content")), "{said}");
            assert_eq!(said.lines().count(), 2, "{said}");
        }
        let wrote = ["public", "permalinks.txt"].iter().find(|path| folder.join(path).exists());
        assert_eq!(wrote, None, "{name}");
    }
    let pictures = minutebook(&here.join("pictures"), &["build", "--content", "."]);
    let said = words(&pictures.stderr);
    assert!(said.contains("of its files (1 `.jpg`) none is Markdown") && said.contains("minutebook import"), "{said}");
    let json = minutebook(&here.join("empty"), &["build", "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!((code(&json), &answer["ok"]), (Some(2), &false.into()));
    assert!(answer["remedy"].as_str().unwrap().contains("init"), "{answer}");
}

#[test]
fn a_folder_of_others_is_replaced_only_when_told() {
    let dir = crate::scratch::scratch();
    let here = dir.path();
    fs::write(here.join("2026-03-11.md"), "# Minutes\n\n1.1 Everybody came.\n").unwrap();
    for command in ["build", "publish"] {
        let out = here.join(command);
        fs::create_dir_all(&out).unwrap();
        fs::write(out.join("index.html"), "my family").unwrap();
        let refused = minutebook(here, &[command, "--out", command, "--as-of", "2026-11-23"]);
        let said = words(&refused.stderr);
        assert_eq!(code(&refused), Some(2), "{said}");
        assert!(said.contains("holds `index.html`") && said.contains("--replace"), "{said}");
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "my family");
        assert!(!here.join("permalinks.txt").exists());
        for words in [&["--replace"][..], &[]] {
            let built = minutebook(here, &[&[command, "--out", command, "--as-of", "2026-11-23"], words].concat());
            assert_eq!(code(&built), Some(0), "{built:?}");
        }
        assert!(fs::read_to_string(out.join("index.html")).unwrap().contains("<html"));
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let program = env!("CARGO_BIN_EXE_minutebook");
    let line = format!("'{program}' completions bash | true; exit ${{PIPESTATUS[0]}}");
    let run = Command::new("bash").args(["-c", &line]).output().unwrap();
    assert_eq!(code(&run), Some(0), "{run:?}");
    assert!(run.stderr.is_empty(), "{run:?}");
}

#[cfg(unix)]
#[test]
fn a_site_made_under_a_private_umask_can_be_read_by_a_server() {
    use std::os::unix::fs::PermissionsExt;
    let dir = crate::scratch::scratch();
    let here = dir.path();
    fs::write(here.join("2026-03-11.md"), "# Minutes\n\n[Paper](paper.pdf)\n").unwrap();
    fs::write(here.join("paper.pdf"), "x").unwrap();
    let build = |umask: &str, out: &str| {
        let program = assert_cmd::cargo::cargo_bin("minutebook");
        let command = format!("umask {umask}; exec \"$0\" build --as-of 2026-11-23 --out {out}");
        let status = std::process::Command::new("sh").args(["-c", &command]).arg(program).current_dir(here).status().unwrap();
        assert!(status.success(), "{out}");
        let modes = |path: &str| fs::metadata(here.join(out).join(path)).unwrap().permissions().mode() & 0o777;
        (modes(""), modes("index.html"), modes("minutes"), modes("minutes/2026-03-11/index.html"))
    };
    assert_eq!(build("077", "public"), (0o755, 0o644, 0o755, 0o644));
    // Files that an earlier build left private are written again.
    fs::set_permissions(here.join("public/index.html"), fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(build("077", "public"), (0o755, 0o644, 0o755, 0o644));
    assert_eq!(build("002", "group"), (0o775, 0o664, 0o775, 0o664));
    // A folder that its owner made private stays so.
    fs::create_dir(here.join("private")).unwrap();
    fs::set_permissions(here.join("private"), fs::Permissions::from_mode(0o700)).unwrap();
    assert_eq!(build("022", "private").0, 0o700);
}

#[test]
fn every_command_has_a_manual_page() {
    let dir = crate::scratch::scratch();
    for _ in 0..2 {
        let done = minutebook(dir.path(), &["man", "--to", "man pages"]);
        assert_eq!(code(&done), Some(0), "{}", words(&done.stderr));
    }
    let folder = dir.path().join("man pages");
    for page in ["minutebook.1", "minutebook-build.1", "minutebook-new-meeting.1", "minutebook-theme-eject.1"] {
        assert!(folder.join(page).is_file(), "{page}");
    }
    assert!(fs::read_dir(&folder).unwrap().all(|file| file.unwrap().path().extension().is_some_and(|ending| ending == "1")));
    let text = fs::read_to_string(folder.join("minutebook-publish.1")).unwrap();
    for needed in [".TH minutebook-publish 1", "permalinks.txt", "\\-\\-dry\\-run"] {
        assert!(text.contains(needed), "{needed}: {text}");
    }
}
