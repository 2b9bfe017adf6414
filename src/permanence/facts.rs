//! What a page says besides its text: rows of figures and of revisions, facts of front matter, names, files, and how many changes it
//! tells of.

use std::collections::BTreeSet;

use super::fingerprint::{CellPrint, Fingerprint, PrintDepth, WordPrint};
use super::meaning;
use super::shown::Shown;
use crate::record::{
    Action, Dataset, Document, FileId, Mark, Meeting, NameByDate, Record, Report, Revision, Span, Target, Version, slug,
};
use crate::site::LanguageSite;
use crate::site::page_ids::{DatasetPageId, ListPageId, PageId, ReportPageId, VersionPageId};
use crate::site::slice::Slice;

/// A row of a revision or of a table of figures; the facts of a page.
#[derive(Debug)]
pub(super) struct RowWords {
    /// The key of an entry; the table and the label of a row of figures; of facts, [`FACTS`] and the like.
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

impl CellWords {
    fn new(column: &str, text: &str) -> CellWords {
        CellWords {
            print: CellPrint::of(column, text),
            column: column.to_owned(),
            text: text.to_owned(),
            is_revised: false,
            is_provisional: false,
        }
    }
}

/// The row of what front matter says of a page. No row of a table has a name that begins with a slash.
pub(super) const FACTS: &str = "/facts";

/// The row of the entries of a revision in their order.
pub(super) const ORDER: &str = "/order";

/// The row of the owners of an action.
pub(super) const OWNERS: &str = "/owners";

/// Returns the words of a page that is no text, as a whole: of an action those it says, of an entry the key it is matched by, of an
/// organisation or person each of their names, of an earlier version all of it. Also says where they are.
pub(super) fn page_words(site: &LanguageSite<'_>, id: &PageId, depth: PrintDepth) -> Vec<WordPrint> {
    let record = site.record;
    match id {
        PageId::Action(ix) => meaning::action_words(site, *ix, depth).into_iter().collect(),
        PageId::List(ListPageId::Entry(_, key)) => Fingerprint::of(key).map(WordPrint::from).into_iter().collect(),
        PageId::Organisation(ix, Slice::Whole) => {
            record.organisations.get(ix.ix()).map(|o| names(&o.name, &o.names)).unwrap_or_default()
        }
        PageId::Person(ix, Slice::Whole) => record.people.get(ix.ix()).map(|p| names(&p.name, &p.names)).unwrap_or_default(),
        PageId::Version(id) => version_of(record, id)
            .and_then(|version| WordPrint::of(site.sources.slice(version.document().body)))
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

/// The version that a page shows.
pub(super) fn version_of<'d>(record: &'d Record, id: &VersionPageId) -> Option<&'d Version> {
    match id {
        VersionPageId::Version(of, n) => of.versions(record).get(*n as usize),
        VersionPageId::Compare(..) => None,
    }
}

/// The names of somebody, as far as their letters go: each is a name that their address can have.
fn names(name: &str, others: &[NameByDate]) -> Vec<WordPrint> {
    let all = std::iter::once(name).chain(others.iter().map(|other| &*other.name));
    let mut prints: Vec<WordPrint> = all.filter_map(|name| Fingerprint::of(&slug(name))).map(WordPrint::from).collect();
    prints.sort_unstable_by_key(|words| words.print);
    prints.dedup();
    prints
}

/// Returns the fingerprint of a published file's bytes.
pub(super) fn file_print(site: &LanguageSite<'_>, file: FileId) -> Option<Fingerprint> {
    site.sources.digest(file).map(|digest| Fingerprint::of_hash(&digest))
}

/// Returns the files whose rows are recorded on the pages that show them, so that nothing more is to be said of their bytes.
pub(super) fn table_files(record: &Record) -> BTreeSet<FileId> {
    let figures = record.datasets.iter().flat_map(|d| &d.tables).map(|table| table.file);
    let revisions = record.lists.iter().flat_map(|list| list.revisions.iter().chain(&list.to_come)).map(|r| r.file);
    figures.chain(revisions).collect()
}

/// Returns the rows of a page: of figures, of a revision, of what front matter says.
pub(super) fn rows_of(site: &LanguageSite<'_>, id: &PageId) -> Vec<RowWords> {
    let record = site.record;
    match id {
        PageId::List(ListPageId::Revision(ix, n)) => {
            let revision = record.lists.get(ix.ix()).and_then(|list| list.revisions.get(*n as usize));
            revision.map(of_revision).unwrap_or_default()
        }
        PageId::Dataset(DatasetPageId::Dataset(ix)) => record.datasets.get(ix.ix()).map(of_dataset).unwrap_or_default(),
        PageId::Action(ix) => record.actions.get(ix.ix()).map(|action| vec![owners_of(record, action)]).unwrap_or_default(),
        PageId::Meeting(ix) => record.meetings.get(ix.ix()).and_then(|m| of_meeting(site, m)).into_iter().collect(),
        PageId::Report(ReportPageId::Report(ix)) => {
            record.reports.get(ix.ix()).and_then(|report| of_report(site, report)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// The owners that the minutes gave an action, as written.
pub(super) fn owners_of(record: &Record, action: &Action) -> RowWords {
    let part = record.raised(action);
    let cells = part.owners.iter().map(|owner| CellWords::new("", &owner.text)).collect();
    RowWords { name: OWNERS.to_owned(), span: part.text, cells }
}

/// What front matter says, of the keys that it has: what a reader took from the text is in the words of the text.
fn facts(site: &LanguageSite<'_>, document: &Document, all: &[(&str, Option<String>)]) -> Option<RowWords> {
    let front = site.sources.text(document.file)?.get(..document.body.start as usize)?;
    let written = all.iter().filter(|(key, _)| front.contains(key));
    let cells: Vec<CellWords> = written.filter_map(|(key, value)| Some(CellWords::new(key, value.as_deref()?))).collect();
    let span = Span { start: 0, end: document.body.start, file: document.file };
    let first = cells.first().and_then(|cell| front.find(&cell.column));
    let line = |at: usize| front.get(at..).and_then(|rest| rest.find('\n')).map_or(front.len(), |end| at + end);
    let span = first.map_or(span, |at| Span::new(document.file, at, line(at)));
    (!cells.is_empty()).then(|| RowWords { name: FACTS.to_owned(), span, cells })
}

fn of_meeting(site: &LanguageSite<'_>, meeting: &Meeting) -> Option<RowWords> {
    let of_record = !meeting.is_to_come && meeting.document.withdrawal().is_none();
    let hours = meeting.hours.map(|hours| {
        let until = hours.to.map(|to| format!("-{}", to.strftime("%H:%M"))).unwrap_or_default();
        format!("{}{until}", hours.from.strftime("%H:%M"))
    });
    let all = [("venue", meeting.venue.as_deref().map(str::to_owned)), ("hours", hours)];
    facts(site, &meeting.document, &all).filter(|_| of_record)
}

fn of_report(site: &LanguageSite<'_>, report: &Report) -> Option<RowWords> {
    let of = |value: Option<&str>| value.map(str::to_owned);
    let all = [
        ("title", of(Some(&report.document.title))),
        ("date", report.date.map(|date| date.to_string())),
        ("period", of(report.period.as_deref())),
        ("publisher", of(report.publisher.as_deref())),
    ];
    facts(site, &report.document, &all).filter(|_| report.document.withdrawal().is_none())
}

fn of_revision(revision: &Revision) -> Vec<RowWords> {
    let row = |entry: &crate::record::Entry| {
        let rank = entry.rank.map(|rank| rank.to_string()).unwrap_or_default();
        let own = [("rank", &*rank), ("name", &*entry.name), ("note", entry.note.as_deref().unwrap_or(""))];
        let values = revision.fields.iter().zip(&entry.values).map(|(field, value)| (&**field, &**value));
        let cells = own.into_iter().chain(values).filter(|(_, text)| !text.is_empty());
        RowWords { name: entry.key.to_string(), span: entry.span, cells: cells.map(|(c, t)| CellWords::new(c, t)).collect() }
    };
    let mut out: Vec<RowWords> = revision.entries.iter().map(row).collect();
    if let Some(first) = revision.entries.first() {
        let keys: Vec<&str> = revision.entries.iter().map(|entry| &*entry.key).collect();
        out.push(RowWords { name: ORDER.to_owned(), span: first.span, cells: vec![CellWords::new("order", &keys.join(" "))] });
    }
    out
}

fn of_dataset(dataset: &Dataset) -> Vec<RowWords> {
    let mut out = Vec::new();
    let unit = |table: &str, units: &str| CellWords::new(&format!("units of {table}"), units);
    let whole = dataset.units.as_deref().map(|units| CellWords::new("units", units));
    let of_tables = dataset.tables.iter().filter_map(|table| Some(unit(&table.id, table.units.as_deref()?)));
    let cells: Vec<CellWords> = whole.into_iter().chain(of_tables).collect();
    if !cells.is_empty() {
        let span = Span { end: dataset.document.body.start, start: 0, file: dataset.document.file };
        out.push(RowWords { name: FACTS.to_owned(), span, cells });
    }
    for table in &dataset.tables {
        for row in &table.rows {
            let cells = table.series.iter().zip(&row.cells).filter(|(_, cell)| !cell.text.is_empty());
            let cells = cells.map(|(series, cell)| CellWords {
                is_revised: cell.mark == Mark::Revised,
                is_provisional: cell.mark == Mark::Provisional,
                ..CellWords::new(series, &cell.text)
            });
            out.push(RowWords { name: format!("{}/{}", table.id, row.label), span: row.span, cells: cells.collect() });
        }
    }
    out
}

/// Returns how many changes a page tells of: notes, earlier versions that are kept, reasons why figures replace others.
pub(super) fn notes_of(site: &LanguageSite<'_>, id: &PageId) -> usize {
    let record = site.record;
    match id {
        PageId::List(ListPageId::List(ix) | ListPageId::Revision(ix, _)) => notes_of_target(record, &Target::List(*ix)),
        PageId::Version(VersionPageId::Version(of, _)) => {
            record.document_of(&of.target()).map_or(0, |document| document.changes.len())
        }
        _ => super::page_target(record, id).map_or(0, |target| notes_of_target(record, &target)),
    }
}

/// Returns how many changes a text in another language tells of: those of the document, and its own.
pub(super) fn notes_of_text(site: &LanguageSite<'_>, shown: &Shown<'_>) -> usize {
    notes_of_target(site.record, &shown.original) + shown.translation().map_or(0, |document| document.changes.len())
}

/// Returns how many changes a document tells of.
fn notes_of_target(record: &Record, target: &Target) -> usize {
    let changes = record.document_of(target).map_or(0, |document| document.changes.len());
    changes
        + match target {
            Target::Meeting(ix) => record.meetings.get(ix.ix()).map_or(0, |m| m.versions.len()),
            Target::Report(ix) => record.reports.get(ix.ix()).map_or(0, |r| r.versions.len()),
            Target::Dataset(ix) => {
                record.datasets.get(ix.ix()).map_or(0, |d| d.tables.iter().filter(|t| t.reason.is_some()).count())
            }
            _ => 0,
        }
}

/// Whether a page was withdrawn and says so.
pub(super) fn is_withdrawn(site: &LanguageSite<'_>, id: &PageId) -> bool {
    super::page_target(site.record, id).is_some_and(|target| Shown::new(site.record, target, "").is_withdrawn())
}
