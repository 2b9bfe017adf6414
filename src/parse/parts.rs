//! The parts of the record, before they are linked.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::record::{Body, Dataset, List, Meeting, Organisation, Page, Person, Report, Site};

/// The parts of the record, not yet linked. Each vector is in the order of the files, but for what
/// has a number in the folder (bodies, lists, datasets, reports), which is in the order of its id or address.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// The settings.
    pub site: Site,
    /// By id; [`crate::record::BodyIx`] of everything else is a place here.
    pub bodies: Vec<Body>,
    /// In the order of the files.
    pub meetings: Vec<Arc<Meeting>>,
    /// From `organisations.toml`.
    pub organisations: Vec<Organisation>,
    /// From `people.toml`.
    pub people: Vec<Person>,
    /// Lists with their revisions.
    pub lists: Vec<List>,
    /// Datasets with their tables.
    pub datasets: Vec<Dataset>,
    /// Reports with their attachments.
    pub reports: Vec<Report>,
    /// Plain pages.
    pub pages: Vec<Page>,
    /// In a bare folder: addresses of pages that the program makes, which no document may have.
    pub reserved: BTreeSet<Box<str>>,
}

impl Parts {
    /// Returns true if no file was content: there is nothing to publish.
    pub fn is_empty(&self) -> bool {
        let directory = self.organisations.is_empty() && self.people.is_empty();
        let documents = self.bodies.is_empty() && self.meetings.is_empty() && self.pages.is_empty();
        directory && documents && self.lists.is_empty() && self.datasets.is_empty() && self.reports.is_empty()
    }
}
