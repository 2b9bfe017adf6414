//! Whatever is withheld, wherever and however it is written: it is in no output, or the build says where it would be.
//!
//! A case withholds a name of its own, made of two words that are nowhere else. Many cases share a site, so that one build tries them all. A case
//! whose mark is right must be in no file that is published ([`Fate::Gone`]); one whose mark is nearly right must be told by a `doubtful-mark` at its file
//! ([`Fate::Doubted`]); one whose name is published elsewhere must be told by a `leak` ([`Fate::Leaked`]).
//!
//! `MINUTEBOOK_WITHHELD_CASES=5000` tries so many. The controls take away the cut, the gate and the refusal of doubtful marks, one at a time, and
//! each time the same search must find names.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use super::support::{Site, files};

/// The cases of one site: more make its build slow, fewer make the builds many.
const OF_A_SITE: usize = 250;
/// The cases that an edit can wait for.
const FEW: usize = 64;

/// What must become of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Gone,
    Doubted,
    Leaked,
}

/// One thing to withhold.
#[derive(Debug, Clone, Copy)]
struct Case {
    fate: Fate,
    place: usize,
    way: usize,
    form: usize,
    name: u32,
}

/// Texts with `@` where something is withheld: a file's path below `content/`, with `#` for the number of the case, and what is in it. Redactions.
const PLACES: [(&str, &str); 18] = [
    ("p#.md", "# Page\n\nWith @ in it.\n"),
    ("p#.md", "# On @\n\nWords.\n"),
    ("p#.md", "# Page\n\n## Heading @\n\nWords.\n"),
    ("p#.md", "# Page\n\n| a | b |\n| --- | --- |\n| x | @ |\n"),
    ("p#.md", "# Page\n\nA note[^1].\n\n[^1]: By @.\n"),
    ("p#.md", "# Page\n\nTerm @\n: Of @.\n"),
    ("p#.md", "# Page\n\n- One\n    - of @\n\n> said @\n"),
    ("reports/r#/index.md", "# Report\n\n1.1 Of @.\n"),
    ("b#/_index.md", "# Body\n\nFor @.\n"),
    ("board/meetings/#.md", "# Minutes\n\n## Attendees\n\n- Home Office: @\n- Home Office: Bob Ray\n"),
    ("board/meetings/#.md", "# Minutes\n\n## Attendees\n\n- Cat Low (for @)\n\nApologies: @, Fay Poe\n"),
    ("board/meetings/#.md", "# Minutes\n\n## 1. About @\n\n1.1 The Group met @.\n"),
    ("board/meetings/#.md", "# Minutes\n\n1.1 It met.\n\n**ACTION:** @ to write by 1 July 2030.\n"),
    ("board/meetings/#.md", "# Minutes\n\n1.1 It met.\n\nProposed by @, seconded by Bob Ray. Carried.\n"),
    ("board/meetings/#.md", "# Minutes\n\nNext meeting: 3 July 2030 at @\n"),
    ("board/meetings/#.md", "# Minutes\n\n| Action | Owner | Due |\n| --- | --- | --- |\n| Write | @ | 1 July 2030 |\n"),
    ("lists/l#/_index.md", "# List\n\nOf @.\n"),
    ("datasets/d#/_index.md", "# Figures\n\nOf @.\n"),
];

/// Texts that are withheld whole, or in a passage; `@` is the name.
const WHOLE: [(&str, &str); 13] = [
    ("p#.md", "# Page\n\n> [!INTERNAL]\n> That @ was there.\n\nWords.\n"),
    ("p#.md", "# Page\n\n> [!INTERNAL]\n> ## About @\n>\n> - Of @.\n\nWords.\n"),
    (
        "board/meetings/#.md",
        "# Minutes\n\n## 1. One\n\n1.1 It met.\n\n> [!INTERNAL]\n> 1.2 That @ was there.\n>\n> ACTION: @ to write.\n",
    ),
    ("p#.md", "+++\naudience = \"internal\"\n+++\n# On @\n\nThat @ was there.\n"),
    ("p#.md", "---\ndraft: true\n---\n# On @\n\nThat @ was there.\n"),
    ("board/meetings/#.md", "---\naudience: internal\n---\n# Minutes\n\n## Attendees\n\n- @\n\n**ACTION:** @ to write.\n"),
    ("b#/_index.md", "+++\naudience = \"internal\"\n+++\n# The body of @\n"),
    ("reports/r#/index.md", "+++\ndraft = true\n+++\n# Report of @\n\n1.1 Of @.\n"),
    ("lists/l#/_index.md", "+++\naudience = \"internal\"\n+++\n# List of @\n"),
    ("datasets/d#/_index.md", "+++\naudience = \"internal\"\n+++\n# Figures of @\n"),
    ("p#.md", "+++\nwithdrawn = { date = 2024-07-01, reason = \"A mistake.\" }\n+++\n# Page\n\nThat @ was there.\n"),
    ("about#.md", "# About\n\n> [!INTERNAL]\n> That @ was there.\n"),
    ("q#/index.md", "+++\naudience = \"internal\"\n+++\n# Folder\n\n[It](note.txt)\n"),
];

/// The ways in which an author may write a name, `A` and `B` its words.
const WAYS: [&str; 12] = [
    "A B",
    "A, B",
    "**A** B",
    "A\nB",
    "`A` B",
    "A: B",
    "A & \"B\"",
    "A <!-- who? --> B",
    "<b>A</b> B",
    "[A](https://example.org/) B",
    "A (B)",
    "A–B",
];

/// Marks that are nearly right; `@` is the name.
const NEAR: [&str; 37] = [
    "[[REDACT:s.40|@]]",
    "[[ redact:s.40|@]]",
    "[[redact|@]]",
    "[redact:s.40|@]",
    "[[redacted:s.40|@]]",
    "[[redacted @]]",
    "[[redact;s.40|@]]",
    "[[redct:s.40|@]]",
    "{{redact:s.40|@}}",
    "(redact: @)",
    "<redact>@</redact>",
    "[[withhold:s.40|@]]",
    "[[golygu:s.40|@]]",
    "[REDACT] @",
    "［［redact：s.40｜@］］",
    "[[rеdact:s.40|@]]",
    "[[red\u{200b}act:s.40|@]]",
    "`[[redact:s.40|@]]`",
    "[@]{.redact}",
    "\\redact{@}",
    "\n\n> [! INTERNAL]\n> Of @.\n\n",
    "\n\n> [!INTERNEL]\n> Of @.\n\n",
    "\n\n> [!CONFIDENTIAL]\n> Of @.\n\n",
    "\n\n> [!MEWNOL]\n> Of @.\n\n",
    "\n\n> [!INTЕRNAL]\n> Of @.\n\n",
    "\n\n> [INTERNAL]\n> Of @.\n\n",
    "\n\n> !INTERNAL\n> Of @.\n\n",
    "\n\n> INTERNAL\n> Of @.\n\n",
    "\n\n> **Internal:** of @.\n\n",
    "\n\n[INTERNAL] Of @.\n\n",
    "\n\nINTERNAL: of @.\n\n",
    "\n\n(INTERNAL) Of @.\n\n",
    "\n\n::: internal\nOf @.\n:::\n\n",
    "\n\n!!! internal\n    Of @.\n\n",
    "\n\n<internal>\nOf @.\n</internal>\n\n",
    "\n\nOf @. {.internal}\n\n",
    "\n\n[!INTERNAL]\nOf @.\n\n",
];

/// Files in which no mark is read; `@` is a right one.
const UNREAD: [(&str, &str); 5] = [
    ("p#.md", "+++\ndescription = \"Of @\"\n+++\n# Page\n"),
    ("p#.md", "---\nnote: '[!INTERNAL] of @'\n---\n# Page\n"),
    ("reports/r#/a.txt", "Of @.\n"),
    ("reports/r#/a.md.txt", "> [!INTERNAL]\n> Of @.\n"),
    ("lists/l#/2024-05-01.csv", "rank,key,name\n1,AL,@\n"),
];

/// Settings that are nearly right.
const SETTINGS: [&str; 8] = [
    "Draft: true",
    "internal: true",
    "published: false",
    "status: draft",
    "confidential: true",
    "visibility: private",
    "Audience: internal",
    "mewnol: ie",
];

/// The ways in which a name is published elsewhere, in a file of its own.
const ELSEWHERE: [(&str, &str); 18] = [
    ("e#.md", "# E\n\nThen A\nB came.\n"),
    ("e#.md", "# E\n\nThen A\u{a0}B came.\n"),
    ("e#.md", "# E\n\nThen **A** [B](https://example.org/) came.\n"),
    ("e#.md", "# E\n\n- A\n- B\n"),
    ("e#.md", "# A B\n\nWords.\n"),
    ("e#.md", "# E\n\n## Heading\n\nThen A<br>B came.\n"),
    ("board/meetings/#-e.md", "# Minutes\n\n## Attendees\n\n- Home Office: A B\n"),
    ("board/meetings/#-e.md", "# Minutes\n\n1.1 It met.\n\n**ACTION:** A B to write.\n"),
    ("reports/e#/a.txt", "Then A B came."),
    ("reports/e#/a.csv", "first,last\nA,B\n"),
    ("reports/e#/a.json", "{\"name\": \"A\\tB\"}"),
    ("reports/e#/a.yaml", "name: \"A\\tB\"\n"),
    ("reports/e#/a.toml", "name = \"A\\nB\"\n"),
    ("reports/e#/a.dat", "say(\"A\\tB\")"),
    ("reports/e#/b.json", "{\"html\": \"<p><b>A</b> <i>B</i></p>\"}"),
    ("reports/e#/a.rtf", "{\\rtf1 Then {\\b A} B came.\\par}"),
    ("reports/e#/a.eml", "Subject: x\nMIME-Version: 1.0\n\nThen A =\nB came.\n"),
    ("reports/e#/a.xml", "<doc><p>A</p>\n<p>B</p></doc>"),
];

/// The two words of a name: of letters only, so that they can be a name, and in no other one.
fn words_of(name: u32) -> [String; 2] {
    const SYLLABLES: [&str; 16] =
        ["ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo", "wu", "za"];
    let digits: String = (0..4).map(|n| SYLLABLES[(name >> (4 * n) & 15) as usize]).collect();
    [format!("Zq{digits}x"), format!("Wq{digits}j")]
}

impl Case {
    /// The name as a text in which `A` and `B` stand for its words has it.
    fn fill(&self, text: &str) -> String {
        let [a, b] = words_of(self.name);
        // Whole letters: `A` in `ACTION` is none of the name's.
        let mut out = String::new();
        let mut before = ' ';
        let mut signs = text.chars().peekable();
        while let Some(c) = signs.next() {
            let is_alone = !before.is_alphanumeric() && !signs.peek().is_some_and(|c| c.is_alphanumeric());
            match c {
                'A' if is_alone => out.push_str(&a),
                'B' if is_alone => out.push_str(&b),
                c => out.push(c),
            }
            // The letter of an escape (`\\t`) is none of a word.
            before = if before == '\\' { ' ' } else { c };
        }
        out
    }

    /// Writes the files of the case into a site, and returns the path of the one that is to be told.
    fn write(&self, site: &Site, day: usize) -> String {
        let number = format!("2{:03}-{:02}-{:02}", day / 336, day / 28 % 12 + 1, day % 28 + 1);
        let path = |path: &str| format!("content/{}", path.replace('#', &number));
        let plain = self.fill("A B");
        let (file, text) = match self.fate {
            Fate::Gone if self.form.is_multiple_of(2) => {
                let (file, text) = PLACES[self.place % PLACES.len()];
                let way = WAYS[self.way % WAYS.len()];
                // A cell and a heading end with their line.
                let way = if way.contains('\n') && (text.contains("| @") || text.contains("# ") && text.contains('@')) {
                    "A B"
                } else {
                    way
                };
                (file, text.replace('@', &format!("[[redact:s.40|{}]]", self.fill(way))))
            }
            Fate::Gone => {
                let (file, text) = WHOLE[self.place % WHOLE.len()];
                if file.starts_with("about") {
                    site.write(&path("about#.cy.md"), "# Am\n\n> [!INTERNAL]\n> @\n".replace('@', &plain));
                }
                if let Some(folder) = file.strip_suffix("/_index.md").or(file.strip_suffix("/index.md")) {
                    if !file.starts_with("b#") {
                        site.write(&path(&format!("{folder}/note.txt")), &plain);
                    } else {
                        site.write(&path("b#/meetings/2024-05-01.md"), format!("# Minutes\n\n1.1 That {plain} was there.\n"));
                    }
                }
                (file, text.replace('@', &plain))
            }
            Fate::Doubted if self.form.is_multiple_of(8) => {
                let (file, text) = UNREAD[self.place % UNREAD.len()];
                if let Some((folder, _)) = file.rsplit_once('/') {
                    site.write(
                        &path(&format!("{folder}/{}", if folder.starts_with('l') { "_index.md" } else { "index.md" })),
                        "# Of it\n\nWords.\n",
                    );
                }
                (file, text.replace('@', &format!("[[redact:s.40|{plain}]]")))
            }
            Fate::Doubted if self.form % 8 == 1 => {
                let setting = SETTINGS[self.way % SETTINGS.len()];
                let file = if self.place.is_multiple_of(2) { "p#.md" } else { "board/meetings/#.md" };
                (file, format!("---\n{setting}\n---\n# Text\n\nThat {plain} was there.\n"))
            }
            Fate::Doubted => {
                let near = NEAR[self.way % NEAR.len()].replace('@', &plain);
                let (file, text) = [
                    ("p#.md", "# Page\n\nWords. @ More.\n"),
                    ("board/meetings/#.md", "# Minutes\n\n## 1. One\n\n1.1 It met. @ Then.\n"),
                    ("reports/r#/index.md", "# Report\n\n1.1 Words. @ More.\n"),
                    ("b#/_index.md", "# Body\n\nWords. @ More.\n"),
                ][self.place % 4];
                (file, text.replace('@', &near))
            }
            Fate::Leaked => {
                let (file, text) = ELSEWHERE[self.place % ELSEWHERE.len()];
                site.write(&path("s#.md"), format!("# S\n\nOf [[redact:s.40|{plain}]].\n"));
                if file.starts_with("reports") {
                    site.write(&path("reports/e#/index.md"), "# Of it\n\nWords.\n");
                }
                (file, self.fill(text))
            }
        };
        site.write(&path(file), text);
        path(file)
    }
}

fn cases(count: usize) -> impl Strategy<Value = Vec<Case>> {
    let fate = prop_oneof![3 => Just(Fate::Gone), 3 => Just(Fate::Doubted), 2 => Just(Fate::Leaked)];
    let n = 0..1000_usize;
    prop::collection::vec((fate, n.clone(), n.clone(), n), count).prop_map(|all| {
        let case = |(name, (fate, place, way, form))| Case { fate, place, way, form, name: name as u32 };
        all.into_iter().enumerate().map(case).collect()
    })
}

/// A site of some cases, with the file that each is told at.
fn site_of(cases: &[Case], settings: &str) -> (Site, Vec<String>) {
    let site = Site::new();
    let settings =
        format!("title = \"Harbour\"\nlanguages = [\"en\", \"cy\"]\nbase_url = \"https://harbour.example/\"\n{settings}");
    site.write("site.toml", settings).write("content/board/_index.md", "# Board\n").write("content/other.md", "# Other\n");
    let told = cases.iter().enumerate().map(|(day, case)| case.write(&site, day)).collect();
    (site, told)
}

/// The cases whose words are in a file of the output, its path included.
fn published(site: &Site, cases: &[Case]) -> BTreeSet<u32> {
    let folder = site.folder().join("public");
    let mut all = String::new();
    for path in files(&folder).into_iter().filter(|path| !path.starts_with("assets/")) {
        all.push_str(&path.to_lowercase());
        all.push_str(&String::from_utf8_lossy(&std::fs::read(folder.join(&path)).expect("a file")).to_lowercase());
    }
    let has = |case: &&Case| words_of(case.name).iter().any(|word| all.contains(&word.to_lowercase()));
    cases.iter().filter(has).map(|case| case.name).collect()
}

/// What a build says, as data.
fn said(site: &Site, options: &[&str]) -> (Option<i32>, Vec<Value>) {
    let output =
        site.run(&[&["build", "--format", "json", "--as-of", "2026-11-23", "--out", "public", "--replace"], options].concat());
    let said: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    (output.status.code(), said["diagnostics"].as_array().expect("a list").clone())
}

fn of_fate(cases: &[Case], fate: Fate) -> Vec<Case> {
    cases.iter().filter(|case| case.fate == fate).copied().collect()
}

/// Holds the cases of each fate to it.
fn hold(cases: &[Case]) -> Result<(), String> {
    let gone = of_fate(cases, Fate::Gone);
    let (site, told) = site_of(&gone, "");
    let (code, diagnostics) = said(&site, &[]);
    let errors: Vec<&Value> = diagnostics.iter().filter(|d| d["severity"] == "error").collect();
    if code != Some(0) {
        return Err(format!("right marks do not build: {errors:#?}"));
    }
    if let Some(name) = published(&site, &gone).first() {
        let at = gone.iter().position(|case| case.name == *name).expect("a case");
        let text = std::fs::read_to_string(site.folder().join(&told[at])).unwrap_or_default();
        return Err(format!("{:?} is published, from {}:\n{text}", words_of(*name), told[at]));
    }
    for (fate, code, name) in [(Fate::Doubted, "doubtful-mark", "told"), (Fate::Leaked, "leak", "found")] {
        let cases = of_fate(cases, fate);
        let (site, told) = site_of(&cases, "");
        let (_, diagnostics) = said(&site, &[]);
        let has = |case: &Case, path: &String| {
            let [first, _] = words_of(case.name);
            let is_of = |d: &&Value| {
                let at = d["place"]["path"].as_str() == Some(path);
                d["code"] == code
                    && if fate == Fate::Doubted { at } else { d["message"].as_str().is_some_and(|m| m.contains(&first)) }
            };
            diagnostics.iter().any(|d| is_of(&d))
        };
        if let Some((case, path)) = cases.iter().zip(&told).find(|(case, path)| !has(case, path)) {
            let text = std::fs::read_to_string(site.folder().join(path)).unwrap_or_default();
            return Err(format!("{case:?} is not {name}, in {path}:\n{text}"));
        }
        if site.folder().join("public/index.html").exists() {
            return Err(format!("a site with {code} is published"));
        }
    }
    Ok(())
}

#[test]
fn nothing_withheld_is_published_in_silence() {
    let count = std::env::var("MINUTEBOOK_WITHHELD_CASES").ok().and_then(|count| count.parse().ok()).unwrap_or(FEW);
    let sites = u32::try_from(count.div_ceil(OF_A_SITE)).expect("a few");
    let config = ProptestConfig { cases: sites, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() };
    let tried = TestRunner::new(config).run(&cases(count.min(OF_A_SITE)), |cases| hold(&cases).map_err(TestCaseError::fail));
    if let Err(error) = tried {
        panic!("{error}");
    }
}

/// One case of each place, way and form.
fn one_of_each(fate: Fate) -> Vec<Case> {
    let case = |n: usize| Case { fate, place: n, way: n, form: n, name: n as u32 };
    (0..80).map(case).collect()
}

/// Without the cut the names are in the output, and the gate finds each of them there; without the gate they would be published.
#[test]
fn without_the_cut_every_name_is_found() {
    let cases = one_of_each(Fate::Gone);
    let (site, _) = site_of(&cases, "");
    // An edition that withholds nothing cuts nothing, and its gate is open.
    let (code, diagnostics) = said(&site, &["--edition", "internal", "--drafts"]);
    assert_eq!(code, Some(0), "{diagnostics:#?}");
    let seen = published(&site, &cases);
    // What was withdrawn is in no edition.
    let is_withdrawn = |case: &Case| case.form % 2 == 1 && WHOLE[case.place % WHOLE.len()].1.contains("withdrawn");
    for case in cases.iter().filter(|case| !is_withdrawn(case)) {
        assert!(seen.contains(&case.name), "{case:?}");
    }
}

/// Without the gate, names that are withheld in one place are published from another, where no cut is asked for.
#[test]
fn without_the_gate_every_name_is_published() {
    let cases = one_of_each(Fate::Leaked);
    let (site, _) = site_of(&cases, "");
    let (code, _) = said(&site, &["--edition", "internal"]);
    assert_eq!(code, Some(0));
    let (_, diagnostics) = said(&site, &[]);
    let others = diagnostics.iter().filter(|d| d["severity"] == "error" && d["code"] != "leak").count();
    assert_eq!(others, 0, "nothing but the gate finds them");
    assert_eq!(published(&site, &cases).len(), cases.len());
}

/// Where a site turns the refusal of doubtful marks off, what they were meant to withhold is published.
#[test]
fn without_the_refusal_doubtful_names_are_published() {
    let cases = one_of_each(Fate::Doubted);
    let (site, _) = site_of(&cases, "[checks]\ndoubtful-mark = \"off\"\nunknown-key = \"off\"\n");
    let (code, diagnostics) = said(&site, &[]);
    let errors: Vec<&Value> = diagnostics.iter().filter(|d| d["severity"] == "error").collect();
    assert_eq!(code, Some(0), "{errors:#?}");
    let seen = published(&site, &cases);
    for case in &cases {
        // A description is for machines, and a note is shown without what looks like a mark of GitHub.
        assert!(seen.contains(&case.name), "{case:?}");
    }
}
