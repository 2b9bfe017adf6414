//! The record as schema.org (JSON-LD 1.1): meetings as events, reports as reports, lists of figures as datasets.
//!
//! These are files that pages link to; what a page says of itself alone is in its head (`view::linked`).

use serde::Serialize;
use serde_json::{Value, json};

use super::file::{Export, absolute};
use crate::record::{BodyIx, DatasetIx, MeetingIx, ReportIx};
use crate::site::LanguageSite;
use crate::text::plain;

/// Reports and datasets of the whole site.
pub(super) fn site(site: &LanguageSite<'_>) -> Option<Export> {
    let record = site.record;
    let reports = (0..record.reports.len()).map(|i| report(site, ReportIx::at(i)));
    let datasets = (0..record.datasets.len()).map(|i| dataset(site, DatasetIx::at(i)));
    graph(site, "site.jsonld", reports.chain(datasets).map(Item::Any))
}

/// The meetings of a body.
pub(super) fn body(site: &LanguageSite<'_>, ix: BodyIx) -> Option<Export> {
    let body = &site.record.bodies[ix.ix()];
    let organiser = json!({
        "@type": "GovernmentOrganization",
        "@id": absolute(site.record, &site.addresses.body(ix)),
        "name": body.name,
        "alternateName": body.abbreviation,
        "foundingDate": body.established.map(|d| d.to_string()),
        "dissolutionDate": body.ended.map(|d| d.to_string()),
    });
    let events = site.record.meetings_of(ix).map(|(m, _)| Item::Event(event(site, m)));
    graph(site, &format!("{}/meetings.jsonld", body.id), std::iter::once(Item::Any(organiser)).chain(events))
}

/// What stands in a graph.
#[derive(Serialize)]
#[serde(untagged)]
enum Item<'a> {
    Any(Value),
    Event(Event<'a>),
}

/// A meeting. There are many: it borrows what it says. Its fields stand in the order of their names, as those of other items do.
#[derive(Serialize)]
struct Event<'a> {
    #[serde(rename = "@id")]
    id: String,
    #[serde(rename = "@type")]
    kind: &'static str,
    attendee: Vec<Person<'a>>,
    #[serde(rename = "eventStatus")]
    status: &'static str,
    location: Option<Value>,
    name: String,
    organizer: Value,
    #[serde(rename = "startDate")]
    start: String,
    url: String,
}

#[derive(Serialize)]
struct Person<'a> {
    #[serde(rename = "@id", skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
}

/// Addresses in linked data are absolute; a site that does not know its own has none.
fn graph<'a>(site: &LanguageSite<'_>, path: &str, items: impl Iterator<Item = Item<'a>>) -> Option<Export> {
    #[derive(Serialize)]
    struct Graph<'a> {
        #[serde(rename = "@context")]
        context: &'static str,
        #[serde(rename = "@graph")]
        items: Vec<Item<'a>>,
    }
    if site.record.site.base_url.is_empty() {
        return None;
    }
    // Plain structs of texts: there is nothing in them that JSON cannot say.
    let mut bytes = serde_json::to_vec(&Graph { context: "https://schema.org", items: items.collect() }).unwrap_or_default();
    bytes.push(b'\n');
    Some(Export::new(path, bytes))
}

fn event<'a>(site: &LanguageSite<'a>, ix: MeetingIx) -> Event<'a> {
    let record = site.record;
    let meeting = &record.meetings[ix.ix()];
    let there = |a: &&crate::record::Attendee| a.standing <= crate::record::Standing::InAttendance && !a.unnamed;
    let attendee = meeting.attendance.iter().flatten().filter(there).map(|a| Person {
        id: a.name.target.map(|p| absolute(record, &site.addresses.person(p))),
        kind: "Person",
        name: &a.name.text,
    });
    let id = absolute(record, &site.addresses.meeting(ix));
    Event {
        url: id.clone(),
        id,
        kind: "Event",
        attendee: attendee.collect(),
        status: if meeting.cancelled { "https://schema.org/EventCancelled" } else { "https://schema.org/EventScheduled" },
        location: meeting.venue.as_deref().map(|v| json!({ "@type": "Place", "name": plain(v) })),
        name: site.meeting_title(ix),
        organizer: json!({ "@id": absolute(record, &site.addresses.body(meeting.body)) }),
        start: meeting.date.to_string(),
    }
}

fn report(site: &LanguageSite<'_>, ix: ReportIx) -> Value {
    let record = site.record;
    let report = &record.reports[ix.ix()];
    let files = report.attachments.iter().map(|a| {
        json!({
            "@type": "MediaObject",
            "name": a.title,
            "contentUrl": record.files.get(&a.file).map(|p| absolute(record, p)),
            "encodingFormat": a.facts.media_type,
            "contentSize": a.facts.size.to_string(),
            "sha256": a.facts.sha256,
        })
    });
    json!({
        "@type": "Report",
        "@id": absolute(record, &site.addresses.report(ix)),
        "name": &*report.document.title,
        "reportNumber": report.numbers.first().map(|(_, n)| n),
        "datePublished": report.date.map(|d| d.to_string()),
        "author": report.authors.iter().map(|a| json!({ "@type": "Organization", "name": a })).collect::<Vec<_>>(),
        "abstract": report.document.description.as_deref().map(plain),
        "encoding": files.collect::<Vec<_>>(),
    })
}

fn dataset(site: &LanguageSite<'_>, ix: DatasetIx) -> Value {
    let record = site.record;
    let dataset = &record.datasets[ix.ix()];
    let files = dataset.attachments.iter().map(|a| {
        json!({
            "@type": "DataDownload",
            "name": a.title,
            "contentUrl": record.files.get(&a.file).map(|p| absolute(record, p)),
            "encodingFormat": a.facts.media_type,
        })
    });
    json!({
        "@type": "Dataset",
        "@id": absolute(record, &site.addresses.dataset(ix)),
        "name": &*dataset.document.title,
        "description": dataset.document.description.as_deref().map(plain),
        "isBasedOn": dataset.sources.iter().filter_map(|s| s.url.as_deref()).collect::<Vec<_>>(),
        "distribution": files.collect::<Vec<_>>(),
    })
}
