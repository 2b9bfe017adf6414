//! Earlier addresses and anchors: which lead where, and that none is in the way of what stands now.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Diagnostic, nearest};
use crate::record::{Document, ListIx, Now, Page, Record, Span, Target, folded, slug, unpublishable};

/// What an id of an earlier day is now: ids are addresses, and addresses move.
pub(super) struct Moved {
    /// Old address → address now, without slashes at the ends.
    paths: BTreeMap<String, String>,
    /// Address of a page → its earlier anchors, each with the one for it now.
    anchors: BTreeMap<String, BTreeMap<String, String>>,
}

impl Moved {
    pub(super) fn new(record: &Record) -> Moved {
        let (mut paths, mut anchors) = (BTreeMap::new(), BTreeMap::new());
        for (target, document) in record.documents() {
            if document.aliases.is_empty() && document.former.is_empty() {
                continue;
            }
            let Some(path) = record.path_of(&target) else { continue };
            let whole = document.aliases.iter().filter(|a| !a.text.contains('#'));
            paths.extend(whole.map(|a| (a.text.trim_matches('/').to_owned(), path.clone())));
            let former: BTreeMap<String, String> = document
                .former
                .iter()
                .filter_map(|f| match &f.now {
                    Now::Here(now) => Some((f.anchor.text.to_string(), now.text.to_string())),
                    Now::Withdrawn(_) => None,
                })
                .collect();
            if !former.is_empty() {
                anchors.insert(path, former);
            }
        }
        Moved { paths, anchors }
    }

    /// The address now of something that stood at an earlier one, or below it.
    pub(super) fn path(&self, old: &str) -> Option<String> {
        let mut at = old.trim_matches('/').to_owned();
        let mut moved = false;
        // Moved more often than this is a ring.
        for _ in 0..8 {
            let Some(next) = self.step(&at) else { break };
            (at, moved) = (next, true);
        }
        moved.then_some(at)
    }

    fn step(&self, path: &str) -> Option<String> {
        let mut head = path;
        loop {
            if let Some(now) = self.paths.get(head) {
                return Some(format!("{now}{}", &path[head.len()..]));
            }
            head = head.rsplit_once('/')?.0;
        }
    }

    /// The anchor now for an earlier one of a page.
    pub(super) fn anchor(&self, page: &str, old: &str) -> Option<&str> {
        let former = self.anchors.get(page)?;
        let mut now = former.get(old)?;
        for _ in 0..8 {
            match former.get(now) {
                Some(next) => now = next,
                None => break,
            }
        }
        Some(now)
    }

    /// The id now of an action: of a meeting that moved, or of a paragraph with another number.
    pub(super) fn action(&self, old: &str) -> Option<String> {
        let (meeting, local) = old.rsplit_once('/')?;
        let now = self.path(meeting);
        let meeting = now.as_deref().unwrap_or(meeting);
        let number = local.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let number = self.anchor(meeting, local).map(str::to_owned).or_else(|| {
            self.anchor(meeting, number).filter(|_| number.len() < local.len()).map(|n| format!("{n}{}", &local[number.len()..]))
        });
        (now.is_some() || number.is_some()).then(|| format!("{meeting}/{}", number.as_deref().unwrap_or(local)))
    }
}

/// Takes in the aliases. `taken` is every address with the place that claims it.
pub(super) fn aliases(record: &mut Record, taken: &BTreeMap<String, Option<Span>>, diagnostics: &mut Vec<Diagnostic>) {
    let mut aliases: BTreeMap<Box<str>, (Target, Span)> = BTreeMap::new();
    let mut claims: BTreeMap<Box<str>, BTreeMap<Box<str>, (Target, Span)>> = BTreeMap::new();
    let mut others: BTreeMap<Box<str>, Box<str>> = BTreeMap::new();
    for (target, document) in record.documents() {
        for alias in &document.aliases {
            if let Some((path, anchor)) = alias.text.split_once('#') {
                let there = claims.entry(path.trim_matches('/').into()).or_default();
                match there.get(anchor) {
                    Some((_, first)) if *first != alias.span => diagnostics.push(twice(&alias.text, alias.span, Some(*first))),
                    _ => drop(there.insert(anchor.into(), (target.clone(), alias.span))),
                }
                continue;
            }
            let path = alias.text.trim_matches('/');
            if let Some(why) = unpublishable(path) {
                diagnostics.push(unheld(&alias.text, alias.span, &why));
                continue;
            }
            // What stands has an address in lower case: an alias that is not may be that one all the same where a file share serves it.
            let as_file = folded(path);
            let standing = (*as_file != *path && taken.contains_key(&*as_file)).then_some(&as_file);
            if let Some(other) = standing.or_else(|| others.get(&as_file).filter(|other| ***other != *path)) {
                let why = format!("it differs only in case or in how its accents are written from `/{other}/`, which is taken");
                diagnostics.push(unheld(&alias.text, alias.span, &why));
                continue;
            }
            others.entry(as_file).or_insert_with(|| path.into());
            let first = taken.get(path).copied().or_else(|| aliases.get(path).map(|(_, span)| Some(*span)));
            match first {
                None => drop(aliases.insert(path.into(), (target.clone(), alias.span))),
                // Several meetings of one file have its aliases: the first has the address.
                Some(first) if first == Some(alias.span) => {}
                Some(first) => diagnostics.push(twice(&format!("/{path}/"), alias.span, first)),
            }
        }
    }
    for (path, places) in &claims {
        if taken.contains_key(&**path) || aliases.contains_key(path) {
            continue;
        }
        if let Some((_, span)) = places.values().next() {
            diagnostics.push(
                Diagnostic::new(Code::DeadLink, *span, format!("`/{path}/` is neither a page of this site nor an alias"))
                    .expected("the address of the page that the places were on")
                    .remedy(format!("give the page that stands for it now the alias \"/{path}/\"; this one has only its places")),
            );
        }
    }
    former_names(record, taken, &mut aliases);
    record.aliases = aliases.into_iter().map(|(path, (target, _))| (path, target)).collect();
    record.claims = claims
        .into_iter()
        .map(|(path, places)| (path, places.into_iter().map(|(anchor, (target, _))| (anchor, target)).collect()))
        .collect();
    for (target, document) in record.documents().filter(|(_, d)| !d.former.is_empty()) {
        if !is_translation(record, &target) {
            former(record, &target, document, diagnostics);
        }
    }
}

/// The earlier anchors of translations, once each has those of its original.
pub(super) fn translated(record: &Record, diagnostics: &mut Vec<Diagnostic>) {
    for (target, document) in record.documents().filter(|(_, d)| !d.former.is_empty()) {
        if is_translation(record, &target) {
            former(record, &target, document, diagnostics);
        }
    }
}

fn is_translation(record: &Record, target: &Target) -> bool {
    matches!(target, Target::Page(ix, _) if record.pages.get(ix.ix()).is_some_and(Page::is_translation))
}

/// An entry of a list that is called otherwise now is still found under the names it had.
fn former_names(record: &Record, taken: &BTreeMap<String, Option<Span>>, aliases: &mut BTreeMap<Box<str>, (Target, Span)>) {
    for (ix, list) in record.lists.iter().enumerate() {
        let current: BTreeSet<&str> = list.revisions.iter().flat_map(|r| &r.entries).map(|e| &*e.slug).collect();
        // Names hardly ever change from one revision to the next: only those that do are looked at.
        let mut names: Vec<&str> = Vec::new();
        for entry in list.revisions.iter().flat_map(|r| &r.entries) {
            let at = entry.number as usize;
            names.resize(names.len().max(at + 1), "");
            match names.get_mut(at) {
                Some(name) if **name == *entry.name => continue,
                Some(name) => *name = &entry.name,
                None => {}
            }
            let former = slug(&entry.name);
            let path: Box<str> = format!("{}/{former}", list.path).into();
            if former.is_empty() || current.contains(&*former) || taken.contains_key(&*path) {
                continue;
            }
            aliases.entry(path).or_insert_with(|| (Target::Entry(ListIx::at(ix), entry.key.clone()), entry.span));
        }
    }
}

/// An alias at which no page can stand.
fn unheld(alias: &str, span: Span, why: &str) -> Diagnostic {
    Diagnostic::new(Code::WrongValue, span, format!("no page can stand at `{alias}`: {why}"))
        .expected("an address that is the name of a file on every server")
        .remedy("leave the alias out, and have the web server lead on from that address; a server that takes no notice of case needs nothing")
}

fn twice(what: &str, span: Span, first: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::SameAddress, span, format!("the alias `{what}` is the address of something else"))
        .expected("an address that nothing has")
        .remedy("leave the alias out, or move what stands there");
    match first {
        Some(first) => diagnostic.related(first, "this stands there"),
        None => diagnostic,
    }
}

/// An earlier anchor must be gone from the page, and what stands for it must be there.
fn former(record: &Record, target: &Target, document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let anchors = record.anchors_of(target);
    for former in &document.former {
        let old = &*former.anchor.text;
        if anchors.contains(&old) {
            diagnostics.push(
                Diagnostic::new(Code::SameAddress, former.anchor.span, format!("the page still has the anchor `#{old}`"))
                    .expected("an anchor that the page no longer has")
                    .remedy("leave the line out; or give the new paragraph a number that no paragraph had before, such as 2.1a"),
            );
        }
        let Now::Here(now) = &former.now else { continue };
        // Renumbered twice: the second line says the rest.
        let again = document.former.iter().any(|f| f.anchor.text == now.text && f.anchor.text != former.anchor.text);
        if !again && !anchors.contains(&&*now.text) {
            let near = nearest(&now.text, anchors.iter().copied());
            diagnostics.push(
                Diagnostic::new(Code::DeadAnchor, now.span, format!("there is no `#{}` on this page", now.text))
                    .expected("the number of an item or paragraph of this page, or the anchor of a heading")
                    .remedy(
                        near.map_or_else(|| "look for the number on the page".to_owned(), |n| format!("did you mean `#{n}`?")),
                    ),
            );
        }
    }
}
