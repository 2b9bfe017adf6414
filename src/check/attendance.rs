//! Attendance that contradicts itself: a deputy for somebody who sent no apologies, a person both there and not there.

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
    for row in rows.iter().filter(|a| a.standing <= Standing::InAttendance) {
        for principal in &row.deputy_for {
            let known =
                |a: &Attendee| principal.target.is_some() && a.name.target == principal.target || a.name.text == principal.text;
            if !away(rows).any(known) {
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
    let of = |a: &Attendee| -> Option<PersonIx> { a.name.target };
    for there in rows.iter().filter(|a| a.standing <= Standing::InAttendance) {
        let Some(person) = of(there) else { continue };
        // Who came for a part may well have sent apologies for the rest.
        if let Some(not) = away(rows).find(|a| of(a) == Some(person) && a.part.is_none() && there.part.is_none()) {
            found.push(
                Diagnostic::new(Code::PresentAndAbsent, there.line, format!("`{}` is both present and absent", there.name.text))
                    .expected("present here")
                    .related(not.line, "absent here")
                    .remedy("take one of the two rows out, or say `from item 3` of somebody who came for a part"),
            );
        }
    }
}
