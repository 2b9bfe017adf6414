//! Each file of `fixtures/` against the text beside it of what it was read as. `MINUTEBOOK_UPDATE=1` writes those anew.
//!
//! A first line `<!-- path: … -->` says what the file is called; without it, its own name counts.

use std::fmt::Write as _;
use std::path::Path;

use super::properties::whole;
use super::support::read;
use crate::diag::Diagnostic;
use crate::record::{Attendee, Meeting, PassageKind, Span, Turn, Written};

fn slice(text: &str, span: Span) -> String {
    text[span.range()].split_whitespace().collect::<Vec<_>>().join(" ")
}

fn short(text: &str) -> String {
    let words: String = text.chars().take(60).collect();
    if words.len() < text.len() { format!("{words}…") } else { words }
}

fn person(a: &Attendee) -> String {
    let mut out = format!("{:?} {}", a.standing, a.name.text);
    let mut add = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|v| !v.is_empty()) {
            let _ = write!(out, " | {name} {value}");
        }
    };
    add("unnamed", a.unnamed.then(|| "yes".into()));
    add("org", a.organisation.as_ref().map(|o| o.text.to_string()));
    add("role", a.role.as_ref().map(ToString::to_string));
    add("chair", a.chair.then(|| "yes".into()));
    add("for", Some(a.deputy_for.iter().map(|d| d.text.to_string()).collect::<Vec<_>>().join("; ")));
    add("mode", Some(a.mode.to_string()));
    add("part", a.part.as_ref().map(ToString::to_string));
    add("initials", a.initials.as_ref().map(ToString::to_string));
    add("handle", a.handle.as_ref().map(ToString::to_string));
    out
}

fn names<T>(list: &[Written<T>]) -> String {
    list.iter().map(|w| w.text.to_string()).collect::<Vec<_>>().join("; ")
}

fn dump(text: &str, meeting: &Meeting) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "meeting {} on {}", meeting.key, meeting.date);
    if let Some(h) = meeting.hours {
        let _ = writeln!(out, "hours {}-{}", h.from, h.to.map_or(String::new(), |t| t.to_string()));
    }
    match &meeting.attendance {
        None => out.push_str("attendance not recorded\n"),
        Some(rows) => rows.iter().for_each(|a| {
            let _ = writeln!(out, "  {}", person(a));
        }),
    }
    for s in &meeting.sections {
        let number = s.number.as_ref().map_or(String::new(), |n| format!("{n} "));
        let _ = writeln!(out, "{} [{}] {number}{}", "#".repeat(s.level.into()), s.anchor, s.title);
        for b in &s.passages {
            let kind = match &b.kind {
                PassageKind::Paragraph(n) => format!("paragraph {n}"),
                PassageKind::Attendance { from, to, label } => {
                    format!("attendance {from}-{to}{}", label.map_or(String::new(), |l| format!(" {:?}", slice(text, l))))
                }
                PassageKind::Action(n, m) => format!("action {n} {:?}", slice(text, *m)),
                PassageKind::Update(n, m) => format!("update {n} {:?}", slice(text, *m)),
                PassageKind::Decision(n, m) => format!("decision {n} {:?}", slice(text, *m)),
                PassageKind::Proposal(_) => "proposal".into(),
                PassageKind::Vote(_) => "vote".into(),
                other => format!("{other:?}").to_lowercase(),
            };
            let raises = if b.raises.is_empty() { String::new() } else { format!(" raises {:?}", b.raises) };
            let _ = writeln!(out, "  [{}] {kind}{raises}: {}", b.anchor, short(&slice(text, b.text)));
        }
    }
    for a in &meeting.actions {
        let due = a
            .due
            .as_ref()
            .map_or(String::new(), |d| format!(" due {:?} = {}", d.text, d.date.map_or("?".into(), |d| d.to_string())));
        let number = a.number.as_ref().map_or(String::new(), |n| format!(" number {n}"));
        let _ = writeln!(
            out,
            "action {} from {}{number} ({}) {}{due}: {}",
            a.local,
            a.from,
            names(&a.owners),
            a.status,
            short(&slice(text, a.text))
        );
    }
    for u in &meeting.updates {
        let changes: Vec<String> = u
            .changes
            .iter()
            .map(|t| match t {
                Turn::Status(s) => s.to_string(),
                Turn::Owners(o) => format!("owners {}", names(o)),
                Turn::Due(d) => format!("due {}", d.date.map_or(d.text.to_string(), |d| d.to_string())),
                Turn::SupersededBy(w) => format!("by {}", w.text),
            })
            .collect();
        let _ = writeln!(out, "update of {} [{}]: {}", u.action.text, changes.join(", "), short(&slice(text, u.text)));
    }
    for d in &meeting.decisions {
        let _ = writeln!(
            out,
            "decision {}{}: {}",
            d.local,
            d.number.as_ref().map_or(String::new(), |n| format!(" number {n}")),
            short(&slice(text, d.text))
        );
    }
    if meeting.no_actions {
        out.push_str("no actions\n");
    }
    if let Some(n) = &meeting.next {
        let hours = n.hours.map_or(String::new(), |h| format!(" {}-{}", h.from, h.to.map_or(String::new(), |t| t.to_string())));
        let _ =
            writeln!(out, "next {}{hours} {}", n.date.map_or("?".into(), |d| d.to_string()), n.venue.as_deref().unwrap_or(""));
    }
    out
}

fn all(path: &str, text: &str) -> String {
    let (meetings, diagnostics): (Vec<Meeting>, Vec<Diagnostic>) = read(path, text);
    whole(text, &meetings);
    let mut out: Vec<String> = meetings.iter().map(|m| dump(text, m)).collect();
    out.extend(diagnostics.iter().map(|d| format!("{}: {}\n", d.code, d.message)));
    out.join("\n")
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test reads its own fixtures")]
fn every_style_is_read_as_written_down() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/minutes/fixtures");
    let mut names: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "md"))
        .collect();
    names.sort();
    assert!(names.len() >= 30, "{} fixtures", names.len());
    let mut wrong = Vec::new();
    for name in names {
        let text = std::fs::read_to_string(&name).unwrap();
        let file = name.file_name().unwrap().to_string_lossy().into_owned();
        let named = text.starts_with("<!-- path: ");
        let path = text
            .lines()
            .next()
            .and_then(|l| l.trim_start_matches('\u{feff}').strip_prefix("<!-- path: "))
            .and_then(|l| l.strip_suffix(" -->"))
            .map_or_else(|| format!("body/meetings/{file}"), str::to_owned);
        let text = if named { text.split_once('\n').map_or("", |(_, rest)| rest) } else { &text };
        let got = all(&path, text);
        let expected = name.with_extension("txt");
        if std::env::var_os("MINUTEBOOK_UPDATE").is_some() {
            std::fs::write(&expected, &got).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != got {
            wrong.push(format!("--- {file}\n{got}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
