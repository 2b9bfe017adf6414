//! Published addresses of whole things that other things have now: an entry, an organisation or a person, the head of a text, a file,
//! an earlier version; what was withdrawn and is there again.

use rustc_hash::FxHashMap;

use super::changed::{EditedPlace, MovedWords, TakenBy, TakenPlace};
use super::facts;
use super::fingerprint::{Fingerprint, PrintDepth, WordPrint};
use super::ledger::{Ledger, Listed};
use super::meaning;
use super::other_actions::{NEAR, NEARER, likeness};
use super::shown::Shown;
use super::standing::{Stand, Standing};
use crate::record::{FileId, Span, Target};
use crate::site::page_ids::{ListPageId, PageId};

/// A page or file of the ledger that is not what was published there.
pub(super) enum OtherWhole {
    /// Another thing has its address.
    Taken(TakenPlace),
    /// It was edited. The words may be elsewhere: where they are, it was taken.
    Edited(EditedPlace, Option<WordPrint>),
    /// It is no record, and was edited. The words may be elsewhere.
    Living(TakenPlace, Option<WordPrint>),
}

/// Holds a page or file as a whole against the ledger.
pub(super) fn other_whole(
    standing: &Standing<'_, '_>,
    listed: &Listed<'_>,
    stand: Stand<'_, '_>,
    shown: Option<&Shown<'_>>,
) -> Option<OtherWhole> {
    let site = standing.site;
    let taken = |by: TakenBy, now: Span| TakenPlace { anchor: String::new(), listed: listed.span, now, moved: None, by };
    let notes = notes_at(standing, &listed.address, stand);
    if listed.is_withdrawn && listed.words.is_empty() {
        // To withdraw was a change; to publish again is another.
        let is_again = shown.is_none_or(|shown| !shown.is_withdrawn()) && notes < listed.notes.max(1);
        let now = shown.and_then(Shown::document).map(|document| Span { start: 0, end: document.body.start, ..document.body });
        let now = now.or_else(|| if let Stand::File(file) = stand { Some(Span::new(file, 0, 0)) } else { None });
        return is_again.then(|| OtherWhole::Taken(taken(TakenBy::Withdrawn, now.unwrap_or(listed.span))));
    }
    if listed.words.is_empty() {
        return None;
    }
    match stand {
        Stand::File(file) => {
            let print = facts::file_print(site, file).filter(|print| !listed.had_whole(*print))?;
            let now = Span::new(file, 0, 0);
            // A note tells of other bytes, and not of those of another file.
            return Some(if is_noted(listed, notes) {
                OtherWhole::Living(taken(TakenBy::OtherFile, now), Some(print.into()))
            } else {
                OtherWhole::Edited(edited(listed, Some(now), ""), Some(print.into()))
            });
        }
        Stand::Page(PageId::Action(_), _) | Stand::Export => return None,
        // An alias leads from the address of a file to a page: its author said so.
        Stand::Page(..) | Stand::Alone(..) if !listed.address.ends_with('/') => return None,
        Stand::Page(id, "") => {
            let now = facts::page_words(site, id, PrintDepth::Exact);
            if !now.is_empty() {
                return other_page(standing, listed, id, &now, notes);
            }
        }
        Stand::Page(..) | Stand::Alone(..) => {}
    }
    let (now, span) = meaning::lead_of(site, shown?, PrintDepth::Exact)?;
    if listed.had_whole(now.print) {
        return None;
    }
    let now = meaning::lead_of(site, shown?, PrintDepth::Near).map(|(words, _)| words);
    let is_record = matches!(shown?.original, Target::Report(_)) && !meaning::has_redaction_in(site, span);
    Some(match is_record && !is_noted(listed, notes) {
        true => OtherWhole::Edited(edited(listed, Some(span), ""), now),
        false => OtherWhole::Living(taken(TakenBy::Words, span), now),
    })
}

/// A page that is no text.
fn other_page(
    standing: &Standing<'_, '_>,
    listed: &Listed<'_>,
    id: &PageId,
    now: &[WordPrint],
    notes: usize,
) -> Option<OtherWhole> {
    let record = standing.site.record;
    if now.iter().any(|words| listed.had_whole(words.print)) {
        return None;
    }
    let taken = |by: TakenBy, now: Option<Span>| {
        let now = now.unwrap_or(listed.span);
        Some(OtherWhole::Taken(TakenPlace { anchor: String::new(), listed: listed.span, now, moved: None, by }))
    };
    match id {
        PageId::List(ListPageId::Entry(ix, key)) => {
            let entries = record.lists.get(ix.ix())?.revisions.iter().rev().flat_map(|r| &r.entries);
            taken(TakenBy::Words, entries.into_iter().find(|e| e.key == *key).map(|e| e.span))
        }
        PageId::Organisation(ix, _) => taken(TakenBy::OtherName, record.organisations.get(ix.ix())?.listed),
        PageId::Person(ix, _) => taken(TakenBy::OtherName, record.people.get(ix.ix())?.listed),
        PageId::Version(id) => {
            let body = facts::version_of(record, id)?.document().body;
            let is_told = is_noted(listed, notes) || meaning::has_redaction_in(standing.site, body);
            (!is_told).then(|| OtherWhole::Edited(edited(listed, Some(body), ""), None))
        }
        _ => None,
    }
}

fn edited(listed: &Listed<'_>, now: Option<Span>, name: &str) -> EditedPlace {
    EditedPlace { name: name.to_owned(), listed: listed.span, now, cells: Vec::new(), is_row: false }
}

/// Whether a page tells of more changes than it did.
pub(super) fn is_noted(listed: &Listed<'_>, notes: usize) -> bool {
    notes > listed.notes
}

/// How many changes are told of at an address: by the page, or by that which a file is beside.
pub(super) fn notes_at(standing: &Standing<'_, '_>, address: &str, stand: Stand<'_, '_>) -> usize {
    let of = |stand: Stand<'_, '_>| match stand {
        Stand::Page(id, "") => facts::notes_of(standing.site, id),
        stand => standing.shown(stand).map_or(0, |shown| facts::notes_of_text(standing.site, &shown)),
    };
    if !matches!(stand, Stand::File(_)) {
        return of(stand);
    }
    let mut folder = address.trim_matches('/');
    while let Some((above, _)) = folder.rsplit_once('/') {
        if let Some(stand) = standing.get(&format!("{above}/")).filter(|stand| standing.shown(*stand).is_some()) {
            return of(stand);
        }
        folder = above;
    }
    0
}

/// Every whole of the site that was not published as it is: heads of texts, and files.
#[derive(Default)]
pub(super) struct UnlistedWholes {
    exact: FxHashMap<Fingerprint, MovedWords>,
    /// Each with whether it is long enough to be known again wherever it is.
    heads: Vec<(WordPrint, bool, MovedWords)>,
}

impl UnlistedWholes {
    pub(super) fn new(standing: &Standing<'_, '_>, ledger: &Ledger<'_>) -> UnlistedWholes {
        let (site, record) = (standing.site, standing.site.record);
        let mut out = UnlistedWholes::default();
        let had = |address: &str, print: Fingerprint| ledger.get(address).is_some_and(|listed| listed.had_whole(print));
        for (target, _) in record.documents() {
            let shown = Shown::new(record, target, "");
            let Some(path) = record.path_of(&shown.original) else { continue };
            let address = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
            let Some((words, span)) = meaning::lead_of(site, &shown, PrintDepth::Near) else { continue };
            if !had(&address, words.print) {
                let is_long = site.sources.slice(span).len() >= LONG;
                out.heads.push((words, is_long, MovedWords { address, anchor: String::new(), span }));
            }
        }
        for (file, path) in &record.files {
            let address = format!("/{path}");
            let Some(print) = facts::file_print(site, *file).filter(|print| !had(&address, *print)) else { continue };
            let moved = MovedWords { address, anchor: String::new(), span: Span::new(FileId(file.0), 0, 0) };
            out.exact.entry(print).or_insert(moved);
        }
        out
    }

    /// The place of what was published at an address; `now` is there instead.
    pub(super) fn find(&self, ledger: &Ledger<'_>, listed: &Listed<'_>, now: Option<WordPrint>) -> Option<&MovedWords> {
        let elsewhere = |moved: &&MovedWords| *moved.address != *listed.address;
        if let Some(moved) = listed.words.iter().find_map(|was| self.exact.get(&was.print)).filter(elsewhere) {
            return Some(moved);
        }
        // Few words are at the head of many texts; two that were exchanged are known all the same.
        let is_exchanged = |moved: &MovedWords| {
            let there = ledger.get(&moved.address);
            now.zip(there).is_some_and(|(now, there)| there.had_whole(now.print))
        };
        let own = now.map_or(0, |now| likeness(listed, now));
        let known = self.heads.iter().filter(|(_, is_long, moved)| elsewhere(&moved) && (*is_long || is_exchanged(moved)));
        let near = known.map(|(words, _, moved)| (likeness(listed, *words), moved)).max_by_key(|(near, _)| *near);
        near.filter(|(near, _)| *near == 100 || *near >= NEAR && *near >= own + NEARER).map(|(_, moved)| moved)
    }
}

/// Words of at least so many bytes are known again on another page.
pub(super) const LONG: usize = 40;
