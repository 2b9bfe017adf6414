//! The names of the files that are made of the record and are no pages.

/// The names of the files that are made for the site, a body or a list, and for `schema/`.
const NAMES: [&str; 20] = [
    "actions.csv",
    "actions.json",
    "attendance.csv",
    "attendance.json",
    "calendar.ics",
    "decisions.csv",
    "decisions.json",
    "feed.xml",
    "list.csv",
    "list.json",
    "lists.csv",
    "lists.json",
    "meetings.csv",
    "meetings.json",
    "meetings.jsonld",
    "people.json",
    "popolo.json",
    "reports.csv",
    "reports.json",
    "site.jsonld",
];

/// Whether a file of this name is made of the record, so that it stands wherever what it is made of stands.
pub fn is_generated(name: &str) -> bool {
    NAMES.binary_search(&name).is_ok()
}

/// The names of such files.
pub fn generated_names() -> &'static [&'static str] {
    &NAMES
}
