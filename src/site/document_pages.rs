//! The pages of datasets and reports, and of the earlier versions of documents.

use super::language::LanguageSite;
use super::page_ids::{DatasetPageId, ReportPageId, VersionPageId, VersionedDocument};
use crate::record::{Change, DatasetIx, Date, Document, Meeting, MeetingIx, Record, ReportIx, Target, Version, VersionText};

/// Every page of the datasets, in order. Nothing where there are none.
pub fn dataset_pages(record: &Record) -> Vec<DatasetPageId> {
    let index = (!record.datasets.is_empty()).then_some(DatasetPageId::Index);
    index.into_iter().chain((0..record.datasets.len()).map(|at| DatasetPageId::Dataset(DatasetIx::at(at)))).collect()
}

/// The path of a page's folder.
pub fn dataset_page_path(site: &LanguageSite<'_>, id: &DatasetPageId) -> String {
    match id {
        DatasetPageId::Index => "datasets".to_owned(),
        DatasetPageId::Dataset(ix) => site.record.datasets.get(ix.ix()).map(|d| d.path.to_string()).unwrap_or_default(),
    }
}

/// Every page of the archive, in order. Nothing where there are no reports.
pub fn report_pages(record: &Record) -> Vec<ReportPageId> {
    let index = (!record.reports.is_empty()).then_some(ReportPageId::Index);
    index.into_iter().chain((0..record.reports.len()).map(|at| ReportPageId::Report(ReportIx::at(at)))).collect()
}

/// The path of a page's folder.
pub fn report_page_path(site: &LanguageSite<'_>, id: &ReportPageId) -> String {
    match id {
        ReportPageId::Index => "reports".to_owned(),
        ReportPageId::Report(ix) => site.record.reports.get(ix.ix()).map(|r| r.path.to_string()).unwrap_or_default(),
    }
}

/// Every page about versions.
pub fn version_pages(record: &Record) -> Vec<VersionPageId> {
    let meetings =
        record.meetings.iter().enumerate().map(|(n, m)| (VersionedDocument::Meeting(MeetingIx::at(n)), m.versions.len()));
    let reports = record.reports.iter().enumerate().map(|(n, r)| (VersionedDocument::Report(ReportIx::at(n)), r.versions.len()));
    let mut out = Vec::new();
    for (of, count) in meetings.chain(reports).filter(|(_, count)| *count > 0) {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        for a in 0..count {
            out.push(VersionPageId::Version(of, a));
            out.extend((a + 1..=count).map(|b| VersionPageId::Compare(of, a, b)));
        }
    }
    out
}

/// The path of a page's folder.
pub fn version_page_path(site: &LanguageSite<'_>, id: &VersionPageId) -> String {
    match id {
        VersionPageId::Version(of, n) => format!("{}/v{}", of.path(site.record), of.number(site.record, *n)),
        VersionPageId::Compare(of, a, b) => compare_path(site.record, *of, *a, *b),
    }
}

/// Path of the comparison of two versions.
pub fn compare_path(record: &Record, of: VersionedDocument, a: u32, b: u32) -> String {
    format!("{}/compare/v{}/v{}", of.path(record), of.number(record, a), of.number(record, b))
}

impl VersionedDocument {
    /// As a reference to the whole.
    pub fn target(self) -> Target {
        match self {
            VersionedDocument::Meeting(ix) => Target::Meeting(ix),
            VersionedDocument::Report(ix) => Target::Report(ix),
        }
    }

    /// Path of its own page.
    pub fn path(self, record: &Record) -> String {
        record.path_of(&self.target()).unwrap_or_default()
    }

    /// The earlier versions, oldest first.
    pub fn versions(self, record: &Record) -> &[Version] {
        match self {
            VersionedDocument::Meeting(ix) => &record.meetings[ix.ix()].versions,
            VersionedDocument::Report(ix) => &record.reports[ix.ix()].versions,
        }
    }

    /// The number of a version; the text as it stands has the next after the last.
    pub fn number(self, record: &Record, place: u32) -> u32 {
        let versions = self.versions(record);
        let last = || versions.last().map_or(1, |v| v.number + 1);
        versions.get(place as usize).map_or_else(last, |v| v.number)
    }

    /// The changes that made a version of the one before it.
    pub fn made_by(self, record: &Record, place: u32) -> Vec<&Change> {
        let changes = |place: u32| self.document(record, place).map_or(&[][..], |d| &d.changes);
        let before = place.checked_sub(1).map_or(&[][..], changes);
        changes(place).iter().filter(|c| !before.contains(c)).collect()
    }

    /// The day from which a version stood, as far as its notes of changes say.
    pub fn since(self, record: &Record, place: u32) -> Option<Date> {
        self.made_by(record, place).into_iter().map(|c| c.date).min_by_key(|d| d.first())
    }

    /// The document of a version, by its place.
    pub fn document(self, record: &Record, place: u32) -> Option<&Document> {
        match self.versions(record).get(place as usize) {
            Some(version) => Some(version.document()),
            None => record.document_of(&self.target()),
        }
    }

    /// The minutes of a version, by its place.
    pub fn meeting(self, record: &Record, place: u32) -> Option<&Meeting> {
        let VersionedDocument::Meeting(ix) = self else { return None };
        match record.meetings[ix.ix()].versions.get(place as usize).map(|v| &v.text) {
            Some(VersionText::Minutes(meeting)) => Some(meeting),
            Some(VersionText::Report(_)) => None,
            None => record.meetings.get(ix.ix()).map(|m| &**m),
        }
    }
}
