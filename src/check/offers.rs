//! Commitments that only prose holds, offered to the secretary with the Markdown to paste. Never published by themselves.

use std::sync::Arc;

use std::fmt::Write as _;

use serde::Serialize;

use crate::minutes::suggest;
use crate::record::{Meeting, Site};
use crate::source::Sources;

/// A sentence that seems to commit somebody to something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Offer {
    /// The file, below the site's folder.
    pub path: Box<str>,
    /// The line of the sentence, from 1.
    pub line: usize,
    /// The sentence, as it stands.
    pub sentence: Box<str>,
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
pub fn offers(sources: &Sources, meetings: &[Arc<Meeting>], site: &Site) -> Vec<Offer> {
    let mut out: Vec<Offer> = Vec::new();
    for meeting in meetings {
        let file = meeting.document.file;
        let text = sources.text(file).unwrap_or("");
        for found in suggest(meeting, text, site) {
            out.push(Offer {
                path: sources.path(file).into(),
                line: sources.line_column(found.span).0,
                sentence: text.get(found.span.range()).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ").into(),
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

/// The offers for people: where each stands, whose it is and by when, the sentence, and below it what to paste.
pub fn text(offers: &[Offer]) -> String {
    let mut out = String::new();
    for offer in offers {
        let owner = offer.owner.as_deref().unwrap_or("nobody named");
        let due = match (&offer.due, &offer.due_date) {
            (Some(words), Some(date)) => format!(", due {words} ({date})"),
            (Some(words), None) => format!(", due {words}"),
            _ => String::new(),
        };
        let _ = writeln!(out, "{}:{}: {owner}{due}\n    | {}\n    {}\n", offer.path, offer.line, offer.sentence, offer.markdown);
    }
    let files = offers.iter().map(|o| &o.path).collect::<std::collections::BTreeSet<_>>().len();
    match offers.len() {
        0 => out.push_str("No sentence of the minutes reads like a commitment that is not marked already.\n"),
        1 => out.push_str("1 sentence reads like a commitment. If it is one, paste the line below its paragraph.\n"),
        n => {
            let s = if files == 1 { "" } else { "s" };
            let _ = writeln!(
                out,
                "{n} sentences in {files} file{s} read like commitments. Paste the lines of those that are below their paragraphs."
            );
        }
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
             | UKHTC agreed to provide a further update by 31 August 2012.\n    \
             **ACTION:** UKHTC to provide a further update by 31 August 2012.\n\n\
             1 sentence reads like a commitment. If it is one, paste the line below its paragraph.\n"
        );
        assert!(parts.meetings[0].actions.is_empty());
    }
}
