//! Actions and decisions of minutes, or of paragraphs, that were withdrawn: the text may be gone from the file. Where they were published, the
//! tables keep their ids, and say when and why they went.

use std::collections::HashMap;

use super::rows::{ActionRow, DecisionRow};
use crate::record::{BodyIx, Change, Meeting, MeetingIx, Now, Target};
use crate::site::LanguageSite;
use crate::site::former::key_of;

/// The day and the reason of what was withdrawn.
pub(super) fn withdrawal(change: Option<&Change>) -> (Option<String>, Option<String>) {
    (change.map(|change| change.date.to_string()), change.map(|change| change.note.to_string()))
}

/// Why something of a meeting is there no more: the whole was withdrawn, or what it belonged to.
fn reason<'m>(meeting: &'m Meeting, anchor: &str) -> Option<&'m Change> {
    meeting.document.withdrawal().or_else(|| match &meeting.document.tombstone(anchor)?.now {
        Now::Withdrawn(change) => Some(change),
        Now::Here(_) => None,
    })
}

fn is_of(meeting: &Meeting, body: Option<BodyIx>) -> bool {
    body.is_none_or(|body| body == meeting.body)
}

/// The actions that were withdrawn, of a body or of all: those at whose addresses the ledger has something, and where nothing is now.
pub(super) fn withdrawn_actions(site: &LanguageSite<'_>, body: Option<BodyIx>) -> Vec<ActionRow> {
    let record = site.record;
    let stubs =
        site.former.stubs.iter().filter_map(|stub| stub.old.strip_prefix("actions/")?.trim_end_matches('/').rsplit_once('/'));
    let mut stubs = stubs.peekable();
    if stubs.peek().is_none() {
        return Vec::new();
    }
    let meetings = (0..record.meetings.len()).map(MeetingIx::at);
    let by_path: HashMap<String, MeetingIx> = meetings.map(|ix| (site.addresses.meeting_path(ix), ix)).collect();
    let row = |(path, local): (&str, &str)| {
        let ix = *by_path.get(path)?;
        let meeting = record.meetings.get(ix.ix()).filter(|meeting| is_of(meeting, body))?;
        let (withdrawn, why) = withdrawal(Some(reason(meeting, &format!("action-{local}"))?));
        let address = super::file::absolute(record, &site.addresses.folder(&format!("actions/{path}/{local}")));
        Some(ActionRow {
            id: format!("{path}/{local}"),
            body: record.bodies.get(meeting.body.ix())?.id.to_string(),
            meeting: record.meeting_id(meeting),
            raised: meeting.date.to_string(),
            status: "withdrawn",
            stage: "withdrawn",
            withdrawn,
            reason: why,
            raised_at: super::file::absolute(record, &site.addresses.meeting(ix)),
            illustrative: record.is_illustrative(&Target::Meeting(ix)),
            address,
            ..ActionRow::default()
        })
    };
    stubs.filter_map(row).collect()
}

/// The decisions that were withdrawn, of a body or of all: those that the ledger has of the page of their minutes.
pub(super) fn withdrawn_decisions(site: &LanguageSite<'_>, body: Option<BodyIx>) -> Vec<DecisionRow> {
    let record = site.record;
    let mut out = Vec::new();
    for (n, meeting) in record.meetings.iter().enumerate().filter(|(_, meeting)| is_of(meeting, body)) {
        let Some(kept) = site.former.anchors.get(&key_of(&meeting.document)) else { continue };
        let gone = kept.head.iter().chain(kept.withdrawn.iter().map(|(anchor, _)| anchor));
        for local in gone.filter_map(|anchor| anchor.strip_prefix("decision-")) {
            let anchor = format!("decision-{local}");
            let (ix, Some(why)) = (MeetingIx::at(n), reason(meeting, &anchor)) else { continue };
            let (withdrawn, why) = withdrawal(Some(why));
            let id = record.meeting_id(meeting);
            out.push(DecisionRow {
                id: format!("{id}/{local}"),
                body: record.bodies.get(meeting.body.ix()).map(|body| body.id.to_string()).unwrap_or_default(),
                meeting: id,
                date: meeting.date.to_string(),
                number: None,
                text: String::new(),
                motion: None,
                stage: "withdrawn",
                withdrawn,
                reason: why,
                address: super::file::absolute(record, &site.addresses.meeting_place(ix, &anchor)),
                illustrative: record.is_illustrative(&Target::Meeting(ix)),
            });
        }
    }
    out
}
