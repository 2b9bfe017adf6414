//! The page of one report.

use serde::Serialize;

use super::archive::{Line, line};
use super::cite::{Citation, Snippet};
use crate::html::Html;
use crate::record::{Correction, Date, Report, ReportIx, Stage, Target, slug};
use crate::site::page_ids::VersionedDocument;
use crate::view::about::{Heading, head, index_link, mentioned_by, needs_office, place};
use crate::view::common::{CitationView, DocumentView, FileView};
use crate::view::version_lines::lines;
use crate::view::{LanguageSite, Link, Sink, View};

#[derive(Debug, Serialize)]
struct ReportView {
    document: DocumentView,
    body: Option<Link>,
    /// ISO 8601, as exact as it is known; or empty.
    date: String,
    /// That day is still to come.
    is_to_come: bool,
    period: String,
    authors: Vec<String>,
    publisher: String,
    pages: Option<u32>,
    /// `Command paper`, `Cm 8421`.
    numbers: Vec<Numbered>,
    laid: String,
    commissioned_by: Option<Link>,
    replaced_by: Option<Link>,
    replaces: Vec<Link>,
    text: Html,
    contents: Vec<Heading2>,
    attachments: Vec<Attached>,
    /// Where to ask for another format; empty: nowhere is given.
    contact: String,
    corrections: Vec<Corrected>,
    elsewhere: Vec<CitationView>,
    series: Option<Series>,
    cite: Citation,
    snippet: Option<Snippet>,
    mentions: Vec<Link>,
}

impl View for ReportView {}

/// A file with what is to be said of it.
#[derive(Debug, Serialize)]
struct Attached {
    #[serde(flatten)]
    file: FileView,
    /// It opens in office programs only.
    office: bool,
}

fn attached(file: FileView) -> Attached {
    Attached { office: needs_office(&file), file }
}

#[derive(Debug, Serialize)]
struct Numbered {
    kind: String,
    number: String,
}

/// A heading of the text.
#[derive(Debug, Serialize)]
struct Heading2 {
    anchor: String,
    text: Html,
    level: u8,
}

#[derive(Debug, Serialize)]
struct Corrected {
    /// As the report numbers it; or empty.
    paragraph: String,
    /// Its anchor on this page; empty: the text is not here.
    anchor: String,
    date: String,
    note: Html,
    source: Option<CitationView>,
}

/// The other reports of the series.
#[derive(Debug, Serialize)]
struct Series {
    name: String,
    /// Where the archive lists it.
    href: String,
    /// Oldest first, this one among them.
    reports: Vec<Sibling>,
    /// How often its title changed, numbers and years apart.
    renamed: usize,
    previous: Option<Link>,
    next: Option<Link>,
}

#[derive(Debug, Serialize)]
struct Sibling {
    #[serde(flatten)]
    line: Line,
    this: bool,
    /// The title is another than that of the one before, numbers and years apart.
    renamed: bool,
}

pub(super) fn show<S: Sink>(site: &LanguageSite<'_>, ix: ReportIx, report: &Report, path: String, sink: &mut S) {
    let root = site.addresses.root(&path);
    let document = &report.document;
    let title = site.title(document).0;
    let heading = Heading {
        path,
        title,
        description: site.description(document).0,
        document: Some(document),
        body: report.body,
        kind: "report",
        trail: vec![index_link(site, "reports", "reports")],
    };
    let mut head = head(site, heading);
    head.thing = site.report_thing(report, &head.title, head.canonical.as_deref()).filter(|_| document.stage != Stage::Withdrawn);
    // A withdrawn report leaves its name, its numbers and the reason; its text and its files are gone.
    let gone = document.stage == Stage::Withdrawn;
    let article = if gone { Default::default() } else { site.prose.document(site.text_of(document), &root) };
    let view = ReportView {
        body: report.body.map(|b| site.body_link(b)),
        date: date(report.date),
        is_to_come: report.date.is_some_and(|date| date.first() > site.today),
        period: text(&report.period),
        authors: report.authors.iter().map(|a| a.to_string()).collect(),
        publisher: text(&report.publisher),
        pages: report.pages.or_else(|| report.attachments.iter().find_map(|a| a.facts.pages)),
        numbers: report
            .numbers
            .iter()
            .map(|(kind, number)| Numbered { kind: kind.to_string(), number: number.to_string() })
            .collect(),
        laid: date(report.laid),
        commissioned_by: report.commissioned_by.as_ref().map(|w| place(site, w)),
        replaced_by: replaced_by(site, report),
        replaces: replaces(site, ix),
        contents: article.contents.into_iter().map(|(anchor, text, level)| Heading2 { anchor, text, level }).collect(),
        text: article.html,
        attachments: if gone { Vec::new() } else { report.attachments.iter().map(|a| attached(site.file(a))).collect() },
        contact: text(&site.record.site.contact),
        corrections: report.corrections.iter().map(|c| corrected(site, report, c, &root)).collect(),
        elsewhere: report.elsewhere.iter().map(CitationView::from).collect(),
        series: report.series.as_deref().map(|name| series(site, ix, name)),
        cite: Citation::new(site, report, head.canonical.as_deref()),
        snippet: head.canonical.as_deref().filter(|_| !gone).map(|url| Snippet::new(report, url)),
        mentions: mentioned_by(site, &Target::Report(ix), mentions(site, ix)),
        document: DocumentView { versions: lines(site, VersionedDocument::Report(ix)), ..site.document(document, &root) },
    };
    sink.page("report.html", &head, &view);
}

fn replaced_by(site: &LanguageSite<'_>, report: &Report) -> Option<Link> {
    let written = report.replaced_by.as_ref()?;
    let Some(ix) = written.target else { return Some(Link::new(written.text.to_string(), String::new())) };
    site.record.reports.get(ix.ix()).map(|r| site.titled(&r.document, site.addresses.report(ix)))
}

/// The reports that this one replaces.
fn replaces(site: &LanguageSite<'_>, ix: ReportIx) -> Vec<Link> {
    let all = site.record.reports.iter().enumerate();
    all.filter(|(_, r)| r.replaced_by.as_ref().is_some_and(|w| w.target == Some(ix)))
        .map(|(at, r)| site.titled(&r.document, site.addresses.report(ReportIx::at(at))))
        .collect()
}

fn corrected(site: &LanguageSite<'_>, report: &Report, correction: &Correction, root: &str) -> Corrected {
    let paragraph = correction.paragraph.as_deref().unwrap_or_default();
    let anchor = report.document.anchors.iter().find(|a| *a.id == *paragraph || (a.level == 0 && *a.title == *paragraph));
    // An earlier number stands beside the place that it leads to.
    let earlier = report.document.former.iter().map(|f| &f.anchor.text).find(|a| ***a == *paragraph);
    Corrected {
        paragraph: paragraph.to_owned(),
        anchor: anchor.map(|a| &a.id).or(earlier).filter(|_| !paragraph.is_empty()).map(|a| a.to_string()).unwrap_or_default(),
        date: date(correction.date),
        note: site.prose.inline(Some(&report.document), &correction.note, root),
        source: correction.source.as_ref().map(CitationView::from),
    }
}

/// The series a report belongs to, oldest first; those without a date first.
fn series(site: &LanguageSite<'_>, ix: ReportIx, name: &str) -> Series {
    let mut all: Vec<(usize, &Report)> =
        site.record.reports.iter().enumerate().filter(|(_, r)| r.series.as_deref() == Some(name)).collect();
    all.sort_by_key(|(at, r)| (r.date, *at));
    let mut reports = Vec::with_capacity(all.len());
    let mut last: Option<String> = None;
    for (at, report) in &all {
        let core = core(&report.document.title);
        let renamed = last.as_ref().is_some_and(|l| *l != core);
        last = Some(core);
        reports.push(Sibling { line: line(site, *at, report), this: *at == ix.ix(), renamed });
    }
    let here = all.iter().position(|(at, _)| *at == ix.ix());
    let link = |place: Option<usize>| {
        let (at, report) = place.and_then(|p| all.get(p))?;
        Some(site.titled(&report.document, site.addresses.report(ReportIx::at(*at))))
    };
    Series {
        name: name.to_owned(),
        href: format!("{}#_series-{}", site.addresses.folder("reports"), slug(name)),
        renamed: reports.iter().filter(|r| r.renamed).count(),
        reports,
        previous: link(here.and_then(|h| h.checked_sub(1))),
        next: link(here.map(|h| h + 1)),
    }
}

/// A title without what is bound to differ from one of a series to the next: years, numbers, "first", "second".
fn core(title: &str) -> String {
    const ORDINALS: [&str; 12] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"];
    let keeps = |w: &&str| !w.starts_with(|c: char| c.is_ascii_digit()) && !ORDINALS.contains(w);
    slug(title).split('-').filter(keeps).collect::<Vec<_>>().join(" ")
}

/// Who refers to a report or to a place in it.
fn mentions<'a>(site: &LanguageSite<'a>, ix: ReportIx) -> impl Iterator<Item = &'a crate::record::Mention> {
    let record = site.record;
    let places = record.mentions.range(Target::ReportPlace(ix, "".into())..);
    let places = places.take_while(move |(t, _)| matches!(t, Target::ReportPlace(at, _) if *at == ix)).flat_map(|(_, m)| m);
    record.mentions_of(&Target::Report(ix)).iter().chain(places)
}

fn date(date: Option<Date>) -> String {
    date.map(|d| d.to_string()).unwrap_or_default()
}

fn text(value: &Option<Box<str>>) -> String {
    value.as_deref().unwrap_or_default().to_owned()
}
