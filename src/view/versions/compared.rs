//! Two versions of one text, paragraph by paragraph. Every change is said in words as well, so that it is read without colour.

use serde::Serialize;

use super::head::head;
use crate::record::{BLANK, Document, Meeting, Para, ParaChange, ParaKind, PassageKind, RunKind, Span, compare_text};
use crate::site::document_pages::version_page_path;
use crate::site::page_ids::{VersionPageId, VersionedDocument};
use crate::text::plain;
use crate::view::{LanguageSite, Link, Sink, View};

#[derive(Debug, Serialize)]
struct Comparison {
    /// The text as it stands.
    now: Link,
    before: ComparedVersion,
    after: ComparedVersion,
    /// How many paragraphs fared how: `added`, `removed`, `edited`, `renumbered`, `moved`, `unchanged`.
    counts: Vec<Count>,
    /// In the order of the later version.
    runs: Vec<Run>,
}

impl View for Comparison {}

/// One of the two.
#[derive(Debug, Serialize)]
struct ComparedVersion {
    number: u32,
    href: String,
    /// It is the text as it stands.
    current: bool,
    /// ISO 8601, or empty.
    since: String,
}

#[derive(Debug, Serialize)]
struct Count {
    kind: &'static str,
    n: usize,
}

/// Paragraphs that stayed, or one that changed.
#[derive(Debug, Serialize)]
struct Run {
    /// `unchanged`, or how the one paragraph fared.
    kind: &'static str,
    paragraphs: Vec<Shown>,
}

#[derive(Debug, Serialize)]
struct Shown {
    /// The number now; or empty.
    number: String,
    /// The number before, where it is another.
    was: String,
    /// It stands elsewhere.
    moved: bool,
    /// `same`, `added` or `removed`, with the words.
    words: Vec<Words>,
}

#[derive(Debug, Serialize)]
struct Words {
    kind: &'static str,
    text: String,
}

pub(super) fn show<S: Sink>(site: &LanguageSite<'_>, of: VersionedDocument, a: u32, b: u32, path: String, sink: &mut S) {
    let record = site.record;
    let (before, after) = (Text::of(site, of, a), Text::of(site, of, b));
    let changes = compare_text(&before.paras(), &after.paras());
    let numbers = (of.number(record, a), of.number(record, b));
    let (first, last) = (numbers.0.to_string(), numbers.1.to_string());
    let title = site.say_with("versions_title", &[("title", &of.title(site)), ("before", &first), ("after", &last)]);
    let view = Comparison {
        now: of.way(site).pop().unwrap_or_else(|| Link::new("", "")),
        before: compared_version(site, of, a),
        after: compared_version(site, of, b),
        counts: counts(&changes),
        runs: runs(&before, &after, &changes),
    };
    sink.page("versions.html", &head(site, of, &path, "versions", title), &view);
}

fn compared_version(site: &LanguageSite<'_>, of: VersionedDocument, place: u32) -> ComparedVersion {
    let record = site.record;
    let current = of.versions(record).get(place as usize).is_none();
    let path = if current { of.path(record) } else { version_page_path(site, &VersionPageId::Version(of, place)) };
    ComparedVersion {
        number: of.number(record, place),
        href: site.addresses.folder(&path),
        current,
        since: LanguageSite::iso(of.since(record, place)),
    }
}

/// The paragraphs of a text, as plain words.
struct Text {
    /// The lasting anchor (or empty) and the words of each.
    paragraphs: Vec<(String, String)>,
}

impl Text {
    fn of(site: &LanguageSite<'_>, of: VersionedDocument, place: u32) -> Text {
        let mut text = Text { paragraphs: Vec::new() };
        match of.meeting(site.record, place) {
            Some(meeting) => text.minutes(site, meeting),
            None => {
                if let Some(document) = of.document(site.record, place) {
                    text.article(site, document);
                }
            }
        }
        text
    }

    fn paras(&self) -> Vec<Para<'_>> {
        self.paragraphs.iter().map(|(anchor, text)| Para { anchor, text }).collect()
    }

    fn push(&mut self, anchor: &str, words: &str) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            self.paragraphs.push((anchor.to_owned(), shown(&words)));
        }
    }

    fn minutes(&mut self, site: &LanguageSite<'_>, meeting: &Meeting) {
        for section in &meeting.sections {
            self.push(if section.number.is_some() { &section.anchor } else { "" }, &plain(&section.title));
            for passage in &section.passages {
                let words = |span: Span| site.sources.slice(span);
                match &passage.kind {
                    PassageKind::Paragraph(_) => self.push(&passage.anchor, &plain(words(passage.text))),
                    PassageKind::Attendance { .. } => words(passage.whole).lines().for_each(|line| self.push("", &plain(line))),
                    PassageKind::Action(..) | PassageKind::Decision(..) => {
                        self.push(&passage.anchor, &plain(words(passage.whole)))
                    }
                    _ => self.push("", &plain(words(passage.whole))),
                }
            }
        }
    }

    /// Paragraphs are what blank lines part; code between fences stays whole.
    fn article(&mut self, site: &LanguageSite<'_>, document: &Document) {
        let text = site.sources.slice(document.body);
        let (mut from, mut at, mut fenced) = (0, 0, false);
        for line in text.split_inclusive('\n') {
            let end = at + line.len();
            if line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~") {
                fenced = !fenced;
            }
            if line.trim().is_empty() && !fenced {
                self.chunk(document, &text[from..at], from);
                from = end;
            }
            at = end;
        }
        self.chunk(document, &text[from..], from);
    }

    fn chunk(&mut self, document: &Document, text: &str, from: usize) {
        let start = document.body.start as usize + from;
        let range = start..start + text.len();
        let title = document.title_anchor().map(|a| &a.id);
        let anchor = document.anchors.iter().find(|a| range.contains(&(a.span.start as usize)) && Some(&a.id) != title);
        // A number that opens the paragraph is its anchor, and is shown beside it.
        let words = plain(text);
        let words = anchor.filter(|a| a.level == 0).and_then(|a| words.trim_start().strip_prefix(&*a.title)).unwrap_or(&words);
        self.push(anchor.map_or("", |a| &a.id), words);
    }
}

/// Withheld words as a page shows them.
fn shown(words: &str) -> String {
    let blank = char::from(BLANK);
    if !words.contains(blank) {
        return words.to_owned();
    }
    let mut out = String::with_capacity(words.len());
    let mut before = false;
    for c in words.chars() {
        match (c == blank, before) {
            (true, false) => out.push('…'),
            (true, true) => {}
            (false, _) => out.push(c),
        }
        before = c == blank;
    }
    out
}

fn key(change: &ParaChange<'_>) -> &'static str {
    match change.kind {
        ParaKind::Added => "added",
        ParaKind::Removed => "removed",
        ParaKind::Edited => "edited",
        ParaKind::Renumbered => "renumbered",
        ParaKind::Unchanged if change.moved => "moved",
        ParaKind::Unchanged => "unchanged",
    }
}

fn counts(changes: &[ParaChange<'_>]) -> Vec<Count> {
    let kinds = ["added", "removed", "edited", "renumbered", "moved", "unchanged"];
    kinds
        .into_iter()
        .map(|kind| Count { kind, n: changes.iter().filter(|c| key(c) == kind).count() })
        .filter(|c| c.n > 0)
        .collect()
}

fn runs(before: &Text, after: &Text, changes: &[ParaChange<'_>]) -> Vec<Run> {
    changes
        .chunk_by(|a, b| key(a) == "unchanged" && key(b) == "unchanged")
        .map(|run| Run {
            kind: run.first().map_or("unchanged", key),
            paragraphs: run.iter().map(|c| paragraph(before, after, c)).collect(),
        })
        .collect()
}

fn paragraph(before: &Text, after: &Text, change: &ParaChange<'_>) -> Shown {
    let was = change.before.and_then(|n| before.paragraphs.get(n));
    let is = change.after.and_then(|n| after.paragraphs.get(n));
    let number = |p: Option<&(String, String)>| p.map(|(anchor, _)| label(anchor)).unwrap_or_default();
    let (old, new) = (number(was), number(is));
    let whole = |kind: &'static str, p: Option<&(String, String)>| {
        vec![Words { kind, text: p.map(|(_, text)| text.clone()).unwrap_or_default() }]
    };
    let words = match change.kind {
        ParaKind::Added => whole("added", is),
        ParaKind::Removed => whole("removed", was),
        ParaKind::Renumbered | ParaKind::Unchanged => whole("same", is),
        ParaKind::Edited => change
            .words
            .iter()
            .map(|run| Words {
                kind: match run.kind {
                    RunKind::Same => "same",
                    RunKind::Added => "added",
                    RunKind::Removed => "removed",
                },
                text: run.text.to_string(),
            })
            .collect(),
    };
    let number = if is.is_some() { new.clone() } else { old.clone() };
    Shown {
        was: if is.is_some() && was.is_some() && old != new { old } else { String::new() },
        number,
        moved: change.moved,
        words,
    }
}

/// A number as people say it; other anchors are no names for them.
fn label(anchor: &str) -> String {
    let number = anchor.strip_prefix("action-").or_else(|| anchor.strip_prefix("decision-")).unwrap_or(anchor);
    if number.starts_with(|c: char| c.is_ascii_digit()) { number.to_owned() } else { String::new() }
}
