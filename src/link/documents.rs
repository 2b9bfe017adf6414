//! The documents of a record.

use crate::record::{BodyIx, DatasetIx, Document, ListIx, MeetingIx, PageIx, Record, ReportIx, Target};

/// Every document of the record with what a reference to it points at, in the order of the record.
pub(super) fn documents(record: &Record) -> Vec<(Target, &Document)> {
    let bodies = record.bodies.iter().enumerate().filter_map(|(i, b)| Some((Target::Body(BodyIx::at(i)), b.document.as_ref()?)));
    let meetings = record.meetings.iter().enumerate().map(|(i, m)| (Target::Meeting(MeetingIx::at(i)), &m.document));
    let lists = record.lists.iter().enumerate().map(|(i, l)| (Target::List(ListIx::at(i)), &l.document));
    let datasets = record.datasets.iter().enumerate().map(|(i, d)| (Target::Dataset(DatasetIx::at(i)), &d.document));
    let reports = record.reports.iter().enumerate().map(|(i, r)| (Target::Report(ReportIx::at(i)), &r.document));
    let pages = record.pages.iter().enumerate().map(|(i, p)| (Target::Page(PageIx::at(i), None), &p.document));
    bodies.chain(meetings).chain(lists).chain(datasets).chain(reports).chain(pages).collect()
}
