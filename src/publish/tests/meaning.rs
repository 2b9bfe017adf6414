//! Whatever is done to a published site, in any order: no build passes in which a published address means something else than it did,
//! unless that was declared.
//!
//! Every thing on the site has a word of its own (`w17`). What an address means is read off the record (`reading.rs`), so that nothing here
//! knows what a ledger holds. After every build that passes, each published address must mean what it meant; where it does not, the change
//! must have been told, noted or accepted, and what was there may be nowhere else on the page. Of actions not even that will do: an id is of
//! one action, unless its author writes it at another.
//!
//! The sites are small, and nothing is rendered: that pages have the words of the record at their ids is shown elsewhere.

mod edits;
mod model;
mod reading;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::test_runner::{TestRng, TestRunner};

use crate::diag::{Code, Severity};
use crate::permanence;
use crate::publish::{PreparedSite, ReadSite, SiteInputs, Unobserved, prepare_read, read_ledger};
use crate::site::page_ids::PageId;
use crate::site::plan;
use edits::{Edit, edit, is_record};
use model::{Doc, Texts};
use reading::{Meaning, Meanings, meanings_of};

/// What a build knows of what was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LedgerWords {
    Kept,
    /// None: as if nothing had fingerprints. The test must fail then.
    TakenOut,
}

/// What was last published of a site.
struct Play {
    words: LedgerWords,
    ledger: Option<String>,
    published: Meanings,
    /// Withdrawn documents and paragraphs: the address and, of a paragraph, its anchor.
    withdrawn: BTreeSet<(String, String)>,
    /// How many changes each text told of.
    noted: BTreeMap<String, usize>,
}

/// A build that passed.
struct Passed {
    site: PreparedSite,
    /// It was accepted without a note.
    is_accepted: bool,
    now: Meanings,
}

impl Play {
    fn new(words: LedgerWords) -> Play {
        Play { words, ledger: None, published: Meanings::new(), withdrawn: BTreeSet::new(), noted: BTreeMap::new() }
    }

    /// Holds a site against the ledger; `accepts`: it is to be published.
    ///
    /// # Errors
    /// What would stop the build.
    fn build(&self, texts: &Texts, accepts: Option<bool>) -> Result<Passed, String> {
        let day = jiff::civil::date(2026, 11, 23);
        let inputs = SiteInputs { as_of: Some(day), ..SiteInputs::new("nowhere", day) };
        let read = ReadSite { originals: texts.sources(self.ledger.as_deref()), problems: Vec::new() };
        let site = prepare_read(read, &inputs, &Unobserved).expect("a site of something");
        let is_changed = site.diagnostics.iter().any(|d| d.code == Code::ChangedText && d.severity > Severity::Note);
        if site.is_stopped() || is_changed && accepts == Some(false) {
            return Err(crate::diag::plain(&site.diagnostics, &site.originals));
        }
        let now = meanings_of(&site);
        Ok(Passed { site, is_accepted: accepts == Some(true), now })
    }

    /// Records what passed as published.
    fn publish(&mut self, passed: Passed, texts: &Texts) {
        let ledger = recorded(&passed.site);
        self.ledger = Some(if self.words == LedgerWords::TakenOut { without_words(&ledger) } else { ledger });
        self.published = passed.now;
        self.noted = notes(texts);
        let buried = |(path, doc): (&String, &Doc)| {
            let address = texts.address(path);
            let whole = (doc.withdrawn || texts.is_below_withdrawn(path)).then(|| (address.clone(), String::new()));
            let places: Vec<_> = doc.buried.iter().map(|anchor| (address.clone(), anchor.clone())).collect();
            whole.into_iter().chain(places)
        };
        self.withdrawn = texts.docs.iter().flat_map(buried).collect();
    }

    /// Holds what every address means against what it meant.
    fn compare(&self, passed: &Passed, texts: &Texts) -> Result<(), String> {
        for ((address, anchor), was) in &self.published {
            // A folder that was renamed takes with it all that was below it. What changed there is told of its published address.
            let (published, address) = (address, &texts.current(address));
            let key = (address.clone(), anchor.clone());
            let gone = Meaning { thing: String::new(), text: String::new() };
            let is_row = anchor.starts_with(['K', 'Y', '/']) || address.ends_with(".txt");
            let now = match passed.now.get(&key) {
                Some(now) => now,
                // A row that is gone is a change of its table; of anything else the proof of the ledger asks.
                None if is_row && anchor.starts_with(['K', 'Y']) => &gone,
                None => continue,
            };
            if now.thing != was.thing {
                self.judge(passed, texts, (published, address, anchor), (was, now))?;
            }
        }
        for (address, anchor) in &self.withdrawn {
            let address = &texts.current(address);
            let key = texts.model_address(address);
            let is_again = match anchor.is_empty() {
                true => passed.now.keys().any(|(page, _)| page == address),
                false => passed.now.contains_key(&(address.clone(), anchor.clone())),
            };
            // To withdraw was a change, which the text tells of no more.
            let is_noted = match anchor.is_empty() {
                true => notes(texts).get(&key).copied().unwrap_or(0) >= self.noted.get(&key).copied().unwrap_or(0).max(1),
                false => self.is_noted(texts, address),
            };
            if is_again && !is_noted {
                return Err(format!("{address}#{anchor} was withdrawn, and is there again"));
            }
        }
        Ok(())
    }

    fn judge(
        &self,
        passed: &Passed,
        texts: &Texts,
        (published, address, anchor): (&str, &str, &str),
        (was, now): (&Meaning, &Meaning),
    ) -> Result<(), String> {
        let fault = |why: &str| Err(format!("{address}#{anchor} was {:?} and is {:?}: {why}", was.thing, now.thing));
        let document = |page: &str| texts.docs.iter().find(|(path, _)| texts.address(path) == page);
        if let Some(id) = address.strip_prefix("/actions") {
            let (minutes, local) = id.trim_end_matches('/').rsplit_once('/').unwrap_or_default();
            let is_named = document(&format!("{minutes}/")).is_some_and(|(_, doc)| doc.names(local));
            return if is_named { Ok(()) } else { fault("an id passed to another action") };
        }
        if ["/people/", "/organisations/"].iter().any(|directory| address.starts_with(directory)) {
            let is_known = now.thing.split(", ").any(|name| was.thing.split(", ").any(|before| before == name));
            return if is_known { Ok(()) } else { fault("an id passed to somebody else") };
        }
        if address.starts_with("/lists/") && anchor.is_empty() {
            return fault("the address of an entry passed to another");
        }
        let elsewhere = passed.now.iter().find(|((page, other), meaning)| {
            let here = page == address || anchor.is_empty();
            let is_fresh = self.published.get(&(page.clone(), other.clone())).is_none_or(|was| was.thing != meaning.thing);
            here && meaning.thing == was.thing && is_fresh && other.is_empty() == anchor.is_empty()
        });
        let is_noted = self.is_noted(texts, address);
        let is_version = address.contains("/v1/");
        let is_text = was.thing.starts_with('w') && !is_version;
        if let Some((place, meaning)) = elsewhere.filter(|_| is_text || address.ends_with(".txt")) {
            let is_number = anchor.starts_with("1.") && !anchor.contains("-p");
            let is_named = document(address).is_some_and(|(_, doc)| doc.names(anchor));
            let is_edited = meaning.text != was.text;
            if !(is_edited && (is_number && is_noted || is_named)) {
                return fault(&format!("what was there is at {place:?}"));
            }
        }
        let is_record = document(address).is_none_or(|(path, _)| is_record(path));
        let is_revised =
            anchor.starts_with('Y') && texts.figures.iter().any(|row| *anchor == format!("Y{}", row.key) && row.is_revised);
        let is_told = passed.is_accepted
            || passed
                .site
                .diagnostics
                .iter()
                .any(|d| d.code == Code::ChangedText && d.message.contains(&format!("`{published}`")));
        if is_record && !is_noted && !is_revised && !is_told {
            return fault("nothing was said");
        }
        Ok(())
    }

    /// Whether what is at an address tells of more changes than it did.
    fn is_noted(&self, texts: &Texts, address: &str) -> bool {
        let now = notes(texts);
        let address = texts.model_address(address);
        let parts = address.match_indices('/').map(|(at, _)| &address[..=at]);
        parts.into_iter().any(|page| now.get(page).copied().unwrap_or(0) > self.noted.get(page).copied().unwrap_or(0))
    }
}

/// How many changes is told of at each address of the model.
fn notes(texts: &Texts) -> BTreeMap<String, usize> {
    let key = |path: &str| texts.model_address(&texts.address(path));
    let docs = texts.docs.iter().map(|(path, doc)| (key(path), doc.notes + usize::from(doc.withdrawn)));
    let mut all: BTreeMap<String, usize> = docs.collect();
    // What the original tells of, its translation does.
    let of_original = all.get(&key(model::MINUTES[0])).copied().unwrap_or(0);
    all.entry(key(model::TRANSLATION)).and_modify(|n| *n += of_original);
    all.extend(texts.folders.iter().map(|f| (format!("/{}/", f.model), f.notes + usize::from(f.is_withdrawn))));
    all
}

/// The ledger with what a site adds to it.
fn recorded(site: &PreparedSite) -> String {
    let languages: Vec<_> = site.site.languages().collect();
    let first = &languages[0];
    let mut written: Vec<String> = site.record().files.values().map(|path| path.to_string()).collect();
    for language in &languages {
        let pages = language.plan().iter().filter(|id| **id != PageId::NotFound);
        let places = pages.map(|id| language.addresses.place_of(&plan::path(language, id)));
        written
            .extend(places.map(|place| if place.is_empty() { "index.html".to_owned() } else { format!("{place}/index.html") }));
    }
    written.extend(first.former.stubs.iter().map(|stub| stub.file()));
    written.extend(first.former.copies.values().flatten().map(|path| path.to_string()));
    let (ledger, _) = read_ledger(site);
    let add = permanence::additions(first, first.plan(), &written);
    permanence::extended(site.ledger().map(|(_, text)| text), &ledger, &add).0
}

/// A ledger of the same addresses and anchors, without what was there.
fn without_words(ledger: &str) -> String {
    let word = |word: &str| (!word.starts_with('=')).then(|| word.split('=').next().unwrap_or(word).to_owned());
    let line = |line: &str| line.split(' ').filter_map(word).collect::<Vec<_>>().join(" ");
    ledger.lines().map(|l| if l.starts_with('#') { l.to_owned() } else { line(l) } + "\n").collect()
}

/// Applies the edits, a few at a time, with a build after each few; gives how many passed.
fn play(rounds: &[Vec<Edit>], words: LedgerWords) -> Result<usize, TestCaseError> {
    let mut play = Play::new(words);
    let mut texts = Texts::new();
    let first = play.build(&texts, Some(true)).unwrap_or_else(|why| panic!("the first publication: {why}"));
    play.publish(first, &texts);
    let mut passed = 0;
    for edits in rounds {
        let before = texts.clone();
        edits.iter().for_each(|edit| texts.apply(edit, &play.published));
        let accepts = edits.iter().find_map(|edit| if let Edit::Publish(accepts) = edit { Some(*accepts) } else { None });
        let Ok(build) = play.build(&texts, accepts) else {
            texts = before;
            continue;
        };
        passed += 1;
        if let Err(fault) = play.compare(&build, &texts) {
            return Err(TestCaseError::fail(format!("{fault} after {edits:?}")));
        }
        if accepts.is_some() {
            play.publish(build, &texts);
        }
    }
    Ok(passed)
}

fn histories() -> impl Strategy<Value = Vec<Vec<Edit>>> {
    prop::collection::vec(prop::collection::vec(edit(), 1..4), 3..7)
}

/// How many histories are played: a few where an edit waits for them, more with `MINUTEBOOK_LONG`, as in a step of `.ci/run`, and all that
/// `PROPTEST_CASES` asks for where that is a thousand or more.
fn cases() -> u32 {
    match std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()) {
        Some(asked) if asked >= 1000 => asked,
        _ if std::env::var_os("MINUTEBOOK_LONG").is_some() => 200,
        asked => asked.unwrap_or(32).min(32),
    }
}

#[test]
fn no_build_passes_in_which_a_published_address_means_something_else() {
    let cases = cases();
    let config = ProptestConfig {
        cases,
        max_shrink_iters: 200,
        test_name: Some("no_build_passes_in_which_a_published_address_means_something_else"),
        source_file: Some(file!()),
        ..ProptestConfig::default()
    };
    let (passed, rounds) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    let played = TestRunner::new(config).run(&histories(), |history| {
        rounds.set(rounds.get() + history.len());
        passed.set(passed.get() + play(&history, LedgerWords::Kept)?);
        Ok(())
    });
    played.unwrap_or_else(|failure| panic!("{failure}"));
    println!("{cases} cases, {} builds, {} of which passed", rounds.get(), passed.get());
    assert!(passed.get() > cases as usize / 2, "only {} builds passed: nothing was looked at", passed.get());
}

/// The test above sees what it is to see: without fingerprints in the ledger it fails.
#[test]
fn without_fingerprints_addresses_pass_on_unseen() {
    let config = ProptestConfig { cases: 64, max_shrink_iters: 0, failure_persistence: None, ..ProptestConfig::default() };
    let rng = TestRng::deterministic_rng(config.rng_algorithm);
    let played = TestRunner::new_with_rng(config, rng).run(&histories(), |history| {
        play(&history, LedgerWords::TakenOut)?;
        Ok(())
    });
    assert!(played.is_err(), "64 histories, and no address passed on");
}

/// A site that was published is published again as it is: what fails above fails for an edit.
#[test]
fn without_an_edit_every_build_passes() {
    let (texts, mut play) = (Texts::new(), Play::new(LedgerWords::Kept));
    for round in 0..3 {
        let passed = play.build(&texts, Some(false)).unwrap_or_else(|why| panic!("round {round}: {why}"));
        play.publish(passed, &texts);
    }
}
