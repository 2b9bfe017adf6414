//! Whatever is done to the files of a site, in any order: a preview that reads what changed, and a build that keeps what it learnt, have every
//! byte that a build of the same files gives which knows nothing.
//!
//! `MINUTEBOOK_SEQUENCES` says how many random sequences of edits are tried, `MINUTEBOOK_SEED` with which one they begin.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use minutebook::publish::{
    KeptSite, OutputTarget, PreviewCaches, PublishMode, PublishOutcome, Publisher, SiteInputs, Unobserved, find_unchanged,
    read_site,
};
use minutebook::source::Known;
use minutebook::write::Replace;

use super::support::{Site, files};

/// The sequences of an ordinary run of the tests.
const SEQUENCES: u64 = 8;

/// Numbers that look like chance and are the same in every run (xorshift).
struct Chance(u64);

impl Chance {
    fn of(seed: u64) -> Chance {
        Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % end.max(1)
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// The site that all sequences begin with: every kind of file.
const FILES: [(&str, &str); 21] = [
    ("site.toml", "title = \"Quay\"\nlanguages = [\"en\", \"cy\"]\nbase_url = \"https://quay.example/\"\n"),
    ("content/_index.md", "# Quay\n\nMinutes of [the board](board/_index.md).\n"),
    ("content/organisations.toml", "[[organisation]]\nid = \"harbour-trust\"\nname = \"Harbour Trust\"\nabbreviation = \"HT\"\n"),
    ("content/people.toml", "[[person]]\nid = \"ann-lee\"\nname = \"Ann Lee\"\n"),
    ("content/board/_index.md", "+++\nname = \"Harbour Board\"\n+++\nThe board.\n"),
    (
        "content/board/meetings/2024-01-10.md",
        "Present:\n\n- Ann Lee (AL), Harbour Trust\n- Bob Ray\n\n## 1. Lamps\n\n1.1 The lamps are out.\n\n\
         **ACTION:** Ann Lee to mend the lamps by the next meeting\n\n1.2 AGREED: to buy oil. See [the plan](plan.txt).\n",
    ),
    ("content/board/meetings/plan.txt", "A plan of the quay.\n"),
    (
        "content/board/meetings/2024-02-14.md",
        "Present:\n\n- Bob Ray\n- Cat Fox, Harbour Trust\n\n## 1. Lamps\n\n**ACTION board/2024-01-10/1.1:** done.\n\n\
         1.1 See [[action:board/2024-01-10/1.1]] and [January](2024-01-10.md#1.1).\n\n**ACTION:** HT to paint the crane by 1 March 2024\n",
    ),
    ("content/board/meetings/2024-02-14.cy.md", "# Cyfarfod\n\nYn bresennol:\n\n- Bob Ray\n\n## 1. Lampau\n\n1.1 Geiriau.\n"),
    ("content/board/meetings/2024-03-13.md", "+++\ncancelled = true\n+++\nNot held.\n"),
    ("content/board/meetings/2027-04-10.md", "Present:\n\n- Ann Lee\n\n## 1. To come\n\n**ACTION:** Ann Lee to sweep\n"),
    ("content/board/actions.csv", "action,date,status\n2024-02-14/1.1,2024-03-01,in progress\n"),
    (
        "content/pier/meetings/2024-05-01.md",
        "Present: Ann Lee, Dan Orr\n\n## 1. Ropes\n\n1.1 Ropes were bought.\n\nACTION: Dan Orr to count them\n",
    ),
    ("content/about.md", "# About\n\n![The quay](quay.png)\n\nSee [the pier](pier/meetings/2024-05-01.md).\n"),
    ("content/about.cy.md", "# Amdanom\n\nGeiriau.\n"),
    ("content/quay.png", "not really a picture"),
    ("content/lists/berths/_index.md", "+++\ntitle = \"Berths\"\n+++\nBerths.\n"),
    ("content/lists/berths/2024-01-10.csv", "rank,key,name\n1,a,North\n2,b,South\n"),
    ("content/reports/review/index.md", "# Review\n\n## Piers\n\nThey stand. See [[meeting:board/2024-01-10]].\n"),
    ("themes/civic/assets/css/90-own.css", "main { color: black }\n"),
    ("root/CNAME", "quay.example\n"),
];

/// Lines that come into a text.
const LINES: [&str; 16] = [
    "1.9 The tide was high.",
    "**ACTION:** Bob Ray to write to HT by the next meeting",
    "**ACTION board/2024-01-10/1.1:** dropped.",
    "AGREED: to close the gate.",
    "See [[board]], [[meeting:pier/2024-05-01]] and [[person:ann-lee]].",
    "- Eve Dun, Pilots' Guild",
    "Next meeting: 3 July 2024",
    "<!-- a comment -->",
    "![The quay](../../quay.png)",
    "[A dead link](nowhere.md)",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "> [!INTERNAL]\n> Kept back words.",
    "Signed by [[redact:s.40|Quorvane]].",
    "[[organisation]]\nid = \"guild\"\nname = \"Pilots' Guild\"",
    "illustrative = true",
    "3,c,East",
];

/// Places at which a file may come to be.
const PLACES: [&str; 12] = [
    "content/board/meetings/2024-01-10-evening.md",
    "content/board/meetings/2024-06-05.md",
    "content/pier/meetings/2024-01-10.md",
    "content/board/meetings/2024-01-10.v1.md",
    "content/dock/_index.md",
    "content/about/tides.md",
    "content/reports/review/index.cy.md",
    "content/reports/annals/index.md",
    "content/lists/berths/2024-02-14.csv",
    "content/board/meetings/notes.txt",
    "themes/civic/templates/page.html",
    "themes/civic/messages/en.toml",
];

/// Does one thing to the files, and returns the places that it touched.
fn edit(site: &Site, chance: &mut Chance) -> BTreeSet<String> {
    let is_input = |p: &String| {
        ["content/", "themes/", "root/"].iter().any(|top| p.starts_with(top)) || *p == "site.toml" || *p == "permalinks.txt"
    };
    let there: Vec<String> = files(site.folder()).into_iter().filter(is_input).collect();
    let place = |path: &str| site.folder().join(path);
    let path = chance.one_of(&there).clone();
    let text = String::from_utf8_lossy(&std::fs::read(place(&path)).expect("a file")).into_owned();
    let other = (*chance.one_of(&PLACES)).to_owned();
    match chance.below(10) {
        0 if path != "site.toml" => std::fs::remove_file(place(&path)).expect("removed"),
        1 if path != "site.toml" => {
            site.write(&other, &text);
            std::fs::remove_file(place(&path)).expect("removed");
            return BTreeSet::from([path, other]);
        }
        2 => {
            site.write(&other, &text);
            return BTreeSet::from([other]);
        }
        3 => {
            // What an author of the site would write there.
            let (template, was) = ("themes/civic/templates/about.html", "{% extends \"page.html\" %}\n");
            let messages = ("themes/civic/messages/en.toml", "decisions = \"What was decided\"\n");
            let settings = format!("{}title = \"Quay {}\"\n", text_without(site, "site.toml", "title"), chance.below(9));
            let own = [(template, was.to_owned()), (messages.0, messages.1.to_owned()), ("site.toml", settings)];
            let (path, text) = chance.one_of(&own).clone();
            site.write(path, text);
            return BTreeSet::from([path.to_owned()]);
        }
        _ if path.ends_with(".png") || path.ends_with("CNAME") => _ = site.write(&path, format!("{text}{}", chance.below(9))),
        n => {
            let mut lines: Vec<&str> = text.lines().collect();
            let at = chance.below(lines.len() + 1);
            let last = lines.len().saturating_sub(1);
            match n {
                4 if !lines.is_empty() => drop(lines.remove(at.min(last))),
                5 if !lines.is_empty() => lines.swap(at.min(last), 0),
                _ => lines.insert(at, LINES[chance.below(LINES.len())]),
            }
            site.write(&path, format!("{}\n", lines.join("\n")));
        }
    }
    BTreeSet::from([path])
}

/// A file without the lines of one key.
fn text_without(site: &Site, path: &str, key: &str) -> String {
    let text = std::fs::read_to_string(site.folder().join(path)).expect("a text");
    text.lines().filter(|line| !line.starts_with(key)).map(|line| format!("{line}\n")).collect()
}

fn inputs(site: &Site, known: &Arc<Known>) -> SiteInputs {
    let folder = site.folder();
    let day = jiff::civil::date(2026, 11, 23);
    SiteInputs {
        settings: Some(folder.join("site.toml")).filter(|p| p.is_file()),
        ledger: Some(folder.join("permalinks.txt")).filter(|p| p.is_file()),
        themes: folder.join("themes"),
        as_of: Some(day),
        known: Arc::clone(known),
        ..SiteInputs::new(folder.join("content"), day)
    }
}

/// The files of a site, or the words of what stops it.
type Outcome = Result<BTreeMap<String, Vec<u8>>, Vec<String>>;

/// A build that knows nothing.
fn built(site: &Site) -> Outcome {
    made(site, "clean", &Arc::default())
}

/// A build with what the builds before it learnt, which makes nothing where it would make the same.
fn built_again(site: &Site) -> Outcome {
    let known = Arc::new(Known::open(&site.outside().join("cache").join("out"), std::time::SystemTime::now()));
    let (inputs, out) = (inputs(site, &known), site.outside().join("kept"));
    let read = read_site(&inputs).expect("a content folder");
    match find_unchanged(&read, &inputs, &out) {
        Some(_) => Ok(contents(&out)),
        None => made(site, "kept", &known),
    }
}

/// Makes a site in a folder of that name.
fn made(site: &Site, name: &str, known: &Arc<Known>) -> Outcome {
    let out = site.outside().join(name);
    let prepared = match minutebook::publish::prepare(&inputs(site, known), &Unobserved) {
        Ok(prepared) => Arc::new(prepared),
        Err(error) => return Err(vec![error.to_string()]),
    };
    let target = OutputTarget::Folder { path: &out, replace: Replace::Any };
    let outcome = Publisher::new(&prepared, target, PublishMode::Build).and_then(|p| p.run(&Unobserved)).expect("a build");
    match outcome {
        PublishOutcome::Published(_) => Ok(contents(&out)),
        PublishOutcome::Refused(stops) => Err(messages(prepared.stopping().chain(&stops))),
        other => panic!("{other:?}"),
    }
}

/// The files of a folder.
fn contents(out: &Path) -> BTreeMap<String, Vec<u8>> {
    let all = files(out).into_iter().filter(|path| !path.starts_with('.'));
    all.map(|path| (path.clone(), std::fs::read(out.join(&path)).expect("a file"))).collect()
}

fn messages<'d>(all: impl Iterator<Item = &'d minutebook::Diagnostic>) -> Vec<String> {
    let mut all: Vec<String> = all.map(|d| d.message.clone()).collect();
    all.sort();
    all.dedup();
    all
}

/// What a preview shows at some paths.
struct Followed {
    kept: KeptSite,
    caches: Arc<PreviewCaches>,
    known: Arc<Known>,
    /// The last site, with the words of what stops it.
    shown: Result<minutebook::PreviewSite, Vec<String>>,
}

impl Followed {
    fn new() -> Followed {
        let shown = Err(Vec::new());
        Followed { kept: KeptSite::default(), caches: Arc::default(), known: Arc::default(), shown }
    }

    /// Reads what changed.
    fn follow(&mut self, site: &Site, changed: Option<&BTreeSet<String>>) {
        let home = site.folder().canonicalize().expect("a folder");
        let changed: Option<Vec<PathBuf>> = changed.map(|all| all.iter().map(|path| home.join(path)).collect());
        let prepared = match self.kept.read_again(&inputs(site, &self.known), changed.as_deref(), &|| ()) {
            Ok(Some(prepared)) => prepared,
            Ok(None) => return,
            Err(error) => {
                self.shown = Err(vec![error.to_string()]);
                return;
            }
        };
        let mode = PublishMode::Preview { caches: Arc::clone(&self.caches) };
        let outcome = Publisher::new(&prepared, OutputTarget::Memory, mode).and_then(|p| p.run(&Unobserved));
        self.shown = match outcome.expect("nothing is written") {
            PublishOutcome::Previewed(preview) => Ok(preview),
            PublishOutcome::Refused(stops) => Err(messages(prepared.stopping().chain(&stops))),
            other => panic!("{other:?}"),
        };
    }

    /// The first path at which it does not show what a build has, or how what stops the two differs.
    fn difference(&self, built: &Outcome) -> Option<String> {
        match (&self.shown, built) {
            (Ok(preview), Ok(built)) => built.iter().find_map(|(path, bytes)| match preview.page(path) {
                Ok(Some(shown)) if **shown.bytes() == **bytes => None,
                shown => Some(format!("{path}: {:?}", shown.map(|file| file.map(|f| f.bytes().len())))),
            }),
            (Err(shown), Err(built)) => (shown != built).then(|| format!("{shown:?} and {built:?}")),
            // What only the making of all pages finds stops a build: the preview says it in its check.
            (Ok(preview), Err(built)) => {
                let found = messages(preview.check().iter().chain(preview.lost_addresses()));
                (found != *built).then(|| format!("the check found {found:?} and the build {built:?}"))
            }
            (Err(shown), Ok(_)) => Some(format!("the preview stops at {shown:?}")),
        }
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn a_preview_and_a_build_that_keep_something_show_what_a_clean_build_gives() {
    let first = number("MINUTEBOOK_SEED").unwrap_or(1);
    let end = first + number("MINUTEBOOK_SEQUENCES").unwrap_or(SEQUENCES);
    for seed in first..end {
        let mut chance = Chance::of(seed);
        let site = Site::new();
        for (path, text) in FILES {
            site.write(path, text);
        }
        let mut followed = Followed::new();
        followed.follow(&site, None);
        let mut done = Vec::new();
        let edits = 2 + chance.below(5);
        for n in 0..edits {
            let changed = edit(&site, &mut chance);
            followed.follow(&site, Some(&changed));
            done.push(changed);
            if n + 1 == edits || chance.below(4) == 0 {
                let clean = built(&site);
                let found = followed.difference(&clean);
                assert!(found.is_none(), "seed {seed}, after {done:?}: {}", found.unwrap_or_default());
                assert!(built_again(&site) == clean, "seed {seed}, after {done:?}: a build with what it learnt is another");
            }
        }
    }
}

/// The comparison sees what a preview missed: one that is not told of a change shows what was.
#[test]
fn a_change_that_is_not_told_is_seen_as_a_difference() {
    let site = Site::new();
    for (path, text) in FILES {
        site.write(path, text);
    }
    let mut followed = Followed::new();
    followed.follow(&site, None);
    let minutes = "content/pier/meetings/2024-05-01.md";
    let text = std::fs::read_to_string(site.folder().join(minutes)).expect("a text");
    site.write(minutes, text.replace("Ropes were bought", "Chains were bought"));
    site.write("content/about.md", "# About\n\nOther words.\n");
    followed.follow(&site, Some(&BTreeSet::from(["content/about.md".to_owned()])));
    let found = followed.difference(&built(&site));
    assert!(found.is_some_and(|found| found.contains("pier")), "the preview knows what nobody told it");
    followed.follow(&site, Some(&BTreeSet::from([minutes.to_owned()])));
    assert_eq!(followed.difference(&built(&site)), None);
}
