//! The keys of front matter that only minutes have, and the papers beside them.

use super::context::Context;
use super::data::{DataDiagnostics, Reader};
use super::document::{self, AUDIENCES, Manner};
use super::files::{self, Names};
use super::imported::{self, ImportedOriginal};
use crate::diag::Diagnostic;
use crate::minutes::{DaySource, Front, Input, minutes};
use crate::record::{Audience, BodyIx, Document, FileId, Former, Hours, Meeting, Paper, Stage, Time, Written, slug};

/// What `stage` says of minutes.
const STAGES: [(&str, Stage); 1] = [("draft", Stage::Unagreed)];

/// Reads a file of minutes.
pub(super) fn meetings(cx: &Context<'_>, file: FileId, text: &str, body: BodyIx) -> (Vec<Meeting>, Vec<Diagnostic>) {
    let order = cx.folder.order_beside(cx.sources.path(file));
    meetings_dated(cx, (file, text), body, DaySource { order, by_path: false })
}

/// Reads a file of minutes whose day is looked for as `source` says.
pub(super) fn meetings_dated(
    cx: &Context<'_>,
    (file, text): (FileId, &str),
    body: BodyIx,
    source: DaySource,
) -> (Vec<Meeting>, Vec<Diagnostic>) {
    let path = cx.sources.path(file);
    let opened = document::open(file, text);
    let diagnostics = document::data_diagnostics(&opened, cx);
    let reader = Reader::new(&diagnostics, &opened.tree.table, "minutes");
    let mut document = document::document(&opened, text, &reader, Manner { anchors: false, title: None });
    document.is_unreviewed = imported::is_unreviewed(&reader);
    if let Some(stage) = reader.one_of("stage", &STAGES).filter(|_| document.stage == Stage::Published) {
        document.stage = stage;
    }
    let is_unreviewed = document.is_unreviewed;
    let original = imported::original(cx, &reader, &document);
    let (front, tombstones) = front(cx, &diagnostics, &reader, (&document, original.as_ref()));
    document.former.extend(tombstones);
    reader.finish();
    let (mut meetings, found) = minutes(Input { path, text, document, front, body, site: cx.site, source });
    if let (Some(original), [meeting]) = (&original, meetings.as_mut_slice()) {
        meeting.provenance = original.provenance(cx, text, meeting);
    }
    if is_unreviewed {
        meetings.iter_mut().for_each(Meeting::forget_reading);
    }
    let mut problems = opened.problems;
    problems.extend(diagnostics.into_problems());
    problems.extend(found);
    problems.extend(imported::open_offers(text, opened.body));
    (meetings, problems)
}

fn front(
    cx: &Context<'_>,
    diagnostics: &DataDiagnostics,
    reader: &Reader<'_>,
    (document, original): (&Document, Option<&ImportedOriginal>),
) -> (Front, Vec<Former>) {
    let (papers, tombstones) = papers(cx, diagnostics, reader, (document, original));
    let front = Front {
        // A page that Wiki.js wrote has the hour of its last change there, and that of its making beside it.
        date: reader.dated("date").filter(|_| !reader.places().any(|(key, _)| key == "dateCreated")),
        is_post: reader.places().any(|(key, _)| KEYS_OF_POSTS.contains(&key)),
        key: key(reader),
        hours: hours(reader),
        venue: reader.text("venue"),
        cancelled: reader.flag("cancelled"),
        papers,
    };
    (front, tombstones)
}

/// Keys that only the posts of a blog have.
const KEYS_OF_POSTS: [&str; 2] = ["categories", "category"];

/// `key`: a part of an address.
fn key(reader: &Reader<'_>) -> Option<Box<str>> {
    let key = reader.text("key")?;
    let good = slug(&key);
    if good != *key
        && let Some(value) = reader.value("key")
    {
        reader.wrong("key", value, "lower-case letters, digits and hyphens", &format!("\"{good}\""));
    }
    Some(good.into())
}

fn hours(reader: &Reader<'_>) -> Option<Hours> {
    let text = reader.text("hours")?;
    let hours = read_hours(&text);
    if hours.is_none()
        && let Some(value) = reader.value("hours")
    {
        reader.wrong("hours", value, "the time it opens, or opens and closes", "\"10:30-12:00\"");
    }
    hours
}

/// `10:30-12:00`, `10:30`; also `10.30 am to 12 pm`.
pub(super) fn read_hours(text: &str) -> Option<Hours> {
    let plain = text.to_lowercase().replace(['–', '—', '‐', '‑'], "-").replace(" to ", "-");
    let mut parts = plain.split('-').map(str::trim);
    let (from, to) = (parts.next()?, parts.next());
    if parts.next().is_some() {
        return None;
    }
    let to_time = match to {
        Some(to) => Some(time(to)?),
        None => None,
    };
    // `10-11.30 am`, `11 to 1 pm`: the half of the day stands once, for both where that makes an hour before the end.
    let half = |t: &str| ["am", "pm"].into_iter().find(|h| t.ends_with(h));
    let meant = match (to.and_then(half), to_time) {
        (Some(end), Some(to)) if half(from).is_none() => {
            [end, "am"].iter().find_map(|h| time(&format!("{from}{h}")).filter(|from| *from < to))
        }
        _ => None,
    };
    let from_time = meant.or_else(|| time(from))?;
    // One that closes on the day after is not longer than a night; other than that, an end before the beginning is a slip.
    let lasts = |to: Time| to.duration_since(from_time).as_secs().rem_euclid(DAY_SECONDS);
    if to_time.is_some_and(|to| to == from_time || to < from_time && lasts(to) > NIGHT_SECONDS) {
        return None;
    }
    Some(Hours { from: from_time, to: to_time })
}

const DAY_SECONDS: i64 = 24 * 60 * 60;
const NIGHT_SECONDS: i64 = 12 * 60 * 60;

fn time(text: &str) -> Option<Time> {
    if matches!(text, "noon" | "midday" | "12 noon") {
        return Time::new(12, 0, 0, 0).ok();
    }
    let (digits, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(rest), _) => (rest.trim(), Some(0)),
        (_, Some(rest)) => (rest.trim(), Some(12)),
        _ => (text, None),
    };
    let (hour, minute) = digits.split_once([':', '.']).unwrap_or((digits, "00"));
    if hour.is_empty() || hour.len() > 2 || minute.len() != 2 || half.is_none() && !digits.contains([':', '.']) {
        return None;
    }
    let (hour, minute): (i8, i8) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(add) => hour % 12 + add,
        None => hour,
    };
    Time::new(hour, minute, 0, 0).ok()
}

/// `papers`, in their order, then the other files of the folder by name.
fn papers(
    cx: &Context<'_>,
    diagnostics: &DataDiagnostics,
    reader: &Reader<'_>,
    (document, original): (&Document, Option<&ImportedOriginal>),
) -> (Vec<Paper>, Vec<Former>) {
    let (file, path) = (document.file, cx.sources.path(document.file));
    let mut names = Names::default();
    let mut out: Vec<Paper> = Vec::new();
    let mut problems = Vec::new();
    let named = reader.tables("papers", "a paper");
    let listed = reader.span_of("papers").filter(|_| !named.is_empty());
    let (mut tombstones, mut gone): (Vec<Former>, Vec<FileId>) = (Vec::new(), Vec::new());
    for paper in named {
        let withdrawn = files::withdrawn(cx, &paper, path);
        let found = if withdrawn.is_some() { None } else { files::named(cx, &paper, path) };
        let title = paper.text("title");
        let item = paper.label("item").map(|(text, span)| Written::new(text, span));
        let number = paper.label("number").map(|(text, _)| text);
        let version = paper.label("version").map(|(text, _)| text);
        let audience = paper.one_of("audience", &AUDIENCES).unwrap_or_default().max(document.audience);
        paper.finish();
        if let Some(withdrawn) = withdrawn {
            gone.extend(withdrawn.id);
            tombstones.extend(withdrawn.tombstone.filter(|_| audience == Audience::Public));
        }
        let Some(id) = found else { continue };
        let attachment = names.attach(files::file(cx, path, id, &mut problems), title, None, audience);
        out.push(Paper { title: attachment.title.clone(), attachment, item, number, version, audience });
    }
    for id in cx.folder.papers.get(&file).into_iter().flatten() {
        let is_kept_back = original.is_some_and(|original| original.is_kept_back(*id));
        if is_kept_back || cx.sources.is_left_out(*id) || gone.contains(id) || out.iter().any(|p| p.attachment.file == *id) {
            continue;
        }
        if let Some(at) = listed.filter(|_| original.is_none_or(|original| original.file != Some(*id))) {
            diagnostics.report(files::unlisted(cx, *id, at, "these minutes", "papers"));
        }
        let attachment = names.attach(files::file(cx, path, *id, &mut problems), None, None, document.audience);
        let audience = attachment.audience;
        out.push(Paper { title: attachment.title.clone(), attachment, item: None, number: None, version: None, audience });
    }
    problems.into_iter().for_each(|p| diagnostics.report(p));
    (out, tombstones)
}

#[cfg(test)]
mod tests {
    use super::read_hours;

    #[test]
    fn hours_as_people_write_them() {
        for (text, want) in [
            ("10:30-12:00", "10:30:00 12:00:00"),
            ("10:30", "10:30:00"),
            ("10.30 am to 12 pm", "10:30:00 12:00:00"),
            ("10.30am – 12 noon", "10:30:00 12:00:00"),
            ("2-4 pm", "14:00:00 16:00:00"),
            ("11 to 1.15 pm", "11:00:00 13:15:00"),
            ("14:00–4 pm", "14:00:00 16:00:00"),
            ("12 am", "00:00:00"),
            ("19:00-00:30", "19:00:00 00:30:00"),
            ("10 pm to 2 am", "22:00:00 02:00:00"),
            ("7.30 pm to 1 am", "19:30:00 01:00:00"),
        ] {
            let hours = read_hours(text).map(|h| format!("{}{}", h.from, h.to.map_or(String::new(), |t| format!(" {t}"))));
            assert_eq!(hours.as_deref(), Some(want), "{text}");
        }
        for text in ["", "10", "25:00", "12:00-10:30", "10:30-11:00-12:00", "noonish", "13 pm", "-", "10:3"] {
            assert_eq!(read_hours(text), None, "{text}");
        }
    }
}
