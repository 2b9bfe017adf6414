//! Each file of `fixtures/` against the text beside it of what it was read as. `MINUTEBOOK_UPDATE=1` writes those anew.
//!
//! A first line `<!-- path: … -->` says what the file is called; without it, its own name counts.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

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

/// A text of the folder, and what it is called as minutes.
struct Fixture {
    place: PathBuf,
    path: String,
    text: String,
}

#[expect(clippy::disallowed_methods, reason = "the test reads its own fixtures")]
fn fixtures() -> Vec<Fixture> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/minutes/fixtures");
    let mut places: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "md"))
        .collect();
    places.sort();
    assert!(places.len() >= 30, "{} fixtures", places.len());
    let read = |place: PathBuf| {
        let text = std::fs::read_to_string(&place).unwrap();
        let file = place.file_name().unwrap().to_string_lossy().into_owned();
        let named = text.starts_with("<!-- path: ");
        let path = text
            .lines()
            .next()
            .and_then(|l| l.trim_start_matches('\u{feff}').strip_prefix("<!-- path: "))
            .and_then(|l| l.strip_suffix(" -->"))
            .map_or_else(|| format!("body/meetings/{file}"), str::to_owned);
        let text = if named { text.split_once('\n').map_or("", |(_, rest)| rest).to_owned() } else { text };
        Fixture { place, path, text }
    };
    places.into_iter().map(read).collect()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test reads its own fixtures")]
fn every_style_is_read_as_written_down() {
    let mut wrong = Vec::new();
    for Fixture { place, path, text } in fixtures() {
        let got = all(&path, &text);
        let expected = place.with_extension("txt");
        if std::env::var_os("MINUTEBOOK_UPDATE").is_some() {
            std::fs::write(&expected, &got).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != got {
            wrong.push(format!("--- {}\n{got}", place.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The text with a comment at every second blank between two words, and the same with blanks in place of the comments.
fn with_comments(text: &str) -> (String, String) {
    const COMMENT: &str = " <!-- of Nobody --> ";
    let (mut commented, mut blanked, mut seen, mut fenced) = (String::new(), String::new(), 0, false);
    for line in text.split_inclusive('\n') {
        fenced ^= line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        let is_plain = !fenced
            && !line.starts_with("    ")
            && !line.contains("     ")
            && !line.contains(['`', '<', '[', '{', '=', '\t'])
            && !line.contains("//");
        let bytes = line.as_bytes();
        for (i, c) in line.char_indices() {
            let word = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphabetic);
            let between = c == ' ' && i > 0 && word(bytes.get(i - 1)) && word(bytes.get(i + 1));
            seen += usize::from(between && is_plain);
            if between && is_plain && seen % 2 == 0 {
                commented.push_str(COMMENT);
                blanked.extend(std::iter::repeat_n(' ', COMMENT.len()));
            } else {
                commented.push(c);
                blanked.push(c);
            }
        }
    }
    (commented, blanked)
}

#[test]
fn comments_between_words_change_nothing() {
    let mut wrong = Vec::new();
    let mut comments = 0;
    for Fixture { place, path, text } in fixtures() {
        let start = super::support::body_start(&text);
        let (head, body) = text.split_at(start);
        let (commented, blanked) = with_comments(body);
        comments += commented.matches("of Nobody").count();
        let dumped = |text: &str, shown: &str| -> String { read(&path, text).0.iter().map(|m| dump(shown, m)).collect() };
        let (before, after) = (dumped(&text, &text), dumped(&format!("{head}{commented}"), &format!("{head}{blanked}")));
        if before != after {
            let lines = before.lines().zip(after.lines()).find(|(a, b)| a != b);
            wrong.push(format!("{}: {lines:?}", place.display()));
        }
    }
    assert!(comments > 500, "{comments} comments");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
