//! Owners and attendees whom the directory does not list, with the name that was probably meant.
//!
//! Only where a site keeps a directory: without one, every name is as good as another. A name that is
//! close to a listed one is probably a slip and is warned of; any other is a note.

use std::collections::BTreeMap;

use crate::diag::{Code, Diagnostic, nearest};
use crate::record::{Date, Day, NameByDate, Party, Record, Span, Turn, slug};

pub(super) fn check(record: &Record, found: &mut Vec<Diagnostic>) {
    if record.people.iter().any(|p| p.listed.is_some()) {
        people(record, found);
    }
    if record.organisations.iter().any(|o| o.listed.is_some()) {
        organisations(record, found);
        owners(record, found);
    }
}

fn listed_people(record: &Record) -> Vec<&str> {
    record.people.iter().filter(|p| p.listed.is_some()).flat_map(|p| names(&p.name, &p.names)).collect()
}

fn listed_organisations(record: &Record) -> Vec<&str> {
    let all = record.organisations.iter().filter(|o| o.listed.is_some());
    all.flat_map(|o| names(&o.name, &o.names).chain(o.abbreviation.as_deref())).collect()
}

fn names<'a>(name: &'a str, others: &'a [NameByDate]) -> impl Iterator<Item = &'a str> {
    std::iter::once(name).chain(others.iter().map(|n| &*n.name))
}

fn people(record: &Record, found: &mut Vec<Diagnostic>) {
    let listed = listed_people(record);
    let mut advice: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for row in record.meetings.iter().flat_map(|m| m.attendance.iter().flatten()).filter(|a| !a.unnamed) {
        let names = std::iter::once(&row.name).chain(&row.deputy_for);
        for name in names.filter(|n| n.target.is_some_and(|p| record.people[p.ix()].listed.is_none())) {
            let near = *advice.entry(&name.text).or_insert_with(|| nearest(&name.text, listed.iter().copied()));
            found.push(unknown(Code::UnknownAttendee, "attendee", &name.text, name.span, near, "content/people.toml"));
        }
    }
}

fn organisations(record: &Record, found: &mut Vec<Diagnostic>) {
    let listed = listed_organisations(record);
    let mut advice: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for meeting in &record.meetings {
        for name in meeting.attendance.iter().flatten().filter_map(|a| a.organisation.as_ref()) {
            let Some(organisation) = name.target.map(|o| &record.organisations[o.ix()]) else { continue };
            if organisation.listed.is_none() {
                let near = *advice.entry(&name.text).or_insert_with(|| nearest(&name.text, listed.iter().copied()));
                found.push(unknown(
                    Code::UnknownAttendee,
                    "organisation",
                    &name.text,
                    name.span,
                    near,
                    "content/organisations.toml",
                ));
            } else if let Some(used) =
                organisation.names.iter().find(|n| slug(&n.name) == slug(&name.text) && !n.is_of(meeting.date))
            {
                found.push(out_of_date(&name.text, organisation.name_on(meeting.date), used, name.span, meeting.date));
            }
        }
    }
}

fn out_of_date(written: &str, now: &str, name: &NameByDate, span: Span, day: Day) -> Diagnostic {
    let when = match (name.from, name.to) {
        (Some(from), _) if day < from.first() => format!("from {}", from.in_english()),
        (_, Some(to)) => format!("until {}", to.in_english()),
        _ => "at another time".to_owned(),
    };
    let meeting = Date::Day(day).in_english();
    Diagnostic::new(Code::NameByDate, span, format!("`{written}` was the name {when}, and the meeting was on {meeting}"))
        .expected(format!("`{now}`"))
        .remedy("leave it where the minutes have it so; the page links to the organisation under either name")
}

fn owners(record: &Record, found: &mut Vec<Diagnostic>) {
    let (mut listed, people) = (listed_organisations(record), listed_people(record));
    listed.extend(people);
    listed.extend(record.bodies.iter().flat_map(|b| [Some(&*b.name), b.abbreviation.as_deref()]).flatten());
    let known = |text: &str| record.site.vocabulary.owners.iter().any(|o| o.eq_ignore_ascii_case(text));
    let raised = record.meetings.iter().flat_map(|m| &m.actions).flat_map(|a| &a.owners);
    let updates = record.meetings.iter().flat_map(|m| &m.updates).chain(record.bodies.iter().flat_map(|b| &b.updates));
    let later = updates.flat_map(|u| &u.changes).flat_map(|turn| match turn {
        Turn::Owners(owners) => owners.as_slice(),
        _ => &[],
    });
    let mut advice: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    for owner in raised.chain(later) {
        let listed_party = match owner.target {
            Some(Party::Organisation(o)) => record.organisations[o.ix()].listed.is_some(),
            Some(Party::Person(_) | Party::Body(_)) => true,
            None => known(&owner.text),
        };
        if !listed_party {
            let near = *advice.entry(&owner.text).or_insert_with(|| nearest(&owner.text, listed.iter().copied()));
            found.push(unknown(
                Code::UnknownOwner,
                "owner",
                &owner.text,
                owner.span,
                near,
                "the directory, or under `owners` of `[vocabulary]`",
            ));
        }
    }
}

fn unknown(code: Code, what: &str, name: &str, span: Span, near: Option<&str>, place: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(code, span, format!("the {what} `{name}` is not in the directory"))
        .expected("a name of the directory")
        .remedy(near.map_or_else(|| format!("list it in {place}"), |n| format!("did you mean `{n}`? Or list it in {place}")));
    match near {
        Some(_) => Diagnostic { severity: crate::diag::Severity::Warning, ..diagnostic },
        None => diagnostic,
    }
}
