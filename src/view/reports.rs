//! The archive of reports: all of them by series and by year, and the page of one.

mod archive;
mod cite;
mod report;

pub(super) use cite::bracketed;

use super::{Desk, Sink};
use crate::site::document_pages::{ReportPageId as Id, report_page_path as path};

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
