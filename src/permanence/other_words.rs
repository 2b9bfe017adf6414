//! Published addresses at which other words stand now.
//!
//! Three things can have happened. The words are at another place of the page (or the page as a whole is another): its address was
//! *taken over*, and links to it lead astray. They are nowhere, and what is around them is as it was: they were *edited*. Or the author
//! says what happened: words are withheld, figures are marked as revised, a note tells of the change.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use rayon::prelude::*;

use super::changed::{ChangedPage, EditedPlace, MovedWords, TakenBy, TakenPlace};
use super::facts::{self, CellWords, RowWords};
use super::fingerprint::{Fingerprint, PrintDepth, WordPrint};
use super::ledger::{Ledger, Listed, ListedWords};
use super::meaning::{self, PlaceWords};
use super::other_actions::{NEAR, NEARER, taken_action};
use super::other_pages::{self, LONG, OtherWhole, UnlistedWholes, is_noted};
use super::shown::Shown;
use super::standing::{Place, Stand, Standing};
use crate::record::{Span, Target};
use crate::site::page_ids::PageId;

/// Holds the words of a ledger against those of the site: every page with others, in the order of the ledger.
pub(super) fn changed_pages<'d>(standing: &Standing<'d, '_>, ledger: &Ledger<'_>) -> Vec<ChangedPage<'d>> {
    let found: Vec<FoundPage<'d>> = ledger.pages.par_iter().filter_map(|listed| found_page(standing, ledger, listed)).collect();
    if found.is_empty() {
        return Vec::new();
    }
    // Words are looked for on the whole site only where a page as a whole is another.
    let is_searched = found.iter().any(FoundPage::is_other);
    let others = if is_searched { UnlistedWords::new(standing, ledger) } else { UnlistedWords::default() };
    let is_searched = found.iter().any(|page| matches!(page.whole, Some(OtherWhole::Edited(..) | OtherWhole::Living(..))));
    let wholes = if is_searched { UnlistedWholes::new(standing, ledger) } else { UnlistedWholes::default() };
    let mut out: BTreeMap<String, ChangedPage<'d>> = BTreeMap::new();
    for page in found {
        page.settle(standing, ledger, (&others, &wholes), &mut out);
    }
    out.into_values().filter(|page| !page.taken.is_empty() || !page.edited.is_empty()).collect()
}

/// A place of a page with other words than the ledger has of it.
struct DifferingPlace<'d> {
    anchor: String,
    /// In the ledger.
    was: ListedWords,
    listed: Span,
    now: PlaceWords<'d>,
}

/// A page of the ledger on which something differs.
struct FoundPage<'d> {
    address: String,
    shown: Option<Shown<'d>>,
    /// The words of the page now.
    places: Vec<PlaceWords<'d>>,
    differing: Vec<DifferingPlace<'d>>,
    /// How many anchors are as they were published.
    same: usize,
    /// The page or file as a whole.
    whole: Option<OtherWhole>,
    /// The action that has the address of another, with the minutes that it is told with.
    action: Option<(String, TakenPlace)>,
    rows: Vec<EditedPlace>,
    /// It tells of more changes than it did.
    is_noted: bool,
}

fn found_page<'d>(standing: &Standing<'d, '_>, ledger: &Ledger<'_>, listed: &Listed<'_>) -> Option<FoundPage<'d>> {
    let has_words = listed.anchors.iter().any(|a| a.words != ListedWords::Unknown);
    if listed.words.is_empty() && listed.rows.is_empty() && !listed.is_withdrawn && !has_words {
        return None;
    }
    let site = standing.site;
    let address = listed.address.strip_prefix('/').unwrap_or(&listed.address);
    let stand = standing.get(address).or_else(|| moved_stand(standing, ledger, address))?;
    let shown = standing.shown(stand);
    let mut found = FoundPage {
        address: listed.address.to_string(),
        places: Vec::new(),
        differing: Vec::new(),
        same: 0,
        whole: other_pages::other_whole(standing, listed, stand, shown.as_ref()),
        action: None,
        rows: Vec::new(),
        is_noted: is_noted(listed, other_pages::notes_at(standing, &listed.address, stand)),
        shown,
    };
    let is_withdrawn = found.shown.as_ref().is_some_and(Shown::is_withdrawn);
    match stand {
        Stand::Page(PageId::Action(ix), "") => {
            let action = site.record.actions.get(ix.ix())?;
            let minutes = format!("/{}/", site.addresses.meeting_path(action.meeting));
            found.action = taken_action(standing, ledger, listed, *ix).map(|place| (minutes, place));
        }
        Stand::Page(id, "") if !listed.rows.is_empty() && !found.is_noted && !is_withdrawn => {
            found.rows = changed_rows(listed, &facts::rows_of(site, id));
        }
        _ => {}
    }
    if has_words {
        found.hold_anchors(standing, listed);
    }
    let differs = !found.differing.is_empty() || found.whole.is_some() || found.action.is_some() || !found.rows.is_empty();
    differs.then_some(found)
}

/// What has moved since the last publication, so that the ledger does not know its address now: its words are held against those that
/// it had at the earlier one.
fn moved_stand<'d, 'p>(standing: &Standing<'d, 'p>, ledger: &Ledger<'_>, address: &str) -> Option<Stand<'d, 'p>> {
    let place = match standing.site.record.aliases.get(address.trim_end_matches('/')) {
        Some(target) => format!("{}/", standing.site.record.path_of(target)?),
        None => match standing.now(address)? {
            Place::Page(path) | Place::File(path) => path,
            Place::Anchor(..) => return None,
        },
    };
    let is_new = ledger.get(&format!("/{place}")).is_none();
    standing.get(&place).filter(|stand| is_new && !matches!(stand, Stand::Export))
}

impl<'d> FoundPage<'d> {
    fn hold_anchors(&mut self, standing: &Standing<'d, '_>, listed: &Listed<'_>) {
        let Some(shown) = self.shown.clone() else { return };
        let places = meaning::places_of(standing.site, &shown, PrintDepth::Exact);
        self.same = hold_places(&shown, listed, &places, &mut self.differing);
        if !self.differing.is_empty() {
            // Only now is it worth while to know what words are near to.
            self.differing.clear();
            self.places = meaning::places_of(standing.site, &shown, PrintDepth::Near);
            self.same = hold_places(&shown, listed, &self.places, &mut self.differing);
        }
    }

    /// Most of the words are others: perhaps the page is another as a whole.
    fn is_other(&self) -> bool {
        self.differing.len() > self.same
    }

    /// Says of each place what happened to it.
    fn settle(
        mut self,
        standing: &Standing<'d, '_>,
        ledger: &Ledger<'_>,
        (others, wholes): (&UnlistedWords, &UnlistedWholes),
        out: &mut BTreeMap<String, ChangedPage<'d>>,
    ) {
        let listed = ledger.get(&self.address);
        let is_other = self.is_other();
        let (mut taken, mut edited) = (Vec::new(), std::mem::take(&mut self.rows));
        for place in &self.differing {
            let elsewhere = || others.find(place.was.shown().filter(|_| is_other)?.print).cloned();
            let found = listed.and_then(|listed| self.taken_place(standing, listed, place));
            let found = found.or_else(|| Some(place.taken(TakenBy::Words, Some(elsewhere()?))));
            match found {
                Some(place) => taken.push(place),
                None if place.now.is_record && !self.is_noted => edited.push(place.edited()),
                None => {}
            }
        }
        match listed.zip(self.whole.take()) {
            Some((_, OtherWhole::Taken(place))) => taken.push(place),
            Some((listed, OtherWhole::Edited(place, now))) => match wholes.find(ledger, listed, now) {
                Some(moved) => taken.push(place.taken(moved)),
                None => edited.push(place),
            },
            Some((listed, OtherWhole::Living(place, now))) => {
                taken.extend(wholes.find(ledger, listed, now).map(|moved| TakenPlace { moved: Some(moved.clone()), ..place }));
            }
            None => {}
        }
        if let Some((minutes, place)) = self.action {
            add_action(standing, minutes, place, out);
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

    /// A place that other words of the page have, or the words of another.
    fn taken_place(&self, standing: &Standing<'_, '_>, listed: &Listed<'_>, place: &DifferingPlace<'_>) -> Option<TakenPlace> {
        let was = match place.was {
            ListedWords::Withdrawn if !self.is_noted => return Some(place.taken(TakenBy::Withdrawn, None)),
            other => other.shown(),
        };
        let now = place.now.words?;
        let moved = |found: &PlaceWords<'_>| {
            Some(MovedWords { address: self.address.clone(), anchor: found.anchor.to_owned(), span: found.span })
        };
        let is_fresh = |p: &&PlaceWords<'_>| p.words.is_some_and(|words| !listed.had(p.anchor, words.print));
        let likeness_to = |words: WordPrint| move |was: WordPrint| was.likeness(words);
        if let Some(was) = was {
            let same = |p: &&PlaceWords<'_>| p.words.is_some_and(|words| words.print == was.print);
            if let Some(found) = self.places.iter().filter(is_fresh).find(same) {
                return Some(place.taken(TakenBy::Words, moved(found)));
            }
        }
        // Words that were published at another anchor, which has them no more.
        let left = || self.differing.iter().filter(|other| other.anchor != place.anchor);
        if left().any(|other| other.was.are(now.print)) {
            return Some(place.taken(TakenBy::Words, None));
        }
        if self.is_declared(standing, place) {
            return None;
        }
        let own = was.map_or(0, likeness_to(now));
        let near = |p: &PlaceWords<'_>| was.zip(p.words).map_or(0, |(was, words)| was.likeness(words));
        let nearest = self.places.iter().filter(is_fresh).filter(|p| *p.anchor != *place.now.anchor).max_by_key(|p| near(p));
        if let Some(found) = nearest.filter(|p| near(p) >= (own + NEARER).max(NEAR)) {
            return Some(place.taken(TakenBy::Words, moved(found)));
        }
        let is_taken_from = |other: &DifferingPlace<'_>| {
            let here = other.was.shown().map_or(0, likeness_to(now));
            let there = other.was.shown().zip(other.now.words).map_or(0, |(was, words)| was.likeness(words));
            here >= (own + NEARER).max(NEAR) && here > there
        };
        left().any(is_taken_from).then(|| place.taken(TakenBy::Words, None))
    }

    /// Whether the author says what a place is, so that words nearly like others are no proof: an id is written there, or it is a number,
    /// which authors write themselves, and a note tells of the change.
    fn is_declared(&self, standing: &Standing<'_, '_>, place: &DifferingPlace<'_>) -> bool {
        let anchor = place.now.anchor;
        let is_number = anchor.starts_with(|c: char| c.is_ascii_digit()) && !anchor.contains("-p");
        let id = ["action-", "decision-"].iter().find_map(|mark| anchor.strip_prefix(mark)).unwrap_or(anchor);
        is_number && self.is_noted || meaning::is_named(standing.site, place.now.span, id)
    }
}

impl DifferingPlace<'_> {
    fn taken(&self, by: TakenBy, moved: Option<MovedWords>) -> TakenPlace {
        TakenPlace { anchor: self.anchor.clone(), listed: self.listed, now: self.now.span, moved, by }
    }

    fn edited(&self) -> EditedPlace {
        let now = Some(self.now.span);
        EditedPlace { name: self.anchor.clone(), listed: self.listed, now, cells: Vec::new(), is_row: false }
    }
}

/// Finds the anchors of the ledger that have other words now; returns how many have the same.
fn hold_places<'d>(
    shown: &Shown<'_>,
    listed: &Listed<'_>,
    places: &[PlaceWords<'d>],
    differing: &mut Vec<DifferingPlace<'d>>,
) -> usize {
    let mut order: Vec<&PlaceWords<'d>> = places.iter().collect();
    order.sort_by_key(|place| place.anchor);
    let find = |anchor: &str| {
        let at = order.binary_search_by_key(&anchor, |place| place.anchor).ok()?;
        order.get(at).copied()
    };
    let mut same = 0;
    for anchor in listed.anchors.iter().filter(|a| a.words != ListedWords::Unknown) {
        let place = find(&anchor.name).or_else(|| find(shown.stands_for(&anchor.name)?));
        // What has no words is withheld.
        let Some((place, now)) = place.and_then(|place| Some((place, place.words?))) else { continue };
        if anchor.words.are(now.print) {
            same += 1;
        } else if !listed.had(&anchor.name, now.print) {
            let anchor = (anchor.name.to_string(), anchor.words, anchor.span);
            differing.push(DifferingPlace { anchor: anchor.0, was: anchor.1, listed: anchor.2, now: place.clone() });
        }
    }
    same
}

/// An action whose address another action has now is told with the minutes of both.
fn add_action<'d>(standing: &Standing<'d, '_>, minutes: String, place: TakenPlace, out: &mut BTreeMap<String, ChangedPage<'d>>) {
    let shown = standing.document(minutes.trim_start_matches('/'));
    let there = out.entry(minutes.clone()).or_default();
    there.address = minutes;
    there.shown = there.shown.take().or(shown);
    there.edited.clear();
    if let Some(known) = there.taken.iter_mut().find(|known| known.anchor == place.anchor) {
        // The words of the action alone are shorter than those of its passage.
        known.now = place.now;
        known.moved = place.moved.or(known.moved.take());
    } else {
        there.taken.push(place);
    }
}

/// The rows of a page that are not as they were published.
fn changed_rows(listed: &Listed<'_>, now: &[RowWords]) -> Vec<EditedPlace> {
    let mut out = Vec::new();
    for row in &listed.rows {
        // Entries that were taken out of a published revision leave none behind, and facts none of their key.
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
    places: FxHashMap<Fingerprint, MovedWords>,
}

impl UnlistedWords {
    fn new(standing: &Standing<'_, '_>, ledger: &Ledger<'_>) -> UnlistedWords {
        let mut places: FxHashMap<Fingerprint, MovedWords> = FxHashMap::default();
        for (target, _) in standing.site.record.documents().filter(|(t, _)| !matches!(t, Target::Page(..))) {
            let shown = Shown::new(standing.site.record, target, "");
            let Some(path) = standing.site.record.path_of(&shown.original) else { continue };
            let address = format!("/{path}/");
            let listed = ledger.get(&address);
            for place in meaning::places_of(standing.site, &shown, PrintDepth::Exact) {
                let Some(words) = place.words.map(|words| words.print) else { continue };
                let had = listed.is_some_and(|l| l.anchors.iter().any(|a| a.words.are(words)));
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
