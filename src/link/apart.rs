//! Addresses in a bare folder: what would have one that is taken, or that no server can hold, gets another, and a warning says so.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::addresses::OWN;
use crate::diag::{Code, Diagnostic};
use crate::parse::Parts;
use crate::record::{BodyIx, Document, FileId, Meeting, Span, VersionText, cut_part, publishable, unpublishable};
use crate::source::Sources;

/// Names of files that the program writes into folders of the site.
const WRITTEN: [&str; 21] = [
    "404.html",
    "actions.csv",
    "actions.json",
    "attendance.csv",
    "attendance.json",
    "calendar.ics",
    "dataset.json",
    "decisions.csv",
    "decisions.json",
    "feed.xml",
    "index.html",
    "lists.csv",
    "lists.json",
    "meeting.ics",
    "meetings.csv",
    "meetings.json",
    "motions.csv",
    "motions.json",
    "robots.txt",
    "sitemap.xml",
    "votes.csv",
];

/// A folder that the program writes data files into, as it does into the folders of bodies. Pages may be there.
const DATA: &str = "schema";

/// Gives every document of a bare folder an address of its own. The first in the order of the files keeps the one that both would
/// have. `parts.reserved` has addresses of pages that the program makes.
pub(super) fn settle(parts: &mut Parts, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    let own = OWN.iter().map(|own| (*own).to_owned()).chain(parts.reserved.iter().map(|r| r.to_string()));
    let mut taken = Taken { by: own.map(|path| (path, None)).collect(), sources, diagnostics };
    super::keys::tell_apart(&mut parts.meetings, &parts.bodies, sources, taken.diagnostics);
    bodies(parts, &mut taken);
    for meeting in parts.meetings.iter_mut().map(Arc::make_mut) {
        let body = parts.bodies.get(meeting.body.ix()).map_or("", |b| &b.id);
        let wanted = [body, "/", &*meeting.key].concat();
        let address = taken.take(&wanted, head(&meeting.document));
        if let Some(key) = address.strip_prefix(body).and_then(|rest| rest.strip_prefix('/')) {
            meeting.key = key.into();
        }
        ids(meeting, taken.diagnostics);
    }
    for list in &mut parts.lists {
        list.path = taken.take(&list.path, head(&list.document)).into();
    }
    for dataset in &mut parts.datasets {
        dataset.path = taken.take(&dataset.path, head(&dataset.document)).into();
    }
    for report in &mut parts.reports {
        report.path = taken.take(&report.path, head(&report.document)).into();
    }
    for page in &mut parts.pages {
        page.path = taken.take(&page.path, head(&page.document)).into();
    }
}

/// The bodies stay in the order of their ids, and meetings find theirs again.
fn bodies(parts: &mut Parts, taken: &mut Taken<'_>) {
    let mut first: BTreeMap<BodyIx, Span> = BTreeMap::new();
    for meeting in &parts.meetings {
        first.entry(meeting.body).or_insert_with(|| head(&meeting.document));
    }
    let mut changed = false;
    taken.by.insert(DATA.to_owned(), None);
    for (n, body) in parts.bodies.iter_mut().enumerate() {
        let span = body.document.as_ref().map(head).or_else(|| first.get(&BodyIx::at(n)).copied());
        let Some(span) = span else { continue };
        let id = taken.take(&body.id, span);
        changed |= *id != *body.id;
        body.id = id.into();
    }
    taken.by.remove(DATA);
    if !changed {
        return;
    }
    let mut order: Vec<usize> = (0..parts.bodies.len()).collect();
    order.sort_by(|a, b| parts.bodies[*a].id.cmp(&parts.bodies[*b].id));
    let mut now = vec![BodyIx::at(0); order.len()];
    for (to, from) in order.into_iter().enumerate() {
        now[from] = BodyIx::at(to);
    }
    parts.bodies.sort_by(|a, b| a.id.cmp(&b.id));
    for meeting in parts.meetings.iter_mut().map(Arc::make_mut) {
        meeting.body = now[meeting.body.ix()];
        for version in &mut meeting.versions {
            if let VersionText::Minutes(minutes) = &mut version.text {
                minutes.body = now[minutes.body.ix()];
            }
        }
    }
}

/// Gives the actions and decisions of a meeting ids of their own that can be the name of a page.
fn ids(meeting: &mut Meeting, diagnostics: &mut Vec<Diagnostic>) {
    let mut free = |seen: &mut BTreeMap<Box<str>, Span>, local: &mut Box<str>, text: Span| {
        let base = publishable(local);
        let mut id = base.clone();
        let mut number = 2;
        while seen.contains_key(&*id) {
            id = format!("{base}-{number}");
            number += 1;
        }
        if id != **local
            && let Some(first) = seen.get(local)
        {
            diagnostics.push(
                Diagnostic::new(Code::SameId, text, format!("the id `{local}` is given twice"))
                    .expected(format!("the second gets the id `{id}`"))
                    .related(*first, "the first")
                    .remedy("give one of them an id of its own"),
            );
        }
        *local = id.into();
        seen.insert(local.clone(), text);
    };
    let mut seen = BTreeMap::new();
    meeting.actions.iter_mut().for_each(|a| free(&mut seen, &mut a.local, a.text));
    seen.clear();
    meeting.decisions.iter_mut().for_each(|d| free(&mut seen, &mut d.local, d.text));
}

/// Gives the files that are published beside documents addresses that nothing else has: `paper-2.pdf`.
pub(super) fn settle_files(files: &mut BTreeMap<FileId, Box<str>>, taken: &BTreeMap<String, Option<Span>>) {
    let folders: BTreeSet<&str> = taken.keys().flat_map(|path| path.match_indices('/').map(|(at, _)| &path[..at])).collect();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for address in files.values_mut() {
        let is_free = |address: &str| {
            let name = address.rsplit('/').next().unwrap_or(address);
            let is_taken = taken.contains_key(address) || folders.contains(address) || WRITTEN.contains(&name);
            !is_taken && unpublishable(address).is_none()
        };
        let (folder, name) = address.rsplit_once('/').map_or(("", &**address), |(folder, name)| (folder, name));
        let slash = if folder.is_empty() { "" } else { "/" };
        let (base, ending) = name.rsplit_once('.').map_or((name, String::new()), |(base, ending)| (base, format!(".{ending}")));
        let (folder, base) = (publishable(folder), cut_part(base));
        let mut free = format!("{folder}{slash}{base}{ending}");
        let mut number = 2;
        while !is_free(&free) || seen.contains(&free) {
            free = format!("{folder}{slash}{base}-{number}{ending}");
            number += 1;
        }
        seen.insert(free.clone());
        *address = free.into();
    }
}

fn head(document: &Document) -> Span {
    Span::new(document.file, 0, 0)
}

/// The addresses that are taken, with the place that claims each; `None`: the program's own.
struct Taken<'a> {
    by: BTreeMap<String, Option<Span>>,
    sources: &'a Sources,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Taken<'_> {
    /// Takes an address, or the next free one after it.
    fn take(&mut self, wanted: &str, span: Span) -> String {
        let base = publishable(wanted);
        let mut free = base.clone();
        let mut number = 2;
        while self.by.contains_key(&free) {
            free = format!("{base}-{number}");
            number += 1;
        }
        if free != wanted {
            self.say(wanted, &free, span);
        }
        self.by.insert(free.clone(), Some(span));
        free
    }

    fn say(&mut self, wanted: &str, free: &str, span: Span) {
        let file = self.sources.path(span.file);
        let (code, what, first) = match self.by.get(wanted) {
            Some(Some(first)) => (Code::SameAddress, format!("two files have the address `/{wanted}/`"), Some(*first)),
            Some(None) => (Code::SameAddress, format!("the address `/{wanted}/` belongs to a page that minutebook makes"), None),
            None => (Code::BadPath, format!("no server can hold the address `/{wanted}/`"), None),
        };
        let said = Diagnostic::new(code, span, what)
            .expected(format!("`{file}` is published at `/{free}/`"))
            .remedy("rename the file or its folder to choose its address");
        self.diagnostics.push(match first {
            Some(first) => said.related(first, format!("`{}` is the first", self.sources.path(first.file))),
            None => said,
        });
    }
}
