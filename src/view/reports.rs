//! The archive of reports: all of them by series and by year, and the page of one.

mod archive;
mod cite;
mod report;

pub(super) use cite::bracketed;

use super::{Desk, Sink};
use crate::record::{Record, ReportIx};

/// A page of the archive.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Id {
    /// All reports.
    Index,
    /// One report.
    Report(ReportIx),
}

/// Every page of the archive, in order. Nothing where there are no reports.
pub fn ids(record: &Record) -> Vec<Id> {
    let index = (!record.reports.is_empty()).then_some(Id::Index);
    index.into_iter().chain((0..record.reports.len()).map(|at| Id::Report(ReportIx::at(at)))).collect()
}

/// The path of a page's folder.
pub fn path(desk: &Desk<'_>, id: &Id) -> String {
    match id {
        Id::Index => "reports".to_owned(),
        Id::Report(ix) => desk.record.reports.get(ix.ix()).map(|r| r.path.to_string()).unwrap_or_default(),
    }
}

/// Makes a page. An id that is not of this record makes none.
pub fn show<S: Sink>(id: &Id, desk: &Desk<'_>, sink: &mut S) {
    let path = path(desk, id);
    match id {
        Id::Index => archive::show(desk, path, sink),
        Id::Report(ix) => {
            if let Some(report) = desk.record.reports.get(ix.ix()) {
                report::show(desk, *ix, report, path, sink);
            }
        }
    }
}
