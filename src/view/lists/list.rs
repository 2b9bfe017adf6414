//! One list: how it stands, what changed last, its ranks over time, all its revisions.

use serde::Serialize;

use super::changes::{Changes, changes_beside, summary};
use super::names::last_name;
use super::review::{NextReview, next_review, said};
use super::rows::{ListEntryTable, RowsOf};
use super::withheld::hidden;
use crate::chart::{Drawing, Ranked, Ranks, bump};
use crate::html::Html;
use crate::record::{Entry, List, ListIx, Stage, Target, compare_revisions};
use crate::site::list_history::{ListHistory as History, rank_text, ties};
use crate::site::list_pages;
use crate::view::about::{Heading, head, index_link, mentioned_by, place};
use crate::view::common::DocumentView;
use crate::view::{LanguageSite, Link, NamedTable, RowTable, Sink, View};

#[derive(Debug, Serialize)]
struct ListView<'r> {
    document: DocumentView,
    /// What it is for.
    text: Html,
    /// What an entry is: `country`.
    entry_kind: String,
    entry_kind_lang: String,
    /// Its contents are withheld from this edition.
    hidden: bool,
    /// They are withheld from the public edition, and this is another.
    closed: bool,
    review: NextReview,
    /// The last revision.
    current: Option<Line>,
    /// Its entries.
    rows: Option<ListEntryTable<'r>>,
    /// What it changed, against the one before.
    changes: Option<Changes<'r>>,
    chart: Option<Chart>,
    /// The ranks of every entry at every revision; shown where there are two revisions.
    ranks: Vec<RankRow>,
    /// All revisions, newest first.
    revisions: Vec<Line>,
    /// The days of revisions that are not in force yet, ISO 8601.
    to_come: Vec<String>,
    mentions: Vec<Link>,
}

impl View for ListView<'_> {
    fn tables(&self) -> Vec<NamedTable<'_>> {
        let entries = self.rows.iter().map(|rows| NamedTable::new("entries", RowTable::ListEntries(rows)));
        entries.chain(self.changes.iter().flat_map(Changes::tables)).collect()
    }
}

/// A chart with what it says.
#[derive(Debug, Serialize)]
pub(super) struct Chart {
    pub(super) svg: Html,
    pub(super) summary: String,
    pub(super) note: String,
}

impl Chart {
    /// `None` where nothing was drawn.
    pub(super) fn new(drawing: Drawing) -> Option<Chart> {
        let note = drawing.note.unwrap_or_default();
        (!drawing.svg.is_empty()).then_some(Chart { svg: drawing.svg, summary: drawing.summary, note })
    }
}

#[derive(Debug, Serialize)]
struct RankRow {
    name: String,
    name_lang: String,
    href: String,
    /// For each revision, oldest first; empty: not on the list.
    ranks: Vec<String>,
}

/// One revision in the list of all.
#[derive(Debug, Serialize)]
struct Line {
    date: String,
    href: String,
    agreed: Option<Link>,
    reason: Html,
    /// How many entries.
    entries: usize,
    /// What changed, in words; empty for the first.
    changes: String,
    /// What was said of the next review.
    review: String,
    /// Comparison with the one before, and with the last one.
    with_previous: String,
    with_current: String,
}

pub(super) fn show<S: Sink>(site: &LanguageSite<'_>, ix: ListIx, list: &List, path: String, sink: &mut S) {
    let root = site.addresses.root(&path);
    let hidden = hidden(site, list);
    let shown = if hidden { &[][..] } else { &list.revisions[..] };
    let current = shown.last();
    let previous = shown.len().checked_sub(2).and_then(|n| shown.get(n));
    let told = previous.zip(current).map(|(before, after)| compare_revisions(before, after));
    let Some(history) = site.history(ix) else { return };
    let mut lines: Vec<Line> = (0..list.revisions.len()).filter_map(|n| line(site, ix, list, n, hidden, &root)).collect();
    lines.reverse();
    let of = RowsOf { site, list, root: &root };
    let document = site.document(&list.document, &root);
    let text = if list.document.stage == Stage::Withdrawn {
        Html::default()
    } else {
        site.prose.document(site.text_of(&list.document), &root).html
    };
    let view = ListView {
        text,
        document,
        entry_kind: site.word(Some(&list.document), "entry_kind", &list.entry_kind).0,
        entry_kind_lang: site.word(Some(&list.document), "entry_kind", &list.entry_kind).1.to_owned(),
        hidden,
        closed: list.withheld && !hidden,
        review: next_review(site, list),
        current: list.revisions.len().checked_sub(1).and_then(|n| line(site, ix, list, n, hidden, &root)),
        rows: current.map(|r| of.entries(r, &ties(r), told.as_deref())),
        changes: previous.zip(current).zip(told.as_deref()).map(|(pair, told)| changes_beside(of, pair, told)),
        chart: if hidden { None } else { chart(site, list, history) },
        ranks: if shown.len() > 1 { rank_rows(site, list, history) } else { Vec::new() },
        revisions: lines,
        to_come: list.to_come.iter().map(|r| r.date.to_string()).collect(),
        mentions: mentioned_by(site, &Target::List(ix), mentions(site, ix, list)),
    };
    let heading = Heading {
        path,
        title: site.title(&list.document).0,
        description: site.description(&list.document).0,
        document: Some(&list.document),
        body: list.body,
        kind: "list",
        trail: vec![index_link(site, "lists", "lists")],
    };
    sink.page("list.html", &head(site, heading), &view);
}

fn line(site: &LanguageSite<'_>, ix: ListIx, list: &List, n: usize, hidden: bool, root: &str) -> Option<Line> {
    let revision = list.revisions.get(n)?;
    let last = list.revisions.len() - 1;
    let before = n.checked_sub(1).and_then(|b| list.revisions.get(b)).filter(|_| !hidden);
    let compared = |other: usize| list_pages::comparison(site, list, n, other).unwrap_or_default();
    Some(Line {
        date: revision.date.to_string(),
        href: site.addresses.revision(ix, list_pages::place(n)),
        agreed: revision.agreed_at.as_ref().map(|a| place(site, a)),
        reason: revision.reason.as_deref().map(|r| site.prose.inline(Some(&list.document), r, root)).unwrap_or_default(),
        entries: revision.entries.len(),
        changes: before.map(|b| summary(site, &compare_revisions(b, revision))).unwrap_or_default(),
        review: said(site, revision.next_review.as_ref()),
        with_previous: if before.is_some() { compared(n - 1) } else { String::new() },
        with_current: if !hidden && n + 1 < last { compared(last) } else { String::new() },
    })
}

/// The ranks of all entries over all revisions.
fn chart(site: &LanguageSite<'_>, list: &List, history: &History) -> Option<Chart> {
    let entries = history.entries(list).map(|(entry, row)| Ranked {
        name: last_name(site, list, entry).0,
        ranks: row.iter().map(|e| e.and_then(|e| e.rank)).collect(),
    });
    Chart::new(bump(
        &Ranks {
            id: "ranks".to_owned(),
            title: site.say_with("ranks_title", &[("name", &site.title(&list.document).0)]),
            dates: history.days(),
            entries: entries.collect(),
        },
        site.words(),
    ))
}

/// The table that says what the chart does.
fn rank_rows(site: &LanguageSite<'_>, list: &List, history: &History) -> Vec<RankRow> {
    let rank = |(n, entry): (usize, &Option<&Entry>)| entry.map(|e| rank_text(e.rank, history.tied(n, e))).unwrap_or_default();
    history
        .entries(list)
        .map(|(entry, row)| {
            let (name, name_lang) = last_name(site, list, entry);
            RankRow {
                name,
                name_lang: name_lang.to_owned(),
                href: site.addresses.entry_of(list, entry),
                ranks: row.iter().enumerate().map(rank).collect(),
            }
        })
        .collect()
}

/// Who refers to the list or to one of its revisions.
fn mentions<'a>(site: &LanguageSite<'a>, ix: ListIx, list: &List) -> impl Iterator<Item = &'a crate::record::Mention> {
    let record = site.record;
    let revisions = (0..list.revisions.len()).map(move |n| Target::Revision(ix, list_pages::place(n)));
    std::iter::once(Target::List(ix)).chain(revisions).flat_map(move |t| record.mentions_of(&t))
}
