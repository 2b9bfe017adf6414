//! Imported minutes held against their original: both side by side, what is read in the minutes, and the line that signs them off.

use std::ops::Range;

use super::alignment::{align, original_passages};
use super::convert::extract_text;
use super::reading::{ReadingGround, read_meetings};
use super::written::{OriginalName, WrittenMarkdown, open_offers};
use crate::layout::Origin;
use crate::record::{ActionPart, Attendee, Day, Meeting, Site, Span, Standing};

/// The key of the line that signs minutes off.
const KEY: &str = "reviewed";

/// What a reviewer has to see of a file of imported minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewSheet {
    /// The original beside the Markdown.
    pub rows: Vec<ReviewRow>,
    /// What is read of people, owners, decisions and the next meeting: what the signature lets into registers.
    pub readings: Vec<ReviewReading>,
    /// The number of offers that nobody has decided on.
    pub open_offers: usize,
}

/// A passage of an original, and the Markdown of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewRow {
    /// The page of the original, where it has pages.
    pub page: Option<u32>,
    /// The words of the original; empty where the Markdown says something that is not in it.
    pub original: String,
    /// The lines of the Markdown; empty where they do not hold the words.
    pub markdown: String,
}

/// Something that is read in minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewReading {
    /// What it is: `present`, `action`.
    pub kind: &'static str,
    /// What is read.
    pub text: String,
}

/// Returns the original that unreviewed minutes name; nothing for minutes that were not imported or that somebody has signed off.
pub fn unreviewed_original(text: &str) -> Option<Option<OriginalName>> {
    let written = WrittenMarkdown::of(text);
    review_line(&written).map(|_| written.original())
}

/// Puts minutes beside their original. Without the original the Markdown is shown alone.
///
/// # Errors
/// A sentence of why the original cannot be read.
pub fn review_sheet(path: &str, text: &str, original: Option<&[u8]>, site: &Site) -> Result<ReviewSheet, String> {
    let written = WrittenMarkdown::of(text);
    let passages = match original {
        Some(bytes) => original_passages(&extract_text(bytes)?),
        None => Vec::new(),
    };
    let lines: Vec<&str> = written.body.lines().collect();
    let rows = align(&passages, written.body).into_iter().map(|row| {
        let own: Vec<_> = row.passages.iter().filter_map(|n| passages.get(*n)).collect();
        let page = own.first().and_then(|passage| match passage.origin {
            Origin::Page { page, .. } => Some(page),
            _ => None,
        });
        let original = own.iter().map(|passage| passage.text.trim()).collect::<Vec<_>>().join("\n");
        let markdown = row.lines.iter().filter_map(|n| lines.get(*n)).copied().collect::<Vec<_>>().join("\n");
        ReviewRow { page, original, markdown }
    });
    let (meetings, _) = read_meetings(written.body, ReadingGround { name: path, date: written.day(), site });
    let readings = meetings.iter().flat_map(|meeting| readings_of(meeting, written.body)).collect();
    Ok(ReviewSheet { rows: rows.collect(), readings, open_offers: open_offers(written.body) })
}

/// Writes who reviewed minutes in place of `reviewed = false`. `None` where that line is not there.
pub fn sign_off(text: &str, by: &str, date: Day) -> Option<String> {
    let written = WrittenMarkdown::of(text);
    let line = review_line(&written)?;
    let by = toml::Value::String(by.to_owned());
    let signed = if written.is_toml {
        format!("{KEY} = {{ by = {by}, date = {date} }}")
    } else {
        format!("{KEY}: {{ by: {}, date: {date} }}", serde_json::Value::String(by.as_str()?.to_owned()))
    };
    Some(format!("{}{signed}{}", text.get(..line.start)?, text.get(line.end..)?))
}

/// The place of the line of the front matter that says that nobody has reviewed the minutes.
fn review_line(written: &WrittenMarkdown<'_>) -> Option<Range<usize>> {
    let sign = if written.is_toml { '=' } else { ':' };
    let says_no = |line: &str| {
        let value = line.strip_prefix(KEY).and_then(|rest| rest.trim_start().strip_prefix(sign));
        value.is_some_and(|value| value.split('#').next().is_some_and(|value| value.trim() == "false"))
    };
    let mut start = written.front_start;
    // Below the name of a table a key is another's.
    for line in written.front.split_inclusive('\n').take_while(|line| !(written.is_toml && line.starts_with('['))) {
        if says_no(line.trim_end()) {
            return Some(start..start + line.trim_end().len());
        }
        start += line.len();
    }
    None
}

fn readings_of(meeting: &Meeting, body: &str) -> Vec<ReviewReading> {
    let words = |span: Span| body.get(span.range()).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
    let people = meeting.attendance.iter().flatten().map(person);
    let actions = meeting.actions.iter().map(|part| ReviewReading { kind: "action", text: action(part, &words(part.text)) });
    let decisions = meeting.decisions.iter().map(|part| {
        let number = if part.local.is_empty() { String::new() } else { format!("{}: ", part.local) };
        ReviewReading { kind: "decision", text: format!("{number}{}", words(part.text)) }
    });
    let motions =
        meeting.motions.iter().map(|motion| ReviewReading { kind: "motion", text: words(motion.text.unwrap_or(motion.whole)) });
    let next = meeting.next.iter().filter_map(|next| next.date);
    let next = next.map(|date| ReviewReading { kind: "next meeting", text: date.to_string() });
    people.chain(actions).chain(decisions).chain(motions).chain(next).collect()
}

fn person(attendee: &Attendee) -> ReviewReading {
    let kind = match attendee.standing {
        Standing::Present => "present",
        Standing::InAttendance => "in attendance",
        Standing::Apologies => "apologies",
        Standing::Absent => "absent",
        Standing::Invited => "invited",
    };
    let mut text = attendee.name.text.to_string();
    let mut add = |what: String| text.push_str(&format!("; {what}"));
    attendee.organisation.iter().for_each(|organisation| add(format!("of {}", organisation.text)));
    attendee.role.iter().for_each(|role| add(role.to_string()));
    if attendee.chair {
        add("in the chair".to_owned());
    }
    attendee.deputy_for.iter().for_each(|principal| add(format!("for {}", principal.text)));
    attendee.part.iter().for_each(|part| add(part.to_string()));
    ReviewReading { kind, text }
}

fn action(part: &ActionPart, words: &str) -> String {
    let owners = part.owners.iter().map(|owner| owner.text.to_string()).collect::<Vec<_>>().join(", ");
    let owners = if owners.is_empty() { "nobody is named".to_owned() } else { format!("owner {owners}") };
    let due = part.due.as_ref().map_or(String::new(), |due| format!("; due {}", due.text));
    format!("{}: {words} [{owners}{due}]", part.from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_replaces_its_line_alone() {
        let date: Day = "2026-11-23".parse().unwrap();
        for (text, want) in [
            (
                "+++\nreviewed = false\na = 1\n+++\nx\n",
                Some("+++\nreviewed = { by = \"Dee \\\"D\\\"\", date = 2026-11-23 }\na = 1\n+++\nx\n"),
            ),
            (
                "---\nreviewed: false # not yet\n---\nx\n",
                Some("---\nreviewed: { by: \"Dee \\\"D\\\"\", date: 2026-11-23 }\n---\nx\n"),
            ),
            ("+++\nreviewed = true\n+++\n", None),
            ("+++\n[source]\nreviewed = false\n+++\n", None),
            ("reviewed = false\n", None),
        ] {
            let signed = sign_off(text, "Dee \"D\"", date);
            // TOML may write the quotation marks in either way.
            let signed = signed.map(|s| s.replace("'Dee \"D\"'", "\"Dee \\\"D\\\"\""));
            assert_eq!(signed.as_deref(), want, "{text}");
        }
    }
}
