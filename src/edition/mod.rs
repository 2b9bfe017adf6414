//! What an audience may see: takes away from the parts, and adds nothing.
//!
//! The public edition is linked anew from what is left, so that nothing withheld can be reached by a
//! reference, a backlink or a neighbour. Withheld passages are blanked in the sources themselves, byte
//! for byte, so that spans stay true and no later stage can read the words. [`SecretScanner`] then proves it
//! over every byte to be written.

mod blank;
mod comments;
mod public_text;
mod scanner;
mod secrets;

pub use comments::without_comments;
pub use public_text::ThemeWords;
pub use scanner::{HeldFile, Leak, ScannedContent, ScannedFile, SecretScanner, leak_diagnostics};
pub use secrets::Secrets;

use std::collections::BTreeSet;

use crate::parse::Parts;
use crate::record::{
    Audience, Document, Edition, FileId, Meeting, Page, Span, Stage, Version, VersionText, without_post_nominals,
};
use crate::source::Sources;

use blank::Blanker;

/// What a build shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Audiences {
    /// For whom.
    pub edition: Edition,
    /// Drafts too.
    pub drafts: bool,
}

/// Whether anything in the parts is not for everybody, so that the edition differs from the record.
pub fn withholds(parts: &Parts, audiences: Audiences) -> bool {
    let public = audiences.edition == Edition::Public;
    let document = |d: &Document| {
        (public && (d.audience == Audience::Internal || !d.withheld.is_empty()))
            || hidden_draft(d, audiences)
            || d.stage == Stage::Withdrawn
    };
    let attachments = || {
        let papers = parts.meetings.iter().flat_map(|m| &m.papers).map(|p| p.audience);
        papers.chain(parts.reports.iter().flat_map(|r| &r.attachments).map(|a| a.audience))
    };
    parts.bodies.iter().filter_map(|b| b.document.as_ref()).any(document)
        || parts.meetings.iter().any(|m| document(&m.document) || m.versions.iter().any(|v| document(v.document())))
        || parts.lists.iter().any(|l| document(&l.document) || (public && l.withheld))
        || parts.datasets.iter().any(|d| document(&d.document))
        || parts.reports.iter().any(|r| document(&r.document) || r.versions.iter().any(|v| document(v.document())))
        || parts.pages.iter().any(|p| document(&p.document))
        || (public && parts.people.iter().any(|p| p.public_name.is_some()))
        || (public && attachments().any(|a| a == Audience::Internal))
}

fn hidden_draft(document: &Document, audiences: Audiences) -> bool {
    document.stage == Stage::Draft && !audiences.drafts
}

/// The parts and the sources as an audience may see them, with the words that were taken away.
pub fn cut(mut parts: Parts, mut sources: Sources, audiences: Audiences) -> (Parts, Sources, Secrets) {
    // The texts themselves are shared, not copied.
    let original = sources.clone();
    let mut blanker = Blanker::new(&original);
    let public = audiences.edition == Edition::Public;
    let hidden = |d: &Document| hidden_draft(d, audiences) || (public && d.audience == Audience::Internal);
    let mut gone: BTreeSet<FileId> = BTreeSet::new();
    let mut drop_file = |d: &Document, blanker: &mut Blanker<'_>| {
        gone.insert(d.file);
        blanker.whole(d);
    };
    for body in &mut parts.bodies {
        if body.document.as_ref().is_some_and(hidden) {
            body.document.iter().for_each(|d| drop_file(d, &mut blanker));
            body.document = None;
        }
    }
    macro_rules! keep {
        ($parts:expr) => {
            $parts.retain(|part| {
                let hide = hidden(&part.document);
                if hide {
                    drop_file(&part.document, &mut blanker);
                }
                !hide
            })
        };
    }
    keep!(parts.meetings);
    keep!(parts.lists);
    keep!(parts.datasets);
    keep!(parts.reports);
    keep!(parts.pages);
    let versions = parts.meetings.iter_mut().map(|m| &mut m.versions).chain(parts.reports.iter_mut().map(|r| &mut r.versions));
    for versions in versions {
        versions.retain(|version| {
            let hide = hidden(version.document());
            if hide {
                drop_file(version.document(), &mut blanker);
            }
            !hide
        });
    }
    // Whoever may not see a text may not see its translation.
    parts.pages.retain(|page| {
        let hide = page.translation.as_ref().and_then(|t| t.of).is_some_and(|of| gone.contains(&of));
        if hide {
            blanker.whole(&page.document);
        }
        !hide
    });
    cut_withdrawn(&mut parts, &mut blanker);
    if public {
        cut_passages(&mut parts, &mut blanker);
        cut_names(&mut parts, &mut blanker);
        cut_files(&mut parts);
    }
    let secrets = blanker.apply(&mut sources);
    (parts, sources, secrets)
}

/// What was withdrawn keeps its name and its tombstone, and nothing of its text, its files, or what they say elsewhere.
fn cut_withdrawn(parts: &mut Parts, blanker: &mut Blanker<'_>) {
    for body in &mut parts.bodies {
        body.document.iter_mut().for_each(|d| _ = bury(d, blanker));
    }
    for meeting in &mut parts.meetings {
        if !bury(&mut meeting.document, blanker) {
            continue;
        }
        meeting.sections.clear();
        meeting.actions.clear();
        meeting.updates.clear();
        meeting.decisions.clear();
        meeting.papers.clear();
        for version in meeting.versions.drain(..) {
            blanker.whole(version.document());
        }
        (meeting.attendance, meeting.next, meeting.no_actions) = (None, None, false);
    }
    for report in &mut parts.reports {
        if !bury(&mut report.document, blanker) {
            continue;
        }
        report.attachments.clear();
        report.corrections.clear();
        for version in report.versions.drain(..) {
            blanker.whole(version.document());
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
    blanker.whole(document);
    document.body = Span { end: document.body.start, ..document.body };
    document.anchors.clear();
    document.references.clear();
    document.withheld.clear();
    document.description = None;
    document.note = None;
    true
}

/// Redactions, internal passages, and the entries of lists whose contents are withheld.
fn cut_passages(parts: &mut Parts, blanker: &mut Blanker<'_>) {
    for document in documents(parts) {
        for withheld in &document.withheld {
            blanker.passage(withheld.secret, &withheld.reason);
        }
    }
    each_minutes(&mut parts.meetings, &mut parts.pages, &mut |meeting| {
        for section in &mut meeting.sections {
            for passage in section.passages.iter().filter(|b| b.audience == Audience::Internal) {
                blanker.passage(passage.whole, "internal");
            }
            section.passages.retain(|b| b.audience == Audience::Public);
        }
        meeting.sections.retain(|s| s.audience == Audience::Public);
    });
    for list in parts.lists.iter_mut().filter(|l| l.withheld) {
        for revision in &mut list.revisions {
            for entry in revision.entries.drain(..) {
                blanker.passage(entry.span, "withheld list");
            }
            revision.fields.clear();
        }
    }
}

/// People who appear under a public name.
fn cut_names(parts: &mut Parts, blanker: &mut Blanker<'_>) {
    for person in parts.people.iter().filter(|p| p.public_name.is_some()) {
        blanker.name(&person.name, person.listed);
        person.names.iter().for_each(|n| blanker.name(&n.name, person.listed));
        person.translated.iter().for_each(|(_, name)| blanker.name(name, person.listed));
    }
    let public_name = |written: &str| {
        let (name, _) = without_post_nominals(written);
        let hit = parts.people.iter().find(|p| {
            p.public_name.is_some()
                && (*p.name == *name
                    || *p.id == *written
                    || p.names.iter().any(|n| *n.name == *name)
                    || p.translated.iter().any(|(_, n)| **n == *name))
        });
        hit.and_then(|p| p.public_name.clone())
    };
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
        for owner in meeting.actions.iter_mut().flat_map(|a| &mut a.owners) {
            if let Some(public) = public_name(&owner.text) {
                blanker.bytes(owner.span);
                owner.text = public;
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
    for meeting in &mut parts.meetings {
        meeting.papers.retain(|p| p.audience == Audience::Public);
    }
    for report in &mut parts.reports {
        report.attachments.retain(|a| a.audience == Audience::Public);
    }
}

/// Every meeting as its minutes stand, as each earlier version has it, and as they are translated.
fn each_minutes(meetings: &mut [Meeting], pages: &mut [Page], cut: &mut dyn FnMut(&mut Meeting)) {
    for meeting in meetings {
        cut(meeting);
        for version in &mut meeting.versions {
            if let VersionText::Minutes(minutes) = &mut version.text {
                cut(minutes);
            }
        }
    }
    pages.iter_mut().filter_map(|page| page.translation.as_mut()?.minutes.as_mut()).for_each(cut);
}

/// Every document of the parts, earlier versions among them.
fn documents(parts: &Parts) -> impl Iterator<Item = &Document> {
    parts
        .bodies
        .iter()
        .filter_map(|b| b.document.as_ref())
        .chain(parts.meetings.iter().flat_map(|m| std::iter::once(&m.document).chain(m.versions.iter().map(Version::document))))
        .chain(parts.lists.iter().map(|l| &l.document))
        .chain(parts.datasets.iter().map(|d| &d.document))
        .chain(parts.reports.iter().flat_map(|r| std::iter::once(&r.document).chain(r.versions.iter().map(Version::document))))
        .chain(parts.pages.iter().map(|p| &p.document))
}
