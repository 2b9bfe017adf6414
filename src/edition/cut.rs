//! Takes out of what was read of a public edition what its texts do not say: names under which people appear, what was withdrawn.

use std::sync::Arc;

use super::blank::Blanker;
use super::documents::documents;
use super::hidden_people::HiddenPeople;
use super::secrets::Secrets;
use crate::parse::Parts;
use crate::record::{Audience, Document, Meeting, Page, Span, Stage, Turn, VersionText};
use crate::source::Sources;

/// Takes out of parts that were read without withheld words what is left of the withheld: documents that were withdrawn, marks of
/// internal passages, entries of withheld lists, people with a public name. Returns what it took away.
pub(super) fn cut(mut parts: Parts, readable: &Sources, is_public: bool) -> (Parts, Sources, Secrets) {
    let mut blanker = Blanker::new(readable);
    cut_withdrawn(&mut parts, &mut blanker);
    if is_public {
        cut_passages(&mut parts, &mut blanker);
        cut_names(&mut parts, readable, &mut blanker);
        cut_files(&mut parts);
    }
    let sources = blanker.applied();
    (parts, sources, blanker.secrets())
}

/// What was withdrawn keeps its name and its tombstone, and nothing of its text, its files, or what they say elsewhere.
fn cut_withdrawn(parts: &mut Parts, blanker: &mut Blanker<'_>) {
    for body in &mut parts.bodies {
        body.document.iter_mut().for_each(|d| _ = bury(d, blanker));
    }
    for meeting in parts.meetings.iter_mut().map(Arc::make_mut) {
        if !bury(&mut meeting.document, blanker) {
            continue;
        }
        meeting.sections.clear();
        meeting.actions.clear();
        meeting.updates.clear();
        meeting.decisions.clear();
        meeting.motions.clear();
        meeting.papers.clear();
        for version in meeting.versions.drain(..) {
            blanker.whole(version.document().body);
        }
        (meeting.attendance, meeting.next, meeting.no_actions) = (None, None, false);
        (meeting.venue, meeting.hours) = (None, None);
    }
    for report in &mut parts.reports {
        if !bury(&mut report.document, blanker) {
            continue;
        }
        report.attachments.clear();
        report.corrections.clear();
        for version in report.versions.drain(..) {
            blanker.whole(version.document().body);
        }
    }
    for list in &mut parts.lists {
        if !bury(&mut list.document, blanker) {
            continue;
        }
        list.revisions.clear();
    }
    for dataset in &mut parts.datasets {
        if !bury(&mut dataset.document, blanker) {
            continue;
        }
        dataset.tables.clear();
        dataset.attachments.clear();
    }
    for page in &mut parts.pages {
        bury(&mut page.document, blanker);
    }
}

/// Takes the text of a document away where it was withdrawn, and says whether it was.
fn bury(document: &mut Document, blanker: &mut Blanker<'_>) -> bool {
    if document.stage != Stage::Withdrawn {
        return false;
    }
    blanker.whole(document.body);
    document.body = Span { end: document.body.start, ..document.body };
    document.anchors.clear();
    document.references.clear();
    document.withheld.clear();
    document.description = None;
    document.note = None;
    true
}

/// What is left of internal passages, and the entries of lists whose contents are withheld.
fn cut_passages(parts: &mut Parts, blanker: &mut Blanker<'_>) {
    for withheld in documents(parts).flat_map(|d| &d.withheld).filter(|w| w.mark.is_none()) {
        blanker.bytes(withheld.secret);
    }
    each_minutes(&mut parts.meetings, &mut parts.pages, &mut |meeting| {
        for section in &mut meeting.sections {
            section.passages.retain(|b| b.audience == Audience::Public);
        }
        meeting.sections.retain(|s| s.audience == Audience::Public);
    });
    for list in parts.lists.iter_mut().filter(|l| l.withheld) {
        for revision in &mut list.revisions {
            revision.entries.drain(..).for_each(|entry| blanker.entry(entry.span));
            revision.fields.clear();
        }
    }
}

/// People who appear under a public name.
fn cut_names(parts: &mut Parts, readable: &Sources, blanker: &mut Blanker<'_>) {
    let hidden = HiddenPeople::of(parts);
    hidden.secrets(readable).into_iter().for_each(|(form, listed)| blanker.name(&form, Some(listed)));
    let public_name = |written: &str| hidden.public_name(written);
    each_minutes(&mut parts.meetings, &mut parts.pages, &mut |meeting| {
        for row in meeting.attendance.iter_mut().flatten() {
            if let Some(public) = public_name(&row.name.text) {
                row.name.text = public;
                row.unnamed = true;
                blanker.bytes(row.line);
                row.rest = Span { end: row.rest.start, ..row.rest };
                (row.initials, row.handle) = (None, None);
            }
            for principal in &mut row.deputy_for {
                if let Some(public) = public_name(&principal.text) {
                    blanker.bytes(principal.span);
                    principal.text = public;
                }
            }
        }
        let new_owners = meeting.updates.iter_mut().flat_map(|u| &mut u.changes).filter_map(|turn| match turn {
            Turn::Owners(owners) => Some(owners),
            Turn::Status(_) | Turn::Due(_) | Turn::SupersededBy(_) => None,
        });
        for owner in meeting.actions.iter_mut().map(|a| &mut a.owners).chain(new_owners).flatten() {
            if let Some(public) = public_name(&owner.text) {
                blanker.bytes(owner.span);
                owner.text = public;
            }
        }
    });
    each_minutes(&mut parts.meetings, &mut parts.pages, &mut |meeting| {
        for person in meeting.motions.iter_mut().flat_map(|motion| motion.people_mut()) {
            if let Some(public) = public_name(&person.text) {
                blanker.bytes(person.span);
                person.text = public;
            }
        }
    });
    for body in &mut parts.bodies {
        if body.chair.as_ref().is_some_and(|c| public_name(&c.text).is_some()) {
            body.chair = None;
        }
        body.members.retain(|m| public_name(&m.who.text).is_none());
    }
    parts.people.retain(|p| p.public_name.is_none());
}

/// Internal papers and attachments.
fn cut_files(parts: &mut Parts) {
    for meeting in parts.meetings.iter_mut().map(Arc::make_mut) {
        meeting.papers.retain(|p| p.audience == Audience::Public);
    }
    for report in &mut parts.reports {
        report.attachments.retain(|a| a.audience == Audience::Public);
    }
}

/// Every meeting as its minutes stand, as each earlier version has it, and as they are translated.
fn each_minutes(meetings: &mut [Arc<Meeting>], pages: &mut [Page], cut: &mut dyn FnMut(&mut Meeting)) {
    for meeting in meetings.iter_mut().map(Arc::make_mut) {
        cut(meeting);
        for version in &mut meeting.versions {
            if let VersionText::Minutes(minutes) = &mut version.text {
                cut(minutes);
            }
        }
    }
    pages.iter_mut().filter_map(|page| page.translation.as_mut()?.minutes.as_mut()).for_each(cut);
}
