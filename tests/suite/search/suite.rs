//! The site by which relevance is measured: the project's own content beside generated minutes, built by the program.
//!
//! With `MINUTEBOOK_SUITE=FOLDER` it is made there and kept, with `suite.json`, for `tests/browser/search.mjs`.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::corpus;

/// How many generated meetings.
const MEETINGS: usize = 200;

/// What a reader may also type: no answer is the right one, but the page and the program must agree.
const ODD: [&str; 30] = [
    "the of",
    "\"of the\" group",
    "year:2012 kind:action",
    "status:open owner:\"Home Office\" budget",
    "minutes -olympics kind:meeting ",
    "zzzz",
    "re",
    "org:fco year:2001-2012 audit ",
    "kind:actions ",
    "\"the group noted that\" ",
    "annual report ministers secretariat ",
    "body:idmg",
    "ministr",
    "skies dying policies national relational happily conditional",
    "Straße Ŵyn ½ １２",
    "- \" :",
    "organisation:\"kestrel county council\" sign",
    "owner:hmrc",
    "status:superseded",
    "enforcment secretariat",
    "-group kind:report",
    "3.4",
    "-report",
    "-\"annual report\" -minutes ",
    "status:opne kind:reprot year:abc body:nonsense",
    "17/04/2012",
    "<script>alert(1)</script>",
    "o'brien stephen's",
    "trafficking trafficking trafficking trafficking trafficking trafficking trafficking trafficking trafficking trafficking trafficking trafficking trafficking trafficking trafficking trafficking ",
    "-",
];

/// The built site and its questions.
pub(crate) struct Suite {
    /// Questions with their answers.
    pub(crate) questions: Vec<(String, String)>,
    /// The same for the Welsh pages.
    pub(crate) welsh: Vec<(String, String)>,
    out: PathBuf,
    /// By language and question: a question is asked of the program once.
    answers: RefCell<BTreeMap<(String, String), Value>>,
    _kept: Option<tempfile::TempDir>,
}

fn minutebook(words: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_minutebook")).args(words).output().unwrap()
}

impl Suite {
    /// Writes and builds the site.
    pub(crate) fn write() -> Suite {
        let own = Path::new(env!("CARGO_MANIFEST_DIR"));
        let (folder, kept) = match std::env::var_os("MINUTEBOOK_SUITE") {
            Some(folder) => (PathBuf::from(folder), None),
            None => {
                let dir = crate::scratch::scratch();
                (dir.path().to_path_buf(), Some(dir))
            }
        };
        let content = folder.join("content");
        // Beside the project's own content, a body with minutes in both languages.
        for from in [own.join("content"), own.join("tests/suite/search/welsh")] {
            for entry in walkdir::WalkDir::new(&from).into_iter().flatten().filter(|e| e.file_type().is_file()) {
                put(&content.join(entry.path().strip_prefix(&from).unwrap()), &fs::read(entry.path()).unwrap());
            }
        }
        put(&folder.join("site.toml"), &fs::read(own.join("site.toml")).unwrap());
        let docs = corpus::generated(MEETINGS);
        for (body, text) in corpus::bodies() {
            put(&content.join(body).join("_index.md"), text.as_bytes());
        }
        for (path, text) in docs.iter().map(corpus::markdown) {
            put(&content.join(path), text.as_bytes());
        }
        put(&content.join("reports/long/index.md"), long(&docs).as_bytes());
        let pages: Vec<String> = (1..=40).map(|n| attached(&docs, n)).collect();
        put(&content.join("reports/long/ledger.pdf"), &pdf(&pages));
        // A meeting to come: the day that stands for today is in 2026.
        put(&content.join("kestrel-coast/meetings/2027-01-20.md"), b"## 1. Tide tables\n\n1.1 The tide tables for the spring.\n");
        let mut questions = asked(include_str!("site.txt"));
        let states = asked(include_str!("states.txt"));
        assert!(states.len() >= 60, "{}", states.len());
        questions.extend(states);
        let welsh = asked(include_str!("welsh.txt"));
        questions.extend(corpus::questions(&docs));
        let out = folder.join("public");
        for (out, how) in [(&out, &[][..]), (&folder.join("portable"), &["--portable"])] {
            let (content, out) = (content.display().to_string(), out.display().to_string());
            let built = minutebook(&[&["build", "--content", &content, "--out", &out], how].concat());
            assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        }
        let all = |questions: &[(String, String)]| -> Vec<Value> {
            questions.iter().map(|(q, a)| json!({ "query": q, "answer": a })).collect()
        };
        let suite = json!({ "questions": all(&questions), "welsh": all(&welsh), "odd": ODD });
        put(&folder.join("suite.json"), suite.to_string().as_bytes());
        Suite { questions, welsh, out, answers: RefCell::default(), _kept: kept }
    }

    /// What the program answers in a language of the site, as JSON.
    pub(crate) fn search(&self, text: &str, lang: &str) -> Value {
        let key = (lang.to_owned(), text.to_owned());
        if let Some(answer) = self.answers.borrow().get(&key) {
            return answer.clone();
        }
        let out = self.out.display().to_string();
        let found = minutebook(&["search", "--format", "json", "--lang", lang, "--out", &out, "--", text]);
        assert!(found.status.success(), "{text}: {}", String::from_utf8_lossy(&found.stderr));
        let answer: Value = serde_json::from_slice(&found.stdout).unwrap();
        self.answers.borrow_mut().insert(key, answer.clone());
        answer
    }
}

/// A report far longer than a file of texts, in sections.
fn long(docs: &[minutebook::search::Doc]) -> String {
    let texts = docs.iter().flat_map(|d| &d.units).filter(|u| u.text.len() > 200);
    let mut out = String::from("+++\ntitle = \"A long report\"\ndate = 2019-05-01\n+++\n");
    for (n, unit) in texts.take(80).enumerate() {
        let own = if n == 61 { "Heliotropes were counted. " } else { "" };
        out.push_str(&format!("\n## Part {n}\n\n{own}{}\n", unit.text));
    }
    out
}

/// The words of a page of the attached file.
fn attached(docs: &[minutebook::search::Doc], n: usize) -> String {
    let texts: Vec<&str> = docs.iter().flat_map(|d| &d.units).map(|u| &*u.text).filter(|t| t.len() > 200).collect();
    let own = if n == 33 { "The ledger of marigolds balances. " } else { "" };
    format!("{own}{}", texts[n].replace(['(', ')', '\\'], " "))
}

/// A PDF with these pages, each one line.
fn pdf(pages: &[String]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|n| format!("{} 0 R", 4 + 2 * n)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Count {} /Kids [{}] >>", pages.len(), kids.join(" ")),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    for (n, words) in pages.iter().enumerate() {
        let text = format!("BT /F1 9 Tf 20 700 Td ({words}) Tj ET");
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            5 + 2 * n
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()));
    }
    let (mut out, mut places) = (String::from("%PDF-1.4\n"), String::new());
    for (n, object) in (1..).zip(&objects) {
        places.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.push_str(&format!("{n} 0 obj\n{object}\nendobj\n"));
    }
    let (count, at) = (objects.len() + 1, out.len());
    out.push_str(&format!(
        "xref\n0 {count}\n0000000000 65535 f \n{places}trailer << /Size {count} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n"
    ));
    out.into_bytes()
}

/// Lines of a question and its answer.
fn asked(text: &str) -> Vec<(String, String)> {
    let written = text.lines().filter(|l| !l.starts_with('#'));
    written.map(|l| l.split_once(" => ").expect(l)).map(|(q, a)| (q.to_owned(), a.to_owned())).collect()
}

fn put(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}
