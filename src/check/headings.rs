//! Headings of pages and reports: one without words, and one that skips a level. A screen reader goes by them.

use crate::diag::{Code, Diagnostic};
use crate::record::{Document, Record, Span, Target};

pub(super) fn check(record: &Record, found: &mut Vec<Diagnostic>) {
    for (target, document) in record.documents() {
        // The headings of minutes are the agenda's.
        if !matches!(target, Target::Meeting(_)) {
            headings(document, found);
        }
    }
}

fn headings(document: &Document, found: &mut Vec<Diagnostic>) {
    let mut above = 1;
    for anchor in document.anchors.iter().filter(|a| a.level > 0) {
        let place = Span { end: anchor.span.end.max(anchor.span.start), ..anchor.span };
        if anchor.title.trim().is_empty() {
            found.push(
                Diagnostic::new(Code::DoubtfulHeading, place, "this heading has no words")
                    .expected("what the section is about")
                    .remedy("give it words, or delete the line"),
            );
        } else if anchor.level > above + 1 {
            let marks = "#".repeat(usize::from(above) + 1);
            found.push(
                Diagnostic::new(Code::DoubtfulHeading, place, format!("a heading of level {} follows one of level {above}", anchor.level))
                    .expected(format!("a heading of level {}", above + 1))
                    .remedy(format!("write it with `{marks}`: whoever listens to the page takes a level that is left out for a section that is missing")),
            );
        }
        above = anchor.level;
    }
}
