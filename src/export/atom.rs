//! Atom feeds (RFC 4287) for the site, each body, each list and each owner of actions. `updated` moves by what the record says, never by the clock.
//!
//! A feed needs absolute addresses: a site that does not say its `base_url` has none.

use std::fmt::Write as _;

use super::changed;
use super::file::{Export, absolute};
use crate::html::escape::xml;
use crate::record::{
    ActionIx, BodyIx, DatasetIx, Day, Document, ListIx, Meeting, MeetingIx, PageIx, ReportIx, Target, percent_decoded,
};
use crate::site::{LanguageSite, Owner};
use crate::text::plain;

/// How many entries a feed shows.
const ENTRIES: usize = 30;

/// Something that a feed tells of.
pub(super) struct Entry {
    /// The day that it last changed in a way that readers are told of.
    pub(super) updated: Day,
    /// The day that it was first published.
    pub(super) published: Day,
    /// Its absolute address.
    pub(super) address: String,
    /// Its name, as plain text.
    pub(super) title: String,
    /// A sentence or two on it, as plain text.
    pub(super) summary: String,
    by: String,
    /// What it tells of.
    pub(super) what: Target,
    /// The kind of that: a term that programs sort by.
    kind: &'static str,
    /// The revision of a list whose changes it tells.
    revision: Option<(ListIx, usize)>,
}

/// The feed of the whole site: minutes, reports, the revisions of lists, and whatever else was amended.
pub(super) fn site(site: &LanguageSite<'_>) -> Option<Export> {
    let record = site.record;
    let meetings = (0..record.meetings.len()).map(MeetingIx::at).map(|ix| meeting(site, ix));
    let reports = (0..record.reports.len()).map(ReportIx::at).filter_map(|ix| report(site, ix));
    let lists = (0..record.lists.len()).map(ListIx::at).flat_map(|ix| revisions(site, ix));
    feed(site, "", &record.site.title, meetings.chain(reports).chain(lists).chain(amended(site, None)).collect())
}

/// The feed of one body.
pub(super) fn body(site: &LanguageSite<'_>, at: BodyIx) -> Option<Export> {
    let body = &site.record.bodies[at.ix()];
    feed(site, &body.id, &body.name, body_entries(site, at))
}

/// Everything that the feed of a body may tell of: its minutes, reports and lists, and what else of it was amended.
pub(super) fn body_entries(site: &LanguageSite<'_>, body: BodyIx) -> Vec<Entry> {
    let record = site.record;
    let meetings = record.meetings_of(body).map(|(ix, _)| meeting(site, ix));
    let own = (0..record.reports.len()).map(ReportIx::at).filter(|ix| record.reports[ix.ix()].body == Some(body));
    let lists = (0..record.lists.len()).map(ListIx::at).filter(|ix| record.lists[ix.ix()].body == Some(body));
    let lists = lists.flat_map(|ix| revisions(site, ix));
    meetings.chain(own.filter_map(|ix| report(site, ix))).chain(lists).chain(amended(site, Some(body))).collect()
}

/// The feed of the changes to one list.
pub(super) fn list(site: &LanguageSite<'_>, ix: ListIx) -> Option<Export> {
    let list = &site.record.lists[ix.ix()];
    feed(site, &list.path, &list.document.title, list_entries(site, ix))
}

/// Everything that the feed of a list may tell of: its revisions, and its newest amendment.
pub(super) fn list_entries(site: &LanguageSite<'_>, ix: ListIx) -> Vec<Entry> {
    let list = &site.record.lists[ix.ix()];
    let amended = document(site, &Target::List(ix), &list.document, list.body);
    revisions(site, ix).chain(amended).collect()
}

/// The revisions of a list.
fn revisions<'a>(site: &'a LanguageSite<'_>, ix: ListIx) -> impl Iterator<Item = Entry> + 'a {
    let list = &site.record.lists[ix.ix()];
    list.revisions.iter().enumerate().map(move |(n, revision)| Entry {
        updated: revision.date,
        published: revision.date,
        address: absolute(site.record, &site.addresses.revision(ix, u32::try_from(n).unwrap_or(u32::MAX))),
        title: site.say_with("feed_revision", &[("list", &list.document.title), ("date", &site.day(revision.date))]),
        summary: revision.reason.as_deref().map(plain).unwrap_or_default(),
        by: by(site, list.body),
        what: Target::List(ix),
        kind: "revision",
        revision: Some((ix, n)),
    })
}

/// What has no entry of its own in a feed and was amended in a way that readers are told of: lists, datasets, pages and bodies. Of a body
/// only what it owns.
fn amended<'a>(site: &'a LanguageSite<'_>, owner: Option<BodyIx>) -> impl Iterator<Item = Entry> + 'a {
    let record = site.record;
    let lists = record.lists.iter().enumerate().map(|(n, l)| (Target::List(ListIx::at(n)), &l.document, l.body));
    let datasets = record.datasets.iter().enumerate().map(|(n, d)| (Target::Dataset(DatasetIx::at(n)), &d.document, d.body));
    let bodies = record.bodies.iter().enumerate().filter_map(|(n, b)| {
        let ix = BodyIx::at(n);
        Some((Target::Body(ix), b.document.as_ref()?, Some(ix)))
    });
    let pages = record.pages.iter().enumerate().filter(|(_, p)| p.translation.is_none());
    let pages = pages.map(|(n, p)| (Target::Page(PageIx::at(n), None), &p.document, p.body));
    let all = lists.chain(datasets).chain(bodies).chain(pages);
    all.filter(move |(.., body)| owner.is_none() || *body == owner)
        .filter_map(|(target, text, body)| document(site, &target, text, body))
}

/// A document by its newest major change.
fn document(site: &LanguageSite<'_>, target: &Target, document: &Document, body: Option<BodyIx>) -> Option<Entry> {
    let told = document.changes.iter().filter(|c| c.major && c.date.first() <= site.today);
    let newest = told.max_by_key(|c| c.date.first())?;
    let day = newest.date.first();
    Some(Entry {
        updated: day,
        published: day,
        address: absolute(site.record, &site.addresses.target(target)),
        title: site.target_link(target).text,
        summary: plain(&newest.note),
        by: by(site, body),
        what: target.clone(),
        kind: "change",
        revision: None,
    })
}

/// The folder of an owner of actions.
pub(super) fn owner_folder(owner: &Owner) -> String {
    format!("actions/owner/{}", owner.slug)
}

/// The feed of what one owner is to do: each action, moved up by whatever is said of it.
pub(super) fn owner(site: &LanguageSite<'_>, owner: &Owner) -> Option<Export> {
    let newest = owner.actions.iter().rev().map(|ix| action(site, *ix));
    feed(site, &owner_folder(owner), &format!("{}: {}", site.say("actions"), owner.name), newest.collect())
}

fn action(site: &LanguageSite<'_>, ix: ActionIx) -> Entry {
    let record = site.record;
    let action = &record.actions[ix.ix()];
    let raised = record.meetings[action.meeting.ix()].date;
    let text = site.index.action_text(record, site.sources, ix);
    let due = action.due.as_ref().map(|d| d.date.map_or_else(|| d.text.to_string(), |date| site.date(date)));
    let last = action.history.last().map(|e| plain(site.sources.slice(record.update(e).text)));
    let said = [
        Some(format!("{}: {}.", site.say("status"), site.say(&format!("status_{}", action.status.key())))),
        due.map(|d| format!("{}: {d}.", site.say("due"))),
        last.filter(|l| !l.is_empty()).map(|l| format!("{}: {l}", site.say("last_said"))),
    ];
    Entry {
        updated: action.history.iter().map(|e| e.date.first()).max().map_or(raised, |d| d.max(raised)),
        published: raised,
        address: absolute(record, &site.addresses.action(ix)),
        title: crate::view::action::shorten(text, 120),
        summary: said.into_iter().flatten().collect::<Vec<_>>().join(" "),
        by: by(site, Some(action.body)),
        what: Target::Action(ix),
        kind: "action",
        revision: None,
    }
}

fn by(site: &LanguageSite<'_>, body: Option<BodyIx>) -> String {
    body.map_or_else(|| publisher(site), |b| site.record.bodies[b.ix()].name.to_string())
}

fn publisher(site: &LanguageSite<'_>) -> String {
    site.record.site.publisher.as_deref().unwrap_or(&site.record.site.title).to_owned()
}

/// When a document last changed in a way that readers are told of.
fn updated(document: &Document, first: Day) -> Day {
    document.changes.iter().filter(|c| c.major).map(|c| c.date.first()).max().map_or(first, |d| d.max(first))
}

/// What the newest such change says, before what is said of the text itself.
fn summary(document: &Document, own: String) -> String {
    let newest = document.changes.iter().filter(|c| c.major).max_by_key(|c| c.date.first());
    match newest {
        Some(change) if own.is_empty() => plain(&change.note),
        Some(change) => format!("{} {own}", plain(&change.note).trim_end()),
        None => own,
    }
}

fn meeting(site: &LanguageSite<'_>, ix: MeetingIx) -> Entry {
    let meeting: &Meeting = &site.record.meetings[ix.ix()];
    let words = site.words();
    let own = meeting.document.description.as_deref().map_or_else(
        || {
            let count = |key: &str, n: usize| words.count(key, n, &[]);
            format!("{}, {}.", count("n_decisions", meeting.decisions.len()), count("n_actions", meeting.actions.len()))
        },
        plain,
    );
    Entry {
        updated: updated(&meeting.document, meeting.date),
        published: meeting.date,
        address: absolute(site.record, &site.addresses.meeting(ix)),
        title: site.meeting_title(ix),
        summary: summary(&meeting.document, own),
        by: by(site, Some(meeting.body)),
        what: Target::Meeting(ix),
        kind: "meeting",
        revision: None,
    }
}

fn report(site: &LanguageSite<'_>, ix: ReportIx) -> Option<Entry> {
    let report = &site.record.reports[ix.ix()];
    let published = report.date?.first();
    Some(Entry {
        updated: updated(&report.document, published),
        published,
        address: absolute(site.record, &site.addresses.report(ix)),
        title: report.document.title.to_string(),
        summary: summary(&report.document, report.document.description.as_deref().map(plain).unwrap_or_default()),
        by: by(site, report.body),
        what: Target::Report(ix),
        kind: "report",
        revision: None,
    })
}

/// The id of a page in feeds: the absolute address that it was first published at, so that whoever reads a feed is not shown it anew
/// where it moves.
fn identity(site: &LanguageSite<'_>, address: &str) -> String {
    let top = absolute(site.record, "");
    let Some(path) = address.strip_prefix(top.as_str()) else { return address.to_owned() };
    let own = percent_decoded(path);
    let own = own.trim_matches('/');
    let first = site.former.first_address(own);
    if first == own { address.to_owned() } else { absolute(site.record, &site.addresses.folder(first)) }
}

fn feed(site: &LanguageSite<'_>, folder: &str, title: &str, mut entries: Vec<Entry>) -> Option<Export> {
    let settings = &site.record.site;
    if settings.base_url.is_empty() {
        return None;
    }
    entries.retain(|e| e.published <= site.today);
    entries.sort_by(|a, b| (b.updated, &b.address).cmp(&(a.updated, &a.address)));
    entries.truncate(ENTRIES);
    let path = if folder.is_empty() { "feed.xml".to_owned() } else { format!("{folder}/feed.xml") };
    let page = absolute(site.record, &site.addresses.folder(folder));
    let newest = entries.first().map_or(site.today, |e| e.updated);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    // Writing to a string does not fail.
    let _ = writeln!(out, "<id>{}</id>", xml(&identity(site, &page)));
    let _ = writeln!(out, "<title>{}</title>", xml(title));
    let _ = writeln!(out, "<updated>{newest}T00:00:00Z</updated>");
    let _ = writeln!(out, "<author><name>{}</name></author>", xml(&publisher(site)));
    let _ = writeln!(out, "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>", xml(&absolute(site.record, &path)));
    let _ = writeln!(out, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", xml(&page));
    for e in &entries {
        let _ = writeln!(
            out,
            "<entry>\n<id>{5}</id>\n<title>{1}</title>\n<link rel=\"alternate\" type=\"text/html\" href=\"{0}\"/>\n<published>{2}T00:00:00Z</published>\n\
             <updated>{3}T00:00:00Z</updated>\n<author><name>{4}</name></author>",
            xml(&e.address),
            xml(&e.title),
            e.published,
            e.updated,
            xml(&e.by),
            xml(&identity(site, &e.address))
        );
        let _ = writeln!(out, "<category term=\"{}\"/>", e.kind);
        if site.record.is_illustrative(&e.what) {
            out.push_str("<category term=\"illustrative\"/>\n");
        }
        if !e.summary.is_empty() {
            let _ = writeln!(out, "<summary>{}</summary>", xml(&e.summary));
        }
        if let Some(html) = e.revision.and_then(|(list, n)| changed::html(site, list, n)) {
            let _ = writeln!(out, "<content type=\"html\">{}</content>", xml(&html));
        }
        out.push_str("</entry>\n");
    }
    out.push_str("</feed>\n");
    Some(Export::new(path, out))
}
