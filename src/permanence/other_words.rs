//! Published addresses at which other words stand now.
//!
//! Three things can have happened. The words are at another place of the page (or the page as a whole is another): its address was
//! *taken over*, and links to it lead astray. They are nowhere, and what is around them is as it was: they were *edited*. Or the author
//! says what happened: words are withheld, figures are marked as revised, a note tells of the change.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::fingerprint::Fingerprint;
use super::ledger::{Ledger, Listed, ListedWords};
use super::meaning::{self, CellWords, PlaceWords, RowWords};
use super::shown::Shown;
use super::standing::{Place, Stand, Standing};
use crate::record::{ActionIx, MeetingIx, Span, Target};
use crate::site::page_ids::{ListPageId, PageId};

/// A page with other words than were published, by what happened.
#[derive(Debug, Default)]
pub(super) struct ChangedPage<'d> {
    /// As in the ledger.
    pub(super) address: String,
    /// What the page shows, where that is a document.
    pub(super) shown: Option<Shown<'d>>,
    /// Places whose words are elsewhere.
    pub(super) taken: Vec<TakenPlace>,
    /// Places whose words are nowhere.
    pub(super) edited: Vec<EditedPlace>,
}

/// An anchor that other words have now.
#[derive(Debug, Clone)]
pub(super) struct TakenPlace {
    /// Empty: the page.
    pub(super) anchor: String,
    /// In the ledger.
    pub(super) listed: Span,
    /// The words there now.
    pub(super) now: Span,
    /// Where the published words are.
    pub(super) moved: Option<MovedWords>,
}

/// The place of published words.
#[derive(Debug, Clone)]
pub(super) struct MovedWords {
    /// `/board/2024-05-01/`.
    pub(super) address: String,
    pub(super) anchor: String,
    pub(super) span: Span,
}

/// A place with words that were never published there.
#[derive(Debug, Clone)]
pub(super) struct EditedPlace {
    /// The anchor, or the name of a row.
    pub(super) name: String,
    /// In the ledger.
    pub(super) listed: Span,
    /// The words there now; `None`: the row is gone.
    pub(super) now: Option<Span>,
    /// The cells that were not published so, of a row.
    pub(super) cells: Vec<(String, String)>,
    /// It is a row.
    pub(super) is_row: bool,
}

/// Holds the words of a ledger against those of the site: every page with others, in the order of the ledger.
pub(super) fn changed_pages<'d>(standing: &Standing<'d, '_>, ledger: &Ledger<'_>) -> Vec<ChangedPage<'d>> {
    let found: Vec<FoundPage<'d>> = ledger.pages.par_iter().filter_map(|listed| found_page(standing, ledger, listed)).collect();
    if found.is_empty() {
        return Vec::new();
    }
    // Words are looked for on the whole site only where a page as a whole is another.
    let is_searched = found.iter().any(FoundPage::is_other);
    let others = if is_searched { UnlistedWords::new(standing, ledger) } else { UnlistedWords::default() };
    let mut out: BTreeMap<String, ChangedPage<'d>> = BTreeMap::new();
    for page in found {
        page.settle(standing, ledger, &others, &mut out);
    }
    out.into_values().filter(|page| !page.taken.is_empty() || !page.edited.is_empty()).collect()
}

/// A page of the ledger on which something differs.
struct FoundPage<'d> {
    address: String,
    shown: Option<Shown<'d>>,
    /// The words of the page now.
    places: Vec<PlaceWords<'d>>,
    /// The anchor, its words in the ledger and its place now.
    differing: Vec<(String, Option<Fingerprint>, Span, PlaceWords<'d>)>,
    /// How many anchors are as they were published.
    same: usize,
    /// The action or entry that the whole page is of, with its words in the ledger.
    whole: Option<(PageId, Fingerprint)>,
    rows: Vec<EditedPlace>,
    span: Span,
    /// It tells of more changes than it did.
    is_noted: bool,
}

fn found_page<'d>(standing: &Standing<'d, '_>, ledger: &Ledger<'_>, listed: &Listed<'_>) -> Option<FoundPage<'d>> {
    let has_words = |words: &ListedWords| *words != ListedWords::Unknown;
    if listed.words.is_empty() && listed.rows.is_empty() && !listed.anchors.iter().any(|a| has_words(&a.words)) {
        return None;
    }
    let site = standing.site;
    let address = listed.address.strip_prefix('/').unwrap_or(&listed.address);
    let stand = standing.get(address).or_else(|| moved_stand(standing, ledger, address))?;
    let mut found = FoundPage {
        address: listed.address.to_string(),
        shown: standing.shown(stand),
        places: Vec::new(),
        differing: Vec::new(),
        same: 0,
        whole: None,
        rows: Vec::new(),
        span: listed.span,
        is_noted: false,
    };
    if let Stand::Page(id, "") = stand {
        let notes = meaning::notes_of(site, id);
        found.is_noted = notes > listed.notes;
        let now = meaning::page_words(site, id);
        if let Some(was) = listed.words.first().filter(|_| now.is_none_or(|now| !listed.words.contains(&now))) {
            found.whole = now.is_some().then(|| (id.clone(), *was));
        }
        if !listed.rows.is_empty() && !found.is_noted {
            found.rows = changed_rows(listed, &meaning::rows_of(site, id));
        }
    }
    found.hold_anchors(standing, listed, has_words);
    let differs = !found.differing.is_empty() || found.whole.is_some() || !found.rows.is_empty();
    differs.then_some(found)
}

/// What has moved since the last publication, so that the ledger does not know its address now: its words are held against those that
/// it had at the earlier one.
fn moved_stand<'d, 'p>(standing: &Standing<'d, 'p>, ledger: &Ledger<'_>, address: &str) -> Option<Stand<'d, 'p>> {
    let place = match standing.site.record.aliases.get(address.trim_end_matches('/')) {
        Some(target) => format!("{}/", standing.site.record.path_of(target)?),
        None => match standing.now(address)? {
            Place::Page(page) => page,
            Place::Anchor(..) | Place::File(_) => return None,
        },
    };
    let is_new = ledger.get(&format!("/{place}")).is_none();
    standing.get(&place).filter(|_| is_new)
}

impl<'d> FoundPage<'d> {
    fn hold_anchors(&mut self, standing: &Standing<'d, '_>, listed: &Listed<'_>, has_words: impl Fn(&ListedWords) -> bool) {
        let Some(shown) = self.shown.as_ref().filter(|_| listed.anchors.iter().any(|a| has_words(&a.words))) else { return };
        let places = meaning::places_of(standing.site, shown);
        let mut order: Vec<&PlaceWords<'d>> = places.iter().collect();
        order.sort_by_key(|place| place.anchor);
        let find = |anchor: &str| {
            let at = order.binary_search_by_key(&anchor, |place| place.anchor).ok()?;
            order.get(at).copied()
        };
        for anchor in listed.anchors.iter().filter(|a| has_words(&a.words)) {
            let place = find(&anchor.name).or_else(|| find(shown.stands_for(&anchor.name)?));
            // What has no words is withheld.
            let Some((place, now)) = place.and_then(|place| Some((place, place.words?))) else { continue };
            if anchor.words == ListedWords::Shown(now) {
                self.same += 1;
                continue;
            }
            // Of two branches that were merged, either may have published what stands.
            let other = |a: &&super::ledger::ListedAnchor<'_>| a.name == anchor.name && a.words == ListedWords::Shown(now);
            if !listed.anchors.iter().any(|a| other(&a)) {
                self.differing.push((anchor.name.to_string(), anchor.words.shown(), anchor.span, place.clone()));
            }
        }
        self.places = places;
    }

    /// Most of the words are others: perhaps the page is another as a whole.
    fn is_other(&self) -> bool {
        self.differing.len() > self.same
    }

    /// Says of each place what happened to it.
    fn settle(
        self,
        standing: &Standing<'d, '_>,
        ledger: &Ledger<'_>,
        others: &UnlistedWords,
        out: &mut BTreeMap<String, ChangedPage<'d>>,
    ) {
        let listed = ledger.get(&self.address);
        let had = |anchor: &str, words: Fingerprint| {
            let anchors = listed.into_iter().flat_map(|l| &l.anchors);
            anchors.into_iter().any(|a| *a.name == *anchor && a.words == ListedWords::Shown(words))
        };
        let is_other = self.is_other();
        let (mut taken, mut edited) = (Vec::new(), self.rows);
        for (anchor, was, span, place) in self.differing {
            let here = was.and_then(|was| {
                let found = self.places.iter().find(|p| p.words == Some(was) && !had(p.anchor, was))?;
                Some(MovedWords { address: self.address.clone(), anchor: found.anchor.to_owned(), span: found.span })
            });
            let moved = here.or_else(|| others.find(was.filter(|_| is_other)?).cloned());
            // Words that were published at another anchor, which has them no more.
            let takes = |now: Fingerprint| {
                let before = listed.into_iter().flat_map(|l| &l.anchors).find(|a| a.words == ListedWords::Shown(now))?;
                self.places.iter().all(|p| *p.anchor != *before.name || p.words != Some(now)).then_some(())
            };
            if moved.is_some() || place.words.is_some_and(|now| takes(now).is_some()) {
                taken.push(TakenPlace { anchor, listed: span, now: place.span, moved });
            } else if place.is_record && !self.is_noted {
                edited.push(EditedPlace { name: anchor, listed: span, now: Some(place.span), cells: Vec::new(), is_row: false });
            }
        }
        if let Some((id, was)) = self.whole {
            settle_whole(standing, ledger, (&id, was, &self.address, self.span), out);
        }
        let page = out.entry(self.address.clone()).or_default();
        page.address = self.address;
        page.shown = page.shown.take().or(self.shown);
        let known: Vec<String> = page.taken.iter().map(|place| place.anchor.clone()).collect();
        page.taken.extend(taken.into_iter().filter(|place| !known.contains(&place.anchor)));
        if page.taken.is_empty() {
            page.edited.extend(edited);
        }
    }
}

/// The page of an action whose address another action has now is told with the minutes of both; that of an entry by itself.
fn settle_whole<'d>(
    standing: &Standing<'d, '_>,
    ledger: &Ledger<'_>,
    (id, was, address, span): (&PageId, Fingerprint, &str, Span),
    out: &mut BTreeMap<String, ChangedPage<'d>>,
) {
    let (site, record) = (standing.site, standing.site.record);
    let (page, place) = match id {
        PageId::Action(ix) => {
            let Some(action) = record.actions.get(ix.ix()) else { return };
            let part = record.raised(action);
            let Some(moved) = moved_action(standing, ledger, action.meeting, was) else { return };
            let place = TakenPlace { anchor: format!("action-{}", part.local), listed: span, now: part.text, moved: Some(moved) };
            (format!("/{}/", site.addresses.meeting_path(action.meeting)), place)
        }
        PageId::List(ListPageId::Entry(ix, key)) => {
            let list = record.lists.get(ix.ix());
            let entry = list.and_then(|l| l.revisions.iter().rev().flat_map(|r| &r.entries).find(|e| e.key == *key));
            let Some(entry) = entry else { return };
            (address.to_owned(), TakenPlace { anchor: String::new(), listed: span, now: entry.span, moved: None })
        }
        _ => return,
    };
    let shown = standing.document(page.trim_start_matches('/'));
    let there = out.entry(page.clone()).or_default();
    there.address = page;
    there.shown = there.shown.take().or(shown);
    there.edited.clear();
    if let Some(known) = there.taken.iter_mut().find(|known| known.anchor == place.anchor) {
        // The words of the action alone are shorter than those of its passage.
        known.now = place.now;
        known.moved = place.moved;
    } else {
        there.taken.push(place);
    }
}

/// The action of a meeting that has the words of another now, under an id under which they were never published.
fn moved_action(standing: &Standing<'_, '_>, ledger: &Ledger<'_>, meeting: MeetingIx, was: Fingerprint) -> Option<MovedWords> {
    let (site, record) = (standing.site, standing.site.record);
    let had = |ix: ActionIx| {
        let address = format!("/{}/", site.addresses.action_path(ix));
        ledger.get(&address).is_some_and(|listed| listed.words.contains(&was))
    };
    let (ix, action) = record.actions_of(meeting).find(|(ix, _)| meaning::action_words(site, *ix) == Some(was) && !had(*ix))?;
    let address = format!("/{}/", site.addresses.action_path(ix));
    Some(MovedWords { address, anchor: String::new(), span: record.raised(action).text })
}

/// The rows of a page that are not as they were published.
fn changed_rows(listed: &Listed<'_>, now: &[RowWords]) -> Vec<EditedPlace> {
    let mut out = Vec::new();
    for row in &listed.rows {
        let mut same = now.iter().filter(|r| *r.name == *row.name).peekable();
        let first = same.peek().map(|r| r.span);
        let cells: Vec<&CellWords> = same.flat_map(|r| &r.cells).collect();
        let lost = row.cells.iter().filter(|was| !cells.iter().any(|cell| cell.print == **was)).count();
        let fresh = cells.iter().filter(|cell| !row.cells.contains(&cell.print));
        let (revised, others): (Vec<&CellWords>, Vec<&CellWords>) = fresh.partition(|cell| cell.is_revised);
        // A figure that is marked as revised says itself that another was there.
        if lost > revised.len() {
            let cells = others.iter().map(|cell| (cell.column.clone(), cell.text.clone())).collect();
            out.push(EditedPlace { name: row.name.to_string(), listed: row.span, now: first, cells, is_row: true });
        }
    }
    out
}

/// The words of every place of the site that was not published with them.
#[derive(Default)]
struct UnlistedWords {
    places: HashMap<Fingerprint, MovedWords>,
}

impl UnlistedWords {
    fn new(standing: &Standing<'_, '_>, ledger: &Ledger<'_>) -> UnlistedWords {
        let mut places: HashMap<Fingerprint, MovedWords> = HashMap::new();
        for (target, _) in standing.site.record.documents().filter(|(t, _)| !matches!(t, Target::Page(..))) {
            let shown = Shown::new(standing.site.record, target, "");
            let Some(path) = standing.site.record.path_of(&shown.original) else { continue };
            let address = format!("/{path}/");
            let listed = ledger.get(&address);
            for place in meaning::places_of(standing.site, &shown) {
                let Some(words) = place.words else { continue };
                let had = listed.is_some_and(|l| l.anchors.iter().any(|a| a.words == ListedWords::Shown(words)));
                // What is this short is said in the minutes of every meeting.
                if had || standing.site.sources.slice(place.span).len() < LONG {
                    continue;
                }
                let moved = MovedWords { address: address.clone(), anchor: place.anchor.to_owned(), span: place.span };
                places.entry(words).or_insert(moved);
            }
        }
        UnlistedWords { places }
    }

    fn find(&self, words: Fingerprint) -> Option<&MovedWords> {
        self.places.get(&words)
    }
}

/// Words of at least so many bytes are known again on another page.
const LONG: usize = 40;
