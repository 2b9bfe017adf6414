//! Imported minutes that no person has held against the original yet: one note for each body, with how many are left.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Diagnostic};
use crate::record::{FileId, Meeting, Record, Span};

pub(super) fn check(record: &Record, found: &mut Vec<Diagnostic>) {
    found.extend(record.meetings.iter().filter_map(|meeting| edited(meeting)));
    let mut left: BTreeSet<(&str, FileId)> = BTreeSet::new();
    for meeting in &record.meetings {
        let Some(body) = record.bodies.get(meeting.body.ix()) else { continue };
        if meeting.document.is_unreviewed {
            left.insert((&body.id, meeting.document.file));
        }
    }
    let mut counts: BTreeMap<&str, (usize, FileId)> = BTreeMap::new();
    for (body, file) in left {
        counts.entry(body).or_insert((0, file)).0 += 1;
    }
    for (body, (count, first)) in counts {
        let message = match count {
            1 => format!("1 file of imported minutes of `{body}` is not reviewed yet: this one"),
            _ => format!("{count} files of imported minutes of `{body}` are not reviewed yet; this is the first"),
        };
        found.push(
            Diagnostic::new(Code::NotReviewed, Span::new(first, 0, 0), message)
                .expected("`reviewed` with who held them against the original, and when")
                .remedy("correct what differs, and write reviewed = { by = \"your name\", date = 2026-11-23 }"),
        );
    }
}

/// A note for minutes of which passages were edited since they were imported.
fn edited(meeting: &Meeting) -> Option<Diagnostic> {
    let passages = &meeting.provenance.passages;
    let mut edited = passages.iter().filter(|passage| passage.is_edited);
    let first = edited.next()?;
    let (count, all) = (1 + edited.count(), passages.len());
    let message = match count {
        1 => format!("1 of {all} imported passages was edited since: {}", first.anchor),
        _ => format!("{count} of {all} imported passages were edited since; this is the first"),
    };
    Some(
        Diagnostic::new(Code::EditedImport, first.span, message)
            .expected("the words of the original, or a correction of them")
            .remedy("hold it against the original: `minutebook import --review` shows both"),
    )
}
