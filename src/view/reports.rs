//! The archive of reports: all of them by series and by year, and the page of one.

mod archive;
mod cite;
mod report;

pub(super) use cite::bracketed;

use super::{LanguageSite, Sink};
use crate::site::document_pages::report_page_path as path;
use crate::site::page_ids::ReportPageId as Id;

/// Makes a page. An id that is not of this record makes none.
pub fn show<S: Sink>(id: &Id, site: &LanguageSite<'_>, sink: &mut S) {
    let path = path(site, id);
    match id {
        Id::Index => archive::show(site, path, sink),
        Id::Report(ix) => {
            if let Some(report) = site.record.reports.get(ix.ix()) {
                report::show(site, *ix, report, path, sink);
            }
        }
    }
}
