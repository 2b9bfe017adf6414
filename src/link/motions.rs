//! Whom motions and votes name, and the list of all motions.
//!
//! Nobody becomes a person of the record by having moved or voted: a name that the record does not know stays words.

use std::sync::Arc;

use super::names::Names;
use crate::record::{Meeting, MeetingIx, Motion, Record};

/// Says of every name in a motion who is meant, and lists the motions.
pub(super) fn link(record: &mut Record, names: &Names) {
    for meeting in record.meetings.iter_mut().filter(|meeting| !meeting.motions.is_empty()) {
        resolve(Arc::make_mut(meeting), names);
    }
    for page in &mut record.pages {
        if let Some(minutes) = page.translation.as_mut().and_then(|t| t.minutes.as_mut()) {
            resolve(minutes, names);
        }
    }
    let mut all = Vec::new();
    for (i, meeting) in record.meetings.iter().enumerate() {
        let place = record.meeting_id(meeting);
        for (n, part) in meeting.motions.iter().enumerate() {
            let id = format!("{place}/{}", part.local).into();
            all.push(Motion { id, meeting: MeetingIx::at(i), part: u32::try_from(n).unwrap_or(u32::MAX) });
        }
    }
    record.motions = all;
}

fn resolve(meeting: &mut Meeting, names: &Names) {
    let mut motions = std::mem::take(&mut meeting.motions);
    for person in motions.iter_mut().flat_map(|motion| motion.people_mut()) {
        person.target = names.voter(&person.text, meeting);
    }
    meeting.motions = motions;
}
