//! People and organisations as Popolo (<https://www.popoloproject.com/specs/>), with one addition: who stood in for whom.
//!
//! Popolo has no relation for a deputy (popolo-spec issue 119); `x_deputations` is ours: one object for each time
//! somebody attended for a principal.

use serde_json::{Value, json};

use super::file::{Export, VERSION, absolute};
use crate::record::{Body, NameByDate, Organisation, OrganisationIx, Party, Person, PersonIx, Record};
use crate::site::LanguageSite;

/// `popolo.json`.
pub(super) fn popolo(site: &LanguageSite<'_>) -> Export {
    let record = site.record;
    let organisations =
        (0..record.organisations.len()).map(|i| organisation(site, OrganisationIx::at(i), &record.organisations[i]));
    let bodies = record.bodies.iter().map(|b| body(record, b));
    let people = (0..record.people.len()).map(|i| person(site, PersonIx::at(i), &record.people[i]));
    let value = json!({
        "x_version": VERSION,
        "persons": people.collect::<Vec<_>>(),
        "organizations": organisations.chain(bodies).collect::<Vec<_>>(),
        "memberships": memberships(record),
        "x_deputations": deputations(record),
    });
    Export::new("popolo.json", format!("{value}\n"))
}

fn other_names(names: &[NameByDate]) -> Vec<Value> {
    let name = |n: &NameByDate| json!({ "name": n.name, "start_date": n.from.map(|d| d.to_string()), "end_date": n.to.map(|d| d.to_string()) });
    names.iter().map(name).collect()
}

fn organisation(site: &LanguageSite<'_>, ix: OrganisationIx, o: &Organisation) -> Value {
    let mut names = other_names(&o.names);
    names.extend(o.abbreviation.iter().map(|a| json!({ "name": a, "note": "abbreviation" })));
    let parent =
        o.part_of.as_ref().and_then(|w| w.target).map(|p| format!("organisation/{}", site.record.organisations[p.ix()].id));
    json!({
        "id": format!("organisation/{}", o.id),
        "name": o.name,
        "other_names": names,
        "parent_id": parent,
        "links": [{ "url": absolute(site.record, &site.addresses.organisation(ix)), "note": "record" }],
        "x_illustrative": o.illustrative,
    })
}

fn body(record: &Record, b: &Body) -> Value {
    json!({
        "id": format!("body/{}", b.id),
        "name": b.name,
        "classification": "body",
        "other_names": other_names(&b.names),
        "parent_id": b.parent.map(|p| format!("body/{}", record.bodies[p.ix()].id)),
        "founding_date": b.established.map(|d| d.to_string()),
        "dissolution_date": b.ended.map(|d| d.to_string()),
        "x_illustrative": b.illustrative,
    })
}

fn person(site: &LanguageSite<'_>, ix: PersonIx, p: &Person) -> Value {
    json!({
        "id": format!("person/{}", p.id),
        "name": p.name,
        "honorific_suffix": p.post_nominals,
        "other_names": other_names(&p.names),
        "links": [{ "url": absolute(site.record, &site.addresses.person(ix)), "note": "record" }],
        "x_illustrative": p.illustrative,
    })
}

fn memberships(record: &Record) -> Vec<Value> {
    let mut all = Vec::new();
    for (i, p) in record.people.iter().enumerate() {
        for role in &p.roles {
            let organisation = role.organisation.as_ref().and_then(|w| w.target);
            all.push(json!({
                "person_id": format!("person/{}", record.people[i].id),
                "organization_id": organisation.map(|o| format!("organisation/{}", record.organisations[o.ix()].id)),
                "role": role.title,
                "start_date": role.from.map(|d| d.to_string()),
                "end_date": role.to.map(|d| d.to_string()),
            }));
        }
    }
    for b in &record.bodies {
        for member in &b.members {
            let (person, organisation) = match member.who.target {
                Some(Party::Person(p)) => (Some(format!("person/{}", record.people[p.ix()].id)), None),
                Some(Party::Organisation(o)) => (None, Some(format!("organisation/{}", record.organisations[o.ix()].id))),
                _ => continue,
            };
            let behalf = member.organisation.as_ref().and_then(|w| w.target).map(|o| &record.organisations[o.ix()].id);
            all.push(json!({
                "person_id": person,
                "member_id": organisation,
                "organization_id": format!("body/{}", b.id),
                "on_behalf_of_id": behalf.map(|id| format!("organisation/{id}")),
                "role": member.role,
                "start_date": member.from.map(|d| d.to_string()),
                "end_date": member.to.map(|d| d.to_string()),
            }));
        }
    }
    all
}

/// Each time a deputy attended for a principal.
fn deputations(record: &Record) -> Vec<Value> {
    let mut all = Vec::new();
    for meeting in record.meetings.iter().filter(|m| !m.is_to_come) {
        for row in meeting.attendance.iter().flatten() {
            for principal in &row.deputy_for {
                all.push(json!({
                    "event_id": record.meeting_id(meeting),
                    "date": meeting.date.to_string(),
                    "principal_id": principal.target.map(|p| format!("person/{}", record.people[p.ix()].id)),
                    "principal": principal.text,
                    "deputy_id": row.name.target.map(|p| format!("person/{}", record.people[p.ix()].id)),
                    "deputy": row.name.text,
                    "organization_id": row.organisation.as_ref().and_then(|w| w.target)
                        .map(|o| format!("organisation/{}", record.organisations[o.ix()].id)),
                    "mode": Some(row.mode.to_string()).filter(|m| !m.is_empty()),
                    "x_illustrative": meeting.document.illustrative || record.bodies[meeting.body.ix()].illustrative,
                }));
            }
        }
    }
    all
}
