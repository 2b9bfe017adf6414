//! Commitments that only prose holds (`UKHTC agreed to provide a further update.`): offered to the secretary, never published.

use super::due::due;
use super::known_people::People;
use super::label::unbracketed;
use super::marker::skip;
use super::owner_names::split_names;
use super::words::Lexicon;
use crate::layout;
use crate::layout::bare::{Bare, clip};
use crate::record::{Due, Meeting, Passage, PassageKind, Site, Span, TextRange, Written};

/// A sentence that seems to commit somebody to something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The sentence.
    pub span: Span,
    /// Who is to do it, as written.
    pub owner: Option<Written<()>>,
    /// By when, where the sentence says so.
    pub due: Option<Due>,
    /// What to paste below the paragraph, if it is an action.
    pub markdown: String,
}

/// Words between the owner and what is to be done.
const VERBS: [&str; 20] = [
    " agreed to ",
    " has agreed to ",
    " have agreed to ",
    " undertook to ",
    " has undertaken to ",
    " offered to ",
    " volunteered to ",
    " promised to ",
    " will ",
    " is to ",
    " are to ",
    " to ",
    " was asked to ",
    " were asked to ",
    " has been asked to ",
    " was tasked to ",
    " committed to ",
    " agreed that they would ",
    " cytunodd i ",
    " i ",
];

/// The commitments in the prose of a meeting, in order. `text` is the whole of its file. What is an action already gives none.
pub fn suggest(meeting: &Meeting, text: &str, site: &Site) -> Vec<Suggestion> {
    // Nobody promised what is in a comment.
    let body = meeting.document.body.range();
    let document = layout::BlockDocument::from_markdown(text, TextRange::new(body.start, body.end));
    let text = document.text();
    let lexicon = Lexicon::of(site);
    let people = People::of(meeting.attendance.as_deref().unwrap_or(&[]), &lexicon);
    let mut out = Vec::new();
    for passage in meeting.sections.iter().flat_map(|s| &s.passages) {
        if matches!(passage.kind, PassageKind::Prose | PassageKind::Paragraph(_)) && passage.raises.is_empty() {
            of_passage(meeting, passage, text, &people, &mut out);
        }
    }
    // What the next marked action says already is not said again.
    out.retain(|s| {
        !meeting.actions.iter().any(|a| {
            same_work(text.get(a.text.range()).unwrap_or(""), &s.markdown)
                && a.text.start >= s.span.start
                && a.text.start < s.span.end.saturating_add(400)
        })
    });
    out
}

fn of_passage(meeting: &Meeting, passage: &Passage, text: &str, people: &People, out: &mut Vec<Suggestion>) {
    let range = passage.text.range();
    for place in sentences(text, range.start, range.end) {
        let bare = Bare::within(text, place);
        if let Some(found) = sentence(meeting, &bare, people) {
            out.push(Suggestion { span: Span::new(passage.text.file, place.start(), place.end()), ..found });
        }
    }
}

/// The sentences of a range.
fn sentences(text: &str, from: usize, to: usize) -> Vec<TextRange> {
    let mut out = Vec::new();
    let Some(part) = text.get(from..to) else { return out };
    let bytes = part.as_bytes();
    let mut start = 0;
    for i in memchr::memchr3_iter(b'.', b'\n', b';', bytes) {
        let ends = match bytes.get(i) {
            Some(b'.') => bytes.get(i + 1).is_none_or(u8::is_ascii_whitespace),
            Some(b'\n') => matches!(bytes.get(i + 1), Some(b'\n' | b'-' | b'*')),
            _ => true,
        };
        if ends {
            add(part, from, start, i + usize::from(bytes.get(i) == Some(&b'.')), &mut out);
            start = i + 1;
        }
    }
    add(part, from, start, part.len(), &mut out);
    out
}

fn add(part: &str, from: usize, start: usize, end: usize, out: &mut Vec<TextRange>) {
    let Some(body) = part.get(start..end) else { return };
    let lead = body.len() - body.trim_start_matches([' ', '\n', '\r', '\t', '-', '*', '+']).len();
    let len = body.trim_end().len();
    if len > lead + 10 && len - lead < 600 {
        out.push(TextRange::new(lead, len).shift(from + start));
    }
}

fn sentence(meeting: &Meeting, bare: &Bare, people: &People) -> Option<Suggestion> {
    let text = bare.text.as_str();
    let head = clip(text, 120);
    let (at, verb) =
        VERBS.iter().filter_map(|v| head.find(v).map(|i| (i, *v))).min_by_key(|(i, v)| (*i, std::cmp::Reverse(v.len())))?;
    let before = head.get(..at)?;
    let promise = !matches!(verb, " will " | " to " | " i ");
    // `X agreed to …` commits anybody; `X will …` and `X to …` those who are known.
    let list = split_names(before, 0, before.len(), people)?;
    if !promise && !list.iter().all(|name| people.knows(name.slice(before))) {
        return None;
    }
    let rest = text.get(skip(text, at + verb.len())..)?.trim();
    let first = rest.split(' ').next()?;
    if matches!(first, "be" | "have" | "not" | "the" | "a" | "continue")
        || text.ends_with('?')
        || !first.starts_with(char::is_lowercase)
    {
        return None;
    }
    let span = |from: usize, to: usize| {
        let range = bare.range(from, to);
        Span::new(meeting.document.file, range.start(), range.end())
    };
    let name = *list.first()?;
    let owner = Written::new(name.slice(before).trim(), span(name.start(), name.end()));
    let when = due(text, meeting.date).map(|w| {
        let words = TextRange::new(w.start, w.end).slice(text);
        Due { date: w.date, is_next_meeting: false, text: words.into(), span: span(w.start, w.end) }
    });
    let stop = if rest.ends_with('.') { "" } else { "." };
    let markdown = format!("**ACTION:** {} to {rest}{stop}", before.trim());
    Some(Suggestion { span: owner.span, owner: Some(owner), due: when, markdown })
}

/// Whether an action says in most of its words what a suggestion says.
fn same_work(action: &str, suggestion: &str) -> bool {
    let (action, suggestion) = (unbracketed(action), unbracketed(suggestion.trim_start_matches("**ACTION:**")));
    let words: std::collections::BTreeSet<&str> = action.split(' ').filter(|w| w.len() > 3).collect();
    let mine: Vec<&str> = suggestion.split(' ').filter(|w| w.len() > 3).collect();
    let shared = mine.iter().filter(|w| words.contains(**w)).count();
    !mine.is_empty() && shared * 2 >= mine.len().min(words.len().max(1)) && shared > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minutes::tests::support::read;

    #[test]
    fn prose_that_commits_somebody() {
        let text = "# 17 April 2012\n\nPresent: Ann Lee, Bob Ray\n\n## 1. Item\n\n1.1 The data was useful. UKHTC agreed to provide a further update by 31 August 2012. \
                    The meeting agreed to the plan. Ann Lee will circulate the paper. It will rain.\n\n1.2 The Chair undertook to investigate.\n\n\
                    1.3 Bob Ray agreed to write to the board.\n\n**ACTION:** Bob Ray to write to the board.\n";
        let (meetings, _) = read("b/meetings/x.md", text);
        let found = suggest(&meetings[0], text, &Site::default());
        let shown: Vec<String> = found
            .iter()
            .map(|s| {
                format!(
                    "{} | {:?} | {}",
                    s.owner.as_ref().unwrap().text,
                    s.due.as_ref().and_then(|d| d.date).map(|d| d.to_string()),
                    s.markdown
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                "UKHTC | Some(\"2012-08-31\") | **ACTION:** UKHTC to provide a further update by 31 August 2012.",
                "Ann Lee | None | **ACTION:** Ann Lee to circulate the paper.",
                "Chair | None | **ACTION:** The Chair to investigate.",
            ]
        );
        assert_eq!(&text[found[0].span.range()], "UKHTC agreed to provide a further update by 31 August 2012.");
    }
}
