//! The words that each place of the site shows now.

use super::fingerprint::{CellPrint, Fingerprint, WordBuffer, has_redaction};
use super::shown::Shown;
use crate::record::{ActionIx, Dataset, Document, Mark, Meeting, PassageKind, Revision, Section, Span, Target};
use crate::site::LanguageSite;
use crate::site::page_ids::{DatasetPageId, ListPageId, PageId, ReportPageId};

/// A place of a page with an anchor.
#[derive(Debug, Clone)]
pub(super) struct PlaceWords<'d> {
    pub(super) anchor: &'d str,
    /// `None`: it shows no words.
    pub(super) words: Option<Fingerprint>,
    /// Where they are written.
    pub(super) span: Span,
    /// A change of the words is told to the author: they are a record, and nothing in them says that they were changed.
    pub(super) is_record: bool,
}

/// Returns the words of every place of a document's page, in order; none of a text that was withdrawn, and in other languages those of a
/// translation alone: where there is none, the page has the words of the first language.
pub(super) fn places_of<'d>(site: &LanguageSite<'d>, shown: &Shown<'d>) -> Vec<PlaceWords<'d>> {
    let is_foreign = !shown.lang.is_empty() && shown.translation().is_none() && !is_alone(site, shown);
    if shown.is_withdrawn() || is_foreign {
        return Vec::new();
    }
    let record = site.record;
    let minutes = match &shown.text {
        Target::Meeting(ix) => record.meetings.get(ix.ix()),
        Target::Page(ix, _) => record.pages.get(ix.ix()).and_then(|p| p.translation.as_ref()?.minutes.as_ref()),
        _ => None,
    };
    match minutes {
        // An agenda becomes minutes: that is no change of a record.
        Some(minutes) if minutes.is_to_come => Vec::new(),
        Some(minutes) => of_minutes(site, minutes),
        None => {
            let is_record = matches!(shown.original, Target::Report(_));
            record.document_of(&shown.text).map(|document| of_document(site, document, is_record)).unwrap_or_default()
        }
    }
}

/// Whether a page is a text of another language that translates nothing.
fn is_alone(site: &LanguageSite<'_>, shown: &Shown<'_>) -> bool {
    let Target::Page(ix, _) = &shown.original else { return false };
    site.record.pages.get(ix.ix()).and_then(|p| p.translation.as_ref()).is_some_and(|t| t.of.is_none())
}

fn of_minutes<'d>(site: &LanguageSite<'d>, minutes: &'d Meeting) -> Vec<PlaceWords<'d>> {
    let mut out = Vec::with_capacity(minutes.sections.iter().map(|s| s.passages.len() + 1).sum());
    for section in &minutes.sections {
        if let Some(heading) = section.heading {
            let words = heading_words(site, section).fingerprint();
            // What is below a heading without a number says itself what changed.
            out.push(PlaceWords { anchor: &section.anchor, words, span: heading, is_record: section.number.is_some() });
        }
        for passage in &section.passages {
            let span = if matches!(passage.kind, PassageKind::Paragraph(_)) { passage.text } else { passage.whole };
            let text = site.sources.slice(span);
            let (words, is_record) = (Fingerprint::of(text), !has_redaction(text));
            out.push(PlaceWords { anchor: &passage.anchor, words, span: passage.whole, is_record });
        }
    }
    out.retain(|place| !place.anchor.is_empty());
    out
}

/// The words that the anchor of a heading stands for: of an item the title, which its number finds; of another heading all that is below
/// it too, since a second heading with the same words would have the same anchor.
fn heading_words(site: &LanguageSite<'_>, section: &Section) -> WordBuffer {
    let mut words = WordBuffer::default();
    words.add(&section.title);
    if section.number.is_none() {
        section.passages.iter().for_each(|passage| words.add(site.sources.slice(passage.whole)));
    }
    words
}

fn of_document<'d>(site: &LanguageSite<'d>, document: &'d Document, is_record: bool) -> Vec<PlaceWords<'d>> {
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
            let mut words = WordBuffer::default();
            if anchor.level > 0 {
                words.add(&anchor.title);
            }
            words.add(text);
            let is_record = is_record && !has_redaction(text);
            PlaceWords { anchor: &anchor.id, words: words.fingerprint(), span: anchor.span, is_record }
        })
        .collect()
}

/// A row of a revision or of a table of figures.
#[derive(Debug)]
pub(super) struct RowWords {
    /// The key of an entry; the table and the label of a row of figures.
    pub(super) name: String,
    pub(super) span: Span,
    /// Its cells, each with the column and what is in it.
    pub(super) cells: Vec<CellWords>,
}

/// One cell.
#[derive(Debug)]
pub(super) struct CellWords {
    pub(super) print: CellPrint,
    pub(super) column: String,
    pub(super) text: String,
    /// It says itself that it was revised.
    pub(super) is_revised: bool,
    /// It says that it will change, so that nothing is promised.
    pub(super) is_provisional: bool,
}

/// Returns the words that a page has as a whole: of an action those it says, of an entry the key it is matched by.
pub(super) fn page_words(site: &LanguageSite<'_>, id: &PageId) -> Option<Fingerprint> {
    match id {
        PageId::Action(ix) => action_words(site, *ix),
        PageId::List(ListPageId::Entry(_, key)) => Fingerprint::of(key),
        _ => None,
    }
}

/// Returns the words of an action. In a table they are its row, which says whose it is.
pub(super) fn action_words(site: &LanguageSite<'_>, ix: ActionIx) -> Option<Fingerprint> {
    let action = site.record.actions.get(ix.ix())?;
    let span = site.record.raised(action).text;
    let source = site.sources.text(span.file)?;
    let (before, after) = (source.get(..span.start as usize)?, source.get(span.end as usize..)?);
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let is_row = before.get(start..)?.trim_start().starts_with('|');
    let end = span.end as usize + after.find('\n').unwrap_or(after.len());
    let mut words = WordBuffer::default();
    words.add(if is_row { source.get(start..end)? } else { site.sources.slice(span) });
    words.fingerprint()
}

/// Returns the rows of a page of figures or of a revision.
pub(super) fn rows_of(site: &LanguageSite<'_>, id: &PageId) -> Vec<RowWords> {
    let record = site.record;
    match id {
        PageId::List(ListPageId::Revision(ix, n)) => {
            let revision = record.lists.get(ix.ix()).and_then(|list| list.revisions.get(*n as usize));
            revision.map(of_revision).unwrap_or_default()
        }
        PageId::Dataset(DatasetPageId::Dataset(ix)) => record.datasets.get(ix.ix()).map(of_dataset).unwrap_or_default(),
        _ => Vec::new(),
    }
}

fn of_revision(revision: &Revision) -> Vec<RowWords> {
    let cell = |column: &str, text: &str| CellWords {
        print: CellPrint::of(column, text),
        column: column.to_owned(),
        text: text.to_owned(),
        is_revised: false,
        is_provisional: false,
    };
    let row = |entry: &crate::record::Entry| {
        let rank = entry.rank.map(|rank| rank.to_string()).unwrap_or_default();
        let own = [("rank", &*rank), ("name", &*entry.name), ("note", entry.note.as_deref().unwrap_or(""))];
        let values = revision.fields.iter().zip(&entry.values).map(|(field, value)| (&**field, &**value));
        let cells = own.into_iter().chain(values).filter(|(_, text)| !text.is_empty());
        RowWords { name: entry.key.to_string(), span: entry.span, cells: cells.map(|(c, t)| cell(c, t)).collect() }
    };
    revision.entries.iter().map(row).collect()
}

fn of_dataset(dataset: &Dataset) -> Vec<RowWords> {
    let mut out = Vec::new();
    for table in &dataset.tables {
        for row in &table.rows {
            let cells = table.series.iter().zip(&row.cells).filter(|(_, cell)| !cell.text.is_empty());
            let cells = cells.map(|(series, cell)| CellWords {
                print: CellPrint::of(series, &cell.text),
                column: series.to_string(),
                text: cell.text.to_string(),
                is_revised: cell.mark == Mark::Revised,
                is_provisional: cell.mark == Mark::Provisional,
            });
            out.push(RowWords { name: format!("{}/{}", table.id, row.label), span: row.span, cells: cells.collect() });
        }
    }
    out
}

/// Returns how many changes a page tells of: notes, earlier versions that are kept, reasons why figures replace others.
pub(super) fn notes_of(site: &LanguageSite<'_>, id: &PageId) -> usize {
    let record = site.record;
    let changes = |document: Option<&Document>| document.map_or(0, |d| d.changes.len());
    match id {
        PageId::Meeting(ix) => record.meetings.get(ix.ix()).map_or(0, |m| m.versions.len() + changes(Some(&m.document))),
        PageId::Report(ReportPageId::Report(ix)) => {
            record.reports.get(ix.ix()).map_or(0, |r| r.versions.len() + changes(Some(&r.document)))
        }
        PageId::Dataset(DatasetPageId::Dataset(ix)) => record
            .datasets
            .get(ix.ix())
            .map_or(0, |dataset| dataset.tables.iter().filter(|t| t.reason.is_some()).count() + changes(Some(&dataset.document))),
        PageId::List(ListPageId::Revision(ix, _)) => changes(record.lists.get(ix.ix()).map(|l| &l.document)),
        _ => 0,
    }
}
