//! The names of the files that are made of the record and are no pages.

use crate::record::Dataset;

/// The names of the files that are made for the site, a body or a list, and for `schema/`.
const NAMES: [&str; 29] = [
    "actions.csv",
    "actions.json",
    "attendance.csv",
    "attendance.json",
    "calendar.ics",
    "datapackage.json",
    "dataset.json",
    "decisions.csv",
    "decisions.json",
    "feed.xml",
    "list.csv",
    "list.json",
    "lists.csv",
    "lists.json",
    "meeting.ics",
    "meetings.csv",
    "meetings.json",
    "meetings.jsonld",
    "motions.csv",
    "motions.json",
    "organisations.csv",
    "organisations.json",
    "people.csv",
    "people.json",
    "popolo.json",
    "reports.csv",
    "reports.json",
    "site.jsonld",
    "votes.csv",
];

/// Whether a file of this name is made of the record, so that it stands wherever what it is made of stands.
pub fn is_generated(name: &str) -> bool {
    NAMES.binary_search(&name).is_ok() || name.ends_with(TIDY)
}

/// The end of the name of a dataset's table with one figure a row.
const TIDY: &str = ".tidy.csv";

/// The names of the files that are made of a dataset.
pub fn dataset_names(dataset: &Dataset) -> Vec<String> {
    let tidy = dataset.tables.iter().map(|table| format!("{}{TIDY}", table.id));
    tidy.chain(["dataset.json".to_owned()]).collect()
}

/// The names of such files.
pub fn generated_names() -> &'static [&'static str] {
    &NAMES
}
