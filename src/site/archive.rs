//! The archive of meetings: its pages, of the site and of each body.

use std::collections::BTreeMap;

use super::language::LanguageSite;
use super::slice::{Slice, slices};
use crate::record::{BodyIx, Day, MeetingIx};

/// How many meetings the page shows before it leads to the archive.
pub const MEETINGS_OF_BODY: usize = 24;

/// Path of a page of the archive.
pub fn path(site: &LanguageSite<'_>, body: Option<BodyIx>, slice: Slice) -> String {
    let suffix = slice.suffix();
    match body {
        None => format!("archive{suffix}"),
        // A body may lie below another and be called by a year.
        Some(ix) if slice == Slice::Whole => format!("archive/body/{}", site.record.bodies[ix.ix()].id),
        Some(ix) => format!("archive/body/{}/year{suffix}", site.record.bodies[ix.ix()].id),
    }
}

/// The meetings of the site or of a body, by day.
pub fn held(site: &LanguageSite<'_>, body: Option<BodyIx>) -> Vec<MeetingIx> {
    match body {
        None => site.index.meetings.clone(),
        Some(ix) => site.record.meetings_of(ix).map(|(m, _)| m).collect(),
    }
}

/// The day of a meeting.
pub fn day(site: &LanguageSite<'_>, meeting: MeetingIx) -> Day {
    site.record.meetings[meeting.ix()].date
}

/// The pages that the archive is cut into.
pub fn cut(site: &LanguageSite<'_>, body: Option<BodyIx>) -> BTreeMap<Slice, usize> {
    slices(&held(site, body), body.is_none(), |m| day(site, *m))
}

/// Returns true if a body has more meetings than its page shows, so that they have pages of their own.
pub fn has_archive(site: &LanguageSite<'_>, at: BodyIx) -> bool {
    site.record.meetings_of(at).nth(MEETINGS_OF_BODY).is_some()
}
