//! A record as it stood on a day: earlier versions where they were the text then, and nothing that was said later.
//!
//! What was withdrawn since stays withdrawn: nothing is published again that somebody took back. Minutes of a later day are left out, words
//! and all: their file does not say which of them were an agenda that was known on the day.

use std::sync::Arc;

use crate::parse::Parts;
use crate::record::{Body, Change, Date, Day, Document, Meeting, NameByDate, Report, Stage, Version, VersionText};

/// Takes the parts of a record back to a day, before they are cut to it.
pub fn take_back(parts: &mut Parts, day: Day) {
    parts.meetings.retain(|meeting| meeting.date <= day);
    let is_held = |minutes: Option<&Meeting>| minutes.is_none_or(|minutes| minutes.date <= day);
    parts.pages.retain(|page| is_held(page.translation.as_ref().and_then(|translation| translation.minutes.as_ref())));
    parts.lists.iter_mut().for_each(|list| list.revisions.retain(|revision| revision.date <= day));
    directory_on(parts, day);
    parts.meetings.iter_mut().for_each(|meeting| meeting_on(Arc::make_mut(meeting), day));
    parts.reports.iter_mut().for_each(|report| report_on(report, day));
    parts.reports.retain(|report| report.date.is_none_or(|date| date.first() <= day));
    let bodies = parts.bodies.iter_mut().filter_map(|body| body.document.as_mut());
    let lists = parts.lists.iter_mut().map(|list| &mut list.document);
    let datasets = parts.datasets.iter_mut().map(|dataset| &mut dataset.document);
    let pages = parts.pages.iter_mut().map(|page| &mut page.document);
    bodies.chain(lists).chain(datasets).chain(pages).for_each(|document| document_on(document, day));
}

/// Names, offices and seats as they were.
fn directory_on(parts: &mut Parts, day: Day) {
    parts.bodies.iter_mut().for_each(|body| body_on(body, day));
    for organisation in &mut parts.organisations {
        if name_on(&mut organisation.name, &mut organisation.names, day) {
            organisation.translated.clear();
        }
    }
    for person in &mut parts.people {
        if name_on(&mut person.name, &mut person.names, day) {
            person.translated.clear();
        }
        person.roles.retain(|role| has_begun(role.from, day));
        person.roles.iter_mut().for_each(|role| end_on(&mut role.to, day));
    }
}

fn body_on(body: &mut Body, day: Day) {
    name_on(&mut body.name, &mut body.names, day);
    body.members.retain(|member| has_begun(member.from, day));
    body.members.iter_mut().for_each(|member| end_on(&mut member.to, day));
    end_on(&mut body.ended, day);
}

/// Gives the name of the day back, and takes later ones away; true where the name of today is another.
fn name_on(name: &mut Box<str>, names: &mut Vec<NameByDate>, day: Day) -> bool {
    let then = names.iter().position(|other| (other.from.is_some() || other.to.is_some()) && other.is_of(day));
    if let Some(then) = then {
        *name = names.remove(then).name;
    }
    names.retain(|other| has_begun(other.from, day));
    then.is_some()
}

fn has_begun(from: Option<Date>, day: Day) -> bool {
    from.is_none_or(|from| from.first() <= day)
}

/// Takes an end away that nobody knew of yet.
fn end_on(to: &mut Option<Date>, day: Day) {
    to.take_if(|to| to.first() > day);
}

fn meeting_on(meeting: &mut Meeting, day: Day) {
    if let Some((at, version)) = in_force(&meeting.document, &meeting.versions, day)
        && let VersionText::Minutes(text) = version.text
    {
        let now = std::mem::replace(meeting, *text);
        meeting.body = now.body;
        meeting.key = now.key;
        meeting.key_origin = now.key_origin;
        meeting.date = now.date;
        meeting.papers = now.papers;
        meeting.versions = now.versions.into_iter().take(at).collect();
        meeting.document = earlier_text(&now.document, std::mem::replace(&mut meeting.document, now.document.clone()));
    }
    document_on(&mut meeting.document, day);
}

fn report_on(report: &mut Report, day: Day) {
    if let Some((at, version)) = in_force(&report.document, &report.versions, day)
        && let VersionText::Report(text) = version.text
    {
        report.versions.truncate(at);
        report.document = earlier_text(&report.document, *text);
    }
    document_on(&mut report.document, day);
    report.corrections.retain(|correction| correction.date.is_none_or(|date| date.first() <= day));
}

/// The text of a version, with what does not change from one to the next.
fn earlier_text(now: &Document, mut text: Document) -> Document {
    text.title = now.title.clone();
    text.audience = now.audience;
    text.illustrative = now.illustrative;
    text.aliases.clone_from(&now.aliases);
    text
}

/// The version that was the text on a day, with its place; `None`: the text was what it is now, or nobody shows it any more.
fn in_force(now: &Document, versions: &[Version], day: Day) -> Option<(usize, Version)> {
    if now.stage == Stage::Withdrawn || versions.is_empty() {
        return None;
    }
    let document = |place: usize| versions.get(place).map_or(now, Version::document);
    // The day from which a version was the text, as far as its notes of changes say.
    let since = |place: usize| {
        let before: &[Change] = place.checked_sub(1).map_or(&[], |place| &document(place).changes);
        let made = document(place).changes.iter().filter(|change| !before.contains(change));
        made.map(|change| change.date.first()).min()
    };
    let at = (0..=versions.len()).rev().find(|place| since(*place).is_none_or(|since| since <= day)).unwrap_or(0);
    versions.get(at).map(|version| (at, version.clone()))
}

/// Takes away what a document says of later days.
fn document_on(document: &mut Document, day: Day) {
    if document.stage == Stage::Withdrawn {
        return;
    }
    document.changes.retain(|change| change.date.first() <= day);
    let is_later = |agreed: &str| agreed.split(['/', '#']).filter_map(|part| part.parse::<Day>().ok()).any(|agreed| agreed > day);
    if document.agreed_at.take_if(|at| is_later(&at.text)).is_some() && document.stage == Stage::Agreed {
        document.stage = Stage::Published;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Date, FileId, Span};

    fn document(changes: &[&str]) -> Document {
        let change = |date: &&str| Change { date: Date::Day(date.parse().unwrap()), note: "x".into(), major: true };
        Document { changes: changes.iter().map(change).collect(), ..Document::bare("A", Span::new(FileId(0), 0, 0)) }
    }

    #[test]
    fn a_version_is_the_text_until_the_next() {
        let version = |number: u32, changes: &[&str]| Version { number, text: VersionText::Report(Box::new(document(changes))) };
        let versions = [version(1, &[]), version(2, &["2024-05-01"])];
        let now = document(&["2024-05-01", "2024-07-01"]);
        let at = |day: &str| in_force(&now, &versions, day.parse().unwrap()).map(|(at, version)| (at, version.number));
        assert_eq!(at("2024-04-30"), Some((0, 1)));
        assert_eq!(at("2024-05-01"), Some((1, 2)));
        assert_eq!(at("2024-06-30"), Some((1, 2)));
        assert_eq!(at("2024-07-01"), None);
    }
}
