//! What a reference is called where its author gives no words for it.

use crate::record::{Date, Record, Target};

/// The natural title of a target, as plain text: `IDMG, 17 April 2012, paragraph 3.3`.
pub(super) fn title(record: &Record, target: &Target) -> String {
    known(record, target).unwrap_or_default()
}

fn known(record: &Record, target: &Target) -> Option<String> {
    let meeting = |ix: crate::record::MeetingIx| {
        let meeting = record.meetings.get(ix.ix())?;
        let body = record.bodies.get(meeting.body.ix())?;
        let name = body.abbreviation.as_deref().unwrap_or(&body.name);
        Some(format!("{name}, {}", Date::Day(meeting.date).in_english()))
    };
    let list = |ix: crate::record::ListIx| record.lists.get(ix.ix());
    Some(match target {
        Target::Body(ix) => record.bodies.get(ix.ix())?.name.to_string(),
        Target::Meeting(ix) => meeting(*ix)?,
        Target::Place(ix, anchor) => {
            let sections = &record.meetings.get(ix.ix())?.sections;
            let section = sections.iter().find(|s| s.anchor == *anchor);
            let words = meeting(*ix)?;
            match section {
                Some(s) if s.number.is_some() => format!("{words}, item {anchor}"),
                Some(s) => format!("{words}, {}", super::plain(&s.title)),
                None if anchor.starts_with(|c: char| c.is_ascii_digit()) && !anchor.contains("-p") => {
                    format!("{words}, paragraph {anchor}")
                }
                None => words,
            }
        }
        Target::Action(ix) => record.actions.get(ix.ix())?.id.to_string(),
        Target::Decision(ix) => record.decisions.get(ix.ix())?.id.to_string(),
        Target::List(ix) => list(*ix)?.document.title.to_string(),
        Target::Revision(ix, n) => {
            let list = list(*ix)?;
            let date = list.revisions.get(*n as usize)?.date;
            format!("{}, {}", list.document.title, Date::Day(date).in_english())
        }
        Target::Entry(ix, key) => {
            let list = list(*ix)?;
            let entry = list.revisions.iter().rev().flat_map(|r| &r.entries).find(|e| e.key == *key);
            entry.map_or_else(|| list.document.title.to_string(), |e| e.name.to_string())
        }
        Target::Dataset(ix) => record.datasets.get(ix.ix())?.document.title.to_string(),
        Target::Report(ix) => record.reports.get(ix.ix())?.document.title.to_string(),
        Target::ReportPlace(ix, anchor) => {
            let document = &record.reports.get(ix.ix())?.document;
            place(&document.title, document.anchors.iter().find(|a| a.id == *anchor))
        }
        Target::Organisation(ix) => record.organisations.get(ix.ix())?.name.to_string(),
        Target::Person(ix) => record.people.get(ix.ix())?.name.to_string(),
        Target::Page(ix, None) => record.pages.get(ix.ix())?.document.title.to_string(),
        Target::Page(ix, Some(anchor)) => {
            let document = &record.pages.get(ix.ix())?.document;
            place(&document.title, document.anchors.iter().find(|a| a.id == *anchor))
        }
        Target::Attachment(file) => record.files.get(file)?.rsplit('/').next()?.to_owned(),
    })
}

fn place(title: &str, anchor: Option<&crate::record::Anchor>) -> String {
    match anchor {
        Some(a) if a.level == 0 => format!("{title}, paragraph {}", a.title),
        Some(a) => format!("{title}, {}", a.title),
        None => title.to_owned(),
    }
}
