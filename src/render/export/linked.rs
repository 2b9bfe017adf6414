//! The record as schema.org (JSON-LD 1.1): meetings as events, reports as reports, lists of figures as datasets.
//!
//! These are files that pages link to, not scripts inside pages: a page has no inline script of any kind.

use serde_json::{Value, json};

use super::rows::title;
use super::{Export, absolute};
use crate::record::{BodyIx, DatasetIx, MeetingIx, ReportIx};
use crate::render::prose::plain;
use crate::view::Desk;

/// Reports and datasets of the whole site.
pub(super) fn site(desk: &Desk<'_>) -> Option<Export> {
    let record = desk.record;
    let reports = (0..record.reports.len()).map(|i| report(desk, ReportIx::at(i)));
    let datasets = (0..record.datasets.len()).map(|i| dataset(desk, DatasetIx::at(i)));
    graph(desk, "site.jsonld", reports.chain(datasets).collect())
}

/// The meetings of a body.
pub(super) fn body(desk: &Desk<'_>, ix: BodyIx) -> Option<Export> {
    let body = &desk.record.bodies[ix.ix()];
    let mut graph_of = vec![json!({
        "@type": "GovernmentOrganization",
        "@id": absolute(desk.record, &desk.addresses.body(ix)),
        "name": body.name,
        "alternateName": body.abbreviation,
        "foundingDate": body.established.map(|d| d.to_string()),
        "dissolutionDate": body.ended.map(|d| d.to_string()),
    })];
    graph_of.extend(desk.record.meetings_of(ix).map(|(m, _)| event(desk, m)));
    graph(desk, &format!("{}/meetings.jsonld", body.id), graph_of)
}

/// Addresses in linked data are absolute; a site that does not know its own has none.
fn graph(desk: &Desk<'_>, path: &str, items: Vec<Value>) -> Option<Export> {
    if desk.record.site.base_url.is_empty() {
        return None;
    }
    Some(Export::new(path, format!("{}\n", json!({ "@context": "https://schema.org", "@graph": items }))))
}

fn event(desk: &Desk<'_>, ix: MeetingIx) -> Value {
    let record = desk.record;
    let meeting = &record.meetings[ix.ix()];
    let there = |a: &&crate::record::Attendee| a.standing <= crate::record::Standing::InAttendance && !a.unnamed;
    let attendees = meeting.attendance.iter().flatten().filter(there).map(|a| match a.name.target {
        Some(p) => json!({ "@type": "Person", "@id": absolute(record, &desk.addresses.person(p)), "name": a.name.text }),
        None => json!({ "@type": "Person", "name": a.name.text }),
    });
    json!({
        "@type": "Event",
        "@id": absolute(record, &desk.addresses.meeting(ix)),
        "name": title(record, meeting),
        "startDate": meeting.date.to_string(),
        "eventStatus": if meeting.cancelled { "https://schema.org/EventCancelled" } else { "https://schema.org/EventScheduled" },
        "organizer": { "@id": absolute(record, &desk.addresses.body(meeting.body)) },
        "location": meeting.venue.as_deref().map(|v| json!({ "@type": "Place", "name": plain(v) })),
        "attendee": attendees.collect::<Vec<_>>(),
        "url": absolute(record, &desk.addresses.meeting(ix)),
    })
}

fn report(desk: &Desk<'_>, ix: ReportIx) -> Value {
    let record = desk.record;
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
        "@id": absolute(record, &desk.addresses.report(ix)),
        "name": plain(&report.document.title),
        "reportNumber": report.numbers.first().map(|(_, n)| n),
        "datePublished": report.date.map(|d| d.to_string()),
        "author": report.authors.iter().map(|a| json!({ "@type": "Organization", "name": a })).collect::<Vec<_>>(),
        "abstract": report.document.description.as_deref().map(plain),
        "encoding": files.collect::<Vec<_>>(),
    })
}

fn dataset(desk: &Desk<'_>, ix: DatasetIx) -> Value {
    let record = desk.record;
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
        "@id": absolute(record, &desk.addresses.dataset(ix)),
        "name": plain(&dataset.document.title),
        "description": dataset.document.description.as_deref().map(plain),
        "isBasedOn": dataset.sources.iter().filter_map(|s| s.url.as_deref()).collect::<Vec<_>>(),
        "distribution": files.collect::<Vec<_>>(),
    })
}
