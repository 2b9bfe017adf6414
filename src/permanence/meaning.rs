//! The words that each place of the site shows now.

use super::fingerprint::{PrintDepth, WordBuffer, WordPrint, has_redaction};
use super::shown::Shown;
use crate::record::{ActionIx, Document, Meeting, PassageKind, Section, Span, Target};
use crate::site::LanguageSite;

/// A place of a page with an anchor.
#[derive(Debug, Clone)]
pub(super) struct PlaceWords<'d> {
    pub(super) anchor: &'d str,
    /// `None`: it shows no words.
    pub(super) words: Option<WordPrint>,
    /// Where they are written.
    pub(super) span: Span,
    /// A change of the words is told to the author: they are a record, and nothing in them says that they were changed.
    pub(super) is_record: bool,
}

/// Returns the words of every place of a document's page, in order; none of a text that was withdrawn, and in other languages those of a
/// translation alone: where there is none, the page has the words of the first language.
pub(super) fn places_of<'d>(site: &LanguageSite<'d>, shown: &Shown<'d>, depth: PrintDepth) -> Vec<PlaceWords<'d>> {
    if !has_own_words(site, shown) {
        return Vec::new();
    }
    let record = site.record;
    let minutes = match &shown.text {
        Target::Meeting(ix) => record.meetings.get(ix.ix()).map(|m| &**m),
        Target::Page(ix, _) => record.pages.get(ix.ix()).and_then(|p| p.translation.as_ref()?.minutes.as_ref()),
        _ => None,
    };
    match minutes {
        // An agenda becomes minutes: that is no change of a record.
        Some(minutes) if minutes.is_to_come => Vec::new(),
        Some(minutes) => of_minutes(site, minutes, depth),
        None => {
            let is_record = matches!(shown.original, Target::Report(_));
            record.document_of(&shown.text).map(|document| of_document(site, document, is_record, depth)).unwrap_or_default()
        }
    }
}

/// Whether a page has words of its own: it was not withdrawn, and in other languages there is a translation.
fn has_own_words(site: &LanguageSite<'_>, shown: &Shown<'_>) -> bool {
    let is_foreign = !shown.lang.is_empty() && shown.translation().is_none() && !is_alone(site, shown);
    !shown.is_withdrawn() && !is_foreign
}

/// Returns the words of a text that are below no anchor of its own: its title and what is before the next heading. Of minutes there are
/// none: each of their passages has an anchor. Also says where they are.
pub(super) fn lead_of(site: &LanguageSite<'_>, shown: &Shown<'_>, depth: PrintDepth) -> Option<(WordPrint, Span)> {
    let is_minutes = matches!(shown.original, Target::Meeting(_));
    let document = site.record.document_of(&shown.text).filter(|_| !is_minutes && has_own_words(site, shown))?;
    let title = document.title_anchor().map(|anchor| anchor.span);
    let end =
        document.anchors.iter().map(|a| a.span).find(|span| Some(*span) != title).map_or(document.body.end, |span| span.start);
    let span = Span { end: end.max(document.body.start), ..document.body };
    let mut words = WordBuffer::default();
    words.add(site.sources.slice(span));
    Some((words.print(depth)?, span))
}

/// Whether a page is a text of another language that translates nothing.
fn is_alone(site: &LanguageSite<'_>, shown: &Shown<'_>) -> bool {
    let Target::Page(ix, _) = &shown.original else { return false };
    site.record.pages.get(ix.ix()).and_then(|p| p.translation.as_ref()).is_some_and(|t| t.of.is_none())
}

fn of_minutes<'d>(site: &LanguageSite<'d>, minutes: &'d Meeting, depth: PrintDepth) -> Vec<PlaceWords<'d>> {
    let mut words = WordBuffer::default();
    let mut out = Vec::with_capacity(minutes.sections.iter().map(|s| s.passages.len() + 1).sum());
    for section in &minutes.sections {
        if let Some(heading) = section.heading {
            add_heading(&mut words, site, section);
            let words = words.print(depth);
            // What is below a heading without a number says itself what changed.
            out.push(PlaceWords { anchor: &section.anchor, words, span: heading, is_record: section.number.is_some() });
        }
        for passage in &section.passages {
            let span = if matches!(passage.kind, PassageKind::Paragraph(_)) { passage.text } else { passage.whole };
            let text = site.sources.slice(span);
            words.clear();
            words.add(text);
            let (words, is_record) = (words.print(depth), !has_redaction(text));
            out.push(PlaceWords { anchor: &passage.anchor, words, span: passage.whole, is_record });
        }
    }
    out.retain(|place| !place.anchor.is_empty());
    out
}

/// The words that the anchor of a heading stands for: of an item the title, which its number finds; of another heading all that is below
/// it too, since a second heading with the same words would have the same anchor.
fn add_heading(words: &mut WordBuffer, site: &LanguageSite<'_>, section: &Section) {
    words.clear();
    words.add(&section.title);
    if section.number.is_none() {
        section.passages.iter().for_each(|passage| words.add(site.sources.slice(passage.whole)));
    }
}

fn of_document<'d>(site: &LanguageSite<'d>, document: &'d Document, is_record: bool, depth: PrintDepth) -> Vec<PlaceWords<'d>> {
    let mut words = WordBuffer::default();
    let ends = document.anchors.iter().skip(1).map(|a| a.span.start).chain([document.body.end]);
    document
        .anchors
        .iter()
        .zip(ends)
        .map(|(anchor, end)| {
            let text = if anchor.level == 0 {
                let text = site.sources.slice(Span { end: end.max(anchor.span.end), ..anchor.span });
                text.strip_prefix(&*anchor.title).unwrap_or(text)
            } else {
                site.sources.slice(Span { start: anchor.span.end, end: end.max(anchor.span.end), ..anchor.span })
            };
            words.clear();
            if anchor.level > 0 {
                words.add(&anchor.title);
            }
            words.add(text);
            let is_record = is_record && !has_redaction(text);
            PlaceWords { anchor: &anchor.id, words: words.print(depth), span: anchor.span, is_record }
        })
        .collect()
}

/// Returns the words of an action. In a table they are its row, which says whose it is.
pub(super) fn action_words(site: &LanguageSite<'_>, ix: ActionIx, depth: PrintDepth) -> Option<WordPrint> {
    let action = site.record.actions.get(ix.ix())?;
    let span = site.record.raised(action).text;
    let source = site.sources.text(span.file)?;
    let (before, after) = (source.get(..span.start as usize)?, source.get(span.end as usize..)?);
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let is_row = before.get(start..)?.trim_start().starts_with('|');
    let end = span.end as usize + after.find('\n').unwrap_or(after.len());
    let mut words = WordBuffer::default();
    words.add(if is_row { source.get(start..end)? } else { site.sources.slice(span) });
    words.print(depth)
}

/// Whether the author gives an id to what is at a place: `{#2.1}` is on one of its lines.
pub(super) fn is_named(site: &LanguageSite<'_>, span: Span, id: &str) -> bool {
    let Some(source) = site.sources.text(span.file) else { return false };
    let (start, end) = (span.start as usize, span.end as usize);
    let start = source.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let end = source.get(end..).and_then(|after| after.find('\n')).map_or(source.len(), |at| end + at);
    let lines = source.get(start..end).unwrap_or("");
    lines.match_indices("{#").any(|(at, _)| lines.get(at + 2..).and_then(|rest| rest.split('}').next()) == Some(id))
}

/// Whether the words at a place withhold some of their own.
pub(super) fn has_redaction_in(site: &LanguageSite<'_>, span: Span) -> bool {
    has_redaction(site.sources.slice(span))
}
