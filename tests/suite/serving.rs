//! `minutebook serve` as it is typed: a preview that follows what is saved.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::commands::{code, minutebook};

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
    fn wait_for_reload(stream: BufReader<TcpStream>) {
        Preview::wait_for_news(stream, "event: reload");
    }

    /// Waits for an event; the page is not to be reloaded before it.
    fn wait_for_news(mut stream: BufReader<TcpStream>, wanted: &str) {
        let mut line = String::new();
        while line.trim_end() != wanted {
            assert!(!line.starts_with("event: reload"), "the page was reloaded");
            line.clear();
            assert!(stream.read_line(&mut line).unwrap() > 0, "the stream ended without news");
        }
    }

    /// Waits until a page has some words.
    fn wait_for(&self, path: &str, words: &str) {
        for _ in 0..400 {
            if self.get(path).contains(words) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("{path} never had `{words}`");
    }
}

fn token(page: &str) -> &str {
    let after = page.split("/_minutebook/reload.js?").nth(1).expect("a page has the script");
    after.split('"').next().unwrap()
}

#[test]
fn a_preview_follows_what_is_saved_and_publishes_nothing() {
    let dir = crate::scratch::scratch();
    assert_eq!(code(&minutebook(dir.path(), &["init", "."])), Some(0));
    let minutes = dir.path().join("content/example-group/meetings/2026-03-11.md");
    let text = fs::read_to_string(&minutes).unwrap();
    let preview = Preview::start(dir.path());
    let address = "/example-group/2026-03-11/";
    let page = preview.get(address);
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("Council Offices"), "{page}");
    assert!(page.contains("Content-Security-Policy: default-src 'self'"));

    let events = preview.ask(&format!("/_minutebook/events?{}&{address}", token(&page)), &preview.host);
    fs::write(&minutes, text.replace("1.1 The chair welcomed", "1.1 Somebody welcomed")).unwrap();
    Preview::wait_for_reload(events);
    let page = preview.get(address);
    assert!(page.contains("Somebody welcomed"));

    // Another page is not reloaded: it is as it was.
    let other = preview.get("/example-group/actions/");
    let events =
        preview.ask(&format!("/_minutebook/events?{}&/accessibility/", token(&preview.get("/accessibility/"))), &preview.host);
    fs::write(&minutes, text.replace("1.1 The chair welcomed", "1.1 Nobody welcomed")).unwrap();
    preview.wait_for(address, "Nobody welcomed");
    assert_eq!(token(&other), token(&preview.get("/example-group/actions/")));

    // A mistake is shown over the page, which is as it was, and goes away when it is corrected.
    fs::write(&minutes, text.replace("venue =", "venu =")).unwrap();
    Preview::wait_for_news(events, "event: warnings");
    let page = preview.get(address);
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("Nobody welcomed"), "{page}");
    assert!(page.contains("venu") && page.contains("2026-03-11.md"), "{page}");
    let events = preview.ask(&format!("/_minutebook/events?{}&{address}", token(&page)), &preview.host);
    fs::write(&minutes, &text).unwrap();
    Preview::wait_for_reload(events);
    let page = preview.get(address);
    assert!(page.starts_with("HTTP/1.1 200") && !page.contains("2026-03-11.md"));
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
