//! What must be kept, and what would be lost.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::ledger::{Ledger, Listed};
use super::lost::{self, Lost};
use super::standing::{Place, Stand, Standing, former};
use super::{page_target, place_now};
use crate::diag::Diagnostic;
use crate::record::{BlockKind, Now, Record, Stage, Target};
use crate::render::export::generated_names;
use crate::view::Desk;
use crate::view::kept::{Anchors, DocumentKey, Kept, Stub, key_of};
use crate::view::plan::PageId;

/// Holds a ledger against what is published now. `pages` is the plan of the site.
pub fn work_out(desk: &Desk<'_>, pages: &[PageId], ledger: &Ledger<'_>) -> (Kept, Vec<Diagnostic>) {
    let standing = Standing::new(desk, pages);
    let keeper = Keeper { record: desk.record, standing: &standing };
    let mut out = Gathered { anchors: keeper.declared(), ..Gathered::default() };
    let fates: Vec<Fate> = ledger.pages.par_iter().filter_map(|listed| keeper.fate(listed)).collect();
    for fate in fates {
        out.take(fate);
    }
    keeper.unlisted(ledger, &mut out);
    let diagnostics = lost::diagnostics(&standing, ledger, out.lost);
    let kept = Kept {
        anchors: Arc::new(out.anchors),
        stubs: out.stubs.into_values().collect(),
        copies: out.copies.into_iter().map(|(file, old)| (file, old.into_iter().collect())).collect(),
    };
    (kept, diagnostics)
}

/// What becomes of one address of the ledger, where there is something to do.
enum Fate {
    /// It stands, and its page keeps anchors.
    Page(DocumentKey, Anchors, Option<Lost>),
    /// It leads elsewhere.
    Stub(Stub, Option<Lost>),
    /// A file stands at another address now.
    Copy(Box<str>, Box<str>),
    /// Nobody knows where it is.
    Lost(Lost),
}

#[derive(Default)]
struct Gathered {
    anchors: BTreeMap<DocumentKey, Anchors>,
    stubs: BTreeMap<Box<str>, Stub>,
    copies: BTreeMap<Box<str>, BTreeSet<Box<str>>>,
    lost: Vec<Lost>,
}

impl Gathered {
    fn take(&mut self, fate: Fate) {
        match fate {
            Fate::Page(key, more, lost) => {
                let there = self.anchors.entry(key).or_default();
                for (beside, old) in more.beside {
                    there.beside.entry(beside).or_default().extend(old);
                }
                there.head.extend(more.head);
                there.elsewhere.extend(more.elsewhere);
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
    /// What the authors say of earlier anchors, whether they are in the ledger or not.
    fn declared(&self) -> BTreeMap<DocumentKey, Anchors> {
        let record = self.record;
        let mut out: BTreeMap<DocumentKey, Anchors> = BTreeMap::new();
        for target in documents(record) {
            let Some(document) = record.document_of(&target).filter(|d| !d.former.is_empty()) else { continue };
            let there = out.entry(key_of(document)).or_default();
            if document.stage == Stage::Withdrawn {
                there.head.extend(document.former.iter().map(|f| f.anchor.text.clone()));
                continue;
            }
            for earlier in &document.former {
                let anchor = &earlier.anchor.text;
                match &earlier.now {
                    Now::Withdrawn(change) => there.withdrawn.push((anchor.clone(), change.clone())),
                    Now::Here(_) => match former(record, &target, anchor).map(|now| self.beside(&target, now)) {
                        Some(Found::Beside(now)) => there.beside.entry(now.into()).or_default().push(anchor.clone()),
                        _ => there.head.push(anchor.clone()),
                    },
                }
            }
        }
        for (path, places) in &record.claims {
            let Some(page) = self.standing.document(&folder(path)) else { continue };
            let Some(document) = record.document_of(&page) else { continue };
            let own = record.anchors_of(&page);
            let there = out.entry(key_of(document)).or_default();
            for (anchor, target) in places.iter().filter(|(a, _)| ***a != *"*" && !own.contains(&&***a)) {
                there.elsewhere.push((anchor.clone(), self.address(target, anchor).into()));
            }
        }
        out
    }

    /// Where an id can stand beside an anchor of a page: attendance is a table, whose heading has it instead.
    fn beside(&self, page: &Target, anchor: &str) -> Found {
        let Target::Meeting(ix) = page else { return Found::Beside(anchor.to_owned()) };
        for section in &self.record.meetings[ix.ix()].sections {
            if section.heading.is_some() && *section.anchor == *anchor {
                return Found::Beside(anchor.to_owned());
            }
            if let Some(block) = section.blocks.iter().find(|b| *b.anchor == *anchor) {
                return match (&block.kind, section.heading) {
                    (BlockKind::Attendance { .. }, Some(_)) => Found::Beside(section.anchor.to_string()),
                    (BlockKind::Attendance { .. }, None) => Found::Head,
                    _ => Found::Beside(anchor.to_owned()),
                };
            }
        }
        Found::Head
    }

    /// The address of a document's place that had an anchor on another page; of the whole, where it has no such place.
    fn address(&self, target: &Target, anchor: &str) -> String {
        let path = self.record.path_of(target).unwrap_or_default();
        let page = self.standing.desk.addresses.folder(&path);
        match place_now(self.record, target, anchor) {
            Some(now) => format!("{page}#{now}"),
            None => page,
        }
    }

    fn fate(&self, listed: &Listed<'_>) -> Option<Fate> {
        let address = listed.address.strip_prefix('/').unwrap_or(&listed.address);
        match self.standing.get(address) {
            Some(Stand::Page(id)) if !listed.anchors.is_empty() => self.page(listed, page_target(self.record, id)),
            Some(_) => None,
            None => Some(self.gone(listed, address)),
        }
    }

    /// A page that stands: the anchors that it does not have by itself.
    fn page(&self, listed: &Listed<'_>, target: Option<Target>) -> Option<Fate> {
        let Some((target, document)) = target.and_then(|t| Some((t.clone(), self.record.document_of(&t)?))) else {
            return Some(Fate::Lost(Lost::anchors(listed, &all(listed)))).filter(|_| !listed.anchors.is_empty());
        };
        let mut own = self.record.anchors_of(&target);
        own.sort_unstable();
        let (mut kept, mut lost) = (Anchors::default(), Vec::new());
        for (n, (anchor, _)) in listed.anchors.iter().enumerate() {
            if own.binary_search(&&**anchor).is_ok() || document.former.iter().any(|f| *f.anchor.text == **anchor) {
                continue;
            }
            let path = listed.address.trim_matches('/');
            if self.record.claims.get(path).is_some_and(|c| c.contains_key(&**anchor)) {
                continue;
            }
            if document.stage == Stage::Withdrawn {
                kept.head.push((**anchor).into());
                continue;
            }
            match self.counted(&target, anchor).or_else(|| self.rest(path, anchor)) {
                Some(Found::Beside(now)) => kept.beside.entry(now.into()).or_default().push((**anchor).into()),
                Some(Found::Head) => kept.head.push((**anchor).into()),
                Some(Found::Elsewhere(to)) => kept.elsewhere.push(((**anchor).into(), to.into())),
                None => lost.push(n),
            }
        }
        kept.head.sort();
        kept.head.dedup();
        let lost = (!lost.is_empty()).then(|| Lost::anchors(listed, &lost));
        (lost.is_some() || !kept.is_empty()).then(|| Fate::Page(key_of(document), kept, lost))
    }

    /// An anchor that minutebook made: of a block without a number (`2.1-p3`), an action, a decision. It stands or moves with the
    /// number that it counts from; authors cannot be asked to keep what they do not see.
    fn counted(&self, page: &Target, anchor: &str) -> Option<Found> {
        let own = self.record.anchors_of(page);
        let now = |base: &str| {
            if own.contains(&base) { Some(base.to_owned()) } else { former(self.record, page, base).map(str::to_owned) }
        };
        if let Some((base, count)) = anchor.rsplit_once("-p").filter(|(_, n)| is_count(n)) {
            let base = now(base)?;
            let same = format!("{base}-p{count}");
            return Some(self.beside(page, if own.contains(&same.as_str()) { &same } else { &base }));
        }
        if anchor.strip_prefix('p').is_some_and(is_count) {
            return Some(Found::Head);
        }
        let (kind, local) = anchor.split_once('-').filter(|(kind, _)| matches!(*kind, "action" | "decision"))?;
        let number = local.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let base = former(self.record, page, local).or_else(|| former(self.record, page, number))?;
        let same = format!("{kind}-{base}{}", &local[number.len()..]);
        Some(self.beside(page, if own.contains(&same.as_str()) { &same } else { base }))
    }

    /// An anchor that a document takes with all the others that are found nowhere else.
    fn rest(&self, path: &str, anchor: &str) -> Option<Found> {
        let target = self.record.claims.get(path)?.get("*")?;
        Some(Found::Elsewhere(self.address(target, anchor)))
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
        let (mut anchors, mut lost) = (Vec::new(), Vec::new());
        for (n, (old, _)) in listed.anchors.iter().enumerate() {
            match self.place_of(address, target.as_ref(), &to, old) {
                Some(to) => anchors.push((Box::from(&**old), to.into())),
                None => lost.push(n),
            }
        }
        let lost = (!lost.is_empty()).then(|| Lost::anchors(listed, &lost));
        Fate::Stub(Stub { old: address.into(), to: to.into(), anchors }, lost)
    }

    /// The address now of an anchor of a page that is gone. `to` is where its page is led to.
    fn place_of(&self, old: &str, target: Option<&Target>, to: &str, anchor: &str) -> Option<String> {
        let path = old.trim_end_matches('/');
        if let Some(other) = self.record.claims.get(path).and_then(|c| c.get(anchor)) {
            return Some(self.address(other, anchor));
        }
        // A page that minutebook makes has no anchors of an author's: its head will do.
        let Some(target) = target else { return Some(to.to_owned()) };
        if place_now(self.record, target, anchor).is_some() {
            return Some(self.address(target, anchor));
        }
        if self.record.document_of(target).is_some_and(|d| d.stage == Stage::Withdrawn) {
            return Some(to.to_owned());
        }
        match self.counted(target, anchor).or_else(|| self.rest(path, anchor))? {
            Found::Beside(now) => Some(self.address(target, &now)),
            Found::Head => Some(to.to_owned()),
            Found::Elsewhere(to) => Some(to),
        }
    }

    /// An address below the site as a link.
    fn link(&self, page: &str, anchor: Option<&str>) -> String {
        let folder = self.standing.desk.addresses.folder(page.trim_end_matches('/'));
        anchor.map_or(folder.clone(), |a| format!("{folder}#{a}"))
    }

    /// Aliases that the ledger does not have. Where there is no ledger nobody knows what was published below an earlier address:
    /// then all that stands below the new one is led to from below the old one as well.
    fn unlisted(&self, ledger: &Ledger<'_>, out: &mut Gathered) {
        let everything = ledger.pages.is_empty() && !self.record.aliases.is_empty();
        let stands = if everything { self.standing.addresses() } else { Vec::new() };
        for (old, target) in &self.record.aliases {
            let Some(path) = self.record.path_of(target) else { continue };
            if everything {
                self.exports(target, old, &path, out);
                self.below(old, &path, &stands, out);
            }
            let address: Box<str> = if is_page_file(old) { old.clone() } else { folder(old).into() };
            let listed = |a: &str| ledger.pages.binary_search_by(|l| (*l.address).cmp(a)).is_ok();
            if out.stubs.contains_key(&address) || listed(&format!("/{old}")) {
                continue;
            }
            let stub = self.whole(&address, target, &self.link(&folder(&path), None));
            out.stubs.insert(address, stub);
        }
    }

    /// A stub with every anchor that its document has.
    fn whole(&self, old: &str, target: &Target, to: &str) -> Stub {
        let former = self.record.document_of(target).into_iter().flat_map(|d| &d.former).map(|f| &*f.anchor.text);
        let claimed = self.record.claims.get(old.trim_end_matches('/')).into_iter().flat_map(|c| c.keys()).map(|a| &**a);
        let all: BTreeSet<&str> =
            self.record.anchors_of(target).into_iter().chain(former).chain(claimed).filter(|a| *a != "*").collect();
        let anchors = all.into_iter().filter_map(|a| Some((a.into(), self.place_of(old, Some(target), to, a)?.into())));
        Stub { old: old.into(), to: to.into(), anchors: anchors.collect() }
    }

    /// The files that are made beside a page, at an earlier address of it.
    fn exports(&self, target: &Target, old: &str, now: &str, out: &mut Gathered) {
        if matches!(target, Target::Body(_) | Target::List(_)) {
            for name in generated_names() {
                out.copies.entry(format!("{now}/{name}").into()).or_default().insert(format!("{old}/{name}").into());
            }
        }
    }

    fn below(&self, old: &str, now: &str, stands: &[&str], out: &mut Gathered) {
        for lead in ["", "actions/", "actions/body/", "archive/body/"] {
            let prefix = format!("{lead}{now}/");
            let from = stands.partition_point(|a| *a < prefix.as_str());
            for address in stands[from..].iter().take_while(|a| a.starts_with(&prefix)) {
                let rest = &address[prefix.len()..];
                let earlier = format!("{lead}{old}/{rest}");
                let taken =
                    self.standing.get(&earlier).is_some() || self.record.aliases.contains_key(earlier.trim_end_matches('/'));
                if taken || earlier == folder(old) {
                    continue;
                }
                match self.standing.get(address) {
                    Some(Stand::Page(id)) => {
                        let to = self.link(address, None);
                        let stub = match page_target(self.record, id) {
                            Some(target) => {
                                self.exports(&target, earlier.trim_end_matches('/'), address.trim_end_matches('/'), out);
                                self.whole(&earlier, &target, &to)
                            }
                            None => Stub { old: earlier.as_str().into(), to: to.into(), anchors: Vec::new() },
                        };
                        out.stubs.insert(earlier.into(), stub);
                    }
                    Some(_) => drop(out.copies.entry((*address).into()).or_default().insert(earlier.into())),
                    None => {}
                }
            }
        }
    }
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
