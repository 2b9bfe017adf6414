//! How an action stands, from its words.

use super::lexicon::{MARKS_THERE, STATUS_DONE, STATUS_DROPPED, STATUS_IN_PROGRESS, STATUS_OPEN, STATUS_SUPERSEDED};
use super::marker::skip;
use crate::layout::bare::{clip, fold};
use crate::record::Status;

/// A status in brackets or with a colon at the start, and where what follows it begins.
pub(super) fn status_at(text: &str) -> (Status, usize) {
    let at = skip(text, 0);
    let rest = text.get(at..).unwrap_or("");
    if let Some(inner) = rest.strip_prefix(['[', '(']) {
        let end = inner.find([']', ')']).unwrap_or(0);
        let words = fold(inner.get(..end).unwrap_or(""));
        if words == "x" {
            return (Status::Done, skip(text, at + end + 2));
        }
        if let Some(status) = status_of(&words) {
            return (status, skip(text, at + end + 2));
        }
    }
    if rest.starts_with(['✅', '☑', '✔']) {
        let len = rest.chars().next().map_or(0, char::len_utf8);
        return (Status::Done, skip(text, at + len));
    }
    let head = clip(rest, 24);
    if let Some(end) = head.find([':', '-', '–'])
        && let Some(status) = status_of(&fold(head.get(..end).unwrap_or("")))
    {
        let len = head.get(end..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
        return (status, skip(text, at + end + len));
    }
    (Status::Open, at)
}

/// `… (Done)`, `… - Completed`, `… DONE`.
pub(super) fn closing_status(text: &str) -> Status {
    let text = text.trim_end().trim_end_matches(['.', '!']);
    if text.ends_with(['✅', '☑', '✔']) {
        return Status::Done;
    }
    if let Some(status) = stated(text) {
        return status;
    }
    if let Some(inner) = text.strip_suffix([')', ']']) {
        let start = inner.rfind(['(', '[']).unwrap_or(inner.len());
        return status_of(&fold(inner.get(start..).unwrap_or(""))).unwrap_or_default();
    }
    let last = [" - ", " – ", " — ", ": "].iter().filter_map(|d| text.rfind(d).map(|i| i + d.len())).max();
    if let Some(status) = last.and_then(|i| status_of(&fold(text.get(i..).unwrap_or("")))) {
        return status;
    }
    // `Oil the gate. Completed.`
    if let Some((_, last)) = text.rsplit_once(". ")
        && let Some(status) = status_of(&fold(last))
    {
        return status;
    }
    let word = text.rsplit(' ').next().unwrap_or("");
    let capitals = word.len() > 3 && word.chars().all(char::is_uppercase);
    if capitals && STATUS_DONE.contains(&word.to_lowercase()) { Status::Done } else { Status::Open }
}

/// `Status: Completed as agreed.` anywhere in the words.
pub(super) fn stated(text: &str) -> Option<Status> {
    let at = ["Status:", "STATUS:", "status:", "Status :", "[status]", "[Status]"]
        .iter()
        .filter_map(|w| text.find(w).map(|i| i + w.len()))
        .min()?;
    let rest = text.get(at..)?.trim_start();
    let clause = rest.split(['.', ',', ';', '(', '\n']).next().unwrap_or("");
    let words = fold(clip(clause, 40));
    status_of(&words).or_else(|| words.split(' ').next().and_then(status_of))
}

/// The status that the cell of a column for it says: `Closed 4 March`, or a mark in a column `Done`.
pub(super) fn status_of_cell(cell: &str) -> Option<Status> {
    let words = fold(cell);
    let dated = |rest: &str| rest.bytes().any(|b| b.is_ascii_digit()) && !rest.contains('%');
    let first =
        || words.split_once(' ').filter(|(_, rest)| dated(rest) && !cell.contains('%')).and_then(|(first, _)| status_of(first));
    let marked = || {
        let ticked = cell.contains(['✓', '✔', '✅', '☑']) || words == "x" || MARKS_THERE.contains(&words);
        ticked.then_some(Status::Done)
    };
    status_of(&words).or_else(first).or_else(marked)
}

/// The status that a few words name.
pub(super) fn status_of(words: &str) -> Option<Status> {
    let words = words.strip_prefix("status ").unwrap_or(words);
    let lists = [
        (Status::Done, &STATUS_DONE),
        (Status::InProgress, &STATUS_IN_PROGRESS),
        (Status::Dropped, &STATUS_DROPPED),
        (Status::Open, &STATUS_OPEN),
        (Status::Superseded, &STATUS_SUPERSEDED),
    ];
    lists.into_iter().find(|(_, list)| list.contains(words)).map(|(status, _)| status)
}
