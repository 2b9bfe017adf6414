//! The front matter of imported minutes.

use super::super::imported::ImportOptions;
use super::super::markings::{FoundMarking, MarkingClass};
use crate::record::{Hours, Meeting, Time};

/// Writes the front matter of a meeting.
pub(super) fn front_matter(
    meeting: &Meeting,
    body: &str,
    options: &ImportOptions<'_>,
    markings: &[FoundMarking],
    original: (&str, &str),
) -> String {
    let mut out = format!("+++\ndate = {}\n", meeting.date);
    if let Some(title) = first_heading(body) {
        let day = meeting.date.strftime("%-d %B %Y").to_string();
        let year = meeting.date.year().to_string();
        let title = if title.contains(&year) { title } else { format!("{title}, {day}") };
        out.push_str(&format!("title = {}\n", quoted(&title)));
    }
    if let Some(hours) = meeting.hours {
        out.push_str(&format!("hours = {}\n", quoted(&hours_text(hours))));
    }
    if let Some(venue) = &meeting.venue {
        out.push_str(&format!("venue = {}\n", quoted(venue)));
    }
    if let Some(lang) = options.lang {
        out.push_str(&format!("lang = {}\n", quoted(lang)));
    }
    let holds_back = |m: &&FoundMarking| m.class != MarkingClass::Open;
    if let Some(marking) = markings.iter().find(holds_back) {
        out.push_str(&format!("draft = true\nmarking = {}\n", quoted(&marking.line)));
    }
    out.push_str("reviewed = false\n");
    let (file, sha256) = original;
    out.push_str(&format!("source = {{ file = {}, sha256 = \"{sha256}\" }}\n+++\n\n", quoted(file)));
    out
}

/// The words of the title, where the text begins with one.
fn first_heading(body: &str) -> Option<String> {
    let line = body.lines().find(|line| !line.trim().is_empty())?;
    let title = line.strip_prefix("# ")?.replace('\\', "").replace(['*', '~'], "");
    Some(title.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|t| !t.is_empty())
}

/// A text of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn hours_text(hours: Hours) -> String {
    let time = |t: Time| format!("{:02}:{:02}", t.hour(), t.minute());
    match hours.to {
        Some(to) => format!("{}-{}", time(hours.from), time(to)),
        None => time(hours.from),
    }
}
