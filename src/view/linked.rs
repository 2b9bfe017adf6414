//! A page as schema.org has it: the way to it, and the thing that it is about, as one block of JSON-LD in its head.
//!
//! A block of data is no script: nothing in it is run. A site that does not know its own address has none, since addresses in it are
//! absolute; what was invented for show is described to nobody who cannot see that it was.

use serde_json::{Value, json};

use super::{Head, LanguageSite, Link};
use crate::html::percent;
use crate::record::{BodyIx, Dataset, MeetingIx, PersonIx, Report};

impl Head {
    /// Returns the JSON-LD of the page, in which no tag can begin or end; or an empty text.
    pub fn linked_data(&self) -> String {
        if self.canonical.is_none() {
            return String::new();
        }
        let mut graph: Vec<Value> = Vec::with_capacity(2);
        if !self.breadcrumb.is_empty() {
            graph.push(json!({ "@type": "BreadcrumbList", "itemListElement": self.steps() }));
        }
        graph.extend(self.thing.clone().filter(|_| !self.illustrative));
        if graph.is_empty() {
            return String::new();
        }
        without_controls(json!({ "@context": "https://schema.org", "@graph": graph })).to_string().replace('<', "\\u003c")
    }

    /// The way here, step by step, without the page itself.
    fn steps(&self) -> Vec<Value> {
        let step = |(n, link): (usize, &Link)| json!({ "@type": "ListItem", "position": n + 1, "name": link.text, "item": self.absolute(&link.href) });
        self.breadcrumb.iter().enumerate().map(step).collect()
    }

    fn absolute(&self, href: &str) -> String {
        let href = if href == "./" { "" } else { href };
        format!("{}{}", self.base_url, percent::encode(href, percent::ADDRESS))
    }
}

impl LanguageSite<'_> {
    fn thing_at(&self, href: &str) -> String {
        format!("{}{}", self.record.site.base_url, percent::encode(href, percent::ADDRESS))
    }

    /// Returns a meeting as an event, with who holds it.
    pub(super) fn meeting_thing(&self, at: MeetingIx, title: &str) -> Option<Value> {
        let record = self.record;
        let meeting = &record.meetings[at.ix()];
        let status = if meeting.cancelled { "https://schema.org/EventCancelled" } else { "https://schema.org/EventScheduled" };
        let mut thing = json!({
            "@type": "Event",
            "name": title,
            "url": self.thing_at(&self.addresses.meeting(at)),
            "startDate": meeting.date.to_string(),
            "eventStatus": status,
            "organizer": { "@type": "GovernmentOrganization", "name": self.body_name(meeting.body).0, "url": self.thing_at(&self.addresses.body(meeting.body)) },
        });
        if let (Some(venue), Some(map)) = (meeting.venue.as_deref(), thing.as_object_mut()) {
            map.insert("location".to_owned(), json!({ "@type": "Place", "name": crate::text::plain(venue) }));
        }
        Some(thing)
    }

    /// Returns a body as an organisation of government.
    pub(super) fn body_thing(&self, at: BodyIx) -> Option<Value> {
        let body = &self.record.bodies[at.ix()];
        let parent = body.parent.map(|p| json!({ "@type": "GovernmentOrganization", "name": self.body_name(p).0, "url": self.thing_at(&self.addresses.body(p)) }));
        Some(without_nothing(json!({
            "@type": "GovernmentOrganization",
            "name": self.body_name(at).0,
            "alternateName": body.abbreviation,
            "url": self.thing_at(&self.addresses.body(at)),
            "foundingDate": body.established.map(|d| d.to_string()),
            "dissolutionDate": body.ended.map(|d| d.to_string()),
            "parentOrganization": parent,
        })))
    }

    /// Returns a person as a person, by name alone.
    pub(super) fn person_thing(&self, at: PersonIx) -> Option<Value> {
        let url = self.thing_at(&self.addresses.target(&crate::record::Target::Person(at)));
        Some(json!({ "@type": "Person", "name": self.person_name(at), "url": url }))
    }

    /// Returns a report with its files.
    pub(super) fn report_thing(&self, report: &Report, title: &str, url: Option<&str>) -> Option<Value> {
        let files = report.attachments.iter().filter_map(|a| self.file_thing("MediaObject", a));
        Some(without_nothing(json!({
            "@type": "Report",
            "name": title,
            "url": url,
            "reportNumber": report.numbers.first().map(|(_, n)| n),
            "datePublished": report.date.map(|d| d.to_string()),
            "encoding": files.collect::<Vec<_>>(),
        })))
    }

    /// Returns a set of figures with the files that hold them.
    pub(super) fn dataset_thing(&self, dataset: &Dataset, title: &str, description: &str, url: Option<&str>) -> Option<Value> {
        let files = dataset.attachments.iter().filter_map(|a| self.file_thing("DataDownload", a));
        Some(without_nothing(json!({
            "@type": "Dataset",
            "name": title,
            "description": description,
            "url": url,
            "distribution": files.collect::<Vec<_>>(),
        })))
    }

    fn file_thing(&self, kind: &str, attachment: &crate::record::Attachment) -> Option<Value> {
        let path = self.record.files.get(&attachment.file)?;
        Some(
            json!({ "@type": kind, "name": attachment.title, "contentUrl": self.thing_at(path), "encodingFormat": attachment.facts.media_type }),
        )
    }
}

/// The same without control characters, which reach no output.
fn without_controls(value: Value) -> Value {
    match value {
        Value::String(text) if text.contains(char::is_control) => {
            Value::String(text.chars().filter(|c| !c.is_control()).collect())
        }
        Value::Array(all) => Value::Array(all.into_iter().map(without_controls).collect()),
        Value::Object(all) => Value::Object(all.into_iter().map(|(key, value)| (key, without_controls(value))).collect()),
        value => value,
    }
}

/// The same without members that say nothing.
fn without_nothing(thing: Value) -> Value {
    let Value::Object(map) = thing else { return thing };
    let says = |value: &Value| match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => true,
    };
    Value::Object(map.into_iter().filter(|(_, value)| says(value)).collect())
}

#[cfg(test)]
mod tests {
    use super::without_nothing;
    use serde_json::json;

    #[test]
    fn members_that_say_nothing_are_left_out() {
        assert_eq!(without_nothing(json!({ "a": null, "b": "", "c": [], "d": 1 })), json!({ "d": 1 }));
    }
}
