//! References to what is not there any more, or not yet.

use super::Finder;
use super::paths::file_slug;
use crate::record::Target;

impl Finder<'_> {
    /// The tombstone of a paper or attachment that was withdrawn, by the path of its file.
    pub(super) fn withdrawn_file(&self, wanted: &str) -> Option<Target> {
        self.record.documents().filter(|(_, document)| !document.former.is_empty()).find_map(|(target, document)| {
            let path = self.sources.path(document.file);
            let beside = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let below = wanted.strip_prefix(beside)?.strip_prefix('/')?;
            let name = below.split('/').map(file_slug).collect::<Vec<_>>().join("/");
            let anchor = document.tombstone(&name)?.anchor.text.clone();
            Some(match target {
                Target::Meeting(ix) => Target::Place(ix, anchor),
                Target::Report(ix) => Target::ReportPlace(ix, anchor),
                other => other,
            })
        })
    }

    /// The tombstone of the meeting, or of the paragraph, that an action or decision was of.
    pub(super) fn tombstone(&self, kind: &str, id: &str) -> Option<Target> {
        let (meeting, local) = id.rsplit_once('/')?;
        let ix = *self.meetings.get(meeting)?;
        let target = Target::Meeting(ix);
        if self.is_withdrawn(&target) {
            return Some(target);
        }
        let former = self.record.document_of(&target)?.tombstone(&format!("{kind}-{local}"))?;
        Some(Target::Place(ix, former.anchor.text.clone()))
    }

    /// The agenda that an action or decision is still to come from.
    pub(super) fn to_come(&self, kind: &str, id: &str) -> Option<Target> {
        let (meeting, local) = id.rsplit_once('/')?;
        let ix = *self.meetings.get(meeting)?;
        let target = Target::Meeting(ix);
        let anchor = format!("{kind}-{local}");
        let has = self.record.anchors_of(&target).contains(&&*anchor);
        self.record.meetings.get(ix.ix()).filter(|m| m.is_to_come)?;
        Some(if has { Target::Place(ix, anchor.into()) } else { target })
    }
}
