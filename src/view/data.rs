//! The same as a page, for programs: which feeds, calendars and tables a page leads to.
//!
//! What stands at these addresses is made by `export`; a test walks every link to it.

use serde::Serialize;

use crate::site::LanguageSite;
use crate::site::page_ids::{DatasetPageId, ListPageId, PageId, ReportPageId, Scope};
use crate::site::slice::Slice;

/// A file that says what a page says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DataLink {
    /// What it holds: a key of the messages.
    pub of: &'static str,
    /// `data_feed`, `data_calendar`, `data_csv`, `data_json`, `data_popolo` or `data_jsonld`: a key of the messages.
    pub form: &'static str,
    /// Its media type (RFC 6838).
    pub media_type: &'static str,
    /// Address below the site.
    pub href: String,
}

const FEED: (&str, &str) = ("data_feed", "application/atom+xml");
const CALENDAR: (&str, &str) = ("data_calendar", "text/calendar");
const CSV: (&str, &str) = ("data_csv", "text/csv");
const JSON: (&str, &str) = ("data_json", "application/json");
const POPOLO: (&str, &str) = ("data_popolo", "application/json");
const JSONLD: (&str, &str) = ("data_jsonld", "application/ld+json");

/// What a page leads to; nothing for most.
pub fn of(site: &LanguageSite<'_>, id: &PageId) -> Vec<DataLink> {
    let record = site.record;
    let mut links = Links { absolute: !record.site.base_url.is_empty(), all: Vec::new() };
    match id {
        PageId::Home => {
            links.add("nav_meetings", FEED, "feed.xml");
            links.add("nav_meetings", CALENDAR, "calendar.ics");
            links.add("data_all", JSONLD, "site.jsonld");
            links.add("data_all", JSON, "datapackage.json");
        }
        PageId::Archive(None, Slice::Whole) => {
            links.add("nav_meetings", FEED, "feed.xml");
            links.add("nav_meetings", CALENDAR, "calendar.ics");
            links.table("nav_meetings", "meetings");
            links.table("attendance", "attendance");
        }
        PageId::Body(ix) => {
            let folder = &record.bodies[ix.ix()].id;
            links.add("nav_meetings", FEED, &format!("{folder}/feed.xml"));
            links.add("nav_meetings", CALENDAR, &format!("{folder}/calendar.ics"));
            for (of, name) in [
                ("nav_meetings", "meetings"),
                ("attendance", "attendance"),
                ("nav_actions", "actions"),
                ("nav_decisions", "decisions"),
                ("motions", "motions"),
            ] {
                links.table(of, &format!("{folder}/{name}"));
            }
            links.add("nav_meetings", JSONLD, &format!("{folder}/meetings.jsonld"));
        }
        PageId::Meeting(ix) if record.meetings[ix.ix()].date >= site.today => {
            let id = record.meeting_id(&record.meetings[ix.ix()]);
            links.add("add_to_calendar", CALENDAR, &format!("{id}/meeting.ics"));
        }
        PageId::Actions(Scope::All, Slice::Whole) => links.table("nav_actions", "actions"),
        PageId::Actions(Scope::Body(ix), Slice::Whole) => {
            links.table("nav_actions", &format!("{}/actions", record.bodies[ix.ix()].id))
        }
        PageId::Actions(Scope::Owner(slug), Slice::Whole) => {
            links.add("nav_actions", FEED, &format!("actions/owner/{slug}/feed.xml"))
        }
        PageId::Decisions(Slice::Whole) => {
            links.table("nav_decisions", "decisions");
            links.table("motions", "motions");
            links.add("votes", CSV, "votes.csv");
        }
        PageId::List(ListPageId::List(ix)) => {
            let list = &record.lists[ix.ix()];
            links.add("nav_lists", FEED, &format!("{}/feed.xml", list.path));
            links.add("nav_lists", JSON, &format!("{}/list.json", list.path));
            if list.has_contents() {
                links.add("nav_lists", CSV, &format!("{}/list.csv", list.path));
            }
        }
        PageId::Dataset(DatasetPageId::Dataset(ix)) => {
            let dataset = &record.datasets[ix.ix()];
            links.add("nav_datasets", JSON, &format!("{}/dataset.json", dataset.path));
            // The table of each picture stands beside it; of several, none is that of the page.
            if let [table] = dataset.tables.as_slice() {
                links.add("nav_datasets", CSV, &format!("{}/{}.tidy.csv", dataset.path, table.id));
            }
        }
        PageId::Report(ReportPageId::Index) => links.table("nav_reports", "reports"),
        PageId::Organisations => {
            links.table("nav_organisations", "organisations");
            links.add("nav_organisations", POPOLO, "popolo.json");
        }
        PageId::People => {
            links.table("nav_people", "people");
            links.add("nav_people", POPOLO, "popolo.json");
        }
        _ => {}
    }
    links.all
}

struct Links {
    /// The site knows its own address: feeds and linked data need it.
    absolute: bool,
    all: Vec<DataLink>,
}

impl Links {
    fn add(&mut self, of: &'static str, (form, media_type): (&'static str, &'static str), href: &str) {
        if self.absolute || (form != FEED.0 && form != JSONLD.0) {
            self.all.push(DataLink { of, form, media_type, href: href.to_owned() });
        }
    }

    fn table(&mut self, of: &'static str, name: &str) {
        self.add(of, CSV, &format!("{name}.csv"));
        self.add(of, JSON, &format!("{name}.json"));
    }
}
