//! What must be kept, and what would be lost.

mod unlisted;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::identity::first_addresses;
use super::ledger::{Ledger, Listed};
use super::lost::{self, Lost};
use super::other_words::changed_pages;
use super::shown::Shown;
use super::standing::{Place, Stand, Standing};
use super::told;
use crate::diag::Diagnostic;
use crate::record::{Now, PassageKind, Record, Target};
use crate::site::LanguageSite;
use crate::site::former::{Anchors, DocumentKey, FormerAddresses, Stub, key_of};
use crate::site::page_ids::PageId;

/// Holds a ledger against what is published now. `pages` is the plan of the site.
pub fn work_out(site: &LanguageSite<'_>, pages: &[PageId], ledger: &Ledger<'_>) -> (FormerAddresses, Vec<Diagnostic>) {
    let standing = Standing::new(site, pages);
    let keeper = Keeper { record: site.record, standing: &standing };
    let mut out = Gathered {
        anchors: standing.languages().map(|lang| (lang.into(), keeper.declared(lang))).collect(),
        ..Gathered::default()
    };
    let fates: Vec<Fate> = ledger.pages.par_iter().filter_map(|listed| keeper.fate(listed)).collect();
    for fate in fates {
        out.take(fate);
    }
    let first = first_addresses(ledger, out.stubs.values());
    keeper.unlisted(ledger, &mut out);
    let mut diagnostics = lost::diagnostics(&standing, out.lost);
    diagnostics.extend(told::diagnostics(&standing, &changed_pages(&standing, ledger)));
    crate::diag::sort(&mut diagnostics);
    let mut anchors = out.anchors;
    let kept = FormerAddresses {
        anchors: anchors.remove("").unwrap_or_default(),
        others: anchors,
        stubs: out.stubs.into_values().collect(),
        first,
        copies: out.copies.into_iter().map(|(file, old)| (file, old.into_iter().collect())).collect(),
    };
    (kept, diagnostics)
}

/// What becomes of one address of the ledger, where there is something to do.
enum Fate {
    /// A page, in a language, that keeps anchors.
    Page(Box<str>, Vec<DocumentKey>, Anchors, Option<Lost>),
    /// It leads elsewhere.
    Stub(Stub, Option<Lost>),
    /// A file stands at another address now.
    Copy(Box<str>, Box<str>),
    /// Nobody knows where it is.
    Lost(Lost),
}

#[derive(Default)]
struct Gathered {
    anchors: BTreeMap<Box<str>, BTreeMap<DocumentKey, Anchors>>,
    stubs: BTreeMap<Box<str>, Stub>,
    copies: BTreeMap<Box<str>, BTreeSet<Box<str>>>,
    lost: Vec<Lost>,
}

impl Gathered {
    fn take(&mut self, fate: Fate) {
        match fate {
            Fate::Page(lang, keys, more, lost) => {
                let own = self.anchors.entry(lang).or_default();
                for key in keys {
                    let there = own.entry(key).or_default();
                    for (beside, old) in &more.beside {
                        there.beside.entry(beside.clone()).or_default().extend(old.iter().cloned());
                    }
                    there.head.extend(more.head.iter().cloned());
                    there.elsewhere.extend(more.elsewhere.iter().cloned());
                }
                self.lost.extend(lost);
            }
            Fate::Stub(stub, lost) => {
                self.stubs.insert(stub.old.clone(), stub);
                self.lost.extend(lost);
            }
            Fate::Copy(file, old) => {
                self.copies.entry(file).or_default().insert(old);
            }
            Fate::Lost(lost) => self.lost.push(lost),
        }
    }
}

/// Where an anchor that a page does not have is to be found.
enum Found {
    Beside(String),
    Head,
    Elsewhere(String),
}

struct Keeper<'k, 'd, 'p> {
    record: &'d Record,
    standing: &'k Standing<'d, 'p>,
}

impl Keeper<'_, '_, '_> {
    /// What the authors say of earlier anchors in one language of the site, whether they are in the ledger or not.
    fn declared(&self, lang: &str) -> BTreeMap<DocumentKey, Anchors> {
        let record = self.record;
        let mut out: BTreeMap<DocumentKey, Anchors> = BTreeMap::new();
        for target in documents(record) {
            let shown = Shown::new(record, target, lang);
            if shown.former().next().is_none() {
                continue;
            }
            let there = self.earlier(&shown);
            for key in keys(&shown) {
                out.insert(key, there.clone());
            }
        }
        for (path, places) in &record.claims {
            let (of, rest) = self.standing.language_of(path);
            // What moved away from a page moved away from it in every language.
            let page = match (of == lang, of.is_empty()) {
                (true, _) => self.standing.document(&folder(path)),
                (false, true) => self.standing.document(&format!("{lang}/{}", folder(rest))),
                _ => None,
            };
            let Some(page) = page else { continue };
            for (anchor, target) in places.iter().filter(|(a, _)| ***a != *"*" && !page.has(a)) {
                let to: Box<str> = self.address(&Shown::new(record, target.clone(), lang), anchor).into();
                for key in keys(&page) {
                    out.entry(key).or_default().elsewhere.push((anchor.clone(), to.clone()));
                }
            }
        }
        out
    }

    /// What the front matter of a document says of its earlier anchors.
    fn earlier(&self, shown: &Shown<'_>) -> Anchors {
        let mut there = Anchors::default();
        let mut done: BTreeSet<&str> = BTreeSet::new();
        for earlier in shown.former() {
            let anchor = &earlier.anchor.text;
            // A translation says first what is so of its text; where that still has the number, nothing is to be kept.
            if !done.insert(anchor) || shown.translation().is_some() && shown.has(anchor) {
                continue;
            }
            if shown.is_withdrawn() {
                there.head.push(anchor.clone());
                continue;
            }
            match &earlier.now {
                Now::Withdrawn(change) => there.withdrawn.push((anchor.clone(), change.clone())),
                Now::Here(_) => match shown.stands_for(anchor).map(|now| self.beside(shown, now)) {
                    Some(Found::Beside(now)) => there.beside.entry(now.into()).or_default().push(anchor.clone()),
                    Some(Found::Elsewhere(to)) => there.elsewhere.push((anchor.clone(), to.into())),
                    _ => there.head.push(anchor.clone()),
                },
            }
        }
        there
    }

    /// Where an id can stand beside an anchor of a page: attendance is a table, whose heading has it instead.
    fn beside(&self, page: &Shown<'_>, anchor: &str) -> Found {
        let meeting = match &page.text {
            Target::Meeting(ix) => self.record.meetings.get(ix.ix()).map(|m| &**m),
            Target::Page(ix, _) => self.record.pages.get(ix.ix()).and_then(|p| p.translation.as_ref()?.minutes.as_ref()),
            _ => None,
        };
        let Some(meeting) = meeting else {
            // A translation that does not have the place: the original has.
            return match page.translation() {
                Some(_) if !page.has(anchor) => self.in_original(page, anchor).unwrap_or(Found::Head),
                _ => Found::Beside(anchor.to_owned()),
            };
        };
        for section in &meeting.sections {
            if section.heading.is_some() && *section.anchor == *anchor {
                return Found::Beside(anchor.to_owned());
            }
            if let Some(passage) = section.passages.iter().find(|b| *b.anchor == *anchor) {
                return match (&passage.kind, section.heading) {
                    (PassageKind::Attendance { .. }, Some(_)) => Found::Beside(section.anchor.to_string()),
                    (PassageKind::Attendance { .. }, None) => Found::Head,
                    _ => Found::Beside(anchor.to_owned()),
                };
            }
        }
        self.in_original(page, anchor).unwrap_or(Found::Head)
    }

    /// The place in the original of what a translation does not have.
    fn in_original(&self, page: &Shown<'_>, anchor: &str) -> Option<Found> {
        page.translation()?;
        let first = page.first();
        first.place_now(anchor)?;
        Some(Found::Elsewhere(self.address(&first, anchor)))
    }

    /// The address of a document's place that had an anchor on another page; of the whole, where it has no such place.
    fn address(&self, shown: &Shown<'_>, anchor: &str) -> String {
        let path = self.record.path_of(&shown.original).unwrap_or_default();
        // The path of a text that translates nothing has its language already.
        let own = !shown.lang.is_empty() && self.standing.language_of(&path).0 == shown.lang;
        let path = if own { path } else { on_side(shown.lang, &path) };
        let page = self.standing.site.addresses.folder(&path);
        if let Some(now) = shown.place_now(anchor) {
            return format!("{page}#{now}");
        }
        match self.in_original(shown, anchor) {
            Some(Found::Elsewhere(place)) => place,
            _ => page,
        }
    }

    fn fate(&self, listed: &Listed<'_>) -> Option<Fate> {
        let address = listed.address.strip_prefix('/').unwrap_or(&listed.address);
        match self.standing.get(address) {
            Some(stand @ (Stand::Page(..) | Stand::Alone(..))) if !listed.anchors.is_empty() => {
                self.page(listed, self.standing.shown(stand))
            }
            Some(_) => None,
            None => Some(self.gone(listed, address)),
        }
    }

    /// A page that stands: the anchors that it does not have by itself.
    fn page(&self, listed: &Listed<'_>, shown: Option<Shown<'_>>) -> Option<Fate> {
        let Some(shown) = shown.filter(|s| s.document().is_some()) else {
            return Some(Fate::Lost(Lost::anchors(listed, &all(listed)))).filter(|_| !listed.anchors.is_empty());
        };
        let mut own = shown.anchors();
        own.sort_unstable();
        let (mut kept, mut lost) = (Anchors::default(), Vec::new());
        for (n, anchor) in listed.anchors.iter().map(|a| &a.name).enumerate() {
            if own.binary_search(&&**anchor).is_ok() || shown.former().any(|f| *f.anchor.text == **anchor) {
                continue;
            }
            let path = listed.address.trim_matches('/');
            if self.claim(path, anchor).is_some() {
                continue;
            }
            if shown.is_withdrawn() {
                kept.head.push((**anchor).into());
                continue;
            }
            let found = self.counted(&shown, anchor).or_else(|| self.rest(path, anchor));
            match found.or_else(|| self.in_original(&shown, anchor)) {
                Some(Found::Beside(now)) => kept.beside.entry(now.into()).or_default().push((**anchor).into()),
                Some(Found::Head) => kept.head.push((**anchor).into()),
                Some(Found::Elsewhere(to)) => kept.elsewhere.push(((**anchor).into(), to.into())),
                None => lost.push(n),
            }
        }
        kept.head.sort();
        kept.head.dedup();
        let lost = (!lost.is_empty()).then(|| Lost::anchors(listed, &lost));
        (lost.is_some() || !kept.is_empty()).then(|| Fate::Page(shown.lang.into(), keys(&shown), kept, lost))
    }

    /// An anchor that minutebook made: of a passage without a number (`2.1-p3`), an action, a decision. It stands or moves with the
    /// number that it counts from; authors cannot be asked to keep what they do not see.
    fn counted(&self, page: &Shown<'_>, anchor: &str) -> Option<Found> {
        // One tombstone does for all that belonged to a paragraph.
        if page.is_buried(anchor) {
            return Some(Found::Head);
        }
        let own = page.anchors();
        let now = |base: &str| if own.contains(&base) { Some(base.to_owned()) } else { page.stands_for(base).map(str::to_owned) };
        if let Some((base, count)) = anchor.rsplit_once("-p").filter(|(_, n)| is_count(n)) {
            let base = now(base)?;
            let same = format!("{base}-p{count}");
            return Some(self.beside(page, if own.contains(&same.as_str()) { &same } else { &base }));
        }
        if anchor.strip_prefix('p').is_some_and(is_count) {
            return Some(Found::Head);
        }
        let (kind, local) = anchor.split_once('-').filter(|(kind, _)| matches!(*kind, "action" | "decision"))?;
        if let (Target::Meeting(ix), "action") = (&page.original, kind) {
            let meeting = self.record.meetings.get(ix.ix());
            let former = meeting.and_then(|m| m.former_actions.iter().find(|f| *f.local == *local));
            if let Some(former) = former.filter(|f| page.has(&f.anchor)) {
                return Some(self.beside(page, &former.anchor));
            }
        }
        let number = local.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let base = page.stands_for(local).or_else(|| page.stands_for(number))?;
        let same = format!("{kind}-{base}{}", &local[number.len()..]);
        Some(self.beside(page, if own.contains(&same.as_str()) { &same } else { base }))
    }

    /// The document that took one place of a page, or (`*`) all that are found nowhere else; where it took them from the page in the site's
    /// first language, from the page of every other too.
    fn claim(&self, path: &str, anchor: &str) -> Option<&Target> {
        let of = |path: &str| self.record.claims.get(path)?.get(anchor);
        of(path).or_else(|| of(self.standing.language_of(path).1))
    }

    /// An anchor that a document takes with all the others that are found nowhere else.
    fn rest(&self, path: &str, anchor: &str) -> Option<Found> {
        let target = self.claim(path, "*")?;
        let lang = self.standing.language_of(path).0;
        Some(Found::Elsewhere(self.address(&Shown::new(self.record, target.clone(), lang), anchor)))
    }

    /// An address at which nothing stands.
    fn gone(&self, listed: &Listed<'_>, address: &str) -> Fate {
        let place = match self.record.aliases.get(address.trim_end_matches('/')) {
            Some(target) => self.record.path_of(target).map(|path| Place::Page(folder(&path))),
            None => self.standing.now(address),
        };
        match place {
            Some(Place::File(file)) => Fate::Copy(file.into(), address.into()),
            Some(Place::Page(page)) => self.stub(listed, address, &page, None),
            Some(Place::Anchor(page, anchor)) => self.stub(listed, address, &page, Some(&anchor)),
            None => Fate::Lost(Lost::page(listed)),
        }
    }

    /// A page that leads on, with the anchors that the ledger has of it.
    fn stub(&self, listed: &Listed<'_>, address: &str, page: &str, anchor: Option<&str>) -> Fate {
        let to = self.link(page, anchor);
        let target = self.standing.document(page);
        let target = target.as_ref();
        let (mut anchors, mut lost) = (Vec::new(), Vec::new());
        for (n, old) in listed.anchors.iter().map(|a| &a.name).enumerate() {
            match self.place_of(address, target, &to, old) {
                Some(to) => anchors.push((Box::from(&**old), to.into())),
                None => lost.push(n),
            }
        }
        let lost = (!lost.is_empty()).then(|| Lost::anchors(listed, &lost));
        Fate::Stub(Stub { old: address.into(), to: to.into(), anchors }, lost)
    }

    /// The address now of an anchor of a page that is gone. `to` is where its page is led to.
    fn place_of(&self, old: &str, target: Option<&Shown<'_>>, to: &str, anchor: &str) -> Option<String> {
        let path = old.trim_end_matches('/');
        if let Some(other) = self.claim(path, anchor) {
            let lang = self.standing.language_of(path).0;
            return Some(self.address(&Shown::new(self.record, other.clone(), lang), anchor));
        }
        // A page that minutebook makes has no anchors of an author's: its head will do.
        let Some(target) = target else { return Some(to.to_owned()) };
        if target.place_now(anchor).is_some() {
            return Some(self.address(target, anchor));
        }
        if target.is_withdrawn() {
            return Some(to.to_owned());
        }
        let found = self.counted(target, anchor).or_else(|| self.rest(path, anchor));
        match found.or_else(|| self.in_original(target, anchor))? {
            Found::Beside(now) => Some(self.address(target, &now)),
            Found::Head => Some(to.to_owned()),
            Found::Elsewhere(to) => Some(to),
        }
    }

    /// An address below the site as a link.
    fn link(&self, page: &str, anchor: Option<&str>) -> String {
        let folder = self.standing.site.addresses.folder(page.trim_end_matches('/'));
        anchor.map_or(folder.clone(), |a| format!("{folder}#{a}"))
    }
}

/// An address in a language; empty: the first.
fn on_side(lang: &str, address: &str) -> String {
    if lang.is_empty() { address.to_owned() } else { format!("{lang}/{address}") }
}

/// The former anchors of a document in a language are asked for by its text and by the head of its page.
fn keys(shown: &Shown<'_>) -> Vec<DocumentKey> {
    shown.document().into_iter().chain(shown.translation()).map(key_of).collect()
}

fn folder(path: &str) -> String {
    if path.is_empty() { String::new() } else { format!("{path}/") }
}

/// An earlier address that was a file of its own.
fn is_page_file(path: &str) -> bool {
    path.ends_with(".html") || path.ends_with(".htm")
}

fn is_count(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn all(listed: &Listed<'_>) -> Vec<usize> {
    (0..listed.anchors.len()).collect()
}

/// Every document of the record.
fn documents(record: &Record) -> impl Iterator<Item = Target> {
    use crate::record::{BodyIx, DatasetIx, ListIx, MeetingIx, PageIx, ReportIx};
    let bodies = (0..record.bodies.len()).map(|n| Target::Body(BodyIx::at(n)));
    let meetings = (0..record.meetings.len()).map(|n| Target::Meeting(MeetingIx::at(n)));
    let lists = (0..record.lists.len()).map(|n| Target::List(ListIx::at(n)));
    let datasets = (0..record.datasets.len()).map(|n| Target::Dataset(DatasetIx::at(n)));
    let reports = (0..record.reports.len()).map(|n| Target::Report(ReportIx::at(n)));
    let pages = (0..record.pages.len()).map(|n| Target::Page(PageIx::at(n), None));
    bodies.chain(meetings).chain(lists).chain(datasets).chain(reports).chain(pages)
}
