//! The file of the next meeting as Markdown that the secretary fills in, and that reads as minutes from the first line.
//!
//! It says nothing that is not known: who is expected is listed, and nothing is put down as agreed.

use std::fmt::Write as _;

use super::markdown::{escape_markdown, markdown_link};
use crate::record::Date;
use crate::view::agenda::{Agenda, Arising, Seat};

/// Writes the file of a meeting.
pub fn write_agenda(agenda: &Agenda) -> String {
    let mut out = front(agenda);
    // Writing to a string does not fail.
    let _ = write!(out, "\n## {}\n\n", agenda.present);
    agenda.members.iter().for_each(|seat| out.push_str(&row(seat)));
    let _ = write!(out, "\n## {}\n", agenda.apologies);
    let mut items = Items { out, item: 0, paragraph: 0 };
    if let Some((date, way)) = &agenda.last {
        items.open("Minutes of the last meeting");
        items.paragraph(&format!("To agree the minutes of {}.", markdown_link(&Date::Day(*date).in_english(), way)));
    }
    items.open("Matters arising");
    if agenda.arising.is_empty() {
        items.paragraph("No action is open.");
    } else {
        items.paragraph("Of each action that is open: done, in progress, moved to another date, passed to another owner, dropped, or superseded by another.");
        agenda.arising.iter().for_each(|action| items.arising(action));
    }
    if !agenda.reviews.is_empty() {
        items.open("Lists due for review");
    }
    for review in &agenda.reviews {
        let last = review
            .last
            .map_or_else(|| "no revision yet".to_owned(), |d| format!("last revised on {}", Date::Day(d).in_english()));
        items.paragraph(&format!(
            "[[{}]]: {last}; the review is due by {}.",
            review.reference,
            Date::Day(review.due).in_english()
        ));
    }
    for title in &agenda.recurring {
        items.open(title);
    }
    items.open("Any other business");
    items.open("Next meeting");
    items.out
}

fn front(agenda: &Agenda) -> String {
    let text = |t: &str| toml::Value::String(t.to_owned()).to_string();
    let mut out = String::from(
        "+++\n# A draft is published by no build but one with --drafts. Take this line out when the minutes may be read.\ndraft = true\n",
    );
    if agenda.internal {
        out.push_str("audience = \"internal\"\n");
    }
    // Writing to a string does not fail.
    if !agenda.unnamed.is_empty() {
        let _ = writeln!(out, "# Open too, and not named below, because they are internal: {}", agenda.unnamed.join(", "));
    }
    let _ = match agenda.hours {
        Some(hours) => {
            let to = hours.to.map(|t| format!("-{}", t.strftime("%H:%M"))).unwrap_or_default();
            writeln!(out, "hours = \"{}{to}\"", hours.from.strftime("%H:%M"))
        }
        None => writeln!(out, "# hours = \"10:30-12:00\""),
    };
    let _ = match &agenda.venue {
        Some(venue) => writeln!(out, "venue = {}", text(venue)),
        None => writeln!(out, "# venue = \"\""),
    };
    if agenda.papers.is_empty() {
        out.push_str("# Papers lie beside this file, in a folder named by the day, and are named here; `item` is the number of the agenda item:\n");
        out.push_str("# papers = [{ file = \"agenda.pdf\", title = \"Agenda\", item = \"1\" }]\n");
    } else {
        out.push_str("papers = [\n");
        for file in &agenda.papers {
            let title = file.rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem).replace(['-', '_'], " ");
            let _ = writeln!(out, "  {{ file = {}, title = {} }},", text(file), text(&title));
        }
        out.push_str("]\n");
    }
    out.push_str("+++\n");
    out
}

fn row(seat: &Seat) -> String {
    let role = if seat.role.is_empty() { String::new() } else { format!(" ({})", seat.role) };
    match (seat.organisation.as_str(), seat.name_first) {
        ("", _) => format!("- {}{role}\n", seat.name),
        (organisation, true) => format!("- {}, {organisation}{role}\n", seat.name),
        (organisation, false) => format!("- {organisation}: {}{role}\n", seat.name),
    }
}

/// Numbered items and paragraphs.
struct Items {
    out: String,
    item: u32,
    paragraph: u32,
}

impl Items {
    fn open(&mut self, title: &str) {
        self.item += 1;
        self.paragraph = 0;
        let _ = write!(self.out, "\n## {}. {title}\n", self.item);
    }

    fn paragraph(&mut self, text: &str) {
        self.paragraph += 1;
        let _ = write!(self.out, "\n{}.{} {text}\n", self.item, self.paragraph);
    }

    /// The update to be filled in; below it, as a quotation that raises nothing, what the action is.
    fn arising(&mut self, action: &Arising) {
        let due = match &action.due {
            Some(due) if action.overdue => format!("Due {due}, and overdue."),
            Some(due) => format!("Due {due}."),
            None => "No date.".to_owned(),
        };
        let text = action.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let end = if text.ends_with(['.', '!', '?', '…']) { "" } else { "." };
        let raised = Date::Day(action.raised).in_english();
        let owners = if action.passed_to.is_empty() {
            String::new()
        } else {
            format!(" Passed to {}.", escape_markdown(&action.passed_to.join(", ")))
        };
        let _ = write!(
            self.out,
            "\n**ACTION {}:** {}.\n\n> {}{end} Raised on {raised}.{owners} {due}\n",
            action.id,
            action.status,
            escape_markdown(&text)
        );
    }
}
