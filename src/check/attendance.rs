//! Attendance that contradicts itself: a deputy for somebody who sent no apologies, a person both there and not there.

use std::collections::{HashMap, HashSet};

use crate::diag::{Code, Diagnostic};
use crate::record::{Attendee, PersonIx, Record, Standing};

pub(super) fn check(record: &Record, found: &mut Vec<Diagnostic>) {
    for meeting in &record.meetings {
        let rows = meeting.attendance.as_deref().unwrap_or(&[]);
        if away(rows).next().is_some() || meeting.apologies_recorded {
            deputies(rows, found);
        }
        both(rows, found);
    }
}

fn away(rows: &[Attendee]) -> impl Iterator<Item = &Attendee> {
    rows.iter().filter(|a| matches!(a.standing, Standing::Apologies | Standing::Absent))
}

/// Minutes that do not speak of apologies say nothing of anybody's: they are not asked.
fn deputies(rows: &[Attendee], found: &mut Vec<Diagnostic>) {
    let targets: HashSet<PersonIx> = away(rows).filter_map(|a| a.name.target).collect();
    let names: HashSet<&str> = away(rows).map(|a| a.name.text.as_ref()).collect();
    for row in rows.iter().filter(|a| a.standing <= Standing::InAttendance) {
        for principal in &row.deputy_for {
            let known = principal.target.is_some_and(|t| targets.contains(&t)) || names.contains(principal.text.as_ref());
            if !known {
                found.push(
                    Diagnostic::new(
                        Code::DeputyWithoutApology,
                        principal.span,
                        format!("`{}` was represented and sent no apologies", principal.text),
                    )
                    .expected("a principal who is under the apologies")
                    .remedy(format!("add `{}` to the apologies, or correct the name", principal.text)),
                );
            }
        }
    }
}

fn both(rows: &[Attendee], found: &mut Vec<Diagnostic>) {
    // Who came for a part may well have sent apologies for the rest.
    let whole = |a: &&Attendee| a.part.is_none();
    let mut gone: HashMap<PersonIx, &Attendee> = HashMap::new();
    for (person, row) in away(rows).filter(whole).filter_map(|a| Some((a.name.target?, a))) {
        gone.entry(person).or_insert(row);
    }
    for there in rows.iter().filter(|a| a.standing <= Standing::InAttendance).filter(whole) {
        if let Some(not) = there.name.target.and_then(|person| gone.get(&person)) {
            found.push(
                Diagnostic::new(Code::PresentAndAbsent, there.line, format!("`{}` is both present and absent", there.name.text))
                    .expected("present here")
                    .related(not.line, "absent here")
                    .remedy("take one of the two rows out, or say `from item 3` of somebody who came for a part"),
            );
        }
    }
}
