//! Commitments that only prose holds, offered to the secretary with the Markdown to paste. Never published by themselves.

use std::fmt::Write as _;

use serde::Serialize;

use crate::parse::minutes::suggest;
use crate::record::{Meeting, Site};
use crate::source::Sources;

/// A sentence that seems to commit somebody to something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Offer {
    /// The file, below the site's folder.
    pub path: Box<str>,
    /// The line of the sentence, from 1.
    pub line: usize,
    /// Who is to do it, as written.
    pub owner: Option<Box<str>>,
    /// By when, as written.
    pub due: Option<Box<str>>,
    /// The day that is, where it can be told: `2012-08-31`, or `2012-08` for a month.
    pub due_date: Option<Box<str>>,
    /// What to paste below the paragraph, if it is an action.
    pub markdown: Box<str>,
}

/// The offers of every meeting, by file and line.
pub fn offers(sources: &Sources, meetings: &[Meeting], site: &Site) -> Vec<Offer> {
    let mut out: Vec<Offer> = Vec::new();
    for meeting in meetings {
        let file = meeting.document.file;
        for found in suggest(meeting, sources.text(file).unwrap_or(""), site) {
            out.push(Offer {
                path: sources.path(file).into(),
                line: sources.line_column(found.span).0,
                owner: found.owner.map(|o| o.text),
                due: found.due.as_ref().map(|d| d.text.clone()),
                due_date: found.due.and_then(|d| d.date).map(|d| d.to_string().into()),
                markdown: found.markdown.into(),
            });
        }
    }
    out.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    out
}

/// The offers for a terminal: where each stands, whose it is and by when, and what to paste.
pub fn text(offers: &[Offer]) -> String {
    let mut out = String::new();
    for offer in offers {
        let owner = offer.owner.as_deref().unwrap_or("nobody named");
        let due = match (&offer.due, &offer.due_date) {
            (Some(words), Some(date)) => format!(", due {words} ({date})"),
            (Some(words), None) => format!(", due {words}"),
            _ => String::new(),
        };
        let _ = writeln!(out, "{}:{}: {owner}{due}\n    {}", offer.path, offer.line, offer.markdown);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::tests::folder;

    #[test]
    fn prose_is_offered_with_its_line() {
        let text_of = b"# Board\n\nThe data was useful.\n\nUKHTC agreed to provide a further update by 31 August 2012.\n";
        let (sources, parts, _) = folder(&[("content/board/meetings/2012-04-17.md", text_of)]);
        let found = offers(&sources, &parts.meetings, &parts.site);
        assert_eq!(
            text(&found),
            "content/board/meetings/2012-04-17.md:5: UKHTC, due 31 August 2012 (2012-08-31)\n    \
             **ACTION:** UKHTC to provide a further update by 31 August 2012.\n"
        );
        assert!(parts.meetings[0].actions.is_empty());
    }
}
