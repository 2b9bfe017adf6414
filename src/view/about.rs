//! What the pages of lists, datasets and reports say alike: where they stand, what their author noted
//! at the head, what changed since, who cites them. It knows no page kind.

use serde::Serialize;

use super::{Desk, Head, Link};
use crate::record::{Attachment, BodyIx, Citation, Date, Document, Mention, Number, Stage, Target, Written};

/// What a document says of itself beside its text.
#[derive(Debug, Clone, Default, Serialize)]
pub struct About {
    /// `note`, as HTML; or empty.
    pub note: String,
    /// Where the text was first published.
    pub source: Option<Cited>,
    /// What changed after publication, newest first.
    pub changes: Vec<ChangeLine>,
    /// It is a draft.
    pub draft: bool,
    /// It was withdrawn: nothing but its name is shown.
    pub withdrawn: bool,
    /// The reasons for which passages are withheld, with how many.
    pub withheld: Vec<Reason>,
}

/// A published text; `href` is empty where it has no address.
#[derive(Debug, Clone, Serialize)]
pub struct Cited {
    /// Its title.
    pub title: String,
    /// Its address (http or https), or empty.
    pub url: String,
}

/// A dated note of a change.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeLine {
    /// ISO 8601, as exact as it is known.
    pub date: String,
    /// As HTML.
    pub note: String,
    /// Whether it was a major one.
    pub major: bool,
}

/// Why passages are withheld, and how many.
#[derive(Debug, Clone, Serialize)]
pub struct Reason {
    /// `s.40`.
    pub reason: String,
    /// How many.
    pub count: usize,
}

/// Words that may lead somewhere: `href` is an address below the site, or empty.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Place {
    /// Plain text.
    pub text: String,
    /// Address below the site, or empty.
    pub href: String,
}

/// A file that is published beside a document.
#[derive(Debug, Clone, Serialize)]
pub struct FileCard {
    /// What it is called.
    pub title: String,
    /// Address below the site; empty where it is not published.
    pub href: String,
    /// `PDF`.
    pub kind: String,
    /// The media type.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// Pages, where they could be counted.
    pub pages: Option<u32>,
    /// 64 hexadecimal digits, or empty.
    pub sha256: String,
    /// BCP 47, where it is not the page's.
    pub lang: Option<String>,
    /// Whether it opens in ordinary office programs only: an open format or a page ought to stand beside it.
    pub office: bool,
}

impl FileCard {
    /// The card of an attachment.
    pub fn new(desk: &Desk<'_>, attachment: &Attachment) -> FileCard {
        let facts = &attachment.facts;
        FileCard {
            title: attachment.title.to_string(),
            href: desk.addresses.target(&Target::Attachment(attachment.file)),
            kind: facts.kind.to_string(),
            media_type: facts.media_type.to_string(),
            size: facts.size,
            pages: facts.pages,
            sha256: facts.sha256.to_string(),
            lang: attachment.lang.as_deref().map(str::to_owned),
            office: facts.media_type.contains("officedocument") || facts.media_type.starts_with("application/vnd.ms-"),
        }
    }
}

impl About {
    /// Of a document, for a page whose way to the top is `root`.
    pub fn new(desk: &Desk<'_>, document: &Document, root: &str) -> About {
        let mut changes: Vec<_> = document.changes.iter().collect();
        changes.sort_by_key(|c| std::cmp::Reverse(c.date));
        let line = |text: &str| desk.prose.inline(Some(document), text, root);
        let mut withheld: Vec<Reason> = Vec::new();
        for passage in &document.withheld {
            match withheld.iter_mut().find(|r| *r.reason == *passage.reason) {
                Some(reason) => reason.count += 1,
                None => withheld.push(Reason { reason: passage.reason.to_string(), count: 1 }),
            }
        }
        About {
            note: document.note.as_deref().map(line).unwrap_or_default(),
            source: document.source.as_ref().map(cited),
            changes: changes
                .iter()
                .map(|c| ChangeLine { date: c.date.to_string(), note: line(&c.note), major: c.major })
                .collect(),
            draft: document.stage == Stage::Draft,
            withdrawn: document.stage == Stage::Withdrawn,
            withheld,
        }
    }
}

/// A citation for a template. An address that is neither http nor https is not made a link.
pub fn cited(citation: &Citation) -> Cited {
    let url = citation.url.as_deref().filter(|u| u.starts_with("https://") || u.starts_with("http://")).unwrap_or("");
    Cited { title: citation.title.to_string(), url: url.to_owned() }
}

/// A date as people read it.
pub(super) fn spoken(date: Date) -> String {
    date.in_english()
}

/// What a page is about, for its head.
pub(super) struct Heading<'a> {
    pub(super) path: String,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) document: Option<&'a Document>,
    pub(super) body: Option<BodyIx>,
    pub(super) kind: &'static str,
    /// The way here from the home page, the home page and the body left out.
    pub(super) trail: Vec<Link>,
}

/// The head of a page.
pub(super) fn head(desk: &Desk<'_>, heading: Heading<'_>) -> Head {
    let record = desk.record;
    let folder = desk.addresses.folder(&heading.path);
    let base = &record.site.base_url;
    let mut breadcrumb = vec![Link { text: "Home".to_owned(), href: desk.addresses.folder("") }];
    if let Some((ix, body)) = heading.body.and_then(|ix| Some((ix, record.bodies.get(ix.ix())?))) {
        breadcrumb.push(Link { text: body.name.to_string(), href: desk.addresses.body(ix) });
    }
    breadcrumb.extend(heading.trail);
    let lang = heading.document.and_then(|d| d.lang.as_deref()).or(record.site.languages.first().map(|l| &**l)).unwrap_or("en");
    Head {
        file: format!("{}{}index.html", heading.path, if heading.path.is_empty() { "" } else { "/" }),
        root: super::Addresses::root(&heading.path),
        canonical: (!base.is_empty()).then(|| format!("{base}{}", folder.trim_end_matches("index.html"))),
        title: heading.title,
        description: heading.description,
        lang: lang.to_owned(),
        kind: heading.kind,
        breadcrumb,
        illustrative: heading.document.is_some_and(|d| d.illustrative) || illustrative(desk, heading.body),
        path: heading.path,
    }
}

/// Whether a body, or one above it, is invented.
fn illustrative(desk: &Desk<'_>, body: Option<BodyIx>) -> bool {
    let mut next = body;
    // A body cannot be deeper than there are bodies; a ring of parents ends here too.
    for _ in 0..=desk.record.bodies.len() {
        let Some(body) = next.and_then(|ix| desk.record.bodies.get(ix.ix())) else { return false };
        if body.illustrative {
            return true;
        }
        next = body.parent;
    }
    false
}

/// The link to an index of the site: `lists`.
pub(super) fn index_link(desk: &Desk<'_>, text: &str, path: &str) -> Link {
    Link { text: text.to_owned(), href: desk.addresses.folder(path) }
}

/// The name of a body.
pub(super) fn body_link(desk: &Desk<'_>, body: Option<BodyIx>) -> Option<Link> {
    let ix = body?;
    Some(Link { text: desk.record.bodies.get(ix.ix())?.name.to_string(), href: desk.addresses.body(ix) })
}

/// A reference for a template: what it leads to, or the words as written where it leads nowhere.
pub(super) fn place(desk: &Desk<'_>, written: &Written<Target>) -> Place {
    match &written.target {
        Some(target) => Place { text: name_of(desk, target), href: desk.addresses.target(target) },
        None => Place { text: written.text.to_string(), href: String::new() },
    }
}

/// Those who refer to any of some targets, one line for each place, in order.
pub(super) fn mentioned_by<'a>(desk: &Desk<'_>, mentions: impl Iterator<Item = &'a Mention>) -> Vec<Link> {
    let mut from: Vec<&Target> = mentions.map(|m| &m.from).collect();
    from.sort();
    from.dedup();
    from.into_iter().map(|t| Link { text: name_of(desk, t), href: desk.addresses.target(t) }).collect()
}

/// What to call the thing a reference leads to.
pub(super) fn name_of(desk: &Desk<'_>, target: &Target) -> String {
    let record = desk.record;
    let at = |title: &str, anchor: &str| match Number::parse(&anchor.replace('-', "/")).or_else(|| Number::parse(anchor)) {
        Some(_) => format!("{title}, paragraph {anchor}"),
        None => title.to_owned(),
    };
    let found = match target {
        Target::Body(ix) => record.bodies.get(ix.ix()).map(|b| b.name.to_string()),
        Target::Meeting(ix) => record.meetings.get(ix.ix()).map(|m| m.document.title.to_string()),
        Target::Place(ix, anchor) => record.meetings.get(ix.ix()).map(|m| at(&m.document.title, anchor)),
        Target::Action(ix) => record.actions.get(ix.ix()).map(|a| format!("Action {}", a.id)),
        Target::Decision(ix) => record.decisions.get(ix.ix()).map(|d| format!("Decision {}", d.id)),
        Target::List(ix) => record.lists.get(ix.ix()).map(|l| l.document.title.to_string()),
        Target::Revision(ix, n) => record.lists.get(ix.ix()).and_then(|l| {
            let date = l.revisions.get(*n as usize)?.date;
            Some(format!("{}, revision of {}", l.document.title, spoken(Date::Day(date))))
        }),
        Target::Entry(ix, key) => record.lists.get(ix.ix()).map(|l| {
            let entry = l.revisions.iter().rev().flat_map(|r| &r.entries).find(|e| e.key == *key);
            format!("{} ({})", entry.map_or(&**key, |e| &e.name), l.document.title)
        }),
        Target::Dataset(ix) => record.datasets.get(ix.ix()).map(|d| d.document.title.to_string()),
        Target::Report(ix) => record.reports.get(ix.ix()).map(|r| r.document.title.to_string()),
        Target::ReportPlace(ix, anchor) => record.reports.get(ix.ix()).map(|r| at(&r.document.title, anchor)),
        Target::Organisation(ix) => record.organisations.get(ix.ix()).map(|o| o.name.to_string()),
        Target::Person(ix) => record.people.get(ix.ix()).map(|p| {
            p.public_name.as_deref().filter(|_| desk.edition == crate::record::Edition::Public).unwrap_or(&p.name).to_owned()
        }),
        Target::Page(ix, _) => record.pages.get(ix.ix()).map(|p| p.document.title.to_string()),
        Target::Attachment(file) => record.files.get(file).map(|p| p.rsplit('/').next().unwrap_or(p).to_owned()),
    };
    found.unwrap_or_default()
}
