//! The program as it is typed: a first site, exit codes, and a preview that follows what is saved.
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

fn minutebook(here: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_minutebook")).args(words).current_dir(here).output().unwrap()
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_first_site_builds_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let made = minutebook(dir.path(), &["init", "Safer Harbours Group"]);
    assert_eq!(code(&made), Some(0), "{made:?}");
    assert!(words(&made.stdout).contains("cd \"Safer Harbours Group\"\n  minutebook build\n"));
    let site = dir.path().join("Safer Harbours Group");
    let built = minutebook(&site, &["build"]);
    assert_eq!(code(&built), Some(0), "{}", words(&built.stderr));
    assert_eq!(words(&built.stderr), "", "a new site has nothing to be warned of");
    let page = fs::read_to_string(site.join("public/example-group/2026-03-11/index.html")).unwrap();
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

#[test]
fn bare_minutes_build_twice_in_their_own_folder() {
    let dir = tempfile::tempdir().unwrap();
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
    let dir = tempfile::tempdir().unwrap();
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
    let dir = tempfile::tempdir().unwrap();
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
            assert!(said.contains("`minutebook init FOLDER`") && said.contains(&format!("{command} --content")), "{said}");
            assert_eq!(said.lines().count(), 2, "{said}");
        }
        let wrote = ["public", "permalinks.txt"].iter().find(|path| folder.join(path).exists());
        assert_eq!(wrote, None, "{name}");
    }
    let json = minutebook(&here.join("empty"), &["build", "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!((code(&json), &answer["ok"]), (Some(2), &false.into()));
    assert!(answer["remedy"].as_str().unwrap().contains("init"), "{answer}");
}

#[test]
fn a_folder_of_others_is_replaced_only_when_told() {
    let dir = tempfile::tempdir().unwrap();
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

/// A preview that ends with the test.
struct Preview {
    child: Child,
    host: String,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Preview {
    fn start(site: &Path) -> Preview {
        let mut command = Command::new(env!("CARGO_BIN_EXE_minutebook"));
        command.args(["serve", "--format", "json"]).current_dir(site).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let answer: serde_json::Value = serde_json::from_str(&line).unwrap();
        let url = answer["url"].as_str().unwrap();
        Preview { child, host: url.trim_start_matches("http://").trim_end_matches('/').to_owned() }
    }

    fn ask(&self, path: &str, host: &str) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        BufReader::new(stream)
    }

    fn get(&self, path: &str) -> String {
        let mut text = String::new();
        self.ask(path, &self.host).read_to_string(&mut text).unwrap();
        text
    }

    /// Waits until the page that knows `token` is told to reload.
    fn wait_for_reload(mut stream: BufReader<TcpStream>) {
        let mut line = String::new();
        while !line.starts_with("event: reload") {
            line.clear();
            assert!(stream.read_line(&mut line).unwrap() > 0, "the stream ended without news");
        }
    }
}

fn token(page: &str) -> &str {
    let after = page.split("/_minutebook/reload.js?").nth(1).expect("a page has the script");
    after.split('"').next().unwrap()
}

#[test]
fn a_preview_follows_what_is_saved_and_publishes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(code(&minutebook(dir.path(), &["init", "."])), Some(0));
    let minutes = dir.path().join("content/example-group/meetings/2026-03-11.md");
    let text = fs::read_to_string(&minutes).unwrap();
    let preview = Preview::start(dir.path());
    let address = "/example-group/2026-03-11/";
    let page = preview.get(address);
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("Council Offices"), "{page}");
    assert!(page.contains("Content-Security-Policy: default-src 'self'"));

    let events = preview.ask(&format!("/_minutebook/events?{}", token(&page)), &preview.host);
    fs::write(&minutes, text.replace("1.1 The chair welcomed", "1.1 Somebody welcomed")).unwrap();
    Preview::wait_for_reload(events);
    let page = preview.get(address);
    assert!(page.contains("Somebody welcomed"));

    // A mistake is shown in place of the pages, and goes away when it is mended.
    let events = preview.ask(&format!("/_minutebook/events?{}", token(&page)), &preview.host);
    fs::write(&minutes, text.replace("venue =", "venu =")).unwrap();
    Preview::wait_for_reload(events);
    let page = preview.get(address);
    assert!(page.starts_with("HTTP/1.1 500") && page.contains("venu") && page.contains("2026-03-11.md"), "{page}");
    let events = preview.ask(&format!("/_minutebook/events?{}", token(&page)), &preview.host);
    fs::write(&minutes, &text).unwrap();
    Preview::wait_for_reload(events);
    let page = preview.get(address);
    assert!(page.starts_with("HTTP/1.1 200"));
    // A page of an earlier run is told at once.
    Preview::wait_for_reload(preview.ask("/_minutebook/events?1-1", &preview.host));

    let mut refused = String::new();
    preview.ask(address, "evil.example").read_to_string(&mut refused).unwrap();
    assert!(refused.starts_with("HTTP/1.1 421"), "{refused}");
    assert!(preview.get("/../../etc/passwd").starts_with("HTTP/1.1 400"));
    let second = Preview::start(dir.path());
    assert_ne!(second.host, preview.host, "a port that is taken is not taken again");
    let there: Vec<_> = fs::read_dir(dir.path().join("public")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(there, [".gitignore"]);
}
