//! Whatever is done to the content, in any order: a build that passes has every address of the ledger, with every anchor.
//!
//! A site is published; then its files are deleted, moved, renamed, renumbered, split, withdrawn and drafted at random, with the right aliases, with
//! wrong ones and with none. A build may refuse that. When it does not, a plain web server must answer every line of the ledger.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::permanence::{dead, ledger};
use super::support::{Site, is_long, text};

/// A file of the site.
#[derive(Debug, Clone, Default)]
struct Doc {
    aliases: Vec<String>,
    /// Earlier anchor → what stands for it, as TOML.
    anchors: BTreeMap<String, String>,
    withdrawn: bool,
    draft: bool,
    title: String,
    paragraphs: Vec<Paragraph>,
    welsh: Welsh,
}

/// The translation of a file, on a site in two languages.
#[derive(Debug, Clone, Default)]
enum Welsh {
    #[default]
    None,
    /// It has what the original has.
    Follows,
    /// It stays as it was, whatever becomes of the original.
    Stays(String),
}

#[derive(Debug, Clone)]
struct Paragraph {
    item: u8,
    number: u8,
    words: String,
    /// Below it, in minutes.
    action: bool,
    /// Without a number, below it.
    plain: u8,
}

#[derive(Debug, Clone, Default)]
struct Model {
    docs: BTreeMap<String, Doc>,
    files: BTreeMap<String, String>,
}

#[derive(Debug, Clone)]
enum Op {
    Delete(u8),
    DeleteFile(u8),
    Move(u8, u8, bool),
    RenameBody(u8, u8, bool),
    Renumber(u8, u8, u8, bool),
    Remove(u8, u8, bool),
    Split(u8, u8, u8),
    Withdraw(u8),
    Draft(u8),
    Join(u8, u8),
    Add(u8, u8),
    WildAlias(u8, u16),
    WildAnchor(u8, u16, u8),
    Translate(u8),
    KeepTranslation(u8),
    Publish,
}

fn op() -> impl Strategy<Value = Op> {
    let n = any::<u8>;
    prop_oneof![
        1 => n().prop_map(Op::Delete),
        1 => n().prop_map(Op::DeleteFile),
        4 => (n(), n(), prop::bool::weighted(0.8)).prop_map(|(a, b, c)| Op::Move(a, b, c)),
        3 => (n(), n(), prop::bool::weighted(0.8)).prop_map(|(a, b, c)| Op::RenameBody(a, b, c)),
        5 => (n(), n(), n(), prop::bool::weighted(0.8)).prop_map(|(a, b, c, d)| Op::Renumber(a, b, c, d)),
        3 => (n(), n(), prop::bool::weighted(0.7)).prop_map(|(a, b, c)| Op::Remove(a, b, c)),
        3 => (n(), n(), n()).prop_map(|(a, b, c)| Op::Split(a, b, c)),
        2 => n().prop_map(Op::Withdraw),
        1 => n().prop_map(Op::Draft),
        2 => (n(), n()).prop_map(|(a, b)| Op::Join(a, b)),
        3 => (n(), n()).prop_map(|(a, b)| Op::Add(a, b)),
        3 => (n(), any::<u16>()).prop_map(|(a, b)| Op::WildAlias(a, b)),
        3 => (n(), any::<u16>(), n()).prop_map(|(a, b, c)| Op::WildAnchor(a, b, c)),
        2 => n().prop_map(Op::Translate),
        2 => n().prop_map(Op::KeepTranslation),
        3 => Just(Op::Publish),
    ]
}

fn paragraphs(minutes: bool) -> Vec<Paragraph> {
    let mut out = Vec::new();
    for item in 1..=2_u8 {
        for number in 1..=3_u8 {
            let words = format!("It was said {item} times {number} that the harbour is deep.");
            let action = minutes && (item + number) % 3 == 0;
            out.push(Paragraph { item, number, words, action, plain: u8::from(number == 2) });
        }
    }
    out
}

impl Model {
    fn new() -> Model {
        let mut model = Model::default();
        for body in ["quay", "pier", "quay/dredging"] {
            let title = format!("The {body} board");
            model.docs.insert(format!("{body}/_index.md"), Doc { title, ..Doc::default() });
            for month in [3, 5] {
                let doc = Doc { paragraphs: paragraphs(true), ..Doc::default() };
                model.docs.insert(format!("{body}/meetings/2024-{month:02}-01.md"), doc);
            }
        }
        for name in ["yearbook", "tides"] {
            let doc = Doc { title: name.to_owned(), paragraphs: paragraphs(false), ..Doc::default() };
            model.docs.insert(format!("reports/{name}/index.md"), doc);
            model.files.insert(format!("reports/{name}/{name}.csv"), "a,b\n1,2\n".to_owned());
        }
        model
            .docs
            .insert("about.md".to_owned(), Doc { title: "About".to_owned(), paragraphs: paragraphs(false), ..Doc::default() });
        model
    }

    fn write(&self, site: &Site) {
        let content = site.folder().join("content");
        if content.exists() {
            std::fs::remove_dir_all(&content).expect("removed");
        }
        for (path, doc) in &self.docs {
            let minutes = path.contains("meetings/");
            site.write(&format!("content/{path}"), doc.text(minutes));
            let welsh = match &doc.welsh {
                Welsh::None => continue,
                Welsh::Follows => doc.in_welsh(minutes),
                Welsh::Stays(text) => text.clone(),
            };
            site.write(&format!("content/{}.cy.md", path.trim_end_matches(".md")), welsh);
        }
        for (path, text) in &self.files {
            site.write(&format!("content/{path}"), text);
        }
    }

    fn pick(&self, n: u8) -> Option<String> {
        self.docs.keys().nth(usize::from(n) % self.docs.len().max(1)).cloned()
    }

    fn apply(&mut self, op: &Op, ledger: &str) {
        match op {
            Op::Delete(n) => drop(self.pick(*n).map(|p| self.docs.remove(&p))),
            Op::DeleteFile(n) => {
                let path = self.files.keys().nth(usize::from(*n) % self.files.len().max(1)).cloned();
                drop(path.map(|p| self.files.remove(&p)));
            }
            Op::Move(n, to, alias) => self.rename(*n, *to, *alias),
            Op::RenameBody(n, to, alias) => self.rename_body(*n, *to, *alias),
            Op::Renumber(n, which, to, declared) => self.renumber(*n, *which, *to, *declared),
            Op::Remove(n, which, declared) => self.remove(*n, *which, *declared),
            Op::Split(n, which, how) => self.split(*n, *which, *how),
            Op::Withdraw(n) => drop(self.pick(*n).and_then(|p| self.docs.get_mut(&p)).map(|d| d.withdrawn = true)),
            Op::Draft(n) => drop(self.pick(*n).and_then(|p| self.docs.get_mut(&p)).map(|d| d.draft = !d.draft)),
            Op::Join(n, which) => {
                if let Some(p) = self.paragraph(*n, *which) {
                    p.plain = 0;
                }
            }
            Op::Add(n, to) => {
                let Some(path) = self.pick(*n) else { return };
                let words = format!("Something else was said {to} times.");
                let paragraph = Paragraph { item: 3, number: to % 9 + 1, words, action: false, plain: 0 };
                if let Some(doc) =
                    self.docs.get_mut(&path).filter(|d| d.paragraphs.iter().all(|p| (p.item, p.number) != (3, to % 9 + 1)))
                {
                    doc.paragraphs.push(paragraph);
                }
            }
            Op::WildAlias(n, which) => {
                let addresses: Vec<&str> =
                    ledger.lines().filter(|l| l.starts_with('/')).filter_map(|l| l.split(' ').next()).collect();
                let address = addresses.get(usize::from(*which) % addresses.len().max(1)).map(|a| (*a).to_owned());
                let doc = self.pick(*n).and_then(|p| self.docs.get_mut(&p));
                if let (Some(doc), Some(address)) = (doc, address) {
                    doc.aliases.push(if which % 3 == 0 { format!("{address}#*") } else { address });
                }
            }
            Op::WildAnchor(n, which, to) => {
                let anchors: Vec<&str> = ledger
                    .split_whitespace()
                    .filter_map(|w| w.strip_prefix('#')?.split('=').next())
                    .filter(|a| !a.is_empty())
                    .collect();
                let anchor = anchors.get(usize::from(*which) % anchors.len().max(1)).map(|a| (*a).to_owned());
                let doc = self.pick(*n).and_then(|p| self.docs.get_mut(&p));
                if let (Some(doc), Some(anchor)) = (doc, anchor) {
                    let place = doc.paragraphs.get(usize::from(*to) % doc.paragraphs.len().max(1));
                    let place = place.map_or("1".to_owned(), |p| format!("{}.{}", p.item, p.number));
                    doc.anchors.insert(anchor, format!("\"{place}\""));
                }
            }
            Op::Translate(n) => {
                if let Some(doc) = self.pick(*n).and_then(|p| self.docs.get_mut(&p)) {
                    doc.welsh = if matches!(doc.welsh, Welsh::Follows) { Welsh::None } else { Welsh::Follows };
                }
            }
            Op::KeepTranslation(n) => {
                let Some(path) = self.pick(*n) else { return };
                if let Some(doc) = self.docs.get_mut(&path) {
                    doc.welsh = Welsh::Stays(doc.in_welsh(path.contains("meetings/")));
                }
            }
            Op::Publish => {}
        }
    }

    fn paragraph(&mut self, n: u8, which: u8) -> Option<&mut Paragraph> {
        let path = self.pick(n)?;
        let doc = self.docs.get_mut(&path)?;
        let len = doc.paragraphs.len().max(1);
        doc.paragraphs.get_mut(usize::from(which) % len)
    }

    fn rename(&mut self, n: u8, to: u8, alias: bool) {
        let Some(path) = self.pick(n) else { return };
        let new = if path.contains("/meetings/") {
            let folder = path.rsplit_once('/').map_or("", |(f, _)| f);
            format!("{folder}/2024-{:02}-{:02}.md", to % 12 + 1, to % 27 + 2)
        } else if path.starts_with("reports/") {
            format!("reports/book-{to}/index.md")
        } else if path.ends_with("_index.md") {
            return;
        } else {
            format!("pages/page-{to}.md")
        };
        if self.docs.contains_key(&new) {
            return;
        }
        let Some(mut doc) = self.docs.remove(&path) else { return };
        if alias {
            doc.aliases.push(address(&path));
        }
        if let Some((folder, _)) = path.rsplit_once('/').filter(|(f, _)| f.starts_with("reports/")) {
            let there: Vec<String> = self.files.keys().filter(|f| f.starts_with(folder)).cloned().collect();
            for file in there {
                let text = self.files.remove(&file).unwrap_or_default();
                let folder = new.rsplit_once('/').map_or("", |(f, _)| f);
                self.files.insert(format!("{folder}/{}", file.rsplit('/').next().unwrap_or("")), text);
            }
        }
        self.docs.insert(new, doc);
    }

    fn rename_body(&mut self, n: u8, to: u8, alias: bool) {
        let bodies: Vec<String> = self.docs.keys().filter_map(|p| p.strip_suffix("/_index.md")).map(str::to_owned).collect();
        let Some(old) = bodies.get(usize::from(n) % bodies.len().max(1)).cloned() else { return };
        let new = format!("board-{to}");
        if bodies.iter().any(|b| *b == new || b.starts_with(&format!("{new}/"))) {
            return;
        }
        let moved: Vec<String> = self.docs.keys().filter(|p| p.starts_with(&format!("{old}/"))).cloned().collect();
        for path in moved {
            let Some(mut doc) = self.docs.remove(&path) else { continue };
            if alias && path == format!("{old}/_index.md") {
                doc.aliases.push(format!("/{old}/"));
            }
            self.docs.insert(format!("{new}{}", &path[old.len()..]), doc);
        }
    }

    fn renumber(&mut self, n: u8, which: u8, to: u8, declared: bool) {
        let Some(path) = self.pick(n) else { return };
        let Some(doc) = self.docs.get_mut(&path) else { return };
        let number = to % 20 + 4;
        let len = doc.paragraphs.len().max(1);
        let Some(at) = doc.paragraphs.get(usize::from(which) % len).cloned() else { return };
        if doc.paragraphs.iter().any(|p| (p.item, p.number) == (at.item, number)) {
            return;
        }
        if let Some(p) = doc.paragraphs.get_mut(usize::from(which) % len) {
            p.number = number;
        }
        if declared {
            doc.anchors.insert(format!("{}.{}", at.item, at.number), format!("\"{}.{number}\"", at.item));
        }
    }

    fn remove(&mut self, n: u8, which: u8, declared: bool) {
        let Some(path) = self.pick(n) else { return };
        let Some(doc) = self.docs.get_mut(&path).filter(|d| !d.paragraphs.is_empty()) else { return };
        let gone = doc.paragraphs.remove(usize::from(which) % doc.paragraphs.len());
        if declared {
            let tomb = "{ date = 2024-12-01, reason = \"It was wrong.\" }".to_owned();
            doc.anchors.insert(format!("{}.{}", gone.item, gone.number), tomb.clone());
            if gone.action {
                doc.anchors.insert(format!("action-{}.{}", gone.item, gone.number), tomb);
            }
        }
    }

    /// The second half of a report or page becomes another report.
    fn split(&mut self, n: u8, which: u8, how: u8) {
        let Some(path) = self.pick(n).filter(|p| !p.contains("meetings/")) else { return };
        let new = format!("reports/part-{which}/index.md");
        if self.docs.contains_key(&new) {
            return;
        }
        let Some(doc) = self.docs.get_mut(&path) else { return };
        let half = doc.paragraphs.split_off(doc.paragraphs.len() / 2);
        let old = address(&path);
        let aliases = match how % 4 {
            0 => Vec::new(),
            1 => half.iter().map(|p| format!("{old}#{}.{}", p.item, p.number)).collect(),
            _ => vec![format!("{old}#*")],
        };
        self.docs.insert(new, Doc { title: "A part".to_owned(), paragraphs: half, aliases, ..Doc::default() });
    }
}

impl Doc {
    fn text(&self, minutes: bool) -> String {
        let mut out = String::from("+++\n");
        let quoted: Vec<String> = self.aliases.iter().map(|a| format!("{a:?}")).collect();
        out.push_str(&format!("aliases = [{}]\n", quoted.join(", ")));
        if self.withdrawn {
            out.push_str("withdrawn = { date = 2024-12-01, reason = \"It was wrong.\" }\n");
        }
        if self.draft {
            out.push_str("draft = true\n");
        }
        if !self.title.is_empty() {
            out.push_str(&format!("title = {:?}\n", self.title));
        }
        out.push_str("[anchors]\n");
        self.anchors.iter().for_each(|(old, new)| out.push_str(&format!("{old:?} = {new}\n")));
        out.push_str("+++\n");
        out + &self.body(if minutes { ". Item " } else { "Part " }, "More of it", "**ACTION:** Harbour Trust to look into it.")
    }

    fn in_welsh(&self, minutes: bool) -> String {
        format!(
            "+++\ntitle = \"{} yn Gymraeg\"\n+++\n{}",
            self.title,
            self.body(
                if minutes { ". Eitem " } else { "Rhan " },
                "Mwy amdano",
                "**CAM GWEITHREDU:** Ymddiriedolaeth yr Harbwr i edrych arno."
            )
        )
    }

    /// The text below the front matter. `heading` is what an item's heading says before its number; minutes number it first.
    fn body(&self, heading: &str, more: &str, action: &str) -> String {
        let (mut out, mut item) = (String::new(), 0);
        for p in &self.paragraphs {
            if p.item != item {
                item = p.item;
                let number = if heading.starts_with('.') { item.to_string() } else { String::new() };
                out.push_str(&format!("## {number}{heading}{item}\n\n"));
            }
            out.push_str(&format!("{}.{} {}\n\n", p.item, p.number, p.words));
            (0..p.plain).for_each(|n| out.push_str(&format!("{more}, {n}.\n\n")));
            if p.action {
                out.push_str(&format!("{action}\n\n"));
            }
        }
        out
    }
}

/// Where a file stands.
fn address(path: &str) -> String {
    let path = path.trim_end_matches(".md").trim_end_matches("/_index").trim_end_matches("/index").replace("/meetings/", "/");
    format!("/{path}/")
}

/// Publishes; says whether it could.
fn publish(site: &Site) -> bool {
    let output = site.run(&["publish", "--as-of", "2026-11-23"]);
    let code = output.status.code();
    assert!(matches!(code, Some(0 | 1)), "{code:?}: {}", text(&output.stderr));
    code == Some(0)
}

/// Applies the operations, a few at a time, with a build after each few. Gives how many builds passed and how many were refused.
fn play(rounds: &[Vec<Op>], languages: &[&str]) -> (usize, usize) {
    let site = Site::new();
    site.write("site.toml", format!("title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\nlanguages = {languages:?}\n"));
    let mut model = Model::new();
    if languages.len() > 1 {
        // Some of it is translated from the first day.
        model.docs.values_mut().step_by(2).for_each(|doc| doc.welsh = Welsh::Follows);
    }
    model.write(&site);
    assert!(publish(&site), "the first site is whole");
    let (mut passed, mut refused) = (0, 0);
    for ops in rounds {
        let before = model.clone();
        for op in ops {
            model.apply(op, &ledger(&site));
        }
        model.write(&site);
        let output = if ops.iter().any(|op| matches!(op, Op::Publish)) {
            site.run(&["publish", "--as-of", "2026-11-23"])
        } else {
            site.run(&["build", "--as-of", "2026-11-23"])
        };
        match output.status.code() {
            Some(0) => {
                passed += 1;
                let dead = dead(&site.folder().join("public"), &ledger(&site));
                assert!(dead.is_empty(), "after {ops:?} the build passes and these are dead:\n{}", dead.join("\n"));
            }
            Some(1) => {
                refused += 1;
                model = before;
            }
            other => panic!("{other:?} after {ops:?}: {}", text(&output.stderr)),
        }
    }
    (passed, refused)
}

/// Plays random histories of so many rounds. A case builds a site for each round, so that an eighth of the usual number is run, unless
/// tests of size run in full. (`proptest!` would give every test the number that the environment has.)
fn play_at_random(test: &'static str, rounds: std::ops::Range<usize>, languages: &[&str]) {
    let usual = ProptestConfig::default();
    let part = if is_long() { 1 } else { 8 };
    let config = ProptestConfig {
        cases: usual.cases.div_ceil(part),
        max_shrink_iters: 200,
        test_name: Some(test),
        source_file: Some(file!()),
        ..usual
    };
    let histories = prop::collection::vec(prop::collection::vec(op(), 1..4), rounds);
    let played = TestRunner::new(config).run(&histories, |rounds| {
        play(&rounds, languages);
        Ok(())
    });
    played.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn no_build_passes_while_an_address_is_dead() {
    play_at_random("no_build_passes_while_an_address_is_dead", 4..10, &["en"]);
}

#[test]
fn nor_one_in_another_language() {
    play_at_random("nor_one_in_another_language", 4..8, &["en", "cy"]);
}

#[test]
fn right_aliases_are_enough() {
    let renamed = vec![Op::RenameBody(0, 7, true)];
    let moved = vec![Op::Move(3, 9, true), Op::Publish];
    let renumbered = vec![Op::Renumber(4, 1, 3, true), Op::Join(4, 1)];
    let split = vec![Op::Split(0, 1, 2)];
    let rounds = [renamed, moved, renumbered, vec![Op::Delete(1)], split, vec![Op::Withdraw(5)]];
    for languages in [&["en"][..], &["en", "cy"]] {
        let (passed, refused) = play(&rounds, languages);
        assert_eq!((passed, refused), (5, 1), "deleting without a word is refused, everything else passes");
    }
}
