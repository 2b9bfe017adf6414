//! Whatever is done to published texts, in any order: no build passes in which a published address means other words than it did,
//! unless that was said.
//!
//! Every sentence of the site has a word of its own (`w17`). What was published is read off the pages, so that nothing here knows what a
//! ledger holds: the word at each id. After every build that passes, the word at each of these ids must be the same; where it is another,
//! the change must have been told, noted or accepted, and the old word may be nowhere else on the page.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::support::{Site, files, main_of, text};

/// The kind of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum UnitKind {
    Numbered,
    Plain,
    Action,
    Decision,
    /// A heading without a number, all of one name.
    Heading,
}

/// One sentence of a text.
#[derive(Debug, Clone)]
struct Unit {
    kind: UnitKind,
    word: u32,
    number: u32,
    id: Option<String>,
}

/// A file.
#[derive(Debug, Clone, Default)]
struct Doc {
    units: Vec<Unit>,
    aliases: Vec<String>,
    anchors: BTreeMap<String, String>,
    notes: usize,
    withdrawn: bool,
}

#[derive(Debug, Clone)]
enum Edit {
    Insert(u8, u8, u8, bool),
    Delete(u8, u8, bool),
    Exchange(u8, u8, u8),
    Change(u8, u8, bool),
    Move(u8, u8, u8),
    Split(u8, u8),
    Rename(u8, u8, bool),
    Redate(u8, u8),
    Withdraw(u8),
    /// The ids that were published are given to their words, as a build advises.
    KeepIds(u8),
    /// Numbers that are nobody's now are said to stand where their words are.
    Declare(u8),
    Publish(bool),
}

fn edit() -> impl Strategy<Value = Edit> {
    let n = any::<u8>;
    prop_oneof![
        5 => (n(), n(), n(), any::<bool>()).prop_map(|(a, b, c, d)| Edit::Insert(a, b, c, d)),
        3 => (n(), n(), any::<bool>()).prop_map(|(a, b, c)| Edit::Delete(a, b, c)),
        2 => (n(), n(), n()).prop_map(|(a, b, c)| Edit::Exchange(a, b, c)),
        3 => (n(), n(), any::<bool>()).prop_map(|(a, b, c)| Edit::Change(a, b, c)),
        2 => (n(), n(), n()).prop_map(|(a, b, c)| Edit::Move(a, b, c)),
        1 => (n(), n()).prop_map(|(a, b)| Edit::Split(a, b)),
        1 => (n(), n(), any::<bool>()).prop_map(|(a, b, c)| Edit::Rename(a, b, c)),
        1 => (n(), n()).prop_map(|(a, b)| Edit::Redate(a, b)),
        1 => n().prop_map(Edit::Withdraw),
        4 => n().prop_map(Edit::KeepIds),
        3 => n().prop_map(Edit::Declare),
        3 => any::<bool>().prop_map(Edit::Publish),
    ]
}

/// The word at each id of each page, and at each page of an action (an empty id).
type Words = BTreeMap<(String, String), u32>;

#[derive(Debug, Clone, Default)]
struct Texts {
    docs: BTreeMap<String, Doc>,
    next: u32,
}

impl Texts {
    fn new() -> Texts {
        let mut texts = Texts::default();
        for path in ["quay/meetings/2024-03-01.md", "quay/meetings/2024-05-01.md", "reports/yearbook/index.md", "about.md"] {
            let kinds =
                [UnitKind::Numbered, UnitKind::Plain, UnitKind::Action, UnitKind::Action, UnitKind::Numbered, UnitKind::Decision];
            let kinds = if path.contains("meetings") {
                &kinds[..]
            } else {
                &[UnitKind::Heading, UnitKind::Numbered, UnitKind::Heading, UnitKind::Numbered]
            };
            let mut doc = Doc::default();
            for kind in kinds {
                let unit = texts.unit(*kind);
                doc.units.push(unit);
            }
            doc.renumber();
            texts.docs.insert(path.to_owned(), doc);
        }
        texts
    }

    fn unit(&mut self, kind: UnitKind) -> Unit {
        self.next += 1;
        Unit { kind, word: self.next, number: 0, id: None }
    }

    fn pick(&self, n: u8) -> String {
        self.docs.keys().nth(usize::from(n) % self.docs.len()).cloned().unwrap_or_default()
    }

    fn doc(&mut self, n: u8) -> &mut Doc {
        let path = self.pick(n);
        self.docs.entry(path).or_default()
    }

    fn apply(&mut self, edit: &Edit, published: &Words) {
        match *edit {
            Edit::Insert(n, at, kind, shifts) => {
                let kinds = if self.pick(n).contains("meetings") {
                    &[UnitKind::Numbered, UnitKind::Plain, UnitKind::Action, UnitKind::Decision][..]
                } else {
                    &[UnitKind::Numbered, UnitKind::Heading][..]
                };
                let mut unit = self.unit(kinds[usize::from(kind) % kinds.len()]);
                let doc = self.doc(n);
                unit.number = doc.units.iter().map(|u| u.number).max().unwrap_or(0) + 1;
                doc.units.insert(usize::from(at) % (doc.units.len() + 1), unit);
                if shifts {
                    doc.renumber();
                }
            }
            Edit::Delete(n, at, shifts) => {
                let doc = self.doc(n);
                if doc.units.len() > 1 {
                    doc.units.remove(usize::from(at) % doc.units.len());
                }
                if shifts {
                    doc.renumber();
                }
            }
            Edit::Exchange(n, a, b) => {
                let doc = self.doc(n);
                let len = doc.units.len();
                doc.units.swap(usize::from(a) % len, usize::from(b) % len);
                doc.renumber();
            }
            Edit::Change(n, at, noted) => {
                self.next += 1;
                let word = self.next;
                let doc = self.doc(n);
                let len = doc.units.len();
                doc.units[usize::from(at) % len].word = word;
                doc.notes += usize::from(noted);
            }
            Edit::Move(n, at, to) => {
                let (from, into) = (self.pick(n), self.pick(to));
                if from.contains("meetings") != into.contains("meetings") || self.doc(n).units.len() < 2 {
                    return;
                }
                let doc = self.doc(n);
                let unit = doc.units.remove(usize::from(at) % doc.units.len());
                let there = self.doc(to);
                there.units.insert(usize::from(at) % (there.units.len() + 1), unit);
                there.renumber();
            }
            Edit::Split(n, at) => {
                let path = self.pick(n);
                let doc = self.doc(n);
                if path.contains("meetings") || doc.units.len() < 2 {
                    return;
                }
                let rest = doc.units.split_off(1 + usize::from(at) % (doc.units.len() - 1));
                let aliases = vec![format!("{}#*", address(&path))];
                let name = format!("reports/part-{at}/index.md");
                self.docs.entry(name).or_insert(Doc { units: rest, aliases, ..Doc::default() });
            }
            Edit::Rename(n, to, alias) => {
                let path = self.pick(n);
                let new = if path.contains("meetings") {
                    format!("quay/meetings/2024-{:02}-02.md", to % 12 + 1)
                } else {
                    format!("reports/book-{to}/index.md")
                };
                if self.docs.contains_key(&new) {
                    return;
                }
                if let Some(mut doc) = self.docs.remove(&path) {
                    doc.aliases.extend(alias.then(|| address(&path)));
                    self.docs.insert(new, doc);
                }
            }
            Edit::Redate(a, b) => {
                let (a, b) = (self.pick(a), self.pick(b));
                if a == b || a.contains("meetings") != b.contains("meetings") {
                    return;
                }
                let (one, other) = (self.docs[&a].clone(), self.docs[&b].clone());
                self.docs.extend([(a, other), (b, one)]);
            }
            Edit::Withdraw(n) => self.doc(n).withdrawn = true,
            Edit::KeepIds(n) => {
                let address = address(&self.pick(n));
                self.doc(n).keep_ids(&address, published);
            }
            Edit::Declare(n) => {
                let address = address(&self.pick(n));
                let doc = self.doc(n);
                for ((_, anchor), word) in published.iter().filter(|((page, _), _)| *page == address) {
                    let now = doc.units.iter().find(|u| u.word == *word && u.kind == UnitKind::Numbered);
                    let taken = doc.units.iter().any(|u| u.kind == UnitKind::Numbered && format!("1.{}", u.number) == *anchor);
                    if let Some(now) = now.filter(|_| anchor.starts_with("1.") && !anchor.contains("-p") && !taken) {
                        doc.anchors.insert(anchor.clone(), format!("1.{}", now.number));
                    }
                }
            }
            Edit::Publish(_) => {}
        }
    }

    fn write(&self, site: &Site) {
        let content = site.folder().join("content");
        if content.exists() {
            std::fs::remove_dir_all(&content).expect("removed");
        }
        site.write("content/quay/_index.md", "# The quay\n");
        for (path, doc) in &self.docs {
            site.write(&format!("content/{path}"), doc.text(path.contains("meetings")));
        }
    }
}

impl Doc {
    fn renumber(&mut self) {
        let numbered = self.units.iter_mut().filter(|u| u.kind == UnitKind::Numbered);
        numbered.zip(1..).for_each(|(unit, number)| unit.number = number);
    }

    /// Gives published ids to the words that had them, and to all others one that nobody had.
    fn keep_ids(&mut self, address: &str, published: &Words) {
        for unit in self.units.iter_mut().filter(|u| u.kind != UnitKind::Numbered) {
            let mark = match unit.kind {
                UnitKind::Action => "action-",
                UnitKind::Decision => "decision-",
                _ => "",
            };
            let mut had = published
                .iter()
                .filter(|((page, anchor), word)| page == address && **word == unit.word && anchor.starts_with(mark));
            let id = had.next().map(|((_, anchor), _)| anchor.trim_start_matches(mark).to_owned());
            unit.id = Some(id.filter(|id| !id.is_empty()).unwrap_or_else(|| format!("own-{}", unit.word)));
        }
    }

    fn text(&self, is_minutes: bool) -> String {
        let quoted: Vec<String> = self.aliases.iter().map(|a| format!("{a:?}")).collect();
        let mut out = format!("+++\ntitle = \"A text\"\naliases = [{}]\n", quoted.join(", "));
        if self.withdrawn {
            out.push_str("withdrawn = { date = 2024-12-01, reason = \"It was wrong.\" }\n");
        }
        let notes = (0..self.notes).map(|_| "{ date = 2024-12-01, note = \"Something.\" }").collect::<Vec<_>>();
        out.push_str(&format!("changes = [{}]\n[anchors]\n", notes.join(", ")));
        self.anchors.iter().for_each(|(old, new)| out.push_str(&format!("{old:?} = {new:?}\n")));
        out.push_str("+++\n");
        out.push_str(if is_minutes { "## 1. Matters\n\n" } else { "" });
        for unit in &self.units {
            let words = format!("It was w{} that was told at length to everybody there.", unit.word);
            let id = unit.id.as_ref().map(|id| format!(" {{#{id}}}")).unwrap_or_default();
            out.push_str(&match unit.kind {
                UnitKind::Numbered => format!("1.{} {words}\n\n", unit.number),
                UnitKind::Plain => format!("{words}{id}\n\n"),
                UnitKind::Action => format!("**ACTION:** {words}{id}\n\n"),
                UnitKind::Decision => format!("**AGREED:** {words}{id}\n\n"),
                UnitKind::Heading => format!("## Contact{id}\n\n{words}\n\n"),
            });
        }
        out
    }
}

fn address(path: &str) -> String {
    let path = path.trim_end_matches(".md").trim_end_matches("/_index").trim_end_matches("/index").replace("/meetings/", "/");
    format!("/{path}/")
}

/// Reads the word at each id off the pages of texts and actions.
fn words_of(site: &Site) -> Words {
    let folder = site.folder().join("public");
    let mut out = Words::new();
    for path in files(&folder) {
        let Some(page) = path.strip_suffix("index.html") else { continue };
        let is_text = ["quay/2024", "reports/", "about/"].iter().any(|p| page.starts_with(p)) && page.matches('/').count() <= 2;
        let is_action = page.starts_with("actions/quay/2024");
        if !is_text && !is_action {
            continue;
        }
        let html = std::fs::read_to_string(folder.join(&path)).expect("a page");
        if html.contains("http-equiv=\"refresh\"") {
            continue;
        }
        let main = main_of(&html);
        if is_action {
            out.extend(first_word(main).map(|word| ((format!("/{page}"), String::new()), word)));
            continue;
        }
        for (at, _) in main.match_indices(" id=\"") {
            // An empty element keeps an earlier id beside a place.
            let is_kept = main[..at].ends_with("<span");
            let rest = &main[at + 5..];
            let (id, rest) = rest.split_once('"').expect("an end");
            // The theme's own, over what it says of the meeting.
            let is_kept = is_kept || id == "outcome-title";
            let until = rest.find(" id=\"").unwrap_or(rest.len());
            if let Some(word) = first_word(&rest[..until]).filter(|_| !is_kept) {
                out.insert((format!("/{page}"), id.to_owned()), word);
            }
        }
    }
    out
}

fn first_word(html: &str) -> Option<u32> {
    html.split("It was w").nth(1)?.split(' ').next()?.parse().ok()
}

/// Applies the edits, a few at a time, with a build after each few; gives how many passed.
fn play(rounds: &[Vec<Edit>]) -> Result<usize, TestCaseError> {
    let site = Site::new();
    site.write("site.toml", "title = \"Harbour\"\nbase_url = \"https://harbour.example/\"\n");
    let mut texts = Texts::new();
    texts.write(&site);
    let run = |command: &[&str]| {
        let mut arguments = command.to_vec();
        arguments.extend(["--as-of", "2026-11-23"]);
        let output = site.run(&arguments);
        (output.status.code(), text(&output.stderr))
    };
    let (code, said) = run(&["publish"]);
    prop_assert_eq!(code, Some(0), "{}", said);
    let mut published = words_of(&site);
    let mut noted: BTreeMap<String, usize> = BTreeMap::new();
    let mut passed = 0;
    for edits in rounds {
        let before = texts.clone();
        edits.iter().for_each(|edit| texts.apply(edit, &published));
        texts.write(&site);
        let accept = edits.iter().find_map(|edit| if let Edit::Publish(accept) = edit { Some(*accept) } else { None });
        let (code, said) = match accept {
            None => run(&["build"]),
            Some(false) => run(&["publish"]),
            Some(true) => run(&["publish", "--accept"]),
        };
        if code != Some(0) {
            prop_assert_eq!(code, Some(1), "{}", said);
            texts = before;
            continue;
        }
        passed += 1;
        let now = words_of(&site);
        for ((page, id), word) in &published {
            let Some(other) = now.get(&(page.clone(), id.clone())).filter(|other| *other != word) else { continue };
            let meeting = page
                .strip_prefix("/actions")
                .and_then(|p| p.trim_end_matches('/').rsplit_once('/'))
                .map(|(m, _)| format!("{m}/"));
            let text = meeting.as_deref().unwrap_or(page);
            let moved = now.iter().find(|((p, i), w)| {
                **w == *word
                    && published.get(&(p.clone(), i.clone())) != Some(word)
                    && (p == page || meeting.is_some() && p.starts_with("/actions"))
            });
            prop_assert!(moved.is_none(), "{page}#{id} has w{other}; w{word} is at {moved:?} after {edits:?}\n{said}");
            let doc = texts.docs.iter().find(|(path, _)| address(path) == *text);
            let is_record = doc.is_some_and(|(path, _)| path.contains("meetings") || path.starts_with("reports"));
            let is_noted = doc.is_some_and(|(path, doc)| doc.notes > noted.get(path).copied().unwrap_or(0));
            let is_told = said.contains(&format!("of `{text}` are not those that were published")) || accept == Some(true);
            prop_assert!(
                !is_record || is_noted || is_told,
                "{page}#{id} had w{word} and has w{other}, without a word, after {edits:?}\n{said}"
            );
        }
        if accept.is_some() {
            published = now;
            noted = texts.docs.iter().map(|(path, doc)| (path.clone(), doc.notes)).collect();
        }
    }
    Ok(passed)
}

/// `PROPTEST_CASES` sets another number.
#[test]
fn no_build_passes_in_which_a_published_address_means_something_else() {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(64);
    let config = ProptestConfig {
        cases,
        max_shrink_iters: 200,
        test_name: Some("no_build_passes_in_which_a_published_address_means_something_else"),
        source_file: Some(file!()),
        ..ProptestConfig::default()
    };
    let histories = prop::collection::vec(prop::collection::vec(edit(), 1..4), 2..6);
    let passed = std::cell::Cell::new(0);
    let played = TestRunner::new(config).run(&histories, |rounds| {
        passed.set(passed.get() + play(&rounds)?);
        Ok(())
    });
    played.unwrap_or_else(|failure| panic!("{failure}"));
    assert!(passed.get() > cases as usize / 2, "only {} builds passed: nothing was looked at", passed.get());
}
