//! Published ids at which another action is now.
//!
//! What later minutes record of an action they record under its id, so that an id that passes on takes "done" with it. An id stays
//! with the words and the owners that it was published with; where both were edited so much that it could be another action, or where
//! something is recorded of it already, the author must say that it is the same: by `{#id}`. No note and no `--accept` says so.

use std::collections::BTreeMap;

use super::changed::{MovedWords, TakenBy, TakenPlace};
use super::facts::{self, OWNERS};
use super::fingerprint::{PrintDepth, WordPrint};
use super::ledger::{Ledger, Listed};
use super::meaning;
use super::standing::Standing;
use crate::record::{Action, ActionIx};

/// Two texts with so much in common may be one that was edited, in hundredths.
pub(super) const NEAR: u32 = 50;

/// Words are rather those of another place where they have so much more in common with them.
pub(super) const NEARER: u32 = 16;

/// The action at a published id, where it is not the one that was published: as a place of its minutes. `listed` is the id in the ledger.
pub(super) fn taken_action(
    standing: &Standing<'_, '_>,
    ledger: &Ledger<'_>,
    listed: &Listed<'_>,
    ix: ActionIx,
) -> Option<TakenPlace> {
    if listed.words.is_empty() {
        return None;
    }
    let (site, record) = (standing.site, standing.site.record);
    let action = record.actions.get(ix.ix())?;
    let part = record.raised(action);
    let taken = |by: TakenBy, moved: Option<MovedWords>| {
        Some(TakenPlace { anchor: format!("action-{}", part.local), listed: listed.span, now: part.text, moved, by })
    };
    let same_owners = has_same_owners(standing, listed, action);
    let exact = meaning::action_words(site, ix, PrintDepth::Exact)?;
    if listed.had_whole(exact.print) {
        // What a newer reader takes for an owner is no change of the words.
        let is_other = same_owners == Some(false) && !is_passage_as_listed(standing, ledger, ix);
        return if is_other { taken(TakenBy::OtherOwner, None) } else { None };
    }
    let others = OtherActions::of(standing, ledger, ix);
    if let Some(moved) = others.place_of(listed, 100) {
        return taken(TakenBy::Words, Some(moved));
    }
    if meaning::is_named(site, part.text, &part.local) {
        return None;
    }
    let now = meaning::action_words(site, ix, PrintDepth::Near)?;
    let own = likeness(listed, now);
    if let Some(moved) = others.place_of(listed, (own + NEARER).max(NEAR)) {
        return taken(TakenBy::Words, Some(moved));
    }
    if others.was_published_as(now, own) {
        return taken(TakenBy::Words, None);
    }
    match (own >= NEAR, same_owners) {
        (false, _) => taken(TakenBy::OtherAction, None),
        (_, Some(false)) => taken(TakenBy::OtherOwner, None),
        _ if !action.history.is_empty() => taken(TakenBy::Recorded, None),
        _ => None,
    }
}

/// How much words have in common with those that were published, of which there may be several where branches were merged.
pub(super) fn likeness(listed: &Listed<'_>, words: WordPrint) -> u32 {
    listed.words.iter().map(|was| was.likeness(words)).max().unwrap_or(0)
}

/// Whether an action has the owners it was published with; `None`: nobody knows.
fn has_same_owners(standing: &Standing<'_, '_>, listed: &Listed<'_>, action: &Action) -> Option<bool> {
    let owners = facts::owners_of(standing.site.record, action);
    let mut now: Vec<_> = owners.cells.iter().map(|cell| cell.print).collect();
    now.sort_unstable();
    now.dedup();
    let is_known = listed.words.iter().any(|words| words.sketch.is_some());
    let mut rows = listed.rows.iter().filter(|row| row.name == OWNERS).peekable();
    if rows.peek().is_none() {
        // An action without an owner has no row of them.
        return is_known.then_some(now.is_empty());
    }
    Some(rows.any(|row| row.cells == now))
}

/// Whether the passage of an action has the words that it was published with.
fn is_passage_as_listed(standing: &Standing<'_, '_>, ledger: &Ledger<'_>, ix: ActionIx) -> bool {
    let (site, record) = (standing.site, standing.site.record);
    let Some(action) = record.actions.get(ix.ix()) else { return false };
    let address = format!("/{}/", site.addresses.meeting_path(action.meeting));
    let anchor = &record.raised(action).anchor;
    let Some((listed, shown)) = ledger.get(&address).zip(standing.document(address.trim_start_matches('/'))) else {
        return false;
    };
    let places = meaning::places_of(site, &shown, PrintDepth::Exact);
    let now = places.iter().find(|place| *place.anchor == **anchor).and_then(|place| place.words);
    now.is_some_and(|now| listed.had(anchor, now.print))
}

/// The other actions of the same minutes.
struct OtherActions<'l, 'a> {
    /// Those with words that were not published at their address, by their address.
    fresh: BTreeMap<String, (WordPrint, MovedWords)>,
    /// Ids of the minutes with their words, where those are not there any more.
    left: Vec<&'l Listed<'a>>,
}

impl<'l, 'a> OtherActions<'l, 'a> {
    fn of(standing: &Standing<'_, '_>, ledger: &'l Ledger<'a>, ix: ActionIx) -> Self {
        let (site, record) = (standing.site, standing.site.record);
        let mut out = OtherActions { fresh: BTreeMap::new(), left: Vec::new() };
        let Some(action) = record.actions.get(ix.ix()) else { return out };
        for (other, action) in record.actions_of(action.meeting).filter(|(other, _)| *other != ix) {
            let address = format!("/{}/", site.addresses.action_path(other));
            let Some(words) = meaning::action_words(site, other, PrintDepth::Near) else { continue };
            if ledger.get(&address).is_none_or(|listed| !listed.had_whole(words.print)) {
                let moved = MovedWords { address: address.clone(), anchor: String::new(), span: record.raised(action).text };
                out.fresh.insert(address, (words, moved));
            }
        }
        let own = format!("/{}/", site.addresses.action_path(ix));
        let folder = format!("/actions/{}/", site.addresses.meeting_path(action.meeting));
        let from = ledger.pages.partition_point(|listed| *listed.address < *folder);
        let below = ledger.pages.get(from..).unwrap_or_default().iter().take_while(|listed| listed.address.starts_with(&folder));
        let is_left = |listed: &&Listed<'_>| match standing.get(listed.address.trim_start_matches('/')) {
            Some(_) => out.fresh.contains_key(&*listed.address),
            None => true,
        };
        out.left = below.filter(|listed| *listed.address != *own && !listed.words.is_empty()).filter(is_left).collect();
        out
    }

    /// The place of words that are at least so much those that were published.
    fn place_of(&self, listed: &Listed<'_>, least: u32) -> Option<MovedWords> {
        let near = self.fresh.values().map(|(words, moved)| (likeness(listed, *words), moved));
        near.filter(|(near, _)| *near >= least).max_by_key(|(near, _)| *near).map(|(_, moved)| moved.clone())
    }

    /// Whether words are rather those of another published id, which has them no more.
    fn was_published_as(&self, words: WordPrint, own: u32) -> bool {
        self.left.iter().any(|listed| {
            let there = self.fresh.get(&*listed.address).map_or(0, |(now, _)| likeness(listed, *now));
            let here = likeness(listed, words);
            here >= NEAR && here >= own + NEARER && here > there
        })
    }
}
