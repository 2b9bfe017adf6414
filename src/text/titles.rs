//! What a reference is called where its author gives no words for it.

use crate::locale::Speech;
use crate::record::{Date, Document, Record, Target};

/// The natural title of a target, as plain text: `IDMG, 17 April 2012, paragraph 3.3`.
/// In the words of the language of the text that refers to it, and with the title of a translation where there is one.
pub(super) fn title(record: &Record, target: &Target, words: Speech<'_>, lang: &str) -> String {
    known(record, target, words, lang).unwrap_or_default()
}

fn known(record: &Record, target: &Target, words: Speech<'_>, lang: &str) -> Option<String> {
    let titled = |document: &Document| {
        let page = record.translation(document, lang).filter(|p| !p.document.title.is_empty());
        page.map_or(&document.title, |p| &p.document.title).to_string()
    };
    let meeting = |ix: crate::record::MeetingIx| {
        let meeting = record.meetings.get(ix.ix())?;
        let body = record.bodies.get(meeting.body.ix())?;
        let name = body.earlier_name(meeting.date).or(body.abbreviation.as_deref()).unwrap_or(&body.name);
        let day = words.date(Date::Day(meeting.date));
        Some(record.apart_by(meeting).map_or_else(|| format!("{name}, {day}"), |apart| format!("{name}, {day}, {apart}")))
    };
    let list = |ix: crate::record::ListIx| record.lists.get(ix.ix());
    Some(match target {
        Target::Body(ix) => record.bodies.get(ix.ix())?.name.to_string(),
        Target::Meeting(ix) => {
            let is_withdrawn = record.meetings.get(ix.ix())?.document.withdrawal().is_some();
            let name = meeting(*ix)?;
            if is_withdrawn { words.with("place_withdrawn", &[("place", &name)]) } else { name }
        }
        Target::Place(ix, anchor) => {
            let sections = &record.meetings.get(ix.ix())?.sections;
            let section = sections.iter().find(|s| s.anchor == *anchor);
            let name = meeting(*ix)?;
            match section {
                Some(s) if s.number.is_some() => words.with("place_item", &[("meeting", &name), ("number", anchor)]),
                Some(s) => format!("{name}, {}", super::plain(&s.title)),
                None if anchor.starts_with(|c: char| c.is_ascii_digit()) && !anchor.contains("-p") => {
                    let place = words.with("place_paragraph", &[("meeting", &name), ("number", anchor)]);
                    let is_withdrawn = record.meetings.get(ix.ix())?.document.tombstone(anchor).is_some();
                    if is_withdrawn { words.with("place_withdrawn", &[("place", &place)]) } else { place }
                }
                None => name,
            }
        }
        Target::Action(ix) => {
            let action = record.actions.get(ix.ix())?;
            words.with("action_named", &[("label", &record.raised(action).local), ("meeting", &meeting(action.meeting)?)])
        }
        Target::Decision(ix) => {
            let decision = record.decisions.get(ix.ix())?;
            let part = record.taken(decision);
            let label = part.number.as_ref().unwrap_or(&part.local);
            words.with("decision_named", &[("label", label), ("meeting", &meeting(decision.meeting)?)])
        }
        Target::List(ix) => titled(&list(*ix)?.document),
        Target::Revision(ix, n) => {
            let list = list(*ix)?;
            let date = list.revisions.get(*n as usize)?.date;
            format!("{}, {}", titled(&list.document), words.date(Date::Day(date)))
        }
        Target::Entry(ix, key) => {
            let list = list(*ix)?;
            let entry = list.revisions.iter().rev().flat_map(|r| &r.entries).find(|e| e.key == *key);
            entry.map_or_else(|| titled(&list.document), |e| e.name.to_string())
        }
        Target::Dataset(ix) => titled(&record.datasets.get(ix.ix())?.document),
        Target::Report(ix) => titled(&record.reports.get(ix.ix())?.document),
        Target::ReportPlace(ix, anchor) => {
            let document = &record.reports.get(ix.ix())?.document;
            place(words, &titled(document), document.anchors.iter().find(|a| a.id == *anchor))
        }
        Target::Organisation(ix) => record.organisations.get(ix.ix())?.name.to_string(),
        Target::Person(ix) => record.people.get(ix.ix())?.name.to_string(),
        Target::Page(ix, None) => titled(&record.pages.get(ix.ix())?.document),
        Target::Page(ix, Some(anchor)) => {
            let document = &record.pages.get(ix.ix())?.document;
            place(words, &titled(document), document.anchors.iter().find(|a| a.id == *anchor))
        }
        Target::Attachment(file) => record.files.get(file)?.rsplit('/').next()?.to_owned(),
    })
}

fn place(words: Speech<'_>, title: &str, anchor: Option<&crate::record::Anchor>) -> String {
    match anchor {
        Some(a) if a.level == 0 => words.with("place_paragraph", &[("meeting", title), ("number", &a.title)]),
        Some(a) => format!("{title}, {}", a.title),
        None => title.to_owned(),
    }
}
